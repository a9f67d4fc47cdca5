//! Text and bytes on their way to C: the borrowed view, and bytes that C owns.

use std::ffi::c_char;

use crate::error::Error;
use crate::{arg, guard};

/// UTF-8 text of `len` bytes, borrowed from the object it was asked of and valid as long as that.
///
/// It is not NUL-terminated. `ptr` is never null; empty text has `len` 0. To print one:
/// `printf("%.*s", STAGELINE_TEXT_ARGS(text))`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Text {
    /// The first byte.
    pub ptr: *const c_char,
    /// The number of bytes.
    pub len: usize,
}

impl Text {
    /// A view of `text`, which its owner must keep alive as the function's documentation promises.
    pub(crate) const fn of(text: &str) -> Self {
        Text { ptr: text.as_ptr().cast(), len: text.len() }
    }

    /// A view of text that may be absent; then it is empty.
    pub(crate) fn optional(text: Option<&str>) -> Self {
        text.map_or(Self::EMPTY, Text::of)
    }

    /// Empty text, which needs no owner.
    pub(crate) const EMPTY: Self = Text::of("");
}

/// Copies text into a buffer of C's, as much as fits with a NUL behind it, and returns its full
/// length. A character is copied as a whole or not at all.
///
/// # Safety
/// `buffer` is null, or valid for a write of `size` bytes.
pub(crate) unsafe fn fill(text: &str, buffer: *mut c_char, size: usize) -> usize {
    if !buffer.is_null() && size > 0 {
        let mut len = text.len().min(size - 1);
        while !text.is_char_boundary(len) {
            len -= 1;
        }
        // SAFETY: `len` is below `size`, for which the buffer is valid, and `text` is no part of it.
        unsafe {
            std::ptr::copy_nonoverlapping(text.as_ptr().cast(), buffer, len);
            buffer.add(len).write(0);
        }
    }
    text.len()
}

/// A view of a NUL-terminated string, for functions that take arrays of texts; empty when `text` is
/// null. It is valid as long as the string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_text_of(text: *const c_char) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || {
            let len = arg::length(text);
            Ok(if len == 0 { Text::EMPTY } else { Text { ptr: text, len } })
        })
    }
}

/// Bytes the caller owns: a rendered text, a document. Free them with `stageline_bytes_free`.
pub struct Bytes(Box<[u8]>);

impl Bytes {
    /// A value as its JSON document.
    pub(crate) fn json(value: &impl serde::Serialize) -> Result<Self, Error> {
        let bytes = serde_json::to_vec(value).map_err(|_| Error::internal(None))?;
        Ok(Bytes(bytes.into_boxed_slice()))
    }
}

impl From<String> for Bytes {
    fn from(text: String) -> Self {
        Bytes(text.into_bytes().into_boxed_slice())
    }
}

/// The content of `bytes`; empty when `bytes` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_bytes_view(bytes: *const Bytes) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || {
            let bytes = arg::handle(bytes, "bytes")?;
            Ok(Text { ptr: bytes.0.as_ptr().cast(), len: bytes.0.len() })
        })
    }
}

/// Frees `bytes`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_bytes_free(bytes: *mut Bytes) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(bytes) }
}
