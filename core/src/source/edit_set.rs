//! Files that are written together, each with what it held when it was read.

use crate::error::{Code, Error, Place, Result};

/// One file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEdit {
    /// The path relative to the root.
    pub path: String,
    /// What it held when it was read; `None` for a file that was not there.
    pub before: Option<String>,
    /// What it shall hold.
    pub after: String,
}

impl FileEdit {
    /// Holds what stands there now against what was read.
    ///
    /// # Errors
    /// `E_EDIT_CONFLICT`.
    pub fn check(&self, now: Option<&[u8]>) -> Result<()> {
        if now == self.before.as_ref().map(String::as_bytes) {
            return Ok(());
        }
        let what = match (now, &self.before) {
            (None, _) => "was removed after it was read",
            (_, None) => "was created meanwhile",
            _ => "changed after it was read",
        };
        Err(Error::new(Code::EditConflict, format!("the file `{}` {what}", self.path))
            .help("reload the project, and make the edit again")
            .at(Place::file(self.path.as_str())))
    }
}

/// Files that are written together: all of them, or none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditSet {
    files: Vec<FileEdit>,
}

impl EditSet {
    /// A set of files, each path once, in any order.
    pub fn new(mut files: Vec<FileEdit>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|later, first| later.path == first.path);
        Self { files }
    }

    /// The files by path.
    pub fn files(&self) -> &[FileEdit] {
        &self.files
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
