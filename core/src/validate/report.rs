//! Everything a check found, as one model for every format.

use serde::Serialize;

use super::Finding;
use crate::error::Severity;

/// Everything a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The findings by place, each once.
    pub findings: Vec<Finding>,
    /// How many there are of each severity.
    pub counts: Counts,
    /// How many files were looked at.
    pub files: usize,
}

/// How many findings there are of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Pieces of information.
    pub info: usize,
}

impl Report {
    /// A report of findings from so many files: sorted by place, each kept once.
    ///
    /// What several environments inherit is one finding, and keeps the first of them.
    pub fn new(mut findings: Vec<Finding>, files: usize) -> Self {
        // Stable, so that among equals the first environment stays in front.
        findings.sort_by(|a, b| {
            (&a.places, a.rule, a.identity()).cmp(&(&b.places, b.rule, b.identity()))
        });
        findings.dedup_by(|a, b| {
            (a.rule, a.code, &a.places, a.identity()) == (b.rule, b.code, &b.places, b.identity())
        });
        let mut counts = Counts::default();
        for finding in &findings {
            match finding.severity {
                Severity::Error => counts.error += 1,
                Severity::Warning => counts.warning += 1,
                Severity::Info => counts.info += 1,
            }
        }
        Self { findings, counts, files }
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
}
