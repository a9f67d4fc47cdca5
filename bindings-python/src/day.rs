//! Days as callers give them.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use stageline::value::Date;

use crate::error::Failure;

/// A `datetime.date`, or its text.
pub(crate) fn day(given: &Bound<'_, PyAny>) -> Result<Date, Failure> {
    if let Ok(text) = given.cast::<PyString>() {
        return Ok(Date::parse(text.to_str()?)?);
    }
    let class = given.py().import("datetime")?.getattr("date")?;
    if !given.is_instance(&class)? {
        let message = "a day is a `datetime.date`, or a text such as `2026-12-31`";
        return Err(PyTypeError::new_err(message).into());
    }
    let part = |name: &str| given.getattr(name)?.extract::<u16>();
    let (year, month, day) = (part("year")?, part("month")?, part("day")?);
    Ok(Date::new(year, month as u8, day as u8)?)
}
