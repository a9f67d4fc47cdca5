//! The YAML 1.2 core schema: what an unquoted scalar means.

use smol_str::SmolStr;

use super::{Data, Limits, Node, parse};
use crate::source::{FileId, SourceFile};

/// A number that 64 bits cannot hold.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct OutOfRange;

/// Reads a text that stands for one scalar, in quotes or without. What only looks like something
/// else (`[1]`, `a: b`) is text.
pub(crate) fn scalar(text: &str) -> Result<Data, OutOfRange> {
    let text = text.trim();
    if text.starts_with(['"', '\'']) {
        let file = SourceFile::new(FileId::NONE, "", text.to_owned());
        if let Ok(Node { data: Data::Text(text), .. }) = parse(&file, &Limits::default()) {
            return Ok(Data::Text(text));
        }
    }
    plain(text)
}

/// Reads an unquoted scalar (YAML 1.2.2, section 10.3.2).
pub(crate) fn plain(text: &str) -> Result<Data, OutOfRange> {
    let Some(first) = text.bytes().next() else { return Ok(Data::Null) };
    match first {
        b'0'..=b'9' | b'+' | b'-' | b'.' => number(text),
        b'~' | b'n' | b'N' if matches!(text, "~" | "null" | "Null" | "NULL") => Ok(Data::Null),
        b't' | b'T' if matches!(text, "true" | "True" | "TRUE") => Ok(Data::Bool(true)),
        b'f' | b'F' if matches!(text, "false" | "False" | "FALSE") => Ok(Data::Bool(false)),
        _ => Ok(Data::Text(SmolStr::new(text))),
    }
}

fn number(text: &str) -> Result<Data, OutOfRange> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let all = |digits: &str, test: fn(&u8) -> bool| {
        !digits.is_empty() && digits.bytes().all(|b| test(&b))
    };
    if all(unsigned, u8::is_ascii_digit) {
        return integer(text);
    }
    for (prefix, radix, test) in [
        ("0o", 8, (|b| (b'0'..=b'7').contains(b)) as fn(&u8) -> bool),
        ("0x", 16, u8::is_ascii_hexdigit),
    ] {
        if let Some(digits) = text.strip_prefix(prefix).filter(|digits| all(digits, test)) {
            return u64::from_str_radix(digits, radix).map(unsigned_data).map_err(|_| OutOfRange);
        }
    }
    Ok(match float(text, unsigned) {
        Some(value) if value.is_infinite() && !unsigned.starts_with(".") => return Err(OutOfRange),
        Some(value) => Data::Float(value),
        None => Data::Text(SmolStr::new(text)),
    })
}

fn integer(text: &str) -> Result<Data, OutOfRange> {
    if let Ok(value) = text.parse::<i64>() {
        return Ok(Data::Int(value));
    }
    text.parse::<u64>().map(unsigned_data).map_err(|_| OutOfRange)
}

fn unsigned_data(value: u64) -> Data {
    i64::try_from(value).map_or(Data::UInt(value), Data::Int)
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, `.inf` and `.nan`.
fn float(text: &str, unsigned: &str) -> Option<f64> {
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return Some(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY });
    }
    if matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(f64::NAN);
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mantissa_fits =
        digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    let exponent_fits = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    (mantissa_fits && exponent_fits).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_mean_what_yaml_1_2_says() {
        let text = |s: &str| Data::Text(s.into());
        for (written, meant) in [
            ("", Data::Null),
            ("~", Data::Null),
            ("no", text("no")),
            ("on", text("on")),
            ("017", Data::Int(17)),
            ("0o17", Data::Int(15)),
            ("0xfF", Data::Int(255)),
            ("-0x1", text("-0x1")),
            ("1.10", Data::Float(1.1)),
            ("1.", Data::Float(1.0)),
            (".5", Data::Float(0.5)),
            ("1e3", Data::Float(1000.0)),
            (".", text(".")),
            ("-", text("-")),
            ("1_000", text("1_000")),
            ("12:30:00", text("12:30:00")),
            ("1.2.3", text("1.2.3")),
            ("1e", text("1e")),
            ("-.inf", Data::Float(f64::NEG_INFINITY)),
            ("9223372036854775808", Data::UInt(1 << 63)),
            ("18446744073709551615", Data::UInt(u64::MAX)),
            ("-9223372036854775808", Data::Int(i64::MIN)),
        ] {
            assert_eq!(plain(written), Ok(meant), "{written:?}");
        }
        for out in [
            "1e400",
            "-1e400",
            "18446744073709551616",
            "-9223372036854775809",
            "0x10000000000000000",
        ] {
            assert_eq!(plain(out), Err(OutOfRange), "{out:?}");
        }
    }
}
