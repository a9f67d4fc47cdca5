//! Edits of feature flags by what they mean: the value that a flag answers, whom it is rolled out to,
//! what another environment says of it.
//!
//! ```
//! # fn main() -> stageline::Result<()> {
//! use stageline::project::edit::Rollout;
//! use stageline::value::Timestamp;
//!
//! let project = stageline::Project::from_files([
//!     ("config/environments.yaml", "environments: {staging: {}, production: {}}"),
//!     ("config/feature-flags.yaml", "feature_flags:\n  search:\n    production: false # soon\n"),
//! ])?;
//! let mut edit = project.edit();
//! edit.flag("search").set_value("staging", true)?;
//! let now = Timestamp::parse("2027-01-31T09:00:00Z")?;
//! edit.flag("search").roll_out("production", &Rollout::new(25).over("2h").now(now))?;
//! let snapshot = edit.commit()?;
//! let flags = snapshot.environment("production")?.flags();
//! assert_eq!(flags.preview("search", Timestamp::parse("2027-01-31T10:00:00Z")?)?.shares[0].percentage.to_string(), "12.5%");
//! # Ok(())
//! # }
//! ```

mod copy;
mod kill;
mod ramp;
mod rollout;
mod rules;
mod said;
mod schedule;
mod scope;
mod served;
mod value;
mod write;

pub(super) use said::with_entries_kept;

pub use copy::CopyFlags;
pub use rollout::Rollout;
pub use rules::FlagRule;
pub use scope::FlagScope;
pub use value::SetValue;
