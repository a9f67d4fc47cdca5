//! stageline for Python: the native module `stageline._stageline`. It owns the crossing and nothing
//! else; the package people import is `python/stageline/`.
//!
//! Every function runs inside [`guard::guarded`].

mod comparison;
mod day;
mod edit;
mod environment;
mod error;
mod explanation;
mod flags;
mod from_python;
mod guard;
mod listing;
mod live;
mod log;
mod options;
mod place;
mod plan;
mod project;
mod quantity;
mod reach;
mod record;
mod report;
mod resolved;
mod resources;
mod service;
mod snapshot;
mod thread;
mod time;
mod to_python;
mod tree;
mod watch;

use pyo3::prelude::*;

/// The native half of the package `stageline`.
#[pymodule(gil_used = false)]
mod _stageline {
    use super::*;

    #[pymodule_export]
    use super::comparison::{
        Diff, Difference, Drift, DriftItem, RuleFinding, SectionDiff, ShapeViolation, Side, Survey,
        SurveyRow, UnknownItem,
    };
    #[pymodule_export]
    use super::edit::{
        BlastRadius, Edit, EditEffect, EditScope, EnvironmentScope, FilePreview, FixItem, FixPlan,
        FlagScope, Preview, SyncItem, Synced, Withheld,
    };
    #[pymodule_export]
    use super::environment::Environment;
    #[pymodule_export]
    use super::explanation::{Explanation, Origin, Reference, Step};
    #[pymodule_export]
    use super::flags::{
        _give_flags, _stop_clock, Context, Details, Exposure, Exposures, Flag, FlagComparison,
        FlagCount, FlagDifference, FlagExplanation, FlagForecast, FlagPreview, FlagSide, Flags,
        ImportedFlags, PreviewPart, PreviewShare, import_flags,
    };
    #[pymodule_export]
    use super::listing::{Pipeline, Stage, StageGate, Tenant, TenantEnvironment};
    #[pymodule_export]
    use super::live::{LiveEnvironment, LiveNote};
    #[pymodule_export]
    use super::place::Place;
    #[pymodule_export]
    use super::plan::{Gate, Plan, Reason, ServiceStep, Version};
    #[pymodule_export]
    use super::project::{Project, Root};
    #[pymodule_export]
    use super::quantity::Quantity;
    #[pymodule_export]
    use super::reach::{Affected, AffectedEntry, Use};
    #[pymodule_export]
    use super::report::{Finding, Fix, HostRule, Report, Suppressed};
    #[pymodule_export]
    use super::resolved::Resolved;
    #[pymodule_export]
    use super::resources::{
        EnvironmentDemand, Replicas, ResourceTable, Resources, ServiceDemand, ServiceRow,
        Unreadable,
    };
    #[pymodule_export]
    use super::service::Service;
    #[pymodule_export]
    use super::snapshot::Snapshot;
    #[pymodule_export]
    use super::tree::{
        Change, Conflict, ThreeWay, TreeDiff, apply_json_patch, apply_merge_patch, diff,
        json_patch, merge_patch, three_way,
    };

    #[pymodule_export]
    use super::watch::{Watch, WatchEvent};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        // So that `isinstance`, pattern matching and `dict(…)` know a mapping when they see one.
        let mapping = module.py().import("collections.abc")?.getattr("Mapping")?;
        mapping.call_method1("register", (module.py().get_type::<Resolved>(),))?;
        Ok(())
    }

    /// The version of the engine, such as `0.1.0`.
    #[pyfunction]
    fn version() -> PyResult<&'static str> {
        guard::guarded(|| Ok(env!("CARGO_PKG_VERSION")))
    }

    /// The names that may have been meant, best first.
    #[pyfunction]
    fn _closest(name: &str, known: Vec<String>) -> PyResult<Vec<String>> {
        guard::guarded(|| Ok(stageline::error::closest(name, known.iter().map(String::as_str))))
    }

    /// Panics. Built for tests only: the release wheel does not have it.
    #[cfg(debug_assertions)]
    #[pyfunction]
    #[allow(clippy::panic)]
    fn _panic_for_test(message: String) -> PyResult<()> {
        guard::guarded(|| panic!("{message}"))
    }
}
