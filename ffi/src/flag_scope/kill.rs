//! A flag's kill switch.

use std::ffi::c_char;

use super::change::change;
use crate::error::Error;
use crate::scope::Scope;
use crate::status::Status;
use crate::{arg, guard};

/// Switches the flag off with its kill switch, in an environment, or in all of them when `environment` is null. What
/// else it says stays for `stageline_scope_flag_unkill`.
///
/// Errors: as `stageline_scope_flag_set_json`, and `E_EDIT_REFUSED` where a schedule has the say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_kill(
    scope: *const Scope,
    environment: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_scope_flag_kill_n(scope, environment, arg::STAGELINE_NUL, err) }
}

/// `stageline_scope_flag_kill` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_kill_n(
    scope: *const Scope,
    environment: *const c_char,
    environment_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let environment = arg::optional_text(environment, environment_len, "environment")?;
            change(scope, &mut |flag| flag.kill(environment).map(drop))
        })
    }
}

/// Lets a flag answer again that is switched off, in an environment, or in all of them when `environment` is null.
///
/// Errors: as `stageline_scope_flag_kill`, and `E_EDIT_REFUSED` for an environment of a flag that is switched off in
/// all of them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_unkill(
    scope: *const Scope,
    environment: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_scope_flag_unkill_n(scope, environment, arg::STAGELINE_NUL, err) }
}

/// `stageline_scope_flag_unkill` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_unkill_n(
    scope: *const Scope,
    environment: *const c_char,
    environment_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let environment = arg::optional_text(environment, environment_len, "environment")?;
            change(scope, &mut |flag| flag.unkill(environment).map(drop))
        })
    }
}
