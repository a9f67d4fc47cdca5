//! Any documents: what differs between them, and how one becomes the other.

mod changes;
mod document;
mod options;
mod patch;

pub(crate) use changes::{Change, TreeDiff, diff};
pub(crate) use patch::{apply_json_patch, apply_merge_patch, json_patch, merge_patch};
