//! Edits of a project's files: collected, looked at, and committed all together or not at all.
//!
//! ```
//! # fn main() -> stageline::Result<()> {
//! let project = stageline::Project::from_files([
//!     ("config/environments.yaml", "environments: {production: {tier: production}}"),
//!     ("config/base.yaml", "base_config: {database: {pool_size: 10}}"),
//!     ("config/production.yaml", "extends: base_config # as everywhere\n"),
//! ])?;
//! let mut edit = project.edit();
//! edit.environment("production").set("database.pool_size", 50)?;
//! println!("{}", edit.preview());
//! assert_eq!(edit.blast_radius()?.environments(), ["production"]);
//! let snapshot = edit.commit()?;
//! let production = snapshot.environment("production")?.resolve()?;
//! assert_eq!(production.get("database.pool_size")?.to_string(), "50");
//! # Ok(())
//! # }
//! ```

mod adapt;
mod brackets;
mod check;
mod effects;
mod flag;
mod overlay;
mod preview;
mod scope;
mod slot;
mod sync;
mod target;

use std::collections::BTreeMap;

use smol_str::SmolStr;

pub use crate::config::Operation;
pub use effects::{BlastRadius, Effect};
pub use flag::{CopyFlags, FlagRule, FlagScope, Rollout, SetValue};
pub use preview::{FilePreview, Preview};
pub use scope::Scope;
pub use sync::{SyncItem, Synced};
pub use target::Target;

use super::load::Files;
use super::{Project, Snapshot};
use crate::config::{MergeKeys, Standing};
use crate::error::{Code, Error, Place, Result};
use crate::model::FileKind;
use crate::source::{EditSet, FileEdit, FileId, SourceFile, Span};
use crate::validate::Fix;
use crate::yaml::{Change, Limits, Node, edit_copying};
use adapt::adapted;
pub(super) use brackets::as_written;
use check::{Promise, Taken, check};
use overlay::Overlay;
use slot::below;
pub(super) use slot::{Slot, lower_layers};

/// A project's files and the state they make.
#[derive(Clone)]
pub(super) struct State {
    pub(super) files: Files,
    pub(super) snapshot: Snapshot,
}

/// Changes of a project's files that are not written yet.
///
/// Each operation is tried at once, on the texts as the operations before left them, and either
/// takes effect in the edit or fails without any. Files keep every byte outside the entries that
/// change. Nothing is written before [`Edit::commit`]. A clone is an edit of its own.
#[derive(Clone)]
pub struct Edit {
    project: Project,
    base: State,
    /// What the texts make of the project; `None` until somebody asks.
    now: Option<State>,
    /// What that state changes, once it was found to be one to be in.
    checked: Option<BlastRadius>,
    /// The texts that differ from the base's, by path.
    texts: BTreeMap<String, String>,
    asked: Vec<Promise>,
    /// Flags that may be undecided afterwards.
    undecided: Vec<String>,
    remarks: Vec<String>,
}

impl Edit {
    pub(super) fn new(project: Project, base: State) -> Self {
        let (texts, asked, remarks) = (BTreeMap::new(), Vec::new(), Vec::new());
        let undecided = Vec::new();
        Self { project, base, now: None, checked: None, texts, asked, undecided, remarks }
    }

    /// Makes a change to what a target says.
    ///
    /// # Errors
    /// The `E_UNKNOWN_…` of what the target or the path names; `E_EDIT_REFUSED` where the change
    /// would change more than was asked, with the places concerned; `E_USAGE` and `E_MERGE` for an
    /// operation that makes no sense. The edit then stays as it was.
    pub fn change(&mut self, target: &Target, operation: Operation) -> Result<()> {
        let now = self.now()?;
        let snapshot = now.snapshot.clone();
        operation.given().map_or(Ok(()), |given| snapshot.limits().hold(given))?;
        if let (Target::Flag { name }, Operation::Unset { path } | Operation::Delete { path }) =
            (target, &operation)
            && path.is_empty()
        {
            return self.remove_flag(name);
        }
        let slot = Slot::of(target, &snapshot)?;
        let mut document = Document::of(&slot.path, &now.files)?;
        let operation = adapted(target, operation, slot.values(&document.root), &snapshot)?;
        let own = slot.values(&document.root);
        let lower = below(target, own, &snapshot)?;
        let places = |span: Span| document.file.place_of(span).or_else(|| snapshot.place(span));
        let none = MergeKeys::new();
        let is_layer = is_layer(target);
        let keys = if is_layer { &snapshot.0.keys } else { &none };
        // Flags of other tools have keys such as `$regex`, which are no instructions.
        let instructions = FileKind::of(&slot.path) != FileKind::Flags;
        let changes_over = |lower: &Option<Node>| {
            let below = lower.as_ref();
            let places = &places;
            Standing { own, below, is_layer, keys, places, instructions }.changes(&operation)
        };
        let mut changes = changes_over(lower.first().unwrap_or(&None))?;
        for other in lower.iter().skip(1) {
            if changes_over(other)? != changes {
                let message =
                    format!("the environments of the {target} differ in what this changes");
                let help = "edit each of them by its own name";
                return Err(Error::new(Code::EditRefused, message).help(help));
            }
        }
        let taken = Taken::of(own, &changes);
        for change in &mut changes {
            place_within(&slot, change);
        }
        if let Target::Flag { name } = target {
            changes = flag::with_entries_kept(changes, name, &snapshot)?;
        }
        if let [Change::Remove { path }] = changes.as_mut_slice()
            && matches!(target, Target::Environment { .. } | Target::Tenant { .. })
        {
            slot.with_emptied(path, &document.root);
        }
        if let (Some((key, value)), true) = (&slot.preamble, document.is_new && !changes.is_empty())
        {
            changes.insert(0, Change::Set { path: vec![key.clone()], value: value.clone() });
        }
        document.edit(&changes, snapshot.limits())?;
        self.asked.retain(|promise| !promise.is_outdated_by(target, &operation));
        let moved = |promise: Promise| match promise.is_of(target) {
            true => promise.behind(&taken),
            false => Some(promise),
        };
        self.asked = std::mem::take(&mut self.asked).into_iter().filter_map(moved).collect();
        self.asked.extend(Promise::of(target, &operation, &taken));
        self.put(slot.path, document.file.text());
        Ok(())
    }

