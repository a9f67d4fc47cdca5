//! The error of every function that can fail, and the guard that makes a panic one of them.

use std::cell::RefCell;
use std::error::Error as _;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::sync::Once;

use stageline::error::{Class, Code};

/// Why a call failed. The variant says whose move it is, `details` what happened.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum StagelineError {
    /// The question could not be answered.
    #[error("{}", details.message)]
    Failed {
        /// What happened.
        details: ErrorDetails,
    },
    /// The call itself is wrong.
    #[error("{}", details.message)]
    Usage {
        /// What happened.
        details: ErrorDetails,
    },
    /// A fault inside the library. Only this call failed; everything else stays usable.
    #[error("{}", details.message)]
    Internal {
        /// What happened.
        details: ErrorDetails,
    },
}

/// The family of an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, uniffi::Enum)]
pub enum ErrorClass {
    /// None that this version knows.
    #[default]
    Other,
    /// Files could not be read or understood.
    Load,
    /// A name that the project does not know.
    UnknownName,
    /// Configuration that cannot be resolved, or a value of another kind than was asked for.
    Config,
    /// An edit that was refused.
    Edit,
    /// A step that needs a provider which failed or is not configured.
    Provider,
    /// The call itself is wrong.
    Usage,
    /// A fault inside the library.
    Internal,
}

/// What every error carries. A record of its own, since Kotlin's exceptions keep the name
/// `message` for themselves.
#[derive(Clone, Debug, Default, uniffi::Record)]
pub struct ErrorDetails {
    /// The stable code, such as `E_UNKNOWN_PATH`.
    pub code: String,
    /// The family the code belongs to.
    pub family: ErrorClass,
    /// One sentence for people, without a final period.
    pub message: String,
    /// What to do about it; empty when there is no advice.
    pub help: String,
    /// Where in the project's files, the most telling first.
    pub places: Vec<Place>,
    /// Names that may have been meant, best first.
    pub suggestions: Vec<String>,
    /// The single errors of an `E_LOAD`, sorted by place; empty otherwise.
    pub problems: Vec<Problem>,
    /// Whether the same call may succeed later without a change.
    pub retryable: bool,
    /// What led to it from outside the library; empty when nothing did.
    pub reason: String,
}

/// One of several errors.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Problem {
    /// The stable code.
    pub code: String,
    /// One sentence for people, without a final period.
    pub message: String,
    /// What to do about it; empty when there is no advice.
    pub help: String,
    /// Where in the project's files, the most telling first.
    pub places: Vec<Place>,
}

/// A place in a file of the project.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Place {
    /// The file's path, relative to the project's root.
    pub file: String,
    /// The line, from 1; absent when the whole file is meant.
    pub line: Option<u32>,
    /// The column in Unicode scalars, from 1; absent when the whole file is meant.
    pub column: Option<u32>,
}

impl Place {
    pub(crate) fn of(place: &stageline::Place) -> Self {
        let counted = |number| (number > 0).then_some(number);
        Place {
            file: place.file.to_string(),
            line: counted(place.line),
            column: counted(place.column),
        }
    }

    pub(crate) fn to_engine(&self) -> stageline::Place {
        match (self.line, self.column) {
            (Some(line), column) => {
                let at = (line, column.unwrap_or(1));
                stageline::Place::range(self.file.as_str(), at, at)
            }
            (None, _) => stageline::Place::file(self.file.as_str()),
        }
    }

    pub(crate) fn all(places: &[stageline::Place]) -> Vec<Self> {
        places.iter().map(Place::of).collect()
    }
}

impl Problem {
    pub(crate) fn of(error: &stageline::Error) -> Self {
        Problem {
            code: error.code().as_str().to_owned(),
            message: error.message().to_owned(),
            help: error.help_text().unwrap_or_default().to_owned(),
            places: Place::all(error.places()),
        }
    }
}

impl From<stageline::Error> for StagelineError {
    fn from(error: stageline::Error) -> Self {
        let Problem { code, message, help, places } = Problem::of(&error);
        let details = ErrorDetails {
            code,
            family: ErrorClass::of(error.class()),
            message,
            help,
            places,
            suggestions: error.suggestions().to_vec(),
            problems: error.problems().iter().map(Problem::of).collect(),
            retryable: error.is_retryable(),
            reason: error.source().map(ToString::to_string).unwrap_or_default(),
        };
        match error.class() {
            Class::Usage => StagelineError::Usage { details },
            Class::Internal => StagelineError::Internal { details },
            _ => StagelineError::Failed { details },
        }
    }
}

impl ErrorClass {
    fn of(class: Class) -> Self {
        match class {
            Class::Load => ErrorClass::Load,
            Class::UnknownName => ErrorClass::UnknownName,
            Class::Config => ErrorClass::Config,
            Class::Edit => ErrorClass::Edit,
            Class::Provider => ErrorClass::Provider,
            Class::Usage => ErrorClass::Usage,
            Class::Internal => ErrorClass::Internal,
            _ => ErrorClass::Other,
        }
    }
}

/// What a function of the program raises that is none of our errors; it has no code.
impl From<uniffi::UnexpectedUniFFICallbackError> for StagelineError {
    fn from(raised: uniffi::UnexpectedUniFFICallbackError) -> Self {
        let message = format!("it raised: {}", raised.reason);
        StagelineError::Failed { details: ErrorDetails { message, ..ErrorDetails::default() } }
    }
}

impl StagelineError {
    pub(crate) fn details(&self) -> &ErrorDetails {
        match self {
            StagelineError::Failed { details }
            | StagelineError::Usage { details }
            | StagelineError::Internal { details } => details,
        }
    }

    pub(crate) fn usage(message: String, help: &str) -> Self {
        stageline::Error::new(Code::Usage, message).help(help).into()
    }

    fn internal(at: Option<String>) -> Self {
        let message = at.map_or_else(
            || "the library failed".to_owned(),
            |at| format!("the library failed at `{at}`"),
        );
        let help = "this is a fault in stageline: report it with this message; \
                    only this call failed, and everything else stays usable";
        stageline::Error::new(Code::Internal, message).help(help).into()
    }
}

thread_local! {
    /// Where this thread last panicked, as `file:line:column`.
    static PANICKED_AT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs the body of an exported function that can fail. UniFFI catches panics by itself, but
/// hands out what they say, which may quote a value, and prints it.
pub(crate) fn guard<T>(
    body: impl FnOnce() -> Result<T, StagelineError>,
) -> Result<T, StagelineError> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| set_hook(Box::new(on_panic)));
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| {
        Err(StagelineError::internal(PANICKED_AT.try_with(RefCell::take).ok().flatten()))
    })
}

fn on_panic(info: &PanicHookInfo<'_>) {
    let at = info.location().map(ToString::to_string);
    // A thread that is ending has no room left for the place; the error then goes without it.
    let _ = PANICKED_AT.try_with(|last| last.replace(at));
}
