//! Values with merge intentions, what merging leaves, and items of lists that are meant by name or by value.

use crate::config::item::item_name;
use crate::source::Span;
use crate::value::KeyPath;
use crate::yaml::{Data, Entry, Intent, Node, Tagged};

pub(super) fn tagged(intent: Intent, node: Node) -> Node {
    Node::detached(Data::Tagged(Tagged { intent, node }.into()))
}

pub(super) fn is_list(node: &Node) -> bool {
    node.as_list().is_some()
}

pub(super) fn is_delete(node: &Node) -> bool {
    matches!(&node.data, Data::Tagged(tagged) if tagged.intent == Intent::Delete)
}

pub(super) fn is_prepended(node: &Node) -> bool {
    matches!(&node.data, Data::Tagged(tagged) if tagged.intent == Intent::Prepend)
}

pub(super) fn merges_by(node: &Node, key: &str) -> bool {
    matches!(&node.data, Data::Tagged(tagged)
        if matches!(&tagged.intent, Intent::MergeBy(by) if by == key))
}

/// Whether a list is added to, or merged with, what lies below it.
pub(super) fn is_addition(node: &Node) -> bool {
    matches!(&node.data, Data::Tagged(tagged)
        if matches!(tagged.intent, Intent::Append | Intent::Prepend | Intent::MergeBy(_)))
}

/// The key by which a list says that it merges.
pub(super) fn merge_key(node: &Node) -> Option<&str> {
    match &node.data {
        Data::Tagged(tagged) => match &tagged.intent {
            Intent::MergeBy(key) => Some(key),
            _ => None,
        },
        _ => None,
    }
}

/// Whether two items have the same name.
pub(super) fn has_name_of(known: &Node, item: &Node, key: &str) -> bool {
    item_name(known, key).is_some_and(|name| item_name(item, key) == Some(name))
}

/// Whether an item is the one that is meant: equal, or named so by one of the keys.
pub(super) fn is_meant(known: &Node, meant: &Node, keys: &[&str]) -> bool {
    let known = known.untagged();
    let named =
        |name: &str| keys.iter().any(|key| known.child(key).and_then(Node::as_text) == Some(name));
    known == meant || meant.as_text().is_some_and(|name| known.as_map().is_some() && named(name))
}

/// A map of nothing but the entry that names an item.
pub(super) fn name_alone(item: &Node, key: &str) -> Node {
    let entry = item.as_map().and_then(|map| map.entry(key));
    let alone = entry.map(|entry| Entry { key_span: Span::NONE, ..entry.clone() });
    Node::default().with_entries(alone.into_iter().collect())
}

/// The first value of a map that stays when another map merges with it, and where it stands.
// Trees are as deep as `limits.depth` at most, so recursion is bounded.
pub(super) fn left_over<'n>(over: &Node, below: &'n Node) -> Option<(KeyPath, &'n Node)> {
    let (Data::Map(over), Some(below)) = (&over.data, below.as_map()) else { return None };
    below.entries().iter().find_map(|entry| match over.get(&entry.key) {
        None => Some((KeyPath::root().join(entry.key.clone()), &entry.node)),
        Some(over) => {
            let (left, node) = left_over(over, &entry.node)?;
            let path = KeyPath::root().join(entry.key.clone());
            Some((left.keys().fold(path, |path, key| path.join(key)), node))
        }
    })
}
