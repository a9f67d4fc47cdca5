//! A list in pieces: a change in the middle moves one piece and not the whole list.

/// How many items a piece has when the list is made; twice as many are split.
const PIECE: usize = 512;

#[derive(Debug, Clone)]
pub(super) struct Rope<T> {
    pieces: Vec<Vec<T>>,
    len: usize,
}

impl<T> FromIterator<T> for Rope<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut rope = Self { pieces: Vec::new(), len: 0 };
        for item in items {
            match rope.pieces.last_mut() {
                Some(piece) if piece.len() < PIECE => piece.push(item),
                _ => rope.pieces.push(vec![item]),
            }
            rope.len += 1;
        }
        rope
    }
}

impl<T> Rope<T> {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The piece that holds a position, and the position in it; the end lies in the last piece.
    fn find(&self, mut at: usize) -> Option<(usize, usize)> {
        for (piece, items) in self.pieces.iter().enumerate() {
            if at < items.len() || at == items.len() && piece + 1 == self.pieces.len() {
                return Some((piece, at));
            }
            at -= items.len();
        }
        None
    }

    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        let (piece, at) = self.find(at)?;
        self.pieces[piece].get_mut(at)
    }

    /// Puts an item at a position, which is at most the end.
    pub(super) fn insert(&mut self, at: usize, item: T) {
        self.len += 1;
        let Some((piece, at)) = self.find(at) else { return self.pieces.push(vec![item]) };
        let items = &mut self.pieces[piece];
        items.insert(at, item);
        if items.len() >= PIECE * 2 {
            let rest = items.split_off(PIECE);
            self.pieces.insert(piece + 1, rest);
        }
    }

    pub(super) fn remove(&mut self, at: usize) -> Option<T> {
        let (piece, at) = self.find(at).filter(|_| at < self.len)?;
        let item = self.pieces[piece].remove(at);
        if self.pieces[piece].is_empty() {
            self.pieces.remove(piece);
        }
        self.len -= 1;
        Some(item)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.pieces.iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_rope_is_a_list(
            length in 0usize..1_500,
            changes in prop::collection::vec((any::<bool>(), 0usize..1_600), 0..1_500),
        ) {
            let mut list: Vec<usize> = (0..length).collect();
            let mut rope: Rope<usize> = list.iter().copied().collect();
            for (number, (inserts, at)) in changes.into_iter().enumerate() {
                if inserts {
                    let at = at.min(list.len());
                    list.insert(at, number);
                    rope.insert(at, number);
                } else {
                    let removed = (at < list.len()).then(|| list.remove(at));
                    prop_assert_eq!(rope.remove(at), removed);
                }
                prop_assert_eq!(rope.len(), list.len());
            }
            prop_assert!(rope.iter().eq(&list));
            for (at, item) in list.iter_mut().enumerate() {
                prop_assert_eq!(rope.get_mut(at), Some(item));
            }
        }
    }
}
