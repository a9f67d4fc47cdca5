//! Making one environment say what another one says, where they have no reason to differ.

use std::fmt;

use serde::Serialize;

use super::Edit;
use crate::diff::Section;
use crate::drift::{DriftItem, DriftOptions};
use crate::error::Result;
use crate::project::fix::{Proposal, Wish, proposals, unsets_first};
use crate::value::KeyPath;

/// One value that a sync looked at.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SyncItem {
    /// The part of the environment.
    #[serde(flatten)]
    pub section: Section,
    /// Where in it; empty for a service as a whole.
    pub path: KeyPath,
    /// Why it was left alone; `None` where it was made equal.
    pub left_alone: Option<String>,
    /// The difference as it is judged, with both values as they are written; `None` for a part that
    /// is not copied with the rest of its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<DriftItem>,
}

impl fmt::Display for SyncItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.section)?;
        if !self.path.is_empty() {
            write!(f, " {}", self.path)?;
        }
        self.left_alone.iter().try_for_each(|reason| write!(f, ": {reason}"))
    }
}

/// What a sync did to an edit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Synced {
    /// Where the values come from.
    pub from: String,
    /// Where they go.
    pub to: String,
    /// Every difference between the two, made equal or left alone.
    pub items: Vec<SyncItem>,
}

impl Synced {
    /// What was made equal.
    pub fn changed(&self) -> impl Iterator<Item = &SyncItem> {
        self.items.iter().filter(|item| item.left_alone.is_none())
    }
}

impl Edit {
    /// Makes what `to` says equal to what `from` says: configuration, services, and the entries of
    /// flags. Records, secrets, and what environments differ in by nature or as the project's rules
    /// expect (see [`drift`](crate::drift)) are left alone, and so is what `exclude` names:
    /// `configuration`, `services`, `flags`, a service, or a path in any of them.
    ///
    /// # Errors
    /// `E_UNKNOWN_ENVIRONMENT`, `E_USAGE` for an exclusion that is neither, or why one of the two
    /// cannot be resolved. The edit then stays as it was.
    pub fn sync(&mut self, from: &str, to: &str, exclude: &[&str]) -> Result<Synced> {
        let now = self.now()?.snapshot.clone();
        let options = DriftOptions::new().exclude(exclude.iter().copied());
        let found = proposals(&now, &Wish { from, to, options: &options, flags: true })?;
        let mut edit = self.clone();
        let mut items = Vec::new();
        let mut made: Vec<Option<String>> = vec![None; found.len()];
        for at in unsets_first(found.iter().map(|proposal| proposal.operation.as_ref())) {
            made[at] = found[at].make(&mut edit)?;
        }
        for (proposal, left_alone) in found.into_iter().zip(made) {
            let Proposal { item, withheld, .. } = proposal;
            if left_alone.is_none() {
                items.extend(withheld.into_iter().map(|part| SyncItem {
                    section: item.section.clone(),
                    path: part.path,
                    left_alone: Some(part.reason),
                    difference: None,
                }));
            }
            let (section, path) = (item.section.clone(), item.path.clone());
            items.push(SyncItem { section, path, left_alone, difference: Some(item) });
        }
        *self = edit;
        Ok(Synced { from: from.to_owned(), to: to.to_owned(), items })
    }
}
