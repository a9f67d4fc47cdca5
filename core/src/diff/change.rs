//! What a comparison of two trees answers.

use serde::Serialize;

use crate::config::MergeKeys;
use crate::source::Span;
use crate::value::KeyPath;
use crate::yaml::Node;

/// What happened to a value on the way from the left tree to the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// It is only on the right.
    Added,
    /// It is only on the left.
    Removed,
    /// It is another value.
    Changed,
    /// The items of a list are in another order.
    Moved,
}

impl ChangeKind {
    /// The kind seen from the other side.
    #[must_use]
    pub fn swapped(self) -> Self {
        match self {
            Self::Added => Self::Removed,
            Self::Removed => Self::Added,
            same => same,
        }
    }
}

/// One difference. A subtree that is only on one side is one change, at its top.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// Where in the tree; a named list item stands as `[name=blue]`.
    pub path: KeyPath,
    /// What happened.
    pub kind: ChangeKind,
    /// The value on the left.
    pub left: Option<Node>,
    /// The value on the right.
    pub right: Option<Node>,
    /// The position in its list, for an item that is only on one side.
    pub position: Option<usize>,
    /// For a value that is only on one side: where its parent stands on the other.
    pub parent: Option<Span>,
}

impl Change {
    /// The change that leads back.
    #[must_use]
    pub fn swapped(self) -> Self {
        Self { kind: self.kind.swapped(), left: self.right, right: self.left, ..self }
    }
}

/// All differences of two trees, in the order of the left tree, what is new behind its siblings.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Comparison {
    /// What differs.
    pub changes: Vec<Change>,
    /// What means the same and is spelled differently, as in `1Gi` and `1024Mi`.
    pub equivalent: Vec<Change>,
}

/// How to compare.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The key that names an item, by the path of the list; else `name`, `id` or `key` is taken
    /// where each item has its own.
    pub merge_keys: MergeKeys,
    /// Whether a subtree that is only on one side is given leaf by leaf. Such changes cannot be
    /// applied.
    pub leaves: bool,
}
