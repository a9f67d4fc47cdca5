//! What an edit would write: each file before and after, and as a diff.

use crate::error::Error;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard};

/// What an edit would write. It belongs to the caller, who frees it with `stageline_preview_free`;
/// what is asked of it lives as long as it does, whatever happens to the edit.
pub struct Preview(pub(crate) stageline::project::edit::Preview);

/// One file that an edit would write, borrowed from its preview. It holds what the file holds,
/// secrets among it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct PreviewFile {
    /// The path, relative to the project's root.
    pub path: Text,
    /// Its text now; empty for a file that is not there yet.
    pub before: Text,
    /// Its text afterwards.
    pub after: Text,
    /// Whether it is not there yet.
    pub is_new: bool,
}

impl PreviewFile {
    const NOTHING: Self =
        PreviewFile { path: Text::EMPTY, before: Text::EMPTY, after: Text::EMPTY, is_new: false };
}

/// How many files would be written; 0 when `preview` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_preview_len(preview: *const Preview) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(preview, "preview")?.0.files.len())) }
}

/// The file at `index`, by path. Past the last one, or when `preview` is null, its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_preview_file(
    preview: *const Preview,
    index: usize,
) -> PreviewFile {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(PreviewFile::NOTHING, || {
            let file = arg::handle(preview, "preview")?.0.files.get(index);
            Ok(file.map_or(PreviewFile::NOTHING, |file| PreviewFile {
                path: Text::of(&file.path),
                before: file.before.as_deref().map_or(Text::EMPTY, Text::of),
                after: Text::of(&file.after),
                is_new: file.before.is_none(),
            }))
        })
    }
}

/// Writes the change of the file at `index` as a unified diff, as `git apply` reads it. It holds
/// what the file holds.
///
/// Errors: `E_USAGE` for an index past the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_preview_file_diff(
    preview: *const Preview,
    index: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let files = &arg::handle(preview, "preview")?.0.files;
            Ok(guard::give(Bytes::from(arg::item(files, index, "files")?.diff())))
        })
    }
}

/// Writes all changes as one unified diff, as `git apply` reads it. It holds what the files hold.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_preview_diff(
    preview: *const Preview,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::from(arg::handle(preview, "preview")?.0.diff())))
        })
    }
}

/// Writes all changes as text for people: a diff in which values that look like secrets are
/// withheld.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_preview_to_text(
    preview: *const Preview,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::from(arg::handle(preview, "preview")?.0.to_string())))
        })
    }
}

/// Writes the preview as JSON: `files`, each with `path`, `before` and `after`. It holds what the
/// files hold.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_preview_to_json(
    preview: *const Preview,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(guard::give(Bytes::json(&arg::handle(preview, "preview")?.0)?)))
    }
}

/// Frees `preview`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_preview_free(preview: *mut Preview) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(preview) }
}
