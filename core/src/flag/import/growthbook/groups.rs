//! Saved groups: those that a condition names go with it.

use indexmap::IndexMap;

use crate::flag::import::input::detached;
use crate::yaml::{Data, Node};

/// The groups that a condition names, and those that they name.
pub(super) fn named(condition: &Node, all: Option<&Node>) -> Option<Node> {
    let mut found: IndexMap<String, Node> = IndexMap::new();
    let mut waiting = vec![condition.clone()];
    while let Some(node) = waiting.pop() {
        match &node.data {
            Data::List(items) => waiting.extend(items.iter().cloned()),
            Data::Map(map) => {
                for entry in map.entries() {
                    let id = match entry.key.as_str() {
                        "$inGroup" | "$notInGroup" => entry.node.as_text(),
                        "$savedGroup" => entry.node.child("id").and_then(Node::as_text),
                        _ => None,
                    };
                    let group = id.and_then(|id| Some((id, all?.child(id)?)));
                    if let Some((id, group)) = group
                        && !found.contains_key(id)
                    {
                        found.insert(id.to_owned(), detached(group));
                        waiting.push(group.clone());
                    }
                    waiting.push(entry.node.clone());
                }
            }
            _ => {}
        }
    }
    (!found.is_empty()).then(|| Node::from_iter(found))
}
