//! A project that lives: it opens, reloads, and publishes snapshots.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;

use super::edit::{Edit, State};
use super::load::Files;
use super::snapshot::Inner;
use super::{Environment, Root, RootReason, Snapshot, discover};
use crate::config::Variables;
use crate::error::{Error, Result};
use crate::flag::LiveFlags;
use crate::source::{EditSet, FolderSource, MemorySource, Source, relative_to};
use crate::yaml::Limits;

/// How a project is opened.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct OpenOptions {
    /// Opens what it can; what it cannot becomes findings of `validate`.
    pub lenient: bool,
    /// How large files may be; `stageline.yaml` may say otherwise.
    pub limits: Limits,
    /// How many threads read files; as many as there are processors unless given.
    pub threads: Option<usize>,
    /// Reads `config/local/*.yaml`, one person's own layers; otherwise they are not there.
    pub local: bool,
    /// What `${env:NAME}` may read; nothing else is ever read.
    pub variables: Option<Variables>,
    /// Takes variables that are named like values (`STAGELINE_CONFIG__A__B`) as a layer.
    pub variable_overrides: bool,
}

impl OpenOptions {
    /// The options of [`Project::open`].
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens what it can; what it cannot becomes findings of `validate`.
    #[must_use]
    pub fn lenient(mut self, lenient: bool) -> Self {
        self.lenient = lenient;
        self
    }

    /// How large files may be; `stageline.yaml` may say otherwise.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How many threads read files; as many as there are processors unless given.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// Reads `config/local/<environment>.yaml` and `config/local/all.yaml`, one person's own layers.
    #[must_use]
    pub fn local(mut self, local: bool) -> Self {
        self.local = local;
        self
    }

    /// What `${env:NAME}` may read, by name. The process's own variables are never read; whoever
    /// wants them gives them here.
    #[must_use]
    pub fn variables<N: Into<String>, T: Into<String>>(
        mut self,
        variables: impl IntoIterator<Item = (N, T)>,
    ) -> Self {
        self.variables = Some(variables.into_iter().collect());
        self
    }

    /// Takes those of the variables that are named like values as a layer:
    /// `STAGELINE_CONFIG__A__B` sets `a.b` of every environment's configuration,
    /// `STAGELINE_SERVICE__API__A__B` sets `a.b` of the service `api`.
    #[must_use]
    pub fn variable_overrides(mut self, overrides: bool) -> Self {
        self.variable_overrides = overrides;
        self
    }

    /// Opens a folder.
    ///
    /// # Errors
    /// As [`Project::open`].
    pub fn open(self, root: impl Into<PathBuf>) -> Result<Project> {
        let source = FolderSource::new(root)?;
        let root = Root { path: source.name(), reason: RootReason::Given };
        Project::load(Arc::new(source), root, self)
    }

    /// Opens any source.
    ///
    /// # Errors
    /// As [`Project::open`].
    pub fn open_source(self, source: Arc<dyn Source>) -> Result<Project> {
        let root = Root { path: source.name(), reason: RootReason::Given };
        Project::load(source, root, self)
    }

    /// Finds a project from a folder upward and opens it. `variable` is what `STAGELINE_ROOT` says.
    ///
    /// # Errors
    /// As [`Project::find`].
    pub fn find_from(self, start: &Path, variable: Option<PathBuf>) -> Result<Project> {
        let (path, reason) = discover::find(start, variable)?;
        let source = FolderSource::new(path)?;
        let root = Root { path: source.name(), reason };
        Project::load(Arc::new(source), root, self)
    }
}

/// A project: its files, read, checked, and followed through reloads.
///
/// Cloning is cheap, and clones are the same project. Reading never blocks; a snapshot that was
/// taken stays as it was.
#[derive(Clone)]
pub struct Project(Arc<Shared>);

struct Shared {
    source: Arc<dyn Source>,
    root: Root,
    options: OpenOptions,
    /// The files behind the current snapshot; held only while reloading.
    files: Mutex<Files>,
    current: ArcSwap<Inner>,
    flags: LiveFlags,
}

