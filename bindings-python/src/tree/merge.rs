//! `ThreeWay` and `Conflict`: what two documents changed since they last agreed.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyTuple};
use stageline::diff;

use super::change::{Change, List, Lists};
use super::document::{Document, Files};
use super::options::options;
use crate::guard::guarded;
use crate::log::listening;
use crate::place::Place;
use crate::record::{record, tuple};
use crate::to_python::to_python;

/// What two documents changed since they last agreed. `str()` is a line for each change and who made
/// it.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct ThreeWay(Arc<Found>);

struct Found {
    found: diff::ThreeWay,
    /// Of the base, of ours, of theirs.
    files: [Files; 3],
}

const OURS: usize = 0;
const THEIRS: usize = 1;
const AGREED: usize = 2;

impl Lists for Found {
    fn list(&self, which: usize) -> List<'_> {
        let [base, ours, theirs] = &self.files;
        let (changes, right) = match which {
            OURS => (&self.found.ours, ours),
            THEIRS => (&self.found.theirs, theirs),
            // As ours spells it.
            _ => (&self.found.agreed, ours),
        };
        List { changes, left: base, right }
    }
}

/// What two documents changed since they last agreed, with conflicts named.
#[pyfunction]
#[pyo3(signature = (base, ours, theirs, *, keys=None, meanings=None))]
pub(crate) fn three_way<'py>(
    py: Python<'py>,
    base: &Bound<'py, PyAny>,
    ours: &Bound<'py, PyAny>,
    theirs: &Bound<'py, PyAny>,
    keys: Option<Bound<'py, PyMapping>>,
    meanings: Option<Bound<'py, PyMapping>>,
) -> PyResult<ThreeWay> {
    guarded(|| {
        let options = options(keys, meanings)?;
        let [base, ours, theirs] =
            [Document::of(base)?, Document::of(ours)?, Document::of(theirs)?];
        let found = listening(py, || {
            Ok(diff::three_way(base.root(), ours.root(), theirs.root(), &options))
        })?;
        let files = [base, ours, theirs].map(Document::files);
        Ok(ThreeWay(Arc::new(Found { found, files })))
    })
}

#[pymethods]
impl ThreeWay {
    /// The base with every change that is no conflict; where there is one, it says what the base
    /// says.
    #[getter]
    fn merged<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.0.found.merged)?))
    }

    /// What only our side changed.
    #[getter]
    fn ours<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(Change::all(py, &self.0, OURS)?))
    }

    /// What only their side changed.
    #[getter]
    fn theirs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(Change::all(py, &self.0, THEIRS)?))
    }

    /// What both sides changed alike, as ours spells it.
    #[getter]
    fn agreed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(Change::all(py, &self.0, AGREED)?))
    }

    /// What both sides changed, and not alike.
    #[getter]
    fn conflicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| {
            let conflict = |found: &diff::Conflict| {
                let [base, ours, theirs] = &self.0.files;
                let places = [
                    base.place(found.base.as_ref()),
                    ours.place(found.ours.as_ref()),
                    theirs.place(found.theirs.as_ref()),
                ];
                Conflict(Clash { found: found.clone(), places })
            };
            Ok(tuple(py, &self.0.found.conflicts, conflict)?)
        })
    }

    /// Whether nothing is in conflict.
    #[getter]
    fn is_clean(&self) -> PyResult<bool> {
        guarded(|| Ok(self.0.found.is_clean()))
    }

    /// The document, as `dict` and `list`.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.0.found)?))
    }

    fn __str__(&self) -> PyResult<String> {
        guarded(|| Ok(self.0.found.to_string()))
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| {
            let diff::ThreeWay { ours, theirs, agreed, conflicts, .. } = &self.0.found;
            let (changes, conflicts) = (ours.len() + theirs.len() + agreed.len(), conflicts.len());
            Ok(format!("<ThreeWay of {changes} changes, {conflicts} conflicts>"))
        })
    }
}

/// A conflict, and where its values were written.
pub(crate) struct Clash {
    found: diff::Conflict,
    places: [Option<Place>; 3],
}

impl serde::Serialize for Clash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.found.serialize(serializer)
    }
}

record! {
    /// A value that both sides changed into something else. `str()` is its path with the three
    /// values, without secrets.
    Conflict(Clash), str = |it| it.found.to_string();
    /// Where in the base, as text; an item of a list that has a name stands as `[name=blue]`.
    path = |_py, it| it.found.path.to_string();
    /// What it was; `None` also where there was none.
    base = |py, it| to_python(py, &it.found.base)?;
    /// What it is on our side; `None` also where there is none.
    ours = |py, it| to_python(py, &it.found.ours)?;
    /// What it is on theirs; `None` also where there is none.
    theirs = |py, it| to_python(py, &it.found.theirs)?;
    /// Those of `base`, `ours` and `theirs` that have no such value.
    missing = |py, it| {
        let sides = [("base", &it.found.base), ("ours", &it.found.ours), ("theirs", &it.found.theirs)];
        tuple(py, sides.iter().filter(|(_, value)| value.is_none()), |(name, _)| *name)?
    };
    /// Where it was written in the base, if that document was resolved from files.
    base_place = |_py, it| it.places[0].clone();
    /// Where it was written on our side, if that document was resolved from files.
    ours_place = |_py, it| it.places[1].clone();
    /// Where it was written on theirs, if that document was resolved from files.
    theirs_place = |_py, it| it.places[2].clone();
}
