//! Edits of a project: collected in memory, looked at, and committed all together or not at all.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use stageline::project::edit::{Edit as Engine, FilePreview as EngineFile, Operation, Target};
use stageline::value::KeyPath;
use stageline::yaml::Node;

use crate::error::{StagelineError, guard};
use crate::json;
use crate::project::json as to_json;
use crate::report::{Finding, Report};
use crate::snapshot::Snapshot;

/// Changes of a project's files that are not written yet. What a scope is told takes effect at once
/// in the edit, or fails without any; files keep every byte outside what changes. Nothing is
/// written before `commit`. Threads that share it wait for each other.
#[derive(uniffi::Object)]
pub struct Edit(pub(crate) Arc<Mutex<Engine>>);

/// The values of one target of an edit; paths begin there.
///
/// Beside what is said of each, changes fail with the `E_UNKNOWN_…` of what the target names;
/// `E_EDIT_REFUSED` where more would change than was asked, with the places concerned; `E_USAGE`
/// and `E_MERGE` for what makes no sense. The edit then stays as it was.
#[derive(uniffi::Object)]
pub struct EditScope {
    pub(crate) edit: Arc<Mutex<Engine>>,
    pub(crate) target: Target,
}

/// What an edit would write.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Preview {
    /// The files whose text changes, by path.
    pub files: Vec<FilePreview>,
    /// All changes as one unified diff, as `git apply` reads it. It holds what the files hold.
    pub diff: String,
    /// The same for people: values that look like secrets are withheld.
    pub text: String,
}

/// One file that an edit would write. It holds what the file holds, secrets among it.
#[derive(Clone, Debug, uniffi::Record)]
pub struct FilePreview {
    /// The path, relative to the project's root.
    pub path: String,
    /// Its text now; absent for a file that is not there yet.
    pub before: Option<String>,
    /// Its text afterwards.
    pub after: String,
    /// The change as a unified diff.
    pub diff: String,
}

/// What an edit changes in which environment.
#[derive(Clone, Debug, uniffi::Record)]
pub struct BlastRadius {
    /// The environments in which something changes, in the order of the project.
    pub environments: Vec<String>,
    /// The changes as JSON: `effects`, each with an `environment` and a `diff` as `diff_json` writes one,
    /// from `before` to `after`.
    pub json: String,
    /// The changes as text for people: what looks like a secret is withheld.
    pub text: String,
}

type Answer<T> = Result<T, StagelineError>;

/// One that panicked left the edit as it was, or with its change.
pub(crate) fn lock(edit: &Mutex<Engine>) -> MutexGuard<'_, Engine> {
    edit.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Edit {
    pub(crate) fn new(edit: Engine) -> Arc<Self> {
        Arc::new(Edit(Arc::new(Mutex::new(edit))))
    }

    fn scope(&self, target: Target) -> Arc<EditScope> {
        Arc::new(EditScope { edit: Arc::clone(&self.0), target })
    }
}

#[uniffi::export]
impl Edit {
    /// An environment's own configuration: `overrides` of its file, which is written where there is
    /// none. Of an environment that a tenant derives: the tenant's `overrides_by_environment`.
    pub fn environment(&self, name: String) -> Arc<EditScope> {
        self.scope(Target::Environment { name })
    }

    /// An environment's record in `config/environments.yaml`.
    pub fn record(&self, environment: String) -> Arc<EditScope> {
        self.scope(Target::Record { name: environment })
    }

    /// A service's file for one environment, which is written where there is none.
    pub fn service(&self, environment: String, name: String) -> Arc<EditScope> {
        self.scope(Target::Service { environment, name })
    }

    /// A service's `base.yaml`, for all environments.
    pub fn service_base(&self, name: String) -> Arc<EditScope> {
        self.scope(Target::ServiceBase { name })
    }

    /// A base, by its key.
    pub fn base(&self, name: String) -> Arc<EditScope> {
        self.scope(Target::Base { name })
    }

    /// A tenant's `overrides`, in all its environments.
    pub fn tenant(&self, name: String) -> Arc<EditScope> {
        self.scope(Target::Tenant { name })
    }

    /// A feature flag: what it says by path, and what it answers.
    pub fn flag(&self, name: String) -> Arc<EditScope> {
        self.scope(Target::Flag { name })
    }

