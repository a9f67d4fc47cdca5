//! The lines that a value stands on, below the keys that lead to it.

use std::collections::HashMap;
use std::ops::Range;

use super::model::Cell;
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

/// The files by name, and how many rows may still have excerpts.
pub(super) struct Excerpts<'s> {
    files: [HashMap<&'s str, &'s SourceFile>; 2],
    left: usize,
}

impl<'s> Excerpts<'s> {
    pub(super) fn new(sources: Sources<'s>) -> Self {
        let files = [sources.left, sources.right].map(|map| {
            // Of two versions of a file, the one with the higher id is the later.
            map.files().map(|file| (&**file.path(), &**file)).collect()
        });
        Self { files, left: ROWS }
    }

    /// Gives the cells of a row their excerpts.
    pub(super) fn give(&mut self, cells: &mut [Cell]) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let last = cells.len() - 1;
        for (at, cell) in cells.iter_mut().enumerate() {
            let files = &self.files[usize::from(at == last)];
            let Some(place) = cell.place() else { continue };
            let Some(file) = files.get(&*place.file) else { continue };
            cell.excerpt = match &cell.side {
                Some(side) => lines(file, place, side.redacted),
                // Of a parent, where it begins says enough.
                None => lines(file, &Place { end_line: place.line, ..place.clone() }, false)
                    .map(|found| Excerpt { more: 0, ..found }),
            };
        }
    }
}

fn lines(file: &SourceFile, place: &Place, secret: bool) -> Option<Excerpt> {
    if place.line == 0 {
        return None;
    }
    // A block ends where the next one begins, which is none of its lines.
    let end = match place.end_column {
        0 | 1 => place.end_line.saturating_sub(1).max(place.line),
        _ => place.end_line,
    };
    let mut lines = keys_above(file, place.line);
    for number in (place.line..=end).take(LINES) {
        let column = if number == place.line { place.column } else { first_column(file, number) };
        let end_column = if number == place.end_line { place.end_column } else { u32::MAX };
        let place = Place::range(place.file.clone(), (number, column), (number, end_column));
        let shown = excerpt(file, &place, secret)?;
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
fn keys_above(file: &SourceFile, number: u32) -> Vec<Line> {
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
        let Some(text) = shown_line(file, above, !trimmed.ends_with([':', '{', '['])) else {
            break;
        };
        found.push(Line { number: above, text, marked: None });
    }
    found.reverse();
    found
}
