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
