//! `config/tenants.yaml`: customers with environments of their own.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::yaml::{Node, Spanned};

/// `config/tenants.yaml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct TenantsFile {
    /// The tenants by name.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "IndexMap<String, Tenant>"))]
    pub tenants: Node,
}

/// A customer: the environments derived for it, and what is different there.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Tenant {
    /// The environments it has: the one each derives from, and its own name.
    #[serde(default)]
    pub environments: IndexMap<String, Spanned<String>>,
    /// How it is isolated and served.
    #[serde(default)]
    pub resources: TenantResources,
    /// What is different in each of its environments.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<IndexMap<String, Node>>"))]
    pub overrides: Node,
    /// What is different in one of them, by the name of the environment it derives from.
    #[serde(default)]
    pub overrides_by_environment: IndexMap<String, Spanned<Node>>,
}

/// What a tenant gets.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct TenantResources {
    /// The plan, as in `standard` or `enterprise`.
    pub tier: Option<String>,
    /// `shared` or `dedicated`.
    pub isolation: Option<String>,
}
