//! The comparison as JUnit XML, which test dashboards read.

use super::model::{Cell, Comparison, Row, RowVerdict, finding_name};
use super::summary::summary;
use crate::drift::RuleFinding;
use crate::error::{Severity, visible};
use crate::report::junit::{put, xml};

impl Comparison {
    /// The comparison as JUnit XML: a suite for each section, in it a test case for each row, whose
    /// class is the rule.
    ///
    /// A difference at least as bad as `fails` is a failure; what nobody judged counts as worth
    /// knowing. A milder one passes with what it says as output, what is expected or unknown is skipped
    /// with its reason, another spelling of one value passes. A comparison without rows is one test case
    /// that passes. Characters that XML does not have are replaced.
    pub fn junit(&self, fails: Severity) -> String {
        let cases = self.rows.iter().map(|row| Case::of(row, fails));
        let findings = self.findings.iter().map(|finding| Case::told(finding, fails));
        let mut cases: Vec<Case> = cases.chain(findings).collect();
        if cases.is_empty() {
            cases.push(Case {
                suite: self.title(),
                class: "stageline".to_owned(),
                name: summary(self.question, &self.counts),
                at: None,
                outcome: Outcome::Passed(String::new()),
            });
        }
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let name = xml(&visible(&self.title()));
        put(&mut out, format_args!("<testsuites name=\"{name}\" {}>", counts(&cases)));
        for suite in cases.chunk_by(|a, b| a.suite == b.suite) {
            let name = xml(&visible(&suite[0].suite));
            put(&mut out, format_args!("  <testsuite name=\"{name}\" {}>", counts(suite)));
            suite.iter().for_each(|case| case.write(&mut out));
            out.push_str("  </testsuite>\n");
        }
        out.push_str("</testsuites>\n");
        out
    }
}

fn counts(cases: &[Case]) -> String {
    let failed = cases.iter().filter(|case| matches!(case.outcome, Outcome::Failed(..))).count();
    let skipped = cases.iter().filter(|case| matches!(case.outcome, Outcome::Skipped(_))).count();
    format!("tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"{skipped}\"", cases.len())
}

struct Case {
    suite: String,
    class: String,
    name: String,
    /// The file and its line.
    at: Option<(String, u32)>,
    outcome: Outcome,
}

enum Outcome {
    Passed(String),
    Skipped(String),
    Failed(Severity, String),
}

impl Case {
    fn of(row: &Row, fails: Severity) -> Self {
        let why = row.why();
        let reason = why.as_deref().unwrap_or("environments may differ in this");
        let outcome = match row.verdict {
            RowVerdict::Expected | RowVerdict::Unknown => Outcome::Skipped(reason.to_owned()),
            RowVerdict::Drift | RowVerdict::Different if row.level() >= fails => {
                Outcome::Failed(row.level(), full(row))
            }
            _ => Outcome::Passed(full(row)),
        };
        let target = row.target().map_or(String::new(), |target| format!(" in {target}"));
        let path = match row.path.is_empty() {
            true => "everything".to_owned(),
            false => row.path.to_string(),
        };
        let place = row.placed().into_iter().find_map(Cell::place).filter(|place| place.line > 0);
        Self {
            suite: row.section.to_string(),
            class: row.rule_name().to_owned(),
            name: format!("{path}{target}"),
            at: place.map(|place| (place.file.to_string(), place.line)),
            outcome,
        }
    }

    fn told(finding: &RuleFinding, fails: Severity) -> Self {
        let at = finding.place.as_ref().map_or(String::new(), |place| format!("\nsee {place}"));
        let text = format!("{}{at}", finding.message);
        Self {
            suite: "rules".to_owned(),
            class: finding_name(finding).to_owned(),
            name: finding.message.clone(),
            at: finding.place.as_ref().map(|place| (place.file.to_string(), place.line)),
            outcome: match finding.severity >= fails {
                true => Outcome::Failed(finding.severity, text),
                false => Outcome::Passed(text),
            },
        }
    }

    fn write(&self, out: &mut String) {
        let [class, name] = [&self.class, &self.name].map(|text| xml(&visible(text)));
        let at = self.at.as_ref().map_or(String::new(), |(file, line)| {
            format!(" file=\"{}\" line=\"{line}\"", xml(file))
        });
        let head = format!("    <testcase classname=\"{class}\" name=\"{name}\"{at}");
        let lines = |text: &str| {
            let lines: Vec<String> = text.lines().map(|line| xml(&visible(line))).collect();
            lines.join("\n")
        };
        match &self.outcome {
            Outcome::Passed(text) if text.is_empty() => put(out, format_args!("{head}/>")),
            Outcome::Passed(text) => {
                put(out, format_args!("{head}>"));
                put(out, format_args!("      <system-out>{}</system-out>", lines(text)));
                out.push_str("    </testcase>\n");
            }
            Outcome::Skipped(reason) => {
                put(out, format_args!("{head}>"));
                put(out, format_args!("      <skipped message=\"{}\"/>", xml(&visible(reason))));
                out.push_str("    </testcase>\n");
            }
            Outcome::Failed(severity, text) => {
                let first = xml(&visible(text.lines().next().unwrap_or_default()));
                put(out, format_args!("{head}>"));
                put(
                    out,
                    format_args!(
                        "      <failure type=\"{severity}\" message=\"{first}\">{}</failure>",
                        lines(text)
                    ),
                );
                out.push_str("    </testcase>\n");
            }
        }
    }
}

/// The difference in one line with its reason, and a line for the place of each side.
fn full(row: &Row) -> String {
    // What stands in a file may have line ends of its own.
    let mut text = visible(&row.message());
    let mut cells = row.placed();
    cells.reverse();
    for cell in cells {
        if let Some(place) = cell.place() {
            let below = if cell.side.is_none() { "below " } else { "" };
            text.push('\n');
            text.push_str(&visible(&format!("{}: {below}{place}", cell.environment)));
        }
    }
    text
}
