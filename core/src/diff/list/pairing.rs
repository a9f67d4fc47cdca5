//! Two lists paired up.

use std::cmp::Ordering;
use std::ops::Range;

use super::align::align;
use super::index::Index;
use super::names::{Names, naming};
use crate::diff::Options;
use crate::diff::equal::same;
use crate::diff::step::Step;
use crate::value::{KeyPath, canonical};
use crate::yaml::{Data, Node};

/// Which item of the left list answers to which of the right one.
#[derive(Debug)]
pub(in crate::diff) struct Pairing<'o> {
    /// The key that names the items; else they are known by their positions.
    pub(in crate::diff) key: Option<&'o str>,
    /// The items on the left that are to be looked at: before and behind them the lists are equal.
    pub(in crate::diff) left: Range<usize>,
    /// Those on the right.
    pub(in crate::diff) right: Range<usize>,
    /// Positions that answer to each other, in the order of the left list.
    pub(in crate::diff) pairs: Vec<(usize, usize)>,
    /// Whether they are in another order on the right.
    pub(in crate::diff) moved: bool,
}

impl<'o> Pairing<'o> {
    fn of(left: usize, right: usize, pairs: Vec<(usize, usize)>) -> Self {
        let moved = pairs.windows(2).any(|two| two[1].1 < two[0].1);
        Self { key: None, left: 0..left, right: 0..right, pairs, moved }
    }

    /// The step to an item that stands at these positions.
    pub(in crate::diff) fn step<'n>(
        &self,
        item: &'n Node,
        (left, right): (usize, usize),
    ) -> Step<'n>
    where
        'o: 'n,
    {
        match self.key {
            Some(key) => Step::Item(key, item),
            None => Step::At(left, right),
        }
    }

    /// Which of the items on the right that are to be looked at answer to one on the left.
    pub(in crate::diff) fn answered(&self) -> Vec<bool> {
        let mut answered = vec![false; self.right.len()];
        for (_, right) in &self.pairs {
            answered[right - self.right.start] = true;
        }
        answered
    }
}

/// How lists in lists are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diff) enum Depth {
    /// Equal items are looked for.
    Near,
    /// So many lists without names are around these that looking for equal items in each would
    /// visit the innermost again and again.
    Far,
}

pub(in crate::diff) fn pair_up<'o>(
    [left, right]: [&[Node]; 2],
    path: &dyn Fn() -> KeyPath,
    depth: Depth,
    options: &'o Options,
) -> Pairing<'o> {
    if let Some((key, names)) = naming(&[left, right], path, options) {
        return by_name(key, &names[0], &names[1]);
    }
    if depth == Depth::Far {
        let pairs = (0..left.len().min(right.len())).map(|at| (at, at)).collect();
        return Pairing::of(left.len(), right.len(), pairs);
    }
    by_equality(left, right, options.alignment)
}

/// The items of two sets: by name, else by what they are.
pub(in crate::diff) fn pair_up_sets<'o>(
    [left, right]: [&[Node]; 2],
    path: &dyn Fn() -> KeyPath,
    options: &'o Options,
) -> Pairing<'o> {
    match naming(&[left, right], path, options) {
        Some((key, names)) => by_name(key, &names[0], &names[1]),
        None => {
            let pairs = Numbered::of(left, right).pairs_in_any_order();
            Pairing::of(left.len(), right.len(), pairs)
        }
    }
}

fn by_name<'o>(key: &'o str, left: &Names, right: &Names) -> Pairing<'o> {
    let mut pairs = Vec::with_capacity(left.all().len());
    // Most items stand behind the one that answered last.
    let mut near = 0;
    for (at, name) in left.all().iter().enumerate() {
        let stands = right.all().get(near) == Some(name);
        if let Some(other) = if stands { Some(near) } else { right.find(*name) } {
            pairs.push((at, other));
            near = other + 1;
        }
    }
    Pairing { key: Some(key), ..Pairing::of(left.all().len(), right.all().len(), pairs) }
}

