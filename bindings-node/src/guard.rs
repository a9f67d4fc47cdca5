//! The panic guard: a panic in the engine becomes an error with code `E_INTERNAL`, and the process
//! lives on.
//!
//! The error names the place of the panic and never its message, which may hold a value of the
//! project. Nothing is printed: the hook belongs to this library alone, because each Rust library
//! carries its own copy of the standard library.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::Once;

/// A stable error code, as JavaScript reads it in `error.code`.
#[derive(Clone, Copy, Debug)]
pub struct Code(pub &'static str);

impl AsRef<str> for Code {
    fn as_ref(&self) -> &str {
        self.0
    }
}

thread_local! {
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work`; a panic inside it is the error `E_INTERNAL`.
pub(crate) fn guarded<T>(work: impl FnOnce() -> napi::Result<T, Code>) -> napi::Result<T, Code> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string);
            PLACE.with(|cell| cell.replace(place));
        }));
    });
    // Snapshots are immutable and a failed call publishes nothing, so no half-made state is seen.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let place = PLACE.take().unwrap_or_else(|| "an unknown place".to_owned());
        Err(napi::Error::new(
            Code("E_INTERNAL"),
            format!("the engine stopped at `{place}`, which is a fault of stageline"),
        ))
    })
}
