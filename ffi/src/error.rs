//! The error object behind the last out-parameter, and what C can ask of it.

use std::fmt::{self, Display, Formatter};

use crate::arg;
use crate::guard;
use crate::status::Status;
use crate::text::{Bytes, Text};

/// Why a call failed. It belongs to the caller, who frees it with `stageline_error_free`; texts
/// and places asked of it live as long as it does.
pub struct Error {
    pub(crate) status: Status,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) help: String,
    pub(crate) places: Vec<ErrorPlace>,
    pub(crate) retryable: bool,
}

/// A place as the error owns it; [`Place`] is C's view of one.
pub(crate) struct ErrorPlace {
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

/// A place in a file of the project, borrowed from the object it was asked of.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Place {
    /// The file's path, relative to the project's root.
    pub file: Text,
    /// The line, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// The column in Unicode scalars, from 1; 0 when the whole line is meant.
    pub column: u32,
}

impl Error {
    /// The call itself is wrong.
    pub(crate) fn usage(message: String) -> Self {
        Error::new(Status::Usage, "E_ARGUMENT", message)
    }

    /// A panic was caught; `at` is its `file:line:column` in the library's source.
    pub(crate) fn internal(at: Option<&str>) -> Self {
        let message = match at {
            Some(at) => format!("the library failed at `{at}`"),
            None => "the library failed".to_owned(),
        };
        Error::new(Status::Internal, "E_INTERNAL", message).with_help(
            "this is a fault in stageline: report it with this message; \
             only this call failed, and everything else stays usable",
        )
    }

    pub(crate) fn with_help(self, help: &str) -> Self {
        Error { help: help.to_owned(), ..self }
    }

    pub(crate) fn status(&self) -> Status {
        self.status
    }

    fn new(status: Status, code: &'static str, message: String) -> Self {
        Error { status, code, message, help: String::new(), places: Vec::new(), retryable: false }
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)?;
        for place in &self.places {
            write!(f, "\n  at {place}")?;
        }
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

impl Display for ErrorPlace {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(f, "{}", self.file),
            (line, 0) => write!(f, "{}:{line}", self.file),
            (line, column) => write!(f, "{}:{line}:{column}", self.file),
        }
    }
}

/// The stable code, such as `E_ARGUMENT`; empty when `error` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_code(error: *const Error) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(Text::EMPTY, || Ok(Text::of(arg::handle(error, "error")?.code))) }
}

/// What happened: one sentence for people, without a final period; empty when `error` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_message(error: *const Error) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(Text::EMPTY, || Ok(Text::of(&arg::handle(error, "error")?.message))) }
}

/// What to do about it; empty when there is no advice or `error` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_help(error: *const Error) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(Text::EMPTY, || Ok(Text::of(&arg::handle(error, "error")?.help))) }
}

/// Whether the same call may succeed later without a change; false when `error` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_is_retryable(error: *const Error) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(false, || Ok(arg::handle(error, "error")?.retryable)) }
}

/// How many places the error points to; 0 when `error` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_place_count(error: *const Error) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(error, "error")?.places.len())) }
}

/// The place at `index`, the most telling first. Past the last one, or when `error` is null,
/// `file` is empty and the numbers are 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_place(error: *const Error, index: usize) -> Place {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Place::NOWHERE, || {
            let places = &arg::handle(error, "error")?.places;
            Ok(places.get(index).map_or(Place::NOWHERE, Place::of))
        })
    }
}

/// Writes the whole error as text for people: code, message, places and help, on lines of their
/// own.
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

/// Frees `error`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_error_free(error: *mut Error) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(error) }
}

impl Place {
    const NOWHERE: Self = Place { file: Text::EMPTY, line: 0, column: 0 };

    fn of(place: &ErrorPlace) -> Self {
        Place { file: Text::of(&place.file), line: place.line, column: place.column }
    }
}
