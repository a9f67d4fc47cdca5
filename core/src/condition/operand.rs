//! Operands: the values a condition compares, and how it asks the caller for them.

use std::fmt;

use super::path::Path;
use super::truth::Truth;
use super::write::write_operand;

/// A value at evaluation time, borrowed from the caller.
///
/// `Debug` shows the value.
#[derive(Clone, Copy)]
pub enum Operand<'a> {
    /// Present, and explicitly nothing.
    Null,
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    Int(i64),
    /// An unsigned integer; equal to an [`Operand::Int`] of the same value.
    UInt(u64),
    /// A binary floating-point number; NaN compares as unknown.
    Float(f64),
    /// Text; compared by code points, without normalization.
    Text(&'a str),
    /// A list of values.
    List(&'a dyn Items),
}

impl Operand<'_> {
    /// The operand's kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Bool(_) => Kind::Boolean,
            Self::Int(_) | Self::UInt(_) => Kind::Integer,
            Self::Float(_) => Kind::Decimal,
            Self::Text(_) => Kind::Text,
            Self::List(_) => Kind::List,
        }
    }
}

impl fmt::Debug for Operand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_operand(f, *self)
    }
}

/// What sort of value an operand is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Explicitly nothing.
    Null,
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// A floating-point number.
    Decimal,
    /// Text.
    Text,
    /// A list of values.
    List,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Decimal => "a decimal",
            Self::Text => "text",
            Self::List => "a list",
        })
    }
}

/// The items of a list attribute, reached by index so that nothing is collected.
pub trait Items {
    /// How many items there are.
    fn len(&self) -> usize;

    /// The item at `index`, which is below [`Items::len`]. An item that is itself a list compares
    /// with nothing.
    fn item(&self, index: usize) -> Operand<'_>;

    /// Whether there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Items for &[Operand<'_>] {
    fn len(&self) -> usize {
        <[_]>::len(self)
    }

    fn item(&self, index: usize) -> Operand<'_> {
        self[index]
    }
}

impl<const N: usize> Items for [Operand<'_>; N] {
    fn len(&self) -> usize {
        N
    }

    fn item(&self, index: usize) -> Operand<'_> {
        self[index]
    }
}

impl Items for Vec<Operand<'_>> {
    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn item(&self, index: usize) -> Operand<'_> {
        self[index]
    }
}

impl Items for &[&str] {
    fn len(&self) -> usize {
        <[_]>::len(self)
    }

    fn item(&self, index: usize) -> Operand<'_> {
        Operand::Text(self[index])
    }
}

impl Items for Vec<String> {
    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn item(&self, index: usize) -> Operand<'_> {
        Operand::Text(&self[index])
    }
}

/// Where a condition's attributes come from.
///
/// Evaluation calls [`Attributes::get`] each time a comparison names an attribute, so it should be
/// cheap; [`Condition::with_slots`](super::Condition::with_slots) lets it be one indexed load.
pub trait Attributes {
    /// The attribute at `path`, or `None` if it is missing. An attribute that is present and null
    /// is [`Operand::Null`].
    fn get(&self, path: &Path) -> Option<Operand<'_>>;

    /// Whether there is something at `path`: an attribute, or a map of attributes. Asked by
    /// `exists` alone.
    fn holds(&self, path: &Path) -> bool {
        self.get(path).is_some()
    }

    /// Whether the attributes are in a segment: its name, and the slot that
    /// [`Condition::with_segments`](super::Condition::with_segments) chose, or its order of first
    /// appearance. Unknown where there are no segments.
    fn segment(&self, name: &str, slot: u32) -> Truth {
        let _ = (name, slot);
        Truth::Unknown
    }
}

/// Pairs of dotted path and value, searched in order: for tests and a handful of attributes.
impl Attributes for [(&str, Operand<'_>)] {
    fn get(&self, path: &Path) -> Option<Operand<'_>> {
        self.iter().find(|(name, _)| *name == path.dotted()).map(|(_, value)| *value)
    }
}

/// Pairs of dotted path and value, searched in order: for tests and a handful of attributes.
impl<const N: usize> Attributes for [(&str, Operand<'_>); N] {
    fn get(&self, path: &Path) -> Option<Operand<'_>> {
        Attributes::get(self.as_slice(), path)
    }
}
