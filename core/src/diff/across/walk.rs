//! The walk over all trees, with a stack of its own.

use std::hash::{Hash, Hasher};
use std::mem;
use std::sync::Arc;

use rustc_hash::FxHasher;

use super::frame::{Frame, Inside};
use super::values::{Above, Values, Written};
use crate::diff::Options;
use crate::diff::around;
use crate::diff::equal::{equal_in, same};
use crate::diff::list::{Names, naming};
use crate::diff::step::Steps;
use crate::diff::tree::compare_below;
use crate::value::{KeyPath, Meaning, Quantity, Standing, equal_numbers};
use crate::yaml::{Data, Node, TreeHash};

/// A value that is not the same in all trees.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Row {
    /// Where in the trees; a named list item stands as `[name=blue]`.
    pub path: KeyPath,
    /// What each tree has there.
    pub values: Values,
    /// Which of them mean the same: numbers from 0 in order of appearance, `None` for nothing. Maps,
    /// and lists of named items, of which some trees have none, are one group here: what differs inside
    /// has rows of its own.
    pub groups: Vec<Option<u32>>,
    /// Whether the values are lists that have their items in another order. What differs inside named
    /// items has rows of its own.
    pub moved: bool,
    /// What is known of the values by what stands around them.
    pub(crate) standing: Standing,
}

/// Compares any number of trees in one walk, which tells only what is not the same in all of them. A
/// subtree that some do not have is one row, at its top; what differs among the others follows below
/// it. Items of lists are known by their names, and another order of them is one row, at the list;
/// lists without names are one row as a whole.
///
/// Trees that share a subtree cost nothing for it but the first.
pub fn compare_all(trees: &[Option<&Node>], options: &Options) -> Vec<Row> {
    let mut rows = Vec::new();
    for_each_row(trees, options, &mut |row| rows.push(row));
    rows
}

/// The same, row by row: nobody has to keep those of hundreds of trees twice.
pub(crate) fn for_each_row<'n>(
    trees: &[Option<&'n Node>],
    options: &Options,
    tell: &mut dyn FnMut(Row),
) {
    let mut walk = Walk {
        options,
        steps: Steps::below(KeyPath::root()),
        tell,
        frames: Vec::new(),
        kinds: Kinds::default(),
    };
    let written = |node: &'n Node| Written { node, span: node.span, position: 0 };
    let found: Vec<_> = trees.iter().map(|tree| tree.map(written)).collect();
    walk.values(&found, &Above::roots(trees.len()).into());
    walk.run();
}

struct Walk<'n, 't> {
    options: &'n Options,
    steps: Steps<'n>,
    tell: &'t mut dyn FnMut(Row),
    frames: Vec<Frame<'n>>,
    /// Kept from value to value for the room that it has.
    kinds: Kinds<'n>,
}

