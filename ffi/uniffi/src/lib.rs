//! stageline for Kotlin, Swift and Ruby through UniFFI.
//!
//! Every function that can fail runs its body in `error::guard`. Large trees cross as JSON text.

// The binding hands errors over as records, by value; none is made where speed counts.
#![allow(clippy::result_large_err)]

mod comparison;
mod configuration;
mod edit;
mod environment;
mod error;
mod exposures;
mod fix_plan;
mod flag_edit;
mod flag_import;
mod flags;
#[path = "../../src/json.rs"]
mod json;
mod live;
mod options;
mod plan;
#[cfg(feature = "probe")]
mod probe;
mod project;
mod quantity;
mod report;
mod resources;
mod snapshot;
mod tree;
#[path = "../../src/tree_options.rs"]
mod tree_options;
mod validation;
mod version;
mod watch;
#[path = "../../src/watch_options.rs"]
mod watch_options;
#[path = "../../src/word.rs"]
mod word;

pub use comparison::{Comparison, DiffOptions, DriftOptions, RenderOptions, ShapeViolation};
pub use configuration::{Configuration, Explanation, Origin, Reference, Step, path_of_keys};
pub use edit::{BlastRadius, Edit, EditScope, FilePreview, Preview};
pub use environment::{Environment, Service};
pub use error::{ErrorClass, ErrorDetails, Place, Problem, StagelineError};
pub use exposures::Exposures;
pub use fix_plan::{FixChooser, FixItem, FixPlan};
pub use flag_import::{ImportedFlags, RenamedFlag, import_flags};
pub use flags::{Context, FlagDetails, Flags};
pub use live::{LiveEnvironment, LiveNote, LiveOptions};
pub use options::OpenOptions;
pub use plan::{Plan, PlanGate, PlanReason, PlanService, PlanVersion, Verdict};
#[cfg(feature = "probe")]
pub use probe::{probe_fail, probe_panic};
pub use project::Project;
pub use quantity::Quantity;
pub use report::{Counts, Finding, Fix, Report, Severity, Suppressed};
pub use resources::{
    EnvironmentDemand, ResourceTable, Resources, ServiceDemand, ServiceRow, Unreadable,
};
pub use snapshot::{Affected, AffectedEntry, Snapshot, Use};
pub use tree::{
    apply_json_patch, apply_merge_patch, json_patch, merge_patch, three_way_json, tree_diff_json,
};
pub use validation::{HostFinding, HostRule, RuleCheck, ValidateOptions};
pub use version::{require_version, version};
pub use watch::{Watch, WatchEvent};

uniffi::setup_scaffolding!("stageline");
