//! stageline for Python: the native module `stageline._stageline`. It owns the crossing and nothing
//! else; the package people import is `python/stageline/`.
//!
//! Every function runs inside [`guard::guarded`].

mod guard;

use pyo3::prelude::*;

/// The native half of the package `stageline`.
#[pymodule(gil_used = false)]
mod _stageline {
    use super::*;

    /// The version of the engine, such as `0.1.0`.
    #[pyfunction]
    fn version() -> PyResult<&'static str> {
        guard::guarded(|| Ok(env!("CARGO_PKG_VERSION")))
    }

    /// Panics. Built for tests only: the release wheel does not have it.
    #[cfg(debug_assertions)]
    #[pyfunction]
    #[allow(clippy::panic)]
    fn _panic_for_test(message: String) -> PyResult<()> {
        guard::guarded(|| panic!("{message}"))
    }
}
