//! The ports of a container.

use super::field::{self, Fields};
use crate::error::Result;
use crate::yaml::{Data, Entry, Node};

/// The entries `port`, where there is one alone, and `ports`.
pub(super) fn read(container: &Node, fields: &Fields<'_, '_>) -> Result<Vec<Entry>> {
    const PATH: &str = "spec.template.spec.containers.ports";
    let Some(entry) = field::entry(container, "ports") else { return Ok(Vec::new()) };
    let mut ports = Vec::new();
    for item in fields.list(container, "ports", PATH)? {
        let number = fields.count(item, "containerPort", &format!("{PATH}.containerPort"))?;
        let Some(number) = number else { continue };
        let own = |key: &str| field::entry(item, key).cloned();
        // The server writes the protocol out; where it is not written, TCP is meant.
        let protocol = || Node { data: Data::Text("TCP".into()), span: item.span };
        let protocol = own("protocol").unwrap_or_else(|| Entry {
            key: "protocol".into(),
            key_span: item.span,
            node: protocol(),
        });
        let port = Entry { key: "port".into(), key_span: number.span, node: number.clone() };
        let entries = own("name").into_iter().chain([port, protocol]);
        ports.push((number, item.with_entries(entries.collect())));
    }
    let mut entries = Vec::new();
    if let [(number, _)] = &ports[..] {
        let node = (*number).clone();
        entries.push(Entry { key: "port".into(), key_span: number.span, node });
    }
    let items = ports.into_iter().map(|(_, item)| item).collect();
    let node = Node { data: Data::List(items), span: entry.node.span };
    entries.push(Entry { key: "ports".into(), key_span: entry.key_span, node });
    Ok(entries)
}
