//! `Project`: opened, found or made from texts, and followed through reloads.

use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyMapping, PyString, PyTuple, PyType};

use crate::comparison::drift_options;
use crate::edit::{Edit, FixPlan, plan_fix};
use crate::environment::Environment;
use crate::flags::{Exposures, FlagCount};
use crate::from_python::Names;
use crate::guard::guarded;
use crate::log::listening;
use crate::options::options;
use crate::plan::{Plan, plan};
use crate::record::tuple;
use crate::snapshot::Snapshot;
use crate::thread::in_thread;
use crate::to_python::to_python;
use crate::watch::Watch;

/// Where a project lies, and how that was found. `str()` is the path.
#[pyclass(frozen, eq, hash, module = "stageline")]
#[derive(PartialEq, Hash)]
pub(crate) struct Root {
    /// The folder, or `memory`.
    #[pyo3(get)]
    path: String,
    /// How it was found.
    #[pyo3(get)]
    reason: String,
}

#[pymethods]
impl Root {
    fn __str__(&self) -> PyResult<&str> {
        guarded(|| Ok(&*self.path))
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("<Root {:?}: {}>", self.path, self.reason)))
    }
}

/// A project: its files, read, checked, and followed through reloads.
///
/// Threads share it freely. Reading never blocks; a snapshot that was taken stays as it was.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Project(pub(crate) stageline::Project);

#[pymethods]
impl Project {
    /// Opens the project in a folder. It never searches; see `find`.
    #[staticmethod]
    #[pyo3(signature = (root, *, lenient=false, limits=None, local=false, variables=None, variable_overrides=false))]
    fn open(
        py: Python<'_>,
        root: PathBuf,
        lenient: bool,
        limits: Option<Bound<'_, PyMapping>>,
        local: bool,
        variables: Option<Bound<'_, PyMapping>>,
        variable_overrides: bool,
    ) -> PyResult<Self> {
        guarded(|| {
            let options = options(lenient, limits, local, variables, variable_overrides)?;
            Ok(Self(listening(py, || options.open(root))?))
        })
    }

