//! A place in a file, for people and editors.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

/// A range in a project file.
///
/// Lines and columns are 1-based and count Unicode scalar values. `line == 0` means the file as a
/// whole. The end is exclusive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
pub struct Place {
    /// The file, relative to the project's root, with `/` between folders.
    pub file: Arc<str>,
    /// First line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Line on which the range ends.
    pub end_line: u32,
    /// Column before which the range ends.
    pub end_column: u32,
}

impl Place {
    /// The range from `start` to `end`, each a line and a column.
    pub fn range(file: impl Into<Arc<str>>, start: (u32, u32), end: (u32, u32)) -> Self {
        Self {
            file: file.into(),
            line: start.0,
            column: start.1,
            end_line: end.0,
            end_column: end.1,
        }
    }

    /// The file as a whole.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self::range(file, (0, 0), (0, 0))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.file),
            _ => write!(f, "{}:{}:{}", self.file, self.line, self.column),
        }
    }
}
