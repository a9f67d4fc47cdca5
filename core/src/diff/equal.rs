//! When two values are the same without a walk.

use std::sync::Arc;

use super::Options;
use crate::value::{KeyPath, Meaning, equal_numbers};
use crate::yaml::{Data, Node};

/// Whether two values are the same without a look inside: one scalar, one shared subtree,
/// maps whose hashes somebody has asked for, or a list of such.
pub(super) fn same(left: &Node, right: &Node) -> bool {
    match (&left.data, &right.data) {
        (Data::Map(left), Data::Map(right)) => {
            let known = || Some(left.known_hash()? == right.known_hash()?);
            Arc::ptr_eq(left, right) || known() == Some(true)
        }
        (Data::List(left), Data::List(right)) => {
            // Ends at the first item that takes more than a look.
            let look = |(left, right): (&Node, &Node)| match (&left.data, &right.data) {
                (Data::List(left), Data::List(right)) => Arc::ptr_eq(left, right),
                _ => same(left, right),
            };
            Arc::ptr_eq(left, right)
                || left.len() == right.len() && left.iter().zip(right.iter()).all(look)
        }
        (Data::Tagged(left), Data::Tagged(right)) => Arc::ptr_eq(left, right),
        (left, right) => left == right,
    }
}

/// Whether two scalars that are not the same mean the same at their path.
pub(super) fn equivalent(
    left: &Data,
    right: &Data,
    path: &dyn Fn() -> KeyPath,
    options: &Options,
) -> bool {
    is_scalar(left) && is_scalar(right) && equal_in(options.meaning(&path()), left, right)
}

/// The same where it is known what they mean.
pub(super) fn equal_in(meaning: Option<Meaning>, left: &Data, right: &Data) -> bool {
    is_scalar(left)
        && is_scalar(right)
        && match meaning {
            Some(meaning) => meaning.equal_scalars(left, right),
            None => equal_numbers(left, right) == Some(true),
        }
}

/// Whether a value is neither nothing nor a container: only such have several spellings.
fn is_scalar(data: &Data) -> bool {
    !matches!(data, Data::Null | Data::List(_) | Data::Map(_) | Data::Tagged(_))
}
