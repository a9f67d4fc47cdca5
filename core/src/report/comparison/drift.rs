//! A comparison from what has drifted from a baseline.

use super::diff::pair;
use super::excerpt::{Excerpts, Sources};
use super::model::{Comparison, Question, Row, RowVerdict};
use crate::diff::{ChangeKind, Side};
use crate::drift::{Class, DriftItem, DriftReport};
use crate::value::canonical;

impl Comparison {
    /// How environments differ from a baseline: what is drift, and what is expected.
    ///
    /// `sources` are the files that all sides stand in, or the baseline's and the targets', as with
    /// a live side.
    pub fn of_drift<'s>(report: &DriftReport, sources: impl Into<Sources<'s>>) -> Self {
        let mut excerpts = Excerpts::new(sources.into());
        let rows = report.items.iter().map(|item| {
            let mut row = row(report, item);
            excerpts.give(&mut row.cells);
            row
        });
        let rows = rows.collect();
        let environments = [&report.baseline].into_iter().chain(&report.targets);
        Self::new(Question::Drift, environments.cloned().collect(), rows, report.findings.clone())
    }
}

fn row(report: &DriftReport, item: &DriftItem) -> Row {
    let sides = [item.baseline.as_ref(), item.actual.as_ref()];
    Row {
        section: item.section.clone(),
        path: item.path.clone(),
        verdict: match item.class {
            Class::Drift => RowVerdict::Drift,
            Class::Expected => RowVerdict::Expected,
        },
        kind: Some(match sides {
            [None, _] => ChangeKind::Added,
            [_, None] => ChangeKind::Removed,
            [Some(baseline), Some(actual)] if is_moved(baseline, actual) => ChangeKind::Moved,
            _ => ChangeKind::Changed,
        }),
        severity: item.is_drift().then_some(item.severity),
        rule: Some(item.rule.clone()),
        reason: Some(item.reason.clone()),
        owner: item.owner.clone(),
        rule_at: item.rule_at.clone(),
        cells: pair([&report.baseline, &item.target], sides, item.missing_at.as_ref()),
    }
}

/// Whether both sides are lists of the same items. Of secrets that is not known.
fn is_moved(baseline: &Side, actual: &Side) -> bool {
    let items = |side: &Side| {
        let items = side.value.as_ref().filter(|_| !side.redacted)?.as_list()?;
        let mut items: Vec<String> = items.iter().map(canonical).collect();
        items.sort_unstable();
        Some(items)
    };
    items(baseline).is_some_and(|found| items(actual) == Some(found))
}
