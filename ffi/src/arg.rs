//! Pointers from C become references here, or a usage error that names the argument.
//!
//! The lifetimes are the caller's word: what these return must not outlive the exported function.

use std::ffi::{CStr, c_char};

use crate::error::Error;
use crate::text::Text;

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

/// The object behind a handle that the function changes.
///
/// # Safety
/// `handle` is null, or a handle of this type that is not freed before the call returns, and that
/// no other thread uses meanwhile.
pub(crate) unsafe fn handle_mut<'a, T>(handle: *mut T, name: &str) -> Result<&'a mut T, Error> {
    // SAFETY: by this function's contract the pointer is null or valid, and used by no one else.
    unsafe { handle.as_mut() }.ok_or_else(|| null(name))
}

/// Text of `len` bytes, or up to its NUL when `len` is [`STAGELINE_NUL`]. A null pointer of
/// length 0 is empty text.
///
/// # Safety
/// As [`bytes`].
pub(crate) unsafe fn text<'a>(
    ptr: *const c_char,
    len: usize,
    name: &str,
) -> Result<&'a str, Error> {
    // SAFETY: the contract is the same.
    let bytes = unsafe { bytes(ptr, len, name) }?;
    std::str::from_utf8(bytes).map_err(|at| {
        Error::usage(format!("`{name}` is not UTF-8 at byte {}", at.valid_up_to()))
            .with_help("convert the text to UTF-8 before the call")
    })
}

/// Bytes as [`text`] has them, whatever they mean.
///
/// # Safety
/// `ptr` is null, or points to `len` bytes (or to a NUL-terminated string) that stay unchanged
/// until the call returns.
pub(crate) unsafe fn bytes<'a>(
    ptr: *const c_char,
    len: usize,
    name: &str,
) -> Result<&'a [u8], Error> {
    if ptr.is_null() {
        if len == 0 { Ok(b"") } else { Err(null(name)) }
    } else if len == STAGELINE_NUL {
        // SAFETY: by this function's contract the string ends with NUL.
        Ok(unsafe { CStr::from_ptr(ptr) }.to_bytes())
    } else if isize::try_from(len).is_ok() {
        // SAFETY: by this function's contract there are `len` bytes, and `len` fits `isize`.
        Ok(unsafe { std::slice::from_raw_parts(ptr.cast(), len) })
    } else {
        Err(Error::usage(format!("`{name}` has an impossible length"))
            .with_help("pass the number of bytes, or STAGELINE_NUL for NUL-terminated text"))
    }
}

/// The bytes before the NUL; 0 for a null pointer.
///
/// # Safety
/// `ptr` is null, or points to a NUL-terminated string.
pub(crate) unsafe fn length(ptr: *const c_char) -> usize {
    // SAFETY: by this function's contract.
    if ptr.is_null() { 0 } else { unsafe { CStr::from_ptr(ptr) }.count_bytes() }
}

/// Text as [`text`] has it, or none when the pointer is null.
///
/// # Safety
/// As [`text`].
pub(crate) unsafe fn optional_text<'a>(
    ptr: *const c_char,
    len: usize,
    name: &str,
) -> Result<Option<&'a str>, Error> {
    if ptr.is_null() {
        return Ok(None);
    }
    // SAFETY: the contract is the same.
    unsafe { text(ptr, len, name) }.map(Some)
}

/// `count` texts.
///
/// # Safety
/// `items` is null, or points to `count` views of text that stay unchanged until the call returns.
pub(crate) unsafe fn texts<'a>(
    items: *const Text,
    count: usize,
    name: &str,
) -> Result<Vec<&'a str>, Error> {
    if items.is_null() && count > 0 {
        return Err(null(name));
    }
    if count > isize::MAX as usize / size_of::<Text>() {
        return Err(Error::usage(format!("`{name}` has an impossible count"))
            .with_help("pass the number of texts in the array"));
    }
    (0..count)
        .map(|at| {
            // SAFETY: by this function's contract there are `count` views.
            let item = unsafe { items.add(at).read() };
            // SAFETY: by this function's contract each view is valid.
            unsafe { text(item.ptr, item.len, &format!("{name}[{at}]")) }
        })
        .collect()
}

/// `count` handles, each of which may still be null.
///
/// # Safety
/// `items` is null, or points to `count` pointers that stay unchanged until the call returns.
pub(crate) unsafe fn handles<T>(
    items: *const *const T,
    count: usize,
    name: &str,
) -> Result<Vec<*const T>, Error> {
    if items.is_null() && count > 0 {
        return Err(null(name));
    }
    if count > isize::MAX as usize / size_of::<*const T>() {
        return Err(Error::usage(format!("`{name}` has an impossible count"))
            .with_help("pass the number of handles in the array"));
    }
    // SAFETY: by this function's contract there are `count` pointers.
    Ok((0..count).map(|at| unsafe { items.add(at).read() }).collect())
}

/// The item at a position, or a usage error that says how many there are.
pub(crate) fn item<'a, T>(items: &'a [T], index: usize, what: &str) -> Result<&'a T, Error> {
    items.get(index).ok_or_else(|| {
        Error::usage(format!("`index` is {index}, but there are {} {what}", items.len()))
            .with_help("count from 0 and stay below their number")
    })
}

/// The usage error for a null pointer.
pub(crate) fn null(name: &str) -> Error {
    Error::usage(format!("`{name}` is null")).with_help("pass a valid pointer")
}
