//! A rule of the project: what it makes of differences at some paths.

use serde::Deserialize;

use super::{LIVE, NO_REASON, from_data, given, given_all, given_path, is_told, told};
use crate::error::{Result, Severity};
use crate::value::{Date, PathPattern};
use crate::yaml::{Node, Spanned};

/// What is made of differences at some paths: they are expected, or drift of a severity.
///
/// ```
/// # fn main() -> stageline::Result<()> {
/// use stageline::drift::DriftRule;
///
/// let rule = DriftRule::expected("resources.**", "search is small where nobody searches")?;
/// let rule = rule.sections(["search"]).environments(["staging"]).owner("team-search");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Written")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "Written"))]
#[non_exhaustive]
pub struct DriftRule {
    /// The paths, below the root of a section.
    pub path: Spanned<PathPattern>,
    /// Its name; else its position is.
    pub id: Option<String>,
    /// Parts of environments (`record`, `configuration`, `services`, `flags`) and services; all
    /// unless given.
    pub sections: Vec<Spanned<String>>,
    /// One of these is among the two that are compared; any unless given. `live` stands for what
    /// runs, for which a rule of the project counts only where it names it.
    pub environments: Vec<Spanned<String>>,
    /// One of the two that are compared has one of these tiers; any unless given.
    pub tiers: Vec<Spanned<String>>,
    /// What such a difference is.
    pub verdict: Verdict,
    /// Why, as a sentence.
    pub reason: Spanned<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The last day on which it counts.
    pub until: Option<Spanned<Date>>,
}

/// What a rule makes of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Environments may differ there.
    Expected,
    /// They ought to be equal; it matters so much that they are not.
    Drift(Severity),
}

impl DriftRule {
    /// A rule that expects differences at some paths.
    ///
    /// # Errors
    /// `E_USAGE` for a text that is no pattern of paths, or a reason that says nothing.
    pub fn expected(path: &str, reason: impl Into<String>) -> Result<Self> {
        Self::new(path, Verdict::Expected, reason)
    }

    /// A rule that makes differences at some paths drift.
    ///
    /// # Errors
    /// As [`DriftRule::expected`].
    pub fn drift(path: &str, severity: Severity, reason: impl Into<String>) -> Result<Self> {
        Self::new(path, Verdict::Drift(severity), reason)
    }

    /// Whether it counts for the state that runs: `live` is among its environments.
    pub fn is_about_live(&self) -> bool {
        self.environments.iter().any(|name| name.value == LIVE)
    }

    /// Reads a rule from data of the form that `drift.rules` has in `stageline.yaml`.
    ///
    /// # Errors
    /// `E_USAGE` for what does not fit, and for keys that nothing reads.
    pub fn from_data(data: &Node) -> Result<Self> {
        from_data("the rule of drift", data)
    }

    fn new(path: &str, verdict: Verdict, reason: impl Into<String>) -> Result<Self> {
        Ok(Self {
            path: given_path(path)?,
            id: None,
            sections: Vec::new(),
            environments: Vec::new(),
            tiers: Vec::new(),
            verdict,
            reason: told(reason)?,
            owner: None,
            until: None,
        })
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

    /// Only where one of these is compared.
    #[must_use]
    pub fn environments<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.environments = given_all(names);
        self
    }

    /// Only where an environment of one of these tiers is compared.
    #[must_use]
    pub fn tiers<N: Into<String>>(mut self, tiers: impl IntoIterator<Item = N>) -> Self {
        self.tiers = given_all(tiers);
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

/// A rule as it is written.
#[derive(Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(deny_unknown_fields, rename = "DriftRule")
)]
struct Written {
    /// The paths: keys with `*` and `?`; `**` for any number of keys.
    path: Spanned<PathPattern>,
    /// Its name; its position is, unless given.
    id: Option<String>,
    /// Parts (`record`, `configuration`, `services`, `flags`) and services; all unless given.
    #[serde(default)]
    sections: Vec<Spanned<String>>,
    /// One of these is among the two that are compared; any unless given. `live` stands for what
    /// runs, for which a rule counts only where it names it.
    #[serde(default)]
    environments: Vec<Spanned<String>>,
    /// One of the two that are compared has one of these tiers; any unless given.
    #[serde(default)]
    tiers: Vec<Spanned<String>>,
    /// `true`: environments may differ there. Either this or `severity`.
    expected: Option<bool>,
    /// They ought to be equal, and it matters so much that they are not. Either this or `expected`.
    severity: Option<Severity>,
    /// Why.
    reason: Spanned<String>,
    /// Who answers for it.
    owner: Option<String>,
    /// The last day on which it counts.
    until: Option<Spanned<Date>>,
}

impl TryFrom<Written> for DriftRule {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, &'static str> {
        let verdict = match (written.expected, written.severity) {
            (Some(true), None) => Verdict::Expected,
            (None, Some(severity)) => Verdict::Drift(severity),
            (Some(false), None) => return Err("a rule that expects nothing needs a `severity`"),
            (_, Some(_)) => return Err("a rule has `expected` or `severity`, and not both"),
            (None, None) => return Err("a rule has `expected: true` or a `severity`"),
        };
        if !is_told(&written.reason) {
            return Err(NO_REASON);
        }
        let Written { path, id, sections, environments, tiers, reason, owner, until, .. } = written;
        Ok(Self { path, id, sections, environments, tiers, verdict, reason, owner, until })
    }
}
