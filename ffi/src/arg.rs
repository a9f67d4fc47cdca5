//! Pointers from C become references here, or a usage error that names the argument.
//!
//! The lifetimes are the caller's word: what these return must not outlive the exported function.

use std::ffi::{CStr, c_char};

use crate::error::Error;

/// Given as a length, it says that the text is NUL-terminated. `cbindgen.toml` tells C.
pub(crate) const STAGELINE_NUL: usize = usize::MAX;

/// The object behind a handle.
///
/// # Safety
/// `handle` is null, or a handle of this type that is not freed before the call returns.
pub(crate) unsafe fn handle<'a, T>(handle: *const T, name: &str) -> Result<&'a T, Error> {
    // SAFETY: by this function's contract the pointer is null or valid.
    unsafe { handle.as_ref() }.ok_or_else(|| null(name))
}

/// Text of `len` bytes, or up to its NUL when `len` is [`STAGELINE_NUL`]. A null pointer of
/// length 0 is empty text.
///
/// # Safety
/// `ptr` is null, or points to `len` bytes (or to a NUL-terminated string) that stay unchanged
/// until the call returns.
#[cfg_attr(not(feature = "probe"), expect(dead_code, reason = "no function takes text yet"))]
pub(crate) unsafe fn text<'a>(
    ptr: *const c_char,
    len: usize,
    name: &str,
) -> Result<&'a str, Error> {
    let bytes: &[u8] = if ptr.is_null() {
        if len == 0 { b"" } else { return Err(null(name)) }
    } else if len == STAGELINE_NUL {
        // SAFETY: by this function's contract the string ends with NUL.
        unsafe { CStr::from_ptr(ptr) }.to_bytes()
    } else if isize::try_from(len).is_ok() {
        // SAFETY: by this function's contract there are `len` bytes, and `len` fits `isize`.
        unsafe { std::slice::from_raw_parts(ptr.cast(), len) }
    } else {
        return Err(Error::usage(format!("`{name}` has an impossible length"))
            .with_help("pass the number of bytes, or STAGELINE_NUL for NUL-terminated text"));
    };
    std::str::from_utf8(bytes).map_err(|at| {
        Error::usage(format!("`{name}` is not UTF-8 at byte {}", at.valid_up_to()))
            .with_help("convert the text to UTF-8 before the call")
    })
}

/// The usage error for a null pointer.
pub(crate) fn null(name: &str) -> Error {
    Error::usage(format!("`{name}` is null")).with_help("pass a valid pointer")
}
