//! How large a document may be, and a value that a host gives.

use super::{Data, Node};
use crate::error::{Code, Error, Result};

/// Bounds on what one file may hold. Real configuration stays far below the defaults; they stop
/// hostile files before memory does.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one file (`limits.file_bytes`, 64 MiB).
    pub file_bytes: u64,
    /// Keys and values in one document, every use of an alias counted in full (`limits.nodes`, 8,000,000).
    pub nodes: u64,
    /// Levels of nesting (`limits.depth`, 128; at most 255).
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 64 << 20, nodes: 8_000_000, depth: 128 }
    }
}

impl Limits {
    /// The most that [`depth`](Self::depth) can be, and how deep a value may be that is for no
    /// project, such as a document to compare.
    pub const DEEPEST: usize = 255;

    /// Refuses a value given by the host that is deeper than a file may be. A list or map is one
    /// level, an empty one too.
    ///
    /// # Errors
    /// `E_USAGE`.
    pub fn hold(&self, given: &Node) -> Result<()> {
        let levels = self.depth.min(Self::DEEPEST);
        if is_within(given, levels) { Ok(()) } else { Err(Self::too_deep(levels)) }
    }

    /// What is said of a value that is deeper: the same in every language.
    pub fn too_deep(levels: usize) -> Error {
        let message = format!("the value given is nested deeper than {levels} levels");
        let help = match levels {
            Self::DEEPEST => "give flatter data, and nothing that holds itself",
            _ => "give flatter data, or raise `limits.depth`",
        };
        Error::new(Code::Usage, message).help(help)
    }
}

/// Whether a tree has at most so many levels of lists and maps, which also bounds the recursion.
pub(super) fn is_within(node: &Node, levels: usize) -> bool {
    match &node.data {
        Data::List(items) => levels > 0 && items.iter().all(|item| is_within(item, levels - 1)),
        Data::Map(map) => {
            levels > 0 && map.entries().iter().all(|entry| is_within(&entry.node, levels - 1))
        }
        // A tag on a tag cannot be written.
        Data::Tagged(tagged) => {
            !matches!(tagged.node.data, Data::Tagged(_)) && is_within(&tagged.node, levels)
        }
        _ => true,
    }
}
