//! Where a project's files come from: the [`Source`] trait, a folder, files in memory, and the
//! spans that every later value carries.

mod folder;
mod map;
mod memory;
mod path;
mod span;

pub use folder::FolderSource;
pub use map::SourceMap;
pub use memory::MemorySource;
pub(crate) use path::relative_to;
pub use span::{FileId, SourceFile, Span};

use crate::error::Result;

/// The files of a project, read only.
///
/// Paths are relative to the project's root with `/` between folders. An implementation never
/// reads outside the root, through a symbolic link either.
pub trait Source: Send + Sync {
    /// What people call this source: a folder's path, or `memory`.
    fn name(&self) -> String;

    /// The paths of the YAML files that may belong to a project, in any order.
    ///
    /// # Errors
    /// `E_IO` when a folder cannot be listed, `E_PATH_OUTSIDE` for a link that leaves the root.
    fn list(&self) -> Result<Vec<String>>;

    /// The bytes of one file, at most `limit` of them.
    ///
    /// # Errors
    /// `E_FILE_NOT_FOUND`, `E_NOT_A_FILE`, `E_IO`, `E_PATH_OUTSIDE`, or `E_FILE_TOO_LARGE` when
    /// it is longer than `limit`.
    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>>;
}
