//! The pinned state of a project: what it holds, and resolving from it.

use std::ffi::c_char;

use crate::error::Error;
use crate::names::Names;
use crate::status::Status;
use crate::text::Bytes;
use crate::value::Value;
use crate::{arg, guard, resolve};

/// A project as it was at one moment. It never changes, and threads share it freely.
pub struct Snapshot(pub(crate) stageline::Snapshot);

/// The names of the environments, in the order of the file, those of tenants behind.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_environment_names(
    snapshot: *const Snapshot,
    out: *mut *mut Names,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = arg::handle(snapshot, "snapshot")?;
            Ok(guard::give(Names::of(&snapshot.0.environment_names())))
        })
    }
}

/// The names of the services, sorted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_service_names(
    snapshot: *const Snapshot,
    out: *mut *mut Names,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = arg::handle(snapshot, "snapshot")?;
            Ok(guard::give(Names::of(&snapshot.0.service_names())))
        })
    }
}

/// Writes source code with a typed constant and getter for each flag, in a language: `c`, `python`, `rust` or
/// `typescript`.
///
/// Errors: `E_USAGE` for another language; `E_NAME_TAKEN` for flags or variants that would have one name there.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_flag_accessors(
    snapshot: *const Snapshot,
    language: *const c_char,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_snapshot_flag_accessors_n(snapshot, language, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_snapshot_flag_accessors` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_flag_accessors_n(
    snapshot: *const Snapshot,
    language: *const c_char,
    language_len: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = arg::handle(snapshot, "snapshot")?;
            let language = arg::text(language, language_len, "language")?.parse()?;
            let accessors = snapshot.0.flag_accessors(language)?;
            Ok(guard::give(Bytes::from(accessors.text().to_owned())))
        })
    }
}

/// Writes the digest of all files, paths and texts: `sl1:` and 64 hexadecimal digits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_digest(
    snapshot: *const Snapshot,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let digest = arg::handle(snapshot, "snapshot")?.0.digest();
            Ok(guard::give(Bytes::from(digest.to_string())))
        })
    }
}

/// Writes what could not be loaded as a JSON list of errors; empty unless the project was opened
/// leniently.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_problems_json(
    snapshot: *const Snapshot,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = arg::handle(snapshot, "snapshot")?;
            Ok(guard::give(Bytes::json(&snapshot.0.problems().collect::<Vec<_>>())?))
        })
    }
}

/// Writes the tenants as a JSON list, in the order of the file: `name`, `environments` (each `from`
/// and `name`), `tier`, `isolation` and `place`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_tenants_json(
    snapshot: *const Snapshot,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = arg::handle(snapshot, "snapshot")?;
            Ok(guard::give(Bytes::json(&snapshot.0.tenants())?))
        })
    }
}

/// Writes the pipelines as a JSON list, by the names of their workflows: `name`, `title`, and
/// `stages` with `environment`, `auto_promote`, `gates` (each `name`, `when` and `approval`) and
/// `place`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_pipelines_json(
    snapshot: *const Snapshot,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = arg::handle(snapshot, "snapshot")?;
            Ok(guard::give(Bytes::json(&snapshot.0.pipelines())?))
        })
    }
}

/// Resolves the configuration of an environment, or of a service in it, from this state.
/// `service` may be null; `overrides` is a JSON object laid on top, or null.
///
/// Errors: as `stageline_environment_resolve_with` and `stageline_service_resolve_with`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_resolve(
    snapshot: *const Snapshot,
    environment: *const c_char,
    service: *const c_char,
    overrides: *const c_char,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_snapshot_resolve_n(
            snapshot,
            environment,
            arg::STAGELINE_NUL,
            service,
            arg::STAGELINE_NUL,
            overrides,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_snapshot_resolve` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_resolve_n(
    snapshot: *const Snapshot,
    environment: *const c_char,
    environment_len: usize,
    service: *const c_char,
    service_len: usize,
    overrides: *const c_char,
    overrides_len: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = &arg::handle(snapshot, "snapshot")?.0;
            let environment = arg::text(environment, environment_len, "environment")?;
            let service = arg::optional_text(service, service_len, "service")?;
            let overrides = arg::optional_text(overrides, overrides_len, "overrides")?;
            let environment = snapshot.environment(environment)?;
            let resolved = match service {
                Some(service) => resolve::service(&environment, service, overrides)?,
                None => resolve::environment(&environment, overrides)?,
            };
            Ok(guard::give(Value::new(resolved)))
        })
    }
}

/// Frees `snapshot`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_free(snapshot: *mut Snapshot) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(snapshot) }
}
