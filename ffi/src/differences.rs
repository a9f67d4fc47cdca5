//! How environments differ, and which of it is drift: for programs and for people.

use std::ffi::c_char;

use serde::Serialize;

use crate::error::Error;
use crate::project::Project;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard};

/// The difference between two environments that a function was given by name.
///
/// # Safety
/// As [`arg::handle`] and [`arg::text`].
unsafe fn diff(
    project: *const Project,
    (left, left_len): (*const c_char, usize),
    (right, right_len): (*const c_char, usize),
) -> Result<stageline::diff::Diff, Error> {
    // SAFETY: the contract is the same.
    unsafe {
        let project = &arg::handle(project, "project")?.0;
        let left = arg::text(left, left_len, "left")?;
        Ok(project.snapshot().diff(left, arg::text(right, right_len, "right")?)?)
    }
}

/// The drift of environments that a function was given by name.
///
/// # Safety
/// As [`arg::handle`], [`arg::text`] and [`arg::texts`].
unsafe fn drift(
    project: *const Project,
    (baseline, baseline_len): (*const c_char, usize),
    (targets, count): (*const Text, usize),
) -> Result<stageline::drift::DriftReport, Error> {
    // SAFETY: the contract is the same.
    unsafe {
        let project = &arg::handle(project, "project")?.0;
        let baseline = arg::text(baseline, baseline_len, "baseline")?;
        let targets = arg::texts(targets, count, "targets")?;
        Ok(project.snapshot().drift(baseline, &targets)?)
    }
}

fn json(value: &impl Serialize) -> Result<*mut Bytes, Error> {
    Ok(guard::give(Bytes::json(value)?))
}

/// Writes what differs between two environments as JSON: `left`, `right`, and `sections` for the
/// record, the configuration, each service and the flags.
///
/// Errors: `E_UNKNOWN_ENVIRONMENT` with the nearest names, or what resolving one of them fails
/// with.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_diff_json(
    project: *const Project,
    left: *const c_char,
    right: *const c_char,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_project_diff_json_n(
            project,
            left,
            arg::STAGELINE_NUL,
            right,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_project_diff_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_diff_json_n(
    project: *const Project,
    left: *const c_char,
    left_len: usize,
    right: *const c_char,
    right_len: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::call(out, err, || json(&diff(project, (left, left_len), (right, right_len))?)) }
}

/// Writes what differs between two environments as text for people.
///
/// Errors: as `stageline_project_diff_json`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_diff_text(
    project: *const Project,
    left: *const c_char,
    right: *const c_char,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_project_diff_text_n(
            project,
            left,
            arg::STAGELINE_NUL,
            right,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_project_diff_text` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_diff_text_n(
    project: *const Project,
    left: *const c_char,
    left_len: usize,
    right: *const c_char,
    right_len: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let diff = diff(project, (left, left_len), (right, right_len))?;
            Ok(guard::give(Bytes::from(diff.to_string())))
        })
    }
}

/// Writes how `count` environments differ from a baseline, and which of it is drift, as JSON:
/// `baseline`, `targets`, `items` and `summary`. Drift is an answer, not an error.
///
/// Errors: `E_USAGE` without a target; as `stageline_project_diff_json`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_drift_json(
    project: *const Project,
    baseline: *const c_char,
    targets: *const Text,
    count: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_project_drift_json_n(
            project,
            baseline,
            arg::STAGELINE_NUL,
            targets,
            count,
            out,
            err,
        )
    }
}

/// `stageline_project_drift_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_drift_json_n(
    project: *const Project,
    baseline: *const c_char,
    baseline_len: usize,
    targets: *const Text,
    count: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || json(&drift(project, (baseline, baseline_len), (targets, count))?))
    }
}

/// Writes the drift as text for people: what differs by nature is only counted.
///
/// Errors: as `stageline_project_drift_json`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_drift_text(
    project: *const Project,
    baseline: *const c_char,
    targets: *const Text,
    count: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_project_drift_text_n(
            project,
            baseline,
            arg::STAGELINE_NUL,
            targets,
            count,
            out,
            err,
        )
    }
}

/// `stageline_project_drift_text` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_drift_text_n(
    project: *const Project,
    baseline: *const c_char,
    baseline_len: usize,
    targets: *const Text,
    count: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let report = drift(project, (baseline, baseline_len), (targets, count))?;
            Ok(guard::give(Bytes::from(report.to_string())))
        })
    }
}

/// How many differences are drift, for a program that only asks whether there are any.
///
/// Errors: as `stageline_project_drift_json`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_drift_count(
    project: *const Project,
    baseline: *const c_char,
    targets: *const Text,
    count: usize,
    out: *mut u64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_project_drift_count_n(
            project,
            baseline,
            arg::STAGELINE_NUL,
            targets,
            count,
            out,
            err,
        )
    }
}

/// `stageline_project_drift_count` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_drift_count_n(
    project: *const Project,
    baseline: *const c_char,
    baseline_len: usize,
    targets: *const Text,
    count: usize,
    out: *mut u64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let report = drift(project, (baseline, baseline_len), (targets, count))?;
            Ok(report.summary.drift as u64)
        })
    }
}