/// Items without names: equal ones are aligned, and between them the first answers to the first.
/// Where both lists have the same items, they are in another order and nothing else.
fn by_equality<'o>(left: &[Node], right: &[Node], budget: usize) -> Pairing<'o> {
    if left.len() == 1 && right.len() == 1 {
        // Nothing else can come of it.
        return Pairing::of(1, 1, vec![(0, 0)]);
    }
    let start = left.iter().zip(right).take_while(equal).count();
    let (rest_left, rest_right) = (&left[start..], &right[start..]);
    let end = rest_left.iter().rev().zip(rest_right.iter().rev()).take_while(equal).count();
    let rest_left = &rest_left[..rest_left.len() - end];
    let rest_right = &rest_right[..rest_right.len() - end];
    let (pairs, moved) = match (rest_left.len(), rest_right.len()) {
        (0, _) | (_, 0) => (Vec::new(), false),
        (1, 1) => (vec![(0, 0)], false),
        ends => {
            let items = Numbered::of(rest_left, rest_right);
            match items.are_the_same() {
                true => (items.pairs_in_any_order(), true),
                false => (filled(items.aligned(rest_left, rest_right, budget), ends), false),
            }
        }
    };
    Pairing {
        key: None,
        left: start..left.len() - end,
        right: start..right.len() - end,
        pairs: pairs.into_iter().map(|(left, right)| (left + start, right + start)).collect(),
        moved,
    }
}

/// Whether two items are equal. What is inside is known by hashes, which maps then remember.
fn equal((left, right): &(&Node, &Node)) -> bool {
    let discriminant = std::mem::discriminant::<Data>;
    let container = matches!(left.data, Data::Map(_) | Data::List(_) | Data::Tagged(_));
    same(left, right)
        || container
            && discriminant(&left.data) == discriminant(&right.data)
            && left.tree_hash() == right.tree_hash()
}

/// Between pairs, the first item that is left over answers to the first of the other list.
fn filled(pairs: Vec<(usize, usize)>, ends: (usize, usize)) -> Vec<(usize, usize)> {
    let mut all = Vec::with_capacity(pairs.len());
    let (mut left, mut right) = (0, 0);
    for (to_left, to_right) in pairs.into_iter().chain([ends]) {
        all.extend((left..to_left).zip(right..to_right));
        all.push((to_left, to_right));
        (left, right) = (to_left + 1, to_right + 1);
    }
    all.pop();
    all
}

/// Two lists as numbers that equal items share.
struct Numbered {
    left: Vec<u32>,
    right: Vec<u32>,
    kinds: usize,
}

impl Numbered {
    fn of(left: &[Node], right: &[Node]) -> Self {
        let mut index = Index::with_capacity(left.len() + right.len());
        let mut numbers = Vec::with_capacity(left.len() + right.len());
        let mut kinds = 0;
        for (at, item) in left.iter().chain(right).enumerate() {
            let first = index.add(item.tree_hash());
            let number = if first == at { kinds } else { numbers[first] };
            kinds += u32::from(first == at);
            numbers.push(number);
        }
        let right = numbers.split_off(left.len());
        Self { left: numbers, right, kinds: kinds as usize }
    }

    fn are_the_same(&self) -> bool {
        let mut counts = vec![0i64; self.kinds];
        self.left.iter().for_each(|item| counts[*item as usize] += 1);
        self.right.iter().for_each(|item| counts[*item as usize] -= 1);
        counts.iter().all(|count| *count == 0)
    }

    /// Equal items, the first to the first, in the order of the left list.
    fn pairs_in_any_order(&self) -> Vec<(usize, usize)> {
        // The next position on the right of each kind, and of each position the one behind it.
        let mut next = vec![usize::MAX; self.kinds];
        let mut behind = vec![usize::MAX; self.right.len()];
        for (at, item) in self.right.iter().enumerate().rev() {
            behind[at] = std::mem::replace(&mut next[*item as usize], at);
        }
        let pairs = self.left.iter().enumerate().filter_map(|(at, item)| {
            let other = next[*item as usize];
            next[*item as usize] = *behind.get(other)?;
            Some((at, other))
        });
        pairs.collect()
    }

    /// The alignment of both lists, the same from either side.
    fn aligned(&self, left: &[Node], right: &[Node], budget: usize) -> Vec<(usize, usize)> {
        let first = |items: &[Node]| items.first().map(canonical);
        let order = left.len().cmp(&right.len()).then_with(|| first(left).cmp(&first(right)));
        if order != Ordering::Greater {
            return align(&self.left, &self.right, self.kinds, budget);
        }
        let pairs = align(&self.right, &self.left, self.kinds, budget);
        pairs.into_iter().map(|(right, left)| (left, right)).collect()
    }
}
