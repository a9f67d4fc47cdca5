//! The frame around every exported function: no panic leaves it, out-parameters are checked
//! before anything happens, and hold nothing after a failure.
//!
//! A panic would abort the process at the boundary. Here it fails the call alone, and the hook
//! keeps it off standard error: it is logged, and its place goes into the error.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::sync::Once;

use crate::arg;
use crate::error::Error;
use crate::status::Status;
use crate::text::Text;

/// A value that can stand in an out-parameter: a handle, a number, a view.
pub(crate) trait Out: Copy {
    /// What stands there after a failure.
    const NOTHING: Self;
}

impl<T> Out for *mut T {
    const NOTHING: Self = std::ptr::null_mut();
}

impl Out for Text {
    const NOTHING: Self = Text::EMPTY;
}

impl Out for bool {
    const NOTHING: Self = false;
}

impl Out for i32 {
    const NOTHING: Self = 0;
}

impl Out for i64 {
    const NOTHING: Self = 0;
}

impl Out for u64 {
    const NOTHING: Self = 0;
}

impl Out for f64 {
    const NOTHING: Self = 0.0;
}

/// Runs `body` and hands its answer to `out`; a failure goes to `err`.
///
/// # Safety
/// `out` and `err` are each null or valid for a write.
pub(crate) unsafe fn call<T: Out>(
    out: *mut T,
    err: *mut *mut Error,
    body: impl FnOnce() -> Result<T, Error>,
) -> Status {
    let answer = if out.is_null() {
        Err(arg::null("out").with_help("pass the address of the variable for the answer"))
    } else {
        catch(body)
    };
    // SAFETY: `out` is only written where it is not null; `err` is this function's contract.
    unsafe {
        if !out.is_null() {
            out.write(*answer.as_ref().unwrap_or(&T::NOTHING));
        }
        finish(answer.map(drop), err)
    }
}

/// Runs `body`, which has no answer but success; a failure goes to `err`.
///
/// # Safety
/// `err` is null or valid for a write.
pub(crate) unsafe fn run(err: *mut *mut Error, body: impl FnOnce() -> Result<(), Error>) -> Status {
    // SAFETY: the contract is the same.
    unsafe { finish(catch(body), err) }
}

/// Runs an accessor that cannot fail; `otherwise` is the answer to a null handle.
pub(crate) fn read<T>(otherwise: T, body: impl FnOnce() -> Result<T, Error>) -> T {
    catch(body).unwrap_or(otherwise)
}

/// Hands `value` to C as a handle, which [`take`] takes back.
pub(crate) fn give<T>(value: T) -> *mut T {
    Box::into_raw(Box::new(value))
}

/// Takes a handle back and drops what it holds; null is nothing.
///
/// # Safety
/// `handle` is null, or came from [`give`] and is not used again.
pub(crate) unsafe fn take<T>(handle: *mut T) {
    if !handle.is_null() {
        read((), || {
            // SAFETY: by this function's contract the handle came out of `Box::into_raw`.
            drop(unsafe { Box::from_raw(handle) });
            Ok(())
        });
    }
}

/// # Safety
/// `err` is null or valid for a write.
unsafe fn finish(answer: Result<(), Error>, err: *mut *mut Error) -> Status {
    let (status, error) = match answer {
        Ok(()) => (Status::Ok, std::ptr::null_mut()),
        Err(error) if err.is_null() => (error.status(), std::ptr::null_mut()),
        Err(error) => (error.status(), give(error)),
    };
    if !err.is_null() {
        // SAFETY: not null, and valid for a write by this function's contract.
        unsafe { err.write(error) };
    }
    status
}

thread_local! {
    /// Where this thread last panicked, as `file:line:column`.
    static PANICKED_AT: RefCell<Option<String>> = const { RefCell::new(None) };
}

fn catch<T>(body: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| set_hook(Box::new(on_panic)));
    // What a panic leaves half-done is the handle's own affair: the engine's state is immutable
    // or behind locks that do not poison its readers.
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|payload| {
        discard(payload);
        let at = PANICKED_AT.try_with(|at| at.take()).ok().flatten();
        Err(Error::internal(at.as_deref()))
    })
}

/// Records where the panic was. What it said may quote a value, so it goes nowhere.
fn on_panic(info: &PanicHookInfo<'_>) {
    let at = info.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(target: "stageline", at, "a fault inside the library");
    // A thread that is ending has no room left for the place; the error then goes without it.
    let _ = PANICKED_AT.try_with(|last| last.replace(Some(at)));
}

/// Drops what a panic carried, and what that drop may panic with in turn.
fn discard(mut payload: Box<dyn Any + Send>) {
    while let Err(again) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        payload = again;
    }
}
