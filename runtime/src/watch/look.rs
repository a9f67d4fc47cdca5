//! A look at all files of a project, for where the system does not tell of changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use stageline::Snapshot;
use stageline::source::{FolderSource, Source};

/// When each file was changed, and how long it is.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Look(BTreeMap<String, (Option<SystemTime>, u64)>);

impl Look {
    /// Looks at what may belong to the project, and at what it was read from beside that.
    pub(super) fn at(root: &Path, snapshot: &Snapshot) -> Self {
        // A folder that cannot be listed looks empty, and so unlike before.
        let listed = FolderSource::new(root).and_then(|source| source.list()).unwrap_or_default();
        let read = snapshot.sources().files().map(|file| file.path().to_string());
        let state = |path: String| {
            let found = fs::metadata(root.join(&path)).ok()?;
            Some((path, (found.modified().ok(), found.len())))
        };
        Self(listed.into_iter().chain(read).filter_map(state).collect())
    }
}
