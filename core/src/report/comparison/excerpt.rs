//! The lines that a value stands on, below the keys that lead to it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::model::{Cell, Row};
use crate::error::Place;
use crate::report::excerpt::excerpt;
use crate::source::{SourceFile, SourceMap};
use crate::value::shown_line;

/// So many lines of a value are shown.
const LINES: usize = 8;
/// So many keys above it are shown, the nearest ones.
const KEYS: usize = 5;
/// So many lines are looked back for the keys above.
const BACK: u32 = 2_000;
/// So many rows of a comparison have excerpts.
const ROWS: usize = 5_000;

/// The files that the places of a comparison point into: those of the left side, and those of the
/// right one, where they are not the same.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'s> {
    left: &'s SourceMap,
    right: &'s SourceMap,
}

impl<'s> From<&'s SourceMap> for Sources<'s> {
    fn from(both: &'s SourceMap) -> Self {
        Self { left: both, right: both }
    }
}

impl<'s> From<(&'s SourceMap, &'s SourceMap)> for Sources<'s> {
    fn from((left, right): (&'s SourceMap, &'s SourceMap)) -> Self {
        Self { left, right }
    }
}

/// Some lines of a file as they may be shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Excerpt {
    pub(super) lines: Vec<Line>,
    /// How many lines of the value are not shown.
    pub(super) more: u32,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) number: u32,
    pub(super) text: String,
    /// The part that is the value's, in bytes; `None` for a key above it.
    pub(super) marked: Option<Range<usize>>,
}

/// The files by name.
struct Excerpts<'s> {
    files: [HashMap<&'s str, &'s SourceFile>; 2],
    /// The lines on which values stand that are withheld, and that may tell of others too. Both sides may
    /// stand on one line.
    withheld: HashSet<(&'s str, u32)>,
}

/// Gives the cells of the first rows their excerpts.
pub(super) fn give_excerpts(rows: &mut [Row], sources: Sources<'_>) {
    let mut excerpts = Excerpts::new(sources);
    for row in rows.iter() {
        excerpts.withhold(&row.cells);
    }
    rows.iter_mut().take(ROWS).for_each(|row| excerpts.give(&mut row.cells));
}

impl<'s> Excerpts<'s> {
    fn new(sources: Sources<'s>) -> Self {
        let files = [sources.left, sources.right].map(|map| {
            // Of two versions of a file, the one with the higher id is the later.
            map.files().map(|file| (&**file.path(), &**file)).collect()
        });
        Self { files, withheld: HashSet::new() }
    }

    /// Withholds the lines of values that are, whatever else they are shown for.
    fn withhold(&mut self, cells: &[Cell]) {
        let last = cells.len() - 1;
        for (at, cell) in cells.iter().enumerate() {
            let Some(found) = cell.side.as_ref().filter(|side| side.redacted) else { continue };
            // Of a map over several lines, most hold no secret.
            let whole = |place: &&Place| found.value.is_none() || place.line == place.end_line;
            let Some(place) = found.place.as_ref().filter(whole) else { continue };
            let side = usize::from(at == last);
            let Some((name, _)) = self.files[side].get_key_value(&*place.file) else { continue };
            self.withheld.extend((place.line..=place.end_line).map(|line| (*name, line)));
        }
    }

    fn give(&self, cells: &mut [Cell]) {
        let last = cells.len() - 1;
        for (at, cell) in cells.iter_mut().enumerate() {
            let files = &self.files[usize::from(at == last)];
            let Some(place) = cell.place() else { continue };
            let Some((name, file)) = files.get_key_value(&*place.file) else { continue };
            let redacted = cell.side.as_ref().is_some_and(|side| side.redacted);
            let secret = |line: u32| redacted || self.withheld.contains(&(*name, line));
            cell.excerpt = match &cell.side {
                Some(_) => lines(file, place, &secret),
                // Of a parent, where it begins says enough.
                None => lines(file, &Place { end_line: place.line, ..place.clone() }, &secret)
                    .map(|found| Excerpt { more: 0, ..found }),
            };
        }
    }
}

/// The lines of a place; `secret` says which hold one, whatever their keys.
fn lines(file: &SourceFile, place: &Place, secret: &dyn Fn(u32) -> bool) -> Option<Excerpt> {
    if place.line == 0 {
        return None;
    }
    // A block ends where the next one begins, which is none of its lines.
    let end = match place.end_column {
        0 | 1 => place.end_line.saturating_sub(1).max(place.line),
        _ => place.end_line,
    };
    let mut lines = keys_above(file, place.line, secret);
    for number in (place.line..=end).take(LINES) {
        let column = if number == place.line { place.column } else { first_column(file, number) };
        let end_column = if number == place.end_line { place.end_column } else { u32::MAX };
        let place = Place::range(place.file.clone(), (number, column), (number, end_column));
        let shown = excerpt(file, &place, secret(number))?;
        let start = byte(&shown.line, shown.margin.chars().count());
        let end = byte(&shown.line, shown.margin.chars().count() + shown.marks);
        lines.push(Line { number, text: shown.line, marked: Some(start..end) });
    }
    Some(Excerpt { lines, more: (end - place.line + 1).saturating_sub(LINES as u32) })
}

