//! The line a place lies on, with marks below the range, and without what could be a secret.

use crate::error::{Place, shows};
use crate::source::SourceFile;
use crate::value::{key_looks_secret, password_in_url};

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
    let line = file.line(place.line)?;
    let mut chars: Vec<char> =
        line.chars().map(|c| if c == '\t' || shows(c) { c } else { '\u{fffd}' }).collect();
    if secret || password_in_url(line) || is_below_a_secret(file, place.line) {
        chars.truncate(shown_of_secret(line));
        chars.push('…');
    }
    let last = chars.len().saturating_sub(1);
    let start = (place.column as usize).saturating_sub(1).min(chars.len());
    let start = if chars.last() == Some(&'…') { start.min(last) } else { start };
    let end = match place.end_line == place.line {
        true => (place.end_column as usize).saturating_sub(1).min(chars.len()),
        false => chars.len(),
    };
    let mut marks = end.saturating_sub(start).max(1);
    let mut first = 0;
    if chars.len() > WIDEST {
        first = start.saturating_sub(WIDEST / 4).min(chars.len() - WIDEST);
        chars = chars[first..first + WIDEST].to_vec();
        marks = marks.min((first + WIDEST).saturating_sub(start)).max(1);
    }
    let before = &chars[..(start - first).min(chars.len())];
    let margin = before.iter().map(|c| if *c == '\t' { '\t' } else { ' ' }).collect();
    Some(Excerpt { line: chars.into_iter().collect(), margin, marks })
}

/// A line of a file without what could be a secret; `None` beyond its end.
pub(crate) fn shown_line(file: &SourceFile, line: u32) -> Option<String> {
    let text = file.line(line)?;
    let visible = |c: char| if c == '\t' || shows(c) { c } else { '\u{fffd}' };
    if !password_in_url(text) && !is_below_a_secret(file, line) {
        return Some(text.chars().map(visible).collect());
    }
    let shown = text.chars().take(shown_of_secret(text)).map(visible);
    Some(shown.chain(['…']).collect())
}

/// How many characters of a line with a secret may be shown: up to its first value.
fn shown_of_secret(line: &str) -> usize {
    let shown = match keys(line).next() {
        Some((_, end)) => line[end..].len() - line[end..].trim_start().len() + end,
        None => line.len() - line.trim_start_matches([' ', '\t', '-']).len(),
    };
    line[..shown].chars().count()
}

/// Whether a line, or one it is nested below, has a key that is called like a secret.
fn is_below_a_secret(file: &SourceFile, line: u32) -> bool {
    let mut depth = usize::MAX;
    for at in (1..=line).rev() {
        let Some(text) = file.line(at) else { continue };
        let trimmed = text.trim_start();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        // An item may stand below its list's key without being indented.
        let indent = 2 * (text.len() - trimmed.len()) + usize::from(trimmed.starts_with('-'));
        if indent < depth {
            if keys(text).any(|(key, _)| key_looks_secret(key)) {
                return true;
            }
            depth = indent;
        }
        if depth == 0 {
            return false;
        }
    }
    false
}

/// The keys on a line, each with the byte behind its colon.
fn keys(line: &str) -> impl Iterator<Item = (&str, usize)> {
    line.match_indices(':').filter_map(move |(at, _)| {
        let (before, after) = (&line[..at], &line[at + 1..]);
        let quoted = before.ends_with(['"', '\'']);
        let ends = after.is_empty() || after.starts_with([' ', '\t']);
        let key = before.trim_end_matches(['"', '\'', ' ', '\t']);
        let start = key.rfind(['"', '\'', ' ', '\t', '{', ',', '[']).map_or(0, |at| at + 1);
        (quoted || ends).then_some((&key[start..], at + 1))
    })
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
