//! The key `drift` itself.

use serde::Deserialize;

use super::{DriftRule, Shape};
use crate::yaml::Spanned;

/// What the project says of differences between its environments.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct DriftSettings {
    /// Which differences are expected, and which are drift. The first that fits decides; they come
    /// before the built-in ones.
    #[serde(default)]
    pub rules: Vec<Spanned<DriftRule>>,
    /// How values of different environments must compare.
    #[serde(default)]
    pub shapes: Vec<Spanned<Shape>>,
}
