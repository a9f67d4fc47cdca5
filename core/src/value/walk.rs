//! Finding one value in a tree, and visiting all of them.

use super::KeyPath;
use crate::yaml::{Data, Node};

/// The value at a path.
pub fn at<'n>(node: &'n Node, path: &KeyPath) -> Option<&'n Node> {
    path.keys().try_fold(node, |node, key| node.child(key))
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
