//! The report as SARIF 2.1.0, which code hosts and editors read.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Repository;
use crate::error::{Code, Error, Place, Result, Severity};
use crate::validate::{Finding, RULES, Report, SuppressedBy};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// What addresses of files are relative to; the name is the one that code hosts know.
const ROOT: &str = "%SRCROOT%";
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
        (&one.finding, vec![Suppression { kind, justification: one.reason.as_deref(), location }])
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
    let root = Described { description: Text::of("The root of the repository.") };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "stageline",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules,
                },
            },
            original_uri_base_ids: BTreeMap::from([(ROOT, root)]),
            column_kind: "unicodeCodePoints",
            results: results.collect(),
        }],
    };
    serde_json::to_string_pretty(&log)
        .map_err(|error| Error::new(Code::Internal, "a report could not be written").cause(error))
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
    let related = places.zip(1..).map(|(place, id)| location(place, repository, Some(id)));
    let help = finding.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
    let fingerprint = Some(finding.fingerprint()).filter(|fingerprint| !fingerprint.is_empty());
    Outcome {
        rule_id: &finding.rule,
        rule_index,
        level: level(finding.severity),
        message: Text { text: format!("{}{help}", finding.message) },
        locations: main.into_iter().collect(),
        related_locations: related.collect(),
        partial_fingerprints: fingerprint.map(|it| (FINGERPRINT, it)).into_iter().collect(),
        suppressions,
        properties: Properties { code: finding.code, environment: finding.environment.as_deref() },
    }
}

fn location(place: &Place, repository: &Repository, id: Option<usize>) -> Location {
    let region = (place.line > 0).then_some(Region {
        start_line: place.line,
        start_column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
    });
    let uri = encoded(&repository.path(&place.file));
    let artifact_location = Artifact { uri, uri_base_id: ROOT };
    let message = id.map(|_| Text::of("also concerned"));
    Location { id, physical_location: Physical { artifact_location, region }, message }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a relative address: what is neither unreserved nor `/` is percent-encoded.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[derive(Serialize)]
struct Log<'r> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'r> {
    tool: Tool<'r>,
    original_uri_base_ids: BTreeMap<&'static str, Described>,
    column_kind: &'static str,
    results: Vec<Outcome<'r>>,
}

#[derive(Serialize)]
struct Described {
    description: Text,
}

#[derive(Serialize)]
struct Tool<'r> {
    driver: Driver<'r>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'r> {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'r> {
    id: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Help>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default_configuration: Option<Configuration>,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'r> {
    rule_id: &'r str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    partial_fingerprints: BTreeMap<&'static str, &'r str>,
    /// Empty says that the result counts; absent would say that nobody knows.
    suppressions: Vec<Suppression<'r>>,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    properties: Properties<'r>,
}

#[derive(Serialize)]
struct Properties<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    environment: Option<&'r str>,
}

impl Properties<'_> {
    fn is_empty(&self) -> bool {
        self.code.is_none() && self.environment.is_none()
    }
}

#[derive(Serialize)]
struct Suppression<'r> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

impl Text {
    fn of(text: &str) -> Self {
        Self { text: text.to_owned() }
    }
}
