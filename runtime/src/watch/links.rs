//! Files that are read through links: what changes is the file behind one, under another name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use stageline::Snapshot;

use super::changes::relative;

/// The names by which a project reads the files that links lead to, by the file's own path. All of
/// them are below the root.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Links {
    names: BTreeMap<String, BTreeSet<String>>,
}

impl Links {
    /// Those of the files that a project was read from.
    pub(super) fn of(root: &Path, snapshot: &Snapshot) -> Self {
        let files: Vec<_> = snapshot.sources().files().map(|file| file.path().clone()).collect();
        let mut folders = HashMap::new();
        let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for name in &files {
            if let Some(real) = real(root, name, &mut folders) {
                names.entry(real).or_default().insert(name.to_string());
            }
        }
        // Who reads the file itself as well has it by its own name, too.
        for name in files {
            if let Some(names) = names.get_mut(&*name) {
                names.insert(name.to_string());
            }
        }
        Self { names }
    }

    /// The names of the file that the system calls so; none where only itself is read.
    pub(super) fn names(&self, path: &str, root: &Path) -> Option<&BTreeSet<String>> {
        if self.names.is_empty() {
            return None;
        }
        // A file that is gone was called by its own name.
        let real = root.join(path).canonicalize().ok();
        let real = real.and_then(|real| relative(&real, root));
        self.names.get(real.as_deref().unwrap_or(path))
    }

    /// The folders that the files lie in.
    pub(super) fn folders(&self) -> impl Iterator<Item = &str> {
        self.names.keys().filter_map(|file| file.rsplit_once('/')).map(|(folder, _)| folder)
    }
}

/// The file's own path where it is read through a link, its folder's or its own.
fn real(
    root: &Path,
    name: &str,
    folders: &mut HashMap<PathBuf, Option<PathBuf>>,
) -> Option<String> {
    let path = root.join(name);
    let folder = path.parent()?.to_owned();
    let there = folders.entry(folder).or_insert_with_key(|folder| folder.canonicalize().ok());
    let there = there.as_ref()?.join(path.file_name()?);
    let is_link = fs::symlink_metadata(&there).is_ok_and(|found| found.is_symlink());
    let real = if is_link { there.canonicalize().ok()? } else { there };
    relative(&real, root).filter(|real| real != name)
}
