//! The guard around every native call: a panic in the engine becomes an error with code
//! `E_INTERNAL`, and the process lives on.
//!
//! The error names the place of the panic and never its message, which may hold a value of the
//! project. Nothing is printed: the hook belongs to this library alone, because each Rust library
//! carries its own copy of the standard library.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::Once;

use stageline::{Code, Error, Result};

use crate::thrown::{Thrown, thrown};

thread_local! {
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work`; what it fails with is thrown, and a panic inside it is the error `E_INTERNAL`.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T>) -> napi::Result<T, Thrown> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string);
            PLACE.with(|cell| cell.replace(place));
        }));
    });
    // Snapshots are immutable and a failed call publishes nothing, so no half-made state is seen.
    let answer = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let place = PLACE.take().unwrap_or_else(|| "an unknown place".to_owned());
        let message = format!("the engine stopped at `{place}`, which is a fault of stageline");
        Err(Error::new(Code::Internal, message)
            .help("report it with the place it names; the process and its snapshots are intact"))
    });
    answer.map_err(|error| thrown(&error))
}
