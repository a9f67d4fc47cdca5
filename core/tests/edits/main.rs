//! Edits of a project in a folder.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod comments;
mod commits;
mod emptied;
mod folder;
mod values;
