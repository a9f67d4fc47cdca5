//! Values without their secrets.

use smol_str::SmolStr;

use super::hint::Hint;
use super::text::{WITHHELD, without_passwords};
use super::tree::Standing;
use crate::value::KeyPath;
use crate::yaml::{Data, Entry, Node};

/// The value without its secrets; `None` when it is itself one. The second says whether anything
/// was withheld.
pub fn without_secrets<'k>(
    keys: impl Iterator<Item = &'k str>,
    node: &Node,
) -> (Option<Node>, bool) {
    without_secrets_and(&keys.collect(), node, &|_, _| false)
}

/// The same, where `more` says which scalars are secrets whatever their keys say.
pub fn without_secrets_and(
    path: &KeyPath,
    node: &Node,
    more: &dyn Fn(&KeyPath, &Node) -> bool,
) -> (Option<Node>, bool) {
    Withholding::at(path).of(node, more)
}

/// What a path says about secrets at it, for whoever asks of many values there.
pub(crate) struct Withholding<'p> {
    path: &'p KeyPath,
    standing: Standing,
    masks: bool,
}

impl<'p> Withholding<'p> {
    pub(crate) fn at(path: &'p KeyPath) -> Self {
        Self { path, standing: Standing::below(path.keys()), masks: false }
    }

    /// The same, where more is known of how the values stand than the path says.
    pub(crate) fn standing(self, standing: Standing) -> Self {
        Self { standing: self.standing.or(standing), ..self }
    }

    /// Of the values at a path of some trees, where items of lists say more than the path does.
    pub(crate) fn within<'n>(trees: impl Iterator<Item = &'n Node>, path: &'p KeyPath) -> Self {
        trees.fold(Self::at(path), |all, tree| all.standing(Standing::at(tree, path)))
    }

    /// The same, where of addresses the passwords alone are withheld.
    pub(crate) fn masking(self) -> Self {
        Self { masks: true, ..self }
    }

    /// The value with a mark in the place of what is withheld.
    pub(crate) fn shown(&self, node: &Node, more: &dyn Fn(&KeyPath, &Node) -> bool) -> Node {
        self.clean(node, more).0
    }

    fn clean(&self, node: &Node, more: &dyn Fn(&KeyPath, &Node) -> bool) -> (Node, bool) {
        let path = self.path.clone();
        let mut clean = Clean { more, by_key: true, masks: self.masks, path, withheld: false };
        let node = clean.node(node, self.standing);
        (node, clean.withheld)
    }

    /// As [`without_secrets_and`].
    pub(crate) fn of(
        &self,
        node: &Node,
        more: &dyn Fn(&KeyPath, &Node) -> bool,
    ) -> (Option<Node>, bool) {
        let scalar = node.is_scalar();
        if self.standing.is_secret(node) || scalar && more(self.path, node) {
            return (None, true);
        }
        if scalar && !matches!(node.data, Data::Tagged(_)) {
            return (Some(node.clone()), false);
        }
        let (node, withheld) = self.clean(node, more);
        (Some(node), withheld)
    }
}

/// The value for people to read, with a mark in the place of what looks like a secret; of an
/// address its password alone is withheld.
pub fn shown<'k>(keys: impl Iterator<Item = &'k str>, node: &Node) -> Node {
    Withholding::at(&keys.collect()).masking().shown(node, &|_, _| false)
}

/// The value with a mark in the place of those scalars alone that `secret` names, for whoever
/// tells the others by their keys.
pub fn withhold(path: &KeyPath, node: &Node, secret: &dyn Fn(&KeyPath, &Node) -> bool) -> Node {
    let path = path.clone();
    let mut clean = Clean { more: secret, by_key: false, masks: false, path, withheld: false };
    clean.node(node, Standing::default())
}

struct Clean<'c> {
    more: &'c dyn Fn(&KeyPath, &Node) -> bool,
    /// Whether what keys and texts themselves give away is withheld too.
    by_key: bool,
    /// Whether of addresses the passwords alone are withheld.
    masks: bool,
    path: KeyPath,
    withheld: bool,
}

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
impl Clean<'_> {
    fn node(&mut self, node: &Node, standing: Standing) -> Node {
        let data = match &node.untagged().data {
            Data::Map(map) => {
                let inside = standing.inside([&**map].into_iter());
                let entries = map.entries().iter().map(|entry| {
                    let standing = inside.entry(&entry.key);
                    let node = self.step(&entry.key, |clean| clean.node(&entry.node, standing));
                    Entry { node, ..entry.clone() }
                });
                return node.with_entries(entries.collect());
            }
            Data::List(items) => {
                let clean = items.iter().enumerate().map(|(at, node)| {
                    let key = SmolStr::new(at.to_string());
                    let standing = standing.item([(&**items, at)].into_iter());
                    self.step(&key, |clean| clean.node(node, standing))
                });
                Data::List(clean.collect())
            }
            data if self.by_key && standing.is_secret(node)
                || node.is_scalar() && (self.more)(&self.path, node) =>
            {
                self.withheld = true;
                let masked = match data {
                    Data::Text(text) if self.masks && standing.above == Hint::None => {
                        without_passwords(text).filter(|_| !(self.more)(&self.path, node))
                    }
                    _ => None,
                };
                Data::Text(masked.map_or_else(|| WITHHELD.into(), Into::into))
            }
            data => data.clone(),
        };
        Node { data, span: node.span }
    }

    fn step(&mut self, key: &SmolStr, walk: impl FnOnce(&mut Self) -> Node) -> Node {
        self.path.push(key.clone());
        let node = walk(self);
        self.path.pop();
        node
    }
}
