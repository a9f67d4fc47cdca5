//! Paths to values: `resources.limits.cpu`, `panels.0.title`, `labels."app.kubernetes.io/name"`.

use std::fmt;

use smol_str::SmolStr;

use crate::error::{Code, Error, Result, shows, visible};

/// Keys and list positions from a tree's root down to a value.
///
/// As text, keys are joined by dots; a key that holds a dot, a quote, what does not show or nothing
/// stands in double quotes, in which `\"`, `\\` and `\u{a}` are escapes. The empty path is the tree itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyPath(Vec<SmolStr>);

impl KeyPath {
    /// The path of the tree itself.
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// Reads a path from its text.
    ///
    /// # Errors
    /// `E_USAGE` for an empty key without quotes or a quote that is not closed.
    pub fn parse(text: &str) -> Result<Self> {
        Ok(Self(steps(text)?.iter().map(Step::key).collect()))
    }

    /// The keys from the root.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.0.iter().map(SmolStr::as_str)
    }

    pub(crate) fn as_slice(&self) -> &[SmolStr] {
        &self.0
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether this is the tree itself.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The last key.
    pub fn last(&self) -> Option<&str> {
        self.0.last().map(SmolStr::as_str)
    }

    /// The path one key deeper.
    #[must_use]
    pub fn join(&self, key: impl Into<SmolStr>) -> Self {
        let mut keys = self.0.clone();
        keys.push(key.into());
        Self(keys)
    }

    /// Goes one key deeper.
    pub fn push(&mut self, key: impl Into<SmolStr>) {
        self.0.push(key.into());
    }

    /// Goes one key up.
    pub fn pop(&mut self) {
        self.0.pop();
    }

    /// Whether `other` is this path or lies below it.
    pub fn contains(&self, other: &KeyPath) -> bool {
        other.0.starts_with(&self.0)
    }
}

/// A key as a path's text has it.
pub(super) struct Step<'t> {
    /// Its text without the quotes, with the escapes.
    pub(super) raw: &'t str,
    pub(super) quoted: bool,
}

impl Step<'_> {
    /// The characters, and whether each stood behind a backslash.
    pub(super) fn chars(&self) -> impl Iterator<Item = (char, bool)> {
        let mut rest = self.raw;
        std::iter::from_fn(move || {
            let mut chars = rest.chars();
            let (char, escaped) = match chars.next()? {
                '\\' if self.quoted => (chars.next()?, true),
                char => (char, false),
            };
            let by_number = (escaped && char == 'u').then(|| numbered(chars.as_str())).flatten();
            let (char, behind) = by_number.unwrap_or((char, chars.as_str()));
            rest = behind;
            Some((char, escaped))
        })
    }

    pub(super) fn key(&self) -> SmolStr {
        if self.quoted { self.chars().map(|(char, _)| char).collect() } else { self.raw.into() }
    }
}

/// The character of `{1b}`, and what stands behind it.
fn numbered(text: &str) -> Option<(char, &str)> {
    let (number, behind) = text.strip_prefix('{')?.split_once('}')?;
    Some((char::from_u32(u32::from_str_radix(number, 16).ok()?)?, behind))
}

/// Takes the text of a path apart at its dots.
pub(super) fn steps(text: &str) -> Result<Vec<Step<'_>>> {
    let malformed = |what: &str| {
        Error::new(Code::Usage, format!("the path `{text}` {what}"))
            .help("join keys with `.`, and put a key that holds a dot in double quotes")
    };
    let mut steps = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let quoted = rest.starts_with('"');
        let raw;
        (raw, rest) = if quoted {
            closed(&rest[1..]).ok_or_else(|| malformed("has a quote that is not closed"))?
        } else {
            rest.split_at(rest.find('.').unwrap_or(rest.len()))
        };
        if raw.is_empty() && !quoted {
            return Err(malformed("has an empty key"));
        }
        steps.push(Step { raw, quoted });
        rest = match rest.strip_prefix('.') {
            Some("") => return Err(malformed("ends with a dot")),
            Some(rest) => rest,
            None if rest.is_empty() => rest,
            None => return Err(malformed("has text behind a quoted key")),
        };
    }
    Ok(steps)
}

/// What stands before the closing quote, and behind it.
fn closed(quoted: &str) -> Option<(&str, &str)> {
    let mut escaped = false;
    for (at, char) in quoted.char_indices() {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some((&quoted[..at], &quoted[at + 1..])),
            _ => {}
        }
    }
    None
}

impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, key) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(".")?;
            }
            if key.is_empty() || key.contains(['.', '"']) || !key.chars().all(shows) {
                let key = key.replace('\\', "\\\\").replace('"', "\\\"");
                write!(f, "\"{}\"", visible(&key))?;
            } else {
                f.write_str(key)?;
            }
        }
        Ok(())
    }
}

impl serde::Serialize for KeyPath {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<K: Into<SmolStr>> FromIterator<K> for KeyPath {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        Self(keys.into_iter().map(Into::into).collect())
    }
}

/// What names a path: dotted text, or the keys one by one.
pub trait IntoPath {
    /// The path.
    ///
    /// # Errors
    /// `E_USAGE` when a text is no path.
    fn into_path(self) -> Result<KeyPath>;
}

impl IntoPath for KeyPath {
    fn into_path(self) -> Result<KeyPath> {
        Ok(self)
    }
}

impl IntoPath for &KeyPath {
    fn into_path(self) -> Result<KeyPath> {
        Ok(self.clone())
    }
}

impl IntoPath for &str {
    fn into_path(self) -> Result<KeyPath> {
        KeyPath::parse(self)
    }
}

impl IntoPath for &String {
    fn into_path(self) -> Result<KeyPath> {
        KeyPath::parse(self)
    }
}

impl<K: AsRef<str>> IntoPath for &[K] {
    fn into_path(self) -> Result<KeyPath> {
        Ok(self.iter().map(|key| SmolStr::new(key.as_ref())).collect())
    }
}

impl<K: AsRef<str>, const N: usize> IntoPath for [K; N] {
    fn into_path(self) -> Result<KeyPath> {
        self.as_slice().into_path()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_does_not_show_is_escaped_and_read_back() {
        let path: KeyPath = ["k\n::error::x", "\u{202e}.\"", "\\u{41}"].into_iter().collect();
        assert_eq!(path.to_string(), r#""k\u{a}::error::x"."\u{202e}.\"".\u{41}"#);
        assert_eq!(KeyPath::parse(&path.to_string()).unwrap(), path);
        let read: Vec<_> = [r#""\u{41}""#, r#""\u{}""#, r#""\u41""#, r#""\u{d800}""#]
            .map(|text| KeyPath::parse(text).unwrap().last().unwrap().to_owned())
            .into();
        assert_eq!(read, ["A", "u{}", "u41", "u{d800}"]);
    }

    #[test]
    fn text_that_is_no_path_is_refused() {
        for text in [".a", "a.", "a..b", "\"a\"..b", "\"a", "\"a\"b", "."] {
            assert_eq!(KeyPath::parse(text).unwrap_err().code(), Code::Usage, "{text}");
        }
        assert!(KeyPath::parse("").unwrap().is_empty());
    }

    proptest! {
        #[test]
        fn a_path_reads_back_as_it_was_written(keys in prop::collection::vec(".{0,8}", 0..5)) {
            let path: KeyPath = keys.iter().map(String::as_str).collect();
            prop_assert_eq!(KeyPath::parse(&path.to_string()).unwrap(), path);
        }
    }
}
