//! Points in time: milliseconds in C, RFC 3339 for people.

use std::ffi::c_char;

use stageline::value::Timestamp;

use crate::error::Error;
use crate::status::Status;
use crate::text::Bytes;
use crate::{arg, guard};

/// Stands for no point in time: what has no end.
pub(crate) const NEVER: i64 = i64::MAX;

/// Milliseconds, or [`NEVER`].
pub(crate) fn millis(at: Option<Timestamp>) -> i64 {
    at.map_or(NEVER, Timestamp::as_millis)
}

/// Reads a date and time of RFC 3339, such as `2027-01-31T09:00:00Z`, as milliseconds since the start
/// of 1970 in UTC; earlier times are below 0.
///
/// Errors: `E_USAGE` for any other text, and for times that the calendar does not have.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_time_parse(
    text: *const c_char,
    out: *mut i64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_time_parse_n(text, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_time_parse` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_time_parse_n(
    text: *const c_char,
    text_len: usize,
    out: *mut i64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(Timestamp::parse(arg::text(text, text_len, "text")?)?.as_millis())
        })
    }
}

/// Writes milliseconds since the start of 1970 in UTC as a date and time of RFC 3339.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_time_text(
    time: i64,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::from(Timestamp::from_millis(time).to_string())))
        })
    }
}
