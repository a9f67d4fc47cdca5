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
        let (precedence, build) = match text.split_once('+') {
            Some((precedence, build)) => (precedence, Some(build)),
            None => (text, None),
        };
        let (core, pre) = match precedence.split_once('-') {
            Some((core, pre)) => (core, Some(pre)),
            None => (precedence, None),
        };
        let (major, rest) = core.split_once('.')?;
        let (minor, patch) = rest.split_once('.')?;
        let valid = [major, minor, patch].into_iter().all(is_number)
            && pre.is_none_or(|pre| {
                pre.split('.')
                    .all(|part| is_identifier(part) && (!is_digits(part) || is_number(part)))
            })
            && build.is_none_or(|build| build.split('.').all(is_identifier));
        valid.then_some(Self {
            major: major.len(),
            minor: major.len() + 1 + minor.len(),
            patch: core.len(),
            pre: precedence.len(),
        })
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
            (Some(a), Some(b)) => match (is_digits(a), is_digits(b)) {
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

fn is_digits(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())
}

fn is_number(part: &str) -> bool {
    is_digits(part) && (part.len() == 1 || !part.starts_with('0'))
}

fn is_identifier(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}
