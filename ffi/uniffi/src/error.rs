//! The error of every function that can fail, and the guard that makes a panic one of them.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::sync::Once;

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

/// What every error carries. A record of its own, since Kotlin's exceptions keep the name
/// `message` for themselves.
#[derive(Clone, Debug, Default, uniffi::Record)]
pub struct ErrorDetails {
    /// The stable code, such as `E_ARGUMENT`.
    pub code: String,
    /// One sentence for people, without a final period.
    pub message: String,
    /// What to do about it; empty when there is no advice.
    pub help: String,
    /// Where in the project's files, the most telling first.
    pub places: Vec<Place>,
    /// Whether the same call may succeed later without a change.
    pub retryable: bool,
}

/// A place in a file of the project.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Place {
    /// The file's path, relative to the project's root.
    pub file: String,
    /// The line, from 1; absent when the whole file is meant.
    pub line: Option<u32>,
    /// The column in Unicode scalars, from 1; absent when the whole line is meant.
    pub column: Option<u32>,
}

impl StagelineError {
    pub(crate) fn usage(message: String, help: &str) -> Self {
        let details = ErrorDetails {
            code: "E_ARGUMENT".to_owned(),
            message,
            help: help.to_owned(),
            ..Default::default()
        };
        StagelineError::Usage { details }
    }

    fn internal(at: Option<String>) -> Self {
        let details = ErrorDetails {
            code: "E_INTERNAL".to_owned(),
            message: at.map_or_else(
                || "the library failed".to_owned(),
                |at| format!("the library failed at `{at}`"),
            ),
            help: "this is a fault in stageline: report it with this message; \
                   only this call failed, and everything else stays usable"
                .to_owned(),
            ..Default::default()
        };
        StagelineError::Internal { details }
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
