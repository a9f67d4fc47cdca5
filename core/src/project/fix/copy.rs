//! What of a value is copied into another environment.

use std::collections::HashSet;

use serde::Serialize;
use smol_str::{SmolStr, ToSmolStr};

use crate::config::ITEM_KEYS;
use crate::source::Span;
use crate::value::{KeyPath, Standing, item_step, names_whole, refers_to_secret};
use crate::yaml::{Data, Entry, Node};

pub(super) const SECRET: &str = "secrets are not copied";
pub(super) const REFERENCE: &str = "a reference to a secret stays as it is";

/// A part of a value that is not copied with the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Withheld {
    /// Where it stands.
    pub path: KeyPath,
    /// Why it is not copied.
    pub reason: String,
}

/// The value at a path of a tree without what is not copied; `None` where nothing is left of it.
/// `secrets` are places of secrets that nothing around them tells to be some.
pub(super) fn copied(
    root: &Node,
    (path, node): (&KeyPath, &Node),
    from: &str,
    secrets: &HashSet<Span>,
    withheld: &mut Vec<Withheld>,
) -> Option<Node> {
    Copy { from, secrets, withheld }.node(path, node, Standing::at(root, path))
}

struct Copy<'c> {
    from: &'c str,
    secrets: &'c HashSet<Span>,
    withheld: &'c mut Vec<Withheld>,
}

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
impl Copy<'_> {
    fn node(&mut self, path: &KeyPath, node: &Node, standing: Standing) -> Option<Node> {
        let data = match &node.untagged().data {
            Data::Map(map) => {
                let inside = standing.inside([&**map].into_iter());
                let kept = map.entries().iter().filter_map(|entry| {
                    let path = path.join(entry.key.clone());
                    let node = self.node(&path, &entry.node, inside.entry(&entry.key))?;
                    Some(Entry { node, ..entry.clone() })
                });
                return Some(node.with_entries(kept.collect()));
            }
            Data::List(items) => {
                let known = self.withheld.len();
                let kept = items.iter().enumerate().filter_map(|(at, item)| {
                    let step = named_step(item).unwrap_or_else(|| at.to_smolstr());
                    let standing = standing.item([(&**items, at)].into_iter());
                    self.node(&path.join(step), item, standing)
                });
                let kept: Vec<Node> = kept.collect();
                // A list is what it is as a whole.
                if self.withheld.len() > known {
                    return None;
                }
                Data::List(kept.into())
            }
            data => {
                if let Some(reason) = self.reason(node, standing) {
                    self.withheld.push(Withheld { path: path.clone(), reason });
                    return None;
                }
                data.clone()
            }
        };
        Some(Node { data, span: node.span })
    }

    fn reason(&self, node: &Node, standing: Standing) -> Option<String> {
        let text = node.untagged().as_text();
        if text.is_some_and(refers_to_secret)
            || standing.is_secret(node)
            || self.secrets.contains(&node.span)
        {
            return Some(SECRET.to_owned());
        }
        let named = text.is_some_and(|text| names_whole(text, self.from));
        named.then(|| format!("it is named after `{}`", self.from))
    }
}

/// How an item stands in a path by its name, if it has one.
fn named_step(item: &Node) -> Option<SmolStr> {
    let map = item.untagged().as_map()?;
    let named = ITEM_KEYS.iter().find_map(|key| Some((*key, map.get(key)?)));
    named.filter(|(_, name)| name.is_scalar()).map(|(key, name)| item_step(key, name))
}
