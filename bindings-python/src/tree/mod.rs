//! Any documents: what differs between two, and how one becomes the other.

mod changes;
mod document;
mod options;

pub(crate) use changes::{Change, TreeDiff, diff};
