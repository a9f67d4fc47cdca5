//! What an edit is about: a scope for each kind of target.

use std::ffi::c_char;
use std::sync::Arc;

use stageline::project::edit::Target;

use crate::edit::Edit;
use crate::error::Error;
use crate::scope::Scope;
use crate::status::Status;
use crate::{arg, guard};

/// A scope of an edit. What it names is looked up by each change, so that one which is not there
/// yet can be made by another.
///
/// # Safety
/// As [`arg::handle`].
unsafe fn scope(edit: *const Edit, target: Target) -> Result<*mut Scope, Error> {
    // SAFETY: the contract is the same.
    let edit = unsafe { arg::handle(edit, "edit") }?;
    Ok(guard::give(Scope { edit: Arc::clone(&edit.0), target, now: None }))
}

/// An environment's own configuration: `overrides` of its file, which is written where there is
/// none. Of an environment that a tenant derives: the tenant's `overrides_by_environment`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_environment(
    edit: *const Edit,
    name: *const c_char,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_edit_environment_n(edit, name, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_edit_environment` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_environment_n(
    edit: *const Edit,
    name: *const c_char,
    name_len: usize,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            scope(edit, Target::Environment { name: arg::text(name, name_len, "name")?.to_owned() })
        })
    }
}

/// An environment's record in `config/environments.yaml`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_record(
    edit: *const Edit,
    environment: *const c_char,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_edit_record_n(edit, environment, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_edit_record` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_record_n(
    edit: *const Edit,
    environment: *const c_char,
    environment_len: usize,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            scope(
                edit,
                Target::Record {
                    name: arg::text(environment, environment_len, "environment")?.to_owned(),
                },
            )
        })
    }
}

/// A service's file for one environment, which is written where there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_service(
    edit: *const Edit,
    environment: *const c_char,
    name: *const c_char,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_edit_service_n(
            edit,
            environment,
            arg::STAGELINE_NUL,
            name,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_edit_service` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_service_n(
    edit: *const Edit,
    environment: *const c_char,
    environment_len: usize,
    name: *const c_char,
    name_len: usize,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let environment = arg::text(environment, environment_len, "environment")?.to_owned();
            let name = arg::text(name, name_len, "name")?.to_owned();
            scope(edit, Target::Service { environment, name })
        })
    }
}

/// A service's `base.yaml`, for all environments.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_service_base(
    edit: *const Edit,
    name: *const c_char,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_edit_service_base_n(edit, name, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_edit_service_base` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_service_base_n(
    edit: *const Edit,
    name: *const c_char,
    name_len: usize,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            scope(edit, Target::ServiceBase { name: arg::text(name, name_len, "name")?.to_owned() })
        })
    }
}

/// A base, by its key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_base(
    edit: *const Edit,
    name: *const c_char,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_edit_base_n(edit, name, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_edit_base` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_base_n(
    edit: *const Edit,
    name: *const c_char,
    name_len: usize,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            scope(edit, Target::Base { name: arg::text(name, name_len, "name")?.to_owned() })
        })
    }
}

/// A tenant's `overrides`, in all its environments.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_tenant(
    edit: *const Edit,
    name: *const c_char,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_edit_tenant_n(edit, name, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_edit_tenant` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_tenant_n(
    edit: *const Edit,
    name: *const c_char,
    name_len: usize,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            scope(edit, Target::Tenant { name: arg::text(name, name_len, "name")?.to_owned() })
        })
    }
}

/// A feature flag's entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_flag(
    edit: *const Edit,
    name: *const c_char,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_edit_flag_n(edit, name, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_edit_flag` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_flag_n(
    edit: *const Edit,
    name: *const c_char,
    name_len: usize,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            scope(edit, Target::Flag { name: arg::text(name, name_len, "name")?.to_owned() })
        })
    }
}

/// A workflow's file, by its name without the ending.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_workflow(
    edit: *const Edit,
    name: *const c_char,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_edit_workflow_n(edit, name, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_edit_workflow` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_workflow_n(
    edit: *const Edit,
    name: *const c_char,
    name_len: usize,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            scope(edit, Target::Workflow { name: arg::text(name, name_len, "name")?.to_owned() })
        })
    }
}

/// A file by its path in the project, from the root of its document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_file(
    edit: *const Edit,
    path: *const c_char,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_edit_file_n(edit, path, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_edit_file` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_edit_file_n(
    edit: *const Edit,
    path: *const c_char,
    path_len: usize,
    out: *mut *mut Scope,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            scope(edit, Target::File { path: arg::text(path, path_len, "path")?.to_owned() })
        })
    }
}
