//! Asking the program what is running.

use std::ffi::{c_char, c_void};
use std::ptr::null_mut;

use stageline::error::Code;

use crate::comparison::Comparison;
use crate::drift_options::DriftOptions;
use crate::error::Error;
use crate::live::Live;
use crate::log::Destructor;
use crate::snapshot::Snapshot;
use crate::status::Status;
use crate::text::Text;
use crate::{arg, guard};

/// Says what is running in an environment: gives a live state in `*out`, which the library takes over,
/// and answers `STAGELINE_STATUS_OK`. A state that cannot be told is another `stageline_status`, and why
/// in `*err`, which the library takes over too: what a function of the library gave there, or
/// `stageline_provider_failed`. `environment` is valid during the call only.
pub type LiveCallback = Option<
    extern "C" fn(
        user_data: *mut c_void,
        environment: Text,
        out: *mut *mut Live,
        err: *mut *mut Error,
    ) -> i32,
>;

/// Makes the error of a provider that failed, with what it says in one sentence: `E_PROVIDER`. Its
/// answer is `STAGELINE_STATUS_ERROR`, for the callback to return.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_provider_failed(
    message: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_provider_failed_n(message, arg::STAGELINE_NUL, err) }
}

/// `stageline_provider_failed` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_provider_failed_n(
    message: *const c_char,
    message_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::run(err, || Err(failed(arg::text(message, message_len, "message")?))) }
}

/// `stageline_snapshot_drift_live` with a state that `callback` is asked for, once, on this thread and
/// before this function returns; it may call the library. It is not asked about an environment that there
/// is not. `options` may be null.
///
/// `destructor`, unless null, is called with `user_data` once, after `callback` has returned. When this
/// function fails it is not called.
///
/// Errors: as `stageline_snapshot_drift_live`; the error that `callback` gives; `E_PROVIDER` where it
/// fails without one, or gives no live state.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_drift_live_by(
    snapshot: *const Snapshot,
    environment: *const c_char,
    callback: LiveCallback,
    user_data: *mut c_void,
    destructor: Destructor,
    options: *const DriftOptions,
    out: *mut *mut Comparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_snapshot_drift_live_by_n(
            snapshot,
            environment,
            arg::STAGELINE_NUL,
            callback,
            user_data,
            destructor,
            options,
            out,
            err,
        )
    }
}

/// `stageline_snapshot_drift_live_by` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_drift_live_by_n(
    snapshot: *const Snapshot,
    environment: *const c_char,
    environment_len: usize,
    callback: LiveCallback,
    user_data: *mut c_void,
    destructor: Destructor,
    options: *const DriftOptions,
    out: *mut *mut Comparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = &arg::handle(snapshot, "snapshot")?.0;
            let name = arg::text(environment, environment_len, "environment")?;
            let callback = callback.ok_or_else(|| arg::null("callback"))?;
            let options = DriftOptions::of(options)?;
            // A name that is none is no question for whoever knows what runs.
            snapshot.environment(name)?;
            let (mut live, mut why) = (null_mut(), null_mut());
            let status = callback(user_data, Text::of(name), &raw mut live, &raw mut why);
            // Both are the library's own again, whatever the callback answers.
            let live = (!live.is_null()).then(|| Box::from_raw(live));
            let why = (!why.is_null()).then(|| *Box::from_raw(why));
            let live = match (status == Status::Ok as i32, live) {
                (true, Some(live)) => live,
                (true, None) => return Err(failed("the callback gave no live state")),
                (false, _) => {
                    let unsaid = || failed("the callback failed and does not say why");
                    return Err(why.unwrap_or_else(unsaid));
                }
            };
            let report = snapshot.drift_live(name, &live.0, &options)?;
            let sources = (snapshot.sources(), live.0.sources());
            let found = guard::give(Comparison::of_drift(report, sources));
            if let Some(destructor) = destructor {
                destructor(user_data);
            }
            Ok(found)
        })
    }
}

fn failed(message: &str) -> Error {
    let help = "see to whoever knows what runs; nothing was compared";
    Error(stageline::Error::new(Code::Provider, message)).with_help(help)
}
