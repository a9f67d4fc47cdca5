//! Writing to a folder: each file beside its old version first, then all put in place.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::{FolderSource, failure};
use crate::error::{Code, Error, Place, Result};
use crate::source::{EditSet, FileEdit, path};

/// A new version of a file, written out and waiting to take the old one's place.
struct Prepared<'e> {
    edit: &'e FileEdit,
    target: PathBuf,
    fresh: PathBuf,
}

impl FolderSource {
    /// Writes every file of the set, or none.
    ///
    /// Every new version is written and synced beside its old one; then what stands there is held
    /// against what was read; only then the files are renamed, each in one step. Should a rename
    /// fail, those before it are put back. A process that is killed leaves every file whole, the
    /// old or the new one.
    pub(super) fn write_all(&self, edits: &EditSet) -> Result<()> {
        // Held until the end, so that two writers cannot pass the check together. A file system
        // without locks has nothing to hold: there, one writer at a time is for its users to see to.
        let folder = File::open(&self.canonical).ok();
        let _lock = folder.as_ref().map(File::lock);
        let mut prepared = Vec::new();
        let mut folders = Vec::new();
        let written = self.put(edits, &mut prepared, &mut folders);
        for each in &prepared {
            // Gone where it took its place; what is left of a failure is of no use to anybody.
            let _ = fs::remove_file(&each.fresh);
        }
        if written.is_err() {
            // The deepest first; one that somebody uses meanwhile is not empty and stays.
            folders.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
        }
        written
    }

    fn put<'e>(
        &self,
        edits: &'e EditSet,
        prepared: &mut Vec<Prepared<'e>>,
        folders: &mut Vec<PathBuf>,
    ) -> Result<()> {
        for edit in edits.files() {
            self.prepare(edit, prepared, folders)?;
        }
        for each in prepared.iter() {
            let now = current(&each.target, &each.edit.path)?;
            each.edit.check(now.as_deref())?;
        }
        for (at, each) in prepared.iter().enumerate() {
            if let Err(cause) = fs::rename(&each.fresh, &each.target) {
                let error = failure("write", &each.edit.path, cause);
                return Err(put_back(&prepared[..at], error));
            }
        }
        for each in prepared.iter() {
            sync_folder(&each.target);
        }
        Ok(())
    }

    fn prepare<'e>(
        &self,
        edit: &'e FileEdit,
        prepared: &mut Vec<Prepared<'e>>,
        folders: &mut Vec<PathBuf>,
    ) -> Result<()> {
        let failed = |cause| failure("write", &edit.path, cause);
        let target = self.target(&edit.path, folders)?;
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        // The lock makes whatever bears this name something that a killed process left. It is never
        // written through: it could be a link.
        let fresh = target.with_file_name(format!(".{name}.stageline-new"));
        let _ = fs::remove_file(&fresh);
        let mut file = File::options().write(true).create_new(true).open(&fresh).map_err(failed)?;
        prepared.push(Prepared { edit, target, fresh });
        file.write_all(edit.after.as_bytes()).map_err(failed)?;
        let target = prepared.last().map(|each| &each.target);
        if let Some(Ok(old)) = target.map(fs::metadata) {
            file.set_permissions(old.permissions()).map_err(failed)?;
        }
        file.sync_all().map_err(failed)
    }

    /// Where a path leads, behind links and inside the root; missing folders are made, and noted.
    fn target(&self, path: &str, folders: &mut Vec<PathBuf>) -> Result<PathBuf> {
        let path = path::relative_to("", path)?;
        let full = self.canonical.join(&path);
        match fs::canonicalize(&full) {
            Ok(target) => {
                self.check_inside(&path, &target)?;
                return Ok(target);
            }
            Err(cause) if cause.kind() == ErrorKind::NotFound => {}
            Err(cause) => return Err(failure("write", &path, cause)),
        }
        if fs::symlink_metadata(&full).is_ok() {
            return Err(Error::new(Code::Io, format!("`{path}` is a link that leads nowhere"))
                .help("remove the link")
                .at(Place::file(path)));
        }
        let (Some(folder), Some(name)) = (full.parent(), full.file_name()) else {
            return Err(path::not_found(&path));
        };
        // The nearest folder that is there is inside, so what is made below it is too.
        let there = folder.ancestors().find_map(|folder| fs::canonicalize(folder).ok());
        self.check_inside(&path, &there.unwrap_or_default())?;
        let missing: Vec<&Path> =
            folder.ancestors().take_while(|folder| fs::symlink_metadata(folder).is_err()).collect();
        folders.extend(missing.into_iter().rev().map(Path::to_owned));
        fs::create_dir_all(folder).map_err(|cause| failure("write", &path, cause))?;
        let folder = fs::canonicalize(folder).map_err(|cause| failure("write", &path, cause))?;
        Ok(folder.join(name))
    }
}

/// What a file holds now; `None` where there is none.
fn current(target: &Path, path: &str) -> Result<Option<Vec<u8>>> {
    match fs::read(target) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(failure("read", path, cause)),
    }
}

/// Gives files that were already renamed their old content back.
fn put_back(done: &[Prepared<'_>], error: Error) -> Error {
    let mut stuck = Vec::new();
    for each in done {
        let restored = match &each.edit.before {
            Some(before) => {
                fs::write(&each.fresh, before).and_then(|()| fs::rename(&each.fresh, &each.target))
            }
            None => fs::remove_file(&each.target),
        };
        if restored.is_err() {
            stuck.push(format!("`{}`", each.edit.path));
        }
    }
    match stuck.is_empty() {
        true => error,
        false => {
            error.help(format!("check {}: its old version could not be put back", stuck.join(", ")))
        }
    }
}

/// Makes a rename outlast a power cut, where folders can be synced.
fn sync_folder(target: &Path) {
    if let Some(folder) = target.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}
