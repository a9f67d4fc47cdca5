//! The comparison for a terminal: two environments side by side, many by what they agree on.

use std::slice;

use super::columns::{Columns, Piece, paint};
use super::emphasis::{Shown, shown};
use super::model::{Cell, Comparison, MOVED, Row, RowVerdict};
use super::summary::summary;
use crate::diff::ChangeKind;
use crate::error::{Severity, visible};
use crate::report::Style;
use crate::report::text::{colour, put};

const QUIET: &str = "2";
const STRONG: &str = "1";
const APART: &str = "1;33";
/// The colours of a side: its text, and what of it is its own.
const GOOD: [&str; 2] = ["32", "1;4;32"];
const DOUBTFUL: [&str; 2] = ["33", "1;4;33"];
const BAD: [&str; 2] = ["31", "1;4;31"];
const PLACE: &str = "34";

/// Below so many columns, what stands side by side is put one below the other.
const NARROW: usize = 72;
/// The width where none is given.
const USUAL: usize = 100;
/// A value takes so many lines at most.
const LINES: usize = 4;

/// How a comparison is written for a terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TextOptions {
    /// Colours.
    pub style: Style,
    /// The terminal's columns; `None` for 100.
    pub width: Option<usize>,
    /// Whether what is expected or spelled differently is listed, and not only counted.
    pub everything: bool,
    /// Whether the first line, which says what was compared and counts, is left out.
    pub untitled: bool,
}

impl TextOptions {
    /// No colours, 100 columns, the differences alone.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether colours (ANSI) are used.
    #[must_use]
    pub fn colour(mut self, colour: bool) -> Self {
        self.style = Style { colour };
        self
    }

    /// The terminal's columns.
    #[must_use]
    pub fn width(mut self, width: impl Into<Option<usize>>) -> Self {
        self.width = width.into();
        self
    }

    /// Whether the first line, which says what was compared and counts, is left out.
    #[must_use]
    pub fn untitled(mut self, untitled: bool) -> Self {
        self.untitled = untitled;
        self
    }

    /// Whether what is expected or spelled differently is listed too.
    #[must_use]
    pub fn everything(mut self, everything: bool) -> Self {
        self.everything = everything;
        self
    }
}

impl Comparison {
    /// The comparison as text: a heading for each section, and for each row both sides side by side,
    /// each with its place, on the same line where both fit. In few columns one side stands below the
    /// other; among more than two environments, those that agree stand together. More than 100
    /// columns are taken only as far as a value needs them to stand on one line.
    pub fn text(&self, options: &TextOptions) -> String {
        let width = options.width.unwrap_or(USUAL).max(20);
        let mut page = Page { out: String::new(), style: options.style, width, on_one_line: false };
        if !options.untitled {
            let title = options.style.paint(&visible(&self.title()), STRONG);
            put(&mut page.out, format_args!("{title}: {}", summary(self.question, &self.counts)));
        }
        let shown = |row: &&Row| options.everything || row.matters();
        let rows: Vec<&Row> = self.rows.iter().filter(shown).collect();
        page.narrow(&rows);
        for rows in rows.chunk_by(|a, b| names(a) == names(b)) {
            page.names(rows[0]);
            for rows in rows.chunk_by(|a, b| a.section == b.section) {
                page.section(rows);
            }
        }
        if !self.findings.is_empty() {
            page.out.push('\n');
        }
        for finding in &self.findings {
            let head = format!("{}[{}]", finding.severity, visible(&finding.rule));
            let head = page.style.paint(&head, colour(finding.severity));
            let at = finding.place.as_ref().map_or(String::new(), |at| format!(" ({at})"));
            put(
                &mut page.out,
                format_args!("{head}: {}{}", visible(&finding.message), visible(&at)),
            );
        }
        page.out
    }
}

fn names(row: &Row) -> Vec<&str> {
    row.cells.iter().map(|cell| cell.environment.as_str()).collect()
}

/// Where a value stands, or what the missing one is missing below.
fn place(cell: &Cell) -> String {
    match (&cell.side, cell.place()) {
        (_, None) => String::new(),
        (Some(_), Some(place)) => visible(&place.to_string()),
        (None, Some(place)) => visible(&format!("below {place}")),
    }
}

struct Page {
    out: String,
    style: Style,
    width: usize,
    /// Whether every value of the section has room for its place beside it.
    on_one_line: bool,
}

impl Page {
    fn is_narrow(&self) -> bool {
        self.width < NARROW
    }

    /// Takes no more columns than the usual ones and what the widest values need.
    fn narrow(&mut self, rows: &[&Row]) {
        if self.width <= USUAL {
            return;
        }
        let columns = self.columns();
        let sides = rows.iter().filter(|row| row.cells.len() == 2).flat_map(|row| self.sides(row));
        let needed = sides.map(|(value, place)| columns.needed(&value, &place)).max();
        self.width =
            needed.map_or(self.width, |needed| Columns::around(needed).clamp(USUAL, self.width));
    }

    /// The rows of one section, all laid out alike.
    fn section(&mut self, rows: &[&Row]) {
        let section = visible(&rows[0].section.to_string());
        put(&mut self.out, format_args!("\n{}", self.style.paint(&section, STRONG)));
        let columns = self.columns();
        self.on_one_line = rows.iter().all(|row| {
            let sides = self.sides(row);
            sides.iter().all(|(value, place)| columns.line(value, place).is_some())
        });
        rows.iter().for_each(|row| self.row(row));
    }

