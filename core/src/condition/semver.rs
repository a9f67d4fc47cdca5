//! Precedence of semantic versions, exactly as SemVer 2.0.0 defines it, without allocation.
//!
//! Numbers may have any length; build metadata takes no part. A leading `v`, a missing number and
//! leading zeros are no semantic version.

use std::cmp::Ordering;

/// Where the parts of a valid version end in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    major: usize,
    minor: usize,
    patch: usize,
    pre: usize,
}

/// A version, borrowed from its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Version<'a> {
    numbers: [&'a str; 3],
    /// Without its hyphen; empty for a release.
    pre: &'a str,
}

impl Layout {
    /// Reads a whole text, or gives `None` if it is no semantic version.
    pub(super) fn of(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let major = number_end(bytes, 0)?;
        let minor = number_end(bytes, after(bytes, major, b'.')?)?;
        let patch = number_end(bytes, after(bytes, minor, b'.')?)?;
        let mut pre = patch;
        if let Some(start) = after(bytes, patch, b'-') {
            pre = identifiers_end(bytes, start, |part| is_number(part) || !is_digits(part))?;
        }
        let end = match after(bytes, pre, b'+') {
            Some(start) => identifiers_end(bytes, start, |_| true)?,
            None => pre,
        };
        (end == bytes.len()).then_some(Self { major, minor, patch, pre })
    }

    /// The parts of `text`, which this layout was read from.
    pub(super) fn version(self, text: &str) -> Version<'_> {
        let part = |start: usize, end: usize| text.get(start..end).unwrap_or_default();
        Version {
            numbers: [
                part(0, self.major),
                part(self.major + 1, self.minor),
                part(self.minor + 1, self.patch),
            ],
            pre: part(self.patch + 1, self.pre),
        }
    }
}

impl Version<'_> {
    /// Precedence; equal for versions that differ in build metadata alone.
    pub(super) fn precedence(&self, other: &Self) -> Ordering {
        let numbers = self.numbers.iter().zip(other.numbers).map(|(a, b)| compare_numbers(a, b));
        numbers
            .fold(Ordering::Equal, Ordering::then)
            .then_with(|| compare_pre_releases(self.pre, other.pre))
    }
}

/// Whether a whole text is a semantic version.
#[cfg(feature = "import")]
pub(crate) fn is_version(text: &str) -> bool {
    Layout::of(text).is_some()
}

/// The precedence of two versions; nothing where one of them is none.
#[cfg(feature = "import")]
pub(crate) fn compare_versions(a: &str, b: &str) -> Option<Ordering> {
    Some(Layout::of(a)?.version(a).precedence(&Layout::of(b)?.version(b)))
}

fn compare_pre_releases(a: &str, b: &str) -> Ordering {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    let (mut left, mut right) = (a.split('.'), b.split('.'));
    loop {
        let ordering = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(a), Some(b)) => match (is_digits(a.as_bytes()), is_digits(b.as_bytes())) {
                (true, true) => compare_numbers(a, b),
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (false, false) => a.cmp(b),
            },
        };
        if ordering.is_ne() {
            return ordering;
        }
    }
}

/// Without leading zeros, the longer number is the larger one.
fn compare_numbers(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// The position after `sign`, where that stands at `at`.
fn after(bytes: &[u8], at: usize, sign: u8) -> Option<usize> {
    (bytes.get(at) == Some(&sign)).then_some(at + 1)
}

/// Where the number that begins at `start` ends.
fn number_end(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = bytes.get(start..)?;
    let length = rest.iter().position(|b| !b.is_ascii_digit()).unwrap_or(rest.len());
    is_number(&rest[..length]).then_some(start + length)
}

/// Where the identifiers that begin at `start`, with dots between them, end.
fn identifiers_end(bytes: &[u8], start: usize, accepts: impl Fn(&[u8]) -> bool) -> Option<usize> {
    let rest = bytes.get(start..)?;
    let inside = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.');
    let length = rest.iter().position(|b| !inside(b)).unwrap_or(rest.len());
    let mut parts = rest[..length].split(|b| *b == b'.');
    parts.all(|part| !part.is_empty() && accepts(part)).then_some(start + length)
}

fn is_digits(part: &[u8]) -> bool {
    !part.is_empty() && part.iter().all(u8::is_ascii_digit)
}

/// Digits without leading zeros.
fn is_number(part: &[u8]) -> bool {
    is_digits(part) && (part.len() == 1 || part[0] != b'0')
}
