//! Paths: how a condition names an attribute.

use std::fmt;

use super::lex;
use super::write::write_quoted;

/// A dotted name of an attribute, such as `user.plan`.
///
/// Two paths are equal when their segments are; the slot does not count.
#[derive(Clone, Debug)]
pub struct Path {
    dotted: Box<str>,
    segments: Box<[Box<str>]>,
    pub(super) slot: u32,
}

impl Path {
    pub(super) fn new(segments: Box<[Box<str>]>, slot: u32) -> Self {
        Self { dotted: segments.join(".").into(), segments, slot }
    }

    /// The segments joined by dots, without any quoting: `user.plan`.
    ///
    /// A segment that holds a dot itself cannot be told apart here; [`Path::segments`] can.
    #[must_use]
    pub fn dotted(&self) -> &str {
        &self.dotted
    }

    /// The segments from the outermost; there is at least one.
    pub fn segments(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.segments.iter().map(|segment| &**segment)
    }

    /// A small integer to look the attribute up by: the order of first appearance in the condition
    /// from 0, or what [`Condition::with_slots`](super::Condition::with_slots) chose.
    #[must_use]
    pub fn slot(&self) -> u32 {
        self.slot
    }
}

impl PartialEq for Path {
    fn eq(&self, other: &Self) -> bool {
        self.segments == other.segments
    }
}

impl Eq for Path {}

/// Writes the path as a condition spells it, with backticks around segments that need them.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let alone = self.segments.len() == 1;
        for (index, segment) in self.segments.iter().enumerate() {
            if index > 0 {
                f.write_str(".")?;
            }
            // A word of the language is a plain name only inside a longer path.
            if lex::is_plain_name(segment) && !(alone && lex::is_reserved(segment)) {
                f.write_str(segment)?;
            } else {
                write_quoted(f, segment, '`')?;
            }
        }
        Ok(())
    }
}
