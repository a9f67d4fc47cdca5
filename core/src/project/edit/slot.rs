//! Where the values of a target stand: a file, and the path to them in its document.

use smol_str::SmolStr;

use super::Target;
use crate::config::{Parent, Resolved, merge};
use crate::error::{Code, Error, Result};
use crate::model::FileKind;
use crate::project::Snapshot;
use crate::project::snapshot::unknown;
use crate::source::{FileId, Span, relative_to};
use crate::value::{KeyPath, at};
use crate::yaml::{Data, Node};

/// Where a target's values stand.
#[derive(Debug)]
pub(in crate::project) struct Slot {
    /// The file, relative to the root.
    pub(in crate::project) path: String,
    /// From the document's root down to the target's values.
    pub(super) prefix: Vec<SmolStr>,
    /// What a new file says before anything else, so that it changes nothing by being there.
    pub(super) preamble: Option<(SmolStr, Node)>,
}

impl Slot {
    fn new(path: impl Into<String>, prefix: &[&str]) -> Self {
        let prefix = prefix.iter().map(SmolStr::new).collect();
        Self { path: path.into(), prefix, preamble: None }
    }

    /// Finds where a target's values stand, or would.
    ///
    /// # Errors
    /// The `E_UNKNOWN_…` of what it names, `E_PATH_OUTSIDE` for a file outside the project, or why
    /// the base of a new environment file cannot be told.
    pub(in crate::project) fn of(target: &Target, now: &Snapshot) -> Result<Self> {
        let all = &now.0.all;
        Ok(match target {
            Target::Environment { name } => Self::environment(name, now)?,
            Target::Record { name } => {
                let environment = now.environment(name)?;
                if let Some((tenant, from)) = &all.environments[environment.name()].derived {
                    let message = format!(
                        "`{name}` has no record of its own; the tenant `{tenant}` derives it"
                    );
                    return Err(Error::new(Code::EditRefused, message)
                        .help(format!("edit the record of `{from}`")));
                }
                Self::new(there("config/environments", now), &["environments", name])
            }
            Target::Service { environment, name } => {
                let environment = now.environment(environment)?;
                environment.service(name)?;
                let stem = format!("config/services/{name}/{}", environment.name());
                Self::new(there(&stem, now), &[name])
            }
            Target::ServiceBase { name } => {
                if !all.services.contains_key(name.as_str()) {
                    let names = all.services.keys().map(SmolStr::as_str);
                    return Err(unknown(Code::UnknownService, "service", name, names));
                }
                Self::new(there(&format!("config/services/{name}/base"), now), &[name])
            }
            Target::Base { name } => {
                let found = all.bases.iter().find(|base| base.name == *name);
                let Some(base) = found else {
                    let names = all.bases.iter().map(|base| base.name.as_str());
                    return Err(unknown(Code::UnknownBase, "base", name, names));
                };
                let file = now.sources().get(base.span.file);
                let path = file.map_or("config/base.yaml", |file| file.path());
                Self::new(path, &[name])
            }
            Target::Tenant { name } => {
                tenant(name, now)?;
                Self::new(there("config/tenants", now), &["tenants", name, "overrides"])
            }
            Target::Flag { name } => {
                if !all.flags.contains_key(name.as_str()) {
                    let names = all.flags.keys().map(SmolStr::as_str);
                    return Err(unknown(Code::UnknownFlag, "flag", name, names));
                }
                Self::flag(name, now)
            }
            Target::Workflow { name } => {
                let known = || all.workflows.iter().map(|workflow| workflow.name.as_str());
                if !known().any(|known| known == name) {
                    return Err(unknown(Code::UnknownPipeline, "workflow", name, known()));
                }
                Self::new(there(&format!("workflows/{name}"), now), &[])
            }
            Target::File { path } => {
                let path = relative_to("", path)?;
                if FileKind::of(&path) == FileKind::Other && now.sources().by_path(&path).is_none()
                {
                    let message = format!("`{path}` is no file of this project");
                    let known = now.sources().files().map(|file| &**file.path());
                    let near = crate::error::closest(&path, known);
                    let help = "name a file that the project reads";
                    return Err(Error::new(Code::FileNotFound, message).help(help).suggest(near));
                }
                Self::new(path, &[])
            }
        })
    }

    /// Where a flag stands, or would.
    pub(super) fn flag(name: &str, now: &Snapshot) -> Self {
        Self::new(there("config/feature-flags", now), &["feature_flags", name])
    }

