//! How a project lies in its repository: what others call its files, and where its rules are read.

use std::borrow::Cow;

/// How a project lies in its repository, for formats that a repository's host shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repository {
    /// The project's folder, relative to the repository's root; empty where they are the same.
    pub prefix: String,
    /// The address of the page of rules; `#` and the rule's id are added.
    pub rules_page: Option<String>,
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

    /// A file of the project as the repository names it.
    pub(super) fn path<'f>(&self, file: &'f str) -> Cow<'f, str> {
        match self.prefix.is_empty() {
            true => Cow::Borrowed(file),
            false => Cow::Owned(format!("{}/{file}", self.prefix)),
        }
    }
}
