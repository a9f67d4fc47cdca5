//! `TreeDiff` and `Change`: what differs between any two documents.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyTuple};
use stageline::diff::{Comparison, compare};
use stageline::value::KeyPath;
use stageline::{Code, Error};

use super::document::{Document, Files};
use super::options::options;
use crate::guard::guarded;
use crate::log::listening;
use crate::place::Place;
use crate::record::tuple;
use crate::to_python::to_python;

/// What differs between two documents. `str()` is a line for each difference.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct TreeDiff {
    found: Arc<Found>,
    /// Leaves cannot be put back in their subtrees.
    leaves: bool,
}

/// Shared by the changes that are made of it, so that none is copied.
struct Found {
    comparison: Comparison,
    left: Files,
    right: Files,
}

/// What differs between two documents: data, or resolved configurations as they are.
#[pyfunction]
#[pyo3(signature = (left, right, *, keys=None, meanings=None, leaves=false, alignment=None))]
pub(crate) fn diff<'py>(
    py: Python<'py>,
    left: &Bound<'py, PyAny>,
    right: &Bound<'py, PyAny>,
    keys: Option<Bound<'py, PyMapping>>,
    meanings: Option<Bound<'py, PyMapping>>,
    leaves: bool,
    alignment: Option<usize>,
) -> PyResult<TreeDiff> {
    guarded(|| {
        let mut options = options(keys, meanings)?;
        options.leaves = leaves;
        options.alignment = alignment.unwrap_or(options.alignment);
        let (left, right) = (Document::of(left)?, Document::of(right)?);
        let comparison = listening(py, || Ok(compare(left.root(), right.root(), &options)))?;
        Ok(TreeDiff::new(comparison, left.files(), right.files(), leaves))
    })
}

impl TreeDiff {
    fn new(comparison: Comparison, left: Files, right: Files, leaves: bool) -> Self {
        Self { found: Arc::new(Found { comparison, left, right }), leaves }
    }

    fn list<'py>(&self, py: Python<'py>, equivalent: bool) -> PyResult<Bound<'py, PyTuple>> {
        let of = |at| Change { of: self.found.clone(), equivalent, at };
        tuple(py, 0..self.found.changes(equivalent).len(), of)
    }
}

impl Found {
    fn changes(&self, equivalent: bool) -> &[stageline::diff::Change] {
        match equivalent {
            true => &self.comparison.equivalent,
            false => &self.comparison.changes,
        }
    }
}

#[pymethods]
impl TreeDiff {
    /// What differs, in the order of the left document, what is new behind its siblings.
    #[getter]
    fn changes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(self.list(py, false)?))
    }

    /// What means the same and is spelled differently.
    #[getter]
    fn equivalent<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(self.list(py, true)?))
    }

    /// Whether nothing differs; other spellings of one value are no difference.
    #[getter]
    fn is_empty(&self) -> PyResult<bool> {
        guarded(|| Ok(self.found.comparison.changes.is_empty()))
    }

    /// How many differences there are.
    fn __len__(&self) -> PyResult<usize> {
        guarded(|| Ok(self.found.comparison.changes.len()))
    }

    /// The way back: what differs from right to left.
    fn inverted(&self) -> PyResult<Self> {
        guarded(|| {
            let Found { comparison, left, right } = &*self.found;
            let back = comparison.clone().inverted();
            Ok(Self::new(back, right.clone(), left.clone(), self.leaves))
        })
    }

    /// The document that the differences and other spellings make of the left one: the right one.
    fn apply<'py>(&self, left: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| {
            if self.leaves {
                let error = Error::new(Code::Usage, "differences leaf by leaf cannot be applied");
                return Err(error.help("compare without `leaves`").into());
            }
            let (py, left) = (left.py(), Document::of(left)?);
            let right = listening(py, || Ok(self.found.comparison.apply(left.root())))?;
            Ok(to_python(py, &right)?)
        })
    }

    /// The document, as `dict` and `list`: `changes` and `equivalent`.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.found.comparison)?))
    }

    fn __str__(&self) -> PyResult<String> {
        guarded(|| Ok(self.found.comparison.to_string()))
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("<TreeDiff of {} changes>", self.found.comparison.changes.len())))
    }
}

/// One difference between two documents. `str()` is one line.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Change {
    of: Arc<Found>,
    equivalent: bool,
    at: usize,
}

impl Change {
    fn get(&self) -> &stageline::diff::Change {
        &self.of.changes(self.equivalent)[self.at]
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
        guarded(|| Ok(self.of.left.place(self.get().left.as_ref())))
    }

    /// Where the value on the right was written, if that document was resolved from files.
    #[getter]
    fn right_place(&self) -> PyResult<Option<Place>> {
        guarded(|| Ok(self.of.right.place(self.get().right.as_ref())))
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
