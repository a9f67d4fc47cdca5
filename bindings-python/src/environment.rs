//! `Environment`: one environment of a snapshot.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::explanation::{Explanation, Origin};
use crate::flags::{Flags, timed};
use crate::from_python::{Path, to_node};
use crate::guard::guarded;
use crate::log::listening;
use crate::record::tuple;
use crate::resolved::{Resolved, read_into};
use crate::service::Service;
use crate::snapshot::Snapshot;

/// An environment, bound once: what is asked of it needs no name again.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Environment(pub(crate) stageline::Environment);

#[pymethods]
impl Environment {
    /// Its name.
    #[getter]
    fn name(&self) -> PyResult<&str> {
        guarded(|| Ok(self.0.name()))
    }

    /// The snapshot it belongs to.
    #[getter]
    fn snapshot(&self) -> PyResult<Snapshot> {
        guarded(|| Ok(Snapshot(self.0.snapshot().clone())))
    }

    /// What it is: its entry in `config/environments.yaml`. This is no configuration.
    #[getter]
    fn record(&self) -> PyResult<Resolved> {
        guarded(|| Ok(Resolved::new(self.0.record_tree()?, format!("record of {}", self.0.name()))))
    }

    /// Whether customers depend on it: its tier is `production`.
    #[getter]
    fn is_production(&self) -> PyResult<bool> {
        guarded(|| Ok(self.0.is_production()))
    }

    /// The tenant it was derived for, if it was.
    #[getter]
    fn tenant_name(&self) -> PyResult<Option<&str>> {
        guarded(|| Ok(self.0.tenant_name()))
    }

    /// The environment that a tenant derives from this one.
    fn tenant(&self, name: &str) -> PyResult<Self> {
        guarded(|| Ok(Self(self.0.tenant(name)?)))
    }

    /// Its configuration, with all that it extends and overrides of the caller on top; as a
    /// mapping, or as a type of yours.
    #[pyo3(signature = (into=None, *, overrides=None))]
    fn resolve<'py>(
        &self,
        py: Python<'py>,
        into: Option<Bound<'py, PyAny>>,
        overrides: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| {
            let tree = match overrides {
                None => self.0.resolve()?,
                Some(overrides) => self.0.resolve_with(&to_node(&overrides)?)?,
            };
            read_into(Bound::new(py, Resolved::new(tree, self.0.name()))?, into)
        })
    }

    /// Where a value of its configuration comes from and what it overrode.
    #[pyo3(signature = (path = Path::default()))]
    #[pyo3(text_signature = "($self, path='')")]
    fn explain(&self, path: Path) -> PyResult<Explanation> {
        guarded(|| Ok(Explanation(self.0.explain(path.0)?)))
    }

    /// Every leaf below a path with where it comes from, deleted and shadowed ones too.
    #[pyo3(signature = (path = Path::default()))]
    #[pyo3(text_signature = "($self, path='')")]
    fn explain_all<'py>(&self, py: Python<'py>, path: Path) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| {
            let found = listening(py, || self.0.explain_all(path.0))?;
            Ok(tuple(py, found, Explanation)?)
        })
    }

    /// Where a value of its configuration was written.
    fn origin(&self, path: Path) -> PyResult<Origin> {
        guarded(|| Ok(Origin(self.0.origin(path.0)?)))
    }

    /// A service of the project, seen from here; it may be absent.
    fn service(&self, name: &str) -> PyResult<Service> {
        guarded(|| Ok(Service(self.0.service(name)?)))
    }

    /// Its feature flags.
    #[getter]
    fn flags(&self) -> PyResult<Flags> {
        guarded(|| Ok(Flags::new(timed(self.0.flags()), self.0.name())))
    }

    /// The names of the services that are configured here, sorted.
    #[getter]
    fn service_names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(PyTuple::new(py, self.0.service_names())?))
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("<Environment {}>", self.0.name())))
    }
}
