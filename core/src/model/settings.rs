//! `stageline.yaml`: how stageline treats this project.

use indexmap::IndexMap;
use serde::Deserialize;

use super::{DriftSettings, MeaningSetting, ValidationSettings};
use crate::yaml::{Limits, Node, Spanned};

/// `stageline.yaml`. Everything is optional, the file too.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Settings {
    /// The base of listed environments that have no file, where there are several bases.
    pub default_base: Option<Spanned<String>>,
    /// Lists that merge item by item: the list's path, and the key that names an item.
    #[serde(default)]
    pub merge_keys: IndexMap<String, Spanned<String>>,
    /// How gates are run, by name.
    #[serde(default)]
    pub gates: IndexMap<String, Spanned<Node>>,
    /// How large files may be.
    #[serde(default)]
    pub limits: LimitSettings,
    /// Which rules of validation count, and what is expected.
    #[serde(default)]
    pub validation: ValidationSettings,
    /// What values mean; of several entries that fit, the last counts.
    #[serde(default)]
    pub compare: Vec<Spanned<MeaningSetting>>,
    /// What is said of differences between environments.
    #[serde(default)]
    pub drift: DriftSettings,
}

/// Bounds on one file; generous unless they are given.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct LimitSettings {
    /// Bytes.
    pub file_bytes: Option<u64>,
    /// Values, every use of an alias counted in full.
    pub nodes: Option<u64>,
    /// Levels of nesting, 255 at most.
    pub depth: Option<usize>,
}

impl LimitSettings {
    /// The limits, with the given ones where nothing is said.
    pub fn over(&self, defaults: &Limits) -> Limits {
        Limits {
            file_bytes: self.file_bytes.unwrap_or(defaults.file_bytes),
            nodes: self.nodes.unwrap_or(defaults.nodes),
            depth: self.depth.unwrap_or(defaults.depth),
        }
    }
}
