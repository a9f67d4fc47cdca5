//! The comparison as JSON.

use super::Comparison;
use crate::error::{Code, Error, Result};

impl Comparison {
    /// The comparison as indented JSON: `question`, `environments`, `counts`, `rows`, `findings`. No
    /// line of a file is in it.
    ///
    /// # Errors
    /// None that a caller could cause; `E_INTERNAL` should the data not be writable.
    pub fn json(&self) -> Result<String> {
        serde_json::to_string_pretty(self).map_err(|error| {
            Error::new(Code::Internal, "a comparison could not be written").cause(error)
        })
    }
}
