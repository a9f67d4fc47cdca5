//! One configuration: its parents resolved by themselves and merged in order, its own layers on top.

use std::collections::HashSet;
use std::sync::Arc;

use smol_str::SmolStr;

use super::interpolate::interpolate;
use super::{Inheritance, Layer, LayerKind, MergeKeys, MergeNote, Parent, merge};
use crate::error::{Code, Error, Result};
use crate::model::{Declarations, Service};
use crate::source::{SourceMap, Span};
use crate::value::KeyPath;
use crate::yaml::{Data, Map, Node};

/// A configuration with everything it was made from.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// The tree with its references followed; it holds no merge intentions.
    root: Node,
    /// The tree as it was merged: what a configuration above merges onto.
    merged: Node,
    /// What it starts from, weakest first.
    parents: Vec<Arc<Resolved>>,
    /// What it says itself, weakest first.
    own: Vec<Layer>,
    notes: Vec<MergeNote>,
}

impl Resolved {
    /// Merges parents in order, then layers in order.
    pub fn new(parents: Vec<Arc<Resolved>>, own: Vec<Layer>, keys: &MergeKeys) -> Self {
        let mut notes = Vec::new();
        let mut root: Option<Node> = None;
        let nodes = parents.iter().map(|parent| &parent.merged).chain(own.iter().map(|l| &l.node));
        for node in nodes {
            if matches!(node.data, Data::Null) {
                continue;
            }
            root = merge(root.as_ref(), node, keys, &mut notes);
        }
        let root = root.unwrap_or_else(|| Node {
            data: Data::Map(Arc::new(Map::default())),
            span: own.last().map_or(Span::NONE, |layer| layer.node.span),
        });
        Self { merged: root.clone(), root, parents, own, notes }
    }

    /// The same with the references in its texts followed.
    ///
    /// References are followed last, so that a base may refer to what an environment says.
    ///
    /// # Errors
    /// `E_INTERPOLATION` at the place of the text.
    pub fn interpolated(mut self, sources: &SourceMap) -> Result<Self> {
        if let Some(root) = interpolate(&self.merged, sources)? {
            self.root = root;
        }
        Ok(self)
    }

    /// The resolved tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The tree before its references are followed: what lies below another configuration.
    pub(crate) fn merged(&self) -> &Node {
        &self.merged
    }

    /// What it starts from, weakest first.
    pub fn parents(&self) -> &[Arc<Resolved>] {
        &self.parents
    }

    /// Its own layers, weakest first.
    pub fn own(&self) -> &[Layer] {
        &self.own
    }

    /// Surprises in the merges of this level; parents have their own.
    pub fn notes(&self) -> &[MergeNote] {
        &self.notes
    }

    /// All layers below and of this configuration, weakest first; a parent that is reached several
    /// times stands where it is strongest.
    pub fn layers(&self) -> Vec<&Layer> {
        let mut layers = Vec::new();
        self.strongest_first(&mut layers, &mut HashSet::new());
        layers.reverse();
        layers
    }

    fn strongest_first<'r>(
        &'r self,
        layers: &mut Vec<&'r Layer>,
        seen: &mut HashSet<*const Resolved>,
    ) {
        layers.extend(self.own.iter().rev());
        for parent in self.parents.iter().rev() {
            if seen.insert(Arc::as_ptr(parent)) {
                parent.strongest_first(layers, seen);
            }
        }
    }

    /// The same with overrides of the caller on top.
    pub fn with_caller(self: &Arc<Self>, overrides: Node, keys: &MergeKeys) -> Self {
        Self::new(
            vec![self.clone()],
            vec![Layer::new(LayerKind::Caller, "caller", overrides)],
            keys,
        )
    }
}

/// Reads `merge_keys:` of the settings.
///
/// # Errors
/// `E_USAGE` for a path that is none.
pub fn merge_keys(all: &Declarations) -> Result<MergeKeys> {
    let keys = all.settings.merge_keys.iter();
    keys.map(|(path, key)| Ok((KeyPath::parse(path)?, SmolStr::new(&key.value)))).collect()
}

/// Resolves one environment, given how its parents resolve.
///
/// # Errors
/// Why its parents cannot be told, or what `resolved` fails with.
pub fn resolve_environment(
    all: &Declarations,
    inheritance: &Inheritance,
    name: &str,
    keys: &MergeKeys,
    resolved: &dyn Fn(&str) -> Result<Arc<Resolved>>,
) -> Result<Resolved> {
    let parents = inheritance.parents(name)?;
    let parents = resolve_parents(inheritance, parents, keys, resolved)?;
    let mut own = Vec::new();
    if let Some(environment) = all.environments.get(name) {
        if let Some((tenant, from)) = &environment.derived {
            if let Some((_, spec)) = all.tenants.get(tenant) {
                own.push(Layer::new(LayerKind::Tenant, tenant.clone(), spec.overrides.clone()));
                let here = spec.overrides_by_environment.get(from.as_str());
                own.extend(
                    here.map(|node| {
                        Layer::new(LayerKind::Tenant, tenant.clone(), node.value.clone())
                    }),
                );
            }
        } else if let Some(file) = &environment.file {
            own.push(Layer::new(LayerKind::Environment, name, file.overrides.clone()));
        }
    }
    Ok(Resolved::new(parents, own, keys))
}

fn resolve_parents(
    inheritance: &Inheritance,
    parents: &[Parent],
    keys: &MergeKeys,
    resolved: &dyn Fn(&str) -> Result<Arc<Resolved>>,
) -> Result<Vec<Arc<Resolved>>> {
    let layer = |kind, name: &SmolStr, node: &Node| {
        Arc::new(Resolved::new(
            Vec::new(),
            vec![Layer::new(kind, name.clone(), node.clone())],
            keys,
        ))
    };
    parents
        .iter()
        .map(|parent| match parent {
            Parent::Environment(name) => resolved(name),
            Parent::Base(name, node) => Ok(layer(LayerKind::Base, name, node)),
            Parent::File(name, node) => Ok(layer(LayerKind::File, name, node)),
            Parent::Configuration(path) => {
                let (file, parents) = inheritance.file(path)?;
                let parents = resolve_parents(inheritance, parents, keys, resolved)?;
                let own = vec![Layer::new(LayerKind::File, path.clone(), file.overrides.clone())];
                Ok(Arc::new(Resolved::new(parents, own, keys)))
            }
        })
        .collect()
}

/// Resolves a service in an environment: its base, then its files for the environments that this
/// one extends, parents first, then its own.
///
/// # Errors
/// `E_SERVICE_ABSENT` where it has none of these.
pub fn resolve_service(
    inheritance: &Inheritance,
    name: &str,
    service: &Service,
    environment: &str,
    keys: &MergeKeys,
) -> Result<Resolved> {
    let mut own: Vec<Layer> = Vec::new();
    own.extend(service.base.clone().map(|node| Layer::new(LayerKind::ServiceBase, name, node)));
    for ancestor in inheritance.lineage(environment)? {
        let file = service.environments.get(&ancestor).cloned();
        own.extend(file.map(|node| Layer::new(LayerKind::Service, ancestor, node)));
    }
    if own.is_empty() {
        let message = format!("the service `{name}` has no file for `{environment}`");
        let help = format!("write `config/services/{name}/{environment}.yaml` or its `base.yaml`");
        return Err(Error::new(Code::ServiceAbsent, message).help(help));
    }
    Ok(Resolved::new(Vec::new(), own, keys))
}
