//! What two maps or two lists hold that is not the same on both sides, one by one.

use super::equal::same;
use super::list::Pairing;
use super::step::Step;
use crate::source::Span;
use crate::value::holds_reference;
use crate::yaml::{Map, Node};

/// A value that may stand on either side, and where its key or itself was written.
pub(super) struct Member<'n> {
    /// The step from the parent.
    pub(super) step: Step<'n>,
    pub(super) left: Option<(&'n Node, Span)>,
    pub(super) right: Option<(&'n Node, Span)>,
    /// The position in a list, where it is only on one side.
    pub(super) position: Option<usize>,
}

pub(super) struct Maps<'n> {
    left: &'n Map,
    right: &'n Map,
    next: usize,
    /// How many keys of the right map were met in the left one.
    met: usize,
}

impl<'n> Maps<'n> {
    pub(super) fn new(left: &'n Map, right: &'n Map) -> Self {
        Self { left, right, next: 0, met: 0 }
    }

    pub(super) fn both(&self) -> impl Iterator<Item = &'n Map> {
        [self.left, self.right].into_iter()
    }

    /// The next member that is not the same on both sides.
    pub(super) fn advance(&mut self) -> Option<Member<'n>> {
        let Self { left, right, .. } = *self;
        while let Some(entry) = left.entries().get(self.next) {
            // Trees of one shape have their keys at the same positions.
            let other = right.entry_near(&entry.key, self.next);
            self.next += 1;
            self.met += usize::from(other.is_some());
            if other.is_some_and(|other| same(&entry.node, &other.node)) {
                continue;
            }
            return Some(Member {
                step: Step::Key(&entry.key),
                left: Some((&entry.node, entry.key_span)),
                right: other.map(|other| (&other.node, other.key_span)),
                position: None,
            });
        }
        while self.met < right.len() {
            let entry = right.entries().get(self.next - left.len())?;
            self.next += 1;
            if left.entry(&entry.key).is_none() {
                let right = Some((&entry.node, entry.key_span));
                return Some(Member {
                    step: Step::Key(&entry.key),
                    left: None,
                    right,
                    position: None,
                });
            }
        }
        None
    }
}

pub(super) struct Lists<'n> {
    left: &'n [Node],
    right: &'n [Node],
    pairing: Pairing<'n>,
    answered: Vec<bool>,
    next: usize,
    next_pair: usize,
    next_right: usize,
}

impl<'n> Lists<'n> {
    pub(super) fn new(left: &'n [Node], right: &'n [Node], pairing: Pairing<'n>) -> Self {
        let (next, next_right) = (pairing.left.start, pairing.right.start);
        let answered = pairing.answered();
        Self { left, right, pairing, answered, next, next_pair: 0, next_right }
    }

    /// Whether items without names refer to more secrets on one side than on the other.
    pub(super) fn refer_unlike(&self) -> bool {
        let count = |items: &[Node]| items.iter().filter(|item| holds_reference(item)).count();
        let (left, right) = (self.pairing.left.clone(), self.pairing.right.clone());
        self.pairing.key.is_none() && count(&self.left[left]) != count(&self.right[right])
    }

    /// Both lists, with a position in each.
    pub(super) fn at(
        &self,
        left: usize,
        right: usize,
    ) -> impl Iterator<Item = (&'n [Node], usize)> {
        [(self.left, left), (self.right, right)].into_iter()
    }

    /// The next member that is not the same on both sides.
    pub(super) fn advance(&mut self) -> Option<Member<'n>> {
        while self.next < self.pairing.left.end {
            let (at, left) = (self.next, &self.left[self.next]);
            self.next += 1;
            let other = self.pairing.pairs.get(self.next_pair).filter(|(left, _)| *left == at);
            let Some((_, other)) = other.copied() else {
                let left = Some((left, left.span));
                let step = self.pairing.step(&self.left[at], (at, at));
                return Some(Member { step, left, right: None, position: Some(at) });
            };
            self.next_pair += 1;
            let right = &self.right[other];
            if !same(left, right) {
                let step = self.pairing.step(left, (at, other));
                let (left, right) = (Some((left, left.span)), Some((right, right.span)));
                return Some(Member { step, left, right, position: None });
            }
        }
        while self.next_right < self.pairing.right.end {
            let at = self.next_right;
            self.next_right += 1;
            if !self.answered[at - self.pairing.right.start] {
                let right = &self.right[at];
                let step = self.pairing.step(right, (at, at));
                let right = Some((right, right.span));
                return Some(Member { step, left: None, right, position: Some(at) });
            }
        }
        None
    }
}
