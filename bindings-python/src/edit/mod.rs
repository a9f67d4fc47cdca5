//! `Edit`: changes of a project's files, collected, looked at, and committed together.

mod fix;
mod flag;
mod outcome;
mod scope;

use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use stageline::project::edit::{self, Target};
use stageline::{Code, Error};

use crate::error::Failure;
use crate::from_python::Names;
use crate::guard::guarded;
use crate::log::listening;
use crate::report::Finding;
use crate::snapshot::Snapshot;
use crate::thread::in_thread;
pub(crate) use fix::{FixItem, FixPlan, Withheld, plan_fix};
pub(crate) use flag::FlagScope;
pub(crate) use outcome::{BlastRadius, EditEffect, FilePreview, Preview, SyncItem, Synced};
pub(crate) use scope::{EditScope, EnvironmentScope};

/// Changes of a project's files that are not written yet.
///
/// As a context manager it commits on a clean exit and discards on an exception.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Edit(Mutex<edit::Edit>);

impl Edit {
    pub(crate) fn new(edit: edit::Edit) -> Self {
        Self(Mutex::new(edit))
    }

    /// Works on the edit without the interpreter's lock. The edit's own lock is taken after that one
    /// was let go and let go before that one is taken, so neither waits for the other.
    fn work<T: Send>(
        &self,
        py: Python<'_>,
        work: impl Send + FnOnce(&mut edit::Edit) -> Result<T, Error>,
    ) -> Result<T, Failure> {
        listening(py, || work(&mut self.lock()))
    }

