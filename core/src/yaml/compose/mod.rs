//! Events into a tree, within the limits, without recursion.

mod composer;
mod document;
mod merge_key;
mod scalar;
mod tag;

use composer::{Composer, Open};
#[cfg(test)]
pub(super) use document::compose;
pub(super) use document::{compose_with_comments, parser_options};
pub use document::{documents, parse};
