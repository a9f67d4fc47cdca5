//! A comparison from what has drifted from a baseline.

use smol_str::SmolStr;

use super::diff::pair;
use super::excerpt::{Sources, give_excerpts};
use super::model::{Comparison, Question, Row, RowVerdict};
use crate::diff::Side;
use crate::drift::{Class, DriftItem, DriftReport, Unknown};

impl Comparison {
    /// How environments differ from a baseline: what is drift, and what is expected.
    ///
    /// `sources` are the files that all sides stand in, or the baseline's and the targets', as with
    /// a live side.
    pub fn of_drift<'s>(report: &DriftReport, sources: impl Into<Sources<'s>>) -> Self {
        let judged = report.items.iter().map(|item| row(&report.baseline, item));
        let mut rows: Vec<Row> =
            judged.chain(report.unknown.iter().map(|item| unknown(report, item))).collect();
        give_excerpts(&mut rows, sources.into());
        let environments = [&report.baseline].into_iter().chain(&report.targets);
        Self::new(Question::Drift, environments.cloned().collect(), rows, report.findings.clone())
    }

    /// Some differences of one target from a baseline, as where each is spoken of by itself.
    ///
    /// `sources` are as in [`Comparison::of_drift`].
    pub fn of_items<'s, 'i>(
        baseline: &str,
        target: &str,
        items: impl IntoIterator<Item = &'i DriftItem>,
        sources: impl Into<Sources<'s>>,
    ) -> Self {
        let baseline = SmolStr::new(baseline);
        let mut rows: Vec<Row> = items.into_iter().map(|item| row(&baseline, item)).collect();
        give_excerpts(&mut rows, sources.into());
        Self::new(Question::Drift, vec![baseline, target.into()], rows, Vec::new())
    }
}

/// What is declared and cannot be told of the other side.
fn unknown(report: &DriftReport, item: &Unknown) -> Row {
    let declared = Side { value: None, place: item.place.clone(), redacted: false, mark: None };
    let target = report.targets.first().unwrap_or(&report.baseline);
    let mut cells = pair([&report.baseline, target], [Some(&declared), None], None);
    cells[1].unknown = true;
    Row {
        section: item.section.clone(),
        path: item.path.clone(),
        verdict: RowVerdict::Unknown,
        kind: None,
        severity: None,
        rule: None,
        reason: Some(item.reason.clone()),
        owner: None,
        rule_at: None,
        violations: Vec::new(),
        cells,
    }
}

fn row(baseline: &SmolStr, item: &DriftItem) -> Row {
    let sides = [item.baseline.as_ref(), item.actual.as_ref()];
    Row {
        section: item.section.clone(),
        path: item.path.clone(),
        verdict: match item.class {
            Class::Drift => RowVerdict::Drift,
            Class::Expected => RowVerdict::Expected,
        },
        kind: Some(item.kind),
        severity: item.is_drift().then_some(item.severity),
        rule: Some(item.rule.clone()),
        reason: Some(item.reason.clone()),
        owner: item.owner.clone(),
        rule_at: item.rule_at.clone(),
        violations: item.violation.iter().cloned().collect(),
        cells: pair([baseline, &item.target], sides, item.missing_at.as_ref()),
    }
}
