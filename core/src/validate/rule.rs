//! What a rule is: its name, how bad its findings are, why it is there, and how it looks.

use std::collections::HashSet;

use super::Finding;
use super::context::Context;
use super::fix::Fix;
use crate::error::{Error, Place, Severity};

/// What rules are about: the sections of their reference, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Topic {
    /// Files, and the names and keys in them.
    Files,
    /// What extends what, and how values merge.
    Layers,
    /// Environments held against each other.
    Environments,
    /// Single values.
    Values,
    /// Services.
    Services,
    /// What customers depend on, and secrets.
    Production,
    /// Feature flags.
    Flags,
    /// Workflows and pipelines.
    Workflows,
    /// What the project says about findings that it expects.
    Exceptions,
}

impl Topic {
    /// All of them, in order.
    pub const ALL: [Topic; 9] = [
        Topic::Files,
        Topic::Layers,
        Topic::Environments,
        Topic::Values,
        Topic::Services,
        Topic::Production,
        Topic::Flags,
        Topic::Workflows,
        Topic::Exceptions,
    ];

    /// The section's title.
    pub fn title(self) -> &'static str {
        match self {
            Topic::Files => "Files and names",
            Topic::Layers => "Layers and merging",
            Topic::Environments => "Across environments",
            Topic::Values => "Values",
            Topic::Services => "Services",
            Topic::Production => "Production and secrets",
            Topic::Flags => "Feature flags",
            Topic::Workflows => "Workflows and pipelines",
            Topic::Exceptions => "Exceptions",
        }
    }
}

/// A rule of validation.
#[derive(Debug)]
pub struct Rule {
    id: &'static str,
    topic: Topic,
    severity: Severity,
    explanation: &'static str,
    check: fn(&Context<'_>, &mut Found),
}

impl Rule {
    pub(super) const fn new(
        id: &'static str,
        topic: Topic,
        severity: Severity,
        explanation: &'static str,
        check: fn(&Context<'_>, &mut Found),
    ) -> Self {
        Self { id, topic, severity, explanation, check }
    }

    /// Its id, as in `unknown-environment`. It never changes meaning between releases.
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// What it is about.
    pub fn topic(&self) -> Topic {
        self.topic
    }

    /// How bad its findings are, unless it says otherwise of one.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What it finds, in one sentence.
    pub fn summary(&self) -> &'static str {
        self.explanation.lines().next().unwrap_or_default().trim()
    }

    /// What it finds, why that matters, how to mend it, and an example, as Markdown.
    pub fn explanation(&self) -> String {
        let lines = self.explanation.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n")
    }

    pub(super) fn apply(&self, context: &Context<'_>) -> Vec<Finding> {
        let (findings, told) = (Vec::new(), HashSet::new());
        let mut found = Found { rule: self.id, severity: self.severity, findings, told };
        (self.check)(context, &mut found);
        found.findings
    }
}

/// Declares a rule; its documentation is what [`Rule::explanation`] answers.
macro_rules! rule {
    ($(#[doc = $doc:literal])+ $id:literal in $topic:ident, $severity:ident, $check:path) => {
        $(#[doc = $doc])+
        pub(super) const RULE: $crate::validate::Rule = $crate::validate::Rule::new(
            $id,
            $crate::validate::Topic::$topic,
            $crate::error::Severity::$severity,
            concat!($($doc, "\n"),+),
            $check,
        );
    };
}
pub(super) use rule;

/// Where a rule puts what it finds.
pub(super) struct Found {
    rule: &'static str,
    severity: Severity,
    findings: Vec<Finding>,
    /// The places of errors that were kept once.
    told: HashSet<Vec<Place>>,
}

impl Found {
    /// A finding of the rule's own severity.
    pub(super) fn say(&self, message: impl AsRef<str>) -> Finding {
        Finding::new(self.rule, self.severity, message)
    }

    /// A finding of another severity.
    pub(super) fn with(&self, severity: Severity, message: impl AsRef<str>) -> Finding {
        Finding::new(self.rule, severity, message)
    }

    /// Keeps a finding.
    pub(super) fn add(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Keeps an error as a finding.
    pub(super) fn error(&mut self, error: &Error) {
        self.add(Finding::of_error(self.rule, self.severity, error));
    }

    /// Keeps an error as a finding, unless one speaks of the same places, in any order.
    pub(super) fn error_once(&mut self, error: &Error) {
        self.error_once_with(error, None);
    }

    /// The same with an edit that is suggested.
    pub(super) fn error_once_with(&mut self, error: &Error, fix: Option<Fix>) {
        let mut places = error.places().to_vec();
        places.sort();
        if places.is_empty() || self.told.insert(places) {
            self.add(Finding::of_error(self.rule, self.severity, error).fix(fix));
        }
    }
}
