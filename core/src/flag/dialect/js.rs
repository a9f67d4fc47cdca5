//! Values as JavaScript reads them: GrowthBook and flagd define their conditions by it.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::flag::Attribute;

/// Whether a value counts as true; lists do, as in JavaScript itself.
pub(super) fn truthy(value: &Attribute) -> bool {
    match value {
        Attribute::Null => false,
        Attribute::Bool(value) => *value,
        Attribute::Int(value) => *value != 0,
        Attribute::UInt(value) => *value != 0,
        Attribute::Float(value) => *value != 0.0 && !value.is_nan(),
        Attribute::Text(text) => !text.is_empty(),
        Attribute::List(_) | Attribute::Map(_) => true,
    }
}

/// The number of a number.
pub(super) fn plain_number(value: &Attribute) -> Option<f64> {
    match value {
        Attribute::Int(value) => Some(*value as f64),
        Attribute::UInt(value) => Some(*value as f64),
        Attribute::Float(value) => Some(*value),
        _ => None,
    }
}

/// `Number(value)`; NaN where there is none.
pub(super) fn number(value: &Attribute) -> f64 {
    match value {
        Attribute::Null => 0.0,
        Attribute::Bool(value) => f64::from(u8::from(*value)),
        Attribute::Text(text) => number_of_text(text),
        Attribute::List(_) => number_of_text(&text(value)),
        Attribute::Map(_) => f64::NAN,
        other => plain_number(other).unwrap_or(f64::NAN),
    }
}

