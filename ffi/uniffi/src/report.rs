//! What is wrong with a project: one by one, and in every format.

use std::sync::Arc;

use stageline::report::{self, Repository, Style};
use stageline::validate::{self, Baseline};

use crate::error::{Place, StagelineError, guard};
use crate::word::word;

/// Everything that a validation found. It never changes, and threads share it freely.
#[derive(uniffi::Object)]
pub struct Report {
    pub(crate) report: validate::Report,
    /// The files that it speaks of.
    snapshot: stageline::Snapshot,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Severity {
    /// Good to know.
    Info,
    /// Probably a mistake.
    Warning,
    /// A mistake.
    Error,
}

/// Something that a rule found.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Finding {
    /// The rule's id, such as `unknown-environment`.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// The code of the error behind it, such as `E_UNKNOWN_BASE`, if there is one.
    pub code: Option<String>,
    /// One sentence for people, without a final period.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The first environment in which it matters, where it is about one.
    pub environment: Option<String>,
    /// The places it speaks of, the main one first.
    pub places: Vec<Place>,
    /// What stays the same when lines move, and tells it from every other of its report.
    pub fingerprint: String,
    /// What `Edit.fix` would do about it, where something is suggested.
    pub fix: Option<Fix>,
}

/// An edit of one file after which the finding is gone.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Fix {
    /// What it does, in one sentence.
    pub summary: String,
    /// The file, relative to the project's root.
    pub file: String,
}

/// A finding that is expected, and who says so.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Suppressed {
    /// What was found.
    pub finding: Finding,
    /// What suppresses it: `comment`, `exception` or `rule`.
    pub by: String,
    /// Why, as it is written there.
    pub reason: Option<String>,
    /// Where that is written.
    pub suppressed_at: Option<Place>,
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Counts {
    /// Errors.
    pub error: u64,
    /// Warnings.
    pub warning: u64,
    /// Pieces of information.
    pub info: u64,
    /// Suppressed findings; none of the others counts them.
    pub suppressed: u64,
}

type Answer<T> = Result<T, StagelineError>;

fn repository(prefix: &str, page: Option<String>) -> Repository {
    page.into_iter().fold(Repository::new().prefix(prefix), Repository::rules_page)
}

impl Report {
    pub(crate) fn new(report: validate::Report, snapshot: stageline::Snapshot) -> Arc<Self> {
        Arc::new(Report { report, snapshot })
    }
}

#[uniffi::export]
impl Report {
    /// The findings by place, each once.
    pub fn findings(&self) -> Vec<Finding> {
        self.report.findings.iter().map(Finding::of).collect()
    }

    /// What was found and is expected, by place, each once.
    pub fn suppressed(&self) -> Vec<Suppressed> {
        self.report.suppressed.iter().map(Suppressed::of).collect()
    }

    /// How many findings there are of each severity.
    pub fn counts(&self) -> Counts {
        let counts = self.report.counts;
        Counts {
            error: counts.error as u64,
            warning: counts.warning as u64,
            info: counts.info as u64,
            suppressed: counts.suppressed as u64,
        }
    }

    /// How many files were looked at.
    pub fn files(&self) -> u64 {
        self.report.files as u64
    }

    /// Whether a finding is at least this severe.
    pub fn has_at_least(&self, severity: Severity) -> bool {
        self.report.has_at_least(severity.into())
    }

    /// The findings that an earlier report does not have, by their fingerprints.
    pub fn new_since(&self, base: &Report) -> Arc<Report> {
        let report = self.report.clone().new_since(Baseline::from(&base.report));
        Report::new(report, self.snapshot.clone())
    }

    /// The same with the earlier report as JSON, as `json` writes it.
    ///
    /// # Errors
    /// `E_USAGE` for a text that is no such report.
    pub fn new_since_json(&self, base: &str) -> Answer<Arc<Report>> {
        guard(|| {
            let report = self.report.clone().new_since(Baseline::from_json(base)?);
            Ok(Report::new(report, self.snapshot.clone()))
        })
    }

    /// The report as text for people, with excerpts of the files and, if they are wanted, colours.
    ///
    /// # Errors
    /// None that a caller could cause.
    #[uniffi::method(default(colour = false))]
    pub fn text(&self, colour: bool) -> Answer<String> {
        guard(|| Ok(report::text(&self.report, self.snapshot.sources(), Style { colour })))
    }

    /// The report as JSON: `findings`, `suppressed`, `counts`, `files`, `host_rules`.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn json(&self) -> Answer<String> {
        guard(|| Ok(report::json(&self.report)?))
    }

    /// The report as SARIF 2.1.0, for code hosts and editors. `prefix` is the project's folder relative
    /// to the repository's root, `rules_page` the address of the page of rules.
    ///
    /// # Errors
    /// None that a caller could cause.
    #[uniffi::method(default(prefix = "", rules_page = None))]
    pub fn sarif(&self, prefix: &str, rules_page: Option<String>) -> Answer<String> {
        guard(|| Ok(report::sarif(&self.report, &repository(prefix, rules_page))?))
    }

    /// The report as JUnit XML, for test dashboards. A finding at least as bad as `fails`, by default a
    /// warning, is a failure.
    ///
    /// # Errors
    /// None that a caller could cause.
    #[uniffi::method(default(fails = None))]
    pub fn junit(&self, fails: Option<Severity>) -> Answer<String> {
        let fails = fails.unwrap_or(Severity::Warning);
        guard(|| Ok(report::junit(&self.report, fails.into())))
    }

    /// The report as workflow commands, which GitHub shows beside the lines of a change.
    ///
    /// # Errors
    /// None that a caller could cause.
    #[uniffi::method(default(prefix = ""))]
    pub fn github(&self, prefix: &str) -> Answer<String> {
        guard(|| Ok(report::github(&self.report, &repository(prefix, None))))
    }
}

impl Finding {
    fn of(finding: &validate::Finding) -> Self {
        Finding {
            rule: finding.rule.to_string(),
            severity: Severity::of(finding.severity),
            code: finding.code.map(str::to_owned),
            message: finding.message.clone(),
            help: finding.help.clone(),
            environment: finding.environment.clone(),
            places: Place::all(&finding.places),
            fingerprint: finding.fingerprint().to_owned(),
            fix: finding
                .fix
                .as_ref()
                .map(|fix| Fix { summary: fix.summary.clone(), file: fix.file.to_string() }),
        }
    }
}

impl Suppressed {
    fn of(suppressed: &validate::Suppressed) -> Self {
        Suppressed {
            finding: Finding::of(&suppressed.finding),
            by: word(suppressed.by),
            reason: suppressed.reason.clone(),
            suppressed_at: suppressed.suppressed_at.as_ref().map(Place::of),
        }
    }
}

impl Severity {
    pub(crate) fn of(severity: stageline::Severity) -> Self {
        match severity {
            stageline::Severity::Info => Severity::Info,
            stageline::Severity::Warning => Severity::Warning,
            stageline::Severity::Error => Severity::Error,
        }
    }
}

impl From<Severity> for stageline::Severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Info => stageline::Severity::Info,
            Severity::Warning => stageline::Severity::Warning,
            Severity::Error => stageline::Severity::Error,
        }
    }
}
