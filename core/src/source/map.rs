//! All files of a snapshot, by id.

use std::sync::Arc;

use super::{FileId, SourceFile, Span};
use crate::error::Place;

/// The files that the spans of a snapshot point into. Cloning shares the files.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    /// By id; ids are dense, since a project hands them out.
    files: Vec<Option<Arc<SourceFile>>>,
}

impl SourceMap {
    /// Puts a file under its id, replacing the version that stood there.
    pub fn insert(&mut self, file: Arc<SourceFile>) {
        let at = file.id().0 as usize;
        if self.files.len() <= at {
            self.files.resize(at + 1, None);
        }
        self.files[at] = Some(file);
    }

    /// The file of an id.
    pub fn get(&self, id: FileId) -> Option<&Arc<SourceFile>> {
        self.files.get(id.0 as usize)?.as_ref()
    }

    /// The files in the order of their ids.
    pub fn files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.files.iter().flatten()
    }

    /// The file at a path relative to the root.
    pub fn by_path(&self, path: &str) -> Option<&Arc<SourceFile>> {
        self.files.iter().flatten().find(|file| &**file.path() == path)
    }

    /// The place of a span; `None` for values that stand in no file.
    pub fn place(&self, span: Span) -> Option<Place> {
        Some(self.get(span.file)?.place(span.start, span.end))
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> Option<&str> {
        self.get(span.file)?.text().get(span.start as usize..span.end as usize)
    }
}
