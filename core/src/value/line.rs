//! A line of a file as it may be shown: without what could be a secret.

use super::{key_looks_secret, password_in_url};
use crate::error::shows;
use crate::source::SourceFile;

/// A line (1-based) as it may be shown; `None` outside the file.
///
/// Characters that show nothing are replaced one by one, tabs stay. Of a line that holds a secret,
/// or is nested below a key that is called like one, only what stands before its first value is
/// shown, and `…` for the rest. `secret` says that it holds one, whatever its key.
pub(crate) fn shown_line(file: &SourceFile, line: u32, secret: bool) -> Option<String> {
    let text = file.line(line)?;
    let shows = |c: char| if c == '\t' || shows(c) { c } else { '\u{fffd}' };
    if secret || password_in_url(text) || is_below_a_secret(file, line) {
        let shown = text[..shown_of_secret(text)].chars().map(shows);
        return Some(shown.chain(['…']).collect());
    }
    Some(text.chars().map(shows).collect())
}

/// How many bytes of a line with a secret may be shown: up to its first value.
fn shown_of_secret(line: &str) -> usize {
    match keys(line).next() {
        Some((_, end)) => line[end..].len() - line[end..].trim_start().len() + end,
        None => line.len() - line.trim_start_matches([' ', '\t', '-']).len(),
    }
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
