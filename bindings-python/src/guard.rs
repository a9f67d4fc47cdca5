//! The panic guard: a panic in the engine becomes `stageline.InternalError`, and the process lives
//! on. PyO3 alone would raise a `BaseException` that `except Exception` lets through.
//!
//! The error names the place of the panic and never its message, which may hold a value of the
//! project. Nothing is printed: the hook belongs to this library alone, because each Rust library
//! carries its own copy of the standard library.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::Once;

use pyo3::PyResult;
use stageline::{Code, Error};

use crate::error::Failure;

thread_local! {
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work`; what it fails with, and a panic inside it, is raised as Python's users know it.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> PyResult<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string);
            PLACE.with(|cell| cell.replace(place));
        }));
    });
    // Snapshots are immutable and a failed call publishes nothing, so no half-made state is seen.
    let done = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let place = PLACE.take().unwrap_or_else(|| "an unknown place".to_owned());
        let message = format!("the engine stopped at `{place}`, which is a fault of stageline");
        let help = "report it with the place it names; the process and its snapshots are intact";
        Err(Error::new(Code::Internal, message).help(help).into())
    });
    done.map_err(Failure::into_exception)
}
