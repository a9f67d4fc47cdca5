//! stageline for Node: the native half. It owns the crossing and nothing else; the names people
//! meet, their errors and their types are in `lib/`, written in JavaScript.
//!
//! Every export is `#[napi(catch_unwind)]` (a test looks) and runs inside [`guard::guarded`].

mod guard;

use napi_derive::napi;

/// The version of the engine, such as `0.1.0`.
#[napi(catch_unwind)]
pub fn version() -> napi::Result<&'static str, guard::Code> {
    guard::guarded(|| Ok(env!("CARGO_PKG_VERSION")))
}

/// Panics. Built for tests only: the release addon does not have it.
#[cfg(debug_assertions)]
#[napi(catch_unwind)]
#[allow(clippy::panic)]
pub fn panic_for_test(message: String) -> napi::Result<(), guard::Code> {
    guard::guarded(|| panic!("{message}"))
}
