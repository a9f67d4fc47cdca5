//! What an edit does to a flag by what it answers: its value, whom it is rolled out to, what another
//! environment says of it.
//!
//! The scope is that of `stageline_edit_flag`; any other one is a usage error.

use std::ffi::c_char;
use std::time::SystemTime;

use stageline::project::edit::{CopyFlags, FlagRule, FlagScope, Rollout, SetValue, Target};
use stageline::value::Timestamp;
use stageline::yaml::{Data, Node};

use crate::edit::Edit;
use crate::error::Error;
use crate::names::Names;
use crate::scope::Scope;
use crate::status::Status;
use crate::text::Text;
use crate::{arg, guard, json};

type Change<'a> = &'a mut dyn FnMut(&mut FlagScope<'_>) -> stageline::Result<()>;

/// Changes the flag of a scope.
///
/// # Safety
/// As [`arg::handle`].
unsafe fn change(scope: *const Scope, change: Change<'_>) -> Result<(), Error> {
    // SAFETY: the contract is the same.
    let scope = unsafe { arg::handle(scope, "scope") }?;
    let Target::Flag { name } = &scope.target else {
        return Err(Error::usage("`scope` is no flag".to_owned())
            .with_help("pass a scope of `stageline_edit_flag`"));
    };
    Ok(change(&mut scope.edit.lock().flag(name))?)
}

/// A JSON map, and what it holds by name.
struct Given<'a> {
    name: &'a str,
    node: Node,
}

impl<'a> Given<'a> {
    /// Reads a map whose keys are known.
    ///
    /// # Safety
    /// As [`arg::optional_text`].
    unsafe fn read(
        (text, len): (*const c_char, usize),
        name: &'a str,
        known: &[&str],
    ) -> Result<Self, Error> {
        // SAFETY: the contract is the same.
        let node = json::parse_map(unsafe { arg::optional_text(text, len, name) }?, name)?;
        let keys = node.as_map().into_iter().flat_map(|map| map.entries());
        for key in keys.map(|entry| entry.key.as_str()) {
            if !known.contains(&key) {
                let shown: String = key.escape_debug().take(64).collect();
                return Err(Error::usage(format!("`{name}` has an unknown key `{shown}`"))
                    .with_help(format!("its keys are {}", known.join(", "))));
            }
        }
        Ok(Self { name, node })
    }

    fn get(&self, key: &str) -> Option<&Node> {
        self.node.child(key).filter(|node| !matches!(node.data, Data::Null))
    }

    fn wrong(&self, key: &str, wanted: &str) -> Error {
        Error::usage(format!("`{key}` of `{}` is no {wanted}", self.name))
            .with_help("see what the function says of its arguments")
    }

    fn boolean(&self, key: &str) -> Result<bool, Error> {
        match self.get(key).map(|node| &node.data) {
            None => Ok(false),
            Some(Data::Bool(value)) => Ok(*value),
            Some(_) => Err(self.wrong(key, "boolean")),
        }
    }

    fn text(&self, key: &str) -> Result<Option<&str>, Error> {
        let Some(node) = self.get(key) else { return Ok(None) };
        node.as_text().map(Some).ok_or_else(|| self.wrong(key, "text"))
    }

    fn position(&self, key: &str) -> Result<Option<usize>, Error> {
        match self.get(key).map(|node| &node.data) {
            None => Ok(None),
            Some(Data::Int(at)) => {
                usize::try_from(*at).map(Some).map_err(|_| self.wrong(key, "position"))
            }
            Some(_) => Err(self.wrong(key, "position")),
        }
    }
}

/// Keys as values of YAML.
///
/// # Safety
/// As [`arg::texts`].
unsafe fn keys(keys: *const Text, count: usize) -> Result<Vec<Node>, Error> {
    // SAFETY: the contract is the same.
    let keys = unsafe { arg::texts(keys, count, "keys") }?;
    Ok(keys.into_iter().map(Node::from).collect())
}

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

