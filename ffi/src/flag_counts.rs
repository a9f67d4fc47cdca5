//! How often flags gave what.

use stageline::flag::FlagCount as Engine;

use crate::error::Error;
use crate::project::Project;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard};

/// How often each flag gave what, in the order of environment, flag and answer. It never changes, and
/// threads share it freely. It belongs to the caller, who frees it with `stageline_flag_counts_free`;
/// what is asked of it lives as long as it does.
pub struct FlagCounts(Vec<Engine>);

/// How often a flag gave one answer, since counting began; borrowed from its list.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FlagCount {
    /// The environment that was asked.
    pub environment: Text,
    /// The flag.
    pub flag: Text,
    /// Whether it was the caller's fallback.
    pub is_fallback: bool,
    /// The variant's name, or the value as JSON; empty for the caller's fallback.
    pub gives: Text,
    /// Whether it could not be decided: the reason was `ERROR`.
    pub failed: bool,
    /// How often.
    pub count: u64,
}

impl FlagCount {
    const NOTHING: Self = FlagCount {
        environment: Text::EMPTY,
        flag: Text::EMPTY,
        is_fallback: false,
        gives: Text::EMPTY,
        failed: false,
        count: 0,
    };

    fn of(count: &Engine) -> Self {
        FlagCount {
            environment: Text::of(&count.environment),
            flag: Text::of(&count.flag),
            is_fallback: count.gives.is_none(),
            gives: Text::optional(count.gives.as_deref()),
            failed: count.failed,
            count: count.count,
        }
    }
}

/// Begins or ends counting what a project's flags give, which is off at first. What was counted stays.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_count_flags(
    project: *const Project,
    on: bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            arg::handle(project, "project")?.0.count_flags(on);
            Ok(())
        })
    }
}

/// How often each flag gave what while counting was on, through reloads as well.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_flag_counts(
    project: *const Project,
    out: *mut *mut FlagCounts,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(FlagCounts(arg::handle(project, "project")?.0.flag_counts())))
        })
    }
}

/// How many answers were given at all; 0 when `counts` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_counts_len(counts: *const FlagCounts) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(counts, "counts")?.0.len())) }
}

/// The count at `index`. Past the last one, or when `counts` is null, its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_counts_at(
    counts: *const FlagCounts,
    index: usize,
) -> FlagCount {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(FlagCount::NOTHING, || {
            let count = arg::handle(counts, "counts")?.0.get(index);
            Ok(count.map_or(FlagCount::NOTHING, FlagCount::of))
        })
    }
}

/// Writes the counts as a JSON list, each with `environment`, `flag`, `gives`, `failed` and `count`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_counts_to_json(
    counts: *const FlagCounts,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(guard::give(Bytes::json(&arg::handle(counts, "counts")?.0)?)))
    }
}

/// Frees `counts`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_counts_free(counts: *mut FlagCounts) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(counts) }
}
