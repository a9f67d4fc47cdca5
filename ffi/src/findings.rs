//! What a rule of the host finds: the sink that its callback fills.

use std::ffi::c_char;

use stageline::{Place, validate};

use crate::error::Error;
use crate::finding::Severity;
use crate::status::Status;
use crate::{arg, guard};

/// What a rule of the program finds, as it tells it. It belongs to the library and is valid while
/// the rule's callback runs, on the thread that runs it.
pub struct Findings {
    snapshot: stageline::Snapshot,
    rule: String,
    severity: stageline::Severity,
    found: Vec<validate::Finding>,
}

impl Findings {
    pub(crate) fn new(
        snapshot: &stageline::Snapshot,
        rule: &str,
        severity: stageline::Severity,
    ) -> Self {
        Findings { snapshot: snapshot.clone(), rule: rule.to_owned(), severity, found: Vec::new() }
    }

    pub(crate) fn into_found(self) -> Vec<validate::Finding> {
        self.found
    }

    fn add(&mut self, severity: stageline::Severity, message: &str) {
        self.found.push(validate::Finding::new(self.rule.clone(), severity, message));
    }

    /// Changes the finding that was added last.
    fn last(
        &mut self,
        change: impl FnOnce(validate::Finding) -> validate::Finding,
    ) -> Result<(), Error> {
        let Some(last) = self.found.pop() else {
            return Err(Error::usage("no finding was added yet".to_owned())
                .with_help("call `stageline_findings_add` first"));
        };
        self.found.push(change(last));
        Ok(())
    }

    /// An error that keeps the rule from its answer, as findings.
    fn fail(&mut self, error: &stageline::Error) {
        if error.problems().is_empty() {
            let severity = stageline::Severity::Error;
            let mut finding = validate::Finding::of_error(self.rule.clone(), severity, error);
            finding.message = format!("the rule `{}` failed: {}", self.rule, finding.message);
            self.found.push(finding);
        }
        error.problems().iter().for_each(|problem| self.fail(problem));
    }
}

/// Adds a finding. `severity` is a `stageline_severity`, or 0 for the usual one of the rule;
/// `message` is one lowercase sentence without a final period, which quotes no values. The
/// functions below say more of the finding that was added last.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_findings_add(
    findings: *mut Findings,
    severity: i32,
    message: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_findings_add_n(findings, severity, message, arg::STAGELINE_NUL, err) }
}

/// `stageline_findings_add` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_findings_add_n(
    findings: *mut Findings,
    severity: i32,
    message: *const c_char,
    message_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let findings = arg::handle_mut(findings, "findings")?;
            let severity = match severity {
                0 => findings.severity,
                number => Severity::engine(number, "severity")?,
            };
            findings.add(severity, arg::text(message, message_len, "message")?);
            Ok(())
        })
    }
}

/// Says what to do about the finding.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_findings_set_help(
    findings: *mut Findings,
    help: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_findings_set_help_n(findings, help, arg::STAGELINE_NUL, err) }
}

/// `stageline_findings_set_help` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_findings_set_help_n(
    findings: *mut Findings,
    help: *const c_char,
    help_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let help = arg::text(help, help_len, "help")?;
            arg::handle_mut(findings, "findings")?.last(|finding| finding.help(help))
        })
    }
}

/// Says the environment in which the finding matters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_findings_set_environment(
    findings: *mut Findings,
    environment: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_findings_set_environment_n(findings, environment, arg::STAGELINE_NUL, err) }
}

/// `stageline_findings_set_environment` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_findings_set_environment_n(
    findings: *mut Findings,
    environment: *const c_char,
    environment_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let environment = arg::text(environment, environment_len, "environment")?;
            arg::handle_mut(findings, "findings")?.last(|finding| finding.within(environment))
        })
    }
}

/// Adds a place to the finding; the first one is the main one. `line` and `column` count from 1; a
/// line 0 means the file as a whole.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_findings_add_place(
    findings: *mut Findings,
    file: *const c_char,
    line: u32,
    column: u32,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_findings_add_place_n(findings, file, arg::STAGELINE_NUL, line, column, err) }
}

/// `stageline_findings_add_place` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_findings_add_place_n(
    findings: *mut Findings,
    file: *const c_char,
    file_len: usize,
    line: u32,
    column: u32,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let file = arg::text(file, file_len, "file")?;
            let place = match line {
                0 => Place::file(file),
                _ => Place::range(file, (line, column), (line, column)),
            };
            arg::handle_mut(findings, "findings")?.last(|finding| finding.at(place))
        })
    }
}

/// Adds to the finding the place where the value at a path of an environment's configuration, or of
/// a service in it, was written. `service` may be null. A value that stands in no file has no
/// place.
///
/// Errors: `E_UNKNOWN_ENVIRONMENT`, `E_UNKNOWN_SERVICE`, `E_SERVICE_ABSENT`, `E_UNKNOWN_PATH`, or
/// why the values cannot be resolved.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_findings_add_place_of(
    findings: *mut Findings,
    environment: *const c_char,
    service: *const c_char,
    path: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_findings_add_place_of_n(
            findings,
            environment,
            arg::STAGELINE_NUL,
            service,
            arg::STAGELINE_NUL,
            path,
            arg::STAGELINE_NUL,
            err,
        )
    }
}

/// `stageline_findings_add_place_of` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_findings_add_place_of_n(
    findings: *mut Findings,
    environment: *const c_char,
    environment_len: usize,
    service: *const c_char,
    service_len: usize,
    path: *const c_char,
    path_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let findings = arg::handle_mut(findings, "findings")?;
            let environment = arg::text(environment, environment_len, "environment")?;
            let service = arg::optional_text(service, service_len, "service")?;
            let place = findings.snapshot.place_of(
                environment,
                service,
                arg::text(path, path_len, "path")?,
            )?;
            findings.last(|finding| finding.at(place))
        })
    }
}

/// Says why the rule cannot give its answer: an error of its id among the findings, beside those it
/// added.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_findings_fail(
    findings: *mut Findings,
    reason: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_findings_fail_n(findings, reason, arg::STAGELINE_NUL, err) }
}

/// `stageline_findings_fail` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_findings_fail_n(
    findings: *mut Findings,
    reason: *const c_char,
    reason_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let findings = arg::handle_mut(findings, "findings")?;
            let reason = arg::text(reason, reason_len, "reason")?;
            let message = format!("the rule `{}` failed: {reason}", findings.rule);
            findings.add(stageline::Severity::Error, &message);
            Ok(())
        })
    }
}

/// Says that an error of the library keeps the rule from its answer: it becomes an error of its id
/// among the findings, with its code, help and places. `error` stays the caller's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_findings_fail_with(
    findings: *mut Findings,
    error: *const Error,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let error = arg::handle(error, "error")?;
            arg::handle_mut(findings, "findings")?.fail(&error.0);
            Ok(())
        })
    }
}
