//! YAML 1.2 into trees that know where they stand. The only room that names the YAML libraries.
//!
//! [`parse`] turns one document into a [`Node`]; [`read`] turns a node into a Rust type and says
//! path and place when it does not fit. Scalars follow the YAML 1.2 core schema: `no`, `on` and
//! `yes` are text, `017` is seventeen, integers outside 64 bits are errors and never floats.
//! [`edit`] changes one place of a document and leaves every other byte alone; [`write()`] gives a
//! tree as a new document.

mod comment;
mod compose;
mod edit;
mod hash;
mod json;
mod limits;
mod node;
mod quick;
mod read;
mod scalar;
mod syntax;
mod write;

pub use comment::{Comment, comments};
pub use compose::{documents, parse};
pub(crate) use edit::edit_copying;
pub use edit::{Change, Edited, edit, edit_all};
pub use hash::TreeHash;
// For the bindings, whose values cross as text.
#[doc(hidden)]
pub use json::{JsonFrom, JsonProblem, json};
pub use limits::Limits;
pub(crate) use node::number_word;
pub use node::{Data, Entry, Intent, Map, Node, Tagged};
pub use read::{ReadError, Reading, Spanned, UnknownKey, read, read_leniently};
pub(crate) use scalar::plain;
pub(crate) use scalar::scalar;
pub use write::write;

#[cfg(test)]
mod tests;
