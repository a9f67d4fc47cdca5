//! Alerts, dashboards and test data: read for their shape, and nothing in them is interpolated.

use indexmap::IndexMap;
use serde::Deserialize;

use crate::yaml::{Node, Spanned};

/// `config/alerts/*.yaml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct AlertsFile {
    /// Alerts by group.
    #[serde(default)]
    pub alerts: IndexMap<String, Vec<AlertSpec>>,
}

/// One alert.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct AlertSpec {
    /// What people call it.
    pub name: Spanned<String>,
    /// PromQL, passed on as it is.
    pub condition: String,
    /// How long it must hold.
    pub duration: Option<Spanned<Node>>,
    /// How bad it is.
    pub severity: Option<String>,
    /// Labels of the alert.
    #[serde(default)]
    pub labels: IndexMap<String, Node>,
    /// Texts for people, templates of the alerting system among them.
    #[serde(default)]
    pub annotations: IndexMap<String, Node>,
}

/// `config/monitoring/*.yaml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct MonitoringFile {
    /// Dashboards by name.
    #[serde(default)]
    pub dashboards: IndexMap<String, DashboardSpec>,
}

/// One dashboard.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct DashboardSpec {
    /// Its title.
    pub title: Option<String>,
    /// What the viewer chooses.
    #[serde(default)]
    pub variables: Vec<IndexMap<String, Node>>,
    /// Its panels.
    #[serde(default)]
    pub panels: Vec<IndexMap<String, Node>>,
}

/// `config/test-data.yaml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct TestDataFile {
    /// Data sets by environment, then by name.
    #[serde(default)]
    pub test_data: IndexMap<String, Spanned<IndexMap<String, Node>>>,
}
