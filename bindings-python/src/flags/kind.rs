//! What callers give beside a context: the name of a flag, and a default, which tells its kind.
//!
//! What is wrong with either is an answer too, because flags never raise.

use std::convert::Infallible;

use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyString};
use stageline::yaml::Node;

use crate::error::Failure;
use crate::from_python::to_node;

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

/// A default as the engine takes it.
pub(super) enum Given<'d> {
    Boolean(bool),
    Text(&'d str),
    Integer(i64),
    Number(f64),
    Json(Node),
}

impl<'d> Given<'d> {
    /// Reads it, or says why no flag can have such a value.
    pub(super) fn of(given: &'d Bound<'_, PyAny>) -> PyResult<Result<Self, String>> {
        let read = || {
            Ok(match Kind::of(given) {
                Kind::Boolean => Self::Boolean(given.extract()?),
                Kind::Text => Self::Text(given.extract()?),
                Kind::Integer => Self::Integer(given.extract()?),
                Kind::Number => Self::Number(given.extract()?),
                Kind::Json => Self::Json(to_node(given)?),
            })
        };
        let why = match read() {
            Ok(default) => return Ok(Ok(default)),
            Err(Failure::Engine(error)) => error.message().to_owned(),
            Err(Failure::Python(error)) => {
                let py = given.py();
                // An interrupt is no answer of a flag.
                if !error.is_instance_of::<PyException>(py) {
                    return Err(error);
                }
                match (Kind::of(given), error.get_type(py).name()) {
                    (Kind::Integer, _) => "it is an integer beyond 64 bits with a sign".to_owned(),
                    (Kind::Text, _) => "it is broken text".to_owned(),
                    (_, Ok(class)) => format!("reading it raised `{class}`"),
                    (_, Err(_)) => "it cannot be read".to_owned(),
                }
            }
        };
        Ok(Err(format!("no flag holds such a default: {why}")))
    }
}

/// The name of a flag, as callers give it.
pub(super) enum Name<'n> {
    Text(&'n str),
    /// What is no text is the name of no flag; this is what is shown for it.
    Other(String),
}

impl<'n> FromPyObject<'n, '_> for Name<'n> {
    type Error = Infallible;

    fn extract(given: Borrowed<'n, '_, PyAny>) -> Result<Self, Infallible> {
        if let Ok(name) = given.extract() {
            return Ok(Self::Text(name));
        }
        Ok(Self::Other(match given.cast::<PyString>() {
            Ok(broken) => broken.to_string_lossy().into_owned(),
            Err(_) => {
                let class = given.get_type().name().map(|name| name.to_string());
                format!("<{}>", class.unwrap_or_default())
            }
        }))
    }
}