fn byte(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn first_column(file: &SourceFile, number: u32) -> u32 {
    file.line(number).map_or(1, |line| indent(line) as u32 + 1)
}

/// The lines that a line is nested below, as far as their keys.
fn keys_above(file: &SourceFile, number: u32, secret: &dyn Fn(u32) -> bool) -> Vec<Line> {
    let mut found = Vec::new();
    let Some(mut inner) = file.line(number).map(indent) else { return found };
    for above in (number.saturating_sub(BACK).max(1)..number).rev() {
        if inner == 0 || found.len() == KEYS {
            break;
        }
        let Some(line) = file.line(above) else { break };
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') || indent(line) >= inner {
            continue;
        }
        inner = indent(line);
        // What stands behind the key is another value than the one that is spoken of.
        let bare = trimmed.ends_with([':', '{', '[']) && trimmed.matches(':').count() <= 1;
        let Some(text) = shown_line(file, above, !bare || secret(above)) else { break };
        found.push(Line { number: above, text, marked: None });
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    /// The excerpt of what stands between two marks, each line with its number and marked part.
    fn shown(text: &str, secret: bool) -> Vec<String> {
        let (start, end) = (text.find('‹').unwrap(), text.find('›').unwrap() - '‹'.len_utf8());
        let text = text.replace(['‹', '›'], "");
        let file = SourceFile::new(FileId(0), "a.yaml", text);
        let place = file.place(start as u32, end as u32);
        let found = lines(&file, &place, &|line| secret && line == place.line).unwrap();
        let mut shown: Vec<String> = found
            .lines
            .iter()
            .map(|line| match &line.marked {
                Some(part) => {
                    let (before, after) = (&line.text[..part.start], &line.text[part.end..]);
                    format!("{} {before}‹{}›{after}", line.number, &line.text[part.clone()])
                }
                None => format!("{} {}", line.number, line.text),
            })
            .collect();
        shown.extend((found.more > 0).then(|| format!("{} more", found.more)));
        shown
    }

    #[test]
    fn the_keys_above_a_value_lead_to_it_and_nothing_else_does() {
        let text =
            "a:\n  x: 1\n  # a remark\n  b:\n\n    - c: 1\n      d:\n        e: ‹2›\n    - f: 3\n";
        assert_eq!(
            shown(text, false),
            ["1 a:", "4   b:", "6     - c: …", "7       d:", "8         e: ‹2›"]
        );
        assert_eq!(shown("a: ‹1›", false), ["1 a: ‹1›"]);
        let deep: String = (0..9).map(|at| format!("{}k{at}:\n", " ".repeat(at))).collect();
        let found = shown(&format!("{deep}{}v: ‹1›", " ".repeat(9)), false);
        assert_eq!(found.len(), KEYS + 1);
        assert_eq!(found[0], "5     k4:");
    }

    #[test]
    fn a_long_value_is_cut_and_a_block_ends_with_its_own_lines() {
        let text = "a:\n  ‹b: 1\n  c: 2\n›d: 3\n";
        assert_eq!(shown(text, false), ["1 a:", "2   ‹b: 1›", "3   ‹c: 2›"]);
        let items: String = (0..20).map(|at| format!("- {at}\n")).collect();
        let found = shown(&format!("a:\n‹{items}›"), false);
        assert_eq!((found.len(), found.last().unwrap().as_str()), (LINES + 1, "12 more"));
    }

    #[test]
    fn what_could_be_a_secret_is_not_shown_nor_is_what_stands_beside_a_key() {
        assert_eq!(shown("a:\n  wired: ‹hunter2›", true), ["1 a:", "2   wired: ‹…›"]);
        assert_eq!(shown("password:\n  a: ‹hunter2›", false), ["1 password:…", "2   a: ‹…›"]);
        let text = "- {wired: hunter2, more: {\n    port: ‹1›}}\n";
        assert_eq!(shown(text, false), ["1 - {wired: …", "2     port: ‹1›}}"]);
        let minified = "{\"password\":\"hunter2\",\"port\":‹1›}";
        assert!(!shown(minified, false).concat().contains("hunter2"));
    }
}
