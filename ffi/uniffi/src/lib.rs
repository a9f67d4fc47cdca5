//! stageline for Kotlin, Swift and Ruby through UniFFI.
//!
//! Every function that can fail runs its body in `error::guard`. Large trees cross as JSON bytes.

mod error;
#[cfg(feature = "probe")]
mod probe;
mod version;

pub use error::{ErrorDetails, Place, StagelineError};
#[cfg(feature = "probe")]
pub use probe::{probe_fail, probe_panic};
pub use version::{require_version, version};

uniffi::setup_scaffolding!("stageline");
