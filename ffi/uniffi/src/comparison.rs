//! Environments held against each other: what is asked, and what was found in every format.

use std::sync::Arc;

use serde::Serialize;
use stageline::diff::{Diff, DiffOptions as EngineDiffOptions};
use stageline::drift::{
    self, DriftOptions as EngineOptions, DriftReport, DriftRule, Shape, Survey,
};
use stageline::report::{self, ComparisonOptions, Format, Repository, TextOptions};
use stageline::source::SourceMap;
use stageline::value::{Date, SecretKey};

use crate::error::{Place, StagelineError, guard};
use crate::json;
use crate::project::json as to_json;
use crate::report::Severity;

/// What a comparison of environments found. It never changes, and threads share it freely. What looks
/// like a secret is withheld.
#[derive(uniffi::Object)]
pub struct Comparison {
    answer: Found,
    told: report::Comparison,
}

/// What the engine answered; as JSON each is its own document.
#[derive(Serialize)]
#[serde(untagged)]
enum Found {
    Diff(Diff),
    Drift(DriftReport),
    Survey(Survey),
}

/// What of two environments is compared.
#[derive(Clone, Debug, Default, uniffi::Record)]
pub struct DiffOptions {
    /// What is compared: parts of environments (`record`, `configuration`, `services`, `flags`),
    /// services, and patterns of paths with what lies below them. With parts and patterns, those paths
    /// of those parts; all where nothing is named.
    #[uniffi(default = [])]
    pub sections: Vec<String>,
    /// What is left out: parts, services, and patterns of paths with what lies below them.
    #[uniffi(default = [])]
    pub exclude: Vec<String>,
    /// A key of at least 16 bytes for marks of secrets: those made with one key are equal where the
    /// secrets are, and tell nothing else of them.
    #[uniffi(default = None)]
    pub key: Option<Vec<u8>>,
}

/// What a comparison is asked beside the environments.
#[derive(Clone, Debug, Default, uniffi::Record)]
pub struct DriftOptions {
    /// The day, such as `2026-12-31`, on which rules have expired or not; without one, none has.
    #[uniffi(default = None)]
    pub today: Option<String>,
    /// Rules that come before the project's, each as a JSON object of the form that `drift.rules` of
    /// `stageline.yaml` has.
    #[uniffi(default = [])]
    pub rules_json: Vec<String>,
    /// Shapes beside the project's, each as a JSON object of the form that `drift.shapes` has.
    #[uniffi(default = [])]
    pub shapes_json: Vec<String>,
    /// A key of at least 16 bytes for marks of secrets: those made with one key are equal where the
    /// secrets are, and tell nothing else of them.
    #[uniffi(default = None)]
    pub key: Option<Vec<u8>>,
    /// What is compared: parts of environments (`record`, `configuration`, `services`, `flags`),
    /// services, and patterns of paths with what lies below them. With parts and patterns, those paths
    /// of those parts; all where nothing is named.
    #[uniffi(default = [])]
    pub sections: Vec<String>,
    /// What is left out: parts, services, and patterns of paths with what lies below them.
    #[uniffi(default = [])]
    pub exclude: Vec<String>,
}

/// Two values that do not compare as a shape says.
#[derive(Clone, Debug, uniffi::Record)]
pub struct ShapeViolation {
    /// The part of the environments, such as `configuration` or `service api`.
    pub section: String,
    /// Where in the part; empty for a service as a whole.
    pub path: String,
    /// The shape: `shape/…`, or `call-shape/…` of the program.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// Why, as a sentence.
    pub reason: String,
    /// Who answers for the shape, where it says so.
    pub owner: Option<String>,
    /// Where it stands; absent for one of the program.
    pub rule_at: Option<Place>,
    /// The environment whose value is on the left.
    pub left: String,
    /// How the values must compare: `>`, `>=`, `<`, `<=`, `==` or `!=`.
    pub relation: String,
    /// The environment whose value is on the right.
    pub right: String,
}

/// How a comparison is written; each format takes what concerns it.
#[derive(Clone, Debug, Default, uniffi::Record)]
pub struct RenderOptions {
    /// The terminal's columns, for text; 100 unless given.
    #[uniffi(default = None)]
    pub width: Option<u32>,
    /// Whether text has ANSI colours.
    #[uniffi(default = false)]
    pub colour: bool,
    /// Whether text lists what is expected or only spelled differently too.
    #[uniffi(default = false)]
    pub everything: bool,
    /// Whether text is without its first line, which says what was compared and counts.
    #[uniffi(default = false)]
    pub untitled: bool,
    /// The project's folder relative to the repository's root.
    #[uniffi(default = "")]
    pub prefix: String,
    /// The address of the page of rules.
    #[uniffi(default = None)]
    pub rules_page: Option<String>,
    /// The address below which a code host shows the repository's files.
    #[uniffi(default = None)]
    pub files_at: Option<String>,
    /// The severity from which on a test case of JUnit fails; a warning unless given.
    #[uniffi(default = None)]
    pub fails: Option<Severity>,
}

type Answer<T> = Result<T, StagelineError>;

/// Where the two sides of a comparison stand.
type Sources<'s> = (&'s SourceMap, &'s SourceMap);

