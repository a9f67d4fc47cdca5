//! Several flags asked at once, of one state of the project and at one time.

use crate::context::{self, Context};
use crate::details::{Details, DetailsView};
use crate::error::Error;
use crate::flags::Flags;
use crate::status::Status;
use crate::text::Text;
use crate::value::Value;
use crate::{arg, guard};

/// What several flags answered. It never changes, and threads share it freely. It belongs to the
/// caller, who frees it with `stageline_evaluations_free`; what is asked of it lives as long as it does.
pub struct Evaluations(Vec<Details>);

impl Evaluations {
    fn of(evaluations: &stageline::flag::Evaluations<'_>) -> Self {
        Evaluations(evaluations.iter().map(|details| Details::of(&details)).collect())
    }
}

/// Every flag for one context, from one state of the project and at one time, in the order the flags
/// were first seen.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_evaluate_all(
    flags: *const Flags,
    context: *const Context,
    out: *mut *mut Evaluations,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let all = flags.evaluate_all(context::asked(context)?);
            Ok(guard::give(Evaluations::of(&all)))
        })
    }
}

/// `count` flags for one context, from one state of the project and at one time, in the order they are
/// named.
///
/// Errors: `E_UNKNOWN_FLAG` with the nearest names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_evaluate_many(
    flags: *const Flags,
    names: *const Text,
    count: usize,
    context: *const Context,
    out: *mut *mut Evaluations,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let names = arg::texts(names, count, "names")?;
            let many = flags.evaluate_many(&names, context::asked(context)?)?;
            Ok(guard::give(Evaluations::of(&many)))
        })
    }
}

/// How many answers there are; 0 when `evaluations` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_evaluations_len(evaluations: *const Evaluations) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(evaluations, "evaluations")?.0.len())) }
}

/// The answer at `index`. Past the last one, or when `evaluations` is null, its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_evaluations_at(
    evaluations: *const Evaluations,
    index: usize,
) -> DetailsView {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(DetailsView::NOTHING, || {
            let details = arg::handle(evaluations, "evaluations")?.0.get(index);
            Ok(details.map_or(DetailsView::NOTHING, Details::view))
        })
    }
}

/// The value of the answer at `index` as a tree, for lists and maps.
///
/// Errors: `E_USAGE` for an index past the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_evaluations_value(
    evaluations: *const Evaluations,
    index: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let all = &arg::handle(evaluations, "evaluations")?.0;
            Ok(guard::give(arg::item(all, index, "answers")?.value()))
        })
    }
}

/// Frees `evaluations`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_evaluations_free(evaluations: *mut Evaluations) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(evaluations) }
}
