//! The comparison as Markdown, for a pull request.

use std::slice;

use super::emphasis::shown;
use super::model::{Cell, Comparison, MOVED, Row, RowVerdict};
use super::summary::summary;
use crate::diff::ChangeKind;
use crate::error::{Place, visible};
use crate::report::Repository;

/// A comment on a code host may be a little longer; what does not fit is counted.
const LONGEST: usize = 60_000;
/// What is kept free for counting what does not fit, and for what closes a part.
const CLOSING: usize = 1_000;
/// A title is cut after so many characters.
const LONG_TITLE: usize = 1_000;
/// A value is cut after so many characters.
const LONG: usize = 120;

impl Comparison {
    /// The comparison as Markdown with tables: what was found, the worst first, and folded below it
    /// what is expected or only spelled differently.
    ///
    /// At most 60,000 bytes, as comments on code hosts are bounded; rows that do not fit are
    /// counted. Whatever stands in a file is shown as code, and mentions nobody.
    pub fn markdown(&self, repository: &Repository) -> String {
        let head = format!(
            "### {}\n\n{}\n",
            prose(&cut(&self.title(), LONG_TITLE)),
            prose(&capital(&summary(self.question, &self.counts)))
        );
        let mut page = Page { out: head, repository, names: self.columns() };
        let mut worst: Vec<&Row> = self.differences().collect();
        worst.sort_by_key(|row| std::cmp::Reverse(row.severity));
        page.table(&worst, true);
        let mut left = self.findings.len();
        for finding in &self.findings {
            let at = finding.place.as_ref().map_or(String::new(), |at| page.place(at));
            let line = format!("\n- **{}** {} {at}", finding.severity, prose(&finding.message));
            left -= usize::from(page.add(&line));
        }
        if !self.findings.is_empty() {
            page.out.push('\n');
        }
        page.count(left);
        for (verdict, what) in [
            (RowVerdict::Expected, "What differs as expected"),
            (RowVerdict::Equivalent, "What is only spelled differently"),
            (RowVerdict::Unknown, "What the live side does not tell"),
        ] {
            let rows: Vec<&Row> = self.rows.iter().filter(|row| row.verdict == verdict).collect();
            if !rows.is_empty() {
                page.out.push_str(&format!(
                    "\n<details>\n<summary>{what} ({})</summary>\n",
                    rows.len()
                ));
                page.table(&rows, false);
                page.out.push_str("\n</details>\n");
            }
        }
        page.out
    }

    /// The heads of the columns of values.
    fn columns(&self) -> Vec<String> {
        match &self.environments[..] {
            [left, right] => vec![code(left), code(right)],
            [baseline, ..] if self.question == super::Question::Drift => {
                vec![code(baseline), "compared".to_owned()]
            }
            _ => vec!["values".to_owned()],
        }
    }
}

struct Page<'p> {
    out: String,
    repository: &'p Repository,
    names: Vec<String>,
}

