//! Who gets what differently in two environments, and which entry causes it.

use stageline::flag::{ErrorCode, FlagComparison as Engine, FlagDifference as Difference};

use crate::context::{self, Context};
use crate::error::{Error, Place};
use crate::flag_value::FlagValue;
use crate::flags::Flags;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard};

/// The flags that answer some contexts differently in two environments. It never changes, and threads
/// share it freely. It belongs to the caller, who frees it with `stageline_flag_comparison_free`; what
/// is asked of it lives as long as it does.
pub struct FlagComparison(Engine);

/// A comparison as a whole, borrowed from it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FlagComparisonView {
    /// The first environment.
    pub left: Text,
    /// The second one.
    pub right: Text,
    /// How many contexts were asked for.
    pub context_count: usize,
    /// How many flags were compared.
    pub flag_count: usize,
    /// How many differences there are; a flag has one for each pair of answers.
    pub difference_count: usize,
}

/// What an environment answers, and what makes it do so, borrowed from its comparison.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FlagSide {
    /// The value; that of the flag's default, else null, where nothing was decided.
    pub value: FlagValue,
    /// The variant it is; empty where the flag has no variants.
    pub variant: Text,
    /// Why, as in `stageline_details_view`.
    pub reason: Text,
    /// Why it cannot be decided; empty but with the reason `ERROR`.
    pub error_code: Text,
    /// The part that decided, as in `stageline_details_view`.
    pub decided_by: Text,
    /// The environment whose entry counts, or `default` for the flag's own; empty where there is none.
    pub set_in: Text,
    /// Where it was written; its `file` is empty where nothing was.
    pub place: Place,
}

/// A flag that answers differently for the same reason to some contexts, borrowed from its comparison.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FlagDifference {
    /// The flag's name.
    pub flag: Text,
    /// How many contexts get these answers.
    pub context_count: usize,
    /// What the first environment answers.
    pub left: FlagSide,
    /// What the second one does.
    pub right: FlagSide,
}

impl FlagSide {
    const NOTHING: Self = FlagSide {
        value: FlagValue::NOTHING,
        variant: Text::EMPTY,
        reason: Text::EMPTY,
        error_code: Text::EMPTY,
        decided_by: Text::EMPTY,
        set_in: Text::EMPTY,
        place: Place::NOWHERE,
    };

    fn of(side: &stageline::flag::FlagSide) -> Self {
        FlagSide {
            value: FlagValue::of(&side.value),
            variant: Text::optional(side.variant.as_deref()),
            reason: Text::of(side.reason.as_str()),
            error_code: Text::optional(side.error_code.map(ErrorCode::as_str)),
            decided_by: Text::of(&side.decided_by),
            set_in: Text::optional(side.set_in.as_deref()),
            place: Place::of(side.place.as_ref()),
        }
    }
}

impl FlagDifference {
    const NOTHING: Self = FlagDifference {
        flag: Text::EMPTY,
        context_count: 0,
        left: FlagSide::NOTHING,
        right: FlagSide::NOTHING,
    };

    fn of(difference: &Difference) -> Self {
        FlagDifference {
            flag: Text::of(&difference.flag),
            context_count: difference.contexts.len(),
            left: FlagSide::of(&difference.left),
            right: FlagSide::of(&difference.right),
        }
    }
}

impl FlagComparisonView {
    const NOTHING: Self = FlagComparisonView {
        left: Text::EMPTY,
        right: Text::EMPTY,
        context_count: 0,
        flag_count: 0,
        difference_count: 0,
    };
}

/// Which flags answer some of `count` contexts differently in another environment, to whom, and which
/// entries make them do so. Contexts are known by their index; both environments are looked at as they
/// are now.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_compare(
    flags: *const Flags,
    other: *const Flags,
    contexts: *const *const Context,
    count: usize,
    out: *mut *mut FlagComparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let other = &arg::handle(other, "other")?.0;
            let contexts = arg::handles(contexts, count, "contexts")?;
            let contexts = contexts.into_iter().map(|context| context::asked(context).cloned());
            let contexts = contexts.collect::<Result<Vec<_>, _>>()?;
            Ok(guard::give(FlagComparison(flags.compare(other, &contexts))))
        })
    }
}

/// The comparison as a whole; its texts are empty when `comparison` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_comparison_get(
    comparison: *const FlagComparison,
) -> FlagComparisonView {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(FlagComparisonView::NOTHING, || {
            let comparison = &arg::handle(comparison, "comparison")?.0;
            Ok(FlagComparisonView {
                left: Text::of(&comparison.left),
                right: Text::of(&comparison.right),
                context_count: comparison.contexts,
                flag_count: comparison.flags,
                difference_count: comparison.differences.len(),
            })
        })
    }
}

/// The difference at `index`, in the order of the flags. Past the last one, or when `comparison` is
/// null, its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_comparison_at(
    comparison: *const FlagComparison,
    index: usize,
) -> FlagDifference {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(FlagDifference::NOTHING, || {
            let difference = arg::handle(comparison, "comparison")?.0.differences.get(index);
            Ok(difference.map_or(FlagDifference::NOTHING, FlagDifference::of))
        })
    }
}

/// Which context gets the answers of the difference at `difference`: the `index`-th of them, as its
/// position among those that were asked for. `SIZE_MAX` past the last one, or when `comparison` is
/// null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_comparison_context(
    comparison: *const FlagComparison,
    difference: usize,
    index: usize,
) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(usize::MAX, || {
            let difference = arg::handle(comparison, "comparison")?.0.differences.get(difference);
            let context = difference.and_then(|difference| difference.contexts.get(index));
            Ok(context.copied().unwrap_or(usize::MAX))
        })
    }
}

/// Writes the comparison as JSON: `left`, `right`, `contexts`, `flags` and `differences`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_comparison_to_json(
    comparison: *const FlagComparison,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::json(&arg::handle(comparison, "comparison")?.0)?))
        })
    }
}

/// Writes the comparison as text for people: a line for each difference and two for its sides.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_comparison_to_text(
    comparison: *const FlagComparison,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::from(arg::handle(comparison, "comparison")?.0.to_string())))
        })
    }
}

/// Frees `comparison`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_comparison_free(comparison: *mut FlagComparison) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(comparison) }
}
