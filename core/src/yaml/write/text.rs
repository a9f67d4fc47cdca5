//! Texts as scalars: plain where every reader takes them for the same text, else quoted.

use crate::yaml::{Data, scalar};

/// How a text stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::yaml) enum Quote {
    /// Without quotes.
    Plain,
    /// In `'…'`.
    Single,
    /// In `"…"`.
    Double,
}

/// A text on one line, quoted as asked where that can hold it.
pub(in crate::yaml) fn inline(text: &str, quote: Quote, in_flow: bool) -> String {
    match quote {
        Quote::Plain if is_plain(text, in_flow) => text.to_owned(),
        Quote::Single if text.chars().all(stands_raw) => format!("'{}'", text.replace('\'', "''")),
        _ => double(text),
    }
}

/// The header of a literal block that reads back as exactly this text, if there is one.
pub(super) fn literal(text: &str) -> Option<&'static str> {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let fits = text.contains('\n')
        && !text.starts_with([' ', '\t', '\n'])
        && !body.ends_with('\n')
        && body.split('\n').all(|line| !line.ends_with([' ', '\t']))
        && body.chars().all(|c| matches!(c, '\n' | '\t') || stands_raw(c));
    fits.then_some(if body.len() == text.len() { "|-" } else { "|" })
}

/// Whether a character shows, so that it need not be escaped.
fn stands_raw(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '\u{a0}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
                | '\u{feff}'
                | '\u{fffe}'
                | '\u{ffff}'
        )
}

fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if stands_raw(c) => out.push(c),
            c if c <= '\u{ff}' => out.push_str(&format!("\\x{:02x}", u32::from(c))),
            c => out.push_str(&format!("\\u{:04x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// Whether a text without quotes reads back as itself, for readers of YAML 1.1 too.
fn is_plain(text: &str, in_flow: bool) -> bool {
    begins_plain(text)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && text.chars().all(stands_raw)
        && !(in_flow && text.contains([',', '[', ']', '{', '}']))
        && matches!(scalar::plain(text), Ok(Data::Text(_)))
        && !is_special_in_yaml_1_1(text)
}

fn begins_plain(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        None | Some(' ') => false,
        Some('-') => chars.next().is_some_and(char::is_alphanumeric),
        Some('.') => !text.starts_with("..."),
        Some(first) => !"?:,[]{}#&*!|>'\"%@`".contains(first),
    }
}

/// Whether YAML 1.1 takes an unquoted text for a boolean, a number, a time or an instruction.
fn is_special_in_yaml_1_1(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "=", "<<"];
    if WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return true;
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let begins = |from: &str| from.starts_with(|c: char| c.is_ascii_digit());
    if !begins(unsigned) && !unsigned.strip_prefix('.').is_some_and(begins) {
        return false;
    }
    let only = |set: &str| unsigned.chars().all(|c| c.is_ascii_digit() || set.contains(c));
    let has_radix = ["0b", "0x", "0o"].iter().any(|radix| {
        let digits = unsigned.get(..2).filter(|two| two.eq_ignore_ascii_case(radix));
        digits.is_some() && unsigned[2..].chars().all(|c| c.is_ascii_hexdigit() || c == '_')
    });
    has_radix || (only("_:.eE+-") && unsigned.contains(['_', ':'])) || is_date(unsigned)
}

/// Whether a text begins as a date does: `2024-05-17`.
fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let digits = |part: Option<&str>, length: std::ops::RangeInclusive<usize>| {
        part.is_some_and(|p| length.contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
    };
    digits(parts.next(), 4..=4)
        && digits(parts.next(), 1..=2)
        && parts.next().is_some_and(|day| day.starts_with(|c: char| c.is_ascii_digit()))
}
