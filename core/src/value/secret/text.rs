//! Texts that hold a secret whatever their key says: passwords in addresses, options, headers, keys.

use super::hint::{Hint, hint};

/// What stands for a withheld value inside a larger one.
pub const WITHHELD: &str = "(withheld)";

/// Whether a text holds a secret, whatever its key says: a password in an address, what is assigned to
/// a name that hints at a secret (`--password=…`, `Password=…;`, `DB_PASSWORD=…`), or a private key.
pub(in crate::value) fn gives_away(text: &str) -> bool {
    let assigned = || {
        text.match_indices('=').any(|(at, _)| {
            let of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
            let name = text[..at].rsplit(|c| !of_name(c)).next().unwrap_or_default();
            let end = |c: char| matches!(c, ';' | '&' | '"' | '\'' | ',') || c.is_whitespace();
            let value = text[at + 1..].split(end).next().unwrap_or_default();
            hint(name) == Hint::Any && !value.starts_with('=') && is_value(value)
        })
    };
    password_in_url(text)
        || token_in_url(text)
        || assigned()
        || asked_for(text)
        || authorizes(text)
        || falls_back_to_one(text)
        || text.contains(" PRIVATE KEY-----")
}

/// Whether a text is, or holds, a reference to a secret that is kept elsewhere.
pub(crate) fn refers_to_secret(text: &str) -> bool {
    text.contains("secret://")
}

/// Whether a reference to a secret says what it is where there is none: `${env:DB_PASSWORD:-…}`.
fn falls_back_to_one(text: &str) -> bool {
    text.match_indices("${").any(|(at, sign)| {
        let inside = text[at + sign.len()..].split('}').next().unwrap_or_default();
        inside.split_once(":-").is_some_and(|(name, otherwise)| {
            let mut keys = name.split(['.', ':']);
            is_value(otherwise.trim()) && keys.any(|key| hint(key) == Hint::Any)
        })
    })
}

/// Whether an option takes a secret that is the next word: `--password …`.
fn asked_for(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find("--") {
        let begins = !rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-');
        rest = &rest[at..];
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (option, behind) = rest.split_at(end);
        let value = behind.split_whitespace().next().unwrap_or_default();
        if begins && asks_for_secret(option) && is_value(value) && !value.starts_with('-') {
            return true;
        }
        rest = if end > 2 { behind } else { &rest[2..] };
    }
    false
}

/// Whether the text is, or holds, a header that authorizes: `Authorization: Bearer …`.
fn authorizes(text: &str) -> bool {
    const HEADER: &[u8] = b"authorization";
    text.match_indices(':').any(|(at, _)| {
        let name = at.checked_sub(HEADER.len()).map(|start| &text.as_bytes()[start..at]);
        if !name.is_some_and(|name| name.eq_ignore_ascii_case(HEADER)) {
            return false;
        }
        let end = |c: char| matches!(c, '"' | '\'' | ',') || c.is_whitespace();
        let mut words = text[at + 1..].trim_start().split(end);
        // The first word is the scheme.
        words.next().is_some_and(|scheme| !scheme.is_empty()) && words.next().is_some_and(is_value)
    })
}

/// Whether a word is a value, and neither a reference nor a stand-in.
fn is_value(word: &str) -> bool {
    !word.is_empty()
        && !word.starts_with('$')
        && !word.starts_with("secret://")
        && is_written_out(word)
}

/// Whether the text holds a web address with a token for its user: `https://token@host`. Short
/// users, and those without a digit, are people.
fn token_in_url(text: &str) -> bool {
    const LEAST: usize = 8;
    let looks_made = |user: &str| user.len() >= LEAST && user.bytes().any(|b| b.is_ascii_digit());
    let of = |scheme: &str| {
        text.match_indices(scheme).any(|(at, _)| {
            let authority = authority(&text[at + scheme.len()..]);
            let user = authority.rsplit_once('@').map(|(user, _)| user);
            user.is_some_and(|user| !user.contains(':') && looks_made(user) && is_value(user))
        })
    };
    text.contains('@') && (of("https://") || of("http://"))
}

/// The part of an address before its path.
fn authority(rest: &str) -> &str {
    let end = |c: char| matches!(c, '/' | '?' | '#' | '"' | '\'') || c.is_whitespace();
    rest.split(end).next().unwrap_or(rest)
}

/// A text with the passwords of its addresses withheld; `None` if it holds none, or another secret.
pub(super) fn without_passwords(text: &str) -> Option<String> {
    let mut shown = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, behind) = rest.split_at(at + 3);
        shown += before;
        rest = behind;
        let login = authority(rest).rsplit_once('@').map(|(login, _)| login);
        if let Some((user, password)) = login.and_then(|login| login.split_once(':')) {
            let shows = if is_written_out(password) { WITHHELD } else { password };
            shown += &format!("{user}:{shows}");
            rest = &rest[user.len() + 1 + password.len()..];
        }
    }
    shown += rest;
    (password_in_url(text) && !gives_away(&shown)).then_some(shown)
}

/// Whether the text holds an address with a password written out: `scheme://user:password@host`.
///
/// References (`${…}`, `$(…)`) and stand-ins (`<password>`, `***`) are no passwords.
pub fn password_in_url(text: &str) -> bool {
    text.match_indices("://").any(|(at, sign)| {
        let scheme = text[..at].bytes().next_back().is_some_and(|b| b.is_ascii_alphanumeric());
        let rest = &text[at + sign.len()..];
        let user = authority(rest).rsplit_once('@').map(|(user, _)| user);
        let password = user.and_then(|user| user.split_once(':')).map(|(_, password)| password);
        scheme && password.is_some_and(is_written_out)
    })
}

pub(super) fn is_written_out(password: &str) -> bool {
    let reference = password.contains("${") || password.contains("$(") || password.contains("{{");
    let stand_in = password.starts_with('<') && password.ends_with('>');
    !reference && !stand_in && password != WITHHELD && password.chars().any(|c| c != '*')
}

/// Whether a word of a command line is an option that takes a secret: `--password`.
pub(super) fn asks_for_secret(word: &str) -> bool {
    let of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    word.strip_prefix("--").is_some_and(|name| name.chars().all(of_name) && hint(name) == Hint::Any)
}
