//! One row of the page: a line that compares, and what it opens to.

use super::escape::{Html, Shown};
use crate::diff::{ChangeKind, Section};
use crate::error::Place;
use crate::report::Repository;
use crate::report::comparison::emphasis::shown;
use crate::report::comparison::excerpt::Excerpt;
use crate::report::comparison::model::{Cell, Comparison, MOVED, Question, Row};
use crate::value::KeyPath;

/// A value is cut after so many characters; the lines below show it.
const LONG: usize = 160;
/// A value that stands in no file is shown in so many lines.
const LINES: usize = 30;

/// What all rows are shown with.
pub(super) struct Rows<'r> {
    pub(super) comparison: &'r Comparison,
    pub(super) repository: &'r Repository,
}

pub(super) fn row(out: &mut String, row: &Row, number: usize, rows: &Rows<'_>) {
    let level = row.severity.filter(|_| row.matters());
    let class = level.map_or(String::new(), |severity| format!(" {severity}"));
    let label = level.map_or(row.verdict.as_str(), |severity| severity.as_str());
    out.push_str(&format!(
        "<details class=\"row {}{class}\" id=\"r{number}\" data-e=\"{}\"><summary>\
         <span class=\"level\">{label}</span><span class=\"what\"><code class=\"path\">",
        row.verdict.as_str(),
        concerned(row, rows.comparison),
    ));
    path(out, &row.path);
    out.push_str("</code>");
    let moved = (row.kind == Some(ChangeKind::Moved)).then_some(MOVED);
    let why = row.why();
    for why in why.as_deref().into_iter().chain(moved) {
        out.push_str(&format!("<span class=\"why\">{}</span>", Html(why)));
    }
    out.push_str("</span>");
    cells(out, row, rows);
    out.push_str("</summary><div class=\"more\">");
    sides(out, row, rows.repository);
    facts(out, row, number, rows.repository);
    out.push_str("</div></details>\n");
}

/// The numbers of the environments for which a row is shown.
fn concerned(row: &Row, comparison: &Comparison) -> String {
    let number = |cell: &Cell| {
        let found = comparison.environments.iter().position(|name| *name == cell.environment);
        found.map(|at| at.to_string())
    };
    let cells: Vec<&Cell> = match (comparison.question, &row.cells[..]) {
        (Question::Survey, cells) => cells.iter().filter(|cell| cell.outlier).collect(),
        (_, cells) => cells.last().into_iter().collect(),
    };
    cells.into_iter().filter_map(number).collect::<Vec<_>>().join(" ")
}

/// A path whose last key stands out, and that may break behind each key.
fn path(out: &mut String, path: &KeyPath) {
    if path.is_empty() {
        out.push_str("<i>everything</i>");
        return;
    }
    let whole = path.to_string();
    let mut parent = path.clone();
    parent.pop();
    let parent = parent.to_string();
    let (before, last) = match whole.strip_prefix(&parent) {
        Some(rest) if !parent.is_empty() => match rest.strip_prefix('.') {
            Some(last) => (format!("{parent}."), last),
            None => (parent, rest),
        },
        _ => (String::new(), whole.as_str()),
    };
    if !before.is_empty() {
        let breaking = Html(&before).to_string().replace('.', ".<wbr>");
        out.push_str(&format!("<i>{breaking}</i>"));
    }
    out.push_str(&Html(last).to_string());
}

fn cells(out: &mut String, row: &Row, rows: &Rows<'_>) {
    let texts = shown(&row.cells, LONG);
    let named =
        rows.comparison.question == Question::Drift && rows.comparison.environments.len() > 2;
    for (at, (cell, text)) in row.cells.iter().zip(&texts).enumerate() {
        let apart = if cell.outlier { " apart" } else { "" };
        let name = Html(&cell.environment).to_string();
        out.push_str(&format!("<span class=\"cell{apart}\"><span class=\"name\">{name}</span>"));
        if named && at == 1 {
            out.push_str(&format!("<b class=\"target\">{name}</b>"));
        }
        match &cell.side {
            Some(side) if side.value.is_some() => {
                let [before, own, after] = text.parts();
                out.push_str(&format!("<code class=\"value\">{}", Shown(before)));
                if !own.is_empty() {
                    out.push_str(&format!("<mark>{}</mark>", Shown(own)));
                }
                out.push_str(&format!("{}</code>", Shown(after)));
            }
            _ => out.push_str(&format!("<span class=\"said\">{}</span>", Shown(&text.text))),
        }
        if let Some(place) = cell.side.as_ref().and_then(|side| side.place.as_ref()) {
            // The line says enough here; what opens below has the column.
            let short = match place.line {
                0 => place.file.to_string(),
                line => format!("{}:{line}", place.file),
            };
            let breaking = Html(&short).to_string().replace('/', "/<wbr>");
            out.push_str(&format!("<span class=\"place\">{breaking}</span>"));
        }
        out.push_str("</span>");
    }
}