    /// Makes a change to a document as it is, by its path in the project.
    ///
    /// # Errors
    /// As [`Edit::change`].
    pub fn change_file(&mut self, path: &str, change: &Change) -> Result<()> {
        self.change_file_all(path, std::slice::from_ref(change))
    }

    /// Makes changes to a document as it is, one after the other; all of them, or none.
    ///
    /// # Errors
    /// As [`Edit::change`].
    pub fn change_file_all(&mut self, path: &str, changes: &[Change]) -> Result<()> {
        self.document(path, changes, &|_| Ok(()))
    }

    /// Makes the edit that a finding suggests. Of several findings, take the last first: a change
    /// before it moves the items of its list.
    ///
    /// # Errors
    /// As [`Edit::change`], and `E_EDIT_REFUSED` where the file no longer holds what the finding saw.
    pub fn fix(&mut self, fix: &Fix) -> Result<()> {
        self.document(&fix.file, std::slice::from_ref(&fix.change), &|document| match fix
            .fits(&document.root)
        {
            true => Ok(()),
            false => {
                let message = format!("`{}` no longer holds what the finding speaks of", fix.file);
                let help = "validate again, or make the fixes of a file from the last to the first";
                Err(Error::new(Code::EditRefused, message).help(help).at(Place::file(&*fix.file)))
            }
        })
    }

    fn document(
        &mut self,
        path: &str,
        changes: &[Change],
        check: &dyn Fn(&Document) -> Result<()>,
    ) -> Result<()> {
        self.with_document(path, |document, limits| {
            check(document)?;
            document.edit(changes, limits)
        })
    }

    fn with_document(
        &mut self,
        path: &str,
        change: impl FnOnce(&mut Document, &Limits) -> Result<()>,
    ) -> Result<()> {
        let now = self.now()?;
        let snapshot = now.snapshot.clone();
        let slot = Slot::of(&Target::File { path: path.to_owned() }, &snapshot)?;
        let mut document = Document::of(&slot.path, &now.files)?;
        change(&mut document, snapshot.limits())?;
        self.put(slot.path, document.file.text());
        Ok(())
    }

    /// Lets flags be undecided afterwards, by their names: an import writes those, too, that answer
    /// `PARSE_ERROR` until they are mended. An edit that leaves any other flag so is refused.
    pub fn leave_undecided(&mut self, flags: impl IntoIterator<Item = impl Into<String>>) {
        self.undecided.extend(flags.into_iter().map(Into::into));
        self.checked = None;
    }

    /// What would be written.
    pub fn preview(&self) -> Preview {
        Preview::new(
            self.texts
                .iter()
                .map(|(path, after)| (path.as_str(), self.base.files.text(path), after.as_str())),
        )
    }

    /// What would change in which environment.
    ///
    /// # Errors
    /// `E_EDIT_REFUSED` where the project would not load afterwards, or would not have what was
    /// asked.
    pub fn blast_radius(&mut self) -> Result<BlastRadius> {
        if let Some(checked) = &self.checked {
            return Ok(checked.clone());
        }
        let after = self.now()?.snapshot.clone();
        let checked = check(&self.base.snapshot, &after, &self.asked, &self.undecided)?;
        Ok(self.checked.insert(checked).clone())
    }

    /// The project as it would be, to ask it anything before it is.
    ///
    /// # Errors
    /// `E_EDIT_REFUSED` as [`Edit::blast_radius`].
    pub fn snapshot(&mut self) -> Result<Snapshot> {
        self.blast_radius()?;
        Ok(self.now()?.snapshot.clone())
    }

