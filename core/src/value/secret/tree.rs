//! Values of trees: what stands above one, and what the item of a list says of itself.

use super::hint::{Hint, hint};
use super::text::{asks_for_secret, gives_away, is_written_out};
use crate::value::KeyPath;
use crate::yaml::{Data, Node};

/// Keys by which items of lists say what they are: `{name: DB_PASSWORD, value: …}`.
const NAMING: [&str; 3] = ["name", "id", "key"];

/// Whether a value below these keys could be a secret in plain text.
pub fn looks_secret<'k>(keys: impl Iterator<Item = &'k str>, node: &Node) -> bool {
    let hint = keys.map(hint).max().unwrap_or(Hint::None);
    scalar_is_secret(hint, node)
}

/// What an item of a list says of itself by its name.
fn item_hint(item: &Node) -> Hint {
    let Some(map) = item.untagged().as_map() else { return Hint::None };
    let names = NAMING.iter().filter_map(|key| map.get(key)?.as_text());
    names.map(hint).max().unwrap_or(Hint::None)
}

/// What hangs over the item of a list at a position, and what the item says of itself: behind an
/// option that takes a secret (`["--password", "…"]`) stands one.
pub(super) fn in_list(items: &[Node], at: usize, above: Hint) -> (Hint, Hint) {
    let text = |at: usize| items.get(at)?.untagged().as_text();
    let asks = at.checked_sub(1).and_then(text).is_some_and(asks_for_secret);
    let answers = || text(at).is_some_and(|text| !text.starts_with('-') && is_written_out(text));
    let above = if asks && answers() { Hint::Any } else { above };
    (above, items.get(at).map_or(Hint::None, item_hint))
}

/// What hangs over the value at a path of a tree, and what the value says of itself as the item
/// of a list.
pub(super) fn standing(root: &Node, path: &KeyPath) -> (Hint, Hint) {
    let (mut node, mut above, mut item) = (Some(root), Hint::None, Hint::None);
    for key in path.keys() {
        let child = node.and_then(|node| node.child(key));
        let items = node.and_then(|node| node.untagged().as_list());
        let position = items.zip(child).and_then(|(items, child)| {
            items.iter().position(|item| std::ptr::eq(item, child)).map(|at| (items, at))
        });
        (above, item) = match position {
            Some((items, at)) => in_list(items, at, above.max(hint(key))),
            None => (above_entry(key, above, item), Hint::None),
        };
        node = child;
    }
    (above, item)
}

/// Whether the value at a path of a tree could be a secret in plain text.
pub(crate) fn is_secret_in(root: &Node, path: &KeyPath, node: &Node) -> bool {
    scalar_is_secret(standing(root, path).0, node)
}

/// What stands above a value of an item: its name is not hidden for what it says.
pub(super) fn above_entry(key: &str, above: Hint, item: Hint) -> Hint {
    if NAMING.contains(&key) { above } else { above.max(item) }.max(hint(key))
}

/// Calls `visit` with every scalar that could be a secret in plain text.
pub(crate) fn secrets<'n>(root: &'n Node, visit: &mut dyn FnMut(&'n Node)) {
    secrets_below(root, Hint::None, Hint::None, visit);
}

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
fn secrets_below<'n>(node: &'n Node, above: Hint, item: Hint, visit: &mut dyn FnMut(&'n Node)) {
    match &node.untagged().data {
        Data::Map(map) => {
            for entry in map.entries() {
                let above = above_entry(&entry.key, above, item);
                secrets_below(&entry.node, above, Hint::None, visit);
            }
        }
        Data::List(items) => {
            for (at, node) in items.iter().enumerate() {
                let (above, item) = in_list(items, at, above);
                secrets_below(node, above, item, visit);
            }
        }
        _ if scalar_is_secret(above, node) => visit(node),
        _ => {}
    }
}

pub(super) fn scalar_is_secret(hint: Hint, node: &Node) -> bool {
    match &node.untagged().data {
        Data::Text(text) if text.starts_with("secret://") => false,
        Data::Text(text) => hint > Hint::None || gives_away(text),
        Data::Int(_) | Data::UInt(_) | Data::Float(_) => hint == Hint::Any,
        _ => false,
    }
}
