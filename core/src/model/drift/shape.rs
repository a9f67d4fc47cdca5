//! A shape: how the values of different environments must compare at some paths.

use serde::Deserialize;

use super::{Expectation, NO_REASON, from_data, given, given_all, given_path, is_told, told};
use crate::error::{Result, Severity};
use crate::value::{Date, PathPattern};
use crate::yaml::{Node, Spanned};

/// How values of different environments must compare: `production >= staging`.
///
/// Where one of them has no such value, nothing is asked of the other.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Written")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "Written"))]
#[non_exhaustive]
pub struct Shape {
    /// The paths, below the root of a section.
    pub path: Spanned<PathPattern>,
    /// Its name; else its position is.
    pub id: Option<String>,
    /// Parts of environments (`record`, `configuration`, `services`, `flags`) and services; all
    /// unless given.
    pub sections: Vec<Spanned<String>>,
    /// How the values must compare.
    pub expect: Spanned<Expectation>,
    /// How much it matters where they do not.
    pub severity: Severity,
    /// Why, as a sentence.
    pub reason: Spanned<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The last day on which it counts.
    pub until: Option<Spanned<Date>>,
}

impl Shape {
    /// A shape for some paths, with a warning where it is violated.
    ///
    /// # Errors
    /// `E_USAGE` for a text that is no pattern of paths or no expectation, or a reason that says
    /// nothing.
    pub fn new(path: &str, expect: &str, reason: impl Into<String>) -> Result<Self> {
        Ok(Self {
            path: given_path(path)?,
            id: None,
            sections: Vec::new(),
            expect: given(Expectation::parse(expect)?),
            severity: Severity::Warning,
            reason: told(reason)?,
            owner: None,
            until: None,
        })
    }

    /// Reads a shape from data of the form that `drift.shapes` has in `stageline.yaml`.
    ///
    /// # Errors
    /// `E_USAGE` for what does not fit, and for keys that nothing reads.
    pub fn from_data(data: &Node) -> Result<Self> {
        from_data("the shape", data)
    }

    /// Names it.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Only in these parts of environments, or services.
    #[must_use]
    pub fn sections<N: Into<String>>(mut self, sections: impl IntoIterator<Item = N>) -> Self {
        self.sections = given_all(sections);
        self
    }

    /// Says how much it matters where it is violated.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Says who answers for it.
    #[must_use]
    pub fn owner(mut self, owner: impl Into<String>) -> Self {
        self.owner = Some(owner.into());
        self
    }

    /// Says on which day it counts for the last time.
    #[must_use]
    pub fn until(mut self, until: Date) -> Self {
        self.until = Some(given(until));
        self
    }
}

/// A shape as it is written.
#[derive(Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(deny_unknown_fields, rename = "Shape")
)]
struct Written {
    /// The paths: keys with `*` and `?`; `**` for any number of keys.
    path: Spanned<PathPattern>,
    /// Its name; its position is, unless given.
    id: Option<String>,
    /// Parts (`record`, `configuration`, `services`, `flags`) and services; all unless given.
    #[serde(default)]
    sections: Vec<Spanned<String>>,
    /// Environments joined by `>`, `>=`, `<`, `<=`, `==` or `!=`: `production >= staging`.
    expect: Spanned<Expectation>,
    /// How much it matters where that is not so; `warning` unless given.
    severity: Option<Severity>,
    /// Why.
    reason: Spanned<String>,
    /// Who answers for it.
    owner: Option<String>,
    /// The last day on which it counts.
    until: Option<Spanned<Date>>,
}

impl TryFrom<Written> for Shape {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, &'static str> {
        if !is_told(&written.reason) {
            return Err(NO_REASON);
        }
        let Written { path, id, sections, expect, reason, owner, until, .. } = written;
        let severity = written.severity.unwrap_or(Severity::Warning);
        Ok(Self { path, id, sections, expect, severity, reason, owner, until })
    }
}
