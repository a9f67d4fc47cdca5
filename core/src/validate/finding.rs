//! One finding: which rule, how bad, a sentence, a remedy and places.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use super::Fix;
use crate::error::{Code, Error, Place, Severity, visible};

/// Rules whose places hold a secret by definition, whatever the keys around them.
const ABOUT_SECRETS: [&str; 1] = ["plain-text-password"];

/// Something that a rule found.
///
/// Message and help name things in backticks and never quote a value; characters that show nothing
/// are escaped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// The rule's id, as in `unknown-environment`.
    pub rule: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// The code of the error behind it, as in `E_UNKNOWN_BASE`, if there is one.
    pub code: Option<&'static str>,
    /// One lowercase sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The first environment in which it matters, where it is about one.
    pub environment: Option<String>,
    /// The places it speaks of, the main one first.
    pub places: Vec<Place>,
    /// An edit that mends it, where nobody need think about it.
    pub fix: Option<Fix>,
    /// Empty until the finding is part of a report.
    pub(super) fingerprint: String,
}

impl Finding {
    /// A finding without a place.
    pub fn new(
        rule: impl Into<Cow<'static, str>>,
        severity: Severity,
        message: impl AsRef<str>,
    ) -> Self {
        Self {
            rule: rule.into(),
            severity,
            code: None,
            message: visible(message.as_ref()),
            help: None,
            environment: None,
            places: Vec::new(),
            fix: None,
            fingerprint: String::new(),
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl AsRef<str>) -> Self {
        self.help = Some(visible(help.as_ref()));
        self
    }

    /// Adds a place; the first one added is the main one.
    #[must_use]
    pub fn at(mut self, place: impl Into<Option<Place>>) -> Self {
        self.places.extend(place.into());
        self
    }

    /// Suggests an edit.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into();
        self
    }

    /// Says the environment in which it matters.
    #[must_use]
    pub fn within(mut self, environment: &str) -> Self {
        self.environment = Some(visible(environment));
        self
    }

    /// Says the code of the error behind it.
    #[must_use]
    pub fn code(mut self, code: Code) -> Self {
        self.code = Some(code.as_str());
        self
    }

    /// An error as a finding: its sentence, remedy, code and places.
    pub fn of_error(rule: impl Into<Cow<'static, str>>, severity: Severity, error: &Error) -> Self {
        let finding = Self::new(rule, severity, error.message()).code(error.code());
        let finding = error.places().iter().cloned().fold(finding, Finding::at);
        error.help_text().into_iter().fold(finding, Finding::help)
    }

    /// What stays the same when lines move, and tells the finding from every other of its report.
    ///
    /// `f1:` and 32 hexadecimal digits: the beginning of SHA-256 over the lines `stageline/f1`, the
    /// rule, the file of the main place, the names in backticks of the message except the
    /// environment's (a blank between them), the first marked line with every stretch of white
    /// space made one blank and what could be a secret withheld, and how many findings with the
    /// same lines stand before it in the report. What is missing is an empty line. Empty until the
    /// finding is part of a report.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Whether its places hold a secret, whatever the keys around them.
    pub(crate) fn is_about_a_secret(&self) -> bool {
        ABOUT_SECRETS.contains(&&*self.rule)
    }

    /// What tells two findings of one rule at the same places apart. The sentence of one that is
    /// about an environment names it, and may not.
    pub(super) fn identity(&self) -> &str {
        match self.environment.is_some() && !self.places.is_empty() {
            true => "",
            false => &self.message,
        }
    }
}

/// `file:line:column: severity[rule]: message; help`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.places.first() {
            write!(f, "{}: ", visible(&place.to_string()))?;
        }
        write!(f, "{}[{}]: {}", self.severity, self.rule, self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}
