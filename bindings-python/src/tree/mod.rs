//! Any documents: what differs between them, and how one becomes the other.

mod change;
mod changes;
mod document;
mod merge;
mod options;
mod patch;

pub(crate) use change::Change;
pub(crate) use changes::{TreeDiff, diff};
pub(crate) use merge::{Conflict, ThreeWay, three_way};
pub(crate) use patch::{apply_json_patch, apply_merge_patch, json_patch, merge_patch};