    fn lock(&self) -> MutexGuard<'_, edit::Edit> {
        // A change takes effect as its last step, so a panic leaves the edit as it was.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Edit {
    /// An environment's own configuration: `overrides` of its file.
    fn environment<'py>(
        slf: Bound<'py, Self>,
        name: String,
    ) -> PyResult<Bound<'py, EnvironmentScope>> {
        guarded(|| {
            let py = slf.py();
            Ok(Bound::new(py, EnvironmentScope::of(slf.unbind(), name))?)
        })
    }

    /// An environment's record in `config/environments.yaml`.
    fn record(slf: Bound<'_, Self>, environment: String) -> PyResult<EditScope> {
        guarded(|| Ok(EditScope::new(slf.unbind(), Target::Record { name: environment })))
    }

    /// A service's file for one environment.
    fn service(slf: Bound<'_, Self>, environment: String, name: String) -> PyResult<EditScope> {
        guarded(|| Ok(EditScope::new(slf.unbind(), Target::Service { environment, name })))
    }

    /// A service's `base.yaml`, for all environments.
    fn service_base(slf: Bound<'_, Self>, name: String) -> PyResult<EditScope> {
        guarded(|| Ok(EditScope::new(slf.unbind(), Target::ServiceBase { name })))
    }

    /// A base, by its key.
    fn base(slf: Bound<'_, Self>, name: String) -> PyResult<EditScope> {
        guarded(|| Ok(EditScope::new(slf.unbind(), Target::Base { name })))
    }

    /// A tenant's `overrides`, in all its environments.
    fn tenant(slf: Bound<'_, Self>, name: String) -> PyResult<EditScope> {
        guarded(|| Ok(EditScope::new(slf.unbind(), Target::Tenant { name })))
    }

    /// A feature flag: what it says by path, and what it answers.
    fn flag<'py>(slf: Bound<'py, Self>, name: String) -> PyResult<Bound<'py, FlagScope>> {
        guarded(|| {
            let py = slf.py();
            Ok(Bound::new(py, FlagScope::of(slf.unbind(), name))?)
        })
    }

    /// A workflow's file, by its name without the ending.
    fn workflow(slf: Bound<'_, Self>, name: String) -> PyResult<EditScope> {
        guarded(|| Ok(EditScope::new(slf.unbind(), Target::Workflow { name })))
    }

    /// A file by its path in the project, from the root of its document.
    fn file(slf: Bound<'_, Self>, path: String) -> PyResult<EditScope> {
        guarded(|| Ok(EditScope::new(slf.unbind(), Target::File { path })))
    }

    /// Makes the edit that a finding suggests.
    fn fix<'py>(slf: Bound<'py, Self>, finding: &Finding) -> PyResult<Bound<'py, Self>> {
        guarded(|| {
            let Some(fix) = &finding.0.fix else {
                let rule = &finding.0.rule;
                let error = Error::new(Code::Usage, format!("this finding of `{rule}` has no fix"));
                return Err(error.help("fix those whose `fix` is not `None`").into());
            };
            slf.get().work(slf.py(), |edit| edit.fix(fix))?;
            Ok(slf)
        })
    }

    /// Makes what one environment says equal to what another says, where they have no reason to
    /// differ.
    #[pyo3(signature = (source, target, *, exclude=None))]
    fn sync(
        &self,
        py: Python<'_>,
        source: String,
        target: String,
        exclude: Option<Names>,
    ) -> PyResult<Synced> {
        guarded(|| {
            let exclude = exclude.unwrap_or_default();
            let exclude: Vec<&str> = exclude.iter().map(String::as_str).collect();
            Ok(Synced(self.work(py, |edit| edit.sync(&source, &target, &exclude))?))
        })
    }

    /// Lets flags answer in one environment what they answer in another one. The answer names those
    /// whose entries change.
    #[pyo3(signature = (source, target, *, names=None, replace=false))]
    fn copy_flags<'py>(
        &self,
        py: Python<'py>,
        source: &str,
        target: &str,
        names: Option<Vec<String>>,
        replace: bool,
    ) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| flag::copy_flags(self, py, (source, target), names, replace))
    }

    /// What is worth knowing of the changes that were asked for, a sentence each.
    #[getter]
    fn remarks<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(PyTuple::new(py, self.work(py, |edit| Ok(edit.remarks().to_vec()))?)?))
    }

    /// Whether nothing would be written.
    #[getter]
    fn is_empty(&self, py: Python<'_>) -> PyResult<bool> {
        guarded(|| self.work(py, |edit| Ok(edit.is_empty())))
    }

    /// What would be written. `str()` is a diff for people, in which secrets are withheld.
    fn preview(&self, py: Python<'_>) -> PyResult<Preview> {
        guarded(|| Ok(Preview(self.work(py, |edit| Ok(edit.preview()))?)))
    }

    /// What would change in which environment.
    fn blast_radius(&self, py: Python<'_>) -> PyResult<BlastRadius> {
        guarded(|| Ok(BlastRadius(self.work(py, edit::Edit::blast_radius)?)))
    }

    /// The project as it would be, to ask it anything before it is.
    fn snapshot(&self, py: Python<'_>) -> PyResult<Snapshot> {
        guarded(|| Ok(Snapshot(self.work(py, edit::Edit::snapshot)?)))
    }

    /// Writes every file or none, and publishes the new state. The edit begins anew from there.
    fn commit(&self, py: Python<'_>) -> PyResult<Snapshot> {
        guarded(|| Ok(Snapshot(self.work(py, edit::Edit::commit)?)))
    }

    /// `commit` in a thread, so the event loop stays free.
    fn commit_async<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| in_thread(slf.getattr("commit")?, &PyTuple::empty(slf.py()), None))
    }

    /// Forgets all changes.
    fn discard(&self, py: Python<'_>) -> PyResult<()> {
        guarded(|| {
            self.work(py, |edit| {
                edit.discard();
                Ok(())
            })
        })
    }

    fn __enter__(slf: Bound<'_, Self>) -> PyResult<Bound<'_, Self>> {
        guarded(|| Ok(slf))
    }

    /// Commits, or discards where an exception leaves the block.
    #[pyo3(signature = (*exception))]
    fn __exit__(&self, py: Python<'_>, exception: &Bound<'_, PyTuple>) -> PyResult<()> {
        guarded(|| {
            match exception.iter().all(|each| each.is_none()) {
                true => drop(self.commit(py)?),
                false => self.discard(py)?,
            }
            Ok(())
        })
    }

    fn __aenter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| in_thread(slf.getattr("__enter__")?, &PyTuple::empty(slf.py()), None))
    }

    /// `__exit__` in a thread, so the event loop stays free.
    #[pyo3(signature = (*exception))]
    fn __aexit__<'py>(
        slf: &Bound<'py, Self>,
        exception: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| in_thread(slf.getattr("__exit__")?, exception, None))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        guarded(|| {
            let files = self.work(py, |edit| Ok(edit.preview().files))?;
            let paths: Vec<String> = files.into_iter().map(|file| file.path).collect();
            Ok(match paths.is_empty() {
                true => "<Edit of nothing>".to_owned(),
                false => format!("<Edit of {}>", paths.join(", ")),
            })
        })
    }
}