impl DiffOptions {
    pub(crate) fn into_engine(self) -> Answer<EngineDiffOptions> {
        let mut options = EngineDiffOptions::new().sections(self.sections).exclude(self.exclude);
        options.key = self.key.map(SecretKey::new).transpose()?;
        Ok(options)
    }
}

impl DriftOptions {
    pub(crate) fn into_engine(self) -> Answer<EngineOptions> {
        let mut options = EngineOptions::new().sections(self.sections).exclude(self.exclude);
        if let Some(today) = self.today {
            options = options.today(Date::parse(&today)?);
        }
        if let Some(key) = self.key {
            options = options.key(SecretKey::new(key)?);
        }
        for rule in self.rules_json {
            options = options.rule(DriftRule::from_data(&json::parse(&rule, "rules_json")?)?);
        }
        for shape in self.shapes_json {
            options = options.shape(Shape::from_data(&json::parse(&shape, "shapes_json")?)?);
        }
        Ok(options)
    }
}

impl RenderOptions {
    fn into_engine(self) -> ComparisonOptions {
        let text = TextOptions::new().colour(self.colour).everything(self.everything);
        let text = text.untitled(self.untitled).width(self.width.map(|width| width as usize));
        let repository = Repository::new().prefix(self.prefix);
        let repository = self.rules_page.into_iter().fold(repository, Repository::rules_page);
        let repository = self.files_at.into_iter().fold(repository, Repository::files_at);
        let options = ComparisonOptions::new().text(text).repository(repository);
        match self.fails {
            Some(fails) => options.fails(fails.into()),
            None => options,
        }
    }
}

impl Comparison {
    pub(crate) fn of_diff(diff: Diff, sources: Sources<'_>) -> Arc<Self> {
        let told = report::Comparison::of_diff(&diff, sources);
        Arc::new(Comparison { answer: Found::Diff(diff), told })
    }

    pub(crate) fn of_drift(report: DriftReport, sources: Sources<'_>) -> Arc<Self> {
        let told = report::Comparison::of_drift(&report, sources);
        Arc::new(Comparison { answer: Found::Drift(report), told })
    }

    pub(crate) fn of_survey(survey: Survey, sources: Sources<'_>) -> Arc<Self> {
        let told = report::Comparison::of_survey(&survey, sources);
        Arc::new(Comparison { answer: Found::Survey(survey), told })
    }
}

#[uniffi::export]
impl Comparison {
    /// What was compared, such as `staging against production`.
    pub fn title(&self) -> String {
        self.told.title()
    }

    /// Whether anything is drift, or differs and was not judged.
    pub fn has_differences(&self) -> bool {
        self.told.has_differences()
    }

    /// Whether a difference that is drift, or was not judged, is at least so severe; what nobody judged
    /// is worth knowing.
    pub fn has_at_least(&self, severity: Severity) -> bool {
        self.told.has_at_least(severity.into())
    }

    /// The shapes that values violate, value by value: what must hold between which environments.
    pub fn violations(&self) -> Vec<ShapeViolation> {
        let rows = self.told.rows.iter();
        rows.flat_map(|row| row.violations.iter().map(|found| violation(row, found))).collect()
    }

    /// How many differences there are that are drift, or were not judged.
    pub fn count(&self) -> u64 {
        self.told.differences().count() as u64
    }

    /// The answer as JSON: of a difference `left`, `right` and `sections`; of drift `baseline`,
    /// `targets`, `items`, `findings`, `unknown` and `summary`; of many environments `environments`, `rows`
    /// and `findings`. For one document of all kinds, see `render`.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn json(&self) -> Answer<String> {
        guard(|| to_json(&self.answer))
    }

    /// The answer as short text for people, a line for each difference.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn text(&self) -> Answer<String> {
        guard(|| {
            Ok(match &self.answer {
                Found::Diff(diff) => diff.to_string(),
                Found::Drift(report) => report.to_string(),
                Found::Survey(survey) => survey.to_string(),
            })
        })
    }

    /// The comparison in a format: `text` side by side for a terminal, `markdown` for a pull request,
    /// `html` as one page that needs no network, `sarif` (2.1.0), `junit`, `json`, or `github` as
    /// workflow commands.
    ///
    /// # Errors
    /// `E_USAGE` for a format that is none of them.
    #[uniffi::method(default(options = None))]
    pub fn render(&self, format: &str, options: Option<RenderOptions>) -> Answer<String> {
        guard(|| {
            let options = options.unwrap_or_default().into_engine();
            Ok(self.told.render(Format::parse(format)?, &options)?)
        })
    }
}

fn violation(row: &report::Row, found: &drift::ShapeViolation) -> ShapeViolation {
    ShapeViolation {
        section: row.section.to_string(),
        path: row.path.to_string(),
        rule: found.rule.to_string(),
        severity: Severity::of(found.severity),
        reason: found.reason.to_string(),
        owner: found.owner.clone(),
        rule_at: found.rule_at.as_ref().map(Place::of),
        left: found.left.to_string(),
        relation: found.relation.to_owned(),
        right: found.right.to_string(),
    }
}
