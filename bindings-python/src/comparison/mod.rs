//! Environments held against each other: `Diff`, `Drift` and `Survey`, with what they are made of.

mod diff;
mod drift;
mod options;
mod section;
mod survey;
mod told;

pub(crate) use diff::{Diff, Difference, SectionDiff, Side};
pub(crate) use drift::{Drift, DriftItem, RuleFinding, UnknownItem};
pub(crate) use options::{drift_options, secret_key};
pub(crate) use section::section;
pub(crate) use survey::{ShapeViolation, Survey, SurveyRow};
pub(crate) use told::{Files, Told};
