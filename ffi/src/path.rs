//! Paths of keys that hold dots.

use stageline::value::KeyPath;

use crate::error::Error;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard};

/// Writes the path of `count` keys as text, those that hold dots or quotes in double quotes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_path_of_keys(
    keys: *const Text,
    count: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let path: KeyPath = arg::texts(keys, count, "keys")?.into_iter().collect();
            Ok(guard::give(Bytes::from(path.to_string())))
        })
    }
}
