//! Values of trees: what stands above one, and what the item of a list says of itself.

use super::hint::{Hint, hint};
use super::text::{asks_for_secret, gives_away, is_written_out};
use crate::value::KeyPath;
use crate::yaml::{Data, Map, Node};

/// Keys by which items of lists say what they are: `{name: DB_PASSWORD, value: …}`.
pub(super) const NAMING: [&str; 3] = ["name", "id", "key"];
/// What they have beside it.
const VALUE: &str = "value";

/// Whether a value below these keys could be a secret in plain text.
pub fn looks_secret<'k>(keys: impl Iterator<Item = &'k str>, node: &Node) -> bool {
    scalar_is_secret(Standing::below(keys).above, node)
}

/// What is known of a value by what stands around it: what hangs over it, and whether it is the item
/// of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Standing {
    pub(super) above: Hint,
    is_item: bool,
}

impl Standing {
    /// Of a value below these keys.
    pub(super) fn below<'k>(keys: impl Iterator<Item = &'k str>) -> Self {
        Self { above: keys.map(hint).max().unwrap_or_default(), is_item: false }
    }

    /// Of what stands at a path of a tree.
    pub(crate) fn at(root: &Node, path: &KeyPath) -> Self {
        Self::default().deep(root, path)
    }

    /// Of what stands at a path below a value that stands so.
    pub(crate) fn deep(self, root: &Node, path: &KeyPath) -> Self {
        let (mut node, mut standing) = (Some(root), self);
        for key in path.keys() {
            let child = node.and_then(|node| node.child(key));
            let items = node.and_then(|node| node.untagged().as_list());
            let position = items.zip(child).and_then(|(items, child)| {
                items.iter().position(|item| std::ptr::eq(item, child)).map(|at| (items, at))
            });
            standing = match position {
                Some(item) => {
                    let above = standing.above.max(hint(key));
                    Self { above, ..standing }.item([item].into_iter())
                }
                None => standing.inside(node.and_then(Node::as_map).into_iter()).entry(key),
            };
            node = child;
        }
        standing
    }

    /// Of what is inside these maps, of which one or another stands so: an item says what it is by its
    /// name, and so does a map of a name and a value.
    pub(crate) fn inside<'m>(self, maps: impl Iterator<Item = &'m Map>) -> Inside {
        let says = |map: &'m Map| match self.is_item || map.get(VALUE).is_some() {
            true => name_hint(map),
            false => Hint::None,
        };
        Inside { above: self.above, said: maps.map(says).max().unwrap_or_default() }
    }

    /// Of what has these positions in lists, of which one or another stands so: behind an option that
    /// takes a secret (`["--password", "…"]`) stands one.
    pub(crate) fn item<'n>(self, mut lists: impl Iterator<Item = (&'n [Node], usize)>) -> Self {
        let answers = |(items, at): (&[Node], usize)| {
            let item = |at: usize| items.get(at).map(Node::untagged);
            let text = |at: usize| item(at)?.as_text();
            let asks = at.checked_sub(1).and_then(text).is_some_and(asks_for_secret);
            asks && match text(at) {
                Some(text) => !text.starts_with('-') && is_written_out(text),
                None => item(at).is_some_and(Node::is_scalar),
            }
        };
        let above = if lists.any(answers) { Hint::Any } else { self.above };
        Self { above, is_item: true }
    }

    /// The same, of what stands where somebody else has a secret.
    pub(crate) fn of_a_secret(self) -> Self {
        Self { above: Hint::Any, ..self }
    }

    /// Whether a value that stands so could be a secret in plain text.
    pub(crate) fn is_secret(self, node: &Node) -> bool {
        scalar_is_secret(self.above, node)
    }

    /// The same, where either may be so.
    pub(crate) fn or(self, other: Self) -> Self {
        Self { above: self.above.max(other.above), is_item: self.is_item || other.is_item }
    }
}

/// What is known of everything inside a map.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inside {
    above: Hint,
    said: Hint,
}

impl Inside {
    /// Of what has a key there. A name is not hidden for what it says.
    pub(crate) fn entry(self, key: &str) -> Standing {
        let said = if NAMING.contains(&key) { Hint::None } else { self.said };
        Standing { above: self.above.max(said).max(hint(key)), is_item: false }
    }
}

/// What a map says of itself by its name.
fn name_hint(map: &Map) -> Hint {
    let names = NAMING.iter().filter_map(|key| map.get(key)?.as_text());
    names.map(hint).max().unwrap_or_default()
}

/// Whether the value at a path of a tree could be a secret in plain text.
pub(crate) fn is_secret_in(root: &Node, path: &KeyPath, node: &Node) -> bool {
    Standing::at(root, path).is_secret(node)
}

/// Calls `visit` with every scalar that could be a secret in plain text.
pub(crate) fn secrets<'n>(root: &'n Node, visit: &mut dyn FnMut(&'n Node)) {
    secrets_below(root, Standing::default(), visit);
}

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
fn secrets_below<'n>(node: &'n Node, standing: Standing, visit: &mut dyn FnMut(&'n Node)) {
    match &node.untagged().data {
        Data::Map(map) => {
            let inside = standing.inside([&**map].into_iter());
            for entry in map.entries() {
                secrets_below(&entry.node, inside.entry(&entry.key), visit);
            }
        }
        Data::List(items) => {
            for (at, node) in items.iter().enumerate() {
                let standing = standing.item([(&**items, at)].into_iter());
                secrets_below(node, standing, visit);
            }
        }
        _ if standing.is_secret(node) => visit(node),
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
