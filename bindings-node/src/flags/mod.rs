//! Feature flags, seen from JavaScript: the flags of an environment, and what they answer.

pub mod answers;
pub mod asked;
// The struct and its file have one name; the folder is named after both.
#[allow(clippy::module_inception)]
pub mod flags;
pub mod observed;
mod told;

pub(crate) use flags::Flags;
pub(crate) use observed::Exposures;
