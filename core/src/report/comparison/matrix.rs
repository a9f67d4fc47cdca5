//! More than two environments as a matrix: a line for each value, a cell for each environment.
//!
//! A survey has its rows so already; drift of several targets has a row for each target, which are
//! put together here.

use smol_str::SmolStr;

use super::model::{Cell, Comparison, Question, Row, RowVerdict};
use crate::diff::{ChangeKind, Section};
use crate::error::{Severity, visible};
use crate::value::KeyPath;

/// What several environments have at one path.
pub(super) struct Line<'c> {
    pub(super) section: &'c Section,
    pub(super) path: &'c KeyPath,
    /// What happened, where it is the same in all of them.
    pub(super) kind: Option<ChangeKind>,
    /// In the order of the comparison's environments.
    pub(super) slots: Vec<Slot<'c>>,
    pub(super) judgements: Vec<Judgement<'c>>,
}

/// What one of them has.
pub(super) enum Slot<'c> {
    /// A value, or none.
    Cell(&'c Cell, Standing),
    /// The same as the baseline.
    Same,
}

/// What to make of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// What the others are held against.
    Baseline,
    /// It differs, and so bad is that.
    Drift(Severity),
    /// It differs, and nobody minds.
    Expected,
    /// It stands apart from most.
    Apart,
    /// It is one of many.
    Plain,
}

/// Who judged, and why; of drift also of whom.
pub(super) struct Judgement<'c> {
    pub(super) severity: Option<Severity>,
    pub(super) rule: &'c SmolStr,
    pub(super) why: Option<String>,
    /// Those it is said of; empty where it is said of all that differ.
    pub(super) of: Vec<&'c SmolStr>,
}

impl Comparison {
    /// The lines of a comparison of more than two environments, section by section; without
    /// `everything` those alone of which something matters. `None` where there are but two.
    pub(super) fn matrix(&self, everything: bool) -> Option<Vec<Line<'_>>> {
        if self.environments.len() < 3 {
            return None;
        }
        let mut lines = match self.question {
            Question::Drift => self.drifted(),
            _ => self.rows.iter().map(|row| (surveyed(row), row.matters())).collect(),
        };
        // Sections in the order in which they came first.
        let mut sections: Vec<&Section> = Vec::new();
        for (line, _) in &lines {
            if !sections.contains(&line.section) {
                sections.push(line.section);
            }
        }
        lines.retain(|(_, matters)| everything || *matters);
        lines.sort_by_key(|(line, _)| sections.iter().position(|known| *known == line.section));
        Some(lines.into_iter().map(|(line, _)| line).collect())
    }

    /// Rows of several targets put together by their paths, and whether one of them matters.
    fn drifted(&self) -> Vec<(Line<'_>, bool)> {
        let mut at: std::collections::HashMap<(&Section, &KeyPath), usize> = Default::default();
        let mut lines: Vec<Vec<&Row>> = Vec::new();
        for row in &self.rows {
            let known = *at.entry((&row.section, &row.path)).or_insert(lines.len());
            match lines.get_mut(known) {
                Some(rows) => rows.push(row),
                None => lines.push(vec![row]),
            }
        }
        let matters = |rows: &[&Row]| rows.iter().any(|row| row.matters());
        lines.iter().map(|rows| (self.together(rows), matters(rows))).collect()
    }

    fn together<'c>(&'c self, rows: &[&'c Row]) -> Line<'c> {
        let first = rows[0];
        let slots = self.environments.iter().enumerate().map(|(at, name)| {
            let row = rows.iter().find(|row| row.target() == Some(name));
            match (at, row.map(|row| (&row.cells[..], row))) {
                (0, _) => Slot::Cell(&first.cells[0], Standing::Baseline),
                (_, Some(([_, cell], row))) => Slot::Cell(cell, standing(row)),
                _ => Slot::Same,
            }
        });
        let mut judgements: Vec<Judgement<'_>> = Vec::new();
        let judged = rows.iter().filter(|row| row.matters());
        let all = judged.clone().count();
        for row in judged {
            let (Some(rule), Some(target)) = (&row.rule, row.target()) else { continue };
            let why = row.why();
            let same = |known: &&mut Judgement<'_>| {
                known.rule == rule && known.severity == row.severity && known.why == why
            };
            match judgements.iter_mut().find(same) {
                Some(known) => known.of.push(target),
                None => judgements.push(Judgement {
                    severity: row.severity,
                    rule,
                    why,
                    of: vec![target],
                }),
            }
        }
        if let [one] = judgements.as_mut_slice()
            && one.of.len() == all
        {
            one.of.clear();
        }
        let kind = first.kind.filter(|kind| rows.iter().all(|row| row.kind == Some(*kind)));
        Line {
            section: &first.section,
            path: &first.path,
            kind,
            slots: slots.collect(),
            judgements,
        }
    }
}

fn standing(row: &Row) -> Standing {
    match row.verdict {
        RowVerdict::Drift => Standing::Drift(row.level()),
        _ => Standing::Expected,
    }
}

fn surveyed(row: &Row) -> Line<'_> {
    let slots = row.cells.iter().map(|cell| {
        let standing = if cell.outlier { Standing::Apart } else { Standing::Plain };
        Slot::Cell(cell, standing)
    });
    let judged = row.rule.as_ref().map(|rule| Judgement {
        severity: row.severity,
        rule,
        why: row.why(),
        of: Vec::new(),
    });
    Line {
        section: &row.section,
        path: &row.path,
        kind: row.kind,
        slots: slots.collect(),
        judgements: judged.into_iter().collect(),
    }
}

impl Line<'_> {
    /// The path, or a word for all of a section.
    pub(super) fn name(&self) -> String {
        match self.path.is_empty() {
            true => "everything".to_owned(),
            false => visible(&self.path.to_string()),
        }
    }

    /// Where those that matter are said, each place once with everybody whom it is of: of drift the
    /// baseline and what drifted, of a survey who stands apart, or all where they violate a shape.
    pub(super) fn places(&self) -> Vec<String> {
        let mut known: Vec<(Vec<String>, String)> = Vec::new();
        let is_judged = !self.judgements.is_empty();
        let is_minded = |standing: Standing| match standing {
            Standing::Drift(_) | Standing::Apart => true,
            Standing::Baseline | Standing::Plain => is_judged,
            Standing::Expected => false,
        };
        for slot in &self.slots {
            let Slot::Cell(cell, standing) = slot else { continue };
            let Some(place) = cell.place().filter(|_| is_minded(*standing)) else { continue };
            let below = if cell.side.is_none() { "below " } else { "" };
            let place = visible(&format!("{below}{place}"));
            let name = visible(&cell.environment);
            match known.iter_mut().find(|(_, at)| *at == place) {
                Some((names, _)) => names.push(name),
                None => known.push((vec![name], place)),
            }
        }
        known.into_iter().map(|(names, place)| format!("{} {place}", names.join(", "))).collect()
    }
}
