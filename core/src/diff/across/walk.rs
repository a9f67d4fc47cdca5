//! The walk over all trees, with a stack of its own.

use super::frame::{Above, Frame, Inside, Written};
use crate::diff::Options;
use crate::diff::equal::{equal_in, same};
use crate::diff::list::{Names, naming};
use crate::diff::step::Steps;
use crate::diff::tree::compare_below;
use crate::source::Span;
use crate::value::{KeyPath, Meaning};
use crate::yaml::{Data, Node};

/// A value that is not the same in all trees.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Row {
    /// Where in the trees; a named list item stands as `[name=blue]`.
    pub path: KeyPath,
    /// What each tree has there.
    pub values: Vec<Option<Node>>,
    /// Which of them mean the same: numbers from 0 in order of appearance, `None` for nothing. Maps,
    /// and lists of named items, of which some trees have none, are one group here: what differs inside
    /// has rows of its own.
    pub groups: Vec<Option<u32>>,
    /// For each tree that has nothing there: where the parent stands.
    pub parents: Vec<Option<Span>>,
}

/// Compares any number of trees in one walk, which tells only what is not the same in all of them. A
/// subtree that some do not have is one row, at its top; what differs among the others follows below
/// it. Items of lists are known by their names, and another order of them is one row, at the list;
/// lists without names are one row as a whole.
///
/// Trees that share a subtree cost nothing for it but the first.
pub fn compare_all(trees: &[Option<&Node>], options: &Options) -> Vec<Row> {
    let mut walk = Walk {
        options,
        steps: Steps::below(KeyPath::root()),
        rows: Vec::new(),
        frames: Vec::new(),
    };
    let found: Vec<_> = trees.iter().map(|tree| tree.map(|node| (node, node.span))).collect();
    let who = (0..).take(trees.len()).map(Some).collect();
    walk.values(&found, &Above { who, at: vec![Span::NONE; trees.len()] });
    walk.run();
    walk.rows
}

struct Walk<'n> {
    options: &'n Options,
    steps: Steps<'n>,
    rows: Vec<Row>,
    frames: Vec<Frame<'n>>,
}

impl<'n> Walk<'n> {
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
    fn values(&mut self, found: &[Option<Written<'n>>], above: &Above) {
        let mut kinds: Vec<Written<'n>> = Vec::with_capacity(found.len());
        let kind_of: Vec<Option<u32>> = found
            .iter()
            .map(|value| {
                let (node, span) = (*value)?;
                let node = node.untagged();
                let known = kinds.iter().position(|(known, _)| same(known, node));
                Some(known.unwrap_or_else(|| {
                    kinds.push((node, span));
                    kinds.len() - 1
                }) as u32)
            })
            .collect();
        let lacks = kind_of.contains(&None);
        if kinds.is_empty() || kinds.len() == 1 && !lacks {
            return;
        }
        let inside = self.inside(&kinds);
        let groups = match &inside {
            Some(Inside::Maps(maps)) => vec![0; maps.len()],
            Some(Inside::Lists(_, lists)) => self.orders(lists),
            None => self.meanings(&kinds),
        };
        if lacks || groups.iter().any(|group| *group > 0) {
            self.row(found, &kind_of, &groups, above);
        }
        if let Some(inside) = inside.filter(|_| kinds.len() > 1) {
            let who = above.who.iter().map(|above| kind_of[(*above)? as usize]).collect();
            let at = kinds.iter().map(|(_, span)| *span).collect();
            self.frames.push(Frame::new(inside, Above { who, at }));
        }
    }

    /// The values as maps or as lists of named items, if all of them are.
    fn inside(&self, kinds: &[Written<'n>]) -> Option<Inside<'n>> {
        let maps = kinds.iter().map(|(node, _)| match &node.data {
            Data::Map(map) => Some(&**map),
            _ => None,
        });
        if let Some(maps) = maps.collect() {
            return Some(Inside::Maps(maps));
        }
        let lists: Option<Vec<&[Node]>> = kinds.iter().map(|(node, _)| node.as_list()).collect();
        let lists = lists?;
        let (key, names) = naming(&lists, &|| self.steps.left(), self.options)?;
        Some(Inside::Lists(key, lists.into_iter().zip(names).collect()))
    }

    /// Groups of lists whose common items stand in one order.
    fn orders(&self, lists: &[(&[Node], Names)]) -> Vec<u32> {
        let path = || self.steps.left();
        if self.options.meaning(&path()) == Some(Meaning::Set) {
            return vec![0; lists.len()];
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

    /// Groups of values that mean the same.
    fn meanings(&self, kinds: &[Written<'_>]) -> Vec<u32> {
        let path = self.steps.left();
        let meaning = self.options.meaning(&path);
        grouped(kinds, |(left, _), (right, _)| {
            let containers = matches!(
                (&left.data, &right.data),
                (Data::Map(_), Data::Map(_)) | (Data::List(_), Data::List(_))
            );
            equal_in(meaning, &left.data, &right.data)
                || containers && compare_below(&path, left, right, self.options).changes.is_empty()
        })
    }

    fn row(
        &mut self,
        found: &[Option<Written<'n>>],
        kind_of: &[Option<u32>],
        groups: &[u32],
        Above { who, at }: &Above,
    ) {
        let above = || who.iter().map(|above| above.map(|above| above as usize));
        let group = |above: usize| Some(groups[kind_of[above]? as usize]);
        let mut numbers: Vec<u32> = Vec::new();
        let groups = above().map(|above| {
            let group = group(above?)?;
            let known = numbers.iter().position(|known| *known == group);
            Some(known.unwrap_or_else(|| {
                numbers.push(group);
                numbers.len() - 1
            }) as u32)
        });
        let groups: Vec<Option<u32>> = groups.collect();
        let value = |above: Option<usize>| found[above?].map(|(node, _)| node.clone());
        let parent = |above: Option<usize>| found[above?].is_none().then_some(at[above?]);
        self.rows.push(Row {
            path: self.steps.left(),
            values: above().map(value).collect(),
            groups,
            parents: above().map(parent).collect(),
        });
    }
}

/// The number of the first item that each is like.
fn grouped<T>(all: &[T], alike: impl Fn(&T, &T) -> bool) -> Vec<u32> {
    let mut firsts: Vec<&T> = Vec::new();
    let group = |one| {
        let known = firsts.iter().position(|first| alike(first, one));
        known.unwrap_or_else(|| {
            firsts.push(one);
            firsts.len() - 1
        }) as u32
    };
    all.iter().map(group).collect()
}
