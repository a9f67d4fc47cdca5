//! How the cluster asks a container for its health.

use super::field::{self, Fields};
use super::server::probe_default;
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
    pub(super) differs: Option<(&'static str, &'n Node)>,
}

pub(super) fn read<'n>(container: &'n Node, fields: &Fields<'_, '_>) -> Result<Option<Health<'n>>> {
    let mut taken: Option<Health<'n>> = None;
    for probe in PROBES {
        let Some(own) = field::entry(container, probe) else { continue };
        let path = format!("spec.template.spec.containers.{probe}");
        let Some(node) = fields.map(container, probe, &path)? else { continue };
        let mut entries = Vec::new();
        for (key, from) in FIELDS {
            let found = fields.count(node, from, &format!("{path}.{from}"))?;
            let node = match found {
                Some(found) => found.clone(),
                None => Node { data: Data::Int(probe_default(key)), span: node.span },
            };
            entries.push(Entry { key: key.into(), key_span: node.span, node });
        }
        let entry = Entry {
            key: "health_check".into(),
            key_span: own.key_span,
            node: node.with_entries(entries),
        };
        match &mut taken {
            None => taken = Some(Health { entry, differs: None }),
            // A probe that watches the start has times of its own by its purpose.
            Some(first) if probe != "startupProbe" && first.entry.node != entry.node => {
                first.differs = Some((probe, node));
            }
            Some(_) => {}
        }
    }
    Ok(taken)
}
