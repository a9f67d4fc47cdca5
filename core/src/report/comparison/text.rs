//! The comparison for a terminal: two environments side by side, more of them in a table, and where they
//! have no room in it by what they agree on.

use std::slice;

use unicode_width::UnicodeWidthStr;

use super::columns::{Columns, Piece, paint};
use super::emphasis::{Shown, shown};
use super::model::{Cell, Comparison, MOVED, Row, RowVerdict};
use super::summary::summary;
use super::table::{fit, table};
use crate::diff::ChangeKind;
use crate::error::{Severity, visible};
use crate::report::Style;
use crate::report::text::{colour, put};

pub(super) const QUIET: &str = "2";
pub(super) const STRONG: &str = "1";
pub(super) const APART: &str = "1;33";
/// The colours of a side: its text, and what of it is its own.
pub(super) const GOOD: [&str; 2] = ["32", "1;4;32"];
pub(super) const DOUBTFUL: [&str; 2] = ["33", "1;4;33"];
pub(super) const BAD: [&str; 2] = ["31", "1;4;31"];
pub(super) const PLACE: &str = "34";

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
    /// other. More than 100 columns are taken only as far as a value needs them to stand on one line.
    ///
    /// More than two environments are a table with a column for each, whose values are cut to the width;
    /// `=` is what the baseline has. Below a row stand the places of what drifted, or stands apart. Where
    /// the columns have no room, those that agree stand together, and drift is told target by target.
    pub fn text(&self, options: &TextOptions) -> String {
        let width = options.width.unwrap_or(USUAL).max(20);
        let mut page = Page { out: String::new(), style: options.style, width, on_one_line: false };
        if !options.untitled {
            let title = options.style.paint(&visible(&self.title()), STRONG);
            put(&mut page.out, format_args!("{title}: {}", summary(self.question, &self.counts)));
        }
        match self.table(options, width) {
            Some(table) => page.out += &table,
            None => page.rows(self, options.everything),
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

impl Comparison {
    /// More than two environments in one table, where they have room beside each other.
    fn table(&self, options: &TextOptions, width: usize) -> Option<String> {
        let lines = self.matrix(options.everything)?;
        if lines.is_empty() {
            return Some(String::new());
        }
        let names: Vec<String> = self.environments.iter().map(|name| visible(name)).collect();
        table(&names, &lines, width, options.style)
    }
}

/// The mark of what happened, and its colour.
pub(super) fn sign(kind: Option<ChangeKind>) -> (&'static str, &'static str) {
    match kind {
        Some(ChangeKind::Added) => ("+", "32"),
        Some(ChangeKind::Removed) => ("-", "31"),
        Some(ChangeKind::Moved) => (">", "33"),
        _ => ("~", "33"),
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

    /// Row by row, two sides of each, or those who agree.
    fn rows(&mut self, comparison: &Comparison, everything: bool) {
        let shown = |row: &&Row| everything || row.matters();
        let rows: Vec<&Row> = comparison.rows.iter().filter(shown).collect();
        self.narrow(&rows);
        for rows in rows.chunk_by(|a, b| names(a) == names(b)) {
            self.names(rows[0]);
            for rows in rows.chunk_by(|a, b| a.section == b.section) {
                self.section(rows);
            }
        }
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
        let sign = match row.verdict {
            RowVerdict::Equivalent => ("=", QUIET),
            RowVerdict::Unknown => ("?", QUIET),
            _ => sign(row.kind),
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

    /// Who agrees on what, one below the other; who stands apart is stressed.
    fn groups(&mut self, row: &Row) {
        let groups = row.groups();
        let most = self.width / 2;
        let texts = groups.iter().map(|all| fit(&visible(&all[0].to_string()), most));
        let texts: Vec<String> = texts.collect();
        let wide = texts.iter().map(|text| text.width()).max().unwrap_or(0);
        for (all, text) in groups.iter().zip(&texts) {
            let first = all[0];
            let blank = " ".repeat(wide - text.width());
            let text = match first.outlier {
                true => self.style.paint(text, APART),
                false => text.clone(),
            };
            let mut names: Vec<String> =
                all.iter().map(|cell| visible(&cell.environment)).collect();
            if let Some(last) = names.last_mut().filter(|_| first.outlier) {
                *last += ", apart from most";
            }
            let mut front = format!("  {text}{blank}  ");
            for line in wrapped(&names, self.width.saturating_sub(wide + 4)) {
                put(&mut self.out, format_args!("{front}{line}"));
                front = " ".repeat(wide + 4);
            }
            self.indented(4, &place(first), PLACE);
        }
    }
}

/// Names in lines, as many as each has room for.
fn wrapped(names: &[String], room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for name in names {
        match lines.last_mut() {
            Some(line) if line.width() + 2 + name.width() < room => *line += &format!(", {name}"),
            Some(line) => {
                line.push(',');
                lines.push(name.clone());
            }
            None => lines.push(name.clone()),
        }
    }
    lines
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
