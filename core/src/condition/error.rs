//! Syntax errors: what is wrong with a condition's text, where, and what to write instead.

use std::error::Error;
use std::fmt;

/// A stretch of the condition's text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Span {
    pub(super) offset: usize,
    pub(super) len: usize,
}

impl Span {
    pub(super) fn between(start: usize, end: usize) -> Self {
        Self { offset: start, len: end.saturating_sub(start) }
    }

    pub(super) fn end(self) -> usize {
        self.offset + self.len
    }

    /// The least span that covers both.
    pub(super) fn to(self, other: Self) -> Self {
        Self::between(self.offset, other.end())
    }
}

/// Why a text is not a condition.
///
/// `Display` gives the message alone; [`SyntaxError::underline`] shows the place and the remedy too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// First byte of the offending text; the length of the whole text where something is missing
    /// at its end.
    pub offset: usize,
    /// Bytes of the offending text; zero at the end of the text.
    pub len: usize,
    /// One sentence that says what is wrong. It never quotes a text literal.
    pub message: String,
    /// What to write instead, where that can be told.
    pub help: Option<String>,
}

impl SyntaxError {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { offset: span.offset, len: span.len, message: message.into(), help: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The message, the offending line of `source` with carets under the offending bytes, and the
    /// help, on lines of their own.
    ///
    /// `source` is the text that was parsed. The line is shown as it stands, so this is for the
    /// person who wrote the condition.
    #[must_use]
    pub fn underline(&self, source: &str) -> String {
        let boundary =
            |at: usize| (0..=at.min(source.len())).rfind(|at| source.is_char_boundary(*at));
        let offset = boundary(self.offset).unwrap_or(0);
        let (before, after) = source.split_at(offset);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let end = after.find(['\n', '\r']).map_or(source.len(), |newline| offset + newline);
        let marked_end = boundary((offset + self.len).min(end)).unwrap_or(offset);
        // Tabs stay tabs, so that the carets stand below the bytes they mark.
        let margin: String =
            before[start..].chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        let carets = source[offset..marked_end].chars().count().max(1);
        let mut shown = format!(
            "error: {}\n  | {}\n  | {margin}{}",
            self.message,
            source[start..end].replace(|c: char| c.is_control() && c != '\t', "\u{fffd}"),
            "^".repeat(carets)
        );
        if let Some(help) = &self.help {
            shown.push_str("\nhelp: ");
            shown.push_str(help);
        }
        shown
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for SyntaxError {}