/// All sides with their lines; environments that agree share one.
fn sides(out: &mut String, row: &Row, repository: &Repository) {
    out.push_str("<div class=\"sides\">");
    // Both sides are shown, even where they mean the same.
    let groups = match &row.cells[..] {
        cells @ [_, _] => cells.iter().map(|cell| vec![cell]).collect(),
        _ => row.groups(),
    };
    groups.iter().for_each(|cells| side(out, row, cells, repository));
    out.push_str("</div>");
}

fn side(out: &mut String, row: &Row, cells: &[&Cell], repository: &Repository) {
    let first = cells[0];
    let apart = if first.outlier { " apart" } else { "" };
    let names: Vec<&str> = cells.iter().map(|cell| cell.environment.as_str()).collect();
    out.push_str(&format!(
        "<figure class=\"side{apart}\"><figcaption><b>{}</b>",
        Html(&names.join(", "))
    ));
    if let Some(at) = first.place() {
        place(out, at, repository);
    }
    out.push_str("</figcaption>");
    if first.side.is_none() {
        let what = match (&row.section, row.path.is_empty()) {
            _ if first.unknown => "Nothing is known of it here.",
            (Section::Service(_), true) => "This environment does not have the service.",
            _ if first.excerpt.is_some() => "Missing here; it would stand below this:",
            _ => "Missing here.",
        };
        out.push_str(&format!("<p>{what}</p>"));
    }
    match (&first.excerpt, &first.side) {
        (Some(excerpt), _) => lines(out, excerpt, first.side.is_some()),
        (None, Some(side)) => match &side.value {
            Some(value) => data(out, &serde_json::to_string_pretty(value).unwrap_or_default()),
            None => out.push_str(&format!("<p>{}</p>", Html(&first.to_string()))),
        },
        (None, None) => {}
    }
    out.push_str("</figure>");
}

fn lines(out: &mut String, excerpt: &Excerpt, marked: bool) {
    out.push_str("<pre class=\"lines\">");
    for line in &excerpt.lines {
        let (number, text) = (line.number, &line.text);
        match &line.marked {
            Some(part) if marked => out.push_str(&format!(
                "<span data-n=\"{number}\">{}<mark>{}</mark>{}</span>",
                Shown(&text[..part.start]),
                Shown(&text[part.clone()]),
                Shown(&text[part.end..])
            )),
            Some(_) => {
                out.push_str(&format!("<span data-n=\"{number}\">{}</span>", Shown(text)));
            }
            None => out.push_str(&format!(
                "<span class=\"above\" data-n=\"{number}\">{}</span>",
                Shown(text)
            )),
        }
    }
    if excerpt.more > 0 {
        out.push_str(&format!("<span class=\"above\" data-n=\"\">… {} more</span>", excerpt.more));
    }
    out.push_str("</pre>");
}

fn data(out: &mut String, text: &str) {
    out.push_str("<pre class=\"lines data\">");
    text.lines().take(LINES).for_each(|line| {
        out.push_str(&format!("<span>{}</span>", Html(line)));
    });
    if text.lines().count() > LINES {
        out.push_str("<span class=\"above\">…</span>");
    }
    out.push_str("</pre>");
}

fn facts(out: &mut String, row: &Row, number: usize, repository: &Repository) {
    out.push_str("<dl class=\"facts\">");
    let mut fact = |name: &str, value: &str| {
        out.push_str(&format!("<div><dt>{name}</dt><dd>{value}</dd></div>"));
    };
    if let Some(rule) = &row.rule {
        fact("rule", &format!("<code>{}</code>", Html(rule)));
    }
    if let Some(owner) = &row.owner {
        fact("owner", &Html(owner).to_string());
    }
    if let Some(at) = &row.rule_at {
        let mut said = String::new();
        place(&mut said, at, repository);
        fact("said at", &said);
    }
    fact("link", &format!("<a href=\"#r{number}\">#{number}</a>"));
    out.push_str("</dl>");
}

/// A place, which leads to the file where its address is known.
pub(super) fn place(out: &mut String, place: &Place, repository: &Repository) {
    let shown = place.to_string();
    out.push_str(&match repository.address(place) {
        Some(address) => {
            let (address, shown) = (Html(&address), Html(&shown));
            format!("<a class=\"place\" rel=\"noreferrer\" href=\"{address}\">{shown}</a>")
        }
        None => format!("<span class=\"place\">{}</span>", Html(&shown)),
    });
}
