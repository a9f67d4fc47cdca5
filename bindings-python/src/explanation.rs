//! Where a value comes from: `Origin`, `Reference`, `Step`, `Explanation`.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use stageline::config;

use crate::guard::guarded;
use crate::place::Place;
use crate::record::{record, tuple};
use crate::to_python::to_python;

/// Where the value that counts was written.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Origin(pub(crate) config::Origin);

#[pymethods]
impl Origin {
    /// The place; `None` for what the caller gave.
    #[getter]
    fn place(&self) -> PyResult<Option<Place>> {
        guarded(|| Ok(Place::of(self.0.place.as_ref())))
    }

    /// What wrote it.
    #[getter]
    fn layer<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.0.layer)?))
    }

    /// The layer's name.
    #[getter]
    fn name(&self) -> PyResult<&str> {
        guarded(|| Ok(self.0.name.as_str()))
    }

    /// What the text that was written there refers to, in order; empty for any other value.
    #[getter]
    fn references<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(tuple(py, self.0.references.iter().cloned(), Reference)?))
    }

    /// The document `{place, layer, name, references}`.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.0)?))
    }

    fn __str__(&self) -> PyResult<String> {
        guarded(|| Ok(self.0.to_string()))
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("<Origin {} `{}` at {}>", self.0.layer.name(), self.0.name, self.0)))
    }

    fn __eq__(&self, other: &Self) -> PyResult<bool> {
        guarded(|| Ok(self.0 == other.0))
    }

    fn __hash__(&self) -> PyResult<u64> {
        use std::hash::{DefaultHasher, Hash, Hasher};
        guarded(|| {
            let mut hasher = DefaultHasher::new();
            (&self.0.place, self.0.layer, &self.0.name).hash(&mut hasher);
            Ok(hasher.finish())
        })
    }
}

record! {
    /// A reference in a text, and where the value it stands for was written. `str()` is what is
    /// referred to.
    Reference(config::Reference), str = |it| it.text.clone();
    /// What is referred to: `shop.domain`, `env:NAME`.
    text = |_py, it| it.text.as_str();
    /// The place of the value; `None` for a variable, for what the caller gave, and where the
    /// reference's default stands for a value that is not there.
    place = |_py, it| Place::of(it.place.as_ref());
}

/// One layer's word on a value.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Step(config::Step);

#[pymethods]
impl Step {
    /// What the layer is.
    #[getter]
    fn layer<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.0.layer)?))
    }

    /// The layer's name.
    #[getter]
    fn name(&self) -> PyResult<&str> {
        guarded(|| Ok(self.0.name.as_str()))
    }

    /// Where it says so; `None` for what the caller gave.
    #[getter]
    fn place(&self) -> PyResult<Option<Place>> {
        guarded(|| Ok(Place::of(self.0.place.as_ref())))
    }

    /// What it did.
    #[getter]
    fn effect<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.0.effect)?))
    }

    /// What it says; `None` where it deletes.
    #[getter]
    fn value<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.0.value)?))
    }

    fn __repr__<'py>(&self, py: Python<'py>) -> PyResult<String> {
        guarded(|| {
            let effect = to_python(py, &self.0.effect)?;
            let place = self.0.place.as_ref().map(|place| format!(" at {place}"));
            let (layer, name) = (self.0.layer.name(), &self.0.name);
            Ok(format!("<Step {effect} {layer} `{name}`{}>", place.unwrap_or_default()))
        })
    }
}

/// A value and the layers that spoke of it, strongest first. `str()` is for people.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Explanation(pub(crate) config::Explanation);

#[pymethods]
impl Explanation {
    /// The path, as text.
    #[getter]
    fn path(&self) -> PyResult<String> {
        guarded(|| Ok(self.0.path.to_string()))
    }

    /// The value; `None` also when it was deleted.
    #[getter]
    fn value<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.0.value)?))
    }

    /// Whether a layer took the value away.
    #[getter]
    fn deleted(&self) -> PyResult<bool> {
        guarded(|| Ok(self.0.value.is_none()))
    }

    /// Every layer that spoke of it, strongest first.
    #[getter]
    fn steps<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(tuple(py, self.0.steps.iter().cloned(), Step)?))
    }

    /// What the text that counts refers to, in order; empty for any other value.
    #[getter]
    fn references<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(tuple(py, self.0.references.iter().cloned(), Reference)?))
    }

    /// The document `{path, value, steps, references}`.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.0)?))
    }

    fn __str__(&self) -> PyResult<String> {
        guarded(|| Ok(self.0.to_string()))
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("<Explanation of `{}`: {} steps>", self.0.path, self.0.steps.len())))
    }
}