    /// `open` in a thread, so the event loop stays free.
    #[classmethod]
    #[pyo3(signature = (*arguments, **named))]
    #[pyo3(
        text_signature = "(root, *, lenient=False, limits=None, local=False, variables=None, variable_overrides=False)"
    )]
    fn open_async<'py>(
        cls: &Bound<'py, PyType>,
        arguments: &Bound<'py, PyTuple>,
        named: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| in_thread(cls.getattr("open")?, arguments, named))
    }

    /// Opens the nearest project from a folder upward, as far as the repository reaches. Without a
    /// folder, `STAGELINE_ROOT` decides if it is set, else the search begins in the working folder.
    #[staticmethod]
    #[pyo3(signature = (start=None, *, lenient=false, limits=None, local=false, variables=None, variable_overrides=false))]
    fn find(
        py: Python<'_>,
        start: Option<PathBuf>,
        lenient: bool,
        limits: Option<Bound<'_, PyMapping>>,
        local: bool,
        variables: Option<Bound<'_, PyMapping>>,
        variable_overrides: bool,
    ) -> PyResult<Self> {
        guarded(|| {
            let options = options(lenient, limits, local, variables, variable_overrides)?;
            // Asked of Python, whose environment a thread may be changing.
            let os = py.import("os")?;
            let (start, variable): (PathBuf, Option<PathBuf>) = match start {
                Some(start) => (std::path::absolute(&start).unwrap_or(start), None),
                None => {
                    let variable = os.getattr("environ")?.call_method1("get", ("STAGELINE_ROOT",));
                    (os.call_method0("getcwd")?.extract()?, variable?.extract()?)
                }
            };
            Ok(Self(listening(py, || options.find_from(&start, variable))?))
        })
    }

    /// `find` in a thread, so the event loop stays free.
    #[classmethod]
    #[pyo3(signature = (*arguments, **named))]
    #[pyo3(
        text_signature = "(start=None, *, lenient=False, limits=None, local=False, variables=None, variable_overrides=False)"
    )]
    fn find_async<'py>(
        cls: &Bound<'py, PyType>,
        arguments: &Bound<'py, PyTuple>,
        named: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| in_thread(cls.getattr("find")?, arguments, named))
    }

    /// Makes a project of texts, by path relative to its root: for tests, servers, reviews.
    #[staticmethod]
    #[pyo3(signature = (files, *, lenient=false, limits=None, local=false, variables=None, variable_overrides=false))]
    fn from_files(
        py: Python<'_>,
        files: Bound<'_, PyMapping>,
        lenient: bool,
        limits: Option<Bound<'_, PyMapping>>,
        local: bool,
        variables: Option<Bound<'_, PyMapping>>,
        variable_overrides: bool,
    ) -> PyResult<Self> {
        guarded(|| {
            let options = options(lenient, limits, local, variables, variable_overrides)?;
            let files = files.items()?.iter().map(|pair| {
                let (path, text): (String, Bound<'_, PyAny>) = pair.extract()?;
                let text = match text.cast::<PyString>() {
                    Ok(text) => text.to_str()?.as_bytes().to_vec(),
                    Err(_) => text.extract::<Vec<u8>>()?,
                };
                Ok((path, text))
            });
            let files: Vec<(String, Vec<u8>)> = files.collect::<PyResult<_>>()?;
            Ok(Self(listening(py, || stageline::Project::from_files_with(files, options))?))
        })
    }

    /// Where the project lies, and how it was found.
    #[getter]
    fn root(&self, py: Python<'_>) -> PyResult<Root> {
        guarded(|| {
            let root = self.0.root();
            Ok(Root { path: root.path.clone(), reason: to_python(py, &root.reason)?.extract()? })
        })
    }

    /// The current state, pinned: it stays as it is, whatever happens to the files.
    fn snapshot(&self) -> PyResult<Snapshot> {
        guarded(|| Ok(Snapshot(self.0.snapshot())))
    }

    /// An environment of the current snapshot, or one that a tenant derives.
    fn environment(&self, name: &str) -> PyResult<Environment> {
        guarded(|| Ok(Environment(self.0.environment(name)?)))
    }

    /// Reads the project again: all of it, or the files named by path relative to the root.
    /// What cannot be read is raised, and the current snapshot stays.
    #[pyo3(signature = (paths=None))]
    fn reload(&self, py: Python<'_>, paths: Option<Bound<'_, PyList>>) -> PyResult<Snapshot> {
        guarded(|| {
            let snapshot = match paths {
                None => listening(py, || self.0.reload())?,
                Some(paths) => {
                    let Names(paths) = paths.extract()?;
                    listening(py, || self.0.reload_paths(&paths))?
                }
            };
            Ok(Snapshot(snapshot))
        })
    }

    /// `reload` in a thread, so the event loop stays free.
    #[pyo3(signature = (paths=None))]
    fn reload_async<'py>(
        slf: &Bound<'py, Self>,
        paths: Option<Bound<'py, PyList>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| {
            let arguments = PyTuple::new(slf.py(), [paths])?;
            in_thread(slf.getattr("reload")?, &arguments, None)
        })
    }

    /// Follows the project's files: what changes is read again, and flags and new snapshots have it,
    /// whether or not anybody takes the events. Times are in seconds.
    #[pyo3(signature = (*, quiet=None, poll=None))]
    fn watch(&self, py: Python<'_>, quiet: Option<f64>, poll: Option<f64>) -> PyResult<Watch> {
        guarded(|| Watch::new(py, &self.0, quiet, poll))
    }

    /// Notes from now on who is given what by this project's flags, up to `capacity` exposures that
    /// nobody has drained. A new reader takes the place of an earlier one.
    #[pyo3(signature = (capacity=10_000))]
    fn exposures(&self, capacity: usize) -> PyResult<Exposures> {
        guarded(|| Ok(Exposures::new(self.0.exposures(capacity))))
    }

    /// Begins or ends counting what flags give. What was counted stays.
    #[pyo3(signature = (on=true))]
    fn count_flags(&self, on: bool) -> PyResult<()> {
        guarded(|| {
            self.0.count_flags(on);
            Ok(())
        })
    }

    /// How often each flag gave what while counting was on, by environment, flag and answer.
    fn flag_counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(tuple(py, py.detach(|| self.0.flag_counts()), FlagCount)?))
    }

    /// Begins an edit of the project as it is now. Nothing is written before it is committed.
    fn edit(&self) -> PyResult<Edit> {
        guarded(|| Ok(Edit::new(self.0.edit())))
    }

    /// Plans how `target` can be made to say what `source` says, where the two have no reason to
    /// differ. Nothing is written.
    #[pyo3(signature = (source, target, **options))]
    #[pyo3(
        text_signature = "($self, source, target, *, today=None, rules=None, shapes=None, key=None, sections=None, exclude=None)"
    )]
    fn plan_fix(
        &self,
        py: Python<'_>,
        source: String,
        target: String,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<FixPlan> {
        guarded(|| {
            let options = drift_options(options, None)?;
            plan_fix(py, &self.0, (source, target), &options)
        })
    }

    /// Plans the promotion of what runs in one environment to the next. Nothing is written.
    #[pyo3(signature = (source, target, *, services=None, pipeline=None, skip_stages=None))]
    fn plan_promotion(
        &self,
        py: Python<'_>,
        source: String,
        target: String,
        services: Option<Names>,
        pipeline: Option<String>,
        skip_stages: Option<String>,
    ) -> PyResult<Plan> {
        guarded(|| {
            Ok(plan(py, &self.0.snapshot(), (source, target), services, pipeline, skip_stages)?)
        })
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("<Project {:?}>", self.0.root().path)))
    }
}
