//! stageline for Kotlin, Swift and Ruby through UniFFI.
//!
//! Every function that can fail runs its body in `error::guard`. Large trees cross as JSON text.

// The binding hands errors over as records, by value; none is made where speed counts.
#![allow(clippy::result_large_err)]

mod configuration;
mod environment;
mod error;
mod flags;
#[path = "../../src/json.rs"]
mod json;
mod plan;
#[cfg(feature = "probe")]
mod probe;
mod project;
mod version;
#[path = "../../src/word.rs"]
mod word;

pub use configuration::{Configuration, Explanation, Origin, Step, path_of_keys};
pub use environment::{Environment, Service};
pub use error::{ErrorClass, ErrorDetails, Place, Problem, StagelineError};
pub use flags::{Context, FlagDetails, Flags};
pub use plan::{Plan, PlanGate, PlanReason, PlanService, PlanVersion, Verdict};
#[cfg(feature = "probe")]
pub use probe::{probe_fail, probe_panic};
pub use project::Project;
pub use version::{require_version, version};

uniffi::setup_scaffolding!("stageline");
