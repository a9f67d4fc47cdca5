//! Text from files, made fit for a terminal or a log line.

/// The text with control, bidirectional and invisible characters escaped, so that a hostile name
/// can neither start a line nor turn one around.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match shows(c) {
            true => shown.push(c),
            false => shown.extend(c.escape_unicode()),
        }
    }
    shown
}

/// Whether a character may stand in a terminal as it is.
pub(crate) fn shows(c: char) -> bool {
    matches!(c, '\'' | '"' | '\\') || c.is_alphanumeric() || c.escape_debug().len() == 1
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn only_what_shows_stays() {
        assert_eq!(visible("`é` isn't \"名前\" → …"), "`é` isn't \"名前\" → …");
        assert_eq!(visible("a\nb\u{1b}[2J\u{202e}c"), "a\\u{a}b\\u{1b}[2J\\u{202e}c");
    }
}
