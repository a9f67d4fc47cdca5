//! The left tree turned into the right one.

use std::collections::HashMap;

use smol_str::{SmolStr, ToSmolStr};

use super::list::label;
use super::{Change, ChangeKind, Comparison};
use crate::error::{Code, Error, Result};
use crate::value::read_item_step;
use crate::yaml::{Data, Entry, Map, Node};

/// Applies changes that [`compare`](super::compare) found from `node` to another tree, and gives
/// that tree.
///
/// Changes at paths that `node` does not have are left out. With the `changes` of a
/// [`Comparison`](super::Comparison) the other tree comes out as far as it means something else,
/// with its `equivalent` ones too also in its spelling. Keys keep their order, new ones follow.
pub fn apply(node: &Node, changes: &[Change]) -> Node {
    applied(node, changes.iter())
}

impl Comparison {
    /// What the comparison makes of its left tree: exactly the right one. Of another tree, what its
    /// changes and other spellings make of it; those at paths that it does not have are left out.
    ///
    /// # Errors
    /// `E_USAGE` for differences that were asked for leaf by leaf.
    pub fn apply(&self, left: &Node) -> Result<Node> {
        if self.leaves {
            let error = Error::new(Code::Usage, "differences leaf by leaf cannot be applied");
            return Err(error.help("compare without `leaves`"));
        }
        Ok(applied(left, self.changes.iter().chain(&self.equivalent)))
    }
}

fn applied<'c>(node: &'c Node, changes: impl Iterator<Item = &'c Change>) -> Node {
    let mut open = Vec::new();
    let mut done = enter(node, changes.map(|change| (0, change)).collect(), &mut open);
    while let Some(part) = open.last_mut() {
        if let Some(node) = done.take() {
            part.take(node);
        }
        done = match part.next() {
            Some((child, todo)) => enter(child, todo, &mut open),
            None => open.pop().map(Part::close),
        };
    }
    done.unwrap_or_default()
}

/// A change, and how many keys of its path were walked.
type Todo<'t> = (usize, &'t Change);

/// A container that is built anew.
struct Part<'t> {
    old: &'t Node,
    /// What is to be done below each step.
    below: HashMap<&'t str, Vec<Todo<'t>>>,
    /// What is new here, in order.
    added: Vec<&'t Change>,
    order: Option<&'t Change>,
    /// The key that names the items of a list.
    key: Option<SmolStr>,
    /// How many children of the old one were looked at.
    looked: usize,
    entries: Vec<Entry>,
    items: Vec<Node>,
}

/// What becomes of a value: a part to be built, if it is not known at once.
fn enter<'t>(node: &'t Node, todo: Vec<Todo<'t>>, open: &mut Vec<Part<'t>>) -> Option<Node> {
    let old = node.untagged();
    let mut part = Part {
        old,
        below: HashMap::new(),
        added: Vec::new(),
        order: None,
        key: None,
        looked: 0,
        entries: Vec::new(),
        items: Vec::new(),
    };
    for (depth, change) in todo {
        match change.path.as_slice().get(depth) {
            None if change.kind == ChangeKind::Moved => part.order = Some(change),
            None => return Some(change.right.clone().unwrap_or_default()),
            Some(step) => {
                let adds = change.kind == ChangeKind::Added && change.path.len() == depth + 1;
                match adds {
                    true => part.added.push(change),
                    false => part.below.entry(step).or_default().push((depth + 1, change)),
                }
                if part.key.is_none() {
                    part.key = read_item_step(step).map(|(key, _)| SmolStr::from(key));
                }
            }
        }
    }
    match (&old.data, part.order) {
        // Items without names have only an order as a whole.
        (Data::List(_), Some(order)) if order.by.is_none() => order.right.clone(),
        (Data::List(_) | Data::Map(_), _) => {
            part.added.sort_by_key(|change| change.position);
            open.push(part);
            None
        }
        _ => Some(old.clone()),
    }
}

impl<'t> Part<'t> {
    /// The next child that something is to be done to; the others are taken over.
    fn next(&mut self) -> Option<(&'t Node, Vec<Todo<'t>>)> {
        match &self.old.data {
            Data::Map(map) => self.next_entry(map),
            Data::List(items) => self.next_item(items),
            _ => None,
        }
    }

