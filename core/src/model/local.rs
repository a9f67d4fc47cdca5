//! `config/local/<environment>.yaml` and `config/local/all.yaml`.

use serde::Deserialize;

use crate::yaml::Node;

/// `config/local/<environment>.yaml`: what one person's checkout says differently. Git-ignored, and
/// read only where that is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct LocalFile {
    /// What is different in the environment's configuration.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<indexmap::IndexMap<String, Node>>"))]
    pub overrides: Node,
    /// What is different in its services, by their names.
    #[serde(default)]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "indexmap::IndexMap<String, indexmap::IndexMap<String, Node>>")
    )]
    pub services: Node,
}
