//! Environments held against each other: how they differ, and which of it is drift.

use std::ffi::c_char;

use crate::comparison::Comparison;
use crate::drift_options::DriftOptions;
use crate::error::Error;
use crate::snapshot::Snapshot;
use crate::status::Status;
use crate::text::Text;
use crate::{arg, guard};

/// What differs between two environments: record, configuration, each service, flags.
///
/// Errors: `E_UNKNOWN_ENVIRONMENT` with the nearest names, or what resolving one of them fails with.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_diff(
    snapshot: *const Snapshot,
    left: *const c_char,
    right: *const c_char,
    out: *mut *mut Comparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_snapshot_diff_n(
            snapshot,
            left,
            arg::STAGELINE_NUL,
            right,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_snapshot_diff` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_diff_n(
    snapshot: *const Snapshot,
    left: *const c_char,
    left_len: usize,
    right: *const c_char,
    right_len: usize,
    out: *mut *mut Comparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = &arg::handle(snapshot, "snapshot")?.0;
            let left = arg::text(left, left_len, "left")?;
            let diff = snapshot.diff(left, arg::text(right, right_len, "right")?)?;
            let sources = (snapshot.sources(), snapshot.sources());
            Ok(guard::give(Comparison::of_diff(diff, sources)))
        })
    }
}

/// What differs between two environments in some parts, services and paths alone, or without some, as
/// the sections and exclusions of `options` say. A key of theirs marks withheld secrets. Null asks for
/// everything.
///
/// Errors: as `stageline_snapshot_diff`; `E_USAGE` for a section or an exclusion that is no part, no
/// service and no path that one of the two has, where nothing is left to compare, and for options with
/// a day, rules or shapes: a difference is not judged.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_diff_where(
    snapshot: *const Snapshot,
    left: *const c_char,
    right: *const c_char,
    options: *const DriftOptions,
    out: *mut *mut Comparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_snapshot_diff_where_n(
            snapshot,
            left,
            arg::STAGELINE_NUL,
            right,
            arg::STAGELINE_NUL,
            options,
            out,
            err,
        )
    }
}

/// `stageline_snapshot_diff_where` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_diff_where_n(
    snapshot: *const Snapshot,
    left: *const c_char,
    left_len: usize,
    right: *const c_char,
    right_len: usize,
    options: *const DriftOptions,
    out: *mut *mut Comparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = &arg::handle(snapshot, "snapshot")?.0;
            let left = arg::text(left, left_len, "left")?;
            let right = arg::text(right, right_len, "right")?;
            let diff = snapshot.diff_where(left, right, &DriftOptions::of_diff(options)?)?;
            let sources = (snapshot.sources(), snapshot.sources());
            Ok(guard::give(Comparison::of_diff(diff, sources)))
        })
    }
}

/// What differs between an environment and one of another state of the project, or of another project.
/// What values mean is as the first state says. Where both have one name, the answer calls the first
/// one `before` and the second `after`.
///
/// Errors: as `stageline_snapshot_diff`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_diff_with(
    snapshot: *const Snapshot,
    left: *const c_char,
    other: *const Snapshot,
    right: *const c_char,
    out: *mut *mut Comparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_snapshot_diff_with_n(
            snapshot,
            left,
            arg::STAGELINE_NUL,
            other,
            right,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_snapshot_diff_with` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_diff_with_n(
    snapshot: *const Snapshot,
    left: *const c_char,
    left_len: usize,
    other: *const Snapshot,
    right: *const c_char,
    right_len: usize,
    out: *mut *mut Comparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = &arg::handle(snapshot, "snapshot")?.0;
            let other = &arg::handle(other, "other")?.0;
            let left = arg::text(left, left_len, "left")?;
            let diff = snapshot.diff_with(left, other, arg::text(right, right_len, "right")?)?;
            let sources = (snapshot.sources(), other.sources());
            Ok(guard::give(Comparison::of_diff(diff, sources)))
        })
    }
}

