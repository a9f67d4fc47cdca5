//! Maps or lists that are walked side by side, and how far they were visited.

use std::cell::OnceCell;
use std::sync::Arc;

use super::values::{Above, Written};
use crate::diff::around::{Around, Known};
use crate::diff::equal::same;
use crate::diff::list::Names;
use crate::diff::step::Step;
use crate::value::Standing;
use crate::yaml::{Entry, Map, Node};

/// Values that stand at one path. Trees that have one and the same of them share a place here.
pub(super) struct Frame<'n> {
    inside: Inside<'n>,
    pub(super) above: Arc<Above>,
    /// The value whose members are visited, and how many of them were.
    next: (usize, usize),
    /// How many members of each value were met among those of the values before it.
    met: Vec<usize>,
    known: OnceCell<Known>,
}

impl Around for Frame<'_> {
    fn known(&self) -> &OnceCell<Known> {
        &self.known
    }

    fn look(&self, standing: Standing) -> Known {
        match &self.inside {
            Inside::Maps(maps) => Known::Maps(standing.inside(maps.iter().copied())),
            Inside::Lists(..) => Known::Lists(standing),
        }
    }

    /// An item that has a name stands behind no option.
    fn item(&self, standing: Standing, _: &Step<'_>) -> Standing {
        standing.item(std::iter::empty())
    }
}

pub(super) enum Inside<'n> {
    Maps(Vec<&'n Map>),
    /// Lists whose items have names, and the key that names them.
    Lists(&'n str, Vec<(&'n [Node], Names)>),
}

impl<'n> Frame<'n> {
    pub(super) fn new(inside: Inside<'n>, above: Above) -> Self {
        let met = vec![0; above.at.len()];
        Self { inside, above: above.into(), next: (0, 0), met, known: OnceCell::new() }
    }

    /// The next member that is not the same in all values; `found` gets what stands there in each.
    pub(super) fn advance(&mut self, found: &mut Vec<Option<Written<'n>>>) -> Option<Step<'n>> {
        while self.next.0 < self.met.len() {
            let (first, at) = self.next;
            // Trees of one shape hold nothing that the first does not.
            if self.met[first] == self.inside.len(first) || at == self.inside.len(first) {
                self.next = (first + 1, 0);
                continue;
            }
            self.next.1 += 1;
            found.clear();
            let step = match &self.inside {
                Inside::Maps(maps) => members(maps, first, at, &mut self.met, found),
                Inside::Lists(key, lists) => items(key, lists, first, at, &mut self.met, found),
            };
            if step.is_some() {
                return step;
            }
        }
        None
    }
}

impl Inside<'_> {
    fn len(&self, at: usize) -> usize {
        match self {
            Inside::Maps(maps) => maps[at].len(),
            Inside::Lists(_, lists) => lists[at].0.len(),
        }
    }
}

/// What stands at a key of one map in all of them; `None` if that is the same everywhere, or a map
/// before it has the key.
fn members<'n>(
    maps: &[&'n Map],
    first: usize,
    at: usize,
    met: &mut [usize],
    found: &mut Vec<Option<Written<'n>>>,
) -> Option<Step<'n>> {
    let entry = &maps[first].entries()[at];
    if maps[..first].iter().any(|map| map.entry(&entry.key).is_some()) {
        return None;
    }
    let mut alike = first == 0;
    found.extend((0..first).map(|_| None));
    let written = |entry: &'n Entry, at: usize| Written {
        node: &entry.node,
        span: entry.key_span,
        position: at as u32,
    };
    found.push(Some(written(entry, at)));
    for (map, met) in maps.iter().zip(met).skip(first + 1) {
        let other = map.position_near(&entry.key, at);
        let other = other.map(|at| written(&map.entries()[at], at));
        *met += usize::from(other.is_some());
        alike = alike && other.is_some_and(|other| same(&entry.node, other.node));
        found.push(other);
    }
    (!alike).then_some(Step::Key(&entry.key))
}

/// The same of an item of one list.
fn items<'n>(
    key: &'n str,
    lists: &[(&'n [Node], Names)],
    first: usize,
    at: usize,
    met: &mut [usize],
    found: &mut Vec<Option<Written<'n>>>,
) -> Option<Step<'n>> {
    let item = &lists[first].0[at];
    let name = *lists[first].1.all().get(at)?;
    if lists[..first].iter().any(|(_, names)| names.find(name).is_some()) {
        return None;
    }
    let mut alike = first == 0;
    found.extend((0..first).map(|_| None));
    let written =
        |item: &'n Node, at: usize| Written { node: item, span: item.span, position: at as u32 };
    found.push(Some(written(item, at)));
    for ((items, names), met) in lists.iter().zip(met).skip(first + 1) {
        let stands = names.all().get(at) == Some(&name);
        let other =
            if stands { Some(at) } else { names.find(name) }.map(|at| written(&items[at], at));
        *met += usize::from(other.is_some());
        alike = alike && other.is_some_and(|other| same(item, other.node));
        found.push(other);
    }
    (!alike).then_some(Step::Item(key, item))
}
