//! Numbers and values as JSON Schema compares them: `1` and `1.0` are the same.

use std::cmp::Ordering;

use crate::yaml::{Data, Node};

/// An integer, exactly.
pub(super) fn integer(data: &Data) -> Option<i128> {
    match data {
        Data::Int(value) => Some((*value).into()),
        Data::UInt(value) => Some((*value).into()),
        // Every fraction is lost beyond 2^53, and no file says more than 64 bits.
        Data::Float(value) if value.fract() == 0.0 && value.abs() < 1e30 => Some(*value as i128),
        _ => None,
    }
}

fn float(data: &Data) -> Option<f64> {
    match data {
        Data::Int(value) => Some(*value as f64),
        Data::UInt(value) => Some(*value as f64),
        Data::Float(value) => Some(*value),
        _ => None,
    }
}

/// How two numbers compare; `None` where one is none.
pub(super) fn compare(a: &Node, b: &Node) -> Option<Ordering> {
    let (a, b) = (&a.untagged().data, &b.untagged().data);
    match (integer(a), integer(b)) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => float(a)?.partial_cmp(&float(b)?),
    }
}

/// Whether a number is a multiple of another, which is greater than zero.
pub(super) fn is_multiple(value: &Node, of: &Node) -> bool {
    let (value, of) = (&value.untagged().data, &of.untagged().data);
    if let (Some(value), Some(of)) = (integer(value), integer(of)) {
        return of != 0 && value % of == 0;
    }
    let (Some(value), Some(of)) = (float(value), float(of)) else { return false };
    // Decimal fractions are no binary ones: 0.3 is a multiple of 0.1.
    let times = value / of;
    (times - times.round()).abs() <= 1e-9 * times.abs().max(1.0)
}

/// Whether two values are the same.
// Trees are as deep as `limits.depth` at most, so recursion is bounded.
pub(super) fn same(a: &Node, b: &Node) -> bool {
    match (&a.untagged().data, &b.untagged().data) {
        (Data::List(a), Data::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b))
        }
        (Data::Map(a), Data::Map(b)) => {
            a.len() == b.len()
                && a.entries()
                    .iter()
                    .all(|entry| b.get(&entry.key).is_some_and(|other| same(&entry.node, other)))
        }
        (left, right) => left == right || compare(a, b) == Some(Ordering::Equal),
    }
}
