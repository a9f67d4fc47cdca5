//! Many environments at once: what each has, what most of them have, and who stands apart.

use std::fmt;

use serde::Serialize;
use smol_str::SmolStr;

use super::report::RuleFinding;
use super::rulebook::{Declared, shown};
use crate::diff::{Section, Side};
use crate::error::{Place, Severity};
use crate::model::{Relation, Shape};
use crate::value::KeyPath;

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

/// One value in all environments.
///
/// A subtree that some environments lack is one row, at its top, and so is a service.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SurveyRow {
    /// The part of the environments.
    #[serde(flatten)]
    pub section: Section,
    /// Where in its tree; empty for a service as a whole.
    pub path: KeyPath,
    /// What each environment has; `None` where it has no such value.
    pub cells: Vec<Option<Side>>,
    /// For each environment that has no such value: where its parent stands there.
    pub missing_at: Vec<Option<Place>>,
    /// Which of them mean the same: numbers from 0 in order of appearance, `None` where there is no
    /// such value.
    pub groups: Vec<Option<u32>>,
    /// The group that more than half of the environments are in. `None` where no group is so large;
    /// and where more than half have no such value: then there are outliers nevertheless.
    pub majority: Option<u32>,
    /// Those that are not as most are; none where there is no majority.
    pub outliers: Vec<SmolStr>,
    /// Shapes that the values violate.
    pub violations: Vec<ShapeViolation>,
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
}

impl SurveyRow {
    /// A row, with what follows from its groups.
    pub(crate) fn new(
        section: Section,
        path: KeyPath,
        cells: Vec<Option<Side>>,
        missing_at: Vec<Option<Place>>,
        groups: Vec<Option<u32>>,
        environments: &[SmolStr],
    ) -> Self {
        // Counted as votes for and against: only what more than half have can be left over.
        let mut candidate = (groups.first().copied().flatten(), 0);
        for group in &groups {
            candidate = match candidate {
                (_, 0) => (*group, 1),
                (kept, votes) if kept == *group => (kept, votes + 1),
                (kept, votes) => (kept, votes - 1),
            };
        }
        let (most, _) = candidate;
        let is_majority = 2 * groups.iter().filter(|group| **group == most).count() > groups.len();
        let apart = environments.iter().zip(&groups);
        let apart = apart.filter(|(_, group)| is_majority && **group != most);
        let outliers = apart.map(|(name, _)| name.clone()).collect();
        let majority = most.filter(|_| is_majority);
        let violations = Vec::new();
        Self { section, path, cells, missing_at, groups, majority, outliers, violations }
    }

    /// Whether all have the value and it means the same; such a row is only there for a violation.
    pub fn is_uniform(&self) -> bool {
        self.groups.iter().all(|group| *group == Some(0))
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
        self.rows.iter().filter(move |row| row.outliers.iter().any(|name| name == environment))
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
            self.write_groups(f, row)?;
            for found in &row.violations {
                let ShapeViolation { rule, severity, reason, left, relation, right, .. } = found;
                write!(f, "\n    {severity}: {left} {relation} {right} does not hold: ")?;
                write!(f, "{reason} [{rule}]")?;
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
            let first = of_group().find_map(|(at, _)| row.cells[at].as_ref());
            f.write_str("\n    ")?;
            match first {
                Some(side) => write!(f, "{side}")?,
                None => f.write_str("missing")?,
            }
            write!(f, " in {}", names.join(", "))?;
            if names.first().is_some_and(|name| row.outliers.iter().any(|apart| apart == name)) {
                f.write_str(" (stands apart)")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(groups: &[Option<u32>]) -> (Option<u32>, Vec<String>) {
        let names: Vec<SmolStr> =
            (0..groups.len()).map(|at| SmolStr::new(at.to_string())).collect();
        let none = vec![None; groups.len()];
        let missing = vec![None; groups.len()];
        let path = KeyPath::root();
        let row = SurveyRow::new(Section::Flags, path, none, missing, groups.to_vec(), &names);
        (row.majority, row.outliers.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn only_what_more_than_half_have_is_a_majority() {
        for (groups, majority, outliers) in [
            (&[Some(0), Some(1)][..], None, &[][..]),
            (&[Some(0), Some(1), Some(1)], Some(1), &["0"]),
            (&[Some(0), Some(0), Some(1), Some(1)], None, &[]),
            (&[Some(0), Some(1), Some(0), Some(2), Some(0)], Some(0), &["1", "3"]),
            (&[Some(0), None, None], None, &["0"]),
            (&[Some(0), None], None, &[]),
            (&[Some(0), Some(0), None], Some(0), &["2"]),
            (&[Some(0), Some(1), Some(2)], None, &[]),
            (&[Some(0), Some(0)], Some(0), &[]),
        ] {
            let (found, apart) = row(groups);
            assert_eq!(found, majority, "{groups:?}");
            assert_eq!(apart, outliers, "{groups:?}");
        }
    }
}
