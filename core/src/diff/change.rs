//! What a comparison of two trees answers.

use std::collections::HashSet;
use std::fmt;

use serde::Serialize;
use smol_str::SmolStr;

use super::Documents;
use super::section::{Difference, Places, Showing};
use crate::config::MergeKeys;
use crate::source::Span;
use crate::value::{KeyPath, Meaning, PathPattern, Standing};
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
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// Where in the left tree; a named list item stands as `[name=blue]`. What is only on the right
    /// stands below its parent's path on the left.
    pub path: KeyPath,
    /// Where in the right tree, if an item without a name has another position there.
    pub right_path: Option<KeyPath>,
    /// What happened.
    pub kind: ChangeKind,
    /// The value on the left.
    pub left: Option<Node>,
    /// The value on the right.
    pub right: Option<Node>,
    /// The position in its list, for an item that is only on one side.
    pub position: Option<usize>,
    /// For `moved`: the key that names the items; none, where they have no names.
    pub by: Option<SmolStr>,
    /// For a value that is only on one side: where its parent stands on the other.
    #[serde(skip)]
    pub parent: Option<Span>,
    /// What is known of the values by what stands around them.
    #[serde(skip)]
    pub(crate) standing: Standing,
    /// What was compared.
    #[serde(skip)]
    pub(crate) documents: Documents,
}

impl Change {
    /// The change that leads back.
    #[must_use]
    pub fn swapped(self) -> Self {
        let (path, right_path) = match self.right_path {
            Some(right) => (right, Some(self.path)),
            None => (self.path, None),
        };
        let kind = self.kind.swapped();
        Self { path, right_path, kind, left: self.right, right: self.left, ..self }
    }
}

/// One line, in which what its keys tell to be secrets is withheld, and what is one elsewhere in what
/// was compared.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (nowhere, none) = (Places::new(&|_| None), HashSet::new());
        let showing = Showing::of(self, &none).knowing(&self.documents);
        Difference::shown(self, &showing, [nowhere; 2]).fmt(f)
    }
}

/// All differences of two trees, in the order of the left tree, what is new behind its siblings.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// What differs.
    pub changes: Vec<Change>,
    /// What means the same and is spelled differently, as in `1Gi` and `1024Mi`; sets in another
    /// order are `moved`.
    pub equivalent: Vec<Change>,
    /// Whether subtrees were given leaf by leaf.
    #[serde(skip)]
    pub(super) leaves: bool,
}

impl Comparison {
    /// The way back: what the comparison from right to left finds, in the order of this one.
    #[must_use]
    pub fn inverted(self) -> Self {
        let swapped = |changes: Vec<Change>| changes.into_iter().map(Change::swapped).collect();
        Self {
            changes: swapped(self.changes),
            equivalent: swapped(self.equivalent),
            leaves: self.leaves,
        }
    }
}

/// A line for each difference; what is only spelled differently is left out.
impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((first, more)) = self.changes.split_first() else {
            return f.write_str("no difference");
        };
        write!(f, "{first}")?;
        more.iter().try_for_each(|change| write!(f, "\n{change}"))
    }
}

/// How to compare.
#[derive(Debug, Clone)]
pub struct Options {
    /// The key that names an item, by the path of the list; else `name`, `id` or `key` is taken
    /// where each item has its own.
    pub merge_keys: MergeKeys,
    /// What values mean, by their path; of several patterns that match, the last counts. A path
    /// that none matches says itself what it means ([`Meaning::of`]).
    pub meanings: Vec<(PathPattern, Meaning)>,
    /// Whether a subtree that is only on one side is given leaf by leaf. Such changes cannot be
    /// applied.
    pub leaves: bool,
    /// How much work goes into finding the items that two lists without names share, in steps of a
    /// few nanoseconds; what it does not reach is held against each other position by position.
    /// 2,000,000 unless given: some milliseconds for each list.
    pub alignment: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            merge_keys: MergeKeys::default(),
            meanings: Vec::new(),
            leaves: false,
            alignment: 2_000_000,
        }
    }
}

impl Options {
    /// What the values at a path mean.
    pub(crate) fn meaning(&self, path: &KeyPath) -> Option<Meaning> {
        let declared = self.meanings.iter().rev().find(|(pattern, _)| pattern.matches(path));
        declared.map(|(_, meaning)| *meaning).or_else(|| Meaning::of(path))
    }
}
