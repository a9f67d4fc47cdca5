//! The report as SARIF 2.1.0, which code hosts and editors read.

use std::borrow::Cow;

use super::log::{
    Configuration, Descriptor, Help, Outcome, Properties, Suppression, Text, level, location, write,
};
use crate::error::Result;
use crate::report::Repository;
use crate::validate::{Finding, RULES, Report, SuppressedBy};

/// What a place is that is not the main one.
const RELATED: &str = "also concerned";
/// The key of our fingerprints; it names their formula.
const FINGERPRINT: &str = "stageline/f1";

/// The report as SARIF 2.1.0: a result for each finding, suppressed ones among them, and the rules
/// they are of.
///
/// Columns count Unicode scalar values. No result holds a line of a file.
///
/// # Errors
/// None that a caller could cause; `E_INTERNAL` should the data not be writable.
pub fn sarif(report: &Report, repository: &Repository) -> Result<String> {
    let found = report.findings.iter().map(|finding| (finding, Vec::new()));
    let suppressed = report.suppressed.iter().map(|one| {
        let kind = match one.by {
            SuppressedBy::Comment => "inSource",
            SuppressedBy::Exception | SuppressedBy::Rule => "external",
        };
        let location = one.suppressed_at.as_ref().map(|place| location(place, repository, None));
        (
            &one.finding,
            vec![Suppression {
                kind,
                justification: one.reason.as_deref().map(Cow::Borrowed),
                location,
            }],
        )
    });
    let all: Vec<(&Finding, Vec<Suppression<'_>>)> = found.chain(suppressed).collect();
    let mut ids: Vec<&str> = all.iter().map(|(finding, _)| &*finding.rule).collect();
    ids.sort_unstable();
    ids.dedup();
    let rules = ids.iter().map(|id| rule(id, report, repository)).collect();
    let results = all.into_iter().map(|(finding, suppressions)| {
        let rule_index = ids.binary_search(&&*finding.rule).unwrap_or_default();
        result(finding, rule_index, suppressions, repository)
    });
    write(rules, results.collect())
}

fn rule<'r>(id: &'r str, report: &'r Report, repository: &Repository) -> Descriptor<'r> {
    let own = RULES.iter().find(|rule| rule.id() == id);
    let host = report.host_rules.iter().find(|rule| rule.id == id);
    let severity = own.map(|rule| rule.severity()).or(host.map(|rule| rule.severity));
    let summary = own.map(|rule| rule.summary()).or(host.map(|rule| rule.summary.as_str()));
    let page = repository.rules_page.as_ref().filter(|_| own.is_some());
    Descriptor {
        id,
        short_description: summary.map(Text::of),
        help: own.map(|rule| {
            let explanation = rule.explanation();
            Help { text: explanation.clone(), markdown: explanation }
        }),
        help_uri: page.map(|page| format!("{page}#{id}")),
        default_configuration: severity.map(|severity| Configuration { level: level(severity) }),
    }
}

fn result<'r>(
    finding: &'r Finding,
    rule_index: usize,
    suppressions: Vec<Suppression<'r>>,
    repository: &Repository,
) -> Outcome<'r> {
    let mut places = finding.places.iter();
    let main = places.next().map(|place| location(place, repository, None));
    let related =
        places.zip(1..).map(|(place, id)| location(place, repository, Some((id, RELATED))));
    let help = finding.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
    let fingerprint = Some(finding.fingerprint()).filter(|fingerprint| !fingerprint.is_empty());
    Outcome {
        rule_id: &finding.rule,
        rule_index,
        level: level(finding.severity),
        message: Text { text: format!("{}{help}", finding.message) },
        locations: main.into_iter().collect(),
        related_locations: related.collect(),
        partial_fingerprints: fingerprint.map(|it| (FINGERPRINT, it.into())).into_iter().collect(),
        suppressions,
        properties: Properties { code: finding.code, environment: finding.environment.as_deref() },
    }
}
