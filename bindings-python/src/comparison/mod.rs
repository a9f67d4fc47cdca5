//! Environments held against each other: `Diff` and `Drift`, with what they are made of.

mod diff;
mod drift;
mod options;
mod section;
mod told;

pub(crate) use diff::{Diff, Difference, SectionDiff, Side};
pub(crate) use drift::{Drift, DriftItem, RuleFinding};
pub(crate) use options::drift_options;
pub(crate) use section::section;
pub(crate) use told::{Files, Told};
