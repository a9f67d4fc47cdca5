//! The facade people meet first: a [`Project`] that lives, a [`Snapshot`] that never changes, and
//! views of one environment or service.
//!
//! ```
//! # fn main() -> stageline::Result<()> {
//! let project = stageline::Project::from_files([
//!     ("config/environments.yaml", "environments: {production: {tier: production}}"),
//!     ("config/base.yaml", "base_config: {database: {pool_size: 10}}"),
//!     ("config/production.yaml", "extends: base_config\noverrides: {database: {pool_size: 50}}"),
//! ])?;
//! let production = project.environment("production")?;
//! assert_eq!(production.resolve()?.get("database.pool_size")?.to_string(), "50");
//! assert_eq!(production.origin("database.pool_size")?.to_string(), "config/production.yaml:2:35");
//! # Ok(())
//! # }
//! ```

mod affected;
mod comparison;
mod configuration;
mod discover;
pub mod edit;
mod environment;
pub mod fix;
mod flags;
mod listing;
mod live;
mod live_state;
mod load;
mod meanings;
mod promotion;
mod resources;
mod selection;
mod service;
mod snapshot;
mod survey;
mod usage;
mod validation;

pub use affected::{Affected, AffectedEntry, Matrix, MatrixEntry, Part};
pub use configuration::Configuration;
pub use discover::{Root, RootReason};
pub use edit::Edit;
pub use environment::Environment;
pub use fix::{FixItem, FixPlan};
pub use listing::{GateInfo, PipelineInfo, StageInfo, TenantEnvironment, TenantInfo};
pub use live::{OpenOptions, Project};
pub use promotion::PlanRequest;
pub use resources::{
    EnvironmentDemand, ResourceTable, Resources, ServiceDemand, ServiceRow, Unreadable,
};
pub use service::Service;
pub use snapshot::Snapshot;
pub use usage::Use;
pub use validation::{HostRule, ValidateOptions};
