//! The left tree turned into the right one.

use std::collections::HashMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::list::label;
use super::{Change, ChangeKind};
use crate::yaml::{Data, Entry, Map, Node};

/// Applies changes that [`compare`](super::compare) found from `node` to another tree, and gives
/// that tree. Changes at paths that `node` does not have are left out, as is the spelling of
/// equivalent values.
pub fn apply(node: &Node, changes: &[Change]) -> Node {
    let changes: Vec<_> = changes.iter().map(|change| (0, change)).collect();
    below(node, &changes)
}

/// A change and how many keys of its path were walked.
type Todo<'c> = (usize, &'c Change);

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
fn below(node: &Node, changes: &[Todo<'_>]) -> Node {
    let mut order = None;
    let mut by_key: HashMap<&str, Vec<Todo<'_>>> = HashMap::new();
    let mut added: Vec<Todo<'_>> = Vec::new();
    for (depth, change) in changes {
        match change.path.keys().nth(*depth) {
            None if change.kind == ChangeKind::Moved => order = change.right.as_ref(),
            None => return change.right.clone().unwrap_or_default(),
            Some(_) if change.kind == ChangeKind::Added && change.path.len() == depth + 1 => {
                added.push((*depth, change));
            }
            Some(key) => by_key.entry(key).or_default().push((depth + 1, change)),
        }
    }
    let data = match &node.untagged().data {
        Data::Map(map) => Data::Map(Arc::new(in_map(map, &by_key, &added))),
        Data::List(items) => Data::List(in_list(items, &by_key, &added, order).into()),
        data => data.clone(),
    };
    Node { data, span: node.span }
}

/// What becomes of a value; `None` where it goes.
fn kept(node: &Node, changes: Option<&Vec<Todo<'_>>>) -> Option<Node> {
    let Some(changes) = changes else { return Some(node.clone()) };
    let goes = |(depth, change): &Todo<'_>| {
        change.kind == ChangeKind::Removed && change.path.len() == *depth
    };
    (!changes.iter().any(goes)).then(|| below(node, changes))
}

fn in_map(map: &Map, by_key: &HashMap<&str, Vec<Todo<'_>>>, added: &[Todo<'_>]) -> Map {
    let entries = map.entries().iter().filter_map(|entry| {
        let node = kept(&entry.node, by_key.get(entry.key.as_str()))?;
        Some(Entry { node, ..entry.clone() })
    });
    let new = added.iter().filter_map(|(_, change)| {
        let node = change.right.clone()?;
        Some(Entry { key: SmolStr::new(change.path.last()?), key_span: node.span, node })
    });
    Map::from_entries(entries.chain(new).collect())
}

fn in_list(
    items: &[Node],
    by_key: &HashMap<&str, Vec<Todo<'_>>>,
    added: &[Todo<'_>],
    order: Option<&Node>,
) -> Vec<Node> {
    let mut steps = by_key.keys().copied();
    let new = added.first().and_then(|(_, change)| change.path.last());
    let name = steps.next().or(new).and_then(named_by);
    let mut list: Vec<Node> = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| {
            let step = match name {
                Some(name) => label(item, name)?,
                None => at.to_string().into(),
            };
            kept(item, by_key.get(step.as_str()))
        })
        .collect();
    if let Some(order) = order.and_then(Node::as_list) {
        reorder(&mut list, order);
    }
    for (_, change) in added {
        if let (Some(node), Some(at)) = (&change.right, change.position) {
            list.insert(at.min(list.len()), node.clone());
        }
    }
    list
}

/// Puts items into the order in which another list names them.
fn reorder(list: &mut [Node], order: &[Node]) {
    for name in ["name", "id", "key"] {
        let named: Option<HashMap<SmolStr, usize>> =
            order.iter().enumerate().map(|(at, item)| Some((label(item, name)?, at))).collect();
        if let Some(named) = named.filter(|named| named.len() == order.len()) {
            list.sort_by_key(|item| label(item, name).and_then(|label| named.get(&label).copied()));
            return;
        }
    }
}

/// The key in a step such as `[name=blue]`.
fn named_by(step: &str) -> Option<&str> {
    Some(step.strip_prefix('[')?.split_once('=')?.0)
}
