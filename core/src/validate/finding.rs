//! One finding: which rule, how bad, a sentence, a remedy and places.

use std::fmt;

use serde::Serialize;

use crate::error::{Code, Error, Place, Severity, visible};

/// Something that a rule found.
///
/// Message and help name things in backticks and never quote a value; characters that show nothing
/// are escaped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// The rule's id, as in `unknown-environment`.
    pub rule: &'static str,
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
}

impl Finding {
    /// A finding without a place.
    pub fn new(rule: &'static str, severity: Severity, message: impl AsRef<str>) -> Self {
        Self {
            rule,
            severity,
            code: None,
            message: visible(message.as_ref()),
            help: None,
            environment: None,
            places: Vec::new(),
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
    pub fn of_error(rule: &'static str, severity: Severity, error: &Error) -> Self {
        let finding = Self::new(rule, severity, error.message()).code(error.code());
        let finding = error.places().iter().cloned().fold(finding, Finding::at);
        error.help_text().into_iter().fold(finding, Finding::help)
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
