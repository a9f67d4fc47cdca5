//! The report for people: each finding with the lines it speaks of.

use std::fmt::Write;

use super::excerpt::{Excerpt, excerpt};
use crate::error::{Place, Severity, visible};
use crate::source::SourceMap;
use crate::validate::{Finding, Report};

/// How text is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether colours (ANSI) are used.
    pub colour: bool,
}

impl Style {
    pub(super) fn paint(self, text: &str, code: &str) -> String {
        match self.colour {
            true => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }
}

pub(super) fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Info => "1;36",
    }
}

/// The report as text, with excerpts from the files, and a last line that counts.
pub fn text(report: &Report, sources: &SourceMap, style: Style) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        one(&mut out, finding, sources, style);
        out.push('\n');
    }
    out.push_str(&summary(report));
    out.push('\n');
    out
}

fn one(out: &mut String, finding: &Finding, sources: &SourceMap, style: Style) {
    let severity = colour(finding.severity);
    let head = format!("{}[{}]", finding.severity, finding.rule);
    put(out, format_args!("{}: {}", style.paint(&head, severity), finding.message));
    let widest = finding.places.iter().map(|place| place.line).max().unwrap_or(0);
    let gutter = " ".repeat(widest.to_string().len());
    let bar = style.paint("|", "34");
    for (at, place) in finding.places.iter().enumerate() {
        let arrow = if at == 0 { "-->" } else { ":::" };
        let shown = visible(&place.to_string());
        put(out, format_args!("{gutter}{} {shown}", style.paint(arrow, "34")));
        let Some(Excerpt { line, margin, marks }) = lines(finding, place, sources) else {
            continue;
        };
        let number = format!("{:>width$}", place.line, width = gutter.len());
        let mark = if at == 0 { "^" } else { "-" }.repeat(marks);
        put(out, format_args!("{gutter} {bar}"));
        put(out, format_args!("{} {bar} {line}", style.paint(&number, "34")));
        put(out, format_args!("{gutter} {bar} {margin}{}", style.paint(&mark, severity)));
    }
    if let Some(help) = &finding.help {
        put(out, format_args!("{gutter} {} {help}", style.paint("= help:", "1")));
    }
}

fn lines(finding: &Finding, place: &Place, sources: &SourceMap) -> Option<Excerpt> {
    excerpt(sources.by_path(&place.file)?, place, finding.is_about_a_secret())
}

pub(super) fn put(out: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{line}");
}

fn summary(report: &Report) -> String {
    let many = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    };
    let files = many(report.files, "file");
    let counts = report.counts;
    let suppressed = match counts.suppressed {
        0 => String::new(),
        count => format!(", {count} suppressed"),
    };
    if report.findings.is_empty() {
        return format!("nothing found in {files}{suppressed}");
    }
    let parts = [
        (counts.error, many(counts.error, "error")),
        (counts.warning, many(counts.warning, "warning")),
        (counts.info, many(counts.info, "note")),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, part)| part).collect();
    format!("{} in {files}{suppressed}", parts.join(", "))
}
