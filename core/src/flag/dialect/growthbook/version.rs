//! Versions as texts that sort as the versions do.

use crate::flag::Attribute;
use crate::flag::dialect::js;

/// A version padded so that comparing texts compares versions. What is no version counts as `0`.
pub(super) fn padded(value: &Attribute) -> String {
    let text = match value {
        Attribute::Text(text) if !text.is_empty() => text.to_string(),
        value if js::plain_number(value).is_some() => js::text(value).into_owned(),
        _ => "0".to_owned(),
    };
    let text = text.strip_prefix('v').unwrap_or(&text);
    let text = text.split('+').next().unwrap_or_default();
    let mut parts: Vec<String> = text.split(['-', '.']).map(pad).collect();
    // A release comes after its pre-releases.
    if parts.len() == 3 {
        parts.push("~".to_owned());
    }
    parts.join("-")
}

fn pad(part: &str) -> String {
    match !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) {
        true => format!("{part:>5}"),
        false => part.to_owned(),
    }
}
