//! What a comparison found, as every format tells it: rows with all their sides.

use std::collections::HashSet;

use serde::Serialize;
use smol_str::SmolStr;

use super::excerpt::Excerpt;
use crate::diff::{ChangeKind, Section, Side, words};
use crate::drift::{RuleFinding, RuleFindingKind, ShapeViolation};
use crate::error::{Place, Severity};
use crate::value::KeyPath;

/// What a comparison found: one model for every format.
///
/// Made from a [`Diff`](crate::diff::Diff), a [`DriftReport`](crate::drift::DriftReport) or a
/// [`Survey`](crate::drift::Survey). What looks like a secret is withheld here already, so that no format can tell it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// What was asked.
    pub question: Question,
    /// The environments that were compared; the left one, or the baseline, first.
    pub environments: Vec<SmolStr>,
    /// How many rows there are.
    pub counts: Counts,
    /// Each difference, section by section.
    pub rows: Vec<Row>,
    /// What is wrong with the rules that judged.
    pub findings: Vec<RuleFinding>,
}

/// More environments than these are not named one by one in a title.
const MANY: usize = 6;
/// What is said of a value that is not there.
pub(super) const MISSING: &str = "missing";
/// What is said of items that moved.
pub(super) const MOVED: &str = "the same items in another order";

/// What a comparison was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Question {
    /// What differs between two environments.
    Diff,
    /// What has drifted from a baseline.
    Drift,
    /// Where some of many environments stand apart.
    Survey,
}

/// One value that is not the same everywhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Row {
    /// The part of the environments.
    #[serde(flatten)]
    pub section: Section,
    /// Where in its tree; empty for a service as a whole.
    pub path: KeyPath,
    /// What to make of it.
    pub verdict: RowVerdict,
    /// What happened from left to right; `None` where there is no such direction.
    pub kind: Option<ChangeKind>,
    /// How much it matters; `None` where nobody judged.
    pub severity: Option<Severity>,
    /// The rule that judged.
    pub rule: Option<SmolStr>,
    /// Why, as a sentence.
    pub reason: Option<SmolStr>,
    /// Who answers for the rule.
    pub owner: Option<String>,
    /// Where the rule stands, if a file says it.
    pub rule_at: Option<Place>,
    /// The shapes that the values violate; the rule, the reason and the owner above are those of the
    /// worst.
    pub violations: Vec<ShapeViolation>,
    /// What each environment has; the left one, or the baseline, first.
    pub cells: Vec<Cell>,
}

/// What to make of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RowVerdict {
    /// The values ought to be equal, or to compare as a shape says.
    Drift,
    /// The values differ; whether they ought to, nobody asked.
    Different,
    /// Environments differ in this by nature, or as a rule expects.
    Expected,
    /// The values mean the same and are spelled differently.
    Equivalent,
    /// It is declared, and the live side cannot tell what it has.
    Unknown,
}

impl RowVerdict {
    /// As it is shown: `drift`, `different`, `expected`, `equivalent`, `unknown`.
    pub fn as_str(self) -> &'static str {
        match self {
            RowVerdict::Drift => "drift",
            RowVerdict::Different => "different",
            RowVerdict::Expected => "expected",
            RowVerdict::Equivalent => "equivalent",
            RowVerdict::Unknown => "unknown",
        }
    }
}

/// What one environment has.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Cell {
    /// The environment.
    pub environment: SmolStr,
    /// Its value; `None` where it has none.
    pub side: Option<Side>,
    /// Whether nothing can be told of its value; then it has no side and is not missing.
    pub unknown: bool,
    /// For a missing value: where its parent stands.
    pub missing_at: Option<Place>,
    /// Cells of a row with the same number mean the same; numbers count from 0 in order of
    /// appearance.
    pub group: u32,
    /// Whether it stands apart from what most environments have.
    pub outlier: bool,
    /// The lines at its place, for formats that show them.
    #[serde(skip)]
    pub(super) excerpt: Option<Excerpt>,
    /// What a flag's entry says, in words.
    #[serde(skip)]
    pub(super) words: Option<String>,
}

impl Cell {
    /// Where its value stands, or the parent of the one that is missing.
    pub fn place(&self) -> Option<&Place> {
        match &self.side {
            Some(side) => side.place.as_ref(),
            None => self.missing_at.as_ref(),
        }
    }
}

