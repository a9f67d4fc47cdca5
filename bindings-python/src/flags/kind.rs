//! The kinds of values that callers ask flags for, told by their default.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyString};

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
}
