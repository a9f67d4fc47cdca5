//! `Resolved`: a configuration as a mapping that knows where each value was written.

use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyList, PyMapping, PyString, PyTuple};
use stageline::Configuration;
use stageline::yaml::{Entry, Node};

use crate::error::Failure;
use crate::explanation::{Explanation, Origin};
use crate::from_python::Path;
use crate::guard::guarded;
use crate::log::listening;
use crate::place::Place;
use crate::record::tuple;
use crate::to_python::to_python;

/// A resolved configuration: a `Mapping`, and for each value where it came from.
///
/// Values are made as they are asked for, so nothing that is changed in one reaches another.
#[pyclass(frozen, mapping, module = "stageline")]
pub(crate) struct Resolved {
    tree: Configuration,
    /// Whose it is, for people: `production`, `production/api`.
    of: String,
}

impl Resolved {
    pub(crate) fn new(tree: Configuration, of: impl Into<String>) -> Self {
        Self { tree, of: of.into() }
    }

    pub(crate) fn tree(&self) -> &Configuration {
        &self.tree
    }

    fn entries(&self) -> &[Entry] {
        self.tree.root().as_map().map_or(&[], |map| map.entries())
    }

    fn entry(&self, key: &Bound<'_, PyAny>) -> PyResult<Option<&Node>> {
        let Ok(key) = key.cast::<PyString>() else { return Ok(None) };
        Ok(self.tree.root().as_map().and_then(|map| map.get(key.to_str().ok()?)))
    }
}

/// One of the views a mapping has.
fn view<'py>(slf: &Bound<'py, Resolved>, name: &str) -> Result<Bound<'py, PyAny>, Failure> {
    Ok(slf.py().import("collections.abc")?.getattr(name)?.call1((slf,))?)
}

/// The configuration as what the caller asked for: itself, or a type.
pub(crate) fn read_into<'py>(
    resolved: Bound<'py, Resolved>,
    into: Option<Bound<'py, PyAny>>,
) -> Result<Bound<'py, PyAny>, Failure> {
    match into {
        None => Ok(resolved.into_any()),
        Some(into) => {
            let reader = resolved.py().import("stageline._read")?;
            Ok(reader.call_method1("read", (resolved, into))?)
        }
    }
}

#[pymethods]
impl Resolved {
    fn __len__(&self) -> PyResult<usize> {
        guarded(|| Ok(self.entries().len()))
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        guarded(|| {
            let keys = PyList::new(py, self.entries().iter().map(|entry| entry.key.as_str()))?;
            Ok(keys.try_iter()?)
        })
    }

    fn __contains__(&self, key: &Bound<'_, PyAny>) -> PyResult<bool> {
        guarded(|| Ok(self.entry(key)?.is_some()))
    }

    fn __getitem__<'py>(&self, key: Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| match (self.entry(&key)?, key.extract::<String>()) {
            (Some(node), _) => Ok(to_python(key.py(), node)?),
            // The engine's error names the keys that may have been meant.
            (None, Ok(text)) => match self.tree.get(&[text][..]) {
                Ok(node) => Ok(to_python(key.py(), node)?),
                Err(error) => Err(error.into()),
            },
            (None, Err(_)) => Err(PyKeyError::new_err(key.unbind()).into()),
        })
    }

    /// The value of a key of the top level, or the default.
    #[pyo3(signature = (key, default=None, /))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        key: &Bound<'py, PyAny>,
        default: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| match (self.entry(key)?, default) {
            (Some(node), _) => Ok(to_python(py, node)?),
            (None, Some(default)) => Ok(default),
            (None, None) => Ok(py.None().into_bound(py)),
        })
    }

    /// The keys of the top level, in order.
    fn keys<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| view(slf, "KeysView"))
    }

    /// The values of the top level, in order.
    fn values<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| view(slf, "ValuesView"))
    }

    /// Keys and values of the top level, in order.
    fn items<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| view(slf, "ItemsView"))
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guarded(|| {
            let equal = if let Ok(other) = other.cast::<Self>() {
                self.tree.root() == other.get().tree.root()
            } else if let Ok(mapping) = other.cast::<PyMapping>() {
                to_python(py, self.tree.root())?.eq(mapping)?
            } else {
                return Ok(py.NotImplemented());
            };
            Ok(equal.into_pyobject(py).map_err(PyErr::from)?.to_owned().into_any().unbind())
        })
    }

    /// The value at a path: dotted text, or a list of keys and positions.
    fn at<'py>(&self, py: Python<'py>, path: Path) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, self.tree.get(path.0)?)?))
    }

    /// Where the value at a path was written.
    fn origin(&self, path: Path) -> PyResult<Origin> {
        guarded(|| Ok(Origin(self.tree.origin(path.0)?)))
    }

    /// Where the value at a path comes from and what it overrode; the empty path is everything.
    #[pyo3(signature = (path = Path::default()))]
    #[pyo3(text_signature = "($self, path='')")]
    fn explain(&self, path: Path) -> PyResult<Explanation> {
        guarded(|| Ok(Explanation(self.tree.explain(path.0)?)))
    }

    /// Every leaf below a path with where it comes from, deleted and shadowed ones too.
    #[pyo3(signature = (path = Path::default()))]
    #[pyo3(text_signature = "($self, path='')")]
    fn explain_all<'py>(&self, py: Python<'py>, path: Path) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| {
            let found = listening(py, || self.tree.explain_all(path.0))?;
            Ok(tuple(py, found, Explanation)?)
        })
    }

    /// Everything as `dict` and `list`, new with each call.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, self.tree.root())?))
    }

    /// Everything as a type of yours: a dataclass, a `TypedDict`, or a pydantic model.
    fn read<'py>(slf: &Bound<'py, Self>, into: Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| read_into(slf.clone(), Some(into)))
    }

    /// The digest: equal for equal trees, wherever they were written.
    #[getter]
    fn digest(&self) -> PyResult<String> {
        guarded(|| Ok(self.tree.digest().to_string()))
    }

    /// The tree as JSON.
    fn __str__(&self) -> PyResult<String> {
        guarded(|| Ok(self.tree.to_string()))
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| {
            let keys: Vec<&str> = self.entries().iter().map(|entry| entry.key.as_str()).collect();
            Ok(format!("<Resolved {}: {}>", self.of, keys.join(", ")))
        })
    }

    /// The place of the deepest value that a path of keys leads to; what leads nowhere is skipped.
    fn _nearest(&self, keys: Vec<String>) -> PyResult<(Vec<String>, Option<Place>)> {
        guarded(|| {
            let (mut node, mut found) = (self.tree.root(), Vec::new());
            for key in keys {
                if let Some(child) = node.child(&key) {
                    node = child;
                    found.push(key);
                }
            }
            Ok((found, Place::of(self.tree.place(node).as_ref())))
        })
    }
}
