//! A comparison from the differences of two environments.

use smol_str::SmolStr;

use super::excerpt::{Sources, give_excerpts};
use super::model::{Cell, Comparison, Question, Row, RowVerdict};
use crate::diff::{ChangeKind, Diff, Difference, SectionDiff, Side};
use crate::error::Place;
use crate::value::KeyPath;

impl Comparison {
    /// What differs between two environments, what is only spelled differently among it.
    ///
    /// `sources` are the files that both sides stand in, or a pair of them, as with two snapshots.
    pub fn of_diff<'s>(diff: &Diff, sources: impl Into<Sources<'s>>) -> Self {
        let mut rows = Vec::new();
        for section in &diff.sections {
            let row = |verdict, kind, path, cells| Row {
                section: section.section.clone(),
                path,
                verdict,
                kind: Some(kind),
                severity: None,
                rule: None,
                reason: None,
                owner: None,
                rule_at: None,
                violations: Vec::new(),
                cells,
            };
            if let Some((kind, cells)) = missing(diff, section) {
                rows.push(row(RowVerdict::Different, kind, KeyPath::root(), cells));
            }
            for (verdict, list) in [
                (RowVerdict::Different, &section.differences),
                (RowVerdict::Equivalent, &section.equivalent),
            ] {
                let names = [&diff.left, &diff.right];
                rows.extend(list.iter().map(|found| {
                    let mut cells = cells(names, found);
                    if verdict == RowVerdict::Equivalent {
                        cells.iter_mut().for_each(|cell| cell.group = 0);
                    }
                    row(verdict, found.kind, found.path.clone(), cells)
                }));
            }
        }
        give_excerpts(&mut rows, sources.into());
        let environments = vec![diff.left.clone(), diff.right.clone()];
        Self::new(Question::Diff, environments, rows, Vec::new())
    }
}

fn cells([left, right]: [&SmolStr; 2], found: &Difference) -> Vec<Cell> {
    pair([left, right], [found.left.as_ref(), found.right.as_ref()], found.missing_at.as_ref())
}

/// The two cells of values that differ.
pub(super) fn pair(
    names: [&SmolStr; 2],
    sides: [Option<&Side>; 2],
    missing_at: Option<&Place>,
) -> Vec<Cell> {
    let cells = names.into_iter().zip(sides).zip(0..);
    let cells = cells.map(|((environment, side), group)| Cell {
        environment: environment.clone(),
        side: side.cloned(),
        unknown: false,
        missing_at: missing_at.filter(|_| side.is_none()).cloned(),
        group,
        outlier: false,
        excerpt: None,
        words: None,
    });
    cells.collect()
}

/// A service that one of the two does not have.
fn missing(diff: &Diff, section: &SectionDiff) -> Option<(ChangeKind, Vec<Cell>)> {
    let name = section.missing_in.as_ref()?;
    let present =
        Side { value: None, place: section.present_at.clone(), redacted: false, mark: None };
    let (kind, sides) = match *name == diff.right {
        true => (ChangeKind::Removed, [Some(&present), None]),
        false => (ChangeKind::Added, [None, Some(&present)]),
    };
    Some((kind, pair([&diff.left, &diff.right], sides, None)))
}
