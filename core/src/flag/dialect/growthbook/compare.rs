//! Comparisons of GrowthBook's conditions, as JavaScript makes them.

use crate::flag::Attribute;
use crate::flag::dialect::js;

/// `JSON.stringify(a) === JSON.stringify(b)`: the keys of maps in their order.
pub(super) fn same_json(a: &Attribute, b: &Attribute) -> bool {
    match (a, b) {
        (Attribute::List(a), Attribute::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_json(a, b))
        }
        (Attribute::Map(a), Attribute::Map(b)) => {
            let mut pairs = a.iter().zip(b);
            a.len() == b.len() && pairs.all(|((k, a), (l, b))| k == l && same_json(a, b))
        }
        (a, b) => js::same(a, b),
    }
}

/// Whether a value, or one of a list's, is among others; `fold` compares texts without case.
pub(super) fn is_in(actual: &Attribute, expected: &[Attribute], fold: bool) -> bool {
    let same = |a: &Attribute, b: &Attribute| match (a, b) {
        (Attribute::Text(a), Attribute::Text(b)) if fold => a.to_lowercase() == b.to_lowercase(),
        (a, b) => includes(a, b),
    };
    match actual {
        Attribute::List(items) => items.iter().any(|item| expected.iter().any(|e| same(item, e))),
        actual => expected.iter().any(|expected| same(actual, expected)),
    }
}

/// `[a].includes(b)`, for which NaN is itself.
fn includes(a: &Attribute, b: &Attribute) -> bool {
    let nan = |value: &Attribute| js::plain_number(value).is_some_and(f64::is_nan);
    js::same(a, b) || (nan(a) && nan(b))
}

/// The name of a value's type.
pub(super) fn type_name(value: &Attribute) -> &'static str {
    match value {
        Attribute::Null => "null",
        Attribute::Bool(_) => "boolean",
        Attribute::Int(_) | Attribute::UInt(_) | Attribute::Float(_) => "number",
        Attribute::Text(_) => "string",
        Attribute::List(_) => "array",
        Attribute::Map(_) => "object",
    }
}