/// The value, a mark for what is withheld, `missing`, or `unknown`.
impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.words, &self.side) {
            (Some(words), _) => f.write_str(words),
            (None, Some(side)) => side.fmt(f),
            (None, None) => f.write_str(if self.unknown { "unknown" } else { MISSING }),
        }
    }
}

/// How many rows a comparison has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// Differences that are drift.
    pub drift: usize,
    /// Differences that nobody judged.
    pub different: usize,
    /// Differences by nature, or as a rule expects.
    pub expected: usize,
    /// Other spellings of one value.
    pub equivalent: usize,
    /// Declared values of which the live side cannot tell.
    pub unknown: usize,
    /// Drift that is an error.
    pub errors: usize,
    /// Drift that is a warning.
    pub warnings: usize,
    /// Drift to know of.
    pub infos: usize,
}

impl Counts {
    fn of(rows: &[Row]) -> Self {
        let mut counts = Self::default();
        for row in rows {
            match row.verdict {
                RowVerdict::Drift => counts.drift += 1,
                RowVerdict::Different => counts.different += 1,
                RowVerdict::Expected => counts.expected += 1,
                RowVerdict::Equivalent => counts.equivalent += 1,
                RowVerdict::Unknown => counts.unknown += 1,
            }
            match row.severity.filter(|_| row.verdict == RowVerdict::Drift) {
                Some(Severity::Error) => counts.errors += 1,
                Some(Severity::Warning) => counts.warnings += 1,
                Some(Severity::Info) => counts.infos += 1,
                None => {}
            }
        }
        counts
    }
}

impl Comparison {
    pub(super) fn new(
        question: Question,
        environments: Vec<SmolStr>,
        mut rows: Vec<Row>,
        findings: Vec<RuleFinding>,
    ) -> Self {
        rows.iter_mut().for_each(Row::say);
        Self { question, environments, counts: Counts::of(&rows), rows, findings }
    }

    /// The rows for which `keep` is true, counted anew.
    #[must_use]
    pub fn keep(mut self, keep: impl FnMut(&Row) -> bool) -> Self {
        self.rows.retain(keep);
        self.counts = Counts::of(&self.rows);
        self
    }

    /// The rows that are drift, or differ and were not judged.
    pub fn differences(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.matters())
    }

    /// Whether any row is drift, or differs and was not judged.
    pub fn has_differences(&self) -> bool {
        self.counts.drift + self.counts.different > 0
    }

    /// Whether a difference that matters is at least so bad; one that nobody judged is worth knowing.
    pub fn has_at_least(&self, severity: Severity) -> bool {
        self.differences().any(|row| row.level() >= severity)
    }

    /// What was compared: `staging against production`, `staging → production`, or a list; of more
    /// than six environments how many they are.
    pub fn title(&self) -> String {
        let names = |names: &[SmolStr]| match names {
            [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
            names => names.concat(),
        };
        match (self.question, &self.environments[..]) {
            (Question::Drift, [baseline, targets @ ..]) => {
                format!("{} against {baseline}", names(targets))
            }
            (Question::Diff, [left, right]) => format!("{left} → {right}"),
            (_, environments) if environments.len() > MANY => {
                format!("{} environments", environments.len())
            }
            (_, environments) => names(environments),
        }
    }
}

impl Row {
    /// Says the entries of flags in words, where words tell them apart.
    fn say(&mut self) {
        let said = |cell: &Cell| words(&self.section, &self.path, cell.side.as_ref()?);
        let said: Vec<Option<String>> = self.cells.iter().map(said).collect();
        let all = || self.cells.iter().zip(&said);
        let same = all().any(|(a, words)| {
            words.is_some() && all().any(|(b, other)| a.group != b.group && words == other)
        });
        if !same {
            self.cells.iter_mut().zip(said).for_each(|(cell, words)| cell.words = words);
        }
    }

    /// Whether it is drift, or differs and was not judged.
    pub fn matters(&self) -> bool {
        matches!(self.verdict, RowVerdict::Drift | RowVerdict::Different)
    }

    /// How much it matters; what nobody judged is worth knowing.
    pub fn level(&self) -> Severity {
        self.severity.unwrap_or(Severity::Info)
    }

    /// The environment that was held against the baseline; `None` among more than two.
    pub fn target(&self) -> Option<&SmolStr> {
        match &self.cells[..] {
            [_, target] => Some(&target.environment),
            _ => None,
        }
    }

