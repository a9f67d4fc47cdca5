//! The fewest moves that bring items into another order.

use crate::diff::list::ascending;

/// Positions as each move meets them: where the item is taken from, and where it is put after that.
/// `order` says for each item in its old order which one it becomes; it holds each number below its
/// length once.
pub(super) fn moves(order: &[usize]) -> Vec<(usize, usize)> {
    let ranks: Vec<(usize, usize)> = order.iter().copied().enumerate().collect();
    let stays = ascending(&ranks);
    if stays.len() == order.len() {
        return Vec::new();
    }
    let mut fixed = vec![false; order.len()];
    for (_, rank) in &stays {
        fixed[*rank] = true;
    }
    // Every item has a seat where it was. Whoever moves has another one as well, behind the item
    // that it is to follow. Seats stand in one row, of which some are taken.
    let mut old_seat = vec![0; order.len()];
    let mut new_seat = vec![0; order.len()];
    let mut row = 0;
    let seat_movers = |from: usize, row: &mut usize, new_seat: &mut Vec<usize>| {
        for rank in (from..order.len()).take_while(|rank| !fixed[*rank]) {
            new_seat[rank] = *row;
            *row += 1;
        }
    };
    seat_movers(0, &mut row, &mut new_seat);
    for rank in order {
        old_seat[*rank] = row;
        row += 1;
        if fixed[*rank] {
            seat_movers(rank + 1, &mut row, &mut new_seat);
        }
    }
    let mut taken = Taken::new(row);
    old_seat.iter().for_each(|seat| taken.add(*seat, 1));
    let movers = (0..order.len()).filter(|rank| !fixed[*rank]);
    let moves = movers.map(|rank| {
        let from = taken.before(old_seat[rank]);
        taken.add(old_seat[rank], -1);
        let to = taken.before(new_seat[rank]);
        taken.add(new_seat[rank], 1);
        (from, to)
    });
    moves.filter(|(from, to)| from != to).collect()
}

/// How many seats are taken before each, kept as sums of ranges.
struct Taken(Vec<i64>);

impl Taken {
    fn new(seats: usize) -> Self {
        Self(vec![0; seats + 1])
    }

    fn add(&mut self, seat: usize, count: i64) {
        let mut at = seat + 1;
        while let Some(sum) = self.0.get_mut(at) {
            *sum += count;
            at += at & at.wrapping_neg();
        }
    }

    fn before(&self, seat: usize) -> usize {
        let (mut at, mut sum) = (seat, 0);
        while at > 0 {
            sum += self.0[at];
            at &= at - 1;
        }
        usize::try_from(sum).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_moves_lead_to_the_order_and_are_as_few_as_can_be(
            order in (0usize..12).prop_flat_map(|n| Just((0..n).collect::<Vec<_>>()).prop_shuffle()),
        ) {
            let moves = moves(&order);
            let mut items = order.clone();
            for (from, to) in &moves {
                let item = items.remove(*from);
                items.insert(*to, item);
            }
            prop_assert!(items.iter().copied().eq(0..order.len()), "{order:?}: {items:?}");
            let ranks: Vec<_> = order.iter().copied().enumerate().collect();
            prop_assert!(moves.len() <= order.len() - ascending(&ranks).len());
        }
    }
}
