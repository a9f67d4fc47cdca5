//! Writing changes of flags: all of them, or none where a flag could not be decided afterwards.

use super::said::{ROOT, flag_of};
use smol_str::SmolStr;

use crate::error::Result;
use crate::project::edit::check::new_problem;
use crate::project::edit::slot::Slot;
use crate::project::edit::{Document, Edit};
use crate::yaml::{Change, Limits};

impl Edit {
    /// Makes changes to the file of flags.
    ///
    /// # Errors
    /// As [`Edit::change_file`], and what would be wrong with a flag then; the edit stays as it was.
    pub(super) fn write_flags(&mut self, changes: &[Change]) -> Result<()> {
        self.write_copies(changes, &[])
    }

    /// The same where entries come to say what others say, from and to.
    pub(super) fn write_copies(
        &mut self,
        changes: &[Change],
        copies: &[(Vec<SmolStr>, Vec<SmolStr>)],
    ) -> Result<()> {
        if changes.is_empty() {
            return Ok(());
        }
        let before = self.now()?.snapshot.clone();
        let path = Slot::flag("", &before).path;
        let kept = self.clone();
        let write = |document: &mut Document, limits: &Limits| {
            document.edit_copying(changes, copies, limits)
        };
        let written = self.with_document(&path, write).and_then(|()| {
            let after = self.now()?.snapshot.clone();
            let problems = after.problems().chain(after.flag_problems());
            let known = before.problems().chain(before.flag_problems());
            match new_problem(known, problems) {
                // The place would be one of a text that nobody has seen.
                Some(problem) => Err(problem.without_places()),
                None => Ok(()),
            }
        });
        if written.is_err() {
            *self = kept;
        }
        written
    }

    /// Takes a flag away, whatever it says.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG`, and what would be wrong with flags that require it.
    pub(in crate::project::edit) fn remove_flag(&mut self, name: &str) -> Result<()> {
        let now = self.now()?.snapshot.clone();
        let path = vec![ROOT.into(), flag_of(&now, name)?.name.clone()];
        self.write_flags(&[Change::Remove { path }])
    }

    /// Notes what is worth knowing of a change.
    pub(super) fn remark(&mut self, remarks: impl IntoIterator<Item = String>) {
        for remark in remarks {
            if !self.remarks.contains(&remark) {
                self.remarks.push(remark);
            }
        }
    }
}
