//! `compare` in `stageline.yaml`: what values mean.

use serde::Deserialize;

use crate::value::{Meaning, PathPattern};
use crate::yaml::Spanned;

/// What the values at some paths mean, so that other spellings of one value are no difference.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct MeaningSetting {
    /// The paths: keys with `*` and `?`; `**` for any number of keys.
    pub path: Spanned<PathPattern>,
    /// What their values mean.
    #[serde(rename = "as")]
    pub meaning: Meaning,
    /// Parts (`record`, `configuration`, `services`, `flags`) and services; all unless given.
    #[serde(default)]
    pub sections: Vec<Spanned<String>>,
}
