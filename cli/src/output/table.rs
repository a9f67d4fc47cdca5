//! Columns that line up, also where characters are two columns wide.

use unicode_width::UnicodeWidthStr;

use super::{Tone, visible};

/// One field of a table: a text in a tone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    /// A field; the text is made safe to show.
    pub(crate) fn new(tone: Tone, text: impl AsRef<str>) -> Self {
        Self { text: visible(text.as_ref()), tone }
    }
}

/// Rows of fields.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Vec<Cell>>,
    /// Lines before a row, by its position.
    spans: Vec<(usize, Cell)>,
    indent: usize,
}

/// What stands between two columns.
const GAP: usize = 2;
/// A column is not cut below this.
const LEAST: usize = 12;

impl Table {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Moves every row to the right.
    pub(crate) fn indent(mut self, indent: usize) -> Self {
        self.indent = indent;
        self
    }

    /// Adds a row of headings.
    pub(crate) fn head<const N: usize>(mut self, names: [&str; N]) -> Self {
        self.rows.push(names.map(|name| Cell::new(Tone::Heading, name)).into());
        self
    }

    pub(crate) fn row<const N: usize>(&mut self, cells: [Cell; N]) {
        self.rows.push(cells.into());
    }

    /// Adds a row of as many fields as there are columns.
    pub(crate) fn cells(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Adds a line that belongs to no column.
    pub(crate) fn span(&mut self, cell: Cell) {
        self.spans.push((self.rows.len(), cell));
    }

    /// How wide it is where nothing is cut.
    pub(crate) fn width(&self) -> usize {
        self.render(false, None).lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
    }

    /// The table's lines. Columns without any text are left out; where the width is known, the
    /// last column is cut to it, but for places, which are of no use in parts.
    pub(crate) fn render(&self, colored: bool, width: Option<usize>) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let headed = self.rows.first().is_some_and(|row| row.iter().all(is_heading));
        let body = &self.rows[usize::from(headed)..];
        let filled = |at: &usize| {
            body.iter().any(|row| row.get(*at).is_some_and(|cell| !cell.text.is_empty()))
        };
        let shown: Vec<usize> = (0..columns).filter(filled).collect();
        let widest = |at: &usize| {
            let widths = self.rows.iter().filter_map(|row| row.get(*at)).map(|c| c.text.width());
            widths.max().unwrap_or(0)
        };
        let widths: Vec<usize> = shown.iter().map(widest).collect();
        let mut out = String::new();
        for (position, row) in self.rows.iter().enumerate() {
            for (_, cell) in self.spans.iter().filter(|(before, _)| *before == position) {
                out += &" ".repeat(self.indent);
                out += &cell.tone.paint(&cell.text, colored);
                out.push('\n');
            }
            let mut line = " ".repeat(self.indent);
            let mut used = self.indent;
            for (nth, (at, wide)) in shown.iter().zip(&widths).enumerate() {
                let cell = row.get(*at).cloned().unwrap_or_default();
                let last = nth + 1 == shown.len() && cell.tone != Tone::Place;
                let text = match (width, last) {
                    (Some(width), true) => fit(&cell.text, width.saturating_sub(used).max(LEAST)),
                    _ => cell.text,
                };
                let pad = wide.saturating_sub(text.width()) + GAP;
                line += &cell.tone.paint(&text, colored);
                line += &" ".repeat(pad);
                used += wide + GAP;
            }
            out += line.trim_end_matches(' ');
            out.push('\n');
        }
        out
    }
}

fn is_heading(cell: &Cell) -> bool {
    cell.tone == Tone::Heading
}

/// The text, cut with `…` if it is wider than there is room.
pub(crate) fn fit(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut cut = String::new();
    for char in text.chars() {
        if cut.width() + unicode_width::UnicodeWidthChar::width(char).unwrap_or(0) + 1 > room {
            break;
        }
        cut.push(char);
    }
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Cell {
        Cell::new(Tone::Plain, text)
    }

    #[test]
    fn columns_line_up_where_characters_are_wide_and_empty_ones_go() {
        let mut table = Table::new().head(["NAME", "NOTE", "END"]);
        table.row([plain("世界"), plain(""), plain("x")]);
        table.row([plain("é"), plain(""), plain("y")]);
        assert_eq!(table.render(false, None), "NAME  END\n世界  x\né     y\n");
    }

    #[test]
    fn the_last_column_is_cut_to_the_terminal() {
        let mut table = Table::new();
        table.row([plain("a"), plain("a sentence that is rather long")]);
        table.row([plain("b"), Cell::new(Tone::Place, "config/production.yaml:5:16")]);
        let cut = "a  a sentence that …\nb  config/production.yaml:5:16\n";
        assert_eq!(table.render(false, Some(20)), cut);
    }
}
