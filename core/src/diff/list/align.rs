//! The longest part that two lists share in one order, near enough.
//!
//! Items that both lists have once are sure: the longest chain of them that runs the same way
//! parts the lists into gaps, and each gap is looked at the same way. A gap without such items is
//! searched for its shortest edit, as long as the budget lasts. What is left over is not aligned.

use std::ops::Range;

/// Pairs of positions of equal items, ascending in both lists. Items are numbered: equal ones have
/// one number, below `kinds`. At most `budget` steps are made, each some nanoseconds.
pub(super) fn align(
    left: &[u32],
    right: &[u32],
    kinds: usize,
    budget: usize,
) -> Vec<(usize, usize)> {
    let mut search =
        Search { left, right, counts: vec![Count::default(); kinds], budget, pairs: Vec::new() };
    let mut gaps = vec![Gap { left: 0..left.len(), right: 0..right.len() }];
    while let Some(gap) = gaps.pop() {
        let gap = search.trimmed(gap);
        if gap.left.is_empty() || gap.right.is_empty() || !search.spend(gap.len()) {
            continue;
        }
        let anchors = search.anchors(&gap);
        if anchors.is_empty() {
            search.shortest_edit(&gap);
            continue;
        }
        search.pairs.extend(&anchors);
        // The first gap is to be looked at first: it lies on top.
        let ends = anchors.iter().copied().chain([(gap.left.end, gap.right.end)]);
        let starts = anchors.iter().map(|(left, right)| (left + 1, right + 1));
        let starts = [(gap.left.start, gap.right.start)].into_iter().chain(starts);
        let between =
            starts.zip(ends).map(|(from, to)| Gap { left: from.0..to.0, right: from.1..to.1 });
        let first = gaps.len();
        gaps.extend(between);
        gaps[first..].reverse();
    }
    search.pairs.sort_unstable();
    search.pairs
}

/// What lies between two pairs.
struct Gap {
    left: Range<usize>,
    right: Range<usize>,
}

impl Gap {
    fn len(&self) -> usize {
        self.left.len() + self.right.len()
    }
}

/// How often a number stands in a gap, and where.
#[derive(Clone, Copy, Default)]
struct Count {
    left: u32,
    right: u32,
    at: usize,
}

struct Search<'i> {
    left: &'i [u32],
    right: &'i [u32],
    counts: Vec<Count>,
    budget: usize,
    pairs: Vec<(usize, usize)>,
}

impl Search<'_> {
    fn spend(&mut self, steps: usize) -> bool {
        let enough = self.budget >= steps;
        self.budget -= if enough { steps } else { self.budget };
        enough
    }

    /// The gap without the equal items at both ends, which are paired.
    fn trimmed(&mut self, mut gap: Gap) -> Gap {
        let equal = |left: usize, right: usize| self.left[left] == self.right[right];
        while !gap.left.is_empty()
            && !gap.right.is_empty()
            && equal(gap.left.start, gap.right.start)
        {
            self.pairs.push((gap.left.start, gap.right.start));
            gap.left.start += 1;
            gap.right.start += 1;
        }
        while !gap.left.is_empty()
            && !gap.right.is_empty()
            && equal(gap.left.end - 1, gap.right.end - 1)
        {
            gap.left.end -= 1;
            gap.right.end -= 1;
            self.pairs.push((gap.left.end, gap.right.end));
        }
        gap
    }

    /// The longest ascending chain of items that stand once on either side of the gap.
    fn anchors(&mut self, gap: &Gap) -> Vec<(usize, usize)> {
        for item in &self.left[gap.left.clone()] {
            self.counts[*item as usize].left += 1;
        }
        for at in gap.right.clone() {
            let count = &mut self.counts[self.right[at] as usize];
            (count.right, count.at) = (count.right + 1, at);
        }
        let once = gap.left.clone().filter_map(|at| {
            let count = self.counts[self.left[at] as usize];
            (count.left == 1 && count.right == 1).then_some((at, count.at))
        });
        let chain = ascending(&once.collect::<Vec<_>>());
        for item in self.left[gap.left.clone()].iter().chain(&self.right[gap.right.clone()]) {
            self.counts[*item as usize] = Count::default();
        }
        chain
    }

    /// Walks from corner to corner of the gap with as few steps aside as possible (Myers), and
    /// pairs what it meets on the diagonals; nothing, where the budget ends before.
    fn shortest_edit(&mut self, gap: &Gap) {
        let (left, right) = (&self.left[gap.left.clone()], &self.right[gap.right.clone()]);
        let mut rounds: Vec<Vec<usize>> = Vec::new();
        for aside in 0..=left.len() + right.len() {
            let mut round = Vec::with_capacity(aside + 1);
            for skipped in 0..=aside {
                let x = entered(&rounds, aside, skipped);
                let y = x + aside - 2 * skipped;
                let rest = left.get(x..).unwrap_or_default().iter();
                let met = rest.zip(right.get(y..).unwrap_or_default()).take_while(|(a, b)| a == b);
                let met = met.count();
                round.push(x + met);
                if !self.spend(met + 1) {
                    return;
                }
                if (x + met, y + met) == (left.len(), right.len()) {
                    rounds.push(round);
                    return self.pair_back(gap, &rounds, skipped);
                }
            }
            rounds.push(round);
        }
    }

    /// Goes back over the way that [`Search::shortest_edit`] found.
    fn pair_back(&mut self, gap: &Gap, rounds: &[Vec<usize>], mut skipped: usize) {
        for aside in (0..rounds.len()).rev() {
            let x = entered(rounds, aside, skipped);
            for x in x..rounds[aside][skipped] {
                let y = x + aside - 2 * skipped;
                self.pairs.push((gap.left.start + x, gap.right.start + y));
            }
            skipped -= usize::from(aside > 0 && skips(&rounds[aside - 1], aside, skipped));
        }
    }
}

