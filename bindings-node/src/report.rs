//! A report of validation, seen from JavaScript.

use std::fmt;
use std::sync::Arc;

use napi_derive::napi;
use serde::{Serialize, Serializer};
use stageline::report::{self, Repository, Style};
use stageline::validate::{self, Baseline};
use stageline::{Code, Error, Result, Severity};

use crate::document::{Document, texts};
use crate::guard::guarded;
use crate::thrown::Thrown;

/// A report with the files that its text shows.
pub(crate) struct Checked {
    pub(crate) report: validate::Report,
    pub(crate) snapshot: stageline::Snapshot,
}

impl Checked {
    fn text(&self, style: Style) -> String {
        report::text(&self.report, self.snapshot.sources(), style)
    }

    /// The text of each finding, of those that are suppressed behind.
    fn parts(&self) -> Vec<String> {
        let suppressed = self.report.suppressed.iter().map(|one| one.finding.to_string());
        texts(&self.report.findings).into_iter().chain(suppressed).collect()
    }
}

/// What a document of a report holds.
struct Shared(Arc<Checked>);

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.report.serialize(serializer)
    }
}

impl fmt::Display for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text(Style::default()))
    }
}

/// What a format is asked beside the report.
#[napi(object)]
pub struct Rendering {
    /// Whether text has colours.
    pub colour: Option<bool>,
    /// The project's folder in its repository.
    pub prefix: Option<String>,
    /// The address of the page of rules.
    pub rules_page: Option<String>,
    /// From which severity on a finding fails.
    pub fails: Option<String>,
}

impl Rendering {
    fn repository(&self) -> Repository {
        let repository = Repository::new().prefix(self.prefix.as_deref().unwrap_or_default());
        self.rules_page.iter().fold(repository, Repository::rules_page)
    }
}

/// What validation found.
#[napi]
pub struct Report(pub(crate) Arc<Checked>);

impl Report {
    pub(crate) fn new(report: validate::Report, snapshot: &stageline::Snapshot) -> Self {
        Self(Arc::new(Checked { report, snapshot: snapshot.clone() }))
    }
}

#[napi]
impl Report {
    /// The findings as a document; its parts are the findings, suppressed ones behind.
    #[napi(catch_unwind)]
    pub fn document(&self) -> napi::Result<Document, Thrown> {
        let shared = Shared(Arc::clone(&self.0));
        guarded(|| Ok(Document::listing(shared, |shared| shared.0.parts())))
    }

    /// The report in a format.
    #[napi(catch_unwind)]
    pub fn render(&self, format: String, asked: Rendering) -> napi::Result<String, Thrown> {
        guarded(|| {
            let report = &self.0.report;
            match format.as_str() {
                "text" => Ok(self.0.text(Style { colour: asked.colour.unwrap_or(false) })),
                "json" => report::json(report),
                "sarif" => report::sarif(report, &asked.repository()),
                "github" => Ok(report::github(report, &asked.repository())),
                "junit" => {
                    let fails = asked.fails.as_deref().map_or(Ok(Severity::Warning), severity)?;
                    Ok(report::junit(report, fails))
                }
                _ => Err(Error::new(Code::Usage, format!("no format is named `{format}`"))),
            }
        })
    }

    /// Whether a finding is at least this severe.
    #[napi(catch_unwind)]
    pub fn has_at_least(&self, severity: String) -> napi::Result<bool, Thrown> {
        guarded(|| Ok(self.0.report.has_at_least(self::severity(&severity)?)))
    }

    /// The findings that an earlier report does not have; the report as JSON text.
    #[napi(catch_unwind)]
    pub fn new_since(&self, base: String) -> napi::Result<Report, Thrown> {
        guarded(|| {
            let report = self.0.report.clone().new_since(Baseline::from_json(&base)?);
            Ok(Report::new(report, &self.0.snapshot))
        })
    }
}

/// A severity by its word.
pub(crate) fn severity(word: &str) -> Result<Severity> {
    [Severity::Info, Severity::Warning, Severity::Error]
        .into_iter()
        .find(|severity| severity.as_str() == word)
        .ok_or_else(|| {
            Error::new(Code::Usage, "this is no severity").help("say `info`, `warning` or `error`")
        })
}
