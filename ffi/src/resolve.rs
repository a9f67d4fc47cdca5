//! Environments and services, asked of a project by name.

use std::ffi::c_char;

use stageline::{Configuration, Environment};

use crate::error::Error;
use crate::names::Names;
use crate::project::Project;
use crate::status::Status;
use crate::text::Bytes;
use crate::value::Value;
use crate::{arg, guard, json};

/// The environment that a function was given by name.
///
/// # Safety
/// As [`arg::handle`] and [`arg::text`].
pub(crate) unsafe fn bound(
    project: *const Project,
    name: *const c_char,
    name_len: usize,
) -> Result<Environment, Error> {
    // SAFETY: the contract is the same.
    let (project, name) =
        unsafe { (arg::handle(project, "project")?, arg::text(name, name_len, "environment")?) };
    Ok(project.0.environment(name)?)
}

/// An environment's configuration under overrides given as JSON text.
pub(crate) fn environment(
    environment: &Environment,
    overrides: Option<&str>,
) -> Result<Configuration, Error> {
    Ok(match overrides {
        None => environment.resolve()?,
        some => environment.resolve_with(&json::parse_map(some, "overrides")?)?,
    })
}

/// A service's configuration under overrides given as JSON text.
pub(crate) fn service(
    environment: &Environment,
    service: &str,
    overrides: Option<&str>,
) -> Result<Configuration, Error> {
    let service = environment.service(service)?;
    Ok(match overrides {
        None => service.resolve()?,
        some => service.resolve_with(&json::parse_map(some, "overrides")?)?,
    })
}

/// Resolves the configuration of an environment, with all that it extends.
///
/// Errors: `E_UNKNOWN_ENVIRONMENT` with the nearest names; `E_UNKNOWN_BASE`, `E_AMBIGUOUS_BASE`,
/// `E_NO_DEFAULT_BASE`, `E_EXTENDS_CYCLE` or `E_EXTENDS_DEPTH` with the places of the `extends`
/// concerned.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_environment_resolve(
    project: *const Project,
    environment: *const c_char,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_environment_resolve_n(project, environment, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_environment_resolve` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_environment_resolve_n(
    project: *const Project,
    environment: *const c_char,
    environment_len: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let environment = bound(project, environment, environment_len)?;
            Ok(guard::give(Value::new(environment.resolve()?)))
        })
    }
}

/// Resolves the configuration of an environment with `overrides` on top: a JSON object, merge
/// instructions such as `{"$append": [...]}` among its values. Null means none.
///
/// Errors: as `stageline_environment_resolve`; `E_USAGE` for text that is no JSON object; `E_MERGE`
/// for a merge instruction that is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_environment_resolve_with(
    project: *const Project,
    environment: *const c_char,
    overrides: *const c_char,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_environment_resolve_with_n(
            project,
            environment,
            arg::STAGELINE_NUL,
            overrides,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_environment_resolve_with` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_environment_resolve_with_n(
    project: *const Project,
    environment: *const c_char,
    environment_len: usize,
    overrides: *const c_char,
    overrides_len: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let environment = bound(project, environment, environment_len)?;
            let overrides = arg::optional_text(overrides, overrides_len, "overrides")?;
            let resolved = self::environment(&environment, overrides)?;
            Ok(guard::give(Value::new(resolved)))
        })
    }
}

