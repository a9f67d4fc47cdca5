//! Three maps or three lists, walked side by side.

use smol_str::SmolStr;

use crate::diff::list::{Names, label};
use crate::source::Span;
use crate::yaml::{Map, Node, TreeHash};

/// A value on one side: itself, where its key or itself was written, and its position in a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'n> {
    pub(super) node: &'n Node,
    pub(super) at: Span,
    pub(super) position: Option<usize>,
}

/// What base, ours and theirs have at a path.
pub(super) type Sides<'n> = [Option<Side<'n>>; 3];

/// The members of three containers: those of the base, then what is new.
pub(super) struct Members<'n> {
    inside: Inside<'n>,
    /// Whose members are visited, and how many of them were.
    side: usize,
    next: usize,
}

pub(super) enum Inside<'n> {
    Maps([&'n Map; 3]),
    /// Lists whose items have names at a key.
    Lists(&'n str, [&'n [Node]; 3], [Names; 3]),
}

impl<'n> Members<'n> {
    pub(super) fn new(inside: Inside<'n>) -> Self {
        Self { inside, side: 0, next: 0 }
    }

    pub(super) fn next(&mut self) -> Option<(SmolStr, Sides<'n>)> {
        while self.side < 3 {
            let at = self.next;
            self.next += 1;
            let found = match &self.inside {
                Inside::Maps(maps) => maps[self.side]
                    .entries()
                    .get(at)
                    .map(|entry| of_maps(maps, self.side, &entry.key, at)),
                Inside::Lists(key, lists, names) => names[self.side]
                    .all()
                    .get(at)
                    .map(|name| of_lists(key, lists, names, self.side, *name)),
            };
            match found {
                Some(Some(member)) => return Some(member),
                Some(None) => {}
                None => (self.side, self.next) = (self.side + 1, 0),
            }
        }
        None
    }
}

/// What stands at a key, unless a side before this one has it and it was told.
fn of_maps<'n>(
    maps: &[&'n Map; 3],
    side: usize,
    key: &'n SmolStr,
    near: usize,
) -> Option<(SmolStr, Sides<'n>)> {
    if maps[..side].iter().any(|map| map.entry(key).is_some()) {
        return None;
    }
    let value = |map: &&'n Map| {
        let entry = map.entry_near(key, near)?;
        Some(Side { node: &entry.node, at: entry.key_span, position: None })
    };
    Some((key.clone(), maps.each_ref().map(value)))
}

fn of_lists<'n>(
    key: &str,
    lists: &[&'n [Node]; 3],
    names: &[Names; 3],
    side: usize,
    name: TreeHash,
) -> Option<(SmolStr, Sides<'n>)> {
    if names[..side].iter().any(|names| names.find(name).is_some()) {
        return None;
    }
    let item = |side: usize| {
        let position = names[side].find(name)?;
        let node = &lists[side][position];
        Some(Side { node, at: node.span, position: Some(position) })
    };
    let sides = [item(0), item(1), item(2)];
    let step = label(sides[side]?.node, key)?;
    Some((step, sides))
}
