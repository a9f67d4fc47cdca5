//! Two columns of coloured text.

use crate::report::Style;
use crate::report::text::put;

/// A text and its colour.
pub(super) type Piece = (String, &'static str);

/// What a line begins with, and what stands between the columns.
const INDENT: usize = 2;
const BETWEEN: usize = 3;

#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    width: usize,
    style: Style,
}

pub(super) fn paint(pieces: &[Piece], style: Style) -> String {
    let pieces = pieces.iter().filter(|(text, _)| !text.is_empty());
    pieces
        .map(|(text, tone)| if tone.is_empty() { text.clone() } else { style.paint(text, tone) })
        .collect()
}

impl Columns {
    /// Two columns in lines of so many characters.
    pub(super) fn within(width: usize, style: Style) -> Self {
        Self { width: (width.saturating_sub(INDENT + BETWEEN) / 2).max(1), style }
    }

    /// The characters of one column.
    pub(super) fn width(self) -> usize {
        self.width
    }

    /// Pieces in lines that fit a column; nothing is no line.
    pub(super) fn wrap(self, pieces: &[Piece]) -> Vec<Vec<Piece>> {
        let mut lines: Vec<Vec<Piece>> = Vec::new();
        let mut room = 0;
        for (text, tone) in pieces {
            let mut rest = text.as_str();
            while !rest.is_empty() {
                if room == 0 {
                    lines.push(Vec::new());
                    room = self.width;
                }
                let end = break_at(rest, room);
                let (here, below) = rest.split_at(end);
                room = if below.is_empty() { room - here.chars().count() } else { 0 };
                lines.last_mut().into_iter().for_each(|line| line.push((here.to_owned(), *tone)));
                rest = below;
            }
        }
        lines
    }

    /// A value and its place at the end of one line; `None` where they do not fit.
    pub(super) fn line(self, value: &[Piece], place: &Piece) -> Option<Vec<Vec<Piece>>> {
        const GAP: usize = 2;
        let width = |text: &str| text.chars().count();
        let used: usize = value.iter().map(|(text, _)| width(text)).sum();
        let room = self.width.checked_sub(used + width(&place.0))?;
        if !place.0.is_empty() && room < GAP {
            return None;
        }
        let blank = (" ".repeat(room), "");
        Some(vec![[value, &[blank, place.clone()]].concat()])
    }

    /// Lines beside lines.
    pub(super) fn beside(self, out: &mut String, left: &[Vec<Piece>], right: &[Vec<Piece>]) {
        let bar = self.style.paint("│", "2");
        let none = Vec::new();
        for at in 0..left.len().max(right.len()) {
            let [left, right] = [left, right].map(|lines| lines.get(at).unwrap_or(&none));
            let count: usize = left.iter().map(|(text, _)| text.chars().count()).sum();
            let blank = " ".repeat(self.width.saturating_sub(count));
            let [left, right] = [left, right].map(|pieces| paint(pieces, self.style));
            let line = format!("{:INDENT$}{left}{blank} {bar} {right}", "");
            put(out, format_args!("{}", line.trim_end()));
        }
    }
}

/// Where a text is broken that has room for so many characters: behind a sign if one stands in the
/// second half, else anywhere.
fn break_at(text: &str, room: usize) -> usize {
    let Some((end, _)) = text.char_indices().nth(room) else { return text.len() };
    let sign = |c: char| matches!(c, ' ' | '/' | ',' | ';' | '&');
    let at = text[..end].rfind(sign).map_or(0, |at| at + 1);
    if text[..at].chars().count() * 2 >= room { at } else { end }
}
