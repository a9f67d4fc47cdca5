//! The one error of the library: a stable code, a sentence, a remedy and the places it speaks of.
//!
//! Every room fails with [`Error`]; hosts branch on [`Error::code`] or [`Error::class`] and never
//! parse text. Messages are one lowercase sentence with names in backticks; they never quote a
//! value from a file, because a value may be a secret.

mod code;
mod place;
mod severity;
mod suggest;
mod visible;

use std::error::Error as StdError;
use std::fmt;

pub use code::{Class, Code};
pub use place::Place;
pub use severity::Severity;
pub use suggest::closest;
pub(crate) use visible::{shows, visible};

/// The result of every fallible call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a question could not be answered.
///
/// A word wide; the facts are behind accessors, the text is only in `Display`.
pub struct Error(Box<Inner>);

struct Inner {
    code: Code,
    message: String,
    help: Option<String>,
    places: Vec<Place>,
    suggestions: Vec<String>,
    problems: Vec<Error>,
    retryable: bool,
    cause: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// An error with a code and its sentence.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            code,
            message: message.into(),
            help: None,
            places: Vec::new(),
            suggestions: Vec::new(),
            problems: Vec::new(),
            retryable: false,
            cause: None,
        }))
    }

    /// Several errors as one, sorted by place; a single one stands for itself.
    pub fn all(mut problems: Vec<Error>) -> Self {
        problems.sort_by(|a, b| (a.places(), a.message()).cmp(&(b.places(), b.message())));
        problems.dedup_by(|a, b| {
            a.code() == b.code() && a.places() == b.places() && a.message() == b.message()
        });
        if problems.len() == 1 {
            return problems.swap_remove(0);
        }
        let mut error = Self::new(Code::Load, format!("{} problems were found", problems.len()));
        error.0.places = problems.iter().filter_map(|p| p.places().first().cloned()).collect();
        error.0.problems = problems;
        error
    }

    /// The same error as the answer to another question.
    #[must_use]
    pub(crate) fn with_code(mut self, code: Code) -> Self {
        self.0.code = code;
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// Adds a place the sentence speaks of; the first one added is the main one.
    #[must_use]
    pub fn at(mut self, place: impl Into<Option<Place>>) -> Self {
        self.0.places.extend(place.into());
        self
    }

    /// Adds names that may have been meant, best first, and says so in the help.
    #[must_use]
    pub fn suggest(mut self, suggestions: Vec<String>) -> Self {
        if let Some(best) = suggestions.first() {
            self.0.help = Some(format!("did you mean `{best}`?"));
        }
        self.0.suggestions = suggestions;
        self
    }

    /// Adds the error that led to this one.
    #[must_use]
    pub fn cause(mut self, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.cause = Some(cause.into());
        self
    }

    /// Says that the same call may succeed later.
    #[must_use]
    pub fn retryable(mut self) -> Self {
        self.0.retryable = true;
        self
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// The branch of the error tree.
    pub fn class(&self) -> Class {
        self.0.code.class()
    }

    /// The sentence, without place or remedy.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What to do about it.
    pub fn help_text(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    /// The places it speaks of, the main one first.
    pub fn places(&self) -> &[Place] {
        &self.0.places
    }

    /// Names that may have been meant, best first.
    pub fn suggestions(&self) -> &[String] {
        &self.0.suggestions
    }

    /// The single errors of an `E_LOAD`, sorted by place; empty otherwise.
    pub fn problems(&self) -> &[Error] {
        &self.0.problems
    }

    /// The same error once more; what caused it stays with the first.
    pub fn again(&self) -> Self {
        let inner = &self.0;
        Self(Box::new(Inner {
            code: inner.code,
            message: inner.message.clone(),
            help: inner.help.clone(),
            places: inner.places.clone(),
            suggestions: inner.suggestions.clone(),
            problems: inner.problems.iter().map(Error::again).collect(),
            retryable: inner.retryable,
            cause: None,
        }))
    }

    /// The same error without its places.
    #[must_use]
    pub(crate) fn without_places(mut self) -> Self {
        self.0.places.clear();
        self
    }

    /// The error as a list: its problems, or itself.
    pub fn into_problems(mut self) -> Vec<Error> {
        match self.0.problems.is_empty() {
            true => vec![self],
            false => std::mem::take(&mut self.0.problems),
        }
    }

    /// Whether the same call may succeed later.
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// Whether a name was not known to the project.
    pub fn is_unknown_name(&self) -> bool {
        self.class() == Class::UnknownName
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.problems.is_empty() {
            write!(f, "{}", self.0.message)?;
            return self.0.problems.iter().try_for_each(|problem| write!(f, "\n  {problem}"));
        }
        if let Some(place) = self.places().first() {
            write!(f, "{}: ", visible(&place.to_string()))?;
        }
        f.write_str(&visible(&self.0.message))?;
        match &self.0.help {
            Some(help) => write!(f, "; {}", visible(help)),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {self}", self.0.code.as_str())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.cause.as_deref().map(|cause| cause as &(dyn StdError + 'static))
    }
}

impl serde::Serialize for Error {
    /// The document bindings and `--json` show: `code`, `message`, `help`, `places`,
    /// `suggestions`, `problems`, `retryable`.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = serializer.serialize_struct("Error", 7)?;
        out.serialize_field("code", self.0.code.as_str())?;
        out.serialize_field("message", &self.0.message)?;
        out.serialize_field("help", &self.0.help)?;
        out.serialize_field("places", &self.0.places)?;
        out.serialize_field("suggestions", &self.0.suggestions)?;
        out.serialize_field("problems", &self.0.problems)?;
        out.serialize_field("retryable", &self.0.retryable)?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_word_wide_and_crosses_threads() {
        fn crosses<T: Send + Sync>() {}
        crosses::<Error>();
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }

    #[test]
    fn many_errors_are_sorted_by_place_and_said_once() {
        let at = |line| Place::range("a.yaml", (line, 1), (line, 2));
        let bad = |line| Error::new(Code::Yaml, "bad").at(at(line));
        let all = Error::all(vec![bad(9), bad(2), bad(9)]);
        assert_eq!(all.code(), Code::Load);
        assert_eq!(all.to_string(), "2 problems were found\n  a.yaml:2:1: bad\n  a.yaml:9:1: bad");
    }
}
