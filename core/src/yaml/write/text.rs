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
        && !text.starts_with(char::is_whitespace)
        && !body.ends_with('\n')
        && body.split('\n').all(|line| !line.ends_with(char::is_whitespace))
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
    let breaks_off = text.ends_with([' ', ':']) || text.contains(": ") || text.contains(" #");
    let shows = |c: char| c == ' ' || (stands_raw(c) && !c.is_whitespace());
    begins_plain(text)
        && !breaks_off
        && text.chars().all(shows)
        && (!in_flow || !text.contains([',', '[', ']', '{', '}']))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_stand_only_where_a_reader_would_see_something_else() {
        for text in [
            "x",
            "a b",
            "1.2.3",
            "v1",
            "10.0.0.1",
            "api:1.2",
            "http://h:80/x?y#z",
            "x#y",
            "-x",
            "it's",
            "a, b",
            "500m",
            "1Gi",
            "30s",
            "/health",
            "${a.b}",
            ".git",
            "<x>",
            "é",
            "🚀",
            "1-2",
            "e\u{301}",
            "noon",
            "yesterday",
            "~x",
            "a[0]",
            "$(x)",
            "80:http",
        ] {
            assert_eq!(inline(text, Quote::Plain, false), text);
        }
        for text in [
            "",
            " ",
            "no",
            "On",
            "YES",
            "y",
            "~",
            "null",
            "true",
            "017",
            "0o17",
            "1_000",
            "12:30:00",
            "12:30",
            "1e3",
            "0x1F",
            "0b1",
            "+1",
            "2024",
            "-1",
            ".5",
            ".inf",
            "2024-05-01",
            "2024-5-1T1:2:3Z",
            "-",
            "- x",
            "---",
            "...",
            "? x",
            ": x",
            "x:",
            "x: y",
            "x #y",
            "#x",
            "[x",
            "{x",
            "&x",
            "*x",
            "!x",
            "|x",
            ">x",
            "'x",
            "\"x",
            "%x",
            "@x",
            "`x",
            "=",
            "<<",
            "x ",
            " x",
            "a\tb",
        ] {
            assert_eq!(inline(text, Quote::Plain, false), double(text), "{text}");
        }
        assert_eq!(inline("a, b", Quote::Plain, true), "\"a, b\"");
        assert_eq!(inline("it's", Quote::Single, false), "'it''s'");
        assert_eq!(
            inline("\u{1}\u{202e}\u{10ffff}", Quote::Single, false),
            "\"\\x01\\u202e\u{10ffff}\""
        );
    }

    #[test]
    fn literal_blocks_hold_only_what_they_give_back() {
        assert_eq!(literal("a\nb"), Some("|-"));
        assert_eq!(literal("a\n\n b\n"), Some("|"));
        for text in ["a", "\na\nb", " a\nb", "a \nb", "a\n\n", "\n", "a\rb\nc", "a\n\u{7}"] {
            assert_eq!(literal(text), None, "{text:?}");
        }
    }
}