impl Page<'_> {
    /// Adds a text if it fits; whether it did.
    fn add(&mut self, text: &str) -> bool {
        let fits = self.out.len() + text.len() + CLOSING <= LONGEST;
        if fits {
            self.out.push_str(text);
        }
        fits
    }

    fn table(&mut self, rows: &[&Row], judged: bool) {
        if rows.is_empty() {
            return;
        }
        let level = judged && rows.iter().any(|row| row.severity.is_some());
        let why = rows.iter().any(|row| row.why().is_some());
        let mut heads: Vec<&str> = Vec::new();
        heads.extend(level.then_some(""));
        heads.push("where");
        heads.extend(self.names.iter().map(String::as_str));
        heads.extend(why.then_some("why"));
        let head = format!("\n| {} |\n|{}\n", heads.join(" | "), " --- |".repeat(heads.len()));
        let mut left = rows.len();
        if self.add(&head) {
            for row in rows {
                let line = self.row(row, level, why);
                if !self.add(&line) {
                    break;
                }
                left -= 1;
            }
        }
        self.count(left);
    }

    /// Counts what does not fit.
    fn count(&mut self, left: usize) {
        if left > 0 {
            self.out.push_str(&format!("\n{left} more do not fit here.\n"));
        }
    }

    fn row(&self, row: &Row, level: bool, why: bool) -> String {
        let mut cells = Vec::new();
        if level {
            cells.push(row.severity.map_or(String::new(), |severity| format!("**{severity}**")));
        }
        let section = match &row.section {
            crate::diff::Section::Service(name) => format!("service {}", code(name)),
            section => section.to_string(),
        };
        let path = match row.path.is_empty() {
            true => String::new(),
            false => format!("<br>{}", code(&row.path.to_string())),
        };
        let moved = match row.kind {
            Some(ChangeKind::Moved) => format!("<br>{MOVED}"),
            _ => String::new(),
        };
        cells.push(section + &path + &moved);
        cells.extend(self.values(row));
        if why {
            let rule =
                row.rule.as_ref().map_or(String::new(), |rule| format!("<br>{}", code(rule)));
            let why = row.why().map_or(String::new(), |it| prose(&it));
            cells.push(format!("{why}{rule}"));
        }
        format!("| {} |\n", cells.join(" | "))
    }

    fn values(&self, row: &Row) -> Vec<String> {
        let texts = shown(&row.cells, LONG);
        let value = |cell: &Cell, text: &str| match &cell.side {
            None => text.to_owned(),
            // What is told of a value, and not the value itself.
            Some(side) if side.value.is_none() => prose(text),
            _ => code(text),
        };
        let placed = |cell: &Cell, value: String| match (cell.place(), &cell.side) {
            (Some(place), Some(_)) => format!("{value}<br>{}", self.place(place)),
            (Some(place), None) => format!("{value}<br>below {}", self.place(place)),
            (None, _) => value,
        };
        if self.names.len() == 2 && row.cells.len() == 2 {
            let both = self.names[1] != code(&row.cells[1].environment);
            let cells = row.cells.iter().zip(&texts).enumerate();
            let cells = cells.map(|(at, (cell, text))| {
                let value = placed(cell, value(cell, &text.text));
                match both && at == 1 {
                    true => format!("{}: {value}", code(&cell.environment)),
                    false => value,
                }
            });
            return cells.collect();
        }
        let lines = row.groups().into_iter().map(|all| {
            let first = all[0];
            let text = &shown(slice::from_ref(first), LONG)[0].text;
            let names: Vec<String> = all.iter().map(|cell| code(&cell.environment)).collect();
            let names = match first.outlier {
                true => format!("**{}**", names.join(", ")),
                false => names.join(", "),
            };
            format!("{}: {names}", value(first, text))
        });
        vec![lines.collect::<Vec<_>>().join("<br>")]
    }

    fn place(&self, place: &Place) -> String {
        let shown = code(&place.to_string());
        match self.repository.address(place) {
            Some(address) => format!("[{shown}]({address})"),
            None => shown,
        }
    }
}

/// The beginning of a text that is too long.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// A text as code in a cell of a table.
fn code(text: &str) -> String {
    let text = visible(text);
    let plain = !text.is_empty()
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains(['`', '|', '\\']);
    match plain {
        true => format!("`{text}`"),
        false => format!("<code>{}</code>", literal(&text)),
    }
}

/// A text of a file as prose, in which nothing has a meaning.
fn prose(text: &str) -> String {
    // A blank of no width after the sign keeps names from being mentioned.
    literal(&visible(text)).replace("&#64;", "&#64;\u{200b}")
}

/// Every sign that could mean something to Markdown or HTML as its number.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '(' | ')' | ',' | '.' | ':' | ';' | '/' | '-' | '\'' | '"' | '?' | '%' | '=' => {
                out.push(char);
            }
            char if char.is_ascii_punctuation() => out.push_str(&format!("&#{};", char as u32)),
            char => out.push(char),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_files_mean_nothing_in_markdown() {
        assert_eq!(code("a.b"), "`a.b`");
        assert_eq!(code("a|`b`\\"), "<code>a&#124;&#96;b&#96;&#92;</code>");
        assert_eq!(code(""), "<code></code>");
        assert_eq!(prose("@team <b>*x*"), "&#64;\u{200b}team &#60;b&#62;&#42;x&#42;");
        assert_eq!(prose("a\n# b"), "a&#92;u&#123;a&#125;&#35; b");
    }
}
