//! Parts in the language of the tool they were imported from, evaluated as that tool does.
//!
//! A language has a folder here and entries in [`Profile`] and [`Program`]; all of them stand behind
//! the cargo feature `import`. What is known is compiled once, and asked without allocating where
//! the language allows.

mod asked;
mod bad;
mod eppo;
mod flagd;
mod frame;
mod growthbook;
mod hash;
mod js;
mod moment;
mod profile;
mod program;
mod unleash;

pub(super) use bad::Bad;
pub(super) use frame::Frame;
pub(super) use profile::Profile;
pub(super) use program::{Choice, Program};
