//! Documents of the engine as read-only classes: one `record!` names the fields and what each is.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::place::Place;

/// A class over a document: a getter for each field, `to_dict()`, `str()`, and whatever else.
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        $name:ident($of:ty), str = $str:expr;
        $($(#[doc = $field_doc:literal])+ $field:ident = |$py:ident, $it:ident| $value:expr;)+
        $({ $($more:tt)+ })?
    ) => {
        $(#[doc = $doc])+
        #[pyclass(frozen, module = "stageline")]
        pub(crate) struct $name(pub(crate) $of);

        #[pymethods]
        impl $name {
            $(
                $(#[doc = $field_doc])+
                #[getter]
                fn $field<'py>(&self, $py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                    crate::guard::guarded(|| {
                        let $it = &self.0;
                        Ok(pyo3::IntoPyObjectExt::into_bound_py_any($value, $py)?)
                    })
                }
            )+

            /// The document, as `dict` and `list`.
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                crate::guard::guarded(|| Ok(crate::to_python::to_python(py, &self.0)?))
            }

            fn __str__(&self) -> PyResult<String> {
                crate::guard::guarded(|| {
                    let say: fn(&$of) -> String = $str;
                    Ok(say(&self.0))
                })
            }

            fn __repr__(&self) -> PyResult<String> {
                crate::guard::guarded(|| {
                    let say: fn(&$of) -> String = $str;
                    let text = say(&self.0);
                    let line = text.lines().next().unwrap_or_default();
                    Ok(format!("<{} {line}>", stringify!($name)))
                })
            }

            $($($more)+)?
        }
    };
}

pub(crate) use record;

/// A tuple of classes made from documents.
pub(crate) fn tuple<'py, T, C: IntoPyObjectExt<'py>>(
    py: Python<'py>,
    items: impl IntoIterator<Item = T>,
    class: impl Fn(T) -> C,
) -> PyResult<Bound<'py, PyTuple>> {
    let items = items.into_iter().map(|item| class(item).into_bound_py_any(py));
    PyTuple::new(py, items.collect::<PyResult<Vec<_>>>()?)
}

/// Places, the main one first.
pub(crate) fn places<'py>(
    py: Python<'py>,
    places: &[stageline::Place],
) -> PyResult<Bound<'py, PyTuple>> {
    tuple(py, places, Place::from)
}
