//! The way from the root to where a walk stands. Paths are made of it when there is something to
//! tell, since most values are the same and need none.

use smol_str::{SmolStr, ToSmolStr};

use super::list::{Depth, label};
use crate::value::KeyPath;
use crate::yaml::Node;

/// How many lists without names may be around a list whose equal items are looked for.
const NEAR: usize = 8;

/// One step down.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'n> {
    /// To a key of a map.
    Key(&'n SmolStr),
    /// To an item, by what stands at a key of it.
    Item(&'n str, &'n Node),
    /// To an item by its position on the left and on the right.
    At(usize, usize),
}

/// The steps from a path to a value.
#[derive(Debug)]
pub(super) struct Steps<'n> {
    above: KeyPath,
    steps: Vec<Step<'n>>,
    /// How many of them go by position.
    unnamed: usize,
    /// How many of them lead to different positions.
    apart: usize,
}

impl<'n> Steps<'n> {
    pub(super) fn below(above: KeyPath) -> Self {
        Self { above, steps: Vec::new(), unnamed: 0, apart: 0 }
    }

    pub(super) fn push(&mut self, step: Step<'n>) {
        self.count(step, 1);
        self.steps.push(step);
    }

    pub(super) fn pop(&mut self) {
        if let Some(step) = self.steps.pop() {
            self.count(step, usize::MAX);
        }
    }

    fn count(&mut self, step: Step<'n>, one: usize) {
        if let Step::At(left, right) = step {
            self.unnamed = self.unnamed.wrapping_add(one);
            self.apart = self.apart.wrapping_add(if left == right { 0 } else { one });
        }
    }

    /// Whether equal items are looked for in a list here.
    pub(super) fn depth(&self) -> Depth {
        if self.unnamed > NEAR { Depth::Far } else { Depth::Near }
    }

    /// The steps themselves.
    pub(super) fn all(&self) -> &[Step<'n>] {
        &self.steps
    }

    /// The path on the left.
    pub(super) fn left(&self) -> KeyPath {
        self.path(|left, _| left)
    }

    /// The path on the right, if it is another.
    pub(super) fn right(&self) -> Option<KeyPath> {
        (self.apart > 0).then(|| self.path(|_, right| right))
    }

    fn path(&self, side: fn(usize, usize) -> usize) -> KeyPath {
        let key = |step: &Step<'_>| match *step {
            Step::Key(key) => key.clone(),
            Step::Item(key, item) => label(item, key).unwrap_or_default(),
            Step::At(left, right) => side(left, right).to_smolstr(),
        };
        self.above.as_slice().iter().cloned().chain(self.steps.iter().map(key)).collect()
    }
}
