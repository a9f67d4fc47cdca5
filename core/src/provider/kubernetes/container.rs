//! The container of a workload that is the service, among those that accompany it.

use smol_str::format_smolstr;

use super::field::{self, Fields};
use super::image::Image;
use super::kinds::{Found, Workload};
use super::variables::Variables;
use super::{ports, probe};
use crate::error::Result;
use crate::provider::live::{LiveService, Untold, Vocabulary};
use crate::source::Span;
use crate::value::KeyPath;
use crate::yaml::{Data, Entry, Node};

const CONTAINERS: &str = "spec.template.spec.containers";
const DEFAULT_CONTAINER: &str = "kubectl.kubernetes.io/default-container";

/// A service read of a workload, where Secrets' values stand in it, and what should be known.
pub(super) struct Taken {
    pub(super) service: LiveService,
    pub(super) secrets: std::collections::HashSet<Span>,
    pub(super) notes: Vec<(String, Span)>,
}

pub(super) fn read(
    workload: &Workload<'_>,
    name: &str,
    found: &Found<'_>,
    fields: &Fields<'_, '_>,
) -> Result<Taken> {
    let object = workload.object.node;
    let mut notes = Vec::new();
    let container = pick(workload, name, fields, &mut notes)?;
    let mut variables = Variables::read(container, found, fields)?;
    let mut untold = Vec::new();
    let mut entries = Vec::new();
    entries.extend(replicas(workload, fields, &mut untold)?);
    entries.extend(image(container, fields, &mut untold)?);
    for key in ["command", "args"] {
        entries.extend(field::entry(container, key).cloned());
    }
    entries.extend(ports::read(container, fields)?);
    entries.extend(resources(container, fields)?);
    entries.extend(variables.entry(container));
    if let Some(health) = probe::read(container, fields)? {
        if let Some((other, node)) = health.differs {
            let message = format!(
                "the `{other}` of {} asks at other times than is compared",
                workload.object
            );
            notes.push((message, node.span));
        }
        if !health.has_path {
            let path = KeyPath::from_iter(["health_check", "path"]);
            untold.push(Untold::new(path, "the probe asks for no path"));
        }
        entries.push(health.entry);
    }
    untold.append(&mut variables.untold);
    let service = LiveService {
        tree: object.with_entries(entries),
        vocabulary: Vocabulary::Kubernetes,
        untold,
        open: variables.open,
    };
    Ok(Taken { service, secrets: variables.secrets, notes })
}

/// The container that the pods are about: the one that is marked so, or is called like the service
/// or the workload, or the first.
fn pick<'n>(
    workload: &Workload<'n>,
    name: &str,
    fields: &Fields<'_, '_>,
    notes: &mut Vec<(String, Span)>,
) -> Result<&'n Node> {
    let (object, node) = (&workload.object, workload.object.node);
    let pod = fields.map(node, "spec.template.spec", "spec.template.spec")?;
    let containers = match pod {
        Some(pod) => fields.list(pod, "containers", CONTAINERS)?,
        None => &[],
    };
    let called = |container: &Node, name: &str| {
        field::at(container, "name").and_then(Node::as_text) == Some(name)
    };
    let marked = field::at(node, "spec.template.metadata.annotations")
        .and_then(|annotations| annotations.child(DEFAULT_CONTAINER)?.as_text());
    let wanted = marked.into_iter().chain([name, object.name]);
    let found = wanted
        .filter_map(|name| containers.iter().find(|container| called(container, name)))
        .next()
        .or(containers.first());
    let Some(found) = found else {
        let message = format!("{object} has no container");
        return Err(fields.context.error(node.span, message).help("read the object anew"));
    };
    if found.as_map().is_none() {
        return Err(fields.wrong(found, CONTAINERS, "a map for each container"));
    }
    if containers.len() > 1 {
        let shown = field::at(found, "name").and_then(Node::as_text).unwrap_or_default();
        let shown: String = shown.escape_debug().take(64).collect();
        let message =
            format!("of the {} containers of {object}, `{shown}` is compared", containers.len());
        notes.push((message, found.span));
    }
    Ok(found)
}

fn replicas(
    workload: &Workload<'_>,
    fields: &Fields<'_, '_>,
    untold: &mut Vec<Untold>,
) -> Result<Option<Entry>> {
    if !workload.counted {
        let path = KeyPath::from_iter(["replicas"]);
        untold.push(Untold::new(path, "each node runs one"));
        return Ok(None);
    }
    let node = workload.object.node;
    let found = fields.count(node, "spec.replicas", "spec.replicas")?;
    // The server writes the number out; where it is not written, one is meant.
    let node = found.cloned().unwrap_or(Node { data: Data::Int(1), span: node.span });
    Ok(Some(Entry { key: "replicas".into(), key_span: node.span, node }))
}

/// The entries `image` and `image_tag`.
fn image(
    container: &Node,
    fields: &Fields<'_, '_>,
    untold: &mut Vec<Untold>,
) -> Result<Vec<Entry>> {
    let node = fields.text(container, "image", &format!("{CONTAINERS}.image"))?;
    let Some((node, text)) = node.and_then(|node| Some((node, node.as_text()?))) else {
        return Ok(Vec::new());
    };
    let image = Image::of(text);
    let entry = |key: &str, node: Node| Entry { key: key.into(), key_span: node.span, node };
    let mut entries = vec![entry("image", node.clone())];
    let tag = match (image.tag, image.digest) {
        (Some(tag), _) => Some((tag, part(node.span, tag, fields))),
        // Without tag and digest the cluster runs the latest.
        (None, None) => Some(("latest", node.span)),
        (None, Some(_)) => None,
    };
    match tag {
        Some((tag, span)) => {
            entries.push(entry("image_tag", Node { data: Data::Text(tag.into()), span }));
        }
        None => {
            let path = KeyPath::from_iter(["image_tag"]);
            untold.push(Untold::new(path, "the image is named by its digest alone"));
        }
    }
    Ok(entries)
}

/// Where a part of a text stands within it.
fn part(span: Span, tag: &str, fields: &Fields<'_, '_>) -> Span {
    let text = fields.context.sources.text(span).unwrap_or_default();
    match text.rfind(&*format_smolstr!(":{tag}")) {
        Some(at) => {
            let start = span.start + at as u32 + 1;
            Span { start, end: start + tag.len() as u32, ..span }
        }
        None => span,
    }
}

/// The entry `resources`, where any are asked for.
fn resources(container: &Node, fields: &Fields<'_, '_>) -> Result<Option<Entry>> {
    let path = format!("{CONTAINERS}.resources");
    let Some(node) = fields.map(container, "resources", &path)? else { return Ok(None) };
    let mut entries = Vec::new();
    for key in ["requests", "limits"] {
        if fields.map(node, key, &format!("{path}.{key}"))?.is_some() {
            entries.extend(field::entry(node, key).cloned());
        }
    }
    let own = field::entry(container, "resources");
    let filled = own.filter(|_| !entries.is_empty());
    Ok(filled.map(|own| Entry { node: node.with_entries(entries), ..own.clone() }))
}
