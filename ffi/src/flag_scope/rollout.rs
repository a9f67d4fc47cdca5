//! Whom a flag is rolled out to: a share at once, or a ramp, and how that is turned.

use std::ffi::c_char;

use stageline::project::edit::{FlagScope, Rollout};
use stageline::value::Timestamp;

use super::change::change;
use crate::error::Error;
use crate::scope::Scope;
use crate::status::Status;
use crate::{arg, guard, json};

/// What becomes of a ramp in an environment from a time on.
type Turn = fn(&mut FlagScope<'_>, &str, Timestamp) -> stageline::Result<()>;

/// Turns a ramp from a time on.
///
/// # Safety
/// As [`arg::handle`] and [`arg::text`].
unsafe fn turn(
    scope: *const Scope,
    (environment, len): (*const c_char, usize),
    at: i64,
    how: Turn,
) -> Result<(), Error> {
    // SAFETY: the contract is the same.
    unsafe {
        let environment = arg::text(environment, len, "environment")?;
        let at = Timestamp::from_millis(at);
        change(scope, &mut |flag| how(flag, environment, at))
    }
}

/// Rolls the flag out in an environment: to a share at once, or along a ramp. `rollout` is a JSON map in the
/// words of a file: `percentage`, `over`, `start`, `from`, `curve`, `by`, `salt`, `template`, and `now`, which is the
/// time of the scope unless given; and `serve`, what those get whom it takes, as before unless given. A ramp begins at `start`, else now. Salt and `by` stay as they were
/// unless given, so a larger share keeps whoever was in.
///
/// Errors, beside those of `stageline_scope_flag_set_json`: `E_QUANTITY` for a percentage or a time that is none;
/// `E_USAGE` for other words, and without a percentage; `E_ROLLOUT` and `E_UNKNOWN_RAMP` for a ramp that makes no
/// sense.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_roll_out_json(
    scope: *const Scope,
    environment: *const c_char,
    rollout: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_scope_flag_roll_out_json_n(
            scope,
            environment,
            arg::STAGELINE_NUL,
            rollout,
            arg::STAGELINE_NUL,
            err,
        )
    }
}

/// `stageline_scope_flag_roll_out_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_roll_out_json_n(
    scope: *const Scope,
    environment: *const c_char,
    environment_len: usize,
    rollout: *const c_char,
    rollout_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let environment = arg::text(environment, environment_len, "environment")?;
            let rollout = json::parse(arg::text(rollout, rollout_len, "rollout")?, "rollout")?;
            let rollout = Rollout::from_data(&rollout)?;
            change(scope, &mut |flag| flag.roll_out(environment, &rollout).map(drop))
        })
    }
}

/// Lets a ramp stand still from a time on, in milliseconds since the start of 1970 in UTC.
///
/// Errors: as `stageline_scope_flag_set_json`, and `E_EDIT_REFUSED` where there is no ramp.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_hold(
    scope: *const Scope,
    environment: *const c_char,
    at: i64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_scope_flag_hold_n(scope, environment, arg::STAGELINE_NUL, at, err) }
}

/// `stageline_scope_flag_hold` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_hold_n(
    scope: *const Scope,
    environment: *const c_char,
    environment_len: usize,
    at: i64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        let environment = (environment, environment_len);
        guard::run(err, || {
            turn(scope, environment, at, |flag, name, at| flag.hold(name, at).map(drop))
        })
    }
}

/// Lets a ramp go on from a time on, in milliseconds since the start of 1970 in UTC.
///
/// Errors: as `stageline_scope_flag_set_json`, and `E_EDIT_REFUSED` where there is no ramp.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_resume(
    scope: *const Scope,
    environment: *const c_char,
    at: i64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_scope_flag_resume_n(scope, environment, arg::STAGELINE_NUL, at, err) }
}

/// `stageline_scope_flag_resume` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_resume_n(
    scope: *const Scope,
    environment: *const c_char,
    environment_len: usize,
    at: i64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        let environment = (environment, environment_len);
        guard::run(err, || {
            turn(scope, environment, at, |flag, name, at| flag.resume(name, at).map(drop))
        })
    }
}

/// Lets a ramp go back the way it came from a time on, in milliseconds since the start of 1970 in UTC.
///
/// Errors: as `stageline_scope_flag_set_json`, and `E_EDIT_REFUSED` where there is no ramp.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_roll_back(
    scope: *const Scope,
    environment: *const c_char,
    at: i64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_scope_flag_roll_back_n(scope, environment, arg::STAGELINE_NUL, at, err) }
}

/// `stageline_scope_flag_roll_back` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_roll_back_n(
    scope: *const Scope,
    environment: *const c_char,
    environment_len: usize,
    at: i64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        let environment = (environment, environment_len);
        guard::run(err, || {
            turn(scope, environment, at, |flag, name, at| flag.roll_back(name, at).map(drop))
        })
    }
}
