//! Which items of which lists an item of a merged list was made of.

use std::collections::HashMap;

use super::said::Said;
use crate::config::{ItemName, item_name};
use crate::yaml::{Data, Intent, Node};

/// One item of a merged list, and what it was made of.
#[derive(Debug, Clone, Default)]
pub(super) struct Slot<'r> {
    /// Own layers by their number, weakest first, each with its item.
    pub(super) said: Vec<(usize, &'r Node)>,
    /// Parents by their number, weakest first, each with the position in its list.
    pub(super) parents: Vec<(usize, usize)>,
    /// The item as each of them has it.
    made_of: Vec<&'r Node>,
}

/// A parent by its number, and what it comes to.
pub(super) struct Parent<'r> {
    pub(super) number: usize,
    pub(super) merged: Option<&'r Node>,
    /// Whether it leaves nothing here of those before it.
    pub(super) cut: bool,
}

/// Merges lists once more as the merge law does, and keeps what each item was made of. Empty where
/// the result is no list.
pub(super) fn slots<'r>(
    parents: impl Iterator<Item = Parent<'r>>,
    said: &[Option<Said<'r>>],
    by: Option<&str>,
) -> Vec<Slot<'r>> {
    let mut list: Option<Vec<Slot<'r>>> = None;
    for Parent { number, merged, cut } in parents {
        if cut {
            list = None;
        }
        let Some(node) = merged else { continue };
        list = list_of(node).map(|items| {
            let items = items.iter().enumerate().map(|(position, item)| Slot {
                parents: vec![(number, position)],
                made_of: vec![item],
                ..Slot::default()
            });
            join(list.take(), items.collect(), by.map(By::Key))
        });
    }
    for (number, said) in said.iter().enumerate() {
        let Some(said) = said else { continue };
        list = said.node.and_then(list_of).map(|items| {
            let items = items.iter().map(|item| Slot {
                said: vec![(number, item)],
                made_of: vec![item],
                ..Slot::default()
            });
            let by = match said.intent {
                Some(Intent::Append) => Some(By::Append),
                Some(Intent::Prepend) => Some(By::Prepend),
                Some(Intent::MergeBy(key)) => Some(By::Key(key)),
                Some(_) => None,
                None => by.map(By::Key),
            };
            join(list.take(), items.collect(), by)
        });
    }
    list.unwrap_or_default()
}

/// How a list joins the one below.
enum By<'k> {
    Append,
    Prepend,
    Key(&'k str),
}

fn list_of(node: &Node) -> Option<&[Node]> {
    match &node.data {
        Data::List(items) => Some(items),
        _ => None,
    }
}

fn is_delete(slot: &Slot<'_>) -> bool {
    let tagged = slot.made_of.first().map(|node| &node.data);
    matches!(tagged, Some(Data::Tagged(tagged)) if tagged.intent == Intent::Delete)
}

fn join<'r>(
    below: Option<Vec<Slot<'r>>>,
    above: Vec<Slot<'r>>,
    by: Option<By<'_>>,
) -> Vec<Slot<'r>> {
    let kept = |slots: Vec<Slot<'r>>| slots.into_iter().filter(|slot| !is_delete(slot));
    match (below, by) {
        (Some(below), Some(By::Key(key))) => join_by(key, below, above),
        (Some(below), Some(By::Append)) => below.into_iter().chain(kept(above)).collect(),
        (Some(below), Some(By::Prepend)) => kept(above).chain(below).collect(),
        (_, _) => kept(above).collect(),
    }
}

fn join_by<'r>(key: &str, below: Vec<Slot<'r>>, above: Vec<Slot<'r>>) -> Vec<Slot<'r>> {
    let name = |slot: &Slot<'r>| -> Option<ItemName<'r>> {
        slot.made_of.iter().rev().find_map(|node| item_name(node, key))
    };
    let mut at: HashMap<ItemName<'r>, usize> = HashMap::new();
    for (position, slot) in below.iter().enumerate() {
        if let Some(name) = name(slot) {
            at.entry(name).or_insert(position);
        }
    }
    let mut joined: Vec<Option<Slot<'r>>> = below.into_iter().map(Some).collect();
    for slot in above {
        let position = name(&slot).and_then(|name| at.get(&name).copied());
        match (position, is_delete(&slot)) {
            (Some(position), true) => joined[position] = None,
            (Some(position), false) => match &mut joined[position] {
                Some(below) => {
                    below.said.extend(slot.said);
                    below.parents.extend(slot.parents);
                    below.made_of.extend(slot.made_of);
                }
                gone => *gone = Some(slot),
            },
            (None, true) => {}
            (None, false) => joined.push(Some(slot)),
        }
    }
    joined.into_iter().flatten().collect()
}
