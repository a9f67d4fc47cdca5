//! Two columns of coloured text.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::report::Style;
use crate::report::text::put;

/// A text and its colour.
pub(super) type Piece = (String, &'static str);

/// What a line begins with, and what stands between the columns.
const INDENT: usize = 2;
const BETWEEN: usize = 3;
/// What stands at least between a value and its place.
const GAP: usize = 2;

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
    /// Two columns in lines of so many terminal columns.
    pub(super) fn within(width: usize, style: Style) -> Self {
        Self { width: (width.saturating_sub(INDENT + BETWEEN) / 2).max(1), style }
    }

    /// How wide one column is.
    pub(super) fn width(self) -> usize {
        self.width
    }

    /// How wide a line is whose columns are so wide.
    pub(super) fn around(width: usize) -> usize {
        width * 2 + INDENT + BETWEEN
    }

    /// How wide a column must be for a value with its place beside it, or the whole of this one.
    pub(super) fn needed(self, value: &[Piece], place: &Piece) -> usize {
        let place = if place.0.is_empty() { 0 } else { GAP + place.0.width() };
        (width_of(value) + place).min(self.width)
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
                room = if below.is_empty() { room.saturating_sub(here.width()) } else { 0 };
                lines.last_mut().into_iter().for_each(|line| line.push((here.to_owned(), *tone)));
                rest = below;
            }
        }
        lines
    }

    /// A value and its place at the end of one line; `None` where they do not fit.
    pub(super) fn line(self, value: &[Piece], place: &Piece) -> Option<Vec<Vec<Piece>>> {
        let room = self.width.checked_sub(width_of(value) + place.0.width())?;
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
            let blank = " ".repeat(self.width.saturating_sub(width_of(left)));
            let [left, right] = [left, right].map(|pieces| paint(pieces, self.style));
            let line = format!("{:INDENT$}{left}{blank} {bar} {right}", "");
            put(out, format_args!("{}", line.trim_end()));
        }
    }
}

fn width_of(pieces: &[Piece]) -> usize {
    pieces.iter().map(|(text, _)| text.width()).sum()
}

/// Where a text is broken that has room for so many columns, behind its first character at least: behind a sign if one stands in the
/// second half, else anywhere.
fn break_at(text: &str, room: usize) -> usize {
    let mut used = 0;
    let over = text.char_indices().find(|(at, c)| {
        used += c.width().unwrap_or(0);
        used > room && *at > 0
    });
    let Some((end, _)) = over else { return text.len() };
    let sign = |c: char| matches!(c, ' ' | '/' | ',' | ';' | '&');
    let at = text[..end].rfind(sign).map_or(0, |at| at + 1);
    if text[..at].width() * 2 >= room { at } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_stands_in_one_column_also_beside_wide_characters() {
        let columns = Columns::within(29, Style::default());
        let mut out = String::new();
        for text in ["plain", "設定", "設定の値がとても長い時", "🚀 up"] {
            let left = columns.wrap(&[(text.to_owned(), "")]);
            columns.beside(&mut out, &left, &[vec![("right".to_owned(), "")]]);
            let place = ("a:1".to_owned(), "");
            let line = columns.line(&[(text.to_owned(), "")], &place);
            line.iter().flatten().for_each(|line| assert_eq!(width_of(line), columns.width()));
        }
        let bars: Vec<usize> =
            out.lines().map(|line| line.split('│').next().unwrap_or_default().width()).collect();
        assert_eq!(bars, [15; 5], "{out}");
    }

    #[test]
    fn a_column_narrower_than_a_character_takes_one_at_a_time() {
        let columns = Columns::within(1, Style::default());
        assert_eq!(columns.wrap(&[("設定".to_owned(), "")]).len(), 2);
    }
}
