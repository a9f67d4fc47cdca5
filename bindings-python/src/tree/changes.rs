//! `TreeDiff`: what differs between any two documents.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyTuple};
use stageline::diff::{Comparison, compare};

use super::change::{Change, List, Lists};
use super::document::{Document, Files};
use super::options::options;
use crate::guard::guarded;
use crate::log::listening;
use crate::to_python::to_python;

/// What differs between two documents. `str()` is a line for each difference.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct TreeDiff {
    found: Arc<Found>,
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
        Ok(TreeDiff::new(comparison, left.files(), right.files()))
    })
}

impl TreeDiff {
    fn new(comparison: Comparison, left: Files, right: Files) -> Self {
        Self { found: Arc::new(Found { comparison, left, right }) }
    }
}

impl Lists for Found {
    fn list(&self, which: usize) -> List<'_> {
        let Self { comparison, left, right } = self;
        let changes = match which {
            CHANGES => &comparison.changes,
            _ => &comparison.equivalent,
        };
        List { changes, left, right }
    }
}

const CHANGES: usize = 0;
const EQUIVALENT: usize = 1;

#[pymethods]
impl TreeDiff {
    /// What differs, in the order of the left document, what is new behind its siblings.
    #[getter]
    fn changes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(Change::all(py, &self.found, CHANGES)?))
    }

    /// What means the same and is spelled differently.
    #[getter]
    fn equivalent<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(Change::all(py, &self.found, EQUIVALENT)?))
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
            Ok(Self::new(back, right.clone(), left.clone()))
        })
    }

    /// The document that the differences and other spellings make of the left one: the right one.
    fn apply<'py>(&self, left: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| {
            let (py, left) = (left.py(), Document::of(left)?);
            let right = listening(py, || self.found.comparison.apply(left.root()))?;
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