/// Rounds say how far on the left one comes with so many steps aside, of which `skipped` left an
/// item of the left out. This is where such a way enters its last diagonal.
fn entered(rounds: &[Vec<usize>], aside: usize, skipped: usize) -> usize {
    let Some(before) = aside.checked_sub(1).map(|before| &rounds[before]) else { return 0 };
    if skips(before, aside, skipped) { before[skipped - 1] + 1 } else { before[skipped] }
}

/// Whether the last step aside left out an item of the left, as that comes further.
fn skips(before: &[usize], aside: usize, skipped: usize) -> bool {
    skipped == aside || skipped > 0 && before[skipped - 1] >= before[skipped]
}

/// The longest chain of pairs whose right positions ascend; the left ones do already.
pub(in crate::diff) fn ascending(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The pair that ends the chain of each length with the least right position, and what each
    // pair follows.
    let mut ends: Vec<usize> = Vec::new();
    let mut follows: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, (_, right)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *right);
        follows.push(length.checked_sub(1).map(|before| ends[before]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let last = ends.last().copied();
    let mut chain: Vec<_> =
        std::iter::successors(last, |at| follows[*at]).map(|at| pairs[at]).collect();
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MUCH: usize = 1_000_000;

    fn aligned(left: &[u32], right: &[u32], budget: usize) -> Vec<(usize, usize)> {
        let kinds = left.iter().chain(right).max().map_or(0, |most| *most as usize + 1);
        align(left, right, kinds, budget)
    }

    /// The length of the longest common subsequence, by the textbook.
    fn longest(left: &[u32], right: &[u32]) -> usize {
        let mut row = vec![0; right.len() + 1];
        for a in left {
            let mut corner = 0;
            for (at, b) in right.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if a == b { corner + 1 } else { above.max(row[at]) };
                corner = above;
            }
        }
        row[right.len()]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

        #[test]
        fn pairs_are_equal_and_ascend_whatever_the_budget(
            left in prop::collection::vec(0u32..6, 0..20),
            right in prop::collection::vec(0u32..6, 0..20),
            budget in 0usize..200,
        ) {
            let pairs = aligned(&left, &right, budget);
            prop_assert!(pairs.iter().all(|(a, b)| left[*a] == right[*b]));
            prop_assert!(pairs.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
        }

        #[test]
        fn without_unique_items_the_longest_common_part_is_found(
            left in prop::collection::vec(0u32..2, 4..20),
            right in prop::collection::vec(0u32..2, 4..20),
        ) {
            // Each item stands twice at least, so nothing is an anchor.
            let (left, right) = ([&[0, 1], &left[..], &[1, 0, 2]].concat(), [&[0, 1], &right[..], &[1, 0]].concat());
            let pairs = aligned(&left, &right, MUCH);
            prop_assert_eq!(pairs.len(), longest(&left, &right));
        }

        #[test]
        fn of_lists_without_repetition_the_longest_common_part_is_found(
            left in prop::collection::btree_set(0u32..20, 0..12).prop_map(Vec::from_iter).prop_shuffle(),
            right in prop::collection::btree_set(0u32..20, 0..12).prop_map(Vec::from_iter).prop_shuffle(),
        ) {
            let pairs = aligned(&left, &right, MUCH);
            prop_assert!(pairs.len() <= longest(&left, &right));
            let common: Vec<_> = left.iter().enumerate().filter_map(|(at, item)| {
                Some((at, right.iter().position(|other| other == item)?))
            }).collect();
            prop_assert_eq!(ascending(&common).len(), longest(&left, &right));
        }
    }

    #[test]
    fn hostile_lists_end_with_the_budget() {
        let left: Vec<u32> = (0..1_000_000).map(|at| at % 2).collect();
        let right: Vec<u32> = (0..1_000_000).map(|at| u32::from(at % 3 == 0)).collect();
        let start = std::time::Instant::now();
        aligned(&left, &right, 2_000_000);
        let turned: Vec<u32> = (0..1_000_000).rev().collect();
        let straight: Vec<u32> = (0..1_000_000).collect();
        assert_eq!(aligned(&straight, &turned, usize::MAX).len(), 1);
        println!("{:?}", start.elapsed());
    }
}