impl Project {
    /// Opens the project in a folder. It never searches; see [`Project::find`].
    ///
    /// # Errors
    /// `E_PROJECT_NOT_FOUND`; the error of the one file that cannot be read; or `E_LOAD` with all
    /// of them, sorted by place.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self> {
        OpenOptions::new().open(root)
    }

    /// Opens the nearest project: `STAGELINE_ROOT` if it is set, else from the working folder
    /// upward, as far as the repository reaches.
    ///
    /// # Errors
    /// `E_PROJECT_NOT_FOUND` naming the folders that were searched, or as [`Project::open`].
    pub fn find() -> Result<Self> {
        let start = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        let variable = std::env::var_os("STAGELINE_ROOT").map(PathBuf::from);
        OpenOptions::new().find_from(&start, variable)
    }

    /// Opens a project held as texts, by path relative to its root.
    ///
    /// # Errors
    /// As [`Project::open`], and `E_PATH_OUTSIDE` for a path that leaves the root.
    pub fn from_files<P: Into<String>, T: Into<Vec<u8>>>(
        files: impl IntoIterator<Item = (P, T)>,
    ) -> Result<Self> {
        Self::from_files_with(files, OpenOptions::new())
    }

    /// The same with options.
    ///
    /// # Errors
    /// As [`Project::from_files`].
    pub fn from_files_with<P: Into<String>, T: Into<Vec<u8>>>(
        files: impl IntoIterator<Item = (P, T)>,
        options: OpenOptions,
    ) -> Result<Self> {
        let source = MemorySource::new(files)?;
        let root = Root { path: source.name(), reason: RootReason::Memory };
        Self::load(Arc::new(source), root, options)
    }

    fn load(source: Arc<dyn Source>, root: Root, options: OpenOptions) -> Result<Self> {
        let _span = tracing::debug_span!("open", root = root.path).entered();
        let files = Files::load(&*source, &options)?;
        let inner = Inner::build(&files, &options, None)?;
        tracing::debug!(files = files.parsed.len(), "opened");
        let flags = LiveFlags::new(inner.flags.clone());
        let current = ArcSwap::from_pointee(inner);
        let files = Mutex::new(files);
        Ok(Self(Arc::new(Shared { source, root, options, files, current, flags })))
    }

    /// Where the project lies, and how it was found.
    pub fn root(&self) -> &Root {
        &self.0.root
    }

    /// The current state, pinned: it stays as it is, whatever happens to the files.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot(self.0.current.load_full())
    }

    /// An environment of the current snapshot, or one that a tenant derives. Its flags are live.
    ///
    /// # Errors
    /// `E_UNKNOWN_ENVIRONMENT` with the nearest names.
    pub fn environment(&self, name: &str) -> Result<Environment> {
        let environment = self.snapshot().environment(name)?;
        Ok(environment.following(Some(self.0.flags.clone())))
    }

    /// Reads the whole project again.
    ///
    /// # Errors
    /// As [`Project::open`]; the current snapshot then stays.
    pub fn reload(&self) -> Result<Snapshot> {
        let mut files = self.lock();
        let fresh = files.load_again(&*self.0.source, &self.0.options)?;
        self.publish(&mut files, fresh)
    }

    /// Reads the given files again, by path relative to the root; the rest stays as it is.
    ///
    /// # Errors
    /// `E_PATH_OUTSIDE` for a path that leaves the root; else as [`Project::open`]; the current snapshot then stays.
    pub fn reload_paths(&self, paths: &[String]) -> Result<Snapshot> {
        let mut files = self.lock();
        let paths: Vec<String> =
            paths.iter().map(|path| relative_to("", path)).collect::<Result<_>>()?;
        self.read_again(&mut files, &paths)
    }

    /// Publishes what some paths hold now. Where they are services that fit, all else is shared.
    fn read_again(&self, files: &mut Files, paths: &[String]) -> Result<Snapshot> {
        let (source, options) = (&*self.0.source, &self.0.options);
        let before = self.0.current.load();
        if before.problems.is_empty()
            && let Some(changed) = files.changed_services(source, options, paths)
        {
            let inner = Arc::new(before.with_services(&changed));
            files.replace(changed);
            self.0.current.store(inner.clone());
            return Ok(Snapshot(inner));
        }
        let mut fresh = files.clone();
        fresh.reload(source, options, paths)?;
        self.publish(files, fresh)
    }

    /// Begins an edit of the project as it is now. Nothing is written before it is committed.
    pub fn edit(&self) -> Edit {
        Edit::new(self.clone(), self.state())
    }

    /// The files and the state they make, as they belong together.
    pub(super) fn state(&self) -> State {
        let files = self.lock();
        State { files: files.clone(), snapshot: self.snapshot() }
    }

    pub(super) fn live_flags(&self) -> &LiveFlags {
        &self.0.flags
    }

    pub(super) fn source(&self) -> &dyn Source {
        &*self.0.source
    }

    /// The state that a source with some other texts would make; nothing is published.
    pub(super) fn imagine(
        &self,
        base: &State,
        source: &dyn Source,
        paths: &[String],
    ) -> Result<State> {
        let options = self.0.options.clone().lenient(true);
        let mut files = base.files.clone();
        let before = &base.snapshot.0;
        if before.problems.is_empty()
            && let Some(changed) = files.changed_services(source, &options, paths)
        {
            let inner = before.with_services(&changed);
            files.replace(changed);
            return Ok(State { files, snapshot: Snapshot(Arc::new(inner)) });
        }
        files.reload(source, &options, paths)?;
        let inner = Inner::build(&files, &options, Some(before))?;
        Ok(State { files, snapshot: Snapshot(Arc::new(inner)) })
    }

    /// Writes files and publishes the state they make; `None` where the project is no longer in the
    /// state that the edit was checked against.
    pub(super) fn write(&self, edits: &EditSet, checked: &Snapshot) -> Result<Option<State>> {
        let mut files = self.lock();
        if !Arc::ptr_eq(&checked.0, &self.snapshot().0) {
            return Ok(None);
        }
        if !edits.is_empty() {
            self.0.source.write(edits)?;
            let paths: Vec<String> = edits.files().iter().map(|edit| edit.path.clone()).collect();
            self.read_again(&mut files, &paths)?;
        }
        Ok(Some(State { files: files.clone(), snapshot: self.snapshot() }))
    }

    fn publish(&self, files: &mut Files, fresh: Files) -> Result<Snapshot> {
        let before = self.0.current.load();
        let inner = Arc::new(Inner::build(&fresh, &self.0.options, Some(&before))?);
        *files = fresh;
        // Flags first: whoever sees the new snapshot finds no older flags.
        self.0.flags.publish(inner.flags.clone());
        self.0.current.store(inner.clone());
        tracing::debug!("published a snapshot");
        Ok(Snapshot(inner))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Files> {
        // A panic while reloading leaves the last good files in place.
        self.0.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Project {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Project").field("root", &self.0.root.path).finish_non_exhaustive()
    }
}

/// Raises what went wrong while loading, unless the project is opened leniently.
pub(super) fn strict(problems: &[Arc<Error>], lenient: bool) -> Result<()> {
    if lenient || problems.is_empty() {
        return Ok(());
    }
    Err(Error::all(problems.iter().map(|problem| problem.again()).collect()))
}
