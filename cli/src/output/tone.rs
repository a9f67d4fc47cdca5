//! What a piece of text is, and the colour it has for that; and text made safe to show.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

/// What a piece of text is to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// What the answer is about.
    Strong,
    /// A heading of a table or page.
    Heading,
    /// A key of a tree.
    Key,
    /// A value that counts.
    Good,
    /// An error.
    Bad,
    /// A warning.
    Warn,
    /// A place in a file.
    Place,
    /// What was overridden, and other asides.
    Quiet,
}

impl Tone {
    fn style(self) -> Style {
        let color = |color: AnsiColor| color.on_default();
        match self {
            Tone::Plain => Style::new(),
            Tone::Strong => Style::new().bold(),
            Tone::Heading => Style::new().bold().underline(),
            Tone::Key => color(AnsiColor::Blue),
            Tone::Good => color(AnsiColor::Green).bold(),
            Tone::Bad => color(AnsiColor::Red).bold(),
            Tone::Warn => color(AnsiColor::Yellow).bold(),
            Tone::Place => color(AnsiColor::Cyan),
            Tone::Quiet => Style::new().dimmed(),
        }
    }

    /// The text in this tone.
    pub(crate) fn paint(self, text: &str, colored: bool) -> String {
        let style = self.style();
        match colored && !text.is_empty() && style != Style::new() {
            true => format!("{style}{text}{style:#}"),
            false => text.to_owned(),
        }
    }
}

/// The text with characters escaped that would move the cursor, hide, or turn the reading order.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            char if is_invisible(char) => {
                // Writing to a text cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", char as u32);
            }
            char => out.push(char),
        }
    }
    out
}

/// Control, bidi and zero-width characters.
pub(crate) fn is_invisible(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_fool_a_reader_is_escaped() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c\nd"), "a\\u{1b}[31mb\\u{202e}c\\nd");
        assert_eq!(visible("größer 世界"), "größer 世界");
    }

    #[test]
    fn a_tone_is_closed_again() {
        assert_eq!(Tone::Place.paint("a", true), "\u{1b}[36ma\u{1b}[0m");
        assert_eq!(Tone::Place.paint("a", false), "a");
        assert_eq!(Tone::Plain.paint("a", true), "a");
    }
}
