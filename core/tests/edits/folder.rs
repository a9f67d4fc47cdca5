//! A project in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use stageline::Project;
use stageline::project::edit::Edit;
use stageline::source::{FileId, SourceFile};
use stageline::yaml::Node;

/// A folder of its own for a test, gone with it.
pub(crate) struct Folder(pub PathBuf);

impl Folder {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("stageline-edits-{}-{next}", std::process::id());
        let folder = Self(std::env::temp_dir().join(name));
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    /// Every file below the folder, sorted.
    pub(crate) fn files(&self) -> Vec<String> {
        fn walk(folder: &Path, root: &Path, found: &mut Vec<String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => walk(&path, root, found),
                    false => found.push(path.strip_prefix(root).unwrap().display().to_string()),
                }
            }
        }
        let mut found = Vec::new();
        walk(&self.0, &self.0, &mut found);
        found.sort();
        found
    }

    pub(crate) fn open(&self) -> Project {
        Project::open(&self.0).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) const SHOP: [(&str, &str); 4] = [
    (
        "config/environments.yaml",
        "environments:\n  staging: {}\n  production: {tier: production}\n",
    ),
    ("config/base.yaml", "base_config:\n  pool: 10\n"),
    ("config/staging.yaml", "extends: base_config # as it is\n"),
    ("config/production.yaml", "extends: base_config\noverrides:\n  pool: 50 # measured\n"),
];

/// The text of a file after edits of environment `a`, the file's other text being what it was.
pub(crate) fn after(files: &[(&str, &str)], path: &str, edits: impl Fn(&mut Edit)) -> String {
    let folder = Folder::new(files);
    let mut edit = folder.open().edit();
    edits(&mut edit);
    edit.commit().unwrap();
    folder.text(path)
}

pub(crate) fn node(text: &str) -> Node {
    let file = SourceFile::new(FileId::NONE, "value.yaml", text.to_owned());
    stageline::yaml::parse(&file, &stageline::yaml::Limits::default()).unwrap()
}

pub(crate) const PAIR: (&str, &str) =
    ("config/environments.yaml", "environments: {p: {}, q: {}}\n");

/// What environment `p` comes to after edits of it, as JSON.
pub(crate) fn resolved_after(
    files: &[(&str, &str)],
    edits: impl Fn(&mut Edit),
) -> serde_json::Value {
    let folder = Folder::new(files);
    let mut edit = folder.open().edit();
    edits(&mut edit);
    let expected = edit.snapshot().unwrap().environment("p").unwrap().resolve().unwrap();
    let expected = serde_json::to_value(expected.root()).unwrap();
    edit.commit().unwrap();
    let resolved = folder.open().snapshot().environment("p").unwrap().resolve().unwrap();
    assert_eq!(serde_json::to_value(resolved.root()).unwrap(), expected);
    expected
}
