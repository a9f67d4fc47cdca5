//! The answer: each difference with its class, and the counts.

use std::fmt;

use serde::Serialize;
use smol_str::SmolStr;

use super::survey::ShapeViolation;
use crate::diff::{ChangeKind, Section, Side};
use crate::error::{Place, Severity};
use crate::value::KeyPath;

/// What a difference is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// The values ought to be equal.
    Drift,
    /// Environments differ in this by nature.
    Expected,
}

/// One difference between the baseline and a target, judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DriftItem {
    /// The part of the environment.
    #[serde(flatten)]
    pub section: Section,
    /// Where in its tree; empty for a service as a whole.
    pub path: KeyPath,
    /// What happened on the way from the baseline to the target.
    pub kind: ChangeKind,
    /// The environment that was held against the baseline.
    pub target: SmolStr,
    /// Drift, or expected.
    pub class: Class,
    /// The rule that says so: a built-in one, `project/…` and `shape/…` of `stageline.yaml`, `call/…`
    /// and `call-shape/…` of the caller.
    pub rule: SmolStr,
    /// How much it matters.
    pub severity: Severity,
    /// Why, as a sentence.
    pub reason: SmolStr,
    /// Who answers for the rule, where it says so.
    pub owner: Option<String>,
    /// Where the rule stands; `None` for one that stands in no file.
    pub rule_at: Option<Place>,
    /// The shape that the values violate; `None` where a rule judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub violation: Option<ShapeViolation>,
    /// The baseline's side; `None` where it has no such value.
    pub baseline: Option<Side>,
    /// The target's side; `None` where it has no such value.
    pub actual: Option<Side>,
    /// For a value that one side does not have: where its parent stands there.
    pub missing_at: Option<Place>,
}

impl DriftItem {
    /// Whether it is drift.
    pub fn is_drift(&self) -> bool {
        self.class == Class::Drift
    }
}

impl fmt::Display for DriftItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}, {}", self.severity.as_str(), self.target, self.section)?;
        if !self.path.is_empty() {
            write!(f, ": {}", self.path)?;
        }
        let side = |f: &mut fmt::Formatter<'_>, side: &Option<Side>| match side {
            Some(side) => {
                write!(f, "{side}")?;
                side.place.iter().try_for_each(|place| write!(f, " at {place}"))
            }
            None => {
                f.write_str("missing")?;
                self.missing_at.iter().try_for_each(|place| write!(f, " below {place}"))
            }
        };
        match self.kind {
            ChangeKind::Moved => {
                let at = |side: &Option<Side>| side.as_ref().and_then(|side| side.place.clone());
                f.write_str(" is in another order")?;
                at(&self.actual).iter().try_for_each(|place| write!(f, " at {place}"))?;
                at(&self.baseline)
                    .iter()
                    .try_for_each(|place| write!(f, ", in the baseline at {place}"))?;
            }
            _ => {
                f.write_str(" is ")?;
                side(f, &self.actual)?;
                f.write_str(", in the baseline ")?;
                side(f, &self.baseline)?;
            }
        }
        match &self.violation {
            Some(violation) => write!(f, ": {violation}")?,
            None => {
                write!(f, ": {}", self.reason)?;
                self.owner.iter().try_for_each(|owner| write!(f, " (owner: {owner})"))?;
            }
        }
        write!(f, " [{}]", self.rule)
    }
}

/// How many differences there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// Differences that are drift.
    pub drift: usize,
    /// Differences by nature.
    pub expected: usize,
    /// Drift that is an error.
    pub errors: usize,
    /// Drift that is a warning.
    pub warnings: usize,
    /// Drift to know of.
    pub infos: usize,
    /// Declared values that nothing is known of on the other side; they are no drift.
    pub unknown: usize,
}

/// Something declared that nothing is known of on the live side.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Unknown {
    /// The part of the environment.
    #[serde(flatten)]
    pub section: Section,
    /// Where in its tree; empty for a part as a whole.
    pub path: KeyPath,
    /// Where it is declared.
    pub place: Option<Place>,
    /// Why nothing is known of it.
    pub reason: SmolStr,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.section)?;
        if !self.path.is_empty() {
            write!(f, ": {}", self.path)?;
        }
        self.place.iter().try_for_each(|place| write!(f, " at {place}"))?;
        write!(f, " is unknown: {}", self.reason)
    }
}

/// What is wrong with a rule or a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleFindingKind {
    /// It speaks of what was compared, and nothing that was found is as it says.
    Unused,
    /// Its last day is over, so it did not count.
    Expired,
    /// It has a key that nothing reads, so nobody knows what it is about, and it did not count.
    UnknownKey,
    /// It names an environment, a section or a tier that there is not.
    UnknownName,
}

/// A rule or a shape that ought to be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RuleFinding {
    /// What is wrong with it.
    pub kind: RuleFindingKind,
    /// The rule, as items name it.
    pub rule: SmolStr,
    /// The same as a sentence.
    pub message: String,
    /// How much it matters: unused ones are worth knowing, those with keys that
    /// nothing reads are errors, the others warnings.
    pub severity: Severity,
    /// Where it stands; `None` for one of the caller.
    pub place: Option<Place>,
}

impl fmt::Display for RuleFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity.as_str(), self.message)?;
        self.place.iter().try_for_each(|place| write!(f, " ({place})"))
    }
}

/// How environments differ from a baseline.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DriftReport {
    /// The environment that the others are held against.
    pub baseline: SmolStr,
    /// The others, in the order in which they were asked for.
    pub targets: Vec<SmolStr>,
    /// Every difference, target by target: record, configuration, services, flags.
    pub items: Vec<DriftItem>,
    /// What is declared and a live state cannot tell; empty where environments are compared.
    pub unknown: Vec<Unknown>,
    /// Declared rules and shapes that have expired or fit nothing, in their order.
    pub findings: Vec<RuleFinding>,
    /// The counts.
    pub summary: Summary,
}

impl DriftReport {
    /// Whether any difference is drift.
    pub fn has_drift(&self) -> bool {
        self.summary.drift > 0
    }

    /// The differences that are drift.
    pub fn drift(&self) -> impl Iterator<Item = &DriftItem> {
        self.items.iter().filter(|item| item.is_drift())
    }
}

/// The drift, line by line; what is expected is only counted.
impl fmt::Display for DriftReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Summary { drift, expected, .. } = self.summary;
        write!(f, "{} against {}: ", self.targets.join(", "), self.baseline)?;
        match drift {
            0 => f.write_str("no drift")?,
            1 => f.write_str("1 difference is drift")?,
            _ => write!(f, "{drift} differences are drift")?,
        }
        write!(f, ", {expected} by nature")?;
        if self.summary.unknown > 0 {
            write!(f, ", {} unknown", self.summary.unknown)?;
        }
        self.drift().try_for_each(|item| write!(f, "\n  {item}"))?;
        self.findings.iter().try_for_each(|finding| write!(f, "\n  {finding}"))
    }
}
