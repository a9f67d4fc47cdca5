//! How the cluster asks a container for its health.

use super::field::{self, Fields};
use super::server::{DEFAULT_PATH, probe_default};
use crate::error::Result;
use crate::yaml::{Data, Entry, Node};

/// The probes in the order in which one is taken as the service's health check.
const PROBES: [&str; 3] = ["readinessProbe", "livenessProbe", "startupProbe"];

const FIELDS: [(&str, &str); 3] = [
    ("initial_delay", "initialDelaySeconds"),
    ("timeout", "timeoutSeconds"),
    ("interval", "periodSeconds"),
];

/// The entry `health_check`, and another probe that asks at other times.
pub(super) struct Health<'n> {
    pub(super) entry: Entry,
    /// Whether it asks for a path.
    pub(super) has_path: bool,
    pub(super) differs: Option<(&'static str, &'n Node)>,
    times: Vec<Node>,
}

pub(super) fn read<'n>(container: &'n Node, fields: &Fields<'_, '_>) -> Result<Option<Health<'n>>> {
    let mut taken: Option<Health<'n>> = None;
    for probe in PROBES {
        let Some(own) = field::entry(container, probe) else { continue };
        let path = format!("spec.template.spec.containers.{probe}");
        let Some(node) = fields.map(container, probe, &path)? else { continue };
        let mut entries = Vec::with_capacity(FIELDS.len() + 1);
        for (key, from) in FIELDS {
            let found = fields.count(node, from, &format!("{path}.{from}"))?;
            let node = match found {
                Some(found) => found.clone(),
                None => Node { data: Data::Int(probe_default(key)), span: node.span },
            };
            entries.push(Entry { key: key.into(), key_span: node.span, node });
        }
        let times: Vec<Node> = entries.iter().map(|entry| entry.node.clone()).collect();
        if let Some(first) = &mut taken {
            // A probe that watches the start has times of its own by its purpose.
            if probe != "startupProbe" && first.times != times {
                first.differs = Some((probe, node));
            }
            continue;
        }
        let asked = http_path(node, &path, fields)?;
        let has_path = asked.is_some();
        entries.extend(asked);
        let entry = Entry {
            key: "health_check".into(),
            key_span: own.key_span,
            node: node.with_entries(entries),
        };
        taken = Some(Health { entry, has_path, differs: None, times });
    }
    Ok(taken)
}

/// The path that a probe asks for; other probes open a port or run a command.
fn http_path(probe: &Node, path: &str, fields: &Fields<'_, '_>) -> Result<Option<Entry>> {
    let path = format!("{path}.httpGet");
    let Some(asked) = fields.map(probe, "httpGet", &path)? else { return Ok(None) };
    let found = fields.text(asked, "path", &format!("{path}.path"))?;
    let node = match found {
        Some(found) => found.clone(),
        None => Node { data: Data::Text(DEFAULT_PATH.into()), span: asked.span },
    };
    Ok(Some(Entry { key: "path".into(), key_span: node.span, node }))
}
