//! `LiveEnvironment`: what is running, read from files or brought by the host.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyString, PyTuple};
use stageline::provider::{self, LiveOptions};
use stageline_runtime::read_live;

use crate::comparison::{Diff, Files, Told, secret_key};
use crate::error::Failure;
use crate::from_python::Names;
use crate::guard::guarded;
use crate::log::listening;
use crate::place::Place;
use crate::record::{record, tuple};
use crate::thread::in_thread;
use crate::to_python::to_python;

record! {
    /// Something about a live state that no comparison says. `str()` is one line.
    LiveNote(provider::LiveNote), str = |it| it.to_string();
    /// One sentence.
    message = |_py, it| it.message.as_str();
    /// Where in the live file.
    place = |_py, it| Place::of(it.place.as_ref());
}

/// What is running in an environment. Values of secrets are compared and never shown.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct LiveEnvironment(pub(crate) Arc<provider::LiveEnvironment>);

fn options(
    environment: Option<String>,
    namespace: Option<String>,
    service_labels: Option<Names>,
    services: Option<Bound<'_, PyMapping>>,
    partial: bool,
) -> PyResult<LiveOptions> {
    let mut options = LiveOptions::new().partial(partial);
    if let Some(name) = environment {
        options = options.environment(name);
    }
    if let Some(name) = namespace {
        options = options.namespace(name);
    }
    if let Some(labels) = service_labels {
        options = options.service_labels(labels);
    }
    for pair in services.map(|services| services.items()).transpose()?.iter().flatten() {
        let (workload, service): (String, String) = pair.extract()?;
        options = options.service(workload, service);
    }
    Ok(options)
}

/// One text, or several files by name.
fn files(text: &Bound<'_, PyAny>, file: String) -> Result<Vec<(String, String)>, Failure> {
    if let Ok(text) = text.extract() {
        return Ok(vec![(file, text)]);
    }
    match text.cast::<PyMapping>() {
        Ok(files) => {
            Ok(files.items()?.iter().map(|pair| pair.extract()).collect::<PyResult<_>>()?)
        }
        Err(_) => {
            let message = "a live state is text, or a mapping of files' names to their texts";
            Err(PyTypeError::new_err(message).into())
        }
    }
}

#[pymethods]
impl LiveEnvironment {
    /// Reads JSON or YAML: one text, or several files by name that are one state together.
    #[staticmethod]
    #[pyo3(signature = (text, *, file="live.yaml".to_owned(), environment=None, namespace=None, service_labels=None, services=None, partial=false))]
    #[pyo3(
        text_signature = "(text, *, file='live.yaml', environment=None, namespace=None, service_labels=None, services=None, partial=False)"
    )]
    fn read(
        text: &Bound<'_, PyAny>,
        file: String,
        environment: Option<String>,
        namespace: Option<String>,
        service_labels: Option<Names>,
        services: Option<Bound<'_, PyMapping>>,
        partial: bool,
    ) -> PyResult<Self> {
        guarded(|| {
            let options = options(environment, namespace, service_labels, services, partial)?;
            let files = files(text, file)?;
            let read = || provider::LiveEnvironment::read_files(files, &options);
            Ok(Self(Arc::new(listening(text.py(), read)?)))
        })
    }

    /// Reads a file, or those of a folder together.
    #[staticmethod]
    #[pyo3(signature = (path, *, environment=None, namespace=None, service_labels=None, services=None, partial=false))]
    fn from_file(
        py: Python<'_>,
        path: PathBuf,
        environment: Option<String>,
        namespace: Option<String>,
        service_labels: Option<Names>,
        services: Option<Bound<'_, PyMapping>>,
        partial: bool,
    ) -> PyResult<Self> {
        guarded(|| {
            let options = options(environment, namespace, service_labels, services, partial)?;
            Ok(Self(Arc::new(listening(py, || read_live(path, &options))?)))
        })
    }

    /// `from_file` in a thread, so the event loop stays free.
    #[classmethod]
    #[pyo3(signature = (*arguments, **named))]
    #[pyo3(
        text_signature = "(path, *, environment=None, namespace=None, service_labels=None, services=None, partial=False)"
    )]
    fn from_file_async<'py>(
        cls: &Bound<'py, pyo3::types::PyType>,
        arguments: &Bound<'py, PyTuple>,
        named: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| in_thread(cls.getattr("from_file")?, arguments, named))
    }

    /// The environment whose state it is, where that was said.
    #[getter]
    fn environment(&self) -> PyResult<Option<&str>> {
        guarded(|| Ok(self.0.environment()))
    }

    /// Where it comes from, for people.
    #[getter]
    fn origin(&self) -> PyResult<&str> {
        guarded(|| Ok(self.0.origin()))
    }

    /// Whether it shows only a part of what runs.
    #[getter]
    fn is_partial(&self) -> PyResult<bool> {
        guarded(|| Ok(self.0.is_partial()))
    }

    /// The names of the services that run, sorted.
    #[getter]
    fn service_names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(PyTuple::new(py, self.0.service_names())?))
    }

    /// The configuration that is in use, without its secrets; `None` where the state does not say.
    #[getter]
    fn configuration<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.0.configuration())?))
    }

    /// What was left out or taken for granted, in the order of the files.
    #[getter]
    fn notes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(tuple(py, self.0.notes().iter().cloned(), LiveNote)?))
    }

    /// A service as it runs, in the shape of a project's services and without its secrets; `None`
    /// where it does not run.
    fn service<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.0.service(name))?))
    }

    /// What differs between this state and a later one.
    #[pyo3(signature = (after, *, key=None))]
    fn diff(&self, py: Python<'_>, after: &Self, key: Option<Bound<'_, PyAny>>) -> PyResult<Diff> {
        guarded(|| {
            let key = key.map(|key| secret_key(&key)).transpose()?;
            let found = listening(py, || Ok(self.0.diff(&after.0, key.as_ref())))?;
            Ok(Diff(Told::new(found, Files::between(&self.0, &after.0))))
        })
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| {
            let of = self.0.environment().unwrap_or("an environment");
            Ok(format!("<LiveEnvironment {of} as {:?} says>", self.0.origin()))
        })
    }
}

/// What is running in an environment: a live state, or what somebody says who has one for each.
pub(crate) fn live_state(
    given: &Bound<'_, PyAny>,
    environment: &str,
) -> Result<Arc<provider::LiveEnvironment>, Failure> {
    if let Ok(live) = given.cast::<LiveEnvironment>() {
        return Ok(live.get().0.clone());
    }
    let name = PyString::intern(given.py(), "state");
    let Some(state) = given.getattr_opt(&name)? else {
        let message = "what runs is a `LiveEnvironment`, or an object with `state(environment)`";
        return Err(PyTypeError::new_err(message).into());
    };
    let told = state.call1((environment,))?;
    match told.cast::<LiveEnvironment>() {
        Ok(live) => Ok(live.get().0.clone()),
        Err(_) => Err(PyTypeError::new_err("`state` answers a `LiveEnvironment`").into()),
    }
}
