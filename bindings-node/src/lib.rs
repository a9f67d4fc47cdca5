//! stageline for Node: the native half. It owns the crossing and nothing else; the names people
//! meet, their errors and their types are in `lib/`, written in JavaScript.
//!
//! Every export is `#[napi(catch_unwind)]` (a test looks) and runs inside [`guard::guarded`].

pub mod comparison;
pub mod document;
pub mod edit;
pub mod environment;
pub mod flag_edit;
pub mod flags;
mod given;
mod guard;
pub mod import;
mod json;
pub mod log;
pub mod project;
pub mod quantity;
pub mod report;
mod rules;
pub mod snapshot;
pub mod thrown;
pub mod tree;
pub mod watch;
pub mod work;

use napi_derive::napi;

use crate::guard::guarded;
use crate::thrown::Thrown;

/// The version of the engine, such as `0.1.0`.
#[napi(catch_unwind)]
pub fn version() -> napi::Result<&'static str, Thrown> {
    guarded(|| Ok(env!("CARGO_PKG_VERSION")))
}

/// Panics. Built for tests only: the release addon does not have it.
#[cfg(debug_assertions)]
#[napi(catch_unwind)]
#[allow(clippy::panic)]
pub fn panic_for_test(message: String) -> napi::Result<(), Thrown> {
    guarded(|| panic!("{message}"))
}

/// Panics on a thread of the pool. Built for tests only.
#[cfg(debug_assertions)]
#[napi(catch_unwind)]
#[allow(clippy::panic)]
pub fn panic_later_for_test(message: String) -> napi::bindgen_prelude::AsyncTask<work::Work<()>> {
    work::promise(move || panic!("{message}"))
}

/// Every error code with the class it is thrown as, `E_YAML LoadError`. Built for tests only.
#[cfg(debug_assertions)]
#[napi(catch_unwind)]
pub fn codes_for_test() -> napi::Result<Vec<String>, Thrown> {
    let line = |code: &stageline::Code| format!("{} {}", code.as_str(), thrown::class(*code));
    guarded(|| Ok(stageline::Code::ALL.iter().map(line).collect()))
}
