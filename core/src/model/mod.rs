//! What project files declare, typed, before anything is decided.
//!
//! [`FileKind::of`] says from a path what a file is; [`Content::read`] reads it; and
//! [`Declarations::assemble`] puts the files of a project together.

mod content;
mod declarations;
mod demand;
mod drift;
mod environment;
mod file;
mod flag;
mod local;
mod meaning;
mod name;
mod notice;
mod operations;

#[cfg(feature = "schema")]
mod schema;
mod settings;
mod tenant;
mod validation;
mod workflow;

pub use content::{Content, ParsedFile};
pub use declarations::{Base, Declarations, Environment, Local, Service, Workflow};
pub use demand::{Replicas, Resource};
pub use drift::{DriftRule, DriftSettings, Expectation, LIVE, Relation, Shape, Verdict};
pub use environment::{
    AutoDeploy, EnvironmentFile, EnvironmentRecord, EnvironmentsFile, OneOrMany,
};
pub use file::FileKind;
pub use flag::{
    ByEnvironment, ChangeSpec, DialectSpec, ENTRY_KEYWORDS, EntryParts, FLAG_KEYWORDS, Flag,
    FlagEntry, FlagKeywords, FlagsFile, Origin, RampSpec, RequireSpec, RolloutSpec, RuleSpec,
    SegmentSpec, ShardSpec, ShareSpec, SplitSpec, TargetSpec, WhenSpec,
};
pub use local::LocalFile;
pub use meaning::MeaningSetting;
pub use name::{RESERVED_ENVIRONMENTS, check_name};
pub use notice::Notice;
pub use operations::{AlertSpec, AlertsFile, DashboardSpec, MonitoringFile, TestDataFile};

#[cfg(feature = "schema")]
pub use schema::schemas;
pub use settings::{LimitSettings, Settings};
pub use tenant::{Tenant, TenantResources, TenantsFile};
pub use validation::{ExceptionSetting, Level, LimitedSetting, RuleSetting, ValidationSettings};
pub use workflow::{
    GateSpec, GateWhen, ScheduleSpec, StageSpec, StepSpec, TriggerSpec, VariablesSpec, WorkflowFile,
};
