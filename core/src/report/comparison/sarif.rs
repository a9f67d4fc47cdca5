//! The comparison as SARIF 2.1.0, with the places of all sides.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::model::{Cell, Comparison, Row, RowVerdict, finding_name};
use crate::drift::{RuleFinding, rules};
use crate::error::{Result, visible};
use crate::report::Repository;
use crate::report::sarif::log::{
    Configuration, Descriptor, Location, Outcome, Properties, Suppression, Text, level, location,
    write,
};
use crate::value::Digest;

/// The key of our fingerprints; it names their formula.
const FINGERPRINT: &str = "stageline/c1";

/// What is told without a rule of drift, by name.
const OTHERS: [(&str, &str); 8] = [
    ("diff/added", "only the right side has it"),
    ("diff/removed", "only the left side has it"),
    ("diff/changed", "the two sides have different values"),
    ("diff/moved", "the items of a list stand in another order"),
    ("unused-drift-rule", "a rule about differences matches none of them"),
    ("expired-drift-rule", "a rule about differences has expired"),
    ("survey/difference", "environments have different values"),
    ("survey/outlier", "a few environments have another value than most"),
];

impl Comparison {
    /// The comparison as SARIF 2.1.0: a result for each difference, at the place of the last
    /// environment that has one (the target of drift), with the places of the others beside it. What
    /// is expected is a suppressed result with its reason; other spellings of one value, and
    /// what is unknown, are none.
    ///
    /// Fingerprints are made of the rule, the section, the path and the environments, so they stay
    /// when lines move or a value changes. No result holds a line of a file.
    ///
    /// # Errors
    /// None that a caller could cause; `E_INTERNAL` should the data not be writable.
    pub fn sarif(&self, repository: &Repository) -> Result<String> {
        let rows = || {
            self.rows
                .iter()
                .filter(|row| !matches!(row.verdict, RowVerdict::Equivalent | RowVerdict::Unknown))
        };
        // Every rule with the first row that is judged by it.
        let mut known: BTreeMap<&str, Option<&Row>> = BTreeMap::new();
        for row in rows() {
            known.entry(row.rule_name()).or_insert(Some(row));
        }
        for finding in &self.findings {
            known.entry(finding_name(finding)).or_insert(None);
        }
        let ids: Vec<&str> = known.keys().copied().collect();
        let index = |id: &str| ids.binary_search(&id).unwrap_or_default();
        let results = rows().map(|row| result(row, index(row.rule_name()), repository));
        let findings = self
            .findings
            .iter()
            .map(|finding| told(finding, index(finding_name(finding)), repository));
        let results = results.chain(findings).collect();
        write(known.iter().map(|(id, row)| rule(id, *row)).collect(), results)
    }
}

fn rule<'r>(id: &'r str, row: Option<&'r Row>) -> Descriptor<'r> {
    let own = rules().iter().find(|rule| rule.id == id).map(|rule| rule.reason);
    let other = OTHERS.iter().find(|(name, _)| *name == id).map(|(_, summary)| *summary);
    let given = row.and_then(|row| row.reason.as_deref());
    let severity = row.map(|row| row.level());
    Descriptor {
        id,
        short_description: own.or(other).or(given).map(|text| Text { text: visible(text) }),
        help: None,
        help_uri: None,
        default_configuration: severity.map(|severity| Configuration { level: level(severity) }),
    }
}

fn result<'r>(row: &'r Row, rule_index: usize, repository: &Repository) -> Outcome<'r> {
    let mut placed = row.placed().into_iter();
    let main = placed.next().and_then(Cell::place).map(|place| location(place, repository, None));
    let mut related: Vec<Location> = Vec::new();
    for (cell, id) in placed.zip(1..) {
        let what = visible(&format!("{} in {}", cell.brief(), cell.environment));
        let place = cell.place().map(|place| location(place, repository, Some((id, &what))));
        related.extend(place);
    }
    let is_suppressed = row.verdict == RowVerdict::Expected;
    if let Some(place) = row.rule_at.as_ref().filter(|_| !is_suppressed) {
        related.push(location(place, repository, Some((related.len() + 1, "the rule"))));
    }
    let suppressions = is_suppressed.then(|| Suppression {
        kind: "external",
        justification: row.why().map(Cow::Owned),
        location: row.rule_at.as_ref().map(|place| location(place, repository, None)),
    });
    Outcome {
        rule_id: row.rule_name(),
        rule_index,
        level: level(row.level()),
        message: Text { text: visible(&row.message()) },
        locations: main.into_iter().collect(),
        related_locations: related,
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, fingerprint(row).into())]),
        suppressions: suppressions.into_iter().collect(),
        properties: Properties { code: None, environment: row.target().map(|it| &**it) },
    }
}

/// A finding about a rule.
fn told<'r>(finding: &'r RuleFinding, rule_index: usize, repository: &Repository) -> Outcome<'r> {
    let place = finding.place.as_ref().map(|place| location(place, repository, None));
    let identity = Digest::of_text(&format!("note\n{}\n{}", finding.rule, finding.message));
    Outcome {
        rule_id: finding_name(finding),
        rule_index,
        level: level(finding.severity),
        message: Text { text: visible(&finding.message) },
        locations: place.into_iter().collect(),
        related_locations: Vec::new(),
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, short(identity).into())]),
        suppressions: Vec::new(),
        properties: Properties { code: None, environment: None },
    }
}

fn fingerprint(row: &Row) -> String {
    let names: Vec<&str> = row.cells.iter().map(|cell| cell.environment.as_str()).collect();
    let identity = [row.rule_name(), &row.section.to_string(), &row.path.to_string()];
    short(Digest::of_text(&format!("{}\n{}", identity.join("\n"), names.join("\n"))))
}

/// The first 32 digits of a digest, which are enough to tell results apart.
fn short(digest: Digest) -> String {
    digest.to_string().chars().take("sl1:".len() + 32).collect()
}
