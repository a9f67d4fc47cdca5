//! Operators: their spellings, once, for the parser, the printer and the suggestions.

use std::cmp::Ordering;
use std::fmt;

/// How two ordered values must stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Relation {
    pub(super) fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
        }
    }

    /// Whether only sameness matters, which more kinds have than order.
    pub(super) fn is_equality(self) -> bool {
        matches!(self, Self::Equal | Self::NotEqual)
    }
}

/// What a comparison does with its two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Compare(Relation),
    In,
    NotIn,
    InIgnoreCase,
    Contains,
    ContainsIgnoreCase,
    ContainsAny,
    ContainsAll,
    StartsWith,
    StartsWithIgnoreCase,
    EndsWith,
    EndsWithIgnoreCase,
    EqualsIgnoreCase,
    Matches,
    Semver(Relation),
    Before,
    After,
    InCidr,
    /// Takes no right operand.
    Exists,
}

/// Every operator with its spelling. `not in` is two words in the text.
pub(super) const OPERATORS: &[(&str, Operator)] = &[
    ("==", Operator::Compare(Relation::Equal)),
    ("!=", Operator::Compare(Relation::NotEqual)),
    ("<", Operator::Compare(Relation::Less)),
    ("<=", Operator::Compare(Relation::LessOrEqual)),
    (">", Operator::Compare(Relation::Greater)),
    (">=", Operator::Compare(Relation::GreaterOrEqual)),
    ("in", Operator::In),
    ("not in", Operator::NotIn),
    ("in_ignore_case", Operator::InIgnoreCase),
    ("contains", Operator::Contains),
    ("contains_ignore_case", Operator::ContainsIgnoreCase),
    ("contains_any", Operator::ContainsAny),
    ("contains_all", Operator::ContainsAll),
    ("starts_with", Operator::StartsWith),
    ("starts_with_ignore_case", Operator::StartsWithIgnoreCase),
    ("ends_with", Operator::EndsWith),
    ("ends_with_ignore_case", Operator::EndsWithIgnoreCase),
    ("equals_ignore_case", Operator::EqualsIgnoreCase),
    ("matches", Operator::Matches),
    ("semver_eq", Operator::Semver(Relation::Equal)),
    ("semver_ne", Operator::Semver(Relation::NotEqual)),
    ("semver_lt", Operator::Semver(Relation::Less)),
    ("semver_le", Operator::Semver(Relation::LessOrEqual)),
    ("semver_gt", Operator::Semver(Relation::Greater)),
    ("semver_ge", Operator::Semver(Relation::GreaterOrEqual)),
    ("before", Operator::Before),
    ("after", Operator::After),
    ("in_cidr", Operator::InCidr),
    ("exists", Operator::Exists),
];

impl Operator {
    /// The operator a single word spells, in upper or lower case.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        let (_, operator) = OPERATORS.iter().find(|(text, _)| text.eq_ignore_ascii_case(word))?;
        Some(*operator)
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spelling = OPERATORS.iter().find(|(_, operator)| operator == self);
        f.write_str(spelling.map_or("", |(text, _)| text))
    }
}
