//! `Change`: one difference between two documents.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use stageline::diff;
use stageline::value::KeyPath;

use super::document::Files;
use crate::guard::guarded;
use crate::place::Place;
use crate::record::tuple;
use crate::to_python::to_python;

/// An answer with lists of changes, which share it, so that none is copied.
pub(super) trait Lists: Send + Sync {
    fn list(&self, which: usize) -> List<'_>;
}

/// Changes, and the files of both sides.
pub(super) struct List<'l> {
    pub(super) changes: &'l [diff::Change],
    pub(super) left: &'l Files,
    pub(super) right: &'l Files,
}

/// One difference between two documents. `str()` is one line.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Change {
    of: Arc<dyn Lists>,
    which: usize,
    at: usize,
}

impl Change {
    /// The changes of one list.
    pub(super) fn all<'py>(
        py: Python<'py>,
        of: &Arc<impl Lists + 'static>,
        which: usize,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let changes = 0..of.list(which).changes.len();
        tuple(py, changes, |at| Self { of: of.clone(), which, at })
    }

    fn get(&self) -> &diff::Change {
        &self.of.list(self.which).changes[self.at]
    }
}

#[pymethods]
impl Change {
    /// Where in the left document, as text; an item of a list that has a name stands as
    /// `[name=blue]`.
    #[getter]
    fn path(&self) -> PyResult<String> {
        guarded(|| Ok(self.get().path.to_string()))
    }

    /// Where in the right one, for an item without a name that has another position there.
    #[getter]
    fn right_path(&self) -> PyResult<Option<String>> {
        guarded(|| Ok(self.get().right_path.as_ref().map(KeyPath::to_string)))
    }

    /// What happened from left to right.
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.get().kind)?))
    }

    /// The value on the left; `None` for what was added.
    #[getter]
    fn left<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.get().left)?))
    }

    /// The value on the right; `None` for what was removed.
    #[getter]
    fn right<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.get().right)?))
    }

    /// The position in its list, for an item that is only on one side.
    #[getter]
    fn position(&self) -> PyResult<Option<usize>> {
        guarded(|| Ok(self.get().position))
    }

    /// Where the value on the left was written, if that document was resolved from files.
    #[getter]
    fn left_place(&self) -> PyResult<Option<Place>> {
        guarded(|| Ok(self.of.list(self.which).left.place(self.get().left.as_ref())))
    }

    /// Where the value on the right was written, if that document was resolved from files.
    #[getter]
    fn right_place(&self) -> PyResult<Option<Place>> {
        guarded(|| Ok(self.of.list(self.which).right.place(self.get().right.as_ref())))
    }

    /// The document, as `dict` and `list`.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, self.get())?))
    }

    fn __str__(&self) -> PyResult<String> {
        guarded(|| Ok(self.get().to_string()))
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("<Change {}>", self.get())))
    }
}
