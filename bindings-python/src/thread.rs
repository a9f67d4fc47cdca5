//! The coroutines of async twins.

use std::iter::once;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::error::Failure;

/// `asyncio.to_thread(function, …)`: the event loop stays free while the function works.
pub(crate) fn in_thread<'py>(
    function: Bound<'py, PyAny>,
    arguments: &Bound<'py, PyTuple>,
    named: Option<&Bound<'py, PyDict>>,
) -> Result<Bound<'py, PyAny>, Failure> {
    let py = function.py();
    let all: Vec<_> = once(function).chain(arguments.iter()).collect();
    Ok(py.import("asyncio")?.call_method("to_thread", PyTuple::new(py, all)?, named)?)
}
