//! An edit of a project, seen from JavaScript.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use napi::bindgen_prelude::AsyncTask;
use napi_derive::napi;
use serde::{Serialize, Serializer};
use stageline::diff::Diff;
use stageline::project::edit::{self, FilePreview, Operation, Synced, Target};
use stageline::validate;
use stageline::yaml::Node;
use stageline::{Code, Error, Result};

use crate::document::{Document, texts};
use crate::given;
use crate::guard::guarded;
use crate::report::Report;
use crate::snapshot::Snapshot;
use crate::thrown::Thrown;
use crate::tree::{Path, key_path};
use crate::work::{Work, promise};

/// An operation on a target; `lib/edit.js` gives what each kind needs.
#[napi(object)]
pub struct Change {
    /// Whose values it changes, as JSON text.
    pub target: String,
    /// Its kind.
    pub op: String,
    /// Where.
    pub path: Path,
    /// To where, for a move.
    pub to: Option<Path>,
    /// The value, the item or the tree, as JSON text.
    pub value: Option<String>,
}

impl Change {
    fn target(&self) -> Result<Target> {
        serde_json::from_str(&self.target)
            .map_err(|error| Error::new(Code::Usage, "no such target can be edited").cause(error))
    }

    fn operation(&self) -> Result<Operation> {
        let path = key_path(&self.path)?;
        Ok(match self.op.as_str() {
            "set" => Operation::Set { path, value: self.value()? },
            "unset" => Operation::Unset { path },
            "delete" => Operation::Delete { path },
            "append" => Operation::Append { path, item: self.value()? },
            "remove" => Operation::Remove { path, item: self.value()? },
            "move" => {
                let to = self.to.as_ref().ok_or_else(|| missing("to"))?;
                Operation::Move { from: path, to: key_path(to)? }
            }
            "apply" => Operation::Apply { path, tree: self.value()? },
            op => return Err(Error::new(Code::Usage, format!("no operation is named `{op}`"))),
        })
    }

    fn value(&self) -> Result<Node> {
        given::tree(self.value.as_deref().ok_or_else(|| missing("value"))?)
    }
}

fn missing(what: &str) -> Error {
    Error::new(Code::Usage, format!("the operation is given no `{what}`"))
}

/// What a sync did; as text, how much.
struct Summed(Synced);

impl Serialize for Summed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl fmt::Display for Summed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changed = self.0.changed().count();
        let left = self.0.items.len() - changed;
        write!(f, "{} → {}: {changed} made equal, {left} left alone", self.0.from, self.0.to)
    }
}

/// Changes that are not written yet. A commit on a thread of the pool holds it; `lib/edit.js` lets
/// nobody else ask meanwhile.
#[napi]
pub struct Edit {
    edit: Arc<Mutex<edit::Edit>>,
}

impl Edit {
    pub(crate) fn of(project: &stageline::Project) -> Self {
        Self::from_engine(project.edit())
    }

    pub(crate) fn from_engine(edit: edit::Edit) -> Self {
        Self { edit: Arc::new(Mutex::new(edit)) }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, edit::Edit> {
        lock(&self.edit)
    }
}

fn lock(edit: &Mutex<edit::Edit>) -> MutexGuard<'_, edit::Edit> {
    edit.lock().unwrap_or_else(PoisonError::into_inner)
}

#[napi]
impl Edit {
    /// Makes a change.
    #[napi(catch_unwind)]
    pub fn change(&self, change: Change) -> napi::Result<(), Thrown> {
        guarded(|| self.lock().change(&change.target()?, change.operation()?))
    }

    /// Makes the change that a finding suggests; `index` counts the findings of the report, those
    /// that are suppressed behind. The answer is whether it suggests one.
    #[napi(catch_unwind)]
    pub fn fix(&self, report: &Report, index: u32) -> napi::Result<bool, Thrown> {
        guarded(|| {
            let validate::Report { findings, suppressed, .. } = &report.0.report;
            let mut all = findings.iter().chain(suppressed.iter().map(|one| &one.finding));
            let fix = all.nth(index as usize).and_then(|finding| finding.fix.as_ref());
            let Some(fix) = fix else { return Ok(false) };
            self.lock().fix(fix)?;
            Ok(true)
        })
    }

    /// Makes one environment say what another one says.
    #[napi(catch_unwind)]
    pub fn sync(
        &self,
        from: String,
        to: String,
        exclude: Vec<String>,
    ) -> napi::Result<Document, Thrown> {
        guarded(|| {
            let exclude: Vec<&str> = exclude.iter().map(String::as_str).collect();
            let synced = self.lock().sync(&from, &to, &exclude)?;
            Ok(Document::listing(Summed(synced), |synced| texts(&synced.0.items)))
        })
    }

    /// What would be written; its parts are the files.
    #[napi(catch_unwind)]
    pub fn preview(&self) -> napi::Result<Document, Thrown> {
        guarded(|| Ok(Document::listing(self.lock().preview(), |preview| texts(&preview.files))))
    }

    /// The unified diff of each file of the preview, nothing withheld.
    #[napi(catch_unwind)]
    pub fn diffs(&self) -> napi::Result<Vec<String>, Thrown> {
        guarded(|| Ok(self.lock().preview().files.iter().map(FilePreview::diff).collect()))
    }

    /// What would change in which environment; its parts are the differences.
    #[napi(catch_unwind)]
    pub fn blast_radius(&self) -> napi::Result<Document, Thrown> {
        guarded(|| {
            Ok(Document::listing(self.lock().blast_radius()?, |radius| {
                radius.effects.iter().flat_map(|effect| differences(&effect.diff)).collect()
            }))
        })
    }

    /// The project as it would be.
    #[napi(catch_unwind)]
    pub fn snapshot(&self) -> napi::Result<Snapshot, Thrown> {
        guarded(|| self.lock().snapshot().map(Snapshot))
    }

    /// Writes all of it or nothing.
    #[napi(catch_unwind)]
    pub fn commit(&self) -> AsyncTask<Work<Snapshot>> {
        let edit = Arc::clone(&self.edit);
        promise(move || lock(&edit).commit().map(Snapshot))
    }

    /// Writes all of it or nothing, at once.
    #[napi(catch_unwind)]
    pub fn commit_sync(&self) -> napi::Result<Snapshot, Thrown> {
        guarded(|| self.lock().commit().map(Snapshot))
    }

    /// Forgets all changes.
    #[napi(catch_unwind)]
    pub fn discard(&self) -> napi::Result<(), Thrown> {
        guarded(|| {
            self.lock().discard();
            Ok(())
        })
    }

    /// Whether nothing would be written.
    #[napi(catch_unwind)]
    pub fn is_empty(&self) -> napi::Result<bool, Thrown> {
        guarded(|| Ok(self.lock().is_empty()))
    }
}

/// The text of each difference, section by section.
pub(crate) fn differences(diff: &Diff) -> Vec<String> {
    let lists = diff.sections.iter().flat_map(|s| [&s.differences, &s.equivalent]);
    lists.flat_map(|list| texts(list)).collect()
}
