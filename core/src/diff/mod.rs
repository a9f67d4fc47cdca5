//! Two trees held against each other: what is only in one, what differs, what is merely spelled
//! differently.
//!
//! [`compare`] walks both trees once and gives a [`Comparison`]; [`apply`] turns the left tree into
//! the right one. [`Diff`] is the answer for two environments, section by section, with a place on
//! both sides and without any plain-text secret.
//!
//! | left | right | answer |
//! | --- | --- | --- |
//! | nothing | anything | one `added`, at the top of the subtree |
//! | anything | nothing | one `removed`, at the top of the subtree |
//! | map | map | key by key, in any order |
//! | list whose items have names | the same | item by name; another order is one `moved` |
//! | list | the same items | one `moved` |
//! | list | list | equal items are found; between them the first answers to the first |
//! | scalar | another spelling of the same ([`Meaning`](crate::value::Meaning)) | nothing; noted as equivalent |
//! | set | the same items in another order | nothing; noted as equivalent |
//! | anything else | | `changed` |
//!
//! An item's name stands at the declared key of the list ([`Options::merge_keys`]), else at `name`,
//! `id` or `key`, where each item of both lists has its own. If that names nothing and the lists
//! have such a value in common, `slug`, `host`, `path`, `url`, `topic`, `queue`, `mount_path`,
//! `mountPath` or `port` does, the first that can. A named item stands in a path as `[name=blue]`, since its
//! position says nothing. Where names repeat, items are known by what they are.

mod across;
mod apply;
mod around;
mod asked;
mod change;
mod documents;
mod equal;
mod flags;
mod list;
mod members;
mod patch;
mod paths;
mod section;
mod step;
mod three_way;
mod tree;
mod words;

pub(crate) use across::for_each_row;
pub use across::{Row, Values, compare_all};
pub use apply::apply;
pub use asked::DiffOptions;
pub use change::{Change, ChangeKind, Comparison, Options};
pub(crate) use documents::Documents;
pub(crate) use flags::{entries_tree, entry_tree, flag_tree};
pub use patch::{JsonPatch, apply_json_patch, apply_merge_patch, json_patch, merge_patch};
pub(crate) use paths::{is_leaf, paths};
pub use section::{Diff, Difference, Section, SectionDiff, Side};
pub(crate) use section::{Pair, Places, Showing};
pub use three_way::{Conflict, ThreeWay, three_way};
pub use tree::compare;
pub(crate) use words::words;

#[cfg(test)]
mod tests;