    /// Its rule, or a name for what nobody judged.
    pub(super) fn rule_name(&self) -> &str {
        match (&self.rule, self.kind) {
            (Some(rule), _) => rule,
            _ if self.verdict == RowVerdict::Unknown => "unknown",
            (None, Some(ChangeKind::Added)) => "diff/added",
            (None, Some(ChangeKind::Removed)) => "diff/removed",
            (None, Some(ChangeKind::Changed)) => "diff/changed",
            (None, Some(ChangeKind::Moved)) => "diff/moved",
            (None, None) if self.cells.iter().any(|cell| cell.outlier) => "survey/outlier",
            (None, None) => "survey/difference",
        }
    }

    /// Its section and path in one line.
    pub(super) fn at(&self) -> String {
        match self.path.is_empty() {
            true => self.section.to_string(),
            false => format!("{} {}", self.section, self.path),
        }
    }

    /// Why, in one line: what does not hold of shapes, the reason, and who answers for it; `None`
    /// where nobody judged.
    pub fn why(&self) -> Option<String> {
        if !self.violations.is_empty() {
            // A shape that several environments violate gives its reason once.
            let all = self.violations.chunk_by(|a, b| a.rule == b.rule);
            let all = all.map(|alike| match alike {
                [rest @ .., last] if !rest.is_empty() => {
                    let rest: Vec<String> = rest.iter().map(ShapeViolation::expectation).collect();
                    let (rest, last) = (rest.join(", "), last.expectation());
                    format!("{rest} and {last} do not hold: {}", alike[0].because())
                }
                alike => alike[0].to_string(),
            });
            return Some(all.collect::<Vec<_>>().join("; "));
        }
        let reason = self.reason.as_ref()?;
        let owner = self.owner.as_ref().map_or(String::new(), |it| format!(" (owner: {it})"));
        Some(format!("{reason}{owner}"))
    }

    /// Its sentence and why that is so.
    pub(super) fn message(&self) -> String {
        let why = self.why().map_or(String::new(), |why| format!(": {why}"));
        format!("{}{why}", self.sentence())
    }

    /// What is different, as a sentence: of two cells the last one first, of many those together
    /// that agree.
    pub(super) fn sentence(&self) -> String {
        let sides: Vec<String> = match (self.kind, &self.cells[..]) {
            (Some(ChangeKind::Moved), _) => vec![MOVED.to_owned()],
            (_, cells @ [_, _]) => cells.iter().rev().map(|cell| cell.told(&[cell])).collect(),
            _ => self.groups().iter().map(|group| group[0].told(group)).collect(),
        };
        format!("{}: {}", self.at(), sides.join(", "))
    }

    /// Those that agree, in order of appearance; none is empty.
    pub(super) fn groups(&self) -> Vec<Vec<&Cell>> {
        let mut groups: Vec<Vec<&Cell>> = Vec::new();
        for cell in &self.cells {
            match groups.iter_mut().find(|group| group[0].group == cell.group) {
                Some(group) => group.push(cell),
                None => groups.push(vec![cell]),
            }
        }
        groups
    }

    /// The cells with places, the one first that the row is about: the target, or who stands apart.
    /// Among many, no place is there twice.
    pub(super) fn placed(&self) -> Vec<&Cell> {
        let mut cells: Vec<&Cell> =
            self.cells.iter().rev().filter(|cell| cell.place().is_some()).collect();
        if self.cells.len() > 2 {
            cells.sort_by_key(|cell| !cell.outlier);
            let mut known = HashSet::new();
            cells.retain(|cell| known.insert(cell.place()));
        }
        cells
    }
}

impl Cell {
    /// Its text, and who has it.
    fn told(&self, all: &[&Cell]) -> String {
        let names: Vec<&str> = all.iter().map(|cell| cell.environment.as_str()).collect();
        let names = match &names[..] {
            [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
            names => names.concat(),
        };
        format!("{} in {names}", self.brief())
    }

    /// Its text, cut where it is long.
    pub(super) fn brief(&self) -> String {
        const LONG: usize = 80;
        let text = self.to_string();
        match text.char_indices().nth(LONG) {
            Some((at, _)) => format!("{}…", &text[..at]),
            None => text,
        }
    }
}

/// The name under which formats tell what is wrong with a rule; checks of a project know it too.
pub(super) fn finding_name(finding: &RuleFinding) -> &'static str {
    match finding.kind {
        RuleFindingKind::Unused | RuleFindingKind::UnknownName => "unused-drift-rule",
        RuleFindingKind::Expired => "expired-drift-rule",
        RuleFindingKind::UnknownKey => "unknown-key",
    }
}
