//! Layers and what lies below them: what each environment's own values are merged onto.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use super::context::Context;
use crate::config::{LayerKind, MergeKeys, Resolved, merge, merge_keys};
use crate::model::Environment;
use crate::yaml::{Data, Node};

/// Whose values they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner<'c> {
    /// An environment's record.
    Record,
    /// The configuration of an environment.
    Configuration,
    /// A service.
    Service(&'c str),
}

/// `the record`, `the configuration`, ``the service `api` ``.
impl fmt::Display for Owner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Owner::Record => f.write_str("the record"),
            Owner::Configuration => f.write_str("the configuration"),
            Owner::Service(name) => write!(f, "the service `{name}`"),
        }
    }
}

/// What an environment or a tenant says itself, and the tree it is merged onto.
pub(super) struct Override<'c> {
    pub(super) environment: &'c Environment,
    pub(super) owner: Owner<'c>,
    /// What the layer is.
    pub(super) kind: LayerKind,
    /// As it is written.
    pub(super) over: Node,
    /// As it is merged; its references are not followed.
    pub(super) below: Node,
    /// Whether `below` is a service's base and nothing else.
    pub(super) onto_base: bool,
}

/// Every override of the project, environments first.
pub(super) fn overrides<'c>(context: &Context<'c>) -> Vec<Override<'c>> {
    let keys = merge_keys(context.all(), context.sources()).unwrap_or_default();
    let mut all = Vec::new();
    for (environment, configuration) in context.configurations() {
        if let Ok(configuration) = configuration {
            pile(environment, Owner::Configuration, &configuration, &keys, &mut all);
        }
    }
    for service in context.services() {
        let owner = Owner::Service(service.name);
        pile(service.environment, owner, &service.resolved, &keys, &mut all);
    }
    // A tenant's overrides for all of its environments are told once.
    let mut seen = HashSet::new();
    all.retain(|each| seen.insert(each.over.span));
    all
}

fn pile<'c>(
    environment: &'c Environment,
    owner: Owner<'c>,
    resolved: &Arc<Resolved>,
    keys: &MergeKeys,
    all: &mut Vec<Override<'c>>,
) {
    let resolved = shared(resolved);
    if resolved.own().is_empty() || resolved.parents().is_empty() {
        return;
    }
    let onto_base = matches!(resolved.parents(), [only]
        if only.own().iter().all(|layer| layer.kind == LayerKind::ServiceBase));
    let mut below = match resolved.parents() {
        [only] => only.merged().clone(),
        several => Resolved::new(several.to_vec(), Vec::new(), keys).merged().clone(),
    };
    let mut layers = resolved.own().iter().peekable();
    while let Some(layer) = layers.next() {
        let (kind, over) = (layer.kind, layer.node.clone());
        let merged = match over.data {
            Data::Null => None,
            // What the last layer comes to, nobody asks.
            _ if layers.peek().is_none() => None,
            _ => merge(Some(&below), &over, keys, &mut Vec::new()),
        };
        all.push(Override { environment, owner, kind, over, below: below.clone(), onto_base });
        below = merged.unwrap_or(below);
    }
}

/// Without the layers of one machine: local files, variables, the caller.
fn shared(resolved: &Arc<Resolved>) -> &Arc<Resolved> {
    let mut resolved = resolved;
    let own = |kind| matches!(kind, LayerKind::Local | LayerKind::Variable | LayerKind::Caller);
    while let ([below], [first, ..]) = (resolved.parents(), resolved.own())
        && own(first.kind)
    {
        resolved = below;
    }
    resolved
}
