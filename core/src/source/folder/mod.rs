//! A folder on disk.

mod write;

use std::collections::HashSet;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::{EditSet, Source, path};
use crate::error::{Code, Error, Place, Result};

/// A project in a folder. Links are followed only while they stay inside it.
#[derive(Debug, Clone)]
pub struct FolderSource {
    root: PathBuf,
    canonical: PathBuf,
}

/// The files a project is made of lie in these folders, or beside them.
pub(crate) const FOLDERS: [&str; 2] = ["config", "workflows"];
const SETTINGS: &str = "stageline.yaml";
/// Deeper folders hold nothing that a project reads.
const MAX_DEPTH: usize = 16;

impl FolderSource {
    /// Opens a folder.
    ///
    /// # Errors
    /// `E_PROJECT_NOT_FOUND` when it is missing or no folder, `E_IO` when it cannot be read.
    pub fn new(root: impl Into<PathBuf>) -> Result<Self> {
        let root = root.into();
        let shown = root.display().to_string();
        let canonical = fs::canonicalize(&root).map_err(|cause| match cause.kind() {
            ErrorKind::NotFound => {
                Error::new(Code::ProjectNotFound, format!("the folder `{shown}` does not exist"))
                    .help("name the folder that holds `config/environments.yaml`")
                    .cause(cause)
            }
            _ => failure("open", &shown, cause),
        })?;
        if !canonical.is_dir() {
            return Err(Error::new(Code::ProjectNotFound, format!("`{shown}` is not a folder"))
                .help("name the folder that holds `config/environments.yaml`"));
        }
        Ok(Self { root, canonical })
    }

    /// The folder as it was named.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn walk(
        &self,
        folder: &str,
        depth: usize,
        seen: &mut HashSet<PathBuf>,
        found: &mut Vec<String>,
    ) -> Result<()> {
        let entries = match fs::read_dir(self.canonical.join(folder)) {
            Ok(entries) => entries,
            Err(cause) if depth == 0 && cause.kind() == ErrorKind::NotFound => return Ok(()),
            Err(cause) => return Err(failure("list", folder, cause)),
        };
        for entry in entries {
            let entry = entry.map_err(|cause| failure("list", folder, cause))?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                let shown = name.to_string_lossy().into_owned();
                let message = format!("a file name in `{folder}` is not UTF-8 (`{shown}`)");
                return Err(Error::new(Code::Encoding, message)
                    .help("rename the file")
                    .at(Place::file(folder)));
            };
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{folder}/{name}");
            // A folder named like a file is read, and refused, as the file it stands for.
            if is_yaml(name) {
                found.push(path);
                continue;
            }
            let kind = entry.file_type().map_err(|cause| failure("read", &path, cause))?;
            let target = match kind.is_symlink() {
                true => self.linked_folder(&path)?,
                false => kind.is_dir().then(|| self.canonical.join(&path)),
            };
            // A folder that several links lead to is read once, so links cannot multiply.
            let new = target.is_some_and(|target| seen.insert(target));
            if new && depth < MAX_DEPTH {
                self.walk(&path, depth + 1, seen, found)?;
            }
        }
        Ok(())
    }

    /// The folder that a link leads to; links to anything else are of no concern.
    fn linked_folder(&self, path: &str) -> Result<Option<PathBuf>> {
        let Ok(target) = fs::canonicalize(self.canonical.join(path)) else { return Ok(None) };
        if !target.is_dir() {
            return Ok(None);
        }
        self.check_inside(path, &target)?;
        Ok(Some(target))
    }

    fn check_inside(&self, path: &str, target: &Path) -> Result<()> {
        if target.starts_with(&self.canonical) {
            return Ok(());
        }
        Err(Error::new(Code::PathOutside, format!("`{path}` is a link that leaves the project"))
            .help("replace the link with the file")
            .at(Place::file(path)))
    }
}

impl Source for FolderSource {
    fn name(&self) -> String {
        self.root.display().to_string()
    }

    fn list(&self) -> Result<Vec<String>> {
        let mut found = Vec::new();
        for folder in FOLDERS {
            let mut seen = HashSet::from([self.canonical.clone(), self.canonical.join(folder)]);
            self.walk(folder, 0, &mut seen, &mut found)?;
        }
        if fs::symlink_metadata(self.canonical.join(SETTINGS)).is_ok() {
            found.push(SETTINGS.to_owned());
        }
        Ok(found)
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>> {
        let full = self.canonical.join(path);
        let meta = fs::metadata(&full).map_err(|cause| failure("read", path, cause))?;
        // Before opening: to open a pipe waits for its writer.
        if !meta.is_file() {
            return Err(not_a_file(path));
        }
        if meta.len() > limit {
            return Err(path::too_large(path, limit));
        }
        let mut file = fs::File::open(&full).map_err(|cause| failure("read", path, cause))?;
        let target = opened_path(&file, &full).map_err(|cause| failure("read", path, cause))?;
        self.check_inside(path, &target)?;
        let bytes = read_all(&mut file, meta.len(), limit);
        let bytes = bytes.map_err(|cause| failure("read", path, cause))?;
        match bytes.len() as u64 > limit {
            true => Err(path::too_large(path, limit)),
            false => Ok(bytes),
        }
    }

    fn write(&self, edits: &EditSet) -> Result<()> {
        self.write_all(edits)
    }
}

/// Reads a file of a known length, at most one byte more than the limit. A read that comes short of
/// what was asked for has met the end, which saves asking again.
fn read_all(file: &mut fs::File, length: u64, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![0; length as usize + 1];
    let first = loop {
        match file.read(&mut bytes) {
            Err(cause) if cause.kind() == ErrorKind::Interrupted => {}
            first => break first?,
        }
    };
    bytes.truncate(first);
    if first as u64 != length {
        // It grew or shrank meanwhile, or is no file that lies on a disk.
        file.take((limit + 1).saturating_sub(first as u64)).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Where an open file really lies: asked of the handle, so that no link can be swapped in between.
fn opened_path(file: &fs::File, full: &Path) -> std::io::Result<PathBuf> {
    #[cfg(target_os = "linux")]
    {
        use std::os::fd::AsRawFd;
        let asked = fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd()));
        if let Ok(target) = asked {
            return Ok(target);
        }
    }
    let _ = file;
    fs::canonicalize(full)
}

fn is_yaml(name: &str) -> bool {
    name.ends_with(".yaml") || name.ends_with(".yml")
}

fn not_a_file(path: &str) -> Error {
    Error::new(Code::NotAFile, format!("`{path}` is not a file"))
        .help("a file is expected here; move the folder or device away")
        .at(Place::file(path))
}

fn failure(verb: &str, path: &str, cause: std::io::Error) -> Error {
    match cause.kind() {
        ErrorKind::NotFound => path::not_found(path).cause(cause),
        ErrorKind::IsADirectory => not_a_file(path).cause(cause),
        ErrorKind::PermissionDenied => {
            Error::new(Code::Io, format!("no permission to {verb} `{path}`"))
                .help("grant read access to it")
                .at(Place::file(path))
                .cause(cause)
        }
        _ => Error::new(Code::Io, format!("cannot {verb} `{path}`: {cause}"))
            .help("check the path and the disk")
            .at(Place::file(path))
            .cause(cause),
    }
}
