//! Whether a release may travel from one environment to the next, and if not, why.
//!
//! The pipeline is the `environments:` list of a workflow file. A gate guards the way out of its
//! environment; in the last environment of a pipeline, and where it says `when: entry`, the way in.
//! What has no result is pending, and pending is never success.

mod gate;
mod pipeline;
mod plan;
mod verdict;

pub use gate::{Gate, GateState};
pub use pipeline::{Pipeline, Stage, Step, pipelines, step};
pub use plan::{Intent, Plan, ServiceStep, Version, plan};
pub use verdict::{Reason, Verdict};
