//! What flags say of themselves, as comments that nothing in it can end.

/// A text in one line: white space and what does not show becomes one space, and it ends as a
/// sentence does.
///
/// So no line of a comment begins or ends with what the text wants there.
pub(super) fn sentence(text: &str) -> String {
    let mut line = String::with_capacity(text.len() + 1);
    for char in text.chars() {
        match char.is_whitespace() || !crate::error::shows(char) {
            true if line.is_empty() || line.ends_with(' ') => {}
            true => line.push(' '),
            false => line.push(char),
        }
    }
    line.truncate(line.trim_end().len());
    if !line.is_empty() && !line.ends_with(['.', '!', '?', '…']) {
        line.push('.');
    }
    line
}

/// For a comment of Rust, which is Markdown: no links, no tags, no code that would be tested.
pub(super) fn markdown(line: &str) -> String {
    escaped(line, |char| "\\`*[]<>~&|#".contains(char))
}

/// For a text in three double quotes, in Python.
pub(super) fn docstring(line: &str) -> String {
    escaped(line, |char| matches!(char, '\\' | '"'))
}

/// For a block comment: nothing in it opens or closes one, and nothing is an instruction to a
/// compiler.
pub(super) fn block(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut before = ' ';
    for char in line.chars() {
        match (before, char) {
            // `??` begins the three signs that older C reads as another one.
            ('*', '/') | ('/', '*') | ('?', '?') => text.push(' '),
            // `@ts-ignore` and tags of documentation begin so; an address has a letter in front.
            (before, '@') if !before.is_alphanumeric() => text.push('\\'),
            _ => {}
        }
        text.push(char);
        before = char;
    }
    text
}

fn escaped(line: &str, needs: impl Fn(char) -> bool) -> String {
    let mut text = String::with_capacity(line.len());
    for char in line.chars() {
        if needs(char) {
            text.push('\\');
        }
        text.push(char);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{block, docstring, markdown, sentence};

    #[test]
    fn a_text_becomes_one_line_that_ends() {
        assert_eq!(sentence("  two\n\tlines\u{2028}or \u{202e}three \\"), "two lines or three \\.");
        assert_eq!(sentence("Really?"), "Really?");
        assert_eq!(sentence(" \n"), "");
    }

    #[test]
    fn no_comment_can_be_left() {
        assert_eq!(block("a */ b /* c */*/ d"), "a * / b / * c * / * / d");
        assert_eq!(
            block("@ts-ignore for me@example.com ??/"),
            "\\@ts-ignore for me@example.com ? ?/"
        );
        assert_eq!(docstring("\"\"\" \\"), "\\\"\\\"\\\" \\\\");
        assert_eq!(
            markdown("``` [a](b) <c> *d* ~~~"),
            "\\`\\`\\` \\[a\\](b) \\<c\\> \\*d\\* \\~\\~\\~"
        );
    }
}
