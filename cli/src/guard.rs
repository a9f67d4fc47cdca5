//! The panic guard: a panic while a command runs becomes the error `E_INTERNAL`.
//!
//! The error names the place of the panic and never its message, which may hold a value of the
//! project.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

use stageline::{Code, Error};

use crate::Stop;

thread_local! {
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Makes panics silent and remembers their place for the error. For an executable; a library's
/// host has a hook of its own.
pub fn quiet() {
    set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        PLACE.with(|cell| cell.replace(place));
    }));
}

/// Runs `work`; a panic inside it is an error.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Stop>) -> Result<T, Stop> {
    // Snapshots are immutable, so no half-made state is seen afterwards.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let error = match PLACE.take() {
            Some(place) => Error::new(Code::Internal, format!("the engine stopped at `{place}`")),
            None => Error::new(Code::Internal, "the engine stopped"),
        };
        Err(Stop::Failed(error.help("this is a fault of stageline; please report it")))
    })
}
