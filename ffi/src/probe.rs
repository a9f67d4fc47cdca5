//! Functions that fail, panic and log on purpose, behind the feature `probe`.
//!
//! They are no part of the interface: the header leaves them out, and `tests/c/probe.h` declares
//! them for the tests.

// The guard can only be tested by what it guards against.
#![allow(clippy::panic)]

use std::ffi::c_char;

use stageline::Place;
use stageline::error::Code;

use crate::error::Error;
use crate::status::Status;
use crate::text::Bytes;
use crate::{arg, guard};

/// Gives `text` back, in bytes of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_probe_echo_n(
    text: *const c_char,
    text_len: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let text = arg::text(text, text_len, "text")?;
            Ok(guard::give(Bytes::from(text.to_owned())))
        })
    }
}

/// [`stageline_probe_echo_n`] for NUL-terminated text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_probe_echo(
    text: *const c_char,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_probe_echo_n(text, arg::STAGELINE_NUL, out, err) }
}

/// Panics with a text that must not get out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_probe_panic(
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::call(out, err, || std::panic::panic_any("hunter2".to_owned())) }
}

/// Panics with a payload that panics again when it is dropped.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_probe_panic_twice(err: *mut *mut Error) -> Status {
    struct Again;
    impl Drop for Again {
        fn drop(&mut self) {
            std::panic::panic_any(0);
        }
    }
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::run(err, || std::panic::panic_any(Again)) }
}

/// Fails with everything an error can carry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_probe_fail(
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let at = |file, line, column| Place::range(file, (line, column), (line, column + 1));
            Err(stageline::Error::new(Code::Load, "the probe `ö` failed")
                .suggest(vec!["sonde".to_owned(), "prober".to_owned()])
                .help("expect it")
                .at(at("config/base.yaml", 3, 5))
                .at(at("config/staging.yaml", 7, 1))
                .at(Place::file("stageline.yaml"))
                .cause("the probe's cause")
                .retryable()
                .into())
        })
    }
}

/// Logs one event of each level, and one of another library.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_probe_log(err: *mut *mut Error) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            tracing::error!(target: "stageline::probe", "one");
            tracing::warn!(target: "stageline::probe", count = 2, "two");
            tracing::info!(target: "stageline_runtime::probe", name = "x y", "three");
            tracing::debug!(target: "stageline", "four");
            tracing::trace!(target: "stageline", "five");
            tracing::error!(target: "stagelines", "never seen");
            let span = tracing::error_span!(target: "stageline", "a span");
            let _inside = span.enter();
            Ok(())
        })
    }
}