    fn next_entry(&mut self, map: &'t Map) -> Option<(&'t Node, Vec<Todo<'t>>)> {
        while let Some(entry) = map.entries().get(self.looked) {
            self.looked += 1;
            let Some(todo) = self.below.remove(entry.key.as_str()) else {
                self.entries.push(entry.clone());
                continue;
            };
            if !removes(&todo) {
                return Some((&entry.node, todo));
            }
        }
        None
    }

    fn next_item(&mut self, items: &'t [Node]) -> Option<(&'t Node, Vec<Todo<'t>>)> {
        while let Some(item) = items.get(self.looked) {
            let step = match &self.key {
                Some(key) => label(item, key),
                None => Some(self.looked.to_smolstr()),
            };
            self.looked += 1;
            let Some(todo) = step.and_then(|step| self.below.remove(step.as_str())) else {
                self.items.push(item.clone());
                continue;
            };
            if !removes(&todo) {
                return Some((item, todo));
            }
        }
        None
    }

    /// Takes in what became of the child that [`Part::next`] gave last.
    fn take(&mut self, node: Node) {
        match &self.old.data {
            Data::Map(map) => {
                let entry = &map.entries()[self.looked - 1];
                self.entries.push(Entry { node, ..entry.clone() });
            }
            _ => self.items.push(node),
        }
    }

    fn close(self) -> Node {
        let data = match &self.old.data {
            Data::Map(map) => Data::Map(with_new_keys(map, self.entries, &self.added).into()),
            _ => {
                let order = self.order.and_then(|order| Some((order.by.as_ref()?, order)));
                let items = match order {
                    Some((key, order)) => reordered(self.items, key, order),
                    None => self.items,
                };
                Data::List(with_new_items(items, &self.added).into())
            }
        };
        Node { data, span: self.old.span }
    }
}

fn removes(todo: &[Todo<'_>]) -> bool {
    let removes = |(depth, change): &Todo<'_>| {
        change.kind == ChangeKind::Removed && change.path.len() == *depth
    };
    todo.iter().any(removes)
}

/// Adds what is new; a key that the other tree has after all gets the new value.
fn with_new_keys(old: &Map, mut entries: Vec<Entry>, added: &[&Change]) -> Map {
    for change in added {
        let (Some(key), Some(node)) = (change.path.as_slice().last(), change.right.clone()) else {
            continue;
        };
        let stands =
            old.entry(key).and_then(|_| entries.iter_mut().find(|entry| entry.key == *key));
        match stands {
            Some(entry) => entry.node = node,
            None => entries.push(Entry { key: key.clone(), key_span: node.span, node }),
        }
    }
    Map::from_entries(entries)
}

/// Puts new items where they stand in the other list.
fn with_new_items(items: Vec<Node>, added: &[&Change]) -> Vec<Node> {
    let mut list = Vec::with_capacity(items.len() + added.len());
    let mut items = items.into_iter();
    for change in added {
        let before = change.position.unwrap_or(usize::MAX).saturating_sub(list.len());
        list.extend(items.by_ref().take(before));
        list.extend(change.right.clone());
    }
    list.extend(items);
    list
}

/// Puts items into the order in which the other list names them. What it does not name stays
/// behind the item that it followed.
fn reordered(items: Vec<Node>, key: &str, order: &Change) -> Vec<Node> {
    let named = order.right.as_ref().and_then(Node::as_list).unwrap_or_default();
    let named = named.iter().enumerate().filter_map(|(at, item)| Some((label(item, key)?, at)));
    let positions: HashMap<SmolStr, usize> = named.collect();
    let mut last = None;
    let mut placed: Vec<(Option<usize>, Node)> = Vec::with_capacity(items.len());
    for item in items {
        let at = label(&item, key).and_then(|label| positions.get(&label).copied());
        last = at.or(last);
        placed.push((last, item));
    }
    placed.sort_by_key(|(at, _)| *at);
    placed.into_iter().map(|(_, item)| item).collect()
}
