//! What a flag answers everybody.

use std::ffi::c_char;

use stageline::project::edit::SetValue;

use super::change::change;
use super::given::Given;
use crate::error::Error;
use crate::scope::Scope;
use crate::status::Status;
use crate::{arg, guard, json};

/// Lets the flag answer a JSON value in an environment: a variant's name, a variant's value, or, where the
/// flag has no variants, a value of the kind that it has elsewhere. `options` are a JSON map or null:
/// `create` makes a flag that is not there; of an entry with rules or shares `default_only` changes what
/// everybody else gets, and `replace` forgets them.
///
/// Errors, as of all functions on flags by what they answer: `E_UNKNOWN_FLAG` and `E_UNKNOWN_ENVIRONMENT` with the
/// nearest names; `E_EDIT_REFUSED` where the flag could not be decided afterwards; `E_USAGE` for a scope
/// that is no flag. The edit then stays as it was. Beside those: `E_TYPE` for a value of another kind;
/// `E_EDIT_REFUSED` for an entry that says more than one value, unless the options say what becomes of it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_set_json(
    scope: *const Scope,
    environment: *const c_char,
    json: *const c_char,
    options: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_scope_flag_set_json_n(
            scope,
            environment,
            arg::STAGELINE_NUL,
            json,
            arg::STAGELINE_NUL,
            options,
            arg::STAGELINE_NUL,
            err,
        )
    }
}

/// `stageline_scope_flag_set_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_set_json_n(
    scope: *const Scope,
    environment: *const c_char,
    environment_len: usize,
    json: *const c_char,
    json_len: usize,
    options: *const c_char,
    options_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let environment = arg::text(environment, environment_len, "environment")?;
            let value = json::parse(arg::text(json, json_len, "json")?, "json")?;
            let known = ["create", "default_only", "replace"];
            let given = Given::read((options, options_len), "options", &known)?;
            let options = SetValue::new()
                .create(given.boolean("create")?)
                .default_only(given.boolean("default_only")?)
                .replace(given.boolean("replace")?);
            change(scope, &mut |flag| {
                flag.set_value_with(environment, value.clone(), &options).map(drop)
            })
        })
    }
}
