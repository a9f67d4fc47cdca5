//! Patches of the standards, as JSON text in and out.

use std::ffi::c_char;

use stageline::diff::{self, JsonPatch};

use crate::error::Error;
use crate::status::Status;
use crate::text::Bytes;
use crate::{arg, guard, json, tree_options};

/// A JSON document that a function was given.
///
/// # Safety
/// As [`arg::text`].
unsafe fn document(
    (text, len): (*const c_char, usize),
    name: &str,
) -> Result<stageline::yaml::Node, Error> {
    // SAFETY: the contract is the same.
    Ok(json::parse(unsafe { arg::text(text, len, name) }?, name)?)
}

/// Writes the JSON Patch (RFC 6902) that turns one JSON document into another, as a JSON list of
/// operations. Items of lists are known as in `stageline_tree_diff_of_json`, so one that is new, gone or
/// elsewhere is one operation; `options` are those of that function, or null. Other spellings of one value
/// are differences here: the patch gives exactly `right`.
///
/// Errors: as `stageline_tree_diff_of_json`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_json_patch_make(
    left: *const c_char,
    right: *const c_char,
    options: *const c_char,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_json_patch_make_n(
            left,
            arg::STAGELINE_NUL,
            right,
            arg::STAGELINE_NUL,
            options,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_json_patch_make` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_json_patch_make_n(
    left: *const c_char,
    left_len: usize,
    right: *const c_char,
    right_len: usize,
    options: *const c_char,
    options_len: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let left = document((left, left_len), "left")?;
            let right = document((right, right_len), "right")?;
            let options = arg::optional_text(options, options_len, "options")?;
            let options = tree_options::read(options)?;
            let patch = JsonPatch::between(&left, &right, &options);
            drop((left, right));
            Ok(guard::give(Bytes::json(&patch)?))
        })
    }
}

/// Applies a JSON Patch (RFC 6902) to a JSON document: all of its operations, or none. Writes the
/// document that it makes.
///
/// Errors: `E_PATCH` names the first operation that cannot be applied, counted from 1, and why; as
/// `stageline_value_of_json`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_json_patch_apply(
    document: *const c_char,
    patch: *const c_char,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_json_patch_apply_n(
            document,
            arg::STAGELINE_NUL,
            patch,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_json_patch_apply` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_json_patch_apply_n(
    document: *const c_char,
    document_len: usize,
    patch: *const c_char,
    patch_len: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let document = self::document((document, document_len), "document")?;
            let patch = self::document((patch, patch_len), "patch")?;
            Ok(guard::give(Bytes::json(&diff::apply_json_patch(&document, &patch)?)?))
        })
    }
}

/// Writes the JSON Merge Patch (RFC 7386) that turns one JSON document into another. Lists are replaced
/// as a whole.
///
/// Errors: `E_PATCH` where a key would have to become `null`, which removes it in such a patch; as
/// `stageline_value_of_json`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_merge_patch_make(
    left: *const c_char,
    right: *const c_char,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_merge_patch_make_n(left, arg::STAGELINE_NUL, right, arg::STAGELINE_NUL, out, err)
    }
}

/// `stageline_merge_patch_make` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_merge_patch_make_n(
    left: *const c_char,
    left_len: usize,
    right: *const c_char,
    right_len: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let left = document((left, left_len), "left")?;
            let right = document((right, right_len), "right")?;
            Ok(guard::give(Bytes::json(&diff::merge_patch(&left, &right)?)?))
        })
    }
}

/// Applies a JSON Merge Patch (RFC 7386) to a JSON document, and writes the document that it makes.
///
/// Errors: as `stageline_value_of_json`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_merge_patch_apply(
    document: *const c_char,
    patch: *const c_char,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_merge_patch_apply_n(
            document,
            arg::STAGELINE_NUL,
            patch,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_merge_patch_apply` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_merge_patch_apply_n(
    document: *const c_char,
    document_len: usize,
    patch: *const c_char,
    patch_len: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let document = self::document((document, document_len), "document")?;
            let patch = self::document((patch, patch_len), "patch")?;
            Ok(guard::give(Bytes::json(&diff::apply_merge_patch(&document, &patch))?))
        })
    }
}
