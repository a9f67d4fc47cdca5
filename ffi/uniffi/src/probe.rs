//! Functions that fail on purpose, behind the feature `probe`, for the tests.

// The guard can only be tested by what it guards against.
#![allow(clippy::panic)]

use crate::error::{ErrorDetails, Place, StagelineError, guard};

/// Fails with everything an error can carry.
#[uniffi::export]
pub fn probe_fail() -> Result<String, StagelineError> {
    let place = |file: &str, line, column| Place { file: file.to_owned(), line, column };
    guard(|| {
        let details = ErrorDetails {
            code: "E_PROBE".to_owned(),
            message: "the probe `ö` failed".to_owned(),
            help: "expect it".to_owned(),
            places: vec![
                place("config/base.yaml", Some(3), Some(5)),
                place("stageline.yaml", None, None),
            ],
            retryable: true,
        };
        Err(StagelineError::Failed { details })
    })
}

/// Panics with a text that must not get out.
#[uniffi::export]
pub fn probe_panic() -> Result<String, StagelineError> {
    guard(|| panic!("hunter2"))
}
