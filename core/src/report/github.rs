//! The report as workflow commands, which GitHub shows beside the lines of a change.

use std::fmt::Write;

use super::Repository;
use crate::error::{Place, Severity, visible};
use crate::validate::{Finding, Report};

/// The report as workflow commands, one a line, the worst first: GitHub shows only the first few.
///
/// What is suppressed is not told. No command holds a line of a file.
pub fn github(report: &Report, repository: &Repository) -> String {
    let mut out = String::new();
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    for finding in findings {
        let about = finding.places.first().map_or(Vec::new(), |at| range(at, repository));
        let message = message(finding, repository);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", command(finding.severity, about, &finding.rule, &message));
    }
    out
}

/// One command, without the end of its line.
pub(super) fn command(
    severity: Severity,
    mut about: Vec<(&'static str, String)>,
    title: &str,
    message: &str,
) -> String {
    let command = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    about.push(("title", visible(title)));
    let about: Vec<String> =
        about.iter().map(|(key, value)| format!("{key}={}", property(value))).collect();
    format!("::{command} {}::{}", about.join(","), data(message))
}

pub(super) fn range(place: &Place, repository: &Repository) -> Vec<(&'static str, String)> {
    let mut about = vec![("file", repository.path(&place.file).into_owned())];
    if place.line > 0 {
        about.push(("line", place.line.to_string()));
        about.push(("endLine", place.end_line.to_string()));
        // Columns have a meaning there within one line only, and their end is inclusive.
        if place.line == place.end_line {
            let last = place.end_column.saturating_sub(1).max(place.column);
            about.push(("col", place.column.to_string()));
            about.push(("endColumn", last.to_string()));
        }
    }
    about
}

/// The sentence, its remedy, and the other places.
fn message(finding: &Finding, repository: &Repository) -> String {
    let mut message = finding.message.clone();
    if let Some(help) = &finding.help {
        message.push_str("; ");
        message.push_str(help);
    }
    for place in finding.places.iter().skip(1) {
        message.push_str("\nsee ");
        let file = repository.path(&place.file).into_owned();
        let place = Place { file: file.into(), ..place.clone() };
        message.push_str(&visible(&place.to_string()));
    }
    message
}

/// A text as a command's message: what would end the line is encoded, what shows nothing replaced.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    text.replace(char::is_control, "\u{fffd}")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