    /// The heads of the columns, said once for all sections below.
    fn names(&mut self, row: &Row) {
        if let [left, right] = &row.cells[..]
            && !self.is_narrow()
        {
            let columns = self.columns();
            let [left, right] =
                [left, right].map(|cell| columns.wrap(&[(visible(&cell.environment), QUIET)]));
            self.out.push('\n');
            columns.beside(&mut self.out, &left, &right);
        }
    }

    fn row(&mut self, row: &Row) {
        self.head(row);
        match &row.cells[..] {
            cells @ [_, _] => self.two(row, cells),
            _ => self.groups(row),
        }
        if let Some(why) = row.why() {
            let why = visible(&format!("= {why}"));
            put(&mut self.out, format_args!("  {}", self.style.paint(&why, QUIET)));
        }
    }

    fn head(&mut self, row: &Row) {
        let sign = match (row.kind, row.verdict) {
            (_, RowVerdict::Equivalent) => ("=", QUIET),
            (_, RowVerdict::Unknown) => ("?", QUIET),
            (Some(ChangeKind::Added), _) => ("+", "32"),
            (Some(ChangeKind::Removed), _) => ("-", "31"),
            (Some(ChangeKind::Moved), _) => (">", "33"),
            _ => ("~", "33"),
        };
        let path = match row.path.is_empty() {
            true => "everything".to_owned(),
            false => visible(&row.path.to_string()),
        };
        let judged = match (&row.rule, row.severity, row.verdict) {
            (Some(rule), Some(severity), _) => {
                let judged = format!("{severity}[{}]", visible(rule));
                format!("  {}", self.style.paint(&judged, colour(severity)))
            }
            (Some(rule), None, _) => {
                format!("  {}", self.style.paint(&format!("[{}]", visible(rule)), QUIET))
            }
            (None, _, RowVerdict::Equivalent) => {
                format!("  {}", self.style.paint("spelled differently", QUIET))
            }
            _ => String::new(),
        };
        let moved = match row.kind {
            Some(ChangeKind::Moved) => format!("  {}", self.style.paint(MOVED, QUIET)),
            _ => String::new(),
        };
        let (sign, path) = (self.style.paint(sign.0, sign.1), self.style.paint(&path, STRONG));
        put(&mut self.out, format_args!("{sign} {path}{judged}{moved}"));
    }

    fn two(&mut self, row: &Row, cells: &[Cell]) {
        let sides = self.sides(row);
        if self.is_narrow() {
            for (cell, (value, (place, tone))) in cells.iter().zip(sides) {
                let name = self.style.paint(&visible(&cell.environment), QUIET);
                put(&mut self.out, format_args!("  {name}  {}", paint(&value, self.style)));
                self.indented(4, &place, tone);
            }
            return;
        }
        let columns = self.columns();
        let lines = sides.iter().map(|(value, place)| {
            let line = self.on_one_line.then(|| columns.line(value, place)).flatten();
            line.unwrap_or_else(|| {
                let mut lines = columns.wrap(value);
                lines.extend(columns.wrap(slice::from_ref(place)));
                lines
            })
        });
        let lines: Vec<_> = lines.collect();
        columns.beside(&mut self.out, &lines[0], &lines[1]);
    }

    /// Both values, each with its place.
    fn sides(&self, row: &Row) -> Vec<(Vec<Piece>, Piece)> {
        let texts = shown(&row.cells, self.columns().width() * LINES - 2);
        let sides = row.cells.iter().zip(&texts).zip(tones(row));
        sides
            .map(|((cell, text), tones)| (pieces(cell, text, tones), (place(cell), PLACE)))
            .collect()
    }

    fn columns(&self) -> Columns {
        Columns::within(self.width, self.style)
    }

    fn indented(&mut self, by: usize, text: &str, tone: &str) {
        if !text.is_empty() {
            let text = self.style.paint(text, tone);
            put(&mut self.out, format_args!("{:by$}{text}", ""));
        }
    }

    /// Who agrees on what; who stands apart is stressed.
    fn groups(&mut self, row: &Row) {
        for all in row.groups() {
            let first = all[0];
            let text = &shown(slice::from_ref(first), self.width * 2)[0].text;
            let names: Vec<String> = all.iter().map(|cell| visible(&cell.environment)).collect();
            let names = names.join(", ");
            match first.outlier {
                true => {
                    let text = self.style.paint(text, APART);
                    put(&mut self.out, format_args!("  {text}  {names}, apart from most"));
                }
                false => put(&mut self.out, format_args!("  {text}  {names}")),
            }
            self.indented(4, &place(first), PLACE);
        }
    }
}

/// The colours of both sides: what is gone and what is new, or what is asked for and what is found.
fn tones(row: &Row) -> [[&'static str; 2]; 2] {
    match (row.verdict, row.severity) {
        (RowVerdict::Drift, Some(Severity::Error)) => [GOOD, BAD],
        (RowVerdict::Drift, _) => [GOOD, DOUBTFUL],
        (RowVerdict::Different, _) => [BAD, GOOD],
        _ => [["", ""], ["", "1;4"]],
    }
}

/// A value in its column's colour, what is its own stressed; what is missing is quiet.
fn pieces(cell: &Cell, text: &Shown, [tone, stressed]: [&'static str; 2]) -> Vec<Piece> {
    if cell.side.is_none() {
        return vec![(text.text.clone(), QUIET)];
    }
    let [before, own, after] = text.parts().map(str::to_owned);
    vec![(before, tone), (own, stressed), (after, tone)]
}
