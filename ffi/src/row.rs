//! What C sees of a comparison: its rows, their cells, and what is wrong with rules.

use stageline::diff::Section;
use stageline::drift::{
    RuleFinding as EngineFinding, RuleFindingKind, ShapeViolation, Unknown as EngineUnknown,
};
use stageline::report;

use crate::error::Place;
use crate::finding::Severity;
use crate::text::Text;
use crate::tree_diff::ChangeKind;

/// What to make of a row of a comparison.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowVerdict {
    /// Nothing that this header knows.
    Other = 0,
    /// The values ought to be equal.
    Drift = 1,
    /// The values differ; whether they ought to, nobody asked.
    Different = 2,
    /// Environments differ in this by nature, or as a rule expects.
    Expected = 3,
    /// The values mean the same and are spelled differently.
    Equivalent = 4,
    /// The other side cannot say.
    Unknown = 5,
}

/// One value that is not the same everywhere, borrowed from its comparison.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Row {
    /// The part of the environments: `record`, `configuration`, `service` or `flags`.
    pub section: Text,
    /// The service, where the part is one; else empty.
    pub service: Text,
    /// Where in the part; empty for a service as a whole.
    pub path: Text,
    /// What to make of it.
    pub verdict: RowVerdict,
    /// What happened from left to right; `STAGELINE_CHANGE_KIND_OTHER` where there is no direction.
    pub kind: ChangeKind,
    /// How much it matters; `STAGELINE_SEVERITY_OTHER` where nobody judged, or it is expected.
    pub severity: Severity,
    /// The rule that judged, such as `drift/security` or `project/search-is-small`; else empty.
    pub rule: Text,
    /// Why, as a sentence; empty where nobody judged.
    pub reason: Text,
    /// Who answers for the rule; empty where it does not say.
    pub owner: Text,
    /// Where the rule stands; its `file` is empty for one that stands in no file.
    pub rule_at: Place,
    /// How many cells it has, one for each environment that it is about.
    pub cell_count: usize,
    /// How many shapes its values violate.
    pub violation_count: usize,
}

/// Two values of a row that do not compare as a shape says, borrowed from its comparison.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Violation {
    /// The shape: `shape/…`, or `call-shape/…` of the program.
    pub rule: Text,
    /// How much it matters.
    pub severity: Severity,
    /// Why, as a sentence.
    pub reason: Text,
    /// Who answers for the shape; empty where it does not say.
    pub owner: Text,
    /// Where it stands; its `file` is empty for one of the program.
    pub rule_at: Place,
    /// The environment whose value is on the left.
    pub left: Text,
    /// How the values must compare: `>`, `>=`, `<`, `<=`, `==` or `!=`.
    pub relation: Text,
    /// The environment whose value is on the right.
    pub right: Text,
}

/// What one environment has, borrowed from its comparison.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Cell {
    /// The environment.
    pub environment: Text,
    /// Whether it has no such value.
    pub is_missing: bool,
    /// Whether the value, or a part of it, is withheld because it looks like a secret.
    pub is_redacted: bool,
    /// Of a withheld value, where a key was given: what is equal where the values are; else empty.
    pub mark: Text,
    /// Where the value was written; of a missing one, where its parent stands. Its `file` is empty for
    /// what stands in no file.
    pub place: Place,
    /// Cells of a row with the same number mean the same; numbers count from 0.
    pub group: u32,
    /// Whether it stands apart from what most environments have.
    pub is_outlier: bool,
}

/// A rule or a shape that ought to be looked at, borrowed from its comparison.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct RuleFinding {
    /// What is wrong with it: `unused`, `expired`, `unknown_key` or `unknown_name`.
    pub kind: Text,
    /// The rule, as rows name it.
    pub rule: Text,
    /// The same as a sentence.
    pub message: Text,
    /// How much it matters.
    pub severity: Severity,
    /// Where it stands; its `file` is empty for one of the program.
    pub place: Place,
}

/// A value that a live state cannot tell, borrowed from its comparison.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Unknown {
    /// The part of the environment: `configuration` or `service`.
    pub section: Text,
    /// The service, where the part is one; else empty.
    pub service: Text,
    /// Where in the part; empty for a part as a whole.
    pub path: Text,
    /// Why nothing is known of it.
    pub reason: Text,
    /// Where it is declared.
    pub place: Place,
}

impl RowVerdict {
    fn of(verdict: report::RowVerdict) -> Self {
        match verdict {
            report::RowVerdict::Drift => RowVerdict::Drift,
            report::RowVerdict::Different => RowVerdict::Different,
            report::RowVerdict::Expected => RowVerdict::Expected,
            report::RowVerdict::Equivalent => RowVerdict::Equivalent,
            report::RowVerdict::Unknown => RowVerdict::Unknown,
            _ => RowVerdict::Other,
        }
    }
}

