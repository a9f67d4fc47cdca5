//! What a comparison is asked beside the environments.

use std::ffi::c_char;

use stageline::diff::DiffOptions;
use stageline::drift::{DriftOptions as Engine, DriftRule, Shape};
use stageline::value::{Date, SecretKey};

use crate::error::Error;
use crate::status::Status;
use crate::{arg, guard, json};

/// What a comparison is asked beside the environments: the day, rules and shapes of the program, a
/// key for marks of secrets, and what is compared. It may be used for several comparisons, on several
/// threads at once; one thread at a time may set it, and none may compare with it meanwhile.
pub struct DriftOptions(Engine);

impl DriftOptions {
    /// A copy of what the caller set; null means the usual options.
    ///
    /// # Safety
    /// As [`arg::handle`].
    pub(crate) unsafe fn of(options: *const DriftOptions) -> Result<Engine, Error> {
        match options.is_null() {
            true => Ok(Engine::new()),
            // SAFETY: the contract is the same.
            false => unsafe { arg::handle(options, "options") }.map(|options| options.0.clone()),
        }
    }

    /// What a difference is asked of them: nobody judges it.
    ///
    /// # Safety
    /// As [`arg::handle`].
    pub(crate) unsafe fn of_diff(options: *const DriftOptions) -> Result<DiffOptions, Error> {
        // SAFETY: the contract is the same.
        let given = unsafe { DriftOptions::of(options) }?;
        if given.today.is_some() || !given.rules.is_empty() || !given.shapes.is_empty() {
            let message = "`options` has a day, rules or shapes, and a difference is not judged";
            return Err(Error::usage(message.to_owned())
                .with_help("leave them out, or ask `stageline_snapshot_drift`"));
        }
        let mut options = DiffOptions::new().sections(given.sections).exclude(given.exclude);
        options.key = given.key;
        Ok(options)
    }
}

/// Makes the options that are taken where none are given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_drift_options_new(
    out: *mut *mut DriftOptions,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::call(out, err, || Ok(guard::give(DriftOptions(Engine::new())))) }
}

/// Says the day, such as `2026-12-31`, on which rules have expired or not; without one, none has.
///
/// Errors: `E_USAGE` for a text that is no day.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_drift_options_set_today(
    options: *mut DriftOptions,
    today: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_drift_options_set_today_n(options, today, arg::STAGELINE_NUL, err) }
}

/// `stageline_drift_options_set_today` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_drift_options_set_today_n(
    options: *mut DriftOptions,
    today: *const c_char,
    today_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let today = Date::parse(arg::text(today, today_len, "today")?)?;
            arg::handle_mut(options, "options")?.0.today = Some(today);
            Ok(())
        })
    }
}

/// Adds a rule behind those that were added: a JSON object as `drift.rules` of `stageline.yaml` has
/// them, such as `{"path": "resources.**", "expected": true, "reason": "staging is small"}`. All come
/// before the project's.
///
/// Errors: `E_USAGE` for what does not fit, and for keys that nothing reads.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_drift_options_add_rule(
    options: *mut DriftOptions,
    rule: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_drift_options_add_rule_n(options, rule, arg::STAGELINE_NUL, err) }
}

/// `stageline_drift_options_add_rule` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_drift_options_add_rule_n(
    options: *mut DriftOptions,
    rule: *const c_char,
    rule_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let rule = json::parse(arg::text(rule, rule_len, "rule")?, "rule")?;
            let rule = DriftRule::from_data(&rule)?;
            arg::handle_mut(options, "options")?.0.rules.push(rule);
            Ok(())
        })
    }
}

/// Adds a shape, which says how values must compare: a JSON object as `drift.shapes` of
/// `stageline.yaml` has them, such as `{"path": "replicas", "expect": "production >= staging", "reason":
/// "production has the load"}`.
///
/// Errors: `E_USAGE` for what does not fit, and for keys that nothing reads.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_drift_options_add_shape(
    options: *mut DriftOptions,
    shape: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_drift_options_add_shape_n(options, shape, arg::STAGELINE_NUL, err) }
}

/// `stageline_drift_options_add_shape` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_drift_options_add_shape_n(
    options: *mut DriftOptions,
    shape: *const c_char,
    shape_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let shape = json::parse(arg::text(shape, shape_len, "shape")?, "shape")?;
            let shape = Shape::from_data(&shape)?;
            arg::handle_mut(options, "options")?.0.shapes.push(shape);
            Ok(())
        })
    }
}

/// Marks withheld secrets with a key of `key_len` bytes, at least 16, which is copied: marks that were
/// made with one key are equal where the secrets are, and tell nothing else of them.
///
/// Errors: `E_USAGE` for a shorter key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_drift_options_set_key(
    options: *mut DriftOptions,
    key: *const u8,
    key_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let key = SecretKey::new(arg::bytes(key.cast(), key_len, "key")?)?;
            arg::handle_mut(options, "options")?.0.key = Some(key);
            Ok(())
        })
    }
}

/// Compares this part of environments (`record`, `configuration`, `services`, `flags`), this service,
/// or what lies at this pattern of paths alone, or another one that is added. With parts and patterns,
/// those paths of those parts. Whether there is such a one is said on comparing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_drift_options_add_section(
    options: *mut DriftOptions,
    section: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_drift_options_add_section_n(options, section, arg::STAGELINE_NUL, err) }
}

/// `stageline_drift_options_add_section` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_drift_options_add_section_n(
    options: *mut DriftOptions,
    section: *const c_char,
    section_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let section = arg::text(section, section_len, "section")?.to_owned();
            arg::handle_mut(options, "options")?.0.sections.push(section);
            Ok(())
        })
    }
}

/// Leaves out a part of environments, a service, or a pattern of paths with what lies below.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_drift_options_exclude(
    options: *mut DriftOptions,
    exclude: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_drift_options_exclude_n(options, exclude, arg::STAGELINE_NUL, err) }
}

/// `stageline_drift_options_exclude` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_drift_options_exclude_n(
    options: *mut DriftOptions,
    exclude: *const c_char,
    exclude_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let exclude = arg::text(exclude, exclude_len, "exclude")?.to_owned();
            arg::handle_mut(options, "options")?.0.exclude.push(exclude);
            Ok(())
        })
    }
}

/// Frees `options`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_drift_options_free(options: *mut DriftOptions) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(options) }
}
