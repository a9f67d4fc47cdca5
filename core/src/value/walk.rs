//! Finding one value in a tree, and visiting all of them.

use smol_str::SmolStr;

use super::KeyPath;
use super::item::item_at;
use crate::yaml::{Data, Node};

/// The value at a path.
pub fn at<'n>(node: &'n Node, path: &KeyPath) -> Option<&'n Node> {
    path.keys().try_fold(node, |node, key| node.child(key))
}

/// The path with positions in the place of names: an item of a list may be called `[name=blue]`, as
/// comparisons call it. A name that no item has is left as it is.
pub fn located(root: &Node, path: &KeyPath) -> KeyPath {
    let mut node = Some(root);
    let keys = path.keys().map(|key| {
        let position = node.and_then(|node| item_at(node.as_list()?, key));
        let key = position.map_or_else(|| SmolStr::new(key), |at| at.to_string().into());
        node = node.and_then(|node| node.child(&key));
        key
    });
    keys.collect()
}

/// Calls `visit` with every leaf in order: scalars, and empty lists and maps.
pub fn leaves<'n>(node: &'n Node, visit: &mut dyn FnMut(&KeyPath, &'n Node)) {
    below(node, &mut KeyPath::root(), visit);
}

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
fn below<'n>(node: &'n Node, path: &mut KeyPath, visit: &mut dyn FnMut(&KeyPath, &'n Node)) {
    match &node.untagged().data {
        Data::Map(map) if !map.is_empty() => {
            for entry in map.entries() {
                path.push(entry.key.clone());
                below(&entry.node, path, visit);
                path.pop();
            }
        }
        Data::List(items) if !items.is_empty() => {
            for (at, item) in items.iter().enumerate() {
                path.push(at.to_string());
                below(item, path, visit);
                path.pop();
            }
        }
        _ => visit(path, node),
    }
}
