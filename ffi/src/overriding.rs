//! Flags that answer as a test says.

use std::ffi::c_char;

use crate::error::Error;
use crate::flags::Flags;
use crate::status::Status;
use crate::{arg, guard, json};

/// The same flags as they are now, one of which answers a JSON value to every context, at any time, with
/// the reason `STATIC`: for tests. A text that names a variant of the flag is that variant, and so is a
/// value that equals a variant's. Handles and other flags that were made before stay as they are.
///
/// Errors: `E_UNKNOWN_FLAG` with the nearest names; `E_TYPE` for a value of a kind that the flag never
/// has; `E_USAGE` for text that is no JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_with_override(
    flags: *const Flags,
    name: *const c_char,
    json: *const c_char,
    out: *mut *mut Flags,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_flags_with_override_n(
            flags,
            name,
            arg::STAGELINE_NUL,
            json,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_flags_with_override` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_with_override_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    json: *const c_char,
    json_len: usize,
    out: *mut *mut Flags,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let name = arg::text(name, name_len, "name")?;
            let value = json::parse(arg::text(json, json_len, "json")?, "json")?;
            Ok(guard::give(Flags(flags.with_override(name, value)?)))
        })
    }
}
