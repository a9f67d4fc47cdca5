//! A comparison from a survey of many environments.

use super::excerpt::{Sources, give_excerpts};
use super::model::{Cell, Comparison, Question, Row, RowVerdict};
use crate::diff::ChangeKind;
use crate::drift::{Survey, SurveyRow};

impl Comparison {
    /// What many environments have that is not the same everywhere: who agrees with whom, who stands
    /// apart, and which shapes are violated. A violated shape is drift.
    ///
    /// `sources` are the files that the environments stand in.
    pub fn of_survey<'s>(survey: &Survey, sources: impl Into<Sources<'s>>) -> Self {
        let mut rows: Vec<Row> = survey.rows.iter().map(|found| row(survey, found)).collect();
        give_excerpts(&mut rows, sources.into());
        let environments = survey.environments.clone();
        Self::new(Question::Survey, environments, rows, survey.findings.clone())
    }
}

fn row(survey: &Survey, found: &SurveyRow) -> Row {
    // Of several that are equally bad, the first one.
    let worst = found.violations.iter().rev().max_by_key(|violation| violation.severity);
    Row {
        section: found.section.clone(),
        path: found.path.clone(),
        verdict: match worst {
            Some(_) => RowVerdict::Drift,
            None => RowVerdict::Different,
        },
        kind: found.moved.then_some(ChangeKind::Moved),
        severity: worst.map(|violation| violation.severity),
        rule: worst.map(|violation| violation.rule.clone()),
        reason: worst.map(|violation| violation.reason.clone()),
        owner: worst.and_then(|violation| violation.owner.clone()),
        rule_at: worst.and_then(|violation| violation.rule_at.clone()),
        violations: found.violations.clone(),
        cells: cells(survey, found),
    }
}

fn cells(survey: &Survey, found: &SurveyRow) -> Vec<Cell> {
    // Those without a value are a group of their own.
    let mut known: Vec<Option<u32>> = Vec::new();
    let cells = survey.environments.iter().enumerate().map(|(at, name)| {
        let group = found.groups.get(at).copied().flatten();
        let number = known.iter().position(|it| *it == group).unwrap_or_else(|| {
            known.push(group);
            known.len() - 1
        });
        Cell {
            environment: name.clone(),
            side: found.cells().get(at).cloned().flatten(),
            unknown: false,
            missing_at: found.missing_at().get(at).cloned().flatten(),
            group: u32::try_from(number).unwrap_or(u32::MAX),
            outlier: found.outliers().any(|apart| apart == name),
            excerpt: None,
            words: None,
        }
    });
    cells.collect()
}
