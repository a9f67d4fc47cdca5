//! `Survey`: many environments held against each other, with what it is made of.

use std::ops::Deref;
use std::sync::Arc;

use pyo3::prelude::*;
use serde::{Serialize, Serializer};
use stageline::drift;
use stageline::report::Comparison;

use super::{RuleFinding, Side, Told, section};
use crate::guard::guarded;
use crate::place::Place;
use crate::record::{record, tuple};

record! {
    /// Two values that do not compare as they must. `str()` is one line.
    ShapeViolation(drift::ShapeViolation), str = |it| {
        format!("{}: {} {} {} does not hold: {} [{}]", it.severity, it.left, it.relation, it.right, it.reason, it.rule)
    };
    /// The shape that says so.
    rule = |_py, it| it.rule.as_str();
    /// How much it matters.
    severity = |_py, it| it.severity.as_str();
    /// Why, as a sentence.
    reason = |_py, it| it.reason.as_str();
    /// Who answers for the shape, where it says so.
    owner = |_py, it| it.owner.as_deref();
    /// Where it stands; `None` for one of the caller.
    rule_at = |_py, it| Place::of(it.rule_at.as_ref());
    /// The environment whose value is on the left.
    left = |_py, it| it.left.as_str();
    /// How the values must compare.
    relation = |_py, it| it.relation;
    /// The environment whose value is on the right.
    right = |_py, it| it.right.as_str();
}

/// A row of a survey that all its rows share, so that none is copied.
pub(crate) struct Row {
    of: Arc<Told<drift::Survey>>,
    at: usize,
}

impl Deref for Row {
    type Target = drift::SurveyRow;

    fn deref(&self) -> &drift::SurveyRow {
        &self.of.rows[self.at]
    }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

record! {
    /// One value in all environments. `str()` is its section and path.
    SurveyRow(Row), str = |it| format!("{} {}", it.section, it.path).trim_end().to_owned();
    /// The part of the environments.
    section = |_py, it| section(&it.section).0;
    /// The service, where the section is one.
    service = |_py, it| section(&it.section).1;
    /// Where in its tree, as text; empty for a service as a whole.
    path = |_py, it| it.path.to_string();
    /// What each environment has; `None` where it has no such value.
    cells = |py, it| tuple(py, it.cells().iter().cloned(), |cell| cell.map(Side))?;
    /// For each environment that has no such value: where its parent stands there.
    missing_at = |py, it| tuple(py, it.missing_at(), |place| Place::of(place.as_ref()))?;
    /// Which of them mean the same: numbers from 0 in order of appearance, `None` where there is no
    /// such value.
    groups = |py, it| tuple(py, it.groups.iter().copied(), |group| group)?;
    /// The group that more than half of the environments are in, if there is one.
    majority = |_py, it| it.majority;
    /// Whether the values are lists that have their items in another order.
    moved = |_py, it| it.moved;
    /// The environments that are not as most are; none where there is no majority.
    outliers = |py, it| tuple(py, it.outliers(), |name| name)?;
    /// Shapes that the values violate.
    violations = |py, it| tuple(py, it.violations.iter().cloned(), ShapeViolation)?;
    /// Whether all have the value and it means the same; such a row is only there for a violation.
    is_uniform = |_py, it| it.is_uniform();
}

record! {
    /// What differs among environments, value by value. `str()` is for people.
    Survey(Arc<Told<drift::Survey>>), str = |it| (***it).to_string(),
    report = |it| Comparison::of_survey(it, it.sources());
    /// The environments, in the order in which they were asked for: the columns of every row.
    environments = |py, it| tuple(py, &it.environments, |name| name.as_str())?;
    /// Every value that is not the same everywhere, or violates a shape: record, configuration,
    /// services, flags.
    rows = |py, it| tuple(py, 0..it.rows.len(), |at| SurveyRow(Row { of: it.clone(), at }))?;
    /// Shapes that have expired or fit nothing, in their order.
    findings = |py, it| tuple(py, it.findings.iter().cloned(), RuleFinding)?;
    /// Whether the environments are the same, and no shape is violated.
    is_empty = |_py, it| it.is_empty();
    {
        /// The rows in which an environment is not as most are.
        fn outliers<'py>(&self, py: Python<'py>, environment: &str) -> PyResult<Bound<'py, PyAny>> {
            guarded(|| {
                let apart = |at: &usize| {
                    self.0.rows[*at].outliers().any(|name| name == environment)
                };
                let rows = (0..self.0.rows.len()).filter(apart);
                let rows = tuple(py, rows, |at| SurveyRow(Row { of: self.0.clone(), at }))?;
                Ok(rows.into_any())
            })
        }
    }
}
