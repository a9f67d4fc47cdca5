//! How bad a finding is, and what C sees of one.

use stageline::validate;

use crate::error::{Error, Place};
use crate::text::Text;

/// How bad a finding is.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// None that this header knows, or the usual one of a rule.
    Other = 0,
    /// Good to know.
    Info = 1,
    /// Probably a mistake.
    Warning = 2,
    /// A mistake.
    Error = 3,
}

/// Something that a rule found, borrowed from its report.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Finding {
    /// The rule's id, such as `unknown-environment`.
    pub rule: Text,
    /// How bad it is.
    pub severity: Severity,
    /// The code of the error behind it, such as `E_UNKNOWN_BASE`; empty where there is none.
    pub code: Text,
    /// One sentence for people, without a final period.
    pub message: Text,
    /// What to do about it; empty when there is no advice.
    pub help: Text,
    /// The first environment in which it matters; empty where it is about none.
    pub environment: Text,
    /// What stays the same when lines move, and tells it from every other of its report.
    pub fingerprint: Text,
    /// What `stageline_edit_fix` would do about it, in one sentence; empty where nothing is suggested.
    pub fix: Text,
    /// The main place.
    pub place: Place,
}

/// A finding that is expected, and who says so; borrowed from its report.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Suppressed {
    /// What was found.
    pub finding: Finding,
    /// What suppresses it: `comment`, `exception` or `rule`.
    pub by: Text,
    /// Why, as it is written there; empty where it is not.
    pub reason: Text,
    /// Where that is written.
    pub place: Place,
}

impl Severity {
    pub(crate) fn of(severity: stageline::Severity) -> Self {
        match severity {
            stageline::Severity::Info => Severity::Info,
            stageline::Severity::Warning => Severity::Warning,
            stageline::Severity::Error => Severity::Error,
        }
    }

    /// The engine's severity for a number from C.
    pub(crate) fn engine(number: i32, name: &str) -> Result<stageline::Severity, Error> {
        use stageline::Severity::{Error as Failure, Info, Warning};
        [Info, Warning, Failure]
            .into_iter()
            .find(|severity| Severity::of(*severity) as i32 == number)
            .ok_or_else(|| {
                Error::usage(format!("`{name}` is {number}"))
                    .with_help("use a STAGELINE_SEVERITY_ constant, 1 to 3")
            })
    }
}

impl Finding {
    pub(crate) const NOTHING: Self = Finding {
        rule: Text::EMPTY,
        severity: Severity::Other,
        code: Text::EMPTY,
        message: Text::EMPTY,
        help: Text::EMPTY,
        environment: Text::EMPTY,
        fingerprint: Text::EMPTY,
        fix: Text::EMPTY,
        place: Place::NOWHERE,
    };

    pub(crate) fn of(finding: &validate::Finding) -> Self {
        Finding {
            rule: Text::of(&finding.rule),
            severity: Severity::of(finding.severity),
            code: Text::optional(finding.code),
            message: Text::of(&finding.message),
            help: Text::optional(finding.help.as_deref()),
            environment: Text::optional(finding.environment.as_deref()),
            fingerprint: Text::of(finding.fingerprint()),
            fix: Text::optional(finding.fix.as_ref().map(|fix| fix.summary.as_str())),
            place: Place::of(finding.places.first()),
        }
    }
}

impl Suppressed {
    pub(crate) const NOTHING: Self = Suppressed {
        finding: Finding::NOTHING,
        by: Text::EMPTY,
        reason: Text::EMPTY,
        place: Place::NOWHERE,
    };

    /// `by` is the engine's word for what suppresses it.
    pub(crate) fn of(suppressed: &validate::Suppressed, by: &str) -> Self {
        Suppressed {
            finding: Finding::of(&suppressed.finding),
            by: Text::of(by),
            reason: Text::optional(suppressed.reason.as_deref()),
            place: Place::of(suppressed.suppressed_at.as_ref()),
        }
    }
}
