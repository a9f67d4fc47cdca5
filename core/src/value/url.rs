//! Addresses that are spelled differently and lead to one place, as RFC 3986 has it.

use std::fmt::Write;

/// Whether two addresses with an authority are one. Texts that are none are not equal.
pub(super) fn equal(left: &str, right: &str) -> bool {
    matches!((normal(left), normal(right)), (Some(left), Some(right)) if left == right)
}

/// The address with its scheme and host in small letters, without a default port, dot segments and
/// needless percent signs, and with a path. Query and fragment stay in their order.
fn normal(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let sound = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control());
    if !sound {
        return None;
    }
    let (authority, rest) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (rest, fragment) = cut(rest, '#');
    let (path, query) = cut(rest, '?');
    let (user, host) = match authority.rsplit_once('@') {
        Some((user, host)) => (Some(user), host),
        None => (None, authority),
    };
    let (host, port) = match host.rfind(':') {
        Some(at) if host[at + 1..].bytes().all(|byte| byte.is_ascii_digit()) => {
            (&host[..at], &host[at + 1..])
        }
        _ => (host, ""),
    };
    let mut out = format!("{scheme}://");
    if let Some(user) = user {
        percent(user, &mut out)?;
        out.push('@');
    }
    let mut name = String::new();
    percent(host, &mut name)?;
    out.push_str(&lowered(&name));
    if !port.is_empty() && port.parse() != Ok(default_port(&scheme)) {
        write!(out, ":{port}").ok()?;
    }
    let mut decoded = String::new();
    percent(path, &mut decoded)?;
    without_dots(&decoded, &mut out);
    for (mark, part) in [('?', query), ('#', fragment)] {
        if let Some(part) = part {
            out.push(mark);
            percent(part, &mut out)?;
        }
    }
    Some(out)
}

fn cut(text: &str, mark: char) -> (&str, Option<&str>) {
    text.split_once(mark).map_or((text, None), |(before, behind)| (before, Some(behind)))
}

/// The port that a scheme means without one; 0 where none is known.
fn default_port(scheme: &str) -> u16 {
    match scheme {
        "http" | "ws" => 80,
        "https" | "wss" => 443,
        "ftp" => 21,
        _ => 0,
    }
}

/// A host in small letters; percent signs keep theirs, which are large.
fn lowered(host: &str) -> String {
    let mut escaped = 0;
    let small = |c: char| {
        escaped = if c == '%' { 3 } else { u8::saturating_sub(escaped, 1) };
        if escaped > 0 { c } else { c.to_ascii_lowercase() }
    };
    host.chars().map(small).collect()
}

/// Takes percent signs from characters that need none and spells the others in large letters.
fn percent(text: &str, out: &mut String) -> Option<()> {
    let mut parts = text.split('%');
    out.push_str(parts.next()?);
    for part in parts {
        let hex = part.get(..2).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let byte = u8::from_str_radix(hex, 16).ok()?;
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => write!(out, "%{byte:02X}").ok()?,
        }
        out.push_str(&part[2..]);
    }
    Some(())
}

/// The path without `.` and `..`; no path is the root.
fn without_dots(path: &str, out: &mut String) {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.strip_prefix('/').unwrap_or(path).split('/').peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            segment => kept.push(segment),
        }
    }
    for segment in kept {
        out.push('/');
        out.push_str(segment);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_address_are_equal() {
        for (left, right) in [
            ("HTTP://Example.COM", "http://example.com/"),
            ("https://example.com:443/a", "https://example.com/a"),
            ("https://example.com:/a", "https://example.com/a"),
            ("http://h/%7Euser/%e4", "http://h/~user/%E4"),
            ("http://h/a/./b/../c", "http://h/a/c"),
            ("http://h/a/..", "http://h"),
            ("http://h/..", "http://h/"),
            ("http://h/a/.", "http://h/a/"),
            ("http://h/%2e%2E/a", "http://h/a"),
            ("http://%68/?%61", "http://h/?a"),
            ("http://u%61@h", "http://ua@h/"),
            ("http://[::1]:80/", "http://[::1]/"),
            ("postgres://DB.internal:5432/app", "postgres://db.internal:5432/app"),
        ] {
            assert!(equal(left, right), "{left} is {right}");
        }
    }

    #[test]
    fn what_leads_elsewhere_is_not() {
        for (left, right) in [
            ("http://h/a", "http://h/A"),
            ("http://h/a", "http://h/a/"),
            ("http://h", "https://h"),
            ("http://h:8080", "http://h"),
            ("http://h/?a=1&b=2", "http://h/?b=2&a=1"),
            ("http://h/?", "http://h/"),
            ("http://h/#a", "http://h/"),
            ("http://h/a%2Fb", "http://h/a/b"),
            ("http://User@h", "http://user@h"),
            ("http://h/a//b", "http://h/a/b"),
        ] {
            assert!(!equal(left, right), "{left} is not {right}");
        }
    }

    #[test]
    fn what_is_no_address_is_equal_to_nothing() {
        for text in [
            "",
            "example.com",
            "mailto:a@b",
            "://h",
            "1a://h",
            "http://h/%",
            "http://h/%zz",
            "http://h/a b",
        ] {
            assert!(!equal(text, text), "{text}");
        }
    }
}
