//! stageline and its peers, measured in one run: the tree every contestant reads, and our own rows.
//!
//! The peers live in `peers/`, a workspace of its own, so that their dependencies stay out of ours.

pub mod asked;
pub mod comparisons;
pub mod flags;
pub mod pairs;
pub mod reload;
pub mod row;
pub mod single;
pub mod spans;
pub mod stageline_row;
pub mod survey;
pub mod tree;
