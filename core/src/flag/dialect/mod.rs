//! Parts in the language of the tool they were imported from, evaluated as that tool does.
//!
//! A language has a folder here and entries in [`Profile`] and [`Program`]; all of them stand behind
//! the cargo feature `import`, and without it nothing is known. What is known is compiled once, and
//! asked without allocating where the language allows.

mod bad;
mod choice;
mod frame;

#[cfg(feature = "import")]
mod asked;
#[cfg(feature = "import")]
mod eppo;
#[cfg(feature = "import")]
mod flagd;
#[cfg(feature = "import")]
mod growthbook;
#[cfg(feature = "import")]
mod hash;
#[cfg(feature = "import")]
mod js;
#[cfg(feature = "import")]
mod moment;
#[cfg(feature = "import")]
mod profile;
#[cfg(feature = "import")]
mod program;
#[cfg(feature = "import")]
mod told;
#[cfg(feature = "import")]
mod unleash;

#[cfg(not(feature = "import"))]
mod none;

pub(super) use bad::Bad;
pub(super) use choice::Choice;
pub(super) use frame::Frame;
#[cfg(not(feature = "import"))]
pub(super) use none::{Profile, Program};
#[cfg(feature = "import")]
pub(super) use profile::Profile;
#[cfg(feature = "import")]
pub(super) use program::Program;
#[cfg(feature = "import")]
pub(super) use unleash::{constraint_complaint, strategy_complaint};
