//! Everything a check found, as one model for every format.

use serde::Serialize;

use super::{Baseline, Finding, fingerprint};
use crate::error::{Place, Severity};
use crate::source::SourceMap;

/// Everything a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The findings by place, each once.
    pub findings: Vec<Finding>,
    /// What was found and is expected, by place, each once.
    pub suppressed: Vec<Suppressed>,
    /// How many there are of each severity.
    pub counts: Counts,
    /// How many files were looked at.
    pub files: usize,
    /// The host's own rules.
    pub host_rules: Vec<RuleInfo>,
}

/// How many findings there are of each severity, and how many are suppressed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Pieces of information.
    pub info: usize,
    /// Suppressed findings; none of the others counts them.
    pub suppressed: usize,
}

/// A finding that is expected, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Suppressed {
    /// What was found.
    #[serde(flatten)]
    pub finding: Finding,
    /// What suppresses it.
    pub by: SuppressedBy,
    /// Why, as it is written there.
    pub reason: Option<String>,
    /// Where that is written.
    pub suppressed_at: Option<Place>,
}

/// What suppresses a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SuppressedBy {
    /// A comment at its place.
    Comment,
    /// An entry of `validation.exceptions`.
    Exception,
    /// Its rule is off, by `validation.rules`.
    Rule,
}

/// A rule that is no part of stageline, as reports name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RuleInfo {
    /// Its id.
    pub id: String,
    /// How bad its findings are.
    pub severity: Severity,
    /// What it finds, in one sentence.
    pub summary: String,
}

impl RuleInfo {
    /// A rule of the host.
    pub fn new(id: impl Into<String>, severity: Severity, summary: impl Into<String>) -> Self {
        Self { id: id.into(), severity, summary: summary.into() }
    }
}

impl Report {
    /// A report of findings from so many files: sorted by place, each kept once.
    ///
    /// What several environments inherit is one finding, and keeps the first of them. The
    /// fingerprints know no lines, since the files are not given.
    pub fn new(findings: Vec<Finding>, files: usize) -> Self {
        Self::assemble(findings, Vec::new(), None, files)
    }

    pub(super) fn of(
        findings: Vec<Finding>,
        suppressed: Vec<Suppressed>,
        sources: &SourceMap,
    ) -> Self {
        Self::assemble(findings, suppressed, Some(sources), sources.files().count())
    }

    fn assemble(
        mut findings: Vec<Finding>,
        mut suppressed: Vec<Suppressed>,
        sources: Option<&SourceMap>,
        files: usize,
    ) -> Self {
        // Stable, so that among equals the first environment stays in front.
        findings.sort_by(|a, b| key(a).cmp(&key(b)));
        findings.dedup_by(|a, b| a.code == b.code && key(a) == key(b));
        suppressed.sort_by(|a, b| key(&a.finding).cmp(&key(&b.finding)));
        suppressed.dedup_by(|a, b| {
            a.finding.code == b.finding.code && key(&a.finding) == key(&b.finding)
        });
        // What is expected in one environment and found in another is a finding.
        suppressed.retain(|one| {
            findings.binary_search_by(|finding| key(finding).cmp(&key(&one.finding))).is_err()
        });
        fingerprint::mark(findings.iter_mut(), sources);
        fingerprint::mark(suppressed.iter_mut().map(|one| &mut one.finding), sources);
        let report =
            Self { findings, suppressed, counts: Counts::default(), files, host_rules: Vec::new() };
        report.counted()
    }

    fn counted(mut self) -> Self {
        let mut counts = Counts { suppressed: self.suppressed.len(), ..Counts::default() };
        for finding in &self.findings {
            match finding.severity {
                Severity::Error => counts.error += 1,
                Severity::Warning => counts.warning += 1,
                Severity::Info => counts.info += 1,
            }
        }
        self.counts = counts;
        self
    }

    /// Whether a finding is at least this severe.
    pub fn has_at_least(&self, severity: Severity) -> bool {
        self.findings.iter().any(|finding| finding.severity >= severity)
    }

    /// The worst findings first, by place among equals.
    #[must_use]
    pub fn worst_first(mut self) -> Self {
        self.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        self
    }

    /// The findings that an earlier report does not have, by their fingerprints. What is suppressed
    /// stays as it is.
    #[must_use]
    pub fn new_since(mut self, base: impl Into<Baseline>) -> Self {
        let base = base.into();
        self.findings.retain(|finding| !base.contains(finding));
        self.counted()
    }
}

/// What tells findings apart, and orders them.
fn key(finding: &Finding) -> (&[Place], &str, &str) {
    (&finding.places, &finding.rule, finding.identity())
}
