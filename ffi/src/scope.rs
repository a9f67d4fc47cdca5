//! The values of one target of an edit, and what can be done to them.

use std::ffi::c_char;
use std::sync::Arc;

use stageline::project::edit::{Operation, Target};
use stageline::value::KeyPath;
use stageline::yaml::Node;

use crate::edit::Pending;
use crate::error::Error;
use crate::status::Status;
use crate::value::path as key_path;
use crate::{arg, guard, json};

/// The values of one target of an edit; paths begin there. It belongs to the caller, who frees it
/// with `stageline_scope_free`. It outlives its edit safely, but what it is told then goes nowhere.
///
/// Beside what is said of each, changes fail with the `E_UNKNOWN_…` of what the target names;
/// `E_EDIT_REFUSED` where more would change than was asked, with the places concerned; `E_USAGE`
/// and `E_MERGE` for what makes no sense. The edit then stays as it was.
pub struct Scope {
    pub(crate) edit: Arc<Pending>,
    pub(crate) target: Target,
    /// The time for changes of flags, if the caller gives one.
    pub(crate) now: Option<i64>,
}

/// Makes a change.
///
/// # Safety
/// As [`arg::handle`].
pub(crate) unsafe fn change(scope: *const Scope, operation: Operation) -> Result<(), Error> {
    // SAFETY: the contract is the same.
    let scope = unsafe { arg::handle(scope, "scope") }?;
    Ok(scope.edit.lock().change(&scope.target, operation)?)
}

/// Puts a value at a path.
///
/// # Safety
/// As [`arg::handle`] and [`arg::text`].
unsafe fn set(
    scope: *const Scope,
    (path, path_len): (*const c_char, usize),
    value: impl Into<Node>,
) -> Result<(), Error> {
    // SAFETY: the contract is the same.
    unsafe {
        let path = key_path(path, path_len)?;
        change(scope, Operation::Set { path, value: value.into() })
    }
}

/// Puts a boolean at a path; missing maps on the way are made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_set_bool(
    scope: *const Scope,
    path: *const c_char,
    value: bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_scope_set_bool_n(scope, path, arg::STAGELINE_NUL, value, err) }
}

/// `stageline_scope_set_bool` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_set_bool_n(
    scope: *const Scope,
    path: *const c_char,
    path_len: usize,
    value: bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::run(err, || set(scope, (path, path_len), value)) }
}

/// Puts an integer at a path; missing maps on the way are made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_set_i64(
    scope: *const Scope,
    path: *const c_char,
    value: i64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_scope_set_i64_n(scope, path, arg::STAGELINE_NUL, value, err) }
}

/// `stageline_scope_set_i64` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_set_i64_n(
    scope: *const Scope,
    path: *const c_char,
    path_len: usize,
    value: i64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::run(err, || set(scope, (path, path_len), value)) }
}

/// Puts an integer that is not negative at a path; missing maps on the way are made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_set_u64(
    scope: *const Scope,
    path: *const c_char,
    value: u64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_scope_set_u64_n(scope, path, arg::STAGELINE_NUL, value, err) }
}

/// `stageline_scope_set_u64` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_set_u64_n(
    scope: *const Scope,
    path: *const c_char,
    path_len: usize,
    value: u64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::run(err, || set(scope, (path, path_len), value)) }
}

/// Puts a number at a path; missing maps on the way are made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_set_f64(
    scope: *const Scope,
    path: *const c_char,
    value: f64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_scope_set_f64_n(scope, path, arg::STAGELINE_NUL, value, err) }
}

/// `stageline_scope_set_f64` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_set_f64_n(
    scope: *const Scope,
    path: *const c_char,
    path_len: usize,
    value: f64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::run(err, || set(scope, (path, path_len), value)) }
}

/// Puts text at a path; missing maps on the way are made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_set_text(
    scope: *const Scope,
    path: *const c_char,
    value: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_scope_set_text_n(scope, path, arg::STAGELINE_NUL, value, arg::STAGELINE_NUL, err)
    }
}

/// `stageline_scope_set_text` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_set_text_n(
    scope: *const Scope,
    path: *const c_char,
    path_len: usize,
    value: *const c_char,
    value_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || set(scope, (path, path_len), arg::text(value, value_len, "value")?))
    }
}

/// Puts a JSON value at a path; missing maps on the way are made. Merge instructions such as
/// `{"$append": […]}` are written as tags.
///
/// Errors: `E_USAGE` for text that is no JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_set_json(
    scope: *const Scope,
    path: *const c_char,
    json: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_scope_set_json_n(scope, path, arg::STAGELINE_NUL, json, arg::STAGELINE_NUL, err)
    }
}

/// `stageline_scope_set_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_set_json_n(
    scope: *const Scope,
    path: *const c_char,
    path_len: usize,
    json: *const c_char,
    json_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            set(scope, (path, path_len), json::parse(arg::text(json, json_len, "json")?, "json")?)
        })
    }
}

/// Forgets what this layer says at a path, so that the layers below count again.
///
/// Errors: `E_UNKNOWN_PATH` where this layer says nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_unset(
    scope: *const Scope,
    path: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_scope_unset_n(scope, path, arg::STAGELINE_NUL, err) }
}

/// `stageline_scope_unset` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_unset_n(
    scope: *const Scope,
    path: *const c_char,
    path_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || change(scope, Operation::Unset { path: key_path(path, path_len)? }))
    }
}

/// Takes the value at a path away for good, an inherited one too.
///
/// Errors: `E_UNKNOWN_PATH` where nothing stands.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_delete(
    scope: *const Scope,
    path: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_scope_delete_n(scope, path, arg::STAGELINE_NUL, err) }
}

/// `stageline_scope_delete` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_delete_n(
    scope: *const Scope,
    path: *const c_char,
    path_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || change(scope, Operation::Delete { path: key_path(path, path_len)? }))
    }
}

/// Moves what this layer says at a path to another one, where nothing stands yet.
///
/// Errors: `E_UNKNOWN_PATH` where this layer says nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_move(
    scope: *const Scope,
    from: *const c_char,
    to: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_scope_move_n(scope, from, arg::STAGELINE_NUL, to, arg::STAGELINE_NUL, err) }
}

/// `stageline_scope_move` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_move_n(
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
            let from = KeyPath::parse(arg::text(from, from_len, "from")?)?;
            let to = KeyPath::parse(arg::text(to, to_len, "to")?)?;
            change(scope, Operation::Move { from, to })
        })
    }
}

/// Sets every leaf of a JSON value below a path; what it does not name stays. The empty path is the
/// target as a whole.
///
/// Errors: `E_USAGE` for text that is no JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_apply_json(
    scope: *const Scope,
    path: *const c_char,
    json: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_scope_apply_json_n(scope, path, arg::STAGELINE_NUL, json, arg::STAGELINE_NUL, err)
    }
}

/// `stageline_scope_apply_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_apply_json_n(
    scope: *const Scope,
    path: *const c_char,
    path_len: usize,
    json: *const c_char,
    json_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let path = key_path(path, path_len)?;
            let tree = json::parse(arg::text(json, json_len, "json")?, "json")?;
            change(scope, Operation::Apply { path, tree })
        })
    }
}

/// Frees `scope`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_free(scope: *mut Scope) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(scope) }
}
