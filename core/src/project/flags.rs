//! The flags of a project: from a live environment they follow reloads, from a snapshot they stay.

use super::{Environment, Snapshot};
use crate::error::Error;
use crate::flag::Flags;

impl Environment {
    /// Its feature flags.
    ///
    /// Of an environment that a [`Project`](super::Project) gave, they are live: handles bound once
    /// answer by the newest snapshot. Of one that a [`Snapshot`] gave, they are pinned to it.
    pub fn flags(&self) -> Flags {
        match &self.live {
            Some(live) => live.environment(self.name()),
            None => self.snapshot().0.flags.environment(self.name()),
        }
    }
}

impl Snapshot {
    /// What is wrong with flags, in the order of their places. Such a flag answers the default with
    /// the reason `ERROR`.
    pub fn flag_problems(&self) -> &[Error] {
        self.0.flags.problems()
    }
}
