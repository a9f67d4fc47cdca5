//! Fingerprints: which finding is which when lines have moved.

use std::collections::HashMap;

use super::Finding;
use crate::source::SourceMap;
use crate::value::{Digest, shown_line};

/// Names the formula; a change of it gets a new one.
const PREFIX: &str = "f1:";
const DIGITS: usize = 32;

/// Gives findings their fingerprints, in the order of the report.
pub(super) fn mark<'f>(
    findings: impl Iterator<Item = &'f mut Finding>,
    sources: Option<&SourceMap>,
) {
    let mut before: HashMap<String, usize> = HashMap::new();
    for finding in findings {
        let lines = lines(finding, sources);
        let equal = before.entry(lines.clone()).or_default();
        let digest = Digest::of_text(&format!("{lines}\n{equal}")).to_string();
        *equal += 1;
        let digits = digest.rsplit(':').next().unwrap_or_default();
        finding.fingerprint = format!("{PREFIX}{}", &digits[..DIGITS.min(digits.len())]);
    }
}

/// What a finding speaks of, without the numbers of lines.
fn lines(finding: &Finding, sources: Option<&SourceMap>) -> String {
    let environment = finding.environment.as_deref();
    let names = finding.message.split('`').skip(1).step_by(2);
    let names: Vec<&str> = names.filter(|name| Some(*name) != environment).collect();
    let place = finding.places.first();
    let file = place.map_or("", |place| &*place.file);
    let line = place.and_then(|place| {
        let file = sources?.by_path(&place.file)?;
        shown_line(file, place.line, finding.is_about_a_secret())
    });
    let line = line.unwrap_or_default();
    let line: Vec<&str> = line.split_whitespace().collect();
    format!("stageline/f1\n{}\n{file}\n{}\n{}", finding.rule, names.join(" "), line.join(" "))
}