    /// A workflow's file, by its name without the ending.
    pub fn workflow(&self, name: String) -> Arc<EditScope> {
        self.scope(Target::Workflow { name })
    }

    /// A file by its path in the project, from the root of its document.
    pub fn file(&self, path: String) -> Arc<EditScope> {
        self.scope(Target::File { path })
    }

    /// Makes what `target` says equal to what `source` says: configuration, services and flags.
    /// Records, secrets and what environments differ in by nature are left alone, and so is what
    /// `exclude` names: `configuration`, `services`, `flags`, `service <name>`, or a path. What was
    /// done, as JSON: `from`, `to`, and `items`, each with `section`, `path` and `left_alone`.
    ///
    /// # Errors
    /// `E_UNKNOWN_ENVIRONMENT`, `E_USAGE` for an exclusion that is neither, or why one of the two
    /// does not resolve. The edit then stays as it was.
    #[uniffi::method(default(exclude = []))]
    pub fn sync_json(&self, source: &str, target: &str, exclude: Vec<String>) -> Answer<String> {
        guard(|| {
            let exclude: Vec<&str> = exclude.iter().map(String::as_str).collect();
            to_json(&lock(&self.0).sync(source, target, &exclude)?)
        })
    }

    /// Makes the change that a finding of a report suggests; whether it suggests one.
    ///
    /// # Errors
    /// `E_USAGE` for a finding of another report; `E_EDIT_REFUSED` where the file is no longer what the
    /// report was made of. The edit then stays as it was.
    pub fn fix(&self, report: &Report, finding: &Finding) -> Answer<bool> {
        guard(|| {
            let suppressed = report.report.suppressed.iter().map(|one| &one.finding);
            let mut all = report.report.findings.iter().chain(suppressed);
            let found = all.find(|one| one.fingerprint() == finding.fingerprint);
            let Some(found) = found else {
                let help = "pass the report that the finding was asked of";
                return Err(StagelineError::usage(
                    "the report has no such finding".to_owned(),
                    help,
                ));
            };
            let Some(fix) = &found.fix else { return Ok(false) };
            lock(&self.0).fix(fix)?;
            Ok(true)
        })
    }

    /// What would be written.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn preview(&self) -> Answer<Preview> {
        guard(|| {
            let preview = lock(&self.0).preview();
            let (diff, text) = (preview.diff(), preview.to_string());
            Ok(Preview {
                files: preview.files.into_iter().map(FilePreview::of).collect(),
                diff,
                text,
            })
        })
    }

    /// What would change in which environment.
    ///
    /// # Errors
    /// `E_EDIT_REFUSED` where the project would not load afterwards, or would not have what was
    /// asked.
    pub fn blast_radius(&self) -> Answer<BlastRadius> {
        guard(|| {
            let radius = lock(&self.0).blast_radius()?;
            let environments = radius.environments().into_iter().map(str::to_owned).collect();
            Ok(BlastRadius { environments, json: to_json(&radius)?, text: radius.to_string() })
        })
    }

    /// The project as it would be, to ask it anything before it is.
    ///
    /// # Errors
    /// As `blast_radius`.
    pub fn snapshot(&self) -> Answer<Arc<Snapshot>> {
        guard(|| Ok(Snapshot::new(lock(&self.0).snapshot()?)))
    }

    /// Writes every file or none, and publishes the new state. The edit begins anew from there.
    ///
    /// # Errors
    /// As `blast_radius`; `E_EDIT_CONFLICT` when a file is no longer what was read; `E_READ_ONLY` for
    /// a project that cannot be written; `E_IO`. Nothing is written then.
    pub fn commit(&self) -> Answer<Arc<Snapshot>> {
        guard(|| Ok(Snapshot::new(lock(&self.0).commit()?)))
    }

    /// Forgets all changes.
    pub fn discard(&self) {
        lock(&self.0).discard();
    }

    /// Whether nothing would be written.
    pub fn is_empty(&self) -> bool {
        lock(&self.0).is_empty()
    }
}

impl EditScope {
    fn change(&self, path: &str, operation: impl FnOnce(KeyPath) -> Operation) -> Answer<()> {
        guard(|| {
            let path = KeyPath::parse(path)?;
            Ok(lock(&self.edit).change(&self.target, operation(path))?)
        })
    }

    fn set(&self, path: &str, value: impl Into<Node>) -> Answer<()> {
        self.change(path, |path| Operation::Set { path, value: value.into() })
    }
}

