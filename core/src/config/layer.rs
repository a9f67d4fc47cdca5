//! One source of values in a configuration.

use serde::Serialize;
use smol_str::SmolStr;

use crate::yaml::Node;

/// What a layer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LayerKind {
    /// A base.
    Base,
    /// An environment's own file.
    Environment,
    /// A file that `extends` names by its path.
    File,
    /// A service's file for all environments.
    ServiceBase,
    /// A service's file for one environment.
    Service,
    /// A tenant's overrides.
    Tenant,
    /// A git-ignored file of `config/local/`.
    Local,
    /// A variable that the caller gave.
    Variable,
    /// An environment's record.
    Record,
    /// What the caller gave.
    Caller,
}

impl LayerKind {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            LayerKind::Base => "base",
            LayerKind::Environment => "environment",
            LayerKind::File => "file",
            LayerKind::ServiceBase => "service base",
            LayerKind::Service => "service",
            LayerKind::Tenant => "tenant",
            LayerKind::Local => "local",
            LayerKind::Variable => "variable",
            LayerKind::Record => "record",
            LayerKind::Caller => "caller",
        }
    }
}

/// A tree of authored values and whose it is.
#[derive(Debug, Clone)]
pub struct Layer {
    /// What it is.
    pub kind: LayerKind,
    /// The base's, environment's, tenant's or variable's name, or the file's path.
    pub name: SmolStr,
    /// The values, with their merge intentions.
    pub node: Node,
}

impl Layer {
    /// A layer.
    pub fn new(kind: LayerKind, name: impl Into<SmolStr>, node: Node) -> Self {
        Self { kind, name: name.into(), node }
    }
}
