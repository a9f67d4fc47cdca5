//! Files in memory: for tests, servers and pull requests.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use super::{EditSet, Source, path};
use crate::error::{Code, Error, Result};

/// A project held as texts.
#[derive(Debug, Default)]
pub struct MemorySource {
    files: RwLock<BTreeMap<String, Vec<u8>>>,
}

impl MemorySource {
    /// Files by path relative to the root.
    ///
    /// # Errors
    /// `E_PATH_OUTSIDE` for a path that is absolute or climbs out of the root.
    pub fn new<P: Into<String>, T: Into<Vec<u8>>>(
        files: impl IntoIterator<Item = (P, T)>,
    ) -> Result<Self> {
        let mut held = BTreeMap::new();
        for (path, text) in files {
            let path = path.into();
            let clean = path::relative_to("", &path)?;
            if held.insert(clean, text.into()).is_some() {
                let message = format!("the file `{path}` is given twice");
                return Err(Error::new(Code::NameTaken, message).help("give each path once"));
            }
        }
        Ok(Self { files: RwLock::new(held) })
    }
}

impl Source for MemorySource {
    fn name(&self) -> String {
        "memory".to_owned()
    }

    fn list(&self) -> Result<Vec<String>> {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        Ok(files.keys().cloned().collect())
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>> {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        let bytes = files.get(path).ok_or_else(|| path::not_found(path))?;
        match bytes.len() as u64 > limit {
            true => Err(path::too_large(path, limit)),
            false => Ok(bytes.clone()),
        }
    }

    fn write(&self, edits: &EditSet) -> Result<()> {
        // Nothing below can panic between two insertions, so a poisoned lock holds whole sets.
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        for edit in edits.files() {
            edit.check(files.get(&edit.path).map(Vec::as_slice))?;
        }
        for edit in edits.files() {
            files.insert(edit.path.clone(), edit.after.clone().into_bytes());
        }
        Ok(())
    }
}
