//! How a project is validated: the day, the environments, and rules of the host.

use std::ffi::{c_char, c_void};
use std::sync::Arc;

use stageline::value::Date;
use stageline::{HostRule, ValidateOptions};

use crate::error::Error;
use crate::finding::Severity;
use crate::findings::Findings;
use crate::log::Destructor;
use crate::project::Project;
use crate::report::Report;
use crate::snapshot::Snapshot;
use crate::status::Status;
use crate::{arg, guard};

/// What a validation is asked beside its rules. It may be used for several validations, on several
/// threads at once; one thread at a time may set it, and none may validate with it meanwhile.
pub struct Validation(ValidateOptions);

/// A rule of the program: it looks at `snapshot` and tells `findings` what it finds. Both are
/// borrowed, and valid during the call only. It runs on the thread that validates, and may call the
/// library.
pub type RuleCallback = Option<
    extern "C" fn(user_data: *mut c_void, snapshot: *const Snapshot, findings: *mut Findings),
>;

/// A callback with what it needs; dropped when its validation is freed.
struct Rule {
    id: String,
    severity: stageline::Severity,
    callback: extern "C" fn(*mut c_void, *const Snapshot, *mut Findings),
    user_data: *mut c_void,
    destructor: Destructor,
}

// SAFETY: `user_data` is only handed back to the program, whose callback and destructor may run
// on any thread by the contract of `stageline_validation_add_rule`.
unsafe impl Send for Rule {}
// SAFETY: as above.
unsafe impl Sync for Rule {}

impl Rule {
    fn apply(&self, snapshot: &stageline::Snapshot) -> Vec<stageline::validate::Finding> {
        let mut findings = Findings::new(snapshot, &self.id, self.severity);
        let snapshot = Snapshot(snapshot.clone());
        (self.callback)(self.user_data, &raw const snapshot, &raw mut findings);
        findings.into_found()
    }
}

impl Drop for Rule {
    fn drop(&mut self) {
        if let Some(destructor) = self.destructor {
            destructor(self.user_data);
        }
    }
}

/// Adds a rule to a validation. The user data of one that is refused stays the caller's.
fn add(validation: &mut ValidateOptions, rule: Rule, summary: &str) -> Result<(), Error> {
    let rule = Arc::new(rule);
    let asked = Arc::clone(&rule);
    let made = HostRule::new(rule.id.as_str(), rule.severity, summary, move |snapshot| {
        Ok(asked.apply(snapshot))
    });
    match made {
        Ok(made) => validation.rules.push(made),
        Err(error) => {
            if let Some(mut refused) = Arc::into_inner(rule) {
                refused.destructor = None;
            }
            return Err(error.into());
        }
    }
    Ok(())
}

/// Validates a state; null means the usual options.
///
/// # Safety
/// As [`arg::handle`].
unsafe fn validate(
    snapshot: stageline::Snapshot,
    validation: *const Validation,
) -> Result<*mut Report, Error> {
    let report = match validation.is_null() {
        true => snapshot.validate(),
        // SAFETY: the contract is the same.
        false => snapshot.validate_with(&unsafe { arg::handle(validation, "validation") }?.0)?,
    };
    Ok(guard::give(Report::new(report, snapshot)))
}

/// Makes the options that a project is validated with when none are given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_validation_new(
    out: *mut *mut Validation,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::call(out, err, || Ok(guard::give(Validation(ValidateOptions::new())))) }
}

/// Says the day, such as `2026-12-31`, on which exceptions have expired or not; without one, none
/// has.
///
/// Errors: `E_USAGE` for a text that is no day.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_validation_set_today(
    validation: *mut Validation,
    today: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_validation_set_today_n(validation, today, arg::STAGELINE_NUL, err) }
}

/// `stageline_validation_set_today` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_validation_set_today_n(
    validation: *mut Validation,
    today: *const c_char,
    today_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let today = Date::parse(arg::text(today, today_len, "today")?)?;
            arg::handle_mut(validation, "validation")?.0.today = Some(today);
            Ok(())
        })
    }
}

/// Only findings that matter in this environment count, or in another one that is added. Whether it
/// exists is said on validating.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_validation_add_environment(
    validation: *mut Validation,
    environment: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_validation_add_environment_n(validation, environment, arg::STAGELINE_NUL, err)
    }
}

/// `stageline_validation_add_environment` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_validation_add_environment_n(
    validation: *mut Validation,
    environment: *const c_char,
    environment_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let environment = arg::text(environment, environment_len, "environment")?.to_owned();
            arg::handle_mut(validation, "validation")?.0.environments.push(environment);
            Ok(())
        })
    }
}

/// Adds a rule of the program with its id, how bad its findings usually are (a
/// `stageline_severity`), and what it finds in one sentence. Its findings are held against the
/// project's exceptions like all others.
///
/// `destructor`, unless null, is called with `user_data` once, after the last call of `callback`
/// has returned: when `validation` is freed. When this function fails it is not called.
///
/// Errors: `E_NAME` for an id that is no name or holds a comma or white space; `E_NAME_TAKEN` for
/// the id of a rule of stageline. That two rules of the program have one id is said on validating.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_validation_add_rule(
    validation: *mut Validation,
    id: *const c_char,
    severity: i32,
    summary: *const c_char,
    callback: RuleCallback,
    user_data: *mut c_void,
    destructor: Destructor,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_validation_add_rule_n(
            validation,
            id,
            arg::STAGELINE_NUL,
            severity,
            summary,
            arg::STAGELINE_NUL,
            callback,
            user_data,
            destructor,
            err,
        )
    }
}

/// `stageline_validation_add_rule` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_validation_add_rule_n(
    validation: *mut Validation,
    id: *const c_char,
    id_len: usize,
    severity: i32,
    summary: *const c_char,
    summary_len: usize,
    callback: RuleCallback,
    user_data: *mut c_void,
    destructor: Destructor,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let validation = &mut arg::handle_mut(validation, "validation")?.0;
            let id = arg::text(id, id_len, "id")?.to_owned();
            let severity = Severity::engine(severity, "severity")?;
            let summary = arg::text(summary, summary_len, "summary")?;
            let callback = callback.ok_or_else(|| arg::null("callback"))?;
            add(validation, Rule { id, severity, callback, user_data, destructor }, summary)
        })
    }
}

/// What is wrong with this state, by place, each finding once. `validation` may be null. Findings
/// are an answer, not an error.
///
/// Errors: `E_UNKNOWN_ENVIRONMENT` for an environment that was added and does not exist;
/// `E_NAME_TAKEN` where two rules of the program have one id.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_validate(
    snapshot: *const Snapshot,
    validation: *const Validation,
    out: *mut *mut Report,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || validate(arg::handle(snapshot, "snapshot")?.0.clone(), validation))
    }
}

/// What is wrong with the project as it is now. A project that was opened leniently has what could
/// not be loaded among the findings. `validation` may be null.
///
/// Errors: as `stageline_snapshot_validate`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_validate(
    project: *const Project,
    validation: *const Validation,
    out: *mut *mut Report,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            validate(arg::handle(project, "project")?.0.snapshot(), validation)
        })
    }
}

/// Frees `validation`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_validation_free(validation: *mut Validation) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(validation) }
}
