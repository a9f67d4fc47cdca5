//! Making one environment say what another one says: what to write where, difference by difference.
//!
//! A [`FixPlan`] lists every difference between two environments with the edit that mends it, or why
//! it is left alone; the caller chooses, and what was chosen becomes an [`Edit`](super::Edit), which
//! is looked at and committed as any other. [`Edit::sync`](super::Edit::sync) makes the same edits,
//! all of them.
//!
//! What is written goes into the environment's own layer, or its own file of a service: never into a
//! base or a parent, where others would get it too. Where that layer only hides the value that is
//! wanted, its entry is taken out again.

mod copy;
mod plan;
mod proposal;

pub use copy::Withheld;
pub use plan::{FixItem, FixPlan};
pub(super) use proposal::{Proposal, Wish, proposals, unsets_first};