    /// Writes every file or none, and publishes the new state. The edit begins anew from there.
    ///
    /// # Errors
    /// As [`Edit::blast_radius`], `E_EDIT_CONFLICT` when a file is no longer what was read,
    /// `E_READ_ONLY` for a source that cannot write, or `E_IO`. Nothing is written then.
    pub fn commit(&mut self) -> Result<Snapshot> {
        let files = self.preview().files.into_iter().map(|file| FileEdit {
            path: file.path,
            before: file.before,
            after: file.after,
        });
        let edits = EditSet::new(files.collect());
        let base = loop {
            self.blast_radius()?;
            match self.project.write(&edits, &self.base.snapshot)? {
                Some(base) => break base,
                // The project has moved on; what was asked must hold there too.
                None => {
                    self.base = self.project.state();
                    self.outdate();
                }
            }
        };
        let snapshot = base.snapshot.clone();
        *self = Self::new(self.project.clone(), base);
        Ok(snapshot)
    }

    /// Forgets all changes.
    pub fn discard(&mut self) {
        self.texts.clear();
        self.asked.clear();
        self.undecided.clear();
        self.remarks.clear();
        self.outdate();
    }

    /// What is worth knowing of the changes that were asked for, a sentence each: that a share falls,
    /// that a ramp has ended by then. None of it keeps the edit from being committed.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// Whether nothing would be written.
    pub fn is_empty(&self) -> bool {
        self.texts.iter().all(|(path, after)| self.base.files.text(path) == Some(after.as_str()))
    }

    fn put(&mut self, path: String, text: &str) {
        if self.base.files.text(&path) == Some(text) {
            self.texts.remove(&path);
        } else {
            self.texts.insert(path, text.to_owned());
        }
        self.outdate();
    }

    /// Forgets what was found out about texts that have changed.
    fn outdate(&mut self) {
        (self.now, self.checked) = (None, None);
    }

    /// The project with the texts of this edit.
    fn now(&mut self) -> Result<&State> {
        if self.texts.is_empty() {
            return Ok(&self.base);
        }
        if self.now.is_none() {
            let paths: Vec<String> = self.texts.keys().cloned().collect();
            let overlay = Overlay { below: self.project.source(), texts: self.texts.clone() };
            self.now = Some(self.project.imagine(&self.base, &overlay, &paths)?);
        }
        Ok(self.now.as_ref().unwrap_or(&self.base))
    }
}

impl std::fmt::Debug for Edit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Edit").field("files", &self.texts.keys()).finish_non_exhaustive()
    }
}

/// A document in the course of one operation.
struct Document {
    file: SourceFile,
    root: Node,
    is_new: bool,
}

impl Document {
    /// The document of a path, or an empty one where there is none yet.
    ///
    /// # Errors
    /// `E_EDIT_REFUSED` for one that cannot be read.
    fn of(path: &str, files: &Files) -> Result<Self> {
        if let Some(failed) = files.failed.get(path) {
            let message = format!("the file `{path}` cannot be read, so it cannot be edited");
            let error = Error::new(Code::EditRefused, message).help("mend it first");
            let places = failed.error.places().iter().cloned();
            return Err(places.fold(error, Error::at).cause(failed.error.again()));
        }
        let made = |id, text: &str| SourceFile::new(id, path, text.to_owned());
        Ok(match files.parsed.get(path) {
            Some(parsed) => Self {
                file: made(parsed.file.id(), parsed.file.text()),
                root: parsed.root.clone(),
                is_new: false,
            },
            None => Self { file: made(FileId::NONE, ""), root: Node::default(), is_new: true },
        })
    }

    fn edit(&mut self, changes: &[Change], limits: &Limits) -> Result<()> {
        self.edit_copying(changes, &[], limits)
    }

    /// The same where entries come to say what others say: their comments are copied, too.
    fn edit_copying(
        &mut self,
        changes: &[Change],
        copies: &[(Vec<SmolStr>, Vec<SmolStr>)],
        limits: &Limits,
    ) -> Result<()> {
        let edited = edit_copying(&self.file, &self.root, changes, copies, limits)?;
        self.file = SourceFile::new(self.file.id(), self.file.path().clone(), edited.text);
        self.root = edited.root;
        Ok(())
    }
}

/// Whether a target's values merge with others.
fn is_layer(target: &Target) -> bool {
    !matches!(
        target,
        Target::Record { .. } | Target::Flag { .. } | Target::Workflow { .. } | Target::File { .. }
    )
}

fn place_within(slot: &Slot, change: &mut Change) {
    match change {
        Change::Set { path, .. } | Change::Remove { path } | Change::Append { path, .. } => {
            *path = slot.within(path);
        }
        Change::Rename { from, to } => {
            *from = slot.within(from);
            *to = slot.within(to);
        }
    }
}
