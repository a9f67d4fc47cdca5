//! One configuration: its parents resolved by themselves and merged in order, its own layers on top.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use smol_str::SmolStr;

use super::interpolate::{Followed, interpolate};
use super::{Inheritance, Layer, LayerKind, MergeKeys, MergeNote, Parent, Variables, merge};
use crate::error::{Code, Error, Result};
use crate::model::{Declarations, Service};
use crate::source::{FileId, SourceMap, Span};
use crate::value::{KeyPath, aliased_secrets, at, leaves};
use crate::yaml::{Data, Map, Node, Spanned};

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
    /// Scalars that are secrets by the name of what they refer to, and not by their path.
    secrets: BTreeSet<KeyPath>,
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
        Self { merged: root.clone(), root, parents, own, notes, secrets: BTreeSet::new() }
    }

    /// The same with the references in its texts followed.
    ///
    /// References are followed last, so that a base may refer to what an environment says.
    ///
    /// # Errors
    /// `E_INTERPOLATION` at the place of the text.
    pub fn interpolated(
        self: &Arc<Self>,
        sources: &SourceMap,
        variables: Option<&Variables>,
    ) -> Result<Arc<Self>> {
        let known = self.clone().hiding(sources);
        let hidden = known.secrets.clone();
        Ok(match interpolate(&self.merged, sources, variables, hidden)? {
            Some(Followed { root, secrets }) => {
                Arc::new(Self { root, secrets, ..Self::clone(self) })
            }
            None => known,
        })
    }

    /// The same with the secrets known that aliases of them put under other keys.
    pub(crate) fn hiding(self: Arc<Self>, sources: &SourceMap) -> Arc<Self> {
        let layers = self.layers();
        let files = layers.iter().filter_map(|layer| sources.get(layer.node.span.file));
        let hidden: HashMap<FileId, &HashSet<u32>> = files
            .map(|file| (file.id(), aliased_secrets(file)))
            .filter(|(_, ends)| !ends.is_empty())
            .collect();
        if hidden.is_empty() {
            return self;
        }
        let mut secrets = self.secrets.clone();
        // What a stronger layer hides is told in the history of a value.
        for tree in layers.iter().map(|layer| &layer.node).chain([&self.root]) {
            leaves(tree, &mut |path, leaf| {
                if hidden.get(&leaf.span.file).is_some_and(|ends| ends.contains(&leaf.span.end)) {
                    secrets.insert(path.clone());
                }
            });
        }
        Arc::new(Self { secrets, ..Self::clone(&self) })
    }

    /// The resolved tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The tree before its references are followed: what lies below another configuration.
    pub(crate) fn merged(&self) -> &Node {
        &self.merged
    }

    /// Scalars that are secrets by the name of what they refer to, and not by their path.
    pub fn secrets(&self) -> &BTreeSet<KeyPath> {
        &self.secrets
    }

    /// Where the texts stand that became such secrets.
    pub(crate) fn secret_spans(&self) -> impl Iterator<Item = Span> {
        self.secrets.iter().filter_map(|path| at(&self.root, path)).map(|node| node.span)
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

    /// The layers of this configuration and of all it starts from, in no promised order; one that is
    /// reached several times is there once.
    pub fn layers(&self) -> Vec<&Layer> {
        let mut layers: Vec<&Layer> = self.own.iter().collect();
        let mut waiting: Vec<&Arc<Resolved>> = self.parents.iter().collect();
        let mut seen: HashSet<*const Resolved> = HashSet::new();
        while let Some(parent) = waiting.pop() {
            if seen.insert(Arc::as_ptr(parent)) {
                layers.extend(&parent.own);
                waiting.extend(&parent.parents);
            }
        }
        layers
    }

    /// The same with more layers on top, weakest first.
    pub fn over(self: &Arc<Self>, layers: Vec<Layer>, keys: &MergeKeys) -> Self {
        Self::new(vec![self.clone()], layers, keys)
    }

    /// The same with overrides of the caller on top.
    pub fn with_caller(self: &Arc<Self>, overrides: Node, keys: &MergeKeys) -> Self {
        self.over(vec![Layer::new(LayerKind::Caller, "caller", overrides)], keys)
    }
}

