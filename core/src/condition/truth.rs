//! Three-valued truth: what a condition evaluates to, and how truths combine.

use std::fmt;
use std::ops::Not;

/// The outcome of a condition in Kleene's three-valued logic.
///
/// The variants are ordered `False < Unknown < True`; `AND` is the smaller of two truths and `OR`
/// the larger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// The condition does not hold.
    False,
    /// It cannot be told, because an attribute is missing or values do not compare.
    Unknown,
    /// The condition holds.
    True,
}

impl Truth {
    /// Kleene conjunction: false if either is false, true if both are true, otherwise unknown.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Kleene disjunction: true if either is true, false if both are false, otherwise unknown.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// Whether the condition holds for certain; an unknown condition does not.
    #[must_use]
    pub fn is_true(self) -> bool {
        self == Self::True
    }

    /// The boolean, or `None` where it is unknown.
    #[must_use]
    pub fn known(self) -> Option<bool> {
        match self {
            Self::False => Some(false),
            Self::Unknown => None,
            Self::True => Some(true),
        }
    }
}

impl Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::False => "false",
            Self::Unknown => "unknown",
            Self::True => "true",
        })
    }
}
