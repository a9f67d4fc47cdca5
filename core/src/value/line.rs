//! A line of a file as it may be shown: without what could be a secret.

use std::ops::Range;

use super::secret::{gives_away, is_called_a_secret};
use super::{aliased_secrets, key_looks_secret, leaves, password_in_url, secrets};
use crate::error::shows;
use crate::source::SourceFile;
use crate::yaml::{Limits, Node, parse};

/// A line (1-based) as it may be shown; `None` outside the file.
///
/// Characters that show nothing are replaced one by one, tabs stay. Of a line that holds a secret,
/// or is nested below a key that is called like one, only what stands before its first value is
/// shown, and `…` for the rest. `secret` says that it holds one, whatever its key.
pub(crate) fn shown_line(file: &SourceFile, line: u32, secret: bool) -> Option<String> {
    let shown = ShownLine::of(file, line, secret)?;
    Some(shown.part(0).collect())
}

/// A line as it may be shown, of which somebody wants a part: some files are one long line.
pub(crate) struct ShownLine<'f> {
    file: &'f SourceFile,
    range: Range<usize>,
    is_cut: bool,
}

impl<'f> ShownLine<'f> {
    /// A line (1-based); `None` outside the file.
    pub(crate) fn of(file: &'f SourceFile, line: u32, secret: bool) -> Option<Self> {
        let range = file.range_of_line(line)?;
        let whole = range.len();
        let cut = match secret {
            true => Some(shown_of_secret(&file.text()[range.clone()])),
            false => file.withheld(withheld).get(line as usize - 1)?.map(|cut| cut as usize),
        };
        let end = range.start + cut.unwrap_or(whole);
        Some(Self { file, range: range.start..end, is_cut: cut.is_some() })
    }

    /// How many characters are shown.
    pub(crate) fn len(&self) -> usize {
        self.file.characters(self.range.start, self.range.end) + usize::from(self.is_cut)
    }

    /// Whether it ends with `…`.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut || self.file.text()[self.range.clone()].ends_with('…')
    }

    /// The characters from one on.
    pub(crate) fn part(&self, first: usize) -> impl Iterator<Item = char> {
        let from = self.file.character(self.range.start, first).min(self.range.end);
        let shows = |c: char| if c == '\t' || shows(c) { c } else { '\u{fffd}' };
        let rest = self.file.text()[from..self.range.end].chars().map(shows);
        rest.chain(self.is_cut.then_some('…'))
    }
}

/// How many bytes of each line may be shown, where that is not all.
fn withheld(file: &SourceFile) -> Vec<Option<u32>> {
    let secret = secret_lines(file);
    let lines = secret.into_iter().zip(1..).map(|(secret, line)| {
        let text = file.line(line).unwrap_or_default();
        let shown = match secret || password_in_url(text) {
            true => Some(shown_of_secret(text)),
            // What a remark says of a secret may be the secret.
            false => telling_remark(text).map(|remark| remark + 1),
        };
        shown.map(|shown| shown as u32)
    });
    lines.collect()
}

/// Where a comment begins that speaks of a secret or holds one. What only looks like a comment, in
/// quotes, is taken for one: it hides too much then, and never too little.
fn telling_remark(text: &str) -> Option<usize> {
    let begins = |at: &usize| *at == 0 || text[..*at].ends_with([' ', '\t']);
    let at = text.match_indices('#').map(|(at, _)| at).find(begins)?;
    let remark = &text[at..];
    let mut words = remark.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-'));
    (words.any(is_called_a_secret) || gives_away(remark)).then_some(at)
}

/// How many bytes of a line with a secret may be shown: up to its first value.
fn shown_of_secret(line: &str) -> usize {
    match keys(line).next() {
        Some((_, end)) => line[end..].len() - line[end..].trim_start().len() + end,
        None => line.len() - line.trim_start_matches([' ', '\t', '-']).len(),
    }
}

/// The lines of a file that hold a secret: by the paths of its values, and, since a file may be no
/// YAML, by the keys that lines are nested below.
fn secret_lines(file: &SourceFile) -> Vec<bool> {
    let mut secret = nested_lines(file);
    if let Ok(root) = parse(file, &Limits::default()) {
        let mut hide = |node: &Node| {
            if node.span.file == file.id() {
                let place = file.place(node.span.start, node.span.end);
                let lines = place.line.saturating_sub(1)..place.end_line;
                for line in lines {
                    secret.get_mut(line as usize).into_iter().for_each(|secret| *secret = true);
                }
            }
        };
        secrets(&root, &mut hide);
        let aliased = aliased_secrets(file);
        leaves(&root, &mut |_, leaf| {
            if aliased.contains(&leaf.span.end) {
                hide(leaf);
            }
        });
    }
    // What is said right above a secret is about it.
    for line in (1..secret.len()).rev() {
        let above = file.line(line as u32).unwrap_or_default();
        secret[line - 1] |= secret[line] && above.trim_start().starts_with('#');
    }
    secret
}

/// Whether each line, or one it is nested below, has a key that is called like a secret.
fn nested_lines(file: &SourceFile) -> Vec<bool> {
    let mut secret = Vec::new();
    // The lines that the one at hand is nested below: how far each is indented, what it is.
    let mut above: Vec<(usize, bool)> = Vec::new();
    for at in 1.. {
        let Some(text) = file.line(at) else { break };
        let own = keys(text).any(|(key, _)| key_looks_secret(key));
        let trimmed = text.trim_start();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            // A value may have been put out of action, and is a secret still.
            secret.push(own || above.last().is_some_and(|(_, secret)| *secret));
            continue;
        }
        // An item may stand below its list's key without being indented.
        let indent = 2 * (text.len() - trimmed.len()) + usize::from(trimmed.starts_with('-'));
        above.retain(|(known, _)| *known < indent);
        let is_secret = own || above.last().is_some_and(|(_, secret)| *secret);
        above.push((indent, is_secret));
        secret.push(is_secret);
    }
    secret
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
