//! The report as JUnit XML, which test dashboards read.

use std::fmt::Write;

use crate::error::{Place, Severity, visible};
use crate::validate::{Finding, Report, Suppressed};

/// The report as JUnit XML: a suite for each file, in it a test case for each finding, whose class
/// is the rule.
///
/// A finding at least as bad as `fails` is a failure, a milder one passes with what it says as
/// output, a suppressed one is skipped with its reason. A report without findings is one test case
/// that passes. Characters that XML does not have are replaced.
pub fn junit(report: &Report, fails: Severity) -> String {
    let mut cases: Vec<Case<'_>> = report.findings.iter().map(Case::Found).collect();
    cases.extend(report.suppressed.iter().map(Case::Suppressed));
    cases.sort_by_key(|case| (case.file(), case.finding().places.first()));
    let count = |cases: &[Case<'_>]| {
        let failed = cases.iter().filter(|case| case.fails(fails)).count();
        let skipped = cases.iter().filter(|case| matches!(case, Case::Suppressed(_))).count();
        format!(
            "tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"{skipped}\"",
            cases.len().max(1)
        )
    };
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    put(&mut out, format_args!("<testsuites name=\"stageline\" {}>", count(&cases)));
    for suite in cases.chunk_by(|a, b| a.file() == b.file()) {
        let name = suite[0].file().unwrap_or("project");
        put(&mut out, format_args!("  <testsuite name=\"{}\" {}>", xml(name), count(suite)));
        suite.iter().for_each(|case| case.write(&mut out, fails));
        out.push_str("  </testsuite>\n");
    }
    if cases.is_empty() {
        put(&mut out, format_args!("  <testsuite name=\"project\" {}>", count(&cases)));
        out.push_str("    <testcase classname=\"stageline\" name=\"nothing found\"/>\n");
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

#[derive(Clone, Copy)]
enum Case<'r> {
    Found(&'r Finding),
    Suppressed(&'r Suppressed),
}

impl<'r> Case<'r> {
    fn finding(self) -> &'r Finding {
        match self {
            Case::Found(finding) => finding,
            Case::Suppressed(suppressed) => &suppressed.finding,
        }
    }

    fn file(self) -> Option<&'r str> {
        self.finding().places.first().map(|place| &*place.file)
    }

    fn fails(self, fails: Severity) -> bool {
        matches!(self, Case::Found(finding) if finding.severity >= fails)
    }

    fn write(self, out: &mut String, fails: Severity) {
        let finding = self.finding();
        let place = finding.places.first().filter(|place| place.line > 0);
        let at = place.map_or(String::new(), |at| format!("{}:{} ", at.line, at.column));
        let name = xml(&format!("{at}{}", finding.message));
        let mut head = format!("classname=\"{}\" name=\"{name}\"", xml(&finding.rule));
        if let Some(Place { file, line, .. }) = place {
            // Writing to a string cannot fail.
            let _ = write!(head, " file=\"{}\" line=\"{line}\"", xml(file));
        }
        put(out, format_args!("    <testcase {head}>"));
        let (message, full) = (xml(&finding.message), xml(&full(finding)));
        match self {
            Case::Suppressed(one) => {
                let reason = xml(one.reason.as_deref().unwrap_or("no reason is given"));
                put(out, format_args!("      <skipped message=\"{reason}\"/>"));
            }
            Case::Found(_) if self.fails(fails) => {
                let kind = finding.severity;
                put(
                    out,
                    format_args!(
                        "      <failure type=\"{kind}\" message=\"{message}\">{full}</failure>"
                    ),
                );
            }
            Case::Found(_) => put(out, format_args!("      <system-out>{full}</system-out>")),
        }
        out.push_str("    </testcase>\n");
    }
}

/// The finding in one line, and a line for each other place.
fn full(finding: &Finding) -> String {
    let others = finding.places.iter().skip(1);
    let others = others.map(|place| format!("\nsee {}", visible(&place.to_string())));
    format!("{finding}{}", others.collect::<String>())
}

pub(super) fn put(out: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{line}");
}

/// A text for an attribute or an element. What XML 1.0 has no character for is replaced.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            char => out.push(char),
        }
    }
    out
}
