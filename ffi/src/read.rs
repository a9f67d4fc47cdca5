//! The value at a path as a number, a boolean or text of C.

use std::ffi::c_char;

use stageline::yaml::{Data, Node};

use crate::error::Error;
use crate::status::Status;
use crate::text::Text;
use crate::value::{self, Value};
use crate::{arg, guard};

/// Why a value cannot be read.
enum Misfit {
    Kind,
    Range(&'static str),
}

/// Reads the value at a path, or says with its place why it is not `wanted`.
///
/// # Safety
/// As [`arg::handle`] and [`arg::text`].
unsafe fn read<T>(
    value: *const Value,
    path: *const c_char,
    path_len: usize,
    wanted: &str,
    convert: impl FnOnce(&Node) -> Result<T, Misfit>,
) -> Result<T, Error> {
    // SAFETY: the contract is the same.
    let (value, path) = unsafe { (arg::handle(value, "value")?, value::path(path, path_len)?) };
    let node = value.find(&path)?;
    convert(node.untagged()).map_err(|misfit| match misfit {
        Misfit::Kind => {
            let why = format!("is {}, not {wanted}", node.kind());
            value.misfit(&path, node, &why).with_help("ask for the kind it has, or change the file")
        }
        Misfit::Range(help) => {
            value.misfit(&path, node, &format!("is not {wanted} that fits")).with_help(help)
        }
    })
}

/// The integer at a path.
///
/// Errors: as `stageline_value_get`, and `E_CONFIG_TYPE` with the place of a value that is no
/// integer or lies outside 64 signed bits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_get_i64(
    value: *const Value,
    path: *const c_char,
    out: *mut i64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_value_get_i64_n(value, path, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_value_get_i64` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_get_i64_n(
    value: *const Value,
    path: *const c_char,
    path_len: usize,
    out: *mut i64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            read(value, path, path_len, "an integer", |node| match node.data {
                Data::Int(value) => Ok(value),
                Data::UInt(_) => Err(Misfit::Range("ask for 64 unsigned bits")),
                _ => Err(Misfit::Kind),
            })
        })
    }
}

/// The integer at a path, which is not negative.
///
/// Errors: as `stageline_value_get`, and `E_CONFIG_TYPE` with the place of a value that is no
/// integer or is negative.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_get_u64(
    value: *const Value,
    path: *const c_char,
    out: *mut u64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_value_get_u64_n(value, path, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_value_get_u64` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_get_u64_n(
    value: *const Value,
    path: *const c_char,
    path_len: usize,
    out: *mut u64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            read(value, path, path_len, "an integer", |node| match node.data {
                Data::Int(value) => u64::try_from(value)
                    .map_err(|_| Misfit::Range("it is negative: ask for 64 signed bits")),
                Data::UInt(value) => Ok(value),
                _ => Err(Misfit::Kind),
            })
        })
    }
}

/// The number at a path; an integer is one where a double holds it exactly.
///
/// Errors: as `stageline_value_get`, and `E_CONFIG_TYPE` with the place of a value that is no
/// number, or an integer beyond 2^53.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_get_f64(
    value: *const Value,
    path: *const c_char,
    out: *mut f64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_value_get_f64_n(value, path, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_value_get_f64` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_get_f64_n(
    value: *const Value,
    path: *const c_char,
    path_len: usize,
    out: *mut f64,
    err: *mut *mut Error,
) -> Status {
    const EXACT: u64 = 1 << 53;
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            read(value, path, path_len, "a number", |node| match node.data {
                Data::Float(value) => Ok(value),
                Data::Int(value) if value.unsigned_abs() <= EXACT => Ok(value as f64),
                Data::Int(_) | Data::UInt(_) => Err(Misfit::Range("ask for an integer")),
                _ => Err(Misfit::Kind),
            })
        })
    }
}

/// The boolean at a path.
///
/// Errors: as `stageline_value_get`, and `E_CONFIG_TYPE` with the place of a value that is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_get_bool(
    value: *const Value,
    path: *const c_char,
    out: *mut bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_value_get_bool_n(value, path, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_value_get_bool` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_get_bool_n(
    value: *const Value,
    path: *const c_char,
    path_len: usize,
    out: *mut bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            read(value, path, path_len, "a boolean", |node| match node.data {
                Data::Bool(value) => Ok(value),
                _ => Err(Misfit::Kind),
            })
        })
    }
}

/// The text at a path, borrowed from `value`.
///
/// Errors: as `stageline_value_get`, and `E_CONFIG_TYPE` with the place of a value that is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_get_text(
    value: *const Value,
    path: *const c_char,
    out: *mut Text,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_value_get_text_n(value, path, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_value_get_text` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_get_text_n(
    value: *const Value,
    path: *const c_char,
    path_len: usize,
    out: *mut Text,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            read(value, path, path_len, "text", |node| match &node.data {
                // It lies in the tree that `value` holds, at an address of its own.
                Data::Text(text) => Ok(Text::of(text)),
                _ => Err(Misfit::Kind),
            })
        })
    }
}
