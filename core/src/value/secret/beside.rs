//! What stands in the place of a reference: where one side has `secret://…`, whatever another has there
//! is a secret, though nothing else tells.

use std::collections::{HashMap, HashSet};
use std::ptr;

use super::text::refers_to_secret;
use super::tree::NAMING;
use crate::yaml::{Data, Map, Node, TreeHash};

/// Which scalars of values that stand in one place are secrets beside a reference in another of them.
/// Scalars are known by where they are in memory: a value is asked about while it is still there.
#[derive(Debug, Default)]
pub(crate) struct Beside(HashSet<*const Node>);

impl Beside {
    /// Of values that stand at one path.
    pub(crate) fn of<'n>(all: impl IntoIterator<Item = &'n Node>) -> Self {
        let all: Vec<&Node> = all.into_iter().map(Node::untagged).collect();
        let mut found = Self::default();
        found.meet(&all);
        found
    }

    /// Whether a scalar of one of them is such a secret.
    pub(crate) fn hides(&self, node: &Node) -> bool {
        !self.0.is_empty() && self.0.contains(&ptr::from_ref(node.untagged()))
    }

    /// Whether there is one.
    pub(crate) fn hides_any(&self) -> bool {
        !self.0.is_empty()
    }

    // Trees are as deep as `limits.depth` at most, so recursion is bounded.
    fn meet(&mut self, all: &[&Node]) {
        if all.len() < 2 || !all.iter().any(|node| holds_reference(node)) {
            return;
        }
        if all.iter().any(|node| is_reference(node)) {
            return all.iter().for_each(|node| self.hide(node));
        }
        let maps: Vec<&Map> = all.iter().filter_map(|node| node.as_map()).collect();
        let lists: Vec<&[Node]> = all.iter().filter_map(|node| node.as_list()).collect();
        // One may say in a text what another says in parts, of which one is a reference.
        if maps.len() < all.len() && lists.len() < all.len() {
            let others = all.iter().filter(|node| !holds_reference(node));
            others.for_each(|node| self.hide(node));
        }
        self.maps(&maps);
        self.lists(&lists);
    }

    fn maps(&mut self, maps: &[&Map]) {
        let mut met = HashSet::new();
        let keys = maps.iter().flat_map(|map| map.entries()).map(|entry| &entry.key);
        for key in keys.filter(|key| met.insert(key.as_str())) {
            let children = maps.iter().filter_map(|map| map.get(key)).map(Node::untagged);
            self.meet(&children.collect::<Vec<_>>());
        }
    }

    /// Items that have names meet by these. Which of the others answers to which nobody knows, so that
    /// each of those which the lists do not share meets all of them.
    fn lists(&mut self, lists: &[&[Node]]) {
        if lists.len() < 2 {
            return;
        }
        let mut named: HashMap<TreeHash, Vec<&Node>> = HashMap::new();
        let mut shared: HashMap<TreeHash, usize> = HashMap::new();
        let mut others: Vec<Vec<(&Node, TreeHash)>> = Vec::new();
        for list in lists {
            let mut own = Vec::new();
            for item in list.iter().map(Node::untagged) {
                match name(item) {
                    Some(name) => named.entry(name.tree_hash()).or_default().push(item),
                    None => own.push((item, item.tree_hash())),
                }
            }
            let once: HashSet<TreeHash> = own.iter().map(|(_, hash)| *hash).collect();
            once.into_iter().for_each(|hash| *shared.entry(hash).or_default() += 1);
            others.push(own);
        }
        named.values().for_each(|items| self.meet(items));
        for own in &mut others {
            own.retain(|(_, hash)| shared.get(hash).is_none_or(|count| *count < lists.len()));
        }
        others.retain(|own| !own.is_empty());
        if others.len() < 2 {
            return;
        }
        let refers: Vec<bool> =
            others.iter().map(|own| own.iter().any(|(item, _)| is_reference(item))).collect();
        for (at, own) in others.iter().enumerate() {
            if refers.iter().enumerate().any(|(other, refers)| *refers && other != at) {
                own.iter().for_each(|(item, _)| self.hide(item));
            }
        }
        let all = others.iter().flatten().map(|(item, _)| *item);
        self.meet(&all.filter(|item| !is_reference(item)).collect::<Vec<_>>());
    }

    /// Every scalar of a value, but references.
    fn hide(&mut self, node: &Node) {
        scalars(node, &mut |node| {
            if !is_reference(node) && !matches!(node.data, Data::Null) {
                self.0.insert(ptr::from_ref(node));
            }
            false
        });
    }
}

/// Whether a value is, or has in it, a reference to a secret.
pub(crate) fn holds_reference(node: &Node) -> bool {
    scalars(node, &mut is_reference)
}

fn is_reference(node: &Node) -> bool {
    node.as_text().is_some_and(refers_to_secret)
}

/// What an item calls itself.
fn name(item: &Node) -> Option<&Node> {
    let map = item.as_map()?;
    NAMING.iter().find_map(|key| map.get(key)).filter(|name| name.is_scalar())
}

/// Asks of the scalars of a value, untagged, until one of them is the one that was looked for.
fn scalars<'n>(node: &'n Node, found: &mut dyn FnMut(&'n Node) -> bool) -> bool {
    let mut open = Vec::new();
    let mut next = Some(node);
    while let Some(node) = next.map(Node::untagged) {
        match &node.data {
            Data::Map(map) => open.extend(map.entries().iter().map(|entry| &entry.node)),
            Data::List(items) => open.extend(items.iter()),
            _ if found(node) => return true,
            _ => {}
        }
        next = open.pop();
    }
    false
}
