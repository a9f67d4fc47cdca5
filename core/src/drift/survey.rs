//! Many environments at once: what each has, what most of them have, and who stands apart.

use std::fmt;

use serde::Serialize;
use smol_str::SmolStr;

use super::report::RuleFinding;
use super::rulebook::{Declared, shown};
use super::survey_row::SurveyRow;
use crate::error::{Place, Severity};
use crate::model::{Relation, Shape};

/// What differs among environments, value by value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Survey {
    /// The environments, in the order in which they were asked for: the columns of every row.
    pub environments: Vec<SmolStr>,
    /// Every value that is not the same everywhere, or violates a shape: record, configuration,
    /// services, flags.
    pub rows: Vec<SurveyRow>,
    /// Shapes that have expired or fit nothing, in their order.
    pub findings: Vec<RuleFinding>,
}

/// Two values that do not compare as they must.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ShapeViolation {
    /// The shape: `shape/…`, or `call-shape/…` of the caller.
    pub rule: SmolStr,
    /// How much it matters.
    pub severity: Severity,
    /// Why, as a sentence.
    pub reason: SmolStr,
    /// Who answers for the shape, where it says so.
    pub owner: Option<String>,
    /// Where it stands; `None` for one of the caller.
    pub rule_at: Option<Place>,
    /// The environment whose value is on the left.
    pub left: SmolStr,
    /// How the values must compare: `>`, `>=`, `<`, `<=`, `==` or `!=`.
    pub relation: &'static str,
    /// The environment whose value is on the right.
    pub right: SmolStr,
}

impl ShapeViolation {
    pub(super) fn of(
        shape: &Declared<'_, Shape>,
        left: &str,
        relation: Relation,
        right: &str,
    ) -> Self {
        Self {
            rule: shape.name.clone(),
            severity: shape.is.severity,
            reason: shown(&shape.is.reason),
            owner: shape.is.owner.as_deref().map(|owner| shown(owner).into()),
            rule_at: shape.at.clone(),
            left: left.into(),
            relation: relation.sign(),
            right: right.into(),
        }
    }

    /// How the values must compare: `production >= staging`.
    pub fn expectation(&self) -> String {
        let Self { left, relation, right, .. } = self;
        format!("{left} {relation} {right}")
    }

    /// The reason, and who answers for it.
    pub(crate) fn because(&self) -> String {
        let owner = self.owner.as_ref().map_or(String::new(), |owner| format!(" (owner: {owner})"));
        format!("{}{owner}", self.reason)
    }
}

/// What does not hold, why it should, and who answers for that.
impl fmt::Display for ShapeViolation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} does not hold: {}", self.expectation(), self.because())
    }
}

impl Survey {
    /// Whether the environments are the same, and no shape is violated.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Every violation of a shape, with its row.
    pub fn violations(&self) -> impl Iterator<Item = (&SurveyRow, &ShapeViolation)> {
        self.rows.iter().flat_map(|row| row.violations.iter().map(move |found| (row, found)))
    }

    /// The rows in which an environment is not as most are.
    pub fn outliers<'s>(&'s self, environment: &'s str) -> impl Iterator<Item = &'s SurveyRow> {
        self.rows.iter().filter(move |row| row.outliers().any(|name| name == environment))
    }
}

/// Each row with what groups of environments have; those that stand apart are marked.
impl fmt::Display for Survey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.environments.join(", "))?;
        match self.rows.len() {
            0 => f.write_str("no difference")?,
            1 => f.write_str("1 value differs")?,
            count => write!(f, "{count} values differ")?,
        }
        let mut section = None;
        for row in &self.rows {
            if section != Some(&row.section) {
                write!(f, "\n{}", row.section)?;
                section = Some(&row.section);
            }
            f.write_str("\n  ")?;
            match row.path.is_empty() {
                true => f.write_str("as a whole")?,
                false => write!(f, "{}", row.path)?,
            }
            if row.moved {
                f.write_str(", the same items in another order")?;
            }
            self.write_groups(f, row)?;
            for found in &row.violations {
                write!(f, "\n    {}: {found} [{}]", found.severity, found.rule)?;
            }
        }
        self.findings.iter().try_for_each(|finding| write!(f, "\n{finding}"))
    }
}

impl Survey {
    fn write_groups(&self, f: &mut fmt::Formatter<'_>, row: &SurveyRow) -> fmt::Result {
        let mut groups: Vec<Option<u32>> = Vec::new();
        for group in &row.groups {
            if !groups.contains(group) {
                groups.push(*group);
            }
        }
        for group in groups {
            let of_group = || row.groups.iter().enumerate().filter(|(_, known)| **known == group);
            let names = of_group().map(|(at, _)| self.environments[at].as_str());
            let names: Vec<&str> = names.collect();
            let first = of_group().find_map(|(at, _)| row.cells()[at].as_ref());
            f.write_str("\n    ")?;
            match first {
                Some(side) => write!(f, "{side}")?,
                None => f.write_str("missing")?,
            }
            write!(f, " in {}", names.join(", "))?;
            if names.first().is_some_and(|name| row.outliers().any(|apart| apart == *name)) {
                f.write_str(" (stands apart)")?;
            }
        }
        Ok(())
    }
}
