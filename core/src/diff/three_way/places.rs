//! Where the new items of both sides stand in one list.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use indexmap::IndexMap;
use smol_str::SmolStr;

use crate::diff::list::label;
use crate::diff::{Change, ChangeKind, apply};
use crate::value::{KeyPath, at, located, read_item_step};
use crate::yaml::Node;

/// Gives new items of named lists the position that they have in the merged list: each side counts its
/// own items alone. An item stands behind the one that it follows on its side, that of ours first.
///
/// Each side is told with the changes that are its alone.
pub(super) fn place(changes: &mut [Change], base: &Node, sides: [(&Node, Range<usize>); 2]) {
    let mut lists: IndexMap<KeyPath, Vec<usize>> = IndexMap::new();
    for (number, change) in changes.iter().enumerate() {
        let names = change.path.last().is_some_and(|step| read_item_step(step).is_some());
        if change.kind == ChangeKind::Added && change.position.is_some() && names {
            let mut list = change.path.clone();
            list.pop();
            lists.entry(list).or_default().push(number);
        }
    }
    if lists.is_empty() {
        return;
    }
    let placed: HashSet<usize> = lists.values().flatten().copied().collect();
    let is_placed = |at: &usize| placed.contains(at);
    let others = changes.iter().enumerate().filter(|(at, _)| !is_placed(at));
    let others: Vec<Change> = others.map(|(_, change)| change.clone()).collect();
    let stays = apply(base, &others);
    for (list, added) in lists {
        let names: Vec<SmolStr> =
            added.iter().filter_map(|at| changes[*at].path.last().map(SmolStr::from)).collect();
        let Some(key) = names.first().and_then(|name| Some(read_item_step(name)?.0.into_owned()))
        else {
            continue;
        };
        let of = |tree: &Node, list: &KeyPath| -> Vec<SmolStr> {
            let items = at(tree, &located(tree, list)).and_then(Node::as_list).unwrap_or_default();
            items.iter().filter_map(|item| label(item, &key)).collect()
        };
        // Where lists without names are around it, it may stand elsewhere on a side.
        let is_of = |side: usize, number: &&usize| !sides[1 - side].1.contains(number);
        let stands = |side: usize| {
            let own = added.iter().filter(|number| is_of(side, number));
            let elsewhere = own.filter_map(|number| changes[*number].right_path.clone()).next();
            elsewhere.map(|mut path| {
                path.pop();
                path
            })
        };
        let elsewhere = [stands(0), stands(1)];
        let stays = match elsewhere {
            [None, None] => of(&stays, &list),
            _ => of(&inside(base, &list, &others), &KeyPath::root()),
        };
        let on = |side: usize| of(sides[side].0, elsewhere[side].as_ref().unwrap_or(&list));
        let sides = [on(0), on(1)];
        let positions = merged(&stays, &names, &sides);
        for (at, name) in added.into_iter().zip(&names) {
            changes[at].position = positions.get(name).copied();
        }
    }
}

/// What changes make of a list, without those around it.
fn inside(base: &Node, list: &KeyPath, changes: &[Change]) -> Node {
    let above = list.as_slice();
    let within = changes.iter().filter_map(|change| {
        let path = change.path.as_slice().strip_prefix(above)?;
        Some(Change { path: path.iter().cloned().collect(), ..change.clone() })
    });
    let within: Vec<Change> = within.collect();
    at(base, &located(base, list)).map(|node| apply(node, &within)).unwrap_or_default()
}

/// The position of each new item among all.
fn merged<'s>(
    stays: &'s [SmolStr],
    added: &'s [SmolStr],
    sides: &'s [Vec<SmolStr>; 2],
) -> HashMap<&'s SmolStr, usize> {
    let added: HashSet<&SmolStr> = added.iter().collect();
    let slot: HashMap<&SmolStr, usize> = stays.iter().zip(1..).collect();
    // What is new in front, and behind each item that stays.
    let mut behind: Vec<Vec<&SmolStr>> = vec![Vec::new(); stays.len() + 1];
    let mut known = HashSet::new();
    for side in sides {
        let mut last = 0;
        for name in side {
            match slot.get(name) {
                Some(slot) => last = *slot,
                None if added.contains(name) && known.insert(name) => behind[last].push(name),
                None => {}
            }
        }
    }
    let mut positions = HashMap::new();
    let mut at = 0;
    for new in behind {
        for name in new {
            positions.insert(name, at);
            at += 1;
        }
        at += 1;
    }
    positions
}
