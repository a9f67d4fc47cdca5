//! Rollouts, and the ramps by which they grow.

use serde::Deserialize;

use crate::model::OneOrMany;
use crate::yaml::{Node, Spanned};

/// A share of all keys, at once or along a ramp.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct RolloutSpec {
    /// The share that is in, from 0 to 100, in thousandths at the finest; at the end, if it grows.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::model::schema::Percentage>"))]
    pub percentage: Option<Spanned<Node>>,
    /// The share at the beginning of a ramp; 0 unless given.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::model::schema::Percentage>"))]
    pub from: Option<Box<Spanned<Node>>>,
    /// How long the ramp takes, as in `2h` or `7d`.
    pub over: Option<Box<Spanned<Node>>>,
    /// When the ramp begins: a date and time, as in `2027-01-31T09:00:00Z`.
    pub start: Option<Box<Spanned<Node>>>,
    /// How it grows: `linear`, `exponential`, or `{steps: [[0, 1], [30m, 10]]}`.
    pub curve: Option<Box<Spanned<Node>>>,
    /// When the ramp stands still; one time or several.
    pub hold: Option<Box<Spanned<Node>>>,
    /// When it goes on; one time or several.
    pub resume: Option<Box<Spanned<Node>>>,
    /// When it goes back the way it came: who came last goes first.
    pub rollback: Option<Box<Spanned<Node>>>,
    /// The ramp below `ramps:` that gives what is not said here.
    pub template: Option<Box<Spanned<String>>>,
    /// The attribute that is hashed, or several, of which the first that is there counts; the
    /// targeting key unless given.
    pub by: Option<Box<Spanned<OneOrMany>>>,
    /// What is hashed with it; the flag's name unless given.
    pub salt: Option<String>,
}

/// A ramp that rollouts name as their `template`.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct RampSpec {
    /// What it is for.
    pub description: Option<String>,
    /// The share at the beginning; 0 unless given.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::model::schema::Percentage>"))]
    pub from: Option<Spanned<Node>>,
    /// How long it takes, as in `2h` or `7d`.
    pub over: Option<Spanned<Node>>,
    /// How it grows: `linear`, `exponential`, or `{steps: [[0, 1], [30m, 10]]}`.
    pub curve: Option<Spanned<Node>>,
}