#[uniffi::export]
impl EditScope {
    /// Puts a boolean at a path; missing maps on the way are made.
    ///
    /// # Errors
    /// See the scope.
    pub fn set_boolean(&self, path: &str, value: bool) -> Answer<()> {
        self.set(path, value)
    }

    /// Puts an integer at a path; missing maps on the way are made.
    ///
    /// # Errors
    /// See the scope.
    pub fn set_integer(&self, path: &str, value: i64) -> Answer<()> {
        self.set(path, value)
    }

    /// Puts a number at a path; missing maps on the way are made.
    ///
    /// # Errors
    /// See the scope.
    pub fn set_number(&self, path: &str, value: f64) -> Answer<()> {
        self.set(path, value)
    }

    /// Puts text at a path; missing maps on the way are made.
    ///
    /// # Errors
    /// See the scope.
    pub fn set_text(&self, path: &str, value: &str) -> Answer<()> {
        self.set(path, value)
    }

    /// Puts a JSON value at a path; missing maps on the way are made. Merge instructions such as
    /// `{"$append": […]}` are written as tags.
    ///
    /// # Errors
    /// See the scope, and `E_USAGE` for text that is no JSON.
    pub fn set_json(&self, path: &str, value: &str) -> Answer<()> {
        let value = json::parse(value, "value")?;
        self.set(path, value)
    }

    /// Forgets what this layer says at a path, so that the layers below count again.
    ///
    /// # Errors
    /// See the scope, and `E_UNKNOWN_PATH` where this layer says nothing.
    pub fn unset(&self, path: &str) -> Answer<()> {
        self.change(path, |path| Operation::Unset { path })
    }

    /// Takes the value at a path away for good, an inherited one too.
    ///
    /// # Errors
    /// See the scope, and `E_UNKNOWN_PATH` where nothing stands.
    pub fn delete(&self, path: &str) -> Answer<()> {
        self.change(path, |path| Operation::Delete { path })
    }

    /// Puts text behind the last item of the list at a path, an inherited list too.
    ///
    /// # Errors
    /// See the scope.
    pub fn append_text(&self, path: &str, item: &str) -> Answer<()> {
        self.change(path, |path| Operation::Append { path, item: item.into() })
    }

    /// Puts a JSON value behind the last item of the list at a path, an inherited list too.
    ///
    /// # Errors
    /// See the scope, and `E_USAGE` for text that is no JSON.
    pub fn append_json(&self, path: &str, item: &str) -> Answer<()> {
        let item = json::parse(item, "item")?;
        self.change(path, |path| Operation::Append { path, item })
    }

    /// Takes the first item that is equal to a text, or of that name, out of the list at a path.
    ///
    /// # Errors
    /// See the scope, and `E_UNKNOWN_PATH` where there is no such item.
    pub fn remove_text(&self, path: &str, item: &str) -> Answer<()> {
        self.change(path, |path| Operation::Remove { path, item: item.into() })
    }

    /// Takes the first item that is equal to a JSON value out of the list at a path.
    ///
    /// # Errors
    /// See the scope, `E_UNKNOWN_PATH` where there is no such item, and `E_USAGE` for text that is no
    /// JSON.
    pub fn remove_json(&self, path: &str, item: &str) -> Answer<()> {
        let item = json::parse(item, "item")?;
        self.change(path, |path| Operation::Remove { path, item })
    }

    /// Moves what this layer says at a path to another one, where nothing stands yet.
    ///
    /// # Errors
    /// See the scope, and `E_UNKNOWN_PATH` where this layer says nothing.
    pub fn rename(&self, source: &str, target: &str) -> Answer<()> {
        let to = KeyPath::parse(target)?;
        self.change(source, |from| Operation::Move { from, to })
    }

    /// Sets every leaf of a JSON value below a path; what it does not name stays. The empty path is the
    /// target as a whole.
    ///
    /// # Errors
    /// See the scope, and `E_USAGE` for text that is no JSON.
    pub fn apply_json(&self, path: &str, tree: &str) -> Answer<()> {
        let tree = json::parse(tree, "tree")?;
        self.change(path, |path| Operation::Apply { path, tree })
    }
}

impl FilePreview {
    fn of(file: EngineFile) -> Self {
        let diff = file.diff();
        FilePreview { path: file.path, before: file.before, after: file.after, diff }
    }
}
