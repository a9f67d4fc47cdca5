//! Comparison of two values: exact for numbers, by code points for text, allocation-free.

use std::cmp::Ordering;

use super::operand::{Items, Operand};

/// Why two values do not compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Incomparable {
    /// Their kinds differ, or both are lists.
    Kinds,
    /// Booleans and nulls are equal or not, and have no order.
    Order,
    /// One is NaN.
    NotANumber,
}

/// Whether two values are equal. Null equals null alone.
pub(super) fn equal(left: Operand<'_>, right: Operand<'_>) -> Result<bool, Incomparable> {
    match (left, right) {
        (Operand::Text(a), Operand::Text(b)) => Ok(a == b),
        (Operand::Bool(a), Operand::Bool(b)) => Ok(a == b),
        (Operand::Null, Operand::Null) => Ok(true),
        (Operand::Null, _) | (_, Operand::Null) => Ok(false),
        _ => order(left, right).map(Ordering::is_eq),
    }
}

/// How two numbers or two texts are ordered.
pub(super) fn order(left: Operand<'_>, right: Operand<'_>) -> Result<Ordering, Incomparable> {
    if let (Operand::Text(a), Operand::Text(b)) = (left, right) {
        return Ok(a.cmp(b));
    }
    match (Number::of(left), Number::of(right)) {
        (Some(Number::Integer(a)), Some(Number::Integer(b))) => Ok(a.cmp(&b)),
        (Some(Number::Float(a)), Some(Number::Float(b))) => {
            a.partial_cmp(&b).ok_or(Incomparable::NotANumber)
        }
        (Some(Number::Integer(a)), Some(Number::Float(b))) => {
            integer_to_float(a, b).ok_or(Incomparable::NotANumber)
        }
        (Some(Number::Float(a)), Some(Number::Integer(b))) => {
            integer_to_float(b, a).map(Ordering::reverse).ok_or(Incomparable::NotANumber)
        }
        _ if left.kind() == right.kind() && !matches!(left, Operand::List(_)) => {
            Err(Incomparable::Order)
        }
        _ => Err(Incomparable::Kinds),
    }
}

enum Number {
    /// Wide enough for both kinds of integer.
    Integer(i128),
    Float(f64),
}

impl Number {
    fn of(operand: Operand<'_>) -> Option<Self> {
        match operand {
            Operand::Int(value) => Some(Self::Integer(value.into())),
            Operand::UInt(value) => Some(Self::Integer(value.into())),
            Operand::Float(value) => Some(Self::Float(value)),
            _ => None,
        }
    }
}

/// By exact value: the integer is never rounded to a float.
fn integer_to_float(integer: i128, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    // The cast is exact below 2^127 and saturates beyond, far outside any operand's range.
    let whole = float.trunc();
    Some(integer.cmp(&(whole as i128)).then_with(|| {
        if whole < float {
            Ordering::Less
        } else if whole > float {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }))
}

/// Whether `list` holds a value that `same` accepts: one certain match decides, else the first
/// item that did not compare makes the answer unknown.
pub(super) fn any<E>(
    list: &dyn Items,
    mut same: impl FnMut(Operand<'_>) -> Result<bool, E>,
) -> Result<bool, E> {
    let mut unknown = None;
    for index in 0..list.len() {
        match same(list.item(index)) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(reason) => {
                unknown.get_or_insert(reason);
            }
        }
    }
    unknown.map_or(Ok(false), Err)
}

/// Letters without their case: each by its lower-case form, and the final sigma as the other one.
fn folded(text: &str) -> impl DoubleEndedIterator<Item = char> {
    text.chars().flat_map(char::to_lowercase).map(|c| if c == 'ς' { 'σ' } else { c })
}

pub(super) fn equal_ignoring_case(left: &str, right: &str) -> bool {
    folded(left).eq(folded(right))
}

pub(super) fn starts_ignoring_case(text: &str, start: &str) -> bool {
    let mut text = folded(text);
    folded(start).all(|c| text.next() == Some(c))
}

pub(super) fn ends_ignoring_case(text: &str, end: &str) -> bool {
    let mut text = folded(text).rev();
    folded(end).rev().all(|c| text.next() == Some(c))
}

pub(super) fn contains_ignoring_case(text: &str, part: &str) -> bool {
    part.is_empty() || text.char_indices().any(|(at, _)| starts_ignoring_case(&text[at..], part))
}
