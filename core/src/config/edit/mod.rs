//! What an edit of one layer is in the layer's own document: which entry to write, and how it must be
//! written so that it means what was asked on top of the layers below.

mod emptied;
mod items;
mod standing;

pub(crate) use standing::Standing;

use serde::Serialize;

use crate::value::KeyPath;
use crate::yaml::Node;

/// What to do with the values of a layer, or of a document. Paths begin at its root.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "op", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Operation {
    /// Puts a value at a path; missing maps on the way are made.
    Set {
        /// Where.
        path: KeyPath,
        /// The value; `{$append: […]}` and its siblings are written as tags.
        value: Node,
    },
    /// Forgets what this layer says, so that the layers below count again.
    Unset {
        /// Of what.
        path: KeyPath,
    },
    /// Takes a value away for good: what a layer below says is deleted too, by `!delete`.
    Delete {
        /// Of what.
        path: KeyPath,
    },
    /// Puts an item behind the last one of a list, an inherited one too.
    Append {
        /// The list.
        path: KeyPath,
        /// The item.
        item: Node,
    },
    /// Takes the first equal item out of a list. Text also names an item by its `name`, `id` or
    /// `key`.
    Remove {
        /// The list.
        path: KeyPath,
        /// The item, or its name.
        item: Node,
    },
    /// Moves what this layer says to another path.
    Move {
        /// From where.
        from: KeyPath,
        /// To where nothing stands yet.
        to: KeyPath,
    },
    /// Sets every leaf of a tree, and leaves alone what the tree does not name.
    Apply {
        /// Where the tree is rooted.
        path: KeyPath,
        /// The values.
        tree: Node,
    },
}

impl Operation {
    /// The path it is about; of a move, the one it leads to.
    pub fn path(&self) -> &KeyPath {
        match self {
            Operation::Set { path, .. }
            | Operation::Unset { path }
            | Operation::Delete { path }
            | Operation::Append { path, .. }
            | Operation::Remove { path, .. }
            | Operation::Apply { path, .. } => path,
            Operation::Move { to, .. } => to,
        }
    }

    /// The value that comes with it.
    pub(crate) fn given(&self) -> Option<&Node> {
        match self {
            Operation::Set { value, .. } => Some(value),
            Operation::Append { item, .. } | Operation::Remove { item, .. } => Some(item),
            Operation::Apply { tree, .. } => Some(tree),
            Operation::Unset { .. } | Operation::Delete { .. } | Operation::Move { .. } => None,
        }
    }
}