impl<'n> Walk<'n, '_> {
    fn run(&mut self) {
        let mut found = Vec::new();
        while let Some(frame) = self.frames.last_mut() {
            let Some(step) = frame.advance(&mut found) else {
                self.frames.pop();
                self.steps.pop();
                continue;
            };
            let above = frame.above.clone();
            let depth = self.frames.len();
            self.steps.push(step);
            self.values(&found, &above);
            // Whatever opened a frame keeps its step until that frame is done.
            if self.frames.len() == depth {
                self.steps.pop();
            }
        }
    }

    /// What stands at the path that was reached, in each of the values above it.
    fn values(&mut self, found: &[Option<Written<'n>>], above: &Arc<Above>) {
        let mut kinds = mem::take(&mut self.kinds);
        kinds.tell_apart(found);
        self.tell(found, &kinds, above);
        self.kinds = kinds;
    }

    fn tell(&mut self, found: &[Option<Written<'n>>], kinds: &Kinds<'n>, above: &Arc<Above>) {
        let Kinds { all, of, .. } = kinds;
        let lacks = of.contains(&None);
        if all.is_empty() || all.len() == 1 && !lacks {
            return;
        }
        let inside = self.inside(all);
        let mut path = None;
        let groups = match &inside {
            Some(Inside::Maps(_)) => None,
            Some(Inside::Lists(_, lists)) => self.orders(lists),
            None => self.meanings(path.insert(self.steps.left()), all),
        };
        if lacks || groups.is_some() {
            let path = path.unwrap_or_else(|| self.steps.left());
            // Kinds are numbered as they appear in the trees, and so are the groups of kinds.
            let group = |kind: u32| groups.as_ref().map_or(0, |groups| groups[kind as usize]);
            let group = |who: &Option<u32>| of[(*who)? as usize].map(group);
            let standing = self.standing();
            let moved = groups.is_some()
                && match &inside {
                    Some(Inside::Lists(..)) => true,
                    _ => have_same_items(all),
                };
            (self.tell)(Row {
                path,
                groups: above.who.iter().map(group).collect(),
                values: Values::new(found, above),
                moved,
                standing,
            });
        }
        if let Some(inside) = inside.filter(|_| all.len() > 1) {
            let who = above.who.iter().map(|above| of[(*above)? as usize]).collect();
            let at = all.iter().map(|one| one.span).collect();
            let values = all.iter().map(|one| one.node.clone()).collect();
            self.frames.push(Frame::new(inside, Above { who, at, values }));
        }
    }

    /// What is known of the values that were reached, by what stands around them.
    fn standing(&self) -> Standing {
        around::standing(&self.frames, self.steps.all())
    }

    /// The values as maps or as lists of named items, if all of them are.
    fn inside(&self, kinds: &[Written<'n>]) -> Option<Inside<'n>> {
        if kinds.iter().all(|kind| kind.node.as_map().is_some()) {
            return Some(Inside::Maps(
                kinds.iter().filter_map(|kind| kind.node.as_map()).collect(),
            ));
        }
        let lists: Option<Vec<&[Node]>> = kinds.iter().map(|kind| kind.node.as_list()).collect();
        let lists = lists?;
        let (key, names) = naming(&lists, &|| self.steps.left(), self.options)?;
        Some(Inside::Lists(key, lists.into_iter().zip(names).collect()))
    }

    /// Groups of lists whose common items stand in one order; `None` if all do.
    fn orders(&self, lists: &[(&[Node], Names)]) -> Option<Vec<u32>> {
        let path = || self.steps.left();
        if self.options.meaning(&path()) == Some(Meaning::Set) {
            return None;
        }
        grouped(lists, |(_, left), (_, right)| {
            let mut last = None;
            left.all().iter().filter_map(|name| right.find(*name)).all(|at| {
                let ascends = last.is_none_or(|last| last < at);
                last = Some(at);
                ascends
            })
        })
    }

    /// Groups of values that mean the same; `None` if all do.
    fn meanings(&self, path: &KeyPath, kinds: &[Written<'n>]) -> Option<Vec<u32>> {
        let meaning = self.options.meaning(path);
        // Amounts are read once each, not once for every value they are held against.
        let scalars = kinds.iter().all(|kind| kind.node.is_scalar());
        if let Some(kind) = meaning.and_then(Meaning::kind).filter(|_| scalars) {
            let amount = |data: &'n Data| (data, Quantity::read(data, kind).ok());
            let amounts: Vec<_> = kinds.iter().map(|kind| amount(&kind.node.data)).collect();
            return grouped(&amounts, |(left, a), (right, b)| {
                equal_numbers(left, right).unwrap_or_else(|| a.is_some() && a == b)
            });
        }
        grouped(kinds, |left, right| {
            let (left, right) = (left.node, right.node);
            let containers = matches!(
                (&left.data, &right.data),
                (Data::Map(_), Data::Map(_)) | (Data::List(_), Data::List(_))
            );
            equal_in(meaning, &left.data, &right.data)
                || containers && compare_below(path, left, right, self.options).changes.is_empty()
        })
    }
}

/// The different values that stand at one path, written differently or in different places.
#[derive(Default)]
struct Kinds<'n> {
    all: Vec<Written<'n>>,
    /// A number for each, which those that are the same share.
    marks: Vec<u64>,
    /// For each place above: which of them stands there.
    of: Vec<Option<u32>>,
}

impl<'n> Kinds<'n> {
    fn tell_apart(&mut self, found: &[Option<Written<'n>>]) {
        self.all.clear();
        self.marks.clear();
        self.of.clear();
        for value in found {
            let kind = value.map(|value| {
                let node = value.node.untagged();
                let mark = mark(node);
                let mut known = self.marks.iter().zip(&self.all);
                let known =
                    known.position(|(other, known)| *other == mark && same(known.node, node));
                known.unwrap_or_else(|| {
                    self.all.push(Written { node, ..value });
                    self.marks.push(mark);
                    self.all.len() - 1
                }) as u32
            });
            self.of.push(kind);
        }
    }
}

/// So many bytes of a text tell it apart from most others.
const MARKED: usize = 32;

/// A number that values share which are the same without a walk: most others are told apart by it
/// alone, without a look at them in pairs.
fn mark(node: &Node) -> u64 {
    let mut hasher = FxHasher::default();
    mem::discriminant(&node.data).hash(&mut hasher);
    match &node.data {
        Data::Null => {}
        Data::Bool(value) => hasher.write_u8(u8::from(*value)),
        Data::Int(value) => hasher.write_i64(*value),
        Data::UInt(value) => hasher.write_u64(*value),
        // NaN is NaN, and zero has two spellings.
        Data::Float(value) if value.is_nan() || *value == 0.0 => {
            hasher.write_u8(u8::from(value.is_nan()));
        }
        Data::Float(value) => hasher.write_u64(value.to_bits()),
        Data::Text(text) => {
            let (text, length) = (text.as_bytes(), text.len());
            hasher.write_usize(length);
            hasher.write(&text[..length.min(MARKED)]);
        }
        Data::List(items) => hasher.write_usize(items.len()),
        Data::Map(map) => hasher.write_u64(map.known_hash().map_or(0, TreeHash::low)),
        Data::Tagged(_) => {}
    }
    hasher.finish()
}

/// Whether all values are lists of the same items.
fn have_same_items(all: &[Written<'_>]) -> bool {
    let items = |written: &Written<'_>| {
        let mut items: Vec<TreeHash> =
            written.node.as_list()?.iter().map(Node::tree_hash).collect();
        items.sort_unstable();
        Some(items)
    };
    let mut lists = all.iter().map(items);
    let first = lists.next().flatten();
    first.is_some() && lists.all(|items| items == first)
}

/// Numbers of groups in order of appearance; `None` if all items are alike.
fn grouped<T>(all: &[T], alike: impl Fn(&T, &T) -> bool) -> Option<Vec<u32>> {
    let mut groups: Vec<u32> = Vec::with_capacity(all.len());
    let mut count = 0;
    for (at, one) in all.iter().enumerate() {
        // Each is held against the first of every group.
        let mut firsts = 0;
        let known = (0..at).find(|before| {
            let is_first = groups[*before] == firsts;
            firsts += u32::from(is_first);
            is_first && alike(&all[*before], one)
        });
        groups.push(known.map_or(count, |known| groups[known]));
        count += u32::from(known.is_none());
    }
    (count > 1).then_some(groups)
}