/// Rolls the flag out in an environment: to a share at once, or along a ramp. `rollout` is a JSON map in the
/// words of a file: `percentage`, `over`, `start`, `from`, `curve`, `by`, `salt`, `template`, and `now`, which is the
/// time by the machine's clock unless given; and `serve`, what those get whom it takes, as before unless given. A ramp begins at `start`, else now. Salt and `by` stay as they were
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

/// The second that it is: nobody reads the fraction of one in a file.
fn second() -> Timestamp {
    let now = Timestamp::from(SystemTime::now()).as_millis();
    Timestamp::from_millis(now - now.rem_euclid(1000))
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
            let mut rollout = Rollout::from_data(&rollout)?;
            rollout.now = rollout.now.or_else(|| Some(second()));
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
        guard::run(err, || {
            let environment = arg::text(environment, environment_len, "environment")?;
            let at = Timestamp::from_millis(at);
            change(scope, &mut |flag| flag.hold(environment, at).map(drop))
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
        guard::run(err, || {
            let environment = arg::text(environment, environment_len, "environment")?;
            let at = Timestamp::from_millis(at);
            change(scope, &mut |flag| flag.resume(environment, at).map(drop))
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
        guard::run(err, || {
            let environment = arg::text(environment, environment_len, "environment")?;
            let at = Timestamp::from_millis(at);
            change(scope, &mut |flag| flag.roll_back(environment, at).map(drop))
        })
    }
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

/// Lets the flag answer in `to` what it answers in `from`, to everybody.
///
/// Errors: as `stageline_scope_flag_set_json`, and `E_EDIT_REFUSED` where `to` says something else itself; see
/// `stageline_edit_copy_flags`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_copy(
    scope: *const Scope,
    from: *const c_char,
    to: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_scope_flag_copy_n(scope, from, arg::STAGELINE_NUL, to, arg::STAGELINE_NUL, err)
    }
}

/// `stageline_scope_flag_copy` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_copy_n(
    scope: *const Scope,
    from: *const c_char,
    from_len: usize,
    to: *const c_char,
    to_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let (from, to) = (arg::text(from, from_len, "from")?, arg::text(to, to_len, "to")?);
            change(scope, &mut |flag| flag.copy(from, to).map(drop))
        })
    }
}

/// Lets flags answer in `to` what they answer in `from`, to everybody: the `count` flags of `names`, or all of them
/// when `names` is null. With `replace` what `to` says itself is replaced. The answer names the flags whose entries
/// change.
///
/// Errors: `E_UNKNOWN_FLAG` and `E_UNKNOWN_ENVIRONMENT` with the nearest names; `E_EDIT_REFUSED` where `to` says something
/// else itself. No flag is changed then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_copy_flags(
    edit: *const Edit,
    from: *const c_char,
    to: *const c_char,
    names: *const Text,
    count: usize,
    replace: bool,
    out: *mut *mut Names,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_edit_copy_flags_n(
            edit,
            from,
            arg::STAGELINE_NUL,
            to,
            arg::STAGELINE_NUL,
            names,
            count,
            replace,
            out,
            err,
        )
    }
}

/// `stageline_edit_copy_flags` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_copy_flags_n(
    edit: *const Edit,
    from: *const c_char,
    from_len: usize,
    to: *const c_char,
    to_len: usize,
    names: *const Text,
    count: usize,
    replace: bool,
    out: *mut *mut Names,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let edit = arg::handle(edit, "edit")?;
            let (from, to) = (arg::text(from, from_len, "from")?, arg::text(to, to_len, "to")?);
            let mut what = CopyFlags::new().replace(replace);
            if !names.is_null() || count > 0 {
                what = what.named(arg::texts(names, count, "names")?);
            }
            Ok(guard::give(Names::from(edit.0.lock().copy_flags(from, to, &what)?)))
        })
    }
}

/// What is worth knowing of the changes that an edit was asked for, a sentence each: that a share falls, that a ramp
/// has ended by then. None of it keeps the edit from being committed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_remarks(
    edit: *const Edit,
    out: *mut *mut Names,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let remarks = arg::handle(edit, "edit")?.0.lock().remarks().to_vec();
            Ok(guard::give(Names::from(remarks)))
        })
    }
}
