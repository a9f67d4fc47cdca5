//! The paths of one tree, spelled as comparisons spell them.

use smol_str::{SmolStr, format_smolstr};

use super::Options;
use super::list::{item_key, label};
use crate::value::KeyPath;
use crate::yaml::{Data, Entry, Node};

/// Calls `visit` with every value of a tree, the tree itself first; it answers whether to go on to
/// what lies below. Items that have names stand as `[name=blue]`.
pub(crate) fn paths<'n>(
    root: &'n Node,
    options: &Options,
    visit: &mut dyn FnMut(&KeyPath, &'n Node) -> bool,
) {
    let mut path = KeyPath::root();
    let mut open = Vec::new();
    if visit(&path, root) {
        open.extend(Children::of(root, &path, options));
    }
    while let Some(children) = open.last_mut() {
        let Some((key, node)) = children.next() else {
            open.pop();
            path.pop();
            continue;
        };
        path.push(key);
        let below = if visit(&path, node) { Children::of(node, &path, options) } else { None };
        match below {
            Some(below) => open.push(below),
            None => path.pop(),
        }
    }
}

/// Whether nothing lies below a value.
pub(crate) fn is_leaf(node: &Node) -> bool {
    match &node.untagged().data {
        Data::Map(map) => map.entries().is_empty(),
        Data::List(items) => items.is_empty(),
        _ => true,
    }
}

/// What is left to visit of a map or a list.
enum Children<'n> {
    Map(std::slice::Iter<'n, Entry>),
    List { items: &'n [Node], next: usize, key: Option<SmolStr> },
}

impl<'n> Children<'n> {
    fn of(node: &'n Node, path: &KeyPath, options: &Options) -> Option<Self> {
        match &node.untagged().data {
            Data::Map(map) => Some(Self::Map(map.entries().iter())),
            Data::List(items) => {
                let key = item_key(items, path, options).map(SmolStr::new);
                Some(Self::List { items, next: 0, key })
            }
            _ => None,
        }
    }

    fn next(&mut self) -> Option<(SmolStr, &'n Node)> {
        match self {
            Self::Map(entries) => entries.next().map(|entry| (entry.key.clone(), &entry.node)),
            Self::List { items, next, key } => {
                let (at, item) = (*next, items.get(*next)?);
                *next += 1;
                let name = key.as_ref().and_then(|key| label(item, key));
                Some((name.unwrap_or_else(|| format_smolstr!("{at}")), item))
            }
        }
    }
}
