//! A flag's rules: conditions and what they serve.

use std::ffi::c_char;

use stageline::project::edit::FlagRule;

use super::change::change;
use super::given::Given;
use crate::error::Error;
use crate::scope::Scope;
use crate::status::Status;
use crate::{arg, guard};

/// Adds a rule. `rule` is a JSON map: `serve`, the value; and, where they are wanted, `when`, a condition, without which
/// it counts for everyone, `position`, from 0, before whose rule it is put, and `description`. A rule with a share, a split
/// or times is appended to the flag's `<environment>.rules` instead.
///
/// Errors: as `stageline_scope_flag_set_json`; `E_CONDITION` for a condition that is none; `E_USAGE` for a position
/// beyond the last rule.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_add_rule_json(
    scope: *const Scope,
    environment: *const c_char,
    rule: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_scope_flag_add_rule_json_n(
            scope,
            environment,
            arg::STAGELINE_NUL,
            rule,
            arg::STAGELINE_NUL,
            err,
        )
    }
}

/// `stageline_scope_flag_add_rule_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_add_rule_json_n(
    scope: *const Scope,
    environment: *const c_char,
    environment_len: usize,
    rule: *const c_char,
    rule_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let environment = arg::text(environment, environment_len, "environment")?;
            let known = ["when", "serve", "position", "description"];
            let given = Given::read((rule, rule_len), "rule", &known)?;
            let when = given.text("when")?;
            let serve = given.get("serve").ok_or_else(|| given.wrong("serve", "value"))?;
            let mut rule = FlagRule::for_everyone(serve.clone());
            rule.when = when.map(str::to_owned);
            rule.position = given.position("position")?;
            rule.description = given.text("description")?.map(str::to_owned);
            change(scope, &mut |flag| flag.add_rule(environment, &rule).map(drop))
        })
    }
}

/// Takes a rule away, by its position from 0.
///
/// Errors: as `stageline_scope_flag_set_json`, and `E_UNKNOWN_PATH` where there is no such rule.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_remove_rule(
    scope: *const Scope,
    environment: *const c_char,
    index: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_scope_flag_remove_rule_n(scope, environment, arg::STAGELINE_NUL, index, err)
    }
}

/// `stageline_scope_flag_remove_rule` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_remove_rule_n(
    scope: *const Scope,
    environment: *const c_char,
    environment_len: usize,
    index: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let environment = arg::text(environment, environment_len, "environment")?;
            change(scope, &mut |flag| flag.remove_rule(environment, index).map(drop))
        })
    }
}
