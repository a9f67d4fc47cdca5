//! Who was given what, read in batches.

use stageline::flag::{ErrorCode, Exposure as Engine};

use crate::error::Error;
use crate::flag_value::FlagValue;
use crate::project::Project;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::time::millis;
use crate::{arg, guard};

/// The exposures of a project's flags, noted for as long as this is there: they wait in a queue of
/// fixed length until they are drained. Threads share it freely. It belongs to the caller, who frees it
/// with `stageline_exposures_free`.
pub struct Exposures(stageline::flag::Exposures);

/// Exposures that were drained, oldest first. It belongs to the caller, who frees it with
/// `stageline_exposure_batch_free`; what is asked of it lives as long as it does.
pub struct ExposureBatch(Vec<Engine>);

/// Somebody was given a flag's answer; borrowed from its batch.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Exposure {
    /// The environment that was asked.
    pub environment: Text,
    /// The flag.
    pub flag: Text,
    /// The value that was given; null for the caller's fallback.
    pub value: FlagValue,
    /// The variant it is; empty where the flag has no variants.
    pub variant: Text,
    /// Why, as in `stageline_details_view`.
    pub reason: Text,
    /// Why it could not be decided; empty but with the reason `ERROR`.
    pub error_code: Text,
    /// Whether the context has a targeting key.
    pub has_targeting_key: bool,
    /// That key as text.
    pub targeting_key: Text,
    /// The time that the context asked for, or its clock's, in milliseconds since the start of 1970 in
    /// UTC.
    pub at: i64,
}

impl Exposure {
    const NOTHING: Self = Exposure {
        environment: Text::EMPTY,
        flag: Text::EMPTY,
        value: FlagValue::NOTHING,
        variant: Text::EMPTY,
        reason: Text::EMPTY,
        error_code: Text::EMPTY,
        has_targeting_key: false,
        targeting_key: Text::EMPTY,
        at: i64::MAX,
    };

    fn of(exposure: &Engine) -> Self {
        Exposure {
            environment: Text::of(&exposure.environment),
            flag: Text::of(&exposure.flag),
            value: FlagValue::of(&exposure.value),
            variant: Text::optional(exposure.variant.as_deref()),
            reason: Text::of(exposure.reason.as_str()),
            error_code: Text::optional(exposure.error_code.map(ErrorCode::as_str)),
            has_targeting_key: exposure.targeting_key.is_some(),
            targeting_key: Text::optional(exposure.targeting_key.as_deref()),
            at: millis(exposure.at),
        }
    }
}

/// Notes from now on who is given what by a project's flags, up to `capacity` exposures that nobody has
/// drained; what does not fit is dropped and counted, and evaluation never waits. A project has one
/// reader at a time: a new one takes the place of an earlier one. It ends when the reader is freed.
///
/// Questions for a value are noted: by handle, by name, with details, of several. Explanations,
/// previews, comparisons and questions for all flags are not.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_exposures(
    project: *const Project,
    capacity: usize,
    out: *mut *mut Exposures,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let project = &arg::handle(project, "project")?.0;
            Ok(guard::give(Exposures(project.exposures(capacity))))
        })
    }
}

/// Takes what waits, oldest first, but no more than `most`; 0 takes as many as may wait. Without any, the
/// batch is empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_exposures_drain(
    exposures: *const Exposures,
    most: usize,
    out: *mut *mut ExposureBatch,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let exposures = &arg::handle(exposures, "exposures")?.0;
            let most = if most == 0 { exposures.capacity() } else { most };
            Ok(guard::give(ExposureBatch(exposures.drain_up_to(most))))
        })
    }
}

/// How many were dropped because the queue was full; 0 when `exposures` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_exposures_dropped(exposures: *const Exposures) -> u64 {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(exposures, "exposures")?.0.dropped())) }
}

/// How many may wait, which may be less than was asked for; 0 when `exposures` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_exposures_capacity(exposures: *const Exposures) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(exposures, "exposures")?.0.capacity())) }
}

/// Frees `exposures`, which ends noting them; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_exposures_free(exposures: *mut Exposures) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(exposures) }
}

/// How many exposures there are; 0 when `batch` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_exposure_batch_len(batch: *const ExposureBatch) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(batch, "batch")?.0.len())) }
}

/// The exposure at `index`. Past the last one, or when `batch` is null, its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_exposure_batch_at(
    batch: *const ExposureBatch,
    index: usize,
) -> Exposure {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Exposure::NOTHING, || {
            let exposure = arg::handle(batch, "batch")?.0.get(index);
            Ok(exposure.map_or(Exposure::NOTHING, Exposure::of))
        })
    }
}

/// Writes the exposures as a JSON list, each with `environment`, `flag`, `variant`, `value`, `reason`,
/// `error_code`, `targeting_key` and `at`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_exposure_batch_to_json(
    batch: *const ExposureBatch,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(guard::give(Bytes::json(&arg::handle(batch, "batch")?.0)?)))
    }
}

/// Frees `batch`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_exposure_batch_free(batch: *mut ExposureBatch) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(batch) }
}
