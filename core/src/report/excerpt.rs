//! The line a place lies on, with marks below the range, and without what could be a secret.

use crate::error::Place;
use crate::source::SourceFile;
use crate::value::ShownLine;

/// Longer lines are shown around the marked range.
const WIDEST: usize = 160;

/// A line of a file as it may be shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The line; characters that show nothing are replaced one by one, tabs stay.
    pub(super) line: String,
    /// What stands before the marks: a blank for each character, a tab for each tab.
    pub(super) margin: String,
    /// How many characters are marked, at least one.
    pub(super) marks: usize,
}

/// The excerpt of a place; `None` where it is a file as a whole or lies outside the text.
///
/// `secret` says that the line holds a secret, whatever its key.
pub(super) fn excerpt(file: &SourceFile, place: &Place, secret: bool) -> Option<Excerpt> {
    let shown = ShownLine::of(file, place.line, secret)?;
    let length = shown.len();
    let start = (place.column as usize).saturating_sub(1).min(length);
    let start = if shown.is_cut() { start.min(length.saturating_sub(1)) } else { start };
    let end = match place.end_line == place.line {
        true => (place.end_column as usize).saturating_sub(1).min(length),
        false => length,
    };
    let mut marks = end.saturating_sub(start).max(1);
    let mut first = 0;
    if length > WIDEST {
        first = start.saturating_sub(WIDEST / 4).min(length - WIDEST);
        marks = marks.min((first + WIDEST).saturating_sub(start)).max(1);
    }
    let chars: Vec<char> = shown.part(first).take(WIDEST).collect();
    let before = &chars[..(start - first).min(chars.len())];
    let margin = before.iter().map(|c| if *c == '\t' { '\t' } else { ' ' }).collect();
    Some(Excerpt { line: chars.into_iter().collect(), margin, marks })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn shown(text: &str, start: u32, end: u32) -> (String, String) {
        let file = SourceFile::new(FileId(0), "a.yaml", text.to_owned());
        let excerpt = excerpt(&file, &file.place(start, end), false).unwrap();
        (excerpt.line, excerpt.margin + &"^".repeat(excerpt.marks))
    }

    #[test]
    fn marks_stand_below_the_range() {
        assert_eq!(shown("a: 1\nbc: 23\n", 9, 11), ("bc: 23".into(), "    ^^".into()));
        assert_eq!(shown("\t名: x", 5, 6), ("\t名: x".into(), "\t  ^".into()));
        assert_eq!(shown("a: |\n  x\n  y\n", 3, 12), ("a: |".into(), "   ^".into()));
    }

    #[test]
    fn values_that_could_be_secrets_are_not_shown() {
        for (text, at, line) in [
            ("password: hunter2", 10, "password: …"),
            ("  DB-TOKEN:  \"hunter2\"", 13, "  DB-TOKEN:  …"),
            ("tokens:\n- hunter2", 10, "- …"),
            ("tokens:\n  a:\n    b: hunter2", 20, "    b: …"),
            ("a: {x: 1, \"secret\":\"hunter2\"}", 3, "a: …"),
            ("url: postgres://u:hunter2@h", 5, "url: …"),
            ("- postgres://u:hunter2@h", 2, "- …"),
            ("m:\n  ? api_token\n  : hunter2", 20, "  : …"),
            ("n: {password: [\n hunter2,\n 1]}", 18, " …"),
            ("\"pass\\u0077ord\": hunter2", 17, "\"pass\\u0077ord\": …"),
            ("a: 1\n# password: hunter2", 7, "# password: …"),
            ("port: 1  # the password was hunter2", 6, "port: 1  #…"),
            ("port: 1 # DB_PASSWORD=hunter2", 6, "port: 1 #…"),
            ("port: 1 # postgres://u:hunter2@h", 6, "port: …"),
            ("port: 1 # all who pass", 6, "port: 1 # all who pass"),
            ("# hunter2 until May\npassword: x", 0, "…"),
            ("a: 1\nwired: &w hunter2\npassword: *w", 6, "wired: …"),
            ("password: &w hunter2\nwired: *w", 22, "wired: …"),
        ] {
            let (shown, marks) = shown(text, at, at + 7);
            assert_eq!(shown, line, "{text}");
            assert!(marks.chars().count() <= shown.chars().count(), "{text}: {marks:?}");
        }
        assert_eq!(shown("a: secret://e/n", 3, 5).0, "a: secret://e/n");
        assert_eq!(shown("secret: 1\nb: 2", 13, 14).0, "b: 2");
    }

    #[test]
    fn long_and_hostile_lines_stay_lines() {
        let (line, marks) = shown(&format!("{}: {}", "k".repeat(300), "v".repeat(300)), 302, 602);
        assert_eq!((line.chars().count(), marks.chars().count()), (WIDEST, WIDEST));
        assert_eq!(shown("a: \u{1b}[2J", 3, 4).0, "a: \u{fffd}[2J");
    }
}
