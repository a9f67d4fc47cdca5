//! How an error of the engine crosses: its code, and all it says as a document in the message.
//! `lib/errors.js` makes the error people catch of it.

use serde::Serialize;
use stageline::error::{Class, Code, Error, Place};

use crate::json::{self, Keys};

/// A stable error code, as JavaScript reads it in `error.code`.
#[derive(Clone, Copy, Debug)]
pub struct Thrown(Code);

impl AsRef<str> for Thrown {
    fn as_ref(&self) -> &str {
        self.0.as_str()
    }
}

/// What an error says.
#[derive(Serialize)]
pub(crate) struct Document<'e> {
    class: &'static str,
    code: &'static str,
    /// All of it, for people.
    text: String,
    message: &'e str,
    help: Option<&'e str>,
    places: &'e [Place],
    suggestions: &'e [String],
    problems: Vec<Document<'e>>,
    retryable: bool,
    causes: Vec<String>,
}

impl<'e> Document<'e> {
    pub(crate) fn of(error: &'e Error) -> Self {
        let causes =
            std::iter::successors(std::error::Error::source(error), |cause| cause.source());
        Self {
            class: class(error.code()),
            code: error.code().as_str(),
            text: error.to_string(),
            message: error.message(),
            help: error.help_text(),
            places: error.places(),
            suggestions: error.suggestions(),
            problems: error.problems().iter().map(Document::of).collect(),
            retryable: error.is_retryable(),
            causes: causes.map(ToString::to_string).collect(),
        }
    }
}

/// The error as it is thrown.
pub(crate) fn thrown(error: &Error) -> napi::Error<Thrown> {
    // A document of texts, numbers and booleans can always be written.
    let text = json::write(&Document::of(error), Keys::Camel).unwrap_or_default();
    napi::Error::new(Thrown(error.code()), text)
}

/// The class of `lib/errors.js` that a code belongs to; a test holds the two together.
pub(crate) fn class(code: Code) -> &'static str {
    match code.class() {
        Class::Load => "LoadError",
        Class::UnknownName => "UnknownNameError",
        Class::Config => "ConfigError",
        Class::Edit => "EditError",
        Class::Provider => "ProviderError",
        Class::Usage => "UsageError",
        Class::Internal => "InternalError",
        _ => "StagelineError",
    }
}
