//! The error object behind the last out-parameter, and what C can ask of it.

use std::error::Error as _;
use std::fmt::{self, Display, Formatter};

use stageline::error::{Class, Code};

use crate::arg;
use crate::guard;
use crate::status::Status;
use crate::text::{Bytes, Text};

/// Why a call failed. It belongs to the caller, who frees it with `stageline_error_free`; texts
/// and places asked of it live as long as it does.
pub struct Error(pub(crate) stageline::Error);

/// The family of an error: what a program branches on when it does not care about the code.
///
/// Later versions may add families: treat an unknown one as `STAGELINE_ERROR_CLASS_OTHER`.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorClass {
    /// No family that this header knows, or no error at all.
    Other = 0,
    /// Files could not be read or understood.
    Load = 1,
    /// A name that the project does not know.
    UnknownName = 2,
    /// Configuration that cannot be resolved, or a value of another kind than was asked for.
    Config = 3,
    /// An edit that was refused.
    Edit = 4,
    /// A step that needs a provider which failed or is not configured.
    Provider = 5,
    /// The call itself is wrong.
    Usage = 6,
    /// A fault inside the library.
    Internal = 7,
}

/// A place in a file of the project, borrowed from the object it was asked of.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Place {
    /// The file's path, relative to the project's root; empty when there is no place.
    pub file: Text,
    /// The line, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// The column in Unicode scalars, from 1; 0 when the whole file is meant.
    pub column: u32,
}

impl Error {
    /// The call itself is wrong.
    pub(crate) fn usage(message: String) -> Self {
        Error(stageline::Error::new(Code::Usage, message))
    }

    /// A panic was caught; `at` is its `file:line:column` in the library's source.
    pub(crate) fn internal(at: Option<&str>) -> Self {
        let message = match at {
            Some(at) => format!("the library failed at `{at}`"),
            None => "the library failed".to_owned(),
        };
        Error(stageline::Error::new(Code::Internal, message)).with_help(
            "this is a fault in stageline: report it with this message; \
             only this call failed, and everything else stays usable",
        )
    }

    pub(crate) fn with_help(self, help: impl Into<String>) -> Self {
        Error(self.0.help(help))
    }

    pub(crate) fn status(&self) -> Status {
        match self.0.class() {
            Class::Usage => Status::Usage,
            Class::Internal => Status::Internal,
            _ => Status::Error,
        }
    }
}

impl From<stageline::Error> for Error {
    fn from(error: stageline::Error) -> Self {
        Error(error)
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code().as_str(), self.0.message())?;
        for problem in self.0.problems() {
            let whole = Error(problem.again()).to_string();
            write!(f, "\n  {}", whole.replace('\n', "\n  "))?;
        }
        // The places of several problems are said with each.
        let places = if self.0.problems().is_empty() { self.0.places() } else { &[] };
        for place in places {
            write!(f, "\n  at {place}")?;
        }
        match self.0.help_text() {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

/// The stable code, such as `E_UNKNOWN_PATH`; empty when `error` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_code(error: *const Error) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || Ok(Text::of(arg::handle(error, "error")?.0.code().as_str())))
    }
}

/// The family the code belongs to; `STAGELINE_ERROR_CLASS_OTHER` when `error` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_class_of(error: *const Error) -> ErrorClass {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(ErrorClass::Other, || {
            Ok(match arg::handle(error, "error")?.0.class() {
                Class::Load => ErrorClass::Load,
                Class::UnknownName => ErrorClass::UnknownName,
                Class::Config => ErrorClass::Config,
                Class::Edit => ErrorClass::Edit,
                Class::Provider => ErrorClass::Provider,
                Class::Usage => ErrorClass::Usage,
                Class::Internal => ErrorClass::Internal,
                _ => ErrorClass::Other,
            })
        })
    }
}

/// What happened: one sentence for people, without a final period; empty when `error` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_message(error: *const Error) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(Text::EMPTY, || Ok(Text::of(arg::handle(error, "error")?.0.message()))) }
}

/// What to do about it; empty when there is no advice or `error` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_help(error: *const Error) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || {
            Ok(arg::handle(error, "error")?.0.help_text().map_or(Text::EMPTY, Text::of))
        })
    }
}

/// Whether the same call may succeed later without a change; false when `error` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_is_retryable(error: *const Error) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(false, || Ok(arg::handle(error, "error")?.0.is_retryable())) }
}

/// How many places the error points to; 0 when `error` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_place_count(error: *const Error) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(error, "error")?.0.places().len())) }
}

/// The place at `index`, the most telling first. Past the last one, or when `error` is null,
/// `file` is empty and the numbers are 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_place(error: *const Error, index: usize) -> Place {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Place::NOWHERE, || {
            Ok(Place::of(arg::handle(error, "error")?.0.places().get(index)))
        })
    }
}

/// How many names may have been meant instead of an unknown one; 0 when `error` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_suggestion_count(error: *const Error) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(error, "error")?.0.suggestions().len())) }
}

/// The name at `index` that may have been meant, best first; empty past the last one, or when
/// `error` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_suggestion(error: *const Error, index: usize) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || {
            let suggestions = arg::handle(error, "error")?.0.suggestions();
            Ok(suggestions.get(index).map_or(Text::EMPTY, |name| Text::of(name)))
        })
    }
}

/// How many single errors an `E_LOAD` stands for; 0 for any other error, or when `error` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_problem_count(error: *const Error) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(error, "error")?.0.problems().len())) }
}

/// The single error at `index` of an `E_LOAD`, sorted by place, as an object of its own. An index
/// past the last one is a usage error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_problem(
    error: *const Error,
    index: usize,
    out: *mut *mut Error,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let problems = arg::handle(error, "error")?.0.problems();
            let problem = arg::item(problems, index, "problems")?;
            Ok(guard::give(Error(problem.again())))
        })
    }
}

/// Writes what led to the error, as far as it comes from outside the library (the operating
/// system's word on a file); empty when there is nothing of the kind.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_cause(
    error: *const Error,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let source = arg::handle(error, "error")?.0.source();
            Ok(guard::give(Bytes::from(source.map(ToString::to_string).unwrap_or_default())))
        })
    }
}

/// Writes the whole error as text for people: code, message, problems, places and help, on lines
/// of their own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_render(
    error: *const Error,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let error = arg::handle(error, "error")?;
            Ok(guard::give(Bytes::from(error.to_string())))
        })
    }
}

/// Writes the whole error as JSON: `code`, `message`, `help`, `places`, `suggestions`, `problems`
/// and `retryable`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_to_json(
    error: *const Error,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(guard::give(Bytes::json(&arg::handle(error, "error")?.0)?)))
    }
}

/// Frees `error`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_free(error: *mut Error) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(error) }
}

impl Place {
    pub(crate) const NOWHERE: Self = Place { file: Text::EMPTY, line: 0, column: 0 };

    pub(crate) fn of(place: Option<&stageline::Place>) -> Self {
        place.map_or(Self::NOWHERE, |place| Place {
            file: Text::of(&place.file),
            line: place.line,
            column: place.column,
        })
    }
}
