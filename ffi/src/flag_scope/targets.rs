//! Keys that a flag serves whatever its rules say.

use std::ffi::c_char;

use stageline::yaml::Node;

use super::change::change;
use crate::error::Error;
use crate::scope::Scope;
use crate::status::Status;
use crate::text::Text;
use crate::{arg, guard, json};

/// Keys as values of YAML.
///
/// # Safety
/// As [`arg::texts`].
unsafe fn keys(keys: *const Text, count: usize) -> Result<Vec<Node>, Error> {
    // SAFETY: the contract is the same.
    let keys = unsafe { arg::texts(keys, count, "keys") }?;
    Ok(keys.into_iter().map(Node::from).collect())
}

/// Serves a JSON value to `count` listed keys, whatever the rules say; integers are their digits. `by` is the
/// attribute that the keys are of, the targeting key when it is null.
///
/// Errors: as `stageline_scope_flag_set_json`, and `E_USAGE` without keys.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_target_json(
    scope: *const Scope,
    environment: *const c_char,
    json: *const c_char,
    keys: *const Text,
    count: usize,
    by: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_scope_flag_target_json_n(
            scope,
            environment,
            arg::STAGELINE_NUL,
            json,
            arg::STAGELINE_NUL,
            keys,
            count,
            by,
            arg::STAGELINE_NUL,
            err,
        )
    }
}

/// `stageline_scope_flag_target_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_target_json_n(
    scope: *const Scope,
    environment: *const c_char,
    environment_len: usize,
    json: *const c_char,
    json_len: usize,
    keys: *const Text,
    count: usize,
    by: *const c_char,
    by_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let environment = arg::text(environment, environment_len, "environment")?;
            let serve = json::parse(arg::text(json, json_len, "json")?, "json")?;
            let (keys, by) = (self::keys(keys, count)?, arg::optional_text(by, by_len, "by")?);
            change(scope, &mut |flag| flag.target(environment, serve.clone(), &keys, by).map(drop))
        })
    }
}

/// Takes `count` listed keys out of all targets of an attribute, the targeting key when `by` is null.
///
/// Errors: as `stageline_scope_flag_set_json`, and `E_UNKNOWN_PATH` where none of them is listed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_untarget(
    scope: *const Scope,
    environment: *const c_char,
    keys: *const Text,
    count: usize,
    by: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_scope_flag_untarget_n(
            scope,
            environment,
            arg::STAGELINE_NUL,
            keys,
            count,
            by,
            arg::STAGELINE_NUL,
            err,
        )
    }
}

/// `stageline_scope_flag_untarget` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_untarget_n(
    scope: *const Scope,
    environment: *const c_char,
    environment_len: usize,
    keys: *const Text,
    count: usize,
    by: *const c_char,
    by_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let environment = arg::text(environment, environment_len, "environment")?;
            let (keys, by) = (self::keys(keys, count)?, arg::optional_text(by, by_len, "by")?);
            change(scope, &mut |flag| flag.untarget(environment, &keys, by).map(drop))
        })
    }
}
