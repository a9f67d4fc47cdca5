//! The page around the rows.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::escape::Html;
use super::row::{Rows, row};
use crate::diff::Section;
use crate::error::{Severity, visible};
use crate::report::Repository;
use crate::report::comparison::model::{Comparison, Question, Row, RowVerdict};
use crate::report::comparison::summary::summary;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// Said before anything is laid out: what the page does without scripts costs a large one seconds.
const FIRST: &str = "document.documentElement.classList.add(\"js\")";
/// A browser shows so many rows without trouble.
const ROWS: usize = 10_000;

impl Comparison {
    /// The comparison as one HTML page: it needs no network and asks for nothing, a policy in it
    /// forbids it to. Rows open to the lines of all sides. Search, filters, and themes need scripts;
    /// without them the page shows the same, and can be filtered by severity and verdict.
    ///
    /// At most 10,000 rows, those that matter first; the page says how many it leaves out.
    pub fn html(&self, repository: &Repository) -> String {
        let cells = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(2);
        let least = if cells > 4 { "7.5rem" } else { "11rem" };
        let style = format!("{STYLE}:root {{ --n: {cells}; --least: {least}; }}\n");
        let rows = self.in_page();
        let left_out = self.rows.len() - rows.len();
        let mut out = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src '{}'; script-src '{}' '{}'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>{}: {}</title>\n<style>{style}</style>\n<script>{FIRST}</script>\n</head>\n<body>\n",
            source(&style),
            source(FIRST),
            source(SCRIPT),
            self.kind(),
            Html(&self.title()),
        );
        self.head(&mut out);
        self.tools(&mut out, &rows);
        self.findings(&mut out, repository);
        out.push_str("<main>\n");
        let mut number = 0;
        let many = if cells > 4 { " many" } else { "" };
        for part in rows.chunk_by(|a, b| a.section == b.section) {
            out.push_str(&format!(
                "<section class=\"part\"><h2>{} <span>{}</span></h2>\n<div class=\"rows{many}\">\n",
                Html(&heading(&part[0].section)),
                part.len()
            ));
            for found in part {
                number += 1;
                row(&mut out, found, number, &Rows { comparison: self, repository });
            }
            out.push_str("</div></section>\n");
        }
        out.push_str(&format!("<p class=\"empty\" id=\"empty\"{}>", hidden(!rows.is_empty())));
        out.push_str(if self.rows.is_empty() {
            "Nothing differs."
        } else {
            "No row fits what is asked for."
        });
        out.push_str("</p>\n</main>\n<footer class=\"foot\">");
        if left_out > 0 {
            out.push_str(&format!("<p>{left_out} more rows are left out of this page.</p>"));
        }
        out.push_str(&format!(
            "<p>Values that look like secrets are withheld. Keys: <kbd>/</kbd> search, \
             <kbd>j</kbd> <kbd>k</kbd> next and previous row, <kbd>Enter</kbd> open.</p></footer>\n\
             <script>{SCRIPT}</script>\n</body>\n</html>\n"
        ));
        out
    }

    fn kind(&self) -> &'static str {
        match self.question {
            Question::Diff => "Differences",
            Question::Drift => "Drift",
            Question::Survey => "Environments compared",
        }
    }

    /// The rows that the page has: section by section, so that targets of one baseline stand
    /// together.
    fn in_page(&self) -> Vec<&Row> {
        let mut matter = self.rows.len().min(ROWS);
        let mut rest = ROWS.saturating_sub(self.differences().count());
        let mut rows: Vec<&Row> = self.rows.iter().collect();
        rows.retain(|row| {
            let room = if row.matters() { &mut matter } else { &mut rest };
            let fits = *room > 0;
            *room = room.saturating_sub(1);
            fits
        });
        let (mut sections, mut paths) = (HashMap::new(), HashMap::new());
        for (at, row) in rows.iter().enumerate() {
            sections.entry(&row.section).or_insert(at);
            paths.entry((&row.section, &row.path)).or_insert(at);
        }
        rows.sort_by_key(|row| (sections[&row.section], paths[&(&row.section, &row.path)]));
        rows
    }

    fn head(&self, out: &mut String) {
        out.push_str(&format!(
            "<header class=\"top\"><div><p class=\"kind\">{}</p><h1>{}</h1>\
             <p class=\"found\">{}</p></div>\
             <button id=\"theme\" type=\"button\" hidden title=\"Change between light and dark\">Dark</button></header>\n",
            self.kind(),
            Html(&self.title()),
            Html(&summary(self.question, &self.counts))
        ));
    }

    /// What filters, and the heads of the columns.
    fn tools(&self, out: &mut String, rows: &[&Row]) {
        out.push_str(
            "<div class=\"bar\"><div class=\"tools\" role=\"search\">\n\
             <input id=\"search\" type=\"search\" hidden placeholder=\"Search paths, values, files\" \
             aria-label=\"Search paths, values, files\" autocomplete=\"off\" spellcheck=\"false\">\n",
        );
        let counts = &self.counts;
        let verdicts = [
            (RowVerdict::Drift, counts.drift, true),
            (RowVerdict::Different, counts.different, true),
            (RowVerdict::Expected, counts.expected, false),
            (RowVerdict::Equivalent, counts.equivalent, false),
        ];
        let verdicts =
            verdicts.map(|(it, count, on)| (it.as_str(), count, on || !self.has_differences()));
        let severities = [
            (Severity::Error, counts.errors),
            (Severity::Warning, counts.warnings),
            (Severity::Info, counts.infos),
        ];
        let severities = severities.map(|(it, count)| (it.as_str(), count, true));
        let drift = if self.question == Question::Survey { "violated" } else { "drift" };
        chips(out, "Which rows", &verdicts, drift);
        chips(out, "Severity", &severities, drift);
        out.push_str("<select id=\"section\" hidden aria-label=\"Section\"><option value=\"\">All sections</option>");
        for (at, part) in rows.chunk_by(|a, b| a.section == b.section).enumerate() {
            let name = heading(&part[0].section);
            out.push_str(&format!("<option value=\"{at}\">{}</option>", Html(&name)));
        }
        let (all, names) = match (self.question, &self.environments[..]) {
            (Question::Survey, names) => ("All rows", names),
            (_, [_, names @ ..]) => ("All environments", names),
            (_, names) => ("All environments", names),
        };
        out.push_str(&format!(
            "</select>\n<select id=\"environment\" hidden aria-label=\"Environment\">\
             <option value=\"\">{all}</option>"
        ));
        let offset = self.environments.len() - names.len();
        let apart = if self.question == Question::Survey { " stands apart" } else { "" };
        for (at, name) in names.iter().enumerate() {
            let (at, name) = (at + offset, Html(name));
            out.push_str(&format!("<option value=\"{at}\">{name}{apart}</option>"));
        }
        out.push_str(
            "</select>\n<button id=\"toggle\" type=\"button\" hidden aria-pressed=\"false\">Open all</button>\n\
             <p id=\"shown\" role=\"status\"></p>\n</div>\n",
        );
        if !rows.is_empty() {
            out.push_str(
                "<div class=\"columns\" aria-hidden=\"true\"><span></span><span>where</span>",
            );
            self.heads().iter().for_each(|name| {
                out.push_str(&format!("<b>{}</b>", Html(name)));
            });
            out.push_str("</div>");
        }
        out.push_str("</div>\n");
    }

    fn heads(&self) -> Vec<String> {
        match (self.question, &self.environments[..]) {
            (Question::Drift, [baseline, target]) => {
                vec![format!("{baseline} (baseline)"), target.to_string()]
            }
            (Question::Drift, [baseline, ..]) => {
                vec![format!("{baseline} (baseline)"), "compared".to_owned()]
            }
            (_, names) => names.iter().map(ToString::to_string).collect(),
        }
    }

    fn findings(&self, out: &mut String, repository: &Repository) {
        if self.findings.is_empty() {
            return;
        }
        out.push_str("<ul class=\"notes\" aria-label=\"About the rules\">\n");
        for finding in &self.findings {
            out.push_str(&format!(
                "<li><span class=\"level {0}\">{0}</span>{1} ",
                finding.severity,
                Html(&finding.message)
            ));
            if let Some(place) = &finding.place {
                super::row::place(out, place, repository);
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }
}

/// Boxes to check; `drift` is how that is called among them.
fn chips(out: &mut String, legend: &str, chips: &[(&str, usize, bool)], drift: &str) {
    if chips.iter().all(|(_, count, _)| *count == 0) {
        return;
    }
    out.push_str(&format!("<fieldset class=\"chips\"><legend>{legend}</legend>"));
    for (name, count, on) in chips.iter().filter(|(_, count, _)| *count > 0) {
        let label = if *name == "drift" { drift } else { name };
        let checked = if *on { " checked" } else { "" };
        out.push_str(&format!(
            "<label class=\"chip {name}\"><input type=\"checkbox\" id=\"show-{name}\" \
             value=\"{name}\" autocomplete=\"off\"{checked}>{label} <b>{count}</b></label>"
        ));
    }
    out.push_str("</fieldset>\n");
}

fn hidden(hidden: bool) -> &'static str {
    if hidden { " hidden" } else { "" }
}

fn heading(section: &Section) -> String {
    match section {
        Section::Service(name) => format!("Service {}", visible(name)),
        section => {
            let name = section.to_string();
            let mut chars = name.chars();
            chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
        }
    }
}

/// What a policy calls a text that a page holds itself.
fn source(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let at = |nth: usize| u32::from(three.get(nth).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..4 {
            match digit > three.len() {
                true => out.push('='),
                false => out.push(char::from(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize])),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn digests_are_spelled_as_policies_do() {
        for (text, spelled) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("fooba\u{ff}", "Zm9vYmHDvw=="),
        ] {
            assert_eq!(base64(text.as_bytes()), spelled);
        }
    }
}
