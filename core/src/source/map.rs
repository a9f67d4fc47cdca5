//! All files of a snapshot, by id.

use std::sync::Arc;

use super::{FileId, SourceFile, Span};
use crate::error::Place;

/// The files that the spans of a snapshot point into. Cloning shares the files.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    /// By id, in pages of [`PAGE`], so that a copy costs a pointer a page; ids are dense, since a
    /// project hands them out.
    pages: Vec<Arc<Page>>,
}

type Page = Vec<Option<Arc<SourceFile>>>;

const PAGE: usize = 64;

impl SourceMap {
    /// Puts a file under its id, replacing the version that stood there.
    pub fn insert(&mut self, file: Arc<SourceFile>) {
        let (page, at) = (file.id().0 as usize / PAGE, file.id().0 as usize % PAGE);
        if self.pages.len() <= page {
            self.pages.resize_with(page + 1, Arc::default);
        }
        let files = Arc::make_mut(&mut self.pages[page]);
        if files.len() <= at {
            files.resize(at + 1, None);
        }
        files[at] = Some(file);
    }

    /// The file of an id.
    pub fn get(&self, id: FileId) -> Option<&Arc<SourceFile>> {
        self.pages.get(id.0 as usize / PAGE)?.get(id.0 as usize % PAGE)?.as_ref()
    }

    /// The files in the order of their ids.
    pub fn files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.pages.iter().flat_map(|page| page.iter()).flatten()
    }

    /// The file at a path relative to the root.
    pub fn by_path(&self, path: &str) -> Option<&Arc<SourceFile>> {
        self.files().find(|file| &**file.path() == path)
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
