//! What a comparison of environments found, in every format.

use std::fmt::Display;
use std::sync::Arc;

use napi_derive::napi;
use serde::Serialize;
use stageline::diff::Diff;
use stageline::drift::{DriftReport, Survey};
use stageline::provider::LiveEnvironment;
use stageline::report::{Comparison, ComparisonOptions, Format, Repository, TextOptions};
use stageline::{Result, Snapshot};

use crate::document::{Document, texts};
use crate::edit::differences;
use crate::guard::guarded;
use crate::report::severity;
use crate::thrown::Thrown;

/// What a format is asked beside the comparison.
#[napi(object)]
pub struct ComparisonRendering {
    /// Whether text has colours.
    pub colour: Option<bool>,
    /// The columns of text.
    pub width: Option<u32>,
    /// Whether what is expected is listed in text too.
    pub everything: Option<bool>,
    /// Whether text is without its first line.
    pub untitled: Option<bool>,
    /// The project's folder in its repository.
    pub prefix: Option<String>,
    /// The address of the page of rules.
    pub rules_page: Option<String>,
    /// The address below which files are shown.
    pub files_at: Option<String>,
    /// From which severity on a row fails.
    pub fails: Option<String>,
}

impl ComparisonRendering {
    fn options(&self) -> Result<ComparisonOptions> {
        let text = TextOptions::new()
            .colour(self.colour.unwrap_or(false))
            .width(self.width.map(|width| width as usize))
            .everything(self.everything.unwrap_or(false))
            .untitled(self.untitled.unwrap_or(false));
        let repository = Repository::new().prefix(self.prefix.as_deref().unwrap_or_default());
        let repository = self.rules_page.iter().fold(repository, Repository::rules_page);
        let repository = self.files_at.iter().fold(repository, Repository::files_at);
        let options = ComparisonOptions::new().text(text).repository(repository);
        Ok(match &self.fails {
            Some(fails) => options.fails(severity(fails)?),
            None => options,
        })
    }
}

type Model = Box<dyn Fn() -> Comparison + Send + Sync>;
type Written = Box<dyn Fn() -> Document + Send + Sync>;

/// A comparison of environments, and the files that it speaks of.
#[napi]
pub struct Compared {
    size: usize,
    document: Written,
    model: Model,
}

impl Compared {
    /// A comparison, how much it found, the texts of its parts, and the model of its reports.
    fn new<T: Serialize + Display + Send + Sync + 'static>(
        found: T,
        size: usize,
        parts: fn(&T) -> Vec<String>,
        model: impl Fn(&T) -> Comparison + Send + Sync + 'static,
    ) -> Self {
        let found = Arc::new(found);
        let shared = Arc::clone(&found);
        Self {
            size,
            document: Box::new(move || Document::shared(Arc::clone(&shared), parts)),
            model: Box::new(move || model(&found)),
        }
    }

    /// Two environments, of one snapshot or of two.
    pub(crate) fn diff(diff: Diff, left: &Snapshot, right: &Snapshot) -> Self {
        let (left, right, size) = (left.clone(), right.clone(), size(&diff));
        Self::new(diff, size, differences, move |diff| {
            Comparison::of_diff(diff, (left.sources(), right.sources()))
        })
    }

    /// Two live states.
    pub(crate) fn live_diff(diff: Diff, before: &LiveEnvironment, after: &LiveEnvironment) -> Self {
        let (before, after, size) = (before.clone(), after.clone(), size(&diff));
        Self::new(diff, size, differences, move |diff| {
            Comparison::of_diff(diff, (before.sources(), after.sources()))
        })
    }

    /// How what runs differs from what is declared.
    pub(crate) fn live(report: DriftReport, snapshot: &Snapshot, live: &LiveEnvironment) -> Self {
        let (snapshot, live, size) = (snapshot.clone(), live.clone(), report.items.len());
        Self::new(report, size, judged, move |report| {
            Comparison::of_drift(report, (snapshot.sources(), live.sources()))
        })
    }

    /// Many environments.
    pub(crate) fn survey(survey: Survey, snapshot: &Snapshot) -> Self {
        let (snapshot, size) = (snapshot.clone(), survey.rows.len());
        let parts = |survey: &Survey| texts(&survey.findings);
        Self::new(survey, size, parts, move |survey| {
            Comparison::of_survey(survey, snapshot.sources())
        })
    }

    /// What has drifted.
    pub(crate) fn drift(report: DriftReport, snapshot: &Snapshot) -> Self {
        let (snapshot, size) = (snapshot.clone(), report.items.len());
        Self::new(report, size, judged, move |report| {
            Comparison::of_drift(report, snapshot.sources())
        })
    }
}

/// How many differences there are; a service that one side does not have is one.
fn size(diff: &Diff) -> usize {
    let sections = diff.sections.iter();
    sections.map(|it| it.differences.len() + usize::from(it.missing_in.is_some())).sum()
}

/// The texts of what a drift report lists: its items, its findings, and what is unknown.
fn judged(report: &DriftReport) -> Vec<String> {
    let listed = [texts(&report.items), texts(&report.findings), texts(&report.unknown)];
    listed.concat()
}

#[napi]
impl Compared {
    /// How many differences, items or rows there are.
    #[napi(catch_unwind)]
    pub fn count(&self) -> napi::Result<u32, Thrown> {
        guarded(|| Ok(u32::try_from(self.size).unwrap_or(u32::MAX)))
    }

    /// What was found; its parts are the differences.
    #[napi(catch_unwind)]
    pub fn document(&self) -> napi::Result<Document, Thrown> {
        guarded(|| Ok((self.document)()))
    }

    /// Whether a difference that matters is at least so severe.
    #[napi(catch_unwind)]
    pub fn has_at_least(&self, severity: String) -> napi::Result<bool, Thrown> {
        guarded(|| Ok((self.model)().has_at_least(self::severity(&severity)?)))
    }

    /// The report in a format.
    #[napi(catch_unwind)]
    pub fn render(
        &self,
        format: String,
        asked: ComparisonRendering,
    ) -> napi::Result<String, Thrown> {
        guarded(|| (self.model)().render(Format::parse(&format)?, &asked.options()?))
    }
}
