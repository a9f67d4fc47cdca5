//! Differences as the patches that other tools know: JSON Patch (RFC 6902) and JSON Merge Patch
//! (RFC 7386), out and in.
//!
//! A patch is a tree like any other, so it is read, written and shown as one. It says exactly what
//! the right tree says: other spellings of one value are changes here.

mod draft;
mod error;
mod merge;
mod moves;
mod operation;
mod operations;
mod pointer;
mod rope;
mod write;

pub use merge::{apply_merge_patch, merge_patch};
pub use operation::JsonPatch;
pub use operations::apply_json_patch;
pub use write::json_patch;

#[cfg(test)]
mod tests;