/// Reads `merge_keys:` of the settings.
///
/// # Errors
/// `E_USAGE` for a path that is none, at its place.
pub fn merge_keys(all: &Declarations, sources: &SourceMap) -> Result<MergeKeys> {
    let read = |(path, key): (&String, &Spanned<String>)| {
        let path = KeyPath::parse(path).map_err(|error| error.at(sources.place(key.span)))?;
        Ok((path, SmolStr::new(&key.value)))
    };
    all.settings.merge_keys.iter().map(read).collect()
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

/// Resolves a service in an environment, given how it resolves in those this one extends: they
/// merge in order, its own file on top. Where it starts from none, it starts from its base.
///
/// # Errors
/// `E_SERVICE_ABSENT` where it has none of these, or why the environment's parents cannot be told.
pub fn resolve_service(
    inheritance: &Inheritance,
    name: &str,
    service: &Service,
    environment: &str,
    keys: &MergeKeys,
    resolved: &dyn Fn(&str) -> Result<Arc<Resolved>>,
) -> Result<Resolved> {
    let parents = inheritance.parents(environment)?;
    let mut parents = service_parents(inheritance, parents, keys, resolved)?;
    if parents.is_empty() {
        parents.extend(service.base.clone().map(|node| {
            let base = Layer::new(LayerKind::ServiceBase, name, node);
            Arc::new(Resolved::new(Vec::new(), vec![base], keys))
        }));
    }
    let own = service.environments.get(environment).cloned();
    let own = own.map(|node| Layer::new(LayerKind::Service, environment, node));
    if parents.is_empty() && own.is_none() {
        let message = format!("the service `{name}` has no file for `{environment}`");
        let help = format!("write `config/services/{name}/{environment}.yaml` or its `base.yaml`");
        return Err(Error::new(Code::ServiceAbsent, message).help(help));
    }
    Ok(Resolved::new(parents, own.into_iter().collect(), keys))
}

fn service_parents(
    inheritance: &Inheritance,
    parents: &[Parent],
    keys: &MergeKeys,
    resolved: &dyn Fn(&str) -> Result<Arc<Resolved>>,
) -> Result<Vec<Arc<Resolved>>> {
    let mut found = Vec::new();
    for parent in parents {
        match parent {
            Parent::Environment(name) => match resolved(name) {
                Ok(parent) => found.push(parent),
                Err(error) if error.code() == Code::ServiceAbsent => {}
                Err(error) => return Err(error),
            },
            Parent::Configuration(path) => {
                let parents = inheritance.file(path)?.1;
                let below = service_parents(inheritance, parents, keys, resolved)?;
                match below.as_slice() {
                    [] => {}
                    [only] => found.push(only.clone()),
                    _ => found.push(Arc::new(Resolved::new(below, Vec::new(), keys))),
                }
            }
            Parent::Base(..) | Parent::File(..) => {}
        }
    }
    Ok(found)
}

/// What the files of `config/local/` say of an environment's configuration, or of a service in it:
/// the file for all environments first.
pub fn local_layers(all: &Declarations, environment: &str, service: Option<&str>) -> Vec<Layer> {
    let files = [None, Some(environment)]
        .into_iter()
        .filter_map(|of| all.locals.iter().find(|local| local.environment.as_deref() == of));
    let said = files.filter_map(|local| {
        let node = match service {
            None => &local.spec.overrides,
            Some(service) => local.spec.services.child(service)?,
        };
        Some(Layer::new(LayerKind::Local, &*local.path, node.clone()))
    });
    said.filter(|layer| !matches!(layer.node.data, Data::Null)).collect()
}
