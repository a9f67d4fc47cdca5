//! A source with some of its files replaced: how an edit sees the project it leads to.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::source::Source;

/// The texts of an edit in front of the files they come from.
pub(super) struct Overlay<'s> {
    pub(super) below: &'s dyn Source,
    pub(super) texts: BTreeMap<String, String>,
}

impl Source for Overlay<'_> {
    fn name(&self) -> String {
        self.below.name()
    }

    fn list(&self) -> Result<Vec<String>> {
        let mut paths = self.below.list()?;
        paths.extend(self.texts.keys().cloned());
        paths.sort_unstable();
        paths.dedup();
        Ok(paths)
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>> {
        match self.texts.get(path) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => self.below.read(path, limit),
        }
    }
}