/// An environment's record: what the project says of the environment itself (tier, region, limits).
///
/// Errors: `E_UNKNOWN_ENVIRONMENT` with the nearest names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_environment_record(
    project: *const Project,
    environment: *const c_char,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_environment_record_n(project, environment, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_environment_record` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_environment_record_n(
    project: *const Project,
    environment: *const c_char,
    environment_len: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let environment = bound(project, environment, environment_len)?;
            Ok(guard::give(Value::new(environment.record_tree()?)))
        })
    }
}

/// Whether customers depend on an environment: its tier is `production`.
///
/// Errors: `E_UNKNOWN_ENVIRONMENT` with the nearest names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_environment_is_production(
    project: *const Project,
    environment: *const c_char,
    out: *mut bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_environment_is_production_n(project, environment, arg::STAGELINE_NUL, out, err)
    }
}

/// `stageline_environment_is_production` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_environment_is_production_n(
    project: *const Project,
    environment: *const c_char,
    environment_len: usize,
    out: *mut bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let environment = bound(project, environment, environment_len)?;
            Ok(environment.is_production())
        })
    }
}

/// Writes the name of the environment that a tenant derives from this one.
///
/// Errors: `E_UNKNOWN_ENVIRONMENT`; `E_UNKNOWN_TENANT` for a tenant that does not exist or has no
/// such environment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_environment_tenant(
    project: *const Project,
    environment: *const c_char,
    tenant: *const c_char,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_environment_tenant_n(
            project,
            environment,
            arg::STAGELINE_NUL,
            tenant,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_environment_tenant` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_environment_tenant_n(
    project: *const Project,
    environment: *const c_char,
    environment_len: usize,
    tenant: *const c_char,
    tenant_len: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let environment = bound(project, environment, environment_len)?;
            let tenant = arg::text(tenant, tenant_len, "tenant")?;
            let derived = environment.tenant(tenant)?;
            Ok(guard::give(Bytes::from(derived.name().to_owned())))
        })
    }
}

/// The names of the services that are configured in an environment, sorted.
///
/// Errors: `E_UNKNOWN_ENVIRONMENT` with the nearest names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_environment_service_names(
    project: *const Project,
    environment: *const c_char,
    out: *mut *mut Names,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_environment_service_names_n(project, environment, arg::STAGELINE_NUL, out, err)
    }
}

/// `stageline_environment_service_names` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_environment_service_names_n(
    project: *const Project,
    environment: *const c_char,
    environment_len: usize,
    out: *mut *mut Names,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let environment = bound(project, environment, environment_len)?;
            Ok(guard::give(Names::of(&environment.service_names())))
        })
    }
}

/// Resolves the values of a service in an environment. Paths begin below the service's name.
///
/// Errors: as `stageline_environment_resolve`; `E_UNKNOWN_SERVICE` with the nearest names;
/// `E_SERVICE_ABSENT` where the service has neither a base nor a file for the environment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_service_resolve(
    project: *const Project,
    environment: *const c_char,
    service: *const c_char,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_service_resolve_n(
            project,
            environment,
            arg::STAGELINE_NUL,
            service,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_service_resolve` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_service_resolve_n(
    project: *const Project,
    environment: *const c_char,
    environment_len: usize,
    service: *const c_char,
    service_len: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let environment = bound(project, environment, environment_len)?;
            let service = arg::text(service, service_len, "service")?;
            let resolved = self::service(&environment, service, None)?;
            Ok(guard::give(Value::new(resolved)))
        })
    }
}

/// Resolves the values of a service with `overrides` on top, as
/// `stageline_environment_resolve_with` does.
///
/// Errors: as `stageline_service_resolve` and `stageline_environment_resolve_with`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_service_resolve_with(
    project: *const Project,
    environment: *const c_char,
    service: *const c_char,
    overrides: *const c_char,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_service_resolve_with_n(
            project,
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

/// `stageline_service_resolve_with` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_service_resolve_with_n(
    project: *const Project,
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
            let environment = bound(project, environment, environment_len)?;
            let service = arg::text(service, service_len, "service")?;
            let overrides = arg::optional_text(overrides, overrides_len, "overrides")?;
            let resolved = self::service(&environment, service, overrides)?;
            Ok(guard::give(Value::new(resolved)))
        })
    }
}

/// Whether a service has a file in an environment, a base, or a file of an environment that it
/// extends.
///
/// Errors: `E_UNKNOWN_ENVIRONMENT` or `E_UNKNOWN_SERVICE` with the nearest names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_service_is_configured(
    project: *const Project,
    environment: *const c_char,
    service: *const c_char,
    out: *mut bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_service_is_configured_n(
            project,
            environment,
            arg::STAGELINE_NUL,
            service,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_service_is_configured` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_service_is_configured_n(
    project: *const Project,
    environment: *const c_char,
    environment_len: usize,
    service: *const c_char,
    service_len: usize,
    out: *mut bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let environment = bound(project, environment, environment_len)?;
            let service = arg::text(service, service_len, "service")?;
            Ok(environment.service(service)?.is_configured())
        })
    }
}
