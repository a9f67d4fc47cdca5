//! Items of lists in the values that an edit is about.

use std::ffi::c_char;

use stageline::project::edit::Operation;

use crate::error::Error;
use crate::scope::{Scope, change};
use crate::status::Status;
use crate::value::path as key_path;
use crate::{arg, guard, json};

/// Puts text behind the last item of the list at a path, an inherited list too.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_append_text(
    scope: *const Scope,
    path: *const c_char,
    item: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_scope_append_text_n(
            scope,
            path,
            arg::STAGELINE_NUL,
            item,
            arg::STAGELINE_NUL,
            err,
        )
    }
}

/// `stageline_scope_append_text` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_append_text_n(
    scope: *const Scope,
    path: *const c_char,
    path_len: usize,
    item: *const c_char,
    item_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let path = key_path(path, path_len)?;
            let item = arg::text(item, item_len, "item")?.into();
            change(scope, Operation::Append { path, item })
        })
    }
}

/// Puts a JSON value behind the last item of the list at a path, an inherited list too.
///
/// Errors: `E_USAGE` for text that is no JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_append_json(
    scope: *const Scope,
    path: *const c_char,
    json: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_scope_append_json_n(
            scope,
            path,
            arg::STAGELINE_NUL,
            json,
            arg::STAGELINE_NUL,
            err,
        )
    }
}

/// `stageline_scope_append_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_append_json_n(
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
            let item = json::parse(arg::text(json, json_len, "json")?, "json")?;
            change(scope, Operation::Append { path, item })
        })
    }
}

/// Takes the first item that is equal to a text, or of that name, out of the list at a path.
///
/// Errors: `E_UNKNOWN_PATH` where there is no such item.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_remove_text(
    scope: *const Scope,
    path: *const c_char,
    item: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_scope_remove_text_n(
            scope,
            path,
            arg::STAGELINE_NUL,
            item,
            arg::STAGELINE_NUL,
            err,
        )
    }
}

/// `stageline_scope_remove_text` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_remove_text_n(
    scope: *const Scope,
    path: *const c_char,
    path_len: usize,
    item: *const c_char,
    item_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let path = key_path(path, path_len)?;
            let item = arg::text(item, item_len, "item")?.into();
            change(scope, Operation::Remove { path, item })
        })
    }
}

/// Takes the first item that is equal to a JSON value out of the list at a path.
///
/// Errors: `E_UNKNOWN_PATH` where there is no such item; `E_USAGE` for text that is no JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_remove_json(
    scope: *const Scope,
    path: *const c_char,
    json: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_scope_remove_json_n(
            scope,
            path,
            arg::STAGELINE_NUL,
            json,
            arg::STAGELINE_NUL,
            err,
        )
    }
}

/// `stageline_scope_remove_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_remove_json_n(
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
            let item = json::parse(arg::text(json, json_len, "json")?, "json")?;
            change(scope, Operation::Remove { path, item })
        })
    }
}
