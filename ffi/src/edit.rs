//! Edits of a project: collected in memory, looked at, and committed all together or not at all.

use std::ffi::c_char;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use stageline::project::edit::Edit as Engine;

use crate::error::Error;
use crate::preview::Preview;
use crate::project::Project;
use crate::radius::Radius;
use crate::report::Report;
use crate::snapshot::Snapshot;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard};

/// Changes of a project's files that are not written yet. What a scope is told takes effect at once
/// in the edit, or fails without any; files keep every byte outside what changes. Nothing is
/// written before `stageline_edit_commit`. Functions that take it or one of its scopes wait for each
/// other.
pub struct Edit(pub(crate) Arc<Pending>);

/// The engine's edit, shared by the handle and its scopes.
pub(crate) struct Pending(Mutex<Engine>);

impl Pending {
    /// The edit, for one caller at a time. One that panicked left it as it was, or with its change.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Engine> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Edit {
    pub(crate) fn new(edit: Engine) -> Self {
        Edit(Arc::new(Pending(Mutex::new(edit))))
    }
}

/// Begins an edit of the project as it is now. Nothing is written before it is committed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_edit(
    project: *const Project,
    out: *mut *mut Edit,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Edit::new(arg::handle(project, "project")?.0.edit())))
        })
    }
}

/// Makes what `to` says equal to what `from` says: configuration, services and flags. Records,
/// secrets and what environments differ in by nature are left alone, and so is what the `count`
/// texts of `exclude` name: `configuration`, `services`, `flags`, `service <name>`, or a path.
/// Writes what was done as JSON: `from`, `to`, and `items`, each with `section`, `path`, and why it
/// was `left_alone`, or `null` where it was made equal.
///
/// Errors: `E_UNKNOWN_ENVIRONMENT`, `E_USAGE` for an exclusion that is neither, or why one of the
/// two cannot be resolved. The edit then stays as it was.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_sync_json(
    edit: *const Edit,
    from: *const c_char,
    to: *const c_char,
    exclude: *const Text,
    count: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_edit_sync_json_n(
            edit,
            from,
            arg::STAGELINE_NUL,
            to,
            arg::STAGELINE_NUL,
            exclude,
            count,
            out,
            err,
        )
    }
}

/// `stageline_edit_sync_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_sync_json_n(
    edit: *const Edit,
    from: *const c_char,
    from_len: usize,
    to: *const c_char,
    to_len: usize,
    exclude: *const Text,
    count: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let edit = arg::handle(edit, "edit")?;
            let (from, to) = (arg::text(from, from_len, "from")?, arg::text(to, to_len, "to")?);
            let exclude = arg::texts(exclude, count, "exclude")?;
            let synced = edit.0.lock().sync(from, to, &exclude)?;
            Ok(guard::give(Bytes::json(&synced)?))
        })
    }
}

/// Makes the change that the finding at `index` of a report suggests, and writes whether it suggests
/// one.
///
/// Errors: `E_USAGE` for an index past the last one; `E_EDIT_REFUSED` where the file is no longer
/// what the report was made of. The edit then stays as it was.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_fix(
    edit: *const Edit,
    report: *const Report,
    index: usize,
    out: *mut bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let edit = arg::handle(edit, "edit")?;
            let findings = &arg::handle(report, "report")?.report.findings;
            let Some(fix) = &arg::item(findings, index, "findings")?.fix else { return Ok(false) };
            edit.0.lock().fix(fix)?;
            Ok(true)
        })
    }
}

/// What would be written: each file before and after.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_preview(
    edit: *const Edit,
    out: *mut *mut Preview,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Preview(arg::handle(edit, "edit")?.0.lock().preview())))
        })
    }
}

/// What would change in which environment.
///
/// Errors: `E_EDIT_REFUSED` where the project would not load afterwards, or would not have what was
/// asked.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_blast_radius(
    edit: *const Edit,
    out: *mut *mut Radius,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Radius(arg::handle(edit, "edit")?.0.lock().blast_radius()?)))
        })
    }
}

/// The project as it would be, to ask it anything before it is.
///
/// Errors: as `stageline_edit_blast_radius`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_snapshot(
    edit: *const Edit,
    out: *mut *mut Snapshot,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Snapshot(arg::handle(edit, "edit")?.0.lock().snapshot()?)))
        })
    }
}

/// Writes every file or none, and publishes the new state, which the answer pins. The edit begins
/// anew from there.
///
/// Errors: as `stageline_edit_blast_radius`; `E_EDIT_CONFLICT` when a file is no longer what was
/// read; `E_READ_ONLY` for a project that cannot be written; `E_IO`. Nothing is written then, and
/// the edit stays as it was.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_commit(
    edit: *const Edit,
    out: *mut *mut Snapshot,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Snapshot(arg::handle(edit, "edit")?.0.lock().commit()?)))
        })
    }
}

/// Forgets all changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_discard(edit: *const Edit, err: *mut *mut Error) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            arg::handle(edit, "edit")?.0.lock().discard();
            Ok(())
        })
    }
}

/// Whether nothing would be written; true when `edit` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_is_empty(edit: *const Edit) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(true, || Ok(arg::handle(edit, "edit")?.0.lock().is_empty())) }
}

/// Frees `edit`; does nothing when it is null. What was not committed is never written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_free(edit: *mut Edit) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(edit) }
}
