//! The engine's one error as the tree of exceptions in `stageline.errors`.

use std::error::Error as _;
use std::io;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use stageline::Error;
use stageline::error::Class;

use crate::place::Place;

/// Why a call failed: the engine says so, or Python does.
pub(crate) enum Failure {
    Engine(Error),
    Python(PyErr),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Engine(error)
    }
}

impl From<PyErr> for Failure {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

impl Failure {
    pub(crate) fn into_exception(self) -> PyErr {
        match self {
            Self::Python(error) => error,
            Self::Engine(error) => Python::attach(|py| match exception(py, &error) {
                Ok(exception) => PyErr::from_value(exception),
                Err(broken) => broken,
            }),
        }
    }
}

/// The exception of an error, not raised.
pub(crate) fn exception<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyAny>> {
    let problems: Vec<_> =
        error.problems().iter().map(|problem| exception(py, problem)).collect::<PyResult<_>>()?;
    let places = error.places().iter().map(Place::from);
    let facts = PyDict::new(py);
    facts.set_item("code", error.code().as_str())?;
    facts.set_item("help", error.help_text())?;
    facts.set_item("places", PyTuple::new(py, places.collect::<Vec<_>>())?)?;
    facts.set_item("suggestions", PyTuple::new(py, error.suggestions())?)?;
    facts.set_item("problems", PyTuple::new(py, problems)?)?;
    facts.set_item("retryable", error.is_retryable())?;
    let class = py.import("stageline.errors")?.getattr(class_name(error.class()))?;
    let exception = class.call((error.message(),), Some(&facts))?;
    if let Some(cause) = error.source() {
        exception.setattr("__cause__", as_python(cause).into_value(py))?;
    }
    Ok(exception)
}

fn class_name(class: Class) -> &'static str {
    match class {
        Class::Load => "LoadError",
        Class::UnknownName => "UnknownNameError",
        Class::Config => "ConfigError",
        Class::Edit => "EditError",
        Class::Provider => "ProviderError",
        Class::Usage => "UsageError",
        Class::Internal => "InternalError",
        _ => "StagelineError",
    }
}

/// What the system said, as `OSError` with its number; anything else as its text.
fn as_python(cause: &(dyn std::error::Error + 'static)) -> PyErr {
    match cause.downcast_ref::<io::Error>() {
        Some(error) => match error.raw_os_error() {
            Some(number) => io::Error::from_raw_os_error(number).into(),
            None => io::Error::new(error.kind(), error.to_string()).into(),
        },
        None => pyo3::exceptions::PyException::new_err(cause.to_string()),
    }
}
