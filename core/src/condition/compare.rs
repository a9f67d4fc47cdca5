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
#[inline]
pub(super) fn equal(left: Operand<'_>, right: Operand<'_>) -> Result<bool, Incomparable> {
    match (left, right) {
        (Operand::Text(a), Operand::Text(b)) => Ok(a == b),
        (Operand::Int(a), Operand::Int(b)) => Ok(a == b),
        (Operand::Bool(a), Operand::Bool(b)) => Ok(a == b),
        (Operand::Null, Operand::Null) => Ok(true),
        (Operand::Null, _) | (_, Operand::Null) => Ok(false),
        _ => order(left, right).map(Ordering::is_eq),
    }
}

/// How two numbers or two texts are ordered.
#[inline]
pub(super) fn order(left: Operand<'_>, right: Operand<'_>) -> Result<Ordering, Incomparable> {
    match (left, right) {
        (Operand::Text(a), Operand::Text(b)) => Ok(a.cmp(b)),
        (Operand::Int(a), Operand::Int(b)) => Ok(a.cmp(&b)),
        _ => order_mixed(left, right),
    }
}

/// Numbers of any two kinds, and what has no order.
#[inline(never)]
fn order_mixed(left: Operand<'_>, right: Operand<'_>) -> Result<Ordering, Incomparable> {
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
pub(super) fn any<L: Items + ?Sized, E>(
    list: &L,
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

fn are_ascii(a: &str, b: &str) -> bool {
    a.is_ascii() && b.is_ascii()
}

pub(super) fn equal_ignoring_case(left: &str, right: &str) -> bool {
    if are_ascii(left, right) {
        return left.eq_ignore_ascii_case(right);
    }
    folded(left).eq(folded(right))
}

pub(super) fn starts_ignoring_case(text: &str, start: &str) -> bool {
    if are_ascii(text, start) {
        return text.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start));
    }
    let mut text = folded(text);
    folded(start).all(|c| text.next() == Some(c))
}

pub(super) fn ends_ignoring_case(text: &str, end: &str) -> bool {
    if are_ascii(text, end) {
        let start = text.len().checked_sub(end.len());
        return start.is_some_and(|start| text[start..].eq_ignore_ascii_case(end));
    }
    let mut text = folded(text).rev();
    folded(end).rev().all(|c| text.next() == Some(c))
}

pub(super) fn contains_ignoring_case(text: &str, part: &str) -> bool {
    if part.is_empty() {
        return true;
    }
    if are_ascii(text, part) {
        let mut windows = text.as_bytes().windows(part.len());
        return windows.any(|window| window.eq_ignore_ascii_case(part.as_bytes()));
    }
    text.char_indices().any(|(at, _)| {
        let mut text = folded(&text[at..]);
        folded(part).all(|c| text.next() == Some(c))
    })
}
