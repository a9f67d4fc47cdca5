//! Items found again by their hash.

use crate::yaml::TreeHash;

/// Positions in a list of hashes, by hash.
#[derive(Debug)]
pub(super) struct Index {
    hashes: Vec<TreeHash>,
    /// One more than a position, or 0; at least twice as many as there are hashes.
    slots: Vec<u32>,
}

impl Index {
    /// An index with room for so many hashes.
    pub(super) fn with_capacity(count: usize) -> Self {
        let slots = vec![0; (count * 2).next_power_of_two().max(8)];
        Self { hashes: Vec::with_capacity(count), slots }
    }

    /// Takes in a hash, and gives the first position that has it: its own, if it is new.
    pub(super) fn add(&mut self, hash: TreeHash) -> usize {
        let slot = self.slot(hash);
        let at = self.hashes.len();
        self.hashes.push(hash);
        match self.slots[slot] {
            0 => {
                self.slots[slot] = u32::try_from(at + 1).unwrap_or(u32::MAX);
                at
            }
            found => found as usize - 1,
        }
    }

    /// The first position of a hash.
    pub(super) fn find(&self, hash: TreeHash) -> Option<usize> {
        (self.slots[self.slot(hash)] as usize).checked_sub(1)
    }

    pub(super) fn hashes(&self) -> &[TreeHash] {
        &self.hashes
    }

    /// Where the hash is, or would be.
    fn slot(&self, hash: TreeHash) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash.low() as usize & mask;
        while let Some(at) = (self.slots[slot] as usize).checked_sub(1) {
            if self.hashes[at] == hash {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }
}
