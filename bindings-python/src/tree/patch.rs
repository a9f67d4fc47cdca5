//! Differences as the patches that other tools know: JSON Patch and JSON Merge Patch, out and in.

use pyo3::prelude::*;
use pyo3::types::PyMapping;
use stageline::diff::{self, JsonPatch};

use super::document::Document;
use super::options::options;
use crate::from_python::to_node;
use crate::guard::guarded;
use crate::log::listening;
use crate::to_python::to_python;

/// The JSON Patch (RFC 6902) that turns one document into another, as a list of operations.
#[pyfunction]
#[pyo3(signature = (left, right, *, keys=None))]
pub(crate) fn json_patch<'py>(
    left: &Bound<'py, PyAny>,
    right: &Bound<'py, PyAny>,
    keys: Option<Bound<'py, PyMapping>>,
) -> PyResult<Bound<'py, PyAny>> {
    guarded(|| {
        let (py, options) = (left.py(), options(keys, None)?);
        let (left, right) = (Document::of(left)?, Document::of(right)?);
        let patch = listening(py, || {
            let patch = JsonPatch::between(left.root(), right.root(), &options);
            drop((left, right));
            Ok(patch)
        })?;
        Ok(to_python(py, &patch)?)
    })
}

/// A document with a JSON Patch (RFC 6902) applied: all of its operations, or none.
#[pyfunction]
pub(crate) fn apply_json_patch<'py>(
    document: &Bound<'py, PyAny>,
    patch: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    guarded(|| {
        let (py, document, patch) = (document.py(), Document::of(document)?, to_node(patch)?);
        let patched = listening(py, || diff::apply_json_patch(document.root(), &patch))?;
        Ok(to_python(py, &patched)?)
    })
}

/// The JSON Merge Patch (RFC 7386) that turns one document into another.
#[pyfunction]
pub(crate) fn merge_patch<'py>(
    left: &Bound<'py, PyAny>,
    right: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    guarded(|| {
        let (py, left, right) = (left.py(), Document::of(left)?, Document::of(right)?);
        let patch = listening(py, || diff::merge_patch(left.root(), right.root()))?;
        Ok(to_python(py, &patch)?)
    })
}

/// A document with a JSON Merge Patch (RFC 7386) applied.
#[pyfunction]
pub(crate) fn apply_merge_patch<'py>(
    document: &Bound<'py, PyAny>,
    patch: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    guarded(|| {
        let (py, document, patch) = (document.py(), Document::of(document)?, to_node(patch)?);
        let patched = listening(py, || Ok(diff::apply_merge_patch(document.root(), &patch)))?;
        Ok(to_python(py, &patched)?)
    })
}
