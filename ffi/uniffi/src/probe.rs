//! Functions that fail on purpose, behind the feature `probe`, for the tests.

// The guard can only be tested by what it guards against.
#![allow(clippy::panic)]

use stageline::Place;
use stageline::error::Code;

use crate::error::{StagelineError, guard};

/// Fails with everything an error can carry.
#[uniffi::export]
pub fn probe_fail() -> Result<String, StagelineError> {
    guard(|| {
        Err(stageline::Error::new(Code::Load, "the probe `ö` failed")
            .suggest(vec!["sonde".to_owned()])
            .help("expect it")
            .at(Place::range("config/base.yaml", (3, 5), (3, 6)))
            .at(Place::file("stageline.yaml"))
            .cause("the probe's cause")
            .retryable()
            .into())
    })
}

/// Panics with a text that must not get out.
#[uniffi::export]
pub fn probe_panic() -> Result<String, StagelineError> {
    guard(|| panic!("hunter2"))
}