/// A section's part, and its service or nothing.
pub(crate) fn section(section: &Section) -> (Text, Text) {
    match section {
        Section::Record => (Text::of("record"), Text::EMPTY),
        Section::Configuration => (Text::of("configuration"), Text::EMPTY),
        Section::Service(name) => (Text::of("service"), Text::of(name)),
        Section::Flags => (Text::of("flags"), Text::EMPTY),
        _ => (Text::EMPTY, Text::EMPTY),
    }
}

impl Row {
    pub(crate) const NOTHING: Self = Row {
        section: Text::EMPTY,
        service: Text::EMPTY,
        path: Text::EMPTY,
        verdict: RowVerdict::Other,
        kind: ChangeKind::Other,
        severity: Severity::Other,
        rule: Text::EMPTY,
        reason: Text::EMPTY,
        owner: Text::EMPTY,
        rule_at: Place::NOWHERE,
        cell_count: 0,
        violation_count: 0,
    };

    pub(crate) fn of(row: &report::Row, path: &str) -> Self {
        let (section, service) = section(&row.section);
        Row {
            section,
            service,
            path: Text::of(path),
            verdict: RowVerdict::of(row.verdict),
            kind: ChangeKind::of(row.kind),
            severity: row.severity.map_or(Severity::Other, Severity::of),
            rule: Text::optional(row.rule.as_deref()),
            reason: Text::optional(row.reason.as_deref()),
            owner: Text::optional(row.owner.as_deref()),
            rule_at: Place::of(row.rule_at.as_ref()),
            cell_count: row.cells.len(),
            violation_count: row.violations.len(),
        }
    }
}

impl Violation {
    pub(crate) const NOTHING: Self = Violation {
        rule: Text::EMPTY,
        severity: Severity::Other,
        reason: Text::EMPTY,
        owner: Text::EMPTY,
        rule_at: Place::NOWHERE,
        left: Text::EMPTY,
        relation: Text::EMPTY,
        right: Text::EMPTY,
    };

    pub(crate) fn of(violation: &ShapeViolation) -> Self {
        Violation {
            rule: Text::of(&violation.rule),
            severity: Severity::of(violation.severity),
            reason: Text::of(&violation.reason),
            owner: Text::optional(violation.owner.as_deref()),
            rule_at: Place::of(violation.rule_at.as_ref()),
            left: Text::of(&violation.left),
            relation: Text::of(violation.relation),
            right: Text::of(&violation.right),
        }
    }
}

impl Cell {
    pub(crate) const NOTHING: Self = Cell {
        environment: Text::EMPTY,
        is_missing: true,
        is_redacted: false,
        mark: Text::EMPTY,
        place: Place::NOWHERE,
        group: 0,
        is_outlier: false,
    };

    pub(crate) fn of(cell: &report::Cell) -> Self {
        let side = cell.side.as_ref();
        Cell {
            environment: Text::of(&cell.environment),
            is_missing: side.is_none(),
            is_redacted: side.is_some_and(|side| side.redacted),
            mark: Text::optional(side.and_then(|side| side.mark.as_deref())),
            place: Place::of(cell.place()),
            group: cell.group,
            is_outlier: cell.outlier,
        }
    }
}

impl RuleFinding {
    pub(crate) const NOTHING: Self = RuleFinding {
        kind: Text::EMPTY,
        rule: Text::EMPTY,
        message: Text::EMPTY,
        severity: Severity::Other,
        place: Place::NOWHERE,
    };

    pub(crate) fn of(finding: &EngineFinding) -> Self {
        RuleFinding {
            kind: Text::of(match finding.kind {
                RuleFindingKind::Unused => "unused",
                RuleFindingKind::Expired => "expired",
                RuleFindingKind::UnknownKey => "unknown_key",
                RuleFindingKind::UnknownName => "unknown_name",
            }),
            rule: Text::of(&finding.rule),
            message: Text::of(&finding.message),
            severity: Severity::of(finding.severity),
            place: Place::of(finding.place.as_ref()),
        }
    }
}

impl Unknown {
    pub(crate) const NOTHING: Self = Unknown {
        section: Text::EMPTY,
        service: Text::EMPTY,
        path: Text::EMPTY,
        reason: Text::EMPTY,
        place: Place::NOWHERE,
    };

    pub(crate) fn of(unknown: &EngineUnknown, path: &str) -> Self {
        let (section, service) = section(&unknown.section);
        Unknown {
            section,
            service,
            path: Text::of(path),
            reason: Text::of(&unknown.reason),
            place: Place::of(unknown.place.as_ref()),
        }
    }
}
