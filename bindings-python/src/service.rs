//! `Service`: one service, seen from one environment.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::comparison::{Diff, Files, Told};
use crate::explanation::{Explanation, Origin};
use crate::from_python::{Path, to_node};
use crate::guard::guarded;
use crate::log::listening;
use crate::record::tuple;
use crate::resolved::{Resolved, read_into};

/// A service in an environment. Paths begin below its name.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Service(pub(crate) stageline::Service);

impl Service {
    fn full_name(&self) -> String {
        format!("{}/{}", self.0.environment_name(), self.0.name())
    }
}

#[pymethods]
impl Service {
    /// Its name.
    #[getter]
    fn name(&self) -> PyResult<&str> {
        guarded(|| Ok(self.0.name()))
    }

    /// The name of the environment it is seen from.
    #[getter]
    fn environment_name(&self) -> PyResult<&str> {
        guarded(|| Ok(self.0.environment_name()))
    }

    /// Whether it has a file here, a base, or a file of an environment that this one extends.
    #[getter]
    fn is_configured(&self) -> PyResult<bool> {
        guarded(|| Ok(self.0.is_configured()))
    }

    /// Its values, with overrides of the caller on top; as a mapping, or as a type of yours.
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
            read_into(Bound::new(py, Resolved::new(tree, self.full_name()))?, into)
        })
    }

    /// Where a value comes from and what it overrode.
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

    /// Where a value was written.
    fn origin(&self, path: Path) -> PyResult<Origin> {
        guarded(|| Ok(Origin(self.0.origin(path.0)?)))
    }

    /// What differs between this service and another one, of this snapshot or of another.
    fn diff(&self, py: Python<'_>, other: &Self) -> PyResult<Diff> {
        guarded(|| {
            let found = listening(py, || self.0.diff(&other.0))?;
            let files = Files::between(self.0.snapshot(), other.0.snapshot());
            Ok(Diff(Told::new(found, files)))
        })
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("<Service {}>", self.full_name())))
    }
}
