//! Names of environments, services, tenants and flags.

use unicode_normalization::is_nfc;

use crate::error::{Code, Error, Result};

/// Names that no environment may take: they mean something else in files or commands.
pub const RESERVED_ENVIRONMENTS: [&str; 8] = [
    "all",
    "base",
    "environments",
    "feature-flags",
    "tenants",
    "test-data",
    "services",
    "rollback",
];

const MAX_BYTES: usize = 253;

/// Checks a name: NFC, visible characters, no `/ \ : #`, no leading `-` or `.`, 253 bytes at most.
///
/// `what` names the thing in the message, as in `environment`.
///
/// # Errors
/// `E_NAME`. The message shows the name with its invisible characters escaped.
pub fn check_name(what: &str, name: &str) -> Result<()> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if (1..=MAX_BYTES).contains(&name.len()) && name.bytes().all(plain) {
        return Ok(());
    }
    let shown: String = name.escape_debug().take(64).collect();
    let refuse = |why: &str, help: &str| {
        Err(Error::new(Code::Name, format!("the {what} name `{shown}` {why}")).help(help))
    };
    if name.is_empty() {
        return Err(
            Error::new(Code::Name, format!("the {what} name is empty")).help("give it a name")
        );
    }
    if name.len() > MAX_BYTES {
        return refuse("is longer than 253 bytes", "shorten it");
    }
    if let Some(bad) = name.chars().find(|c| matches!(c, '/' | '\\' | ':' | '#')) {
        return refuse(&format!("holds `{bad}`"), "use letters, digits, `-`, `_` and `.`");
    }
    if name.starts_with(['-', '.']) {
        return refuse("begins with `-` or `.`", "begin it with a letter or a digit");
    }
    if name.trim() != name {
        return refuse("begins or ends with white space", "remove the white space");
    }
    if name.chars().any(is_invisible) {
        return refuse("holds an invisible character", "type it anew");
    }
    if !is_nfc(name) {
        return refuse("is not in the composed form of Unicode (NFC)", "type it anew");
    }
    Ok(())
}

/// Control, zero-width and bidirectional characters, and others that show nothing.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_are_refused() {
        for name in [
            "",
            "a/b",
            "a\\b",
            "a:b",
            "a#b",
            "-a",
            ".a",
            "a\nb",
            "a\u{200b}",
            "a\u{202e}b",
            "e\u{301}",
            " a",
            "a ",
            "a\u{a0}",
            "\0",
        ] {
            assert_eq!(check_name("environment", name).unwrap_err().code(), Code::Name, "{name:?}");
        }
        assert!(check_name("environment", &"a".repeat(254)).is_err());
        for name in ["production-eu", "é", "a.b", "a_1", "名前"] {
            assert!(check_name("environment", name).is_ok(), "{name:?}");
        }
    }
}
