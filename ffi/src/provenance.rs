//! Where the values of a resolved tree were written, and what they overrode.

use std::ffi::c_char;

use crate::error::Error;
use crate::explanation::{Explanation, Explanations};
use crate::origin::Origin;
use crate::status::Status;
use crate::text::Bytes;
use crate::value::{self, Value};
use crate::{arg, guard};

/// Where the value at a path was written.
///
/// Errors: as `stageline_value_get`, and `E_USAGE` for a value that comes from no project.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_origin(
    value: *const Value,
    path: *const c_char,
    out: *mut *mut Origin,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_value_origin_n(value, path, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_value_origin` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_origin_n(
    value: *const Value,
    path: *const c_char,
    path_len: usize,
    out: *mut *mut Origin,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let this = arg::handle(value, "value")?;
            Ok(guard::give(this.origin(&value::path(path, path_len)?)?))
        })
    }
}

/// Where the value at a path comes from and what it overrode. The path may be that of a value
/// which a layer deleted.
///
/// Errors: as `stageline_value_origin`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_explain(
    value: *const Value,
    path: *const c_char,
    out: *mut *mut Explanation,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_value_explain_n(value, path, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_value_explain` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_explain_n(
    value: *const Value,
    path: *const c_char,
    path_len: usize,
    out: *mut *mut Explanation,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let this = arg::handle(value, "value")?;
            Ok(guard::give(Explanation::new(this.explain(&value::path(path, path_len)?)?)))
        })
    }
}

/// Every leaf below a path with where it comes from and what it overrode, in the order of the tree;
/// the empty path is everything. What some layer says and the result lacks is among them, without a
/// value.
///
/// Errors: as `stageline_value_origin`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_explain_all(
    value: *const Value,
    path: *const c_char,
    out: *mut *mut Explanations,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_value_explain_all_n(value, path, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_value_explain_all` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_explain_all_n(
    value: *const Value,
    path: *const c_char,
    path_len: usize,
    out: *mut *mut Explanations,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let this = arg::handle(value, "value")?;
            let path = this.below(&value::path(path, path_len)?);
            Ok(guard::give(Explanations(this.resolved()?.explain_all(path)?)))
        })
    }
}

/// Writes the explanation of `stageline_value_explain` as JSON: `path`, `value` and `steps`,
/// strongest first, each with `layer`, `name`, `place`, `effect` and `value`.
///
/// Errors: as `stageline_value_origin`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_explain_json(
    value: *const Value,
    path: *const c_char,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_value_explain_json_n(value, path, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_value_explain_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_explain_json_n(
    value: *const Value,
    path: *const c_char,
    path_len: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let this = arg::handle(value, "value")?;
            Ok(guard::give(Bytes::json(&this.explain(&value::path(path, path_len)?)?)?))
        })
    }
}
