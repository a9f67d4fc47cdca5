//! What another environment says of flags, and what is worth knowing of an edit of them.

use std::ffi::c_char;

use stageline::project::edit::CopyFlags;

use super::change::change;
use crate::edit::Edit;
use crate::error::Error;
use crate::names::Names;
use crate::scope::Scope;
use crate::status::Status;
use crate::text::Text;
use crate::{arg, guard};

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
