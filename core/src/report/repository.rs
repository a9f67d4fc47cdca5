//! How a project lies in its repository: what others call its files, and where its rules are read.

use std::borrow::Cow;

use crate::error::Place;

/// How a project lies in its repository, for formats that a repository's host shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repository {
    /// The project's folder, relative to the repository's root; empty where they are the same.
    pub prefix: String,
    /// The address of the page of rules; `#` and the rule's id are added.
    pub rules_page: Option<String>,
    /// The address below which the repository's files are shown; a path and `#L` with a line are
    /// added.
    pub files_at: Option<String>,
}

impl Repository {
    /// A repository whose root is the project's.
    pub fn new() -> Self {
        Self::default()
    }

    /// The project's folder, relative to the repository's root, as in `deploy/stages`.
    #[must_use]
    pub fn prefix(mut self, prefix: impl AsRef<str>) -> Self {
        let parts = prefix.as_ref().split(['/', '\\']);
        let parts: Vec<&str> = parts.filter(|part| !matches!(*part, "" | ".")).collect();
        self.prefix = parts.join("/");
        self
    }

    /// The address of the page of rules; `#` and the rule's id are added.
    #[must_use]
    pub fn rules_page(mut self, address: impl Into<String>) -> Self {
        self.rules_page = Some(address.into());
        self
    }

    /// The address below which the repository's files are shown, as in
    /// `https://host.example/team/shop/blob/main`; a path and `#L` with a line are added.
    #[must_use]
    pub fn files_at(mut self, address: impl Into<String>) -> Self {
        self.files_at = Some(address.into());
        self
    }

    /// The address at which a place is shown; `None` where no address of the web is known.
    pub(super) fn address(&self, place: &Place) -> Option<String> {
        let base = self.files_at.as_ref()?;
        let of_the_web = base.starts_with("https://") || base.starts_with("http://");
        let strange = |c: char| c.is_whitespace() || c.is_control() || "<>()\"'\\`".contains(c);
        if !of_the_web || base.contains(strange) {
            return None;
        }
        let base = base.trim_end_matches('/');
        let line = if place.line > 0 { format!("#L{}", place.line) } else { String::new() };
        Some(format!("{base}/{}{line}", encoded(&self.path(&place.file))))
    }

    /// A file of the project as the repository names it.
    pub(super) fn path<'f>(&self, file: &'f str) -> Cow<'f, str> {
        match self.prefix.is_empty() {
            true => Cow::Borrowed(file),
            false => Cow::Owned(format!("{}/{file}", self.prefix)),
        }
    }
}

/// A path as a relative address: what is neither unreserved nor `/` is percent-encoded.
pub(super) fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
