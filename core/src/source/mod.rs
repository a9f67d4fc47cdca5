//! Where a project's files come from: the [`Source`] trait, a folder, files in memory, the set of
//! edits that goes back, and the spans that every later value carries.

mod edit_set;
mod folder;
mod map;
mod memory;
mod path;
mod span;

pub use edit_set::{EditSet, FileEdit};
pub(crate) use folder::FOLDERS;
pub use folder::FolderSource;
pub use map::SourceMap;
pub use memory::MemorySource;
pub(crate) use path::{relative_to, too_large};
pub use span::{FileId, SourceFile, Span};

use crate::error::{Code, Error, Result};

/// The files of a project.
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

    /// Writes all files of a set, or none. A source that cannot write refuses.
    ///
    /// # Errors
    /// `E_EDIT_CONFLICT` when a file holds something else than the set says it held, `E_PATH_OUTSIDE`,
    /// `E_IO`, or `E_READ_ONLY`.
    fn write(&self, _: &EditSet) -> Result<()> {
        Err(Error::new(Code::ReadOnly, format!("`{}` cannot be written", self.name()))
            .help("open the project from its folder"))
    }
}