/// What differs between a service of an environment and another one, of the same state or of another.
/// The sides are called by their environments; where these are one, by their services; where those are
/// one too, `before` and `after`. Where one of them is absent, that is the difference.
///
/// Errors: `E_UNKNOWN_ENVIRONMENT` and `E_UNKNOWN_SERVICE` with the nearest names, or why one of them
/// cannot be resolved.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_service_diff(
    snapshot: *const Snapshot,
    environment: *const c_char,
    service: *const c_char,
    other: *const Snapshot,
    other_environment: *const c_char,
    other_service: *const c_char,
    out: *mut *mut Comparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_service_diff_n(
            snapshot,
            environment,
            arg::STAGELINE_NUL,
            service,
            arg::STAGELINE_NUL,
            other,
            other_environment,
            arg::STAGELINE_NUL,
            other_service,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_service_diff` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_service_diff_n(
    snapshot: *const Snapshot,
    environment: *const c_char,
    environment_len: usize,
    service: *const c_char,
    service_len: usize,
    other: *const Snapshot,
    other_environment: *const c_char,
    other_environment_len: usize,
    other_service: *const c_char,
    other_service_len: usize,
    out: *mut *mut Comparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = &arg::handle(snapshot, "snapshot")?.0;
            let environment = arg::text(environment, environment_len, "environment")?;
            let service = arg::text(service, service_len, "service")?;
            let other = &arg::handle(other, "other")?.0;
            let there = arg::text(other_environment, other_environment_len, "other_environment")?;
            let another = arg::text(other_service, other_service_len, "other_service")?;
            let left = snapshot.environment(environment)?.service(service)?;
            let right = other.environment(there)?.service(another)?;
            let sources = (snapshot.sources(), other.sources());
            Ok(guard::give(Comparison::of_diff(left.diff(&right)?, sources)))
        })
    }
}

/// How `count` environments differ from a baseline, and which of it is drift. Drift is an answer, not
/// an error. `options` may be null.
///
/// Errors: `E_USAGE` without a target, and for a section or an exclusion that is none;
/// `E_UNKNOWN_ENVIRONMENT`; `E_NAME_TAKEN` where two rules of the program have one name; or what
/// resolving one of the environments fails with.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_drift(
    snapshot: *const Snapshot,
    baseline: *const c_char,
    targets: *const Text,
    count: usize,
    options: *const DriftOptions,
    out: *mut *mut Comparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_snapshot_drift_n(
            snapshot,
            baseline,
            arg::STAGELINE_NUL,
            targets,
            count,
            options,
            out,
            err,
        )
    }
}

/// `stageline_snapshot_drift` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_drift_n(
    snapshot: *const Snapshot,
    baseline: *const c_char,
    baseline_len: usize,
    targets: *const Text,
    count: usize,
    options: *const DriftOptions,
    out: *mut *mut Comparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = &arg::handle(snapshot, "snapshot")?.0;
            let baseline = arg::text(baseline, baseline_len, "baseline")?;
            let targets = arg::texts(targets, count, "targets")?;
            let options = DriftOptions::of(options)?;
            let report = snapshot.drift_with(baseline, &targets, &options)?;
            let sources = (snapshot.sources(), snapshot.sources());
            Ok(guard::give(Comparison::of_drift(report, sources)))
        })
    }
}

/// What is not the same in all of `count` environments: who agrees with whom, who stands apart from most,
/// and which shapes are violated. A violated shape is drift. `options` may be null; rules have no say here.
///
/// Errors: `E_USAGE` for fewer than two environments, and for one that is named twice; as
/// `stageline_snapshot_drift`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_compare(
    snapshot: *const Snapshot,
    environments: *const Text,
    count: usize,
    options: *const DriftOptions,
    out: *mut *mut Comparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = &arg::handle(snapshot, "snapshot")?.0;
            let environments = arg::texts(environments, count, "environments")?;
            let options = DriftOptions::of(options)?;
            let survey = snapshot.compare_with(&environments, &options)?;
            let sources = (snapshot.sources(), snapshot.sources());
            Ok(guard::give(Comparison::of_survey(survey, sources)))
        })
    }
}
