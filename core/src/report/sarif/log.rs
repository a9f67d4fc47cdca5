//! A SARIF log as data: what this library says in one, and how it is written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::{Code, Error, Place, Result, Severity};
use crate::report::Repository;
use crate::report::repository::encoded;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// What addresses of files are relative to; the name is the one that code hosts know.
const ROOT: &str = "%SRCROOT%";

/// A log of one run.
///
/// # Errors
/// `E_INTERNAL` should the data not be writable.
pub(in crate::report) fn write(
    rules: Vec<Descriptor<'_>>,
    results: Vec<Outcome<'_>>,
) -> Result<String> {
    let root = Described { description: Text::of("The root of the repository.") };
    let driver = Driver { name: "stageline", semantic_version: env!("CARGO_PKG_VERSION"), rules };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver },
            original_uri_base_ids: BTreeMap::from([(ROOT, root)]),
            column_kind: "unicodeCodePoints",
            results,
        }],
    };
    serde_json::to_string_pretty(&log)
        .map_err(|error| Error::new(Code::Internal, "a report could not be written").cause(error))
}

/// A place; one beside the main place has a number and says what it is.
pub(in crate::report) fn location(
    place: &Place,
    repository: &Repository,
    beside: Option<(usize, &str)>,
) -> Location {
    let region = (place.line > 0).then_some(Region {
        start_line: place.line,
        start_column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
    });
    // Live files may stand outside the repository.
    let artifact_location = match place.file.starts_with('/') {
        true => Artifact { uri: format!("file://{}", encoded(&place.file)), uri_base_id: None },
        false => {
            let uri = encoded(&repository.path(&place.file));
            Artifact { uri, uri_base_id: Some(ROOT) }
        }
    };
    let message = beside.map(|(_, what)| Text::of(what));
    let id = beside.map(|(id, _)| id);
    Location { id, physical_location: Physical { artifact_location, region }, message }
}

pub(in crate::report) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

#[derive(Serialize)]
pub(in crate::report) struct Log<'r> {
    #[serde(rename = "$schema")]
    pub(in crate::report) schema: &'static str,
    pub(in crate::report) version: &'static str,
    pub(in crate::report) runs: [Run<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Run<'r> {
    pub(in crate::report) tool: Tool<'r>,
    pub(in crate::report) original_uri_base_ids: BTreeMap<&'static str, Described>,
    pub(in crate::report) column_kind: &'static str,
    pub(in crate::report) results: Vec<Outcome<'r>>,
}

#[derive(Serialize)]
pub(in crate::report) struct Described {
    pub(in crate::report) description: Text,
}

#[derive(Serialize)]
pub(in crate::report) struct Tool<'r> {
    pub(in crate::report) driver: Driver<'r>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Driver<'r> {
    pub(in crate::report) name: &'static str,
    pub(in crate::report) semantic_version: &'static str,
    pub(in crate::report) rules: Vec<Descriptor<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Descriptor<'r> {
    pub(in crate::report) id: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) short_description: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) help: Option<Help>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) help_uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) default_configuration: Option<Configuration>,
}

#[derive(Serialize)]
pub(in crate::report) struct Help {
    pub(in crate::report) text: String,
    pub(in crate::report) markdown: String,
}

#[derive(Serialize)]
pub(in crate::report) struct Configuration {
    pub(in crate::report) level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Outcome<'r> {
    pub(in crate::report) rule_id: &'r str,
    pub(in crate::report) rule_index: usize,
    pub(in crate::report) level: &'static str,
    pub(in crate::report) message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::report) locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::report) related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(in crate::report) partial_fingerprints: BTreeMap<&'static str, Cow<'r, str>>,
    /// Empty says that the result counts; absent would say that nobody knows.
    pub(in crate::report) suppressions: Vec<Suppression<'r>>,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    pub(in crate::report) properties: Properties<'r>,
}

#[derive(Serialize)]
pub(in crate::report) struct Properties<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) code: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) environment: Option<&'r str>,
}

impl Properties<'_> {
    pub(in crate::report) fn is_empty(&self) -> bool {
        self.code.is_none() && self.environment.is_none()
    }
}

#[derive(Serialize)]
pub(in crate::report) struct Suppression<'r> {
    pub(in crate::report) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) justification: Option<Cow<'r, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) location: Option<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) id: Option<usize>,
    pub(in crate::report) physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Physical {
    pub(in crate::report) artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Artifact {
    pub(in crate::report) uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct Region {
    pub(in crate::report) start_line: u32,
    pub(in crate::report) start_column: u32,
    pub(in crate::report) end_line: u32,
    pub(in crate::report) end_column: u32,
}

#[derive(Serialize)]
pub(in crate::report) struct Text {
    pub(in crate::report) text: String,
}

impl Text {
    pub(in crate::report) fn of(text: &str) -> Self {
        Self { text: text.to_owned() }
    }
}
