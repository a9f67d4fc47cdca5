//! The kinds of values that callers ask flags for, told by their default.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyString};
use stageline::yaml::{Data, Node};

use crate::to_python::to_python;

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Boolean,
    Text,
    Integer,
    Number,
    Json,
}

impl Kind {
    pub(super) fn of(default: &Bound<'_, PyAny>) -> Self {
        if default.is_instance_of::<PyBool>() {
            Self::Boolean
        } else if default.is_instance_of::<PyString>() {
            Self::Text
        } else if default.is_instance_of::<PyInt>() {
            Self::Integer
        } else if default.is_instance_of::<PyFloat>() {
            Self::Number
        } else {
            Self::Json
        }
    }

    /// A value as this kind; `None` for one of another. A number takes integers too.
    pub(super) fn read<'py>(
        self,
        py: Python<'py>,
        node: &Node,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let number = match node.data {
            Data::Int(value) => value as f64,
            Data::UInt(value) => value as f64,
            Data::Float(value) => value,
            _ => f64::NAN,
        };
        let is_integer = matches!(node.data, Data::Int(_) | Data::UInt(_));
        Ok(Some(match self {
            Self::Boolean if matches!(node.data, Data::Bool(_)) => to_python(py, node)?,
            Self::Text if matches!(node.data, Data::Text(_)) => to_python(py, node)?,
            Self::Integer if is_integer => to_python(py, node)?,
            Self::Number if is_integer || matches!(node.data, Data::Float(_)) => {
                number.into_bound_py_any(py)?
            }
            Self::Json => to_python(py, node)?,
            _ => return Ok(None),
        }))
    }
}