    fn environment(name: &str, now: &Snapshot) -> Result<Self> {
        let environment = now.environment(name)?;
        let declared = &now.0.all.environments[environment.name()];
        if let Some((tenant, from)) = &declared.derived {
            let prefix = ["tenants", tenant, "overrides_by_environment", from];
            return Ok(Self::new(there("config/tenants", now), &prefix));
        }
        let mut slot = Self::new(there(&format!("config/{name}"), now), &["overrides"]);
        if declared.file.is_none()
            && let Some(Parent::Base(base, _)) = now.inheritance().parents(name)?.first()
        {
            let base = Node::detached(Data::Text(base.clone()));
            slot.preamble = Some(("extends".into(), base));
        }
        Ok(slot)
    }

    /// A path below the slot as a path of the document.
    pub(super) fn within(&self, path: &[SmolStr]) -> Vec<SmolStr> {
        self.prefix.iter().chain(path).cloned().collect()
    }

    /// Lets a path lead to the overrides as a whole where what it leads to is all that they say and
    /// something stands beside them: `overrides` of nothing means nothing.
    pub(super) fn with_emptied(&self, path: &mut Vec<SmolStr>, root: &Node) {
        let depth = self.prefix.len();
        let first =
            depth - if self.prefix.last().is_some_and(|key| key == "overrides") { 1 } else { 2 };
        let size = |depth: usize| {
            let map = self.prefix[..depth].iter().try_fold(root, |node, key| node.child(key));
            map.map_or(0, |map| match &map.data {
                Data::Map(map) => map.len(),
                _ => 0,
            })
        };
        if path.len() != depth + 1 || size(depth) != 1 {
            return;
        }
        if let Some(depth) = (first..depth).rev().find(|depth| size(*depth) != 1)
            && size(depth) > 1
        {
            *path = self.prefix[..=depth].to_vec();
        }
    }

    /// The target's values in a document.
    pub(super) fn values<'n>(&self, root: &'n Node) -> Option<&'n Node> {
        let path: KeyPath = self.prefix.iter().cloned().collect();
        at(root, &path)
    }
}

/// A tenant's environments.
pub(super) fn tenant<'s>(name: &str, now: &'s Snapshot) -> Result<Vec<&'s str>> {
    let tenants = &now.0.all.tenants;
    match tenants.get(name) {
        Some((_, spec)) => Ok(spec.environments.values().map(|name| name.value.as_str()).collect()),
        None => {
            let names = tenants.keys().map(SmolStr::as_str);
            Err(unknown(Code::UnknownTenant, "tenant", name, names))
        }
    }
}

/// The file of a stem as it is spelled, or with the usual ending.
fn there(stem: &str, now: &Snapshot) -> String {
    let other = format!("{stem}.yml");
    match now.sources().by_path(&other) {
        Some(_) => other,
        None => format!("{stem}.yaml"),
    }
}

/// What the layers below a target come to, in each of its environments; `None` where the target is no
/// layer, or the lowest.
///
/// # Errors
/// Why the layers cannot be told.
pub(super) fn below(
    target: &Target,
    own: Option<&Node>,
    now: &Snapshot,
) -> Result<Vec<Option<Node>>> {
    let own = own.map(|node| node.span).filter(|span| span.file != FileId::NONE);
    let one = |resolved: &Resolved| vec![lower_layers(resolved, own, now)];
    Ok(match target {
        Target::Environment { name } => one(&*now.0.merged_environment(name)?),
        Target::Service { environment, name } => match now.0.merged_service(environment, name) {
            Ok(resolved) => one(&resolved),
            Err(error) if error.code() == Code::ServiceAbsent => vec![None],
            Err(error) => return Err(error),
        },
        Target::Tenant { name } => {
            let names = tenant(name, now)?.into_iter();
            let names = names.filter(|name| now.environment(name).is_ok());
            // Everything that such an environment says itself is the tenant's.
            let below = names.map(|name| {
                let resolved = now.0.merged_environment(name)?;
                Ok(merged(resolved.parents().iter().map(|parent| parent.merged()), now))
            });
            below.collect::<Result<_>>()?
        }
        _ => vec![None],
    })
}

/// The parents and those own layers that stand before the one written at a range.
pub(in crate::project) fn lower_layers(
    resolved: &Resolved,
    own: Option<Span>,
    now: &Snapshot,
) -> Option<Node> {
    let parents = resolved.parents().iter().map(|parent| parent.merged());
    let layers = resolved.own().iter().take_while(|layer| Some(layer.node.span) != own);
    merged(parents.chain(layers.map(|layer| &layer.node)), now)
}

fn merged<'n>(nodes: impl Iterator<Item = &'n Node>, now: &Snapshot) -> Option<Node> {
    let nodes = nodes.filter(|node| !matches!(node.data, Data::Null));
    nodes.fold(None, |base, node| merge(base.as_ref(), node, &now.0.keys, &mut Vec::new()))
}
