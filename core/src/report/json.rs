//! The report as JSON.

use crate::error::{Code, Error, Result};
use crate::validate::Report;

/// The report as indented JSON: `findings`, `suppressed`, `counts`, `files`, `host_rules`.
///
/// [`Baseline::from_json`](crate::validate::Baseline::from_json) reads it again.
///
/// # Errors
/// None that a caller could cause; `E_INTERNAL` should the data not be writable.
pub fn json(report: &Report) -> Result<String> {
    serde_json::to_string_pretty(report)
        .map_err(|error| Error::new(Code::Internal, "a report could not be written").cause(error))
}
