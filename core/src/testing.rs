//! What stands in for the world in tests: a clock that stands still, and flags that answer as told.
//!
//! Projects in memory come from [`Project::from_files`](crate::Project::from_files), overrides from
//! [`Flags::with_override`](crate::flag::Flags::with_override).
//!
//! ```
//! use stageline::{Project, testing};
//!
//! # fn main() -> stageline::Result<()> {
//! let project = Project::from_files([
//!     ("config/environments.yaml", "environments: {production: {}}"),
//!     ("config/feature-flags.yaml", "feature_flags:
//!   search: {production: {rollout: {percentage: 25}}}
//!   sale: {default: false, rules: [{serve: true, from: 2027-01-01T00:00:00Z}]}
//! "),
//! ])?;
//! let flags = testing::flags_at(&project, "production", "2027-01-01T00:00:00Z")?
//!     .with_override("search", true)?;
//! let anybody = flags.context("anybody");
//! assert!(flags.boolean_value("search", &anybody, false));
//! assert!(flags.boolean_value("sale", &anybody, false));
//! # Ok(())
//! # }
//! ```

use crate::error::Result;
use crate::flag::{Clock, Flags};
use crate::project::Project;
use crate::value::Timestamp;

/// A clock that stands still at a time of RFC 3339.
///
/// # Errors
/// `E_USAGE` for another text.
pub fn clock_at(time: &str) -> Result<Clock> {
    Timestamp::parse(time).map(Clock::fixed)
}

/// The flags of an environment as they are now, at a time of RFC 3339 that does not pass.
///
/// # Errors
/// `E_UNKNOWN_ENVIRONMENT` with the nearest names; as [`clock_at`].
pub fn flags_at(project: &Project, environment: &str, time: &str) -> Result<Flags> {
    Ok(project.environment(environment)?.flags().pinned().with_clock(clock_at(time)?))
}