fn number_of_text(text: &str) -> f64 {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let radix = |prefix: [&str; 2], radix| {
        let digits = prefix.iter().find_map(|prefix| text.strip_prefix(prefix))?;
        Some(u64::from_str_radix(digits, radix).map_or(f64::NAN, |value| value as f64))
    };
    if text.is_empty() {
        return 0.0;
    }
    if let Some(value) = radix(["0x", "0X"], 16)
        .or_else(|| radix(["0b", "0B"], 2))
        .or_else(|| radix(["0o", "0O"], 8))
    {
        return value;
    }
    if digits == "Infinity" {
        return if negative { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    // Rust reads `inf` and `nan` too.
    match digits.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) {
        true => text.parse().unwrap_or(f64::NAN),
        false => f64::NAN,
    }
}

/// `parseFloat(value)`: the longest number the text begins with.
pub(super) fn leading_number(value: &Attribute) -> f64 {
    if let Some(number) = plain_number(value) {
        return number;
    }
    let text = text(value);
    let text = text.trim_start();
    let bytes = text.as_bytes();
    let digits = |mut at: usize| {
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    if text[sign..].starts_with("Infinity") {
        return if bytes[0] == b'-' { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let whole = digits(sign);
    let mut end = whole;
    if bytes.get(whole) == Some(&b'.') {
        let fraction = digits(whole + 1);
        if whole > sign || fraction > whole + 1 {
            end = fraction;
        }
    }
    if end == sign {
        return f64::NAN;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let from = end + 1 + usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(from);
        if exponent > from {
            end = exponent;
        }
    }
    text[..end].parse().unwrap_or(f64::NAN)
}

/// `String(value)`.
pub(super) fn text(value: &Attribute) -> Cow<'_, str> {
    match value {
        Attribute::Null => "null".into(),
        Attribute::Bool(true) => "true".into(),
        Attribute::Bool(false) => "false".into(),
        Attribute::Int(value) => number_text(*value as f64).into(),
        Attribute::UInt(value) => number_text(*value as f64).into(),
        Attribute::Float(value) => number_text(*value).into(),
        Attribute::Text(text) => Cow::Borrowed(text),
        Attribute::List(items) => {
            let items = items.iter().map(|item| match item {
                Attribute::Null => "".into(),
                item => text(item),
            });
            items.collect::<Vec<_>>().join(",").into()
        }
        Attribute::Map(_) => "[object Object]".into(),
    }
}

/// A number as JavaScript writes it: `1`, `0.1`, `1e+21`.
pub(super) fn number_text(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value < 0.0 { "-Infinity".to_owned() } else { "Infinity".to_owned() };
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    if (1e-6..1e21).contains(&value.abs()) {
        return format!("{value}");
    }
    let shortest = format!("{value:e}");
    match shortest.split_once('e') {
        Some((digits, exponent)) if exponent.starts_with('-') => format!("{digits}e{exponent}"),
        Some((digits, exponent)) => format!("{digits}e+{exponent}"),
        None => shortest,
    }
}

/// `a === b`. Lists and maps are nothing but themselves, so they never are.
pub(super) fn same(a: &Attribute, b: &Attribute) -> bool {
    match (a, b) {
        (Attribute::Null, Attribute::Null) => true,
        (Attribute::Bool(a), Attribute::Bool(b)) => a == b,
        (Attribute::Text(a), Attribute::Text(b)) => a.as_str() == b.as_str(),
        (a, b) => match (plain_number(a), plain_number(b)) {
            (Some(a), Some(b)) => a == b,
            _ => false,
        },
    }
}

/// `a == b`.
pub(super) fn equal(a: &Attribute, b: &Attribute) -> bool {
    use Attribute::{Bool, List, Map, Null, Text};
    match (a, b) {
        (Null, Null) => true,
        (Null, _) | (_, Null) => false,
        (List(_) | Map(_), List(_) | Map(_)) => false,
        (Text(a), Text(b)) => a.as_str() == b.as_str(),
        (List(_) | Map(_), Text(other)) => text(a) == other.as_str(),
        (Text(other), List(_) | Map(_)) => text(b) == other.as_str(),
        (Bool(a), Bool(b)) => a == b,
        _ => number(a) == number(b),
    }
}

/// How `a` stands to `b` for `<` and its kin; nothing where no comparison holds.
pub(super) fn compare(a: &Attribute, b: &Attribute) -> Option<Ordering> {
    let textual = |value: &Attribute| {
        matches!(value, Attribute::Text(_) | Attribute::List(_) | Attribute::Map(_))
    };
    match textual(a) && textual(b) {
        true => Some(text(a).encode_utf16().cmp(text(b).encode_utf16())),
        false => number(a).partial_cmp(&number(b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t(text: &str) -> Attribute {
        Attribute::from(text)
    }

    #[test]
    fn numbers_are_read_and_written_as_javascript_does() {
        for (text, value) in
            [("12", 12.0), (" 1.5 ", 1.5), ("", 0.0), ("0x1f", 31.0), ("-3e2", -300.0)]
        {
            assert_eq!(number(&t(text)), value, "{text}");
        }
        for text in ["abc", "1a", "inf", "nan", "1_0", "--1"] {
            assert!(number(&t(text)).is_nan(), "{text}");
        }
        assert_eq!(leading_number(&t("3.5px")), 3.5);
        assert_eq!(leading_number(&t("1e3x")), 1000.0);
        assert!(leading_number(&t("px3")).is_nan());
        for (value, text) in [
            (1.0, "1"),
            (0.1, "0.1"),
            (1e21, "1e+21"),
            (1.5e-7, "1.5e-7"),
            (123_456_789.0, "123456789"),
            (-0.0, "0"),
        ] {
            assert_eq!(number_text(value), text);
        }
    }

    #[test]
    fn loose_equality_converts_and_strict_equality_does_not() {
        let cases = [
            (t("1"), Attribute::Int(1), true, false),
            (Attribute::Bool(true), Attribute::Int(1), true, false),
            (Attribute::Null, Attribute::Int(0), false, false),
            (t(""), Attribute::Int(0), true, false),
            (Attribute::Int(1), Attribute::Float(1.0), true, true),
            (Attribute::List(vec![Attribute::Int(1)]), t("1"), true, false),
        ];
        for (a, b, loosely, strictly) in cases {
            assert_eq!(
                (equal(&a, &b), same(&a, &b)),
                (loosely, strictly),
                "{} {}",
                text(&a),
                text(&b)
            );
        }
    }

    #[test]
    fn texts_compare_by_code_units_and_everything_else_by_number() {
        assert_eq!(compare(&t("10"), &t("9")), Some(Ordering::Less));
        assert_eq!(compare(&t("10"), &Attribute::Int(9)), Some(Ordering::Greater));
        assert_eq!(compare(&t("a"), &Attribute::Int(9)), None);
        assert_eq!(compare(&Attribute::Null, &Attribute::Int(1)), Some(Ordering::Less));
    }
}
