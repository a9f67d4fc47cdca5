//! When two scalars mean the same.

use std::sync::Arc;

use crate::value::{KeyPath, Quantity, kind_of};
use crate::yaml::{Data, Node};

/// Whether two values are the same without a look inside: one scalar, or one shared subtree.
pub(super) fn same(left: &Node, right: &Node) -> bool {
    match (&left.data, &right.data) {
        (Data::Map(left), Data::Map(right)) => Arc::ptr_eq(left, right),
        (Data::List(left), Data::List(right)) => Arc::ptr_eq(left, right),
        (Data::Tagged(left), Data::Tagged(right)) => Arc::ptr_eq(left, right),
        (left, right) => left == right,
    }
}

/// Whether two scalars that are not the same mean the same at their path: equal numbers, or equal
/// amounts where the path says what is measured.
pub(super) fn equivalent(left: &Data, right: &Data, path: &KeyPath) -> bool {
    if let (Some(left), Some(right)) = (number(left), number(right)) {
        return left == right;
    }
    let Some(kind) = kind_of(path.keys()) else { return false };
    let amounts = Quantity::read(left, kind).ok().zip(Quantity::read(right, kind).ok());
    amounts.is_some_and(|(left, right)| left == right)
}

/// A number as a decimal; integers that a float cannot hold have none, and are compared exactly.
fn number(data: &Data) -> Option<f64> {
    const EXACT: u64 = 1 << 53;
    match data {
        Data::Int(value) if value.unsigned_abs() <= EXACT => Some(*value as f64),
        Data::Float(value) => Some(*value),
        _ => None,
    }
}
