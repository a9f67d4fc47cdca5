//! One answer of a flag: its value, why it has it, and where that was set.

use std::ffi::c_char;
use std::ops::Range;

use stageline::flag;
use stageline::value::Timestamp;
use stageline::yaml::{Data, Node};

use crate::context::{self, Context};
use crate::error::{Error, Place};
use crate::flag_value::{FlagValue, ToNode};
use crate::flags::Flags;
use crate::status::Status;
use crate::text::Text;
use crate::time::millis;
use crate::value::Value;
use crate::{arg, guard, json};

/// What a flag answered, and why. It never changes, and threads share it freely. It belongs to the
/// caller, who frees it with `stageline_details_free`; what is asked of it lives as long as it does.
pub struct Details {
    value: Node,
    /// All texts behind each other, for one allocation.
    texts: String,
    flag: Range<usize>,
    variant: Range<usize>,
    error_message: Range<usize>,
    decided_by: Range<usize>,
    unmet: Range<usize>,
    set_in: Range<usize>,
    reason: &'static str,
    error_code: &'static str,
    rule: Option<u32>,
    target: Option<u32>,
    bucket: Option<u32>,
    threshold: Option<u64>,
    valid_until: i64,
    place: Option<stageline::Place>,
    metadata: Option<Node>,
}

/// The parts of an answer, borrowed from the object it was asked of.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DetailsView {
    /// The flag's name.
    pub flag: Text,
    /// The value.
    pub value: FlagValue,
    /// The variant it is; empty where the flag has no variants.
    pub variant: Text,
    /// Why it has this value, in OpenFeature's words: `STATIC`, `DEFAULT`, `TARGETING_MATCH`, `SPLIT`,
    /// `DISABLED` or `ERROR`.
    pub reason: Text,
    /// Why it could not be decided, in OpenFeature's words, such as `TARGETING_KEY_MISSING`; empty but
    /// with the reason `ERROR`.
    pub error_code: Text,
    /// The same as a sentence.
    pub error_message: Text,
    /// The part that decided: `rule 0`, `target 0`, `rollout`, `split`, `default`, `kill_switch`,
    /// `requires`, or `nothing`.
    pub decided_by: Text,
    /// The index of the rule that decided, from 0; else -1.
    pub rule: i64,
    /// The index of the target that decided, from 0; else -1.
    pub target: i64,
    /// The flag that this one requires and that does not answer as it must; else empty.
    pub unmet: Text,
    /// The bucket, where a rollout or a split decided; else -1.
    pub bucket: i64,
    /// The first bucket that is out, from 0 to 2³², where a rollout decided; where a split did, the
    /// first behind those that get the same; else -1.
    pub threshold: i64,
    /// When the answer next changes with time, in milliseconds since the start of 1970 in UTC;
    /// `INT64_MAX` where it stays.
    pub valid_until: i64,
    /// The environment whose entry gave the value, or `default` for the flag's own; empty for the
    /// caller's fallback.
    pub set_in: Text,
    /// Where the value was written; of a flag that is off, what switches it off; of one that cannot be
    /// decided, its entry. Its `file` is empty for the caller's fallback.
    pub place: Place,
}

impl Details {
    pub(crate) fn of<T: ToNode>(details: &flag::Details<'_, T>) -> Self {
        let error_message = details.error_code().and_then(|_| details.error_message());
        let mut texts = String::with_capacity(64);
        let mut keep = |text: &str| {
            let start = texts.len();
            texts.push_str(text);
            start..texts.len()
        };
        Details {
            value: details.value().to_node(),
            flag: keep(details.flag()),
            variant: keep(details.variant().unwrap_or_default()),
            error_message: keep(&error_message.unwrap_or_default()),
            decided_by: keep(&details.decided_by()),
            unmet: keep(details.unmet().unwrap_or_default()),
            set_in: keep(details.set_in().unwrap_or_default()),
            reason: details.reason().as_str(),
            error_code: details.error_code().map_or("", flag::ErrorCode::as_str),
            rule: details.rule(),
            target: details.target(),
            bucket: details.bucket(),
            threshold: details.threshold(),
            valid_until: millis(details.valid_until()),
            place: details.place(),
            metadata: details.metadata().cloned(),
            texts,
        }
    }

    pub(crate) fn view(&self) -> DetailsView {
        let text = |range: &Range<usize>| Text::optional(self.texts.get(range.clone()));
        let number = |number: Option<u32>| number.map_or(-1, i64::from);
        DetailsView {
            flag: text(&self.flag),
            value: FlagValue::of(&self.value),
            variant: text(&self.variant),
            reason: Text::of(self.reason),
            error_code: Text::of(self.error_code),
            error_message: text(&self.error_message),
            decided_by: text(&self.decided_by),
            rule: number(self.rule),
            target: number(self.target),
            unmet: text(&self.unmet),
            bucket: number(self.bucket),
            // Below 2³³.
            threshold: self.threshold.map_or(-1, |threshold| threshold as i64),
            valid_until: self.valid_until,
            set_in: text(&self.set_in),
            place: Place::of(self.place.as_ref()),
        }
    }

    /// The value as a tree.
    pub(crate) fn value(&self) -> Value {
        Value::plain(self.value.clone())
    }
}

impl DetailsView {
    pub(crate) const NOTHING: Self = DetailsView {
        flag: Text::EMPTY,
        value: FlagValue::NOTHING,
        variant: Text::EMPTY,
        reason: Text::EMPTY,
        error_code: Text::EMPTY,
        error_message: Text::EMPTY,
        decided_by: Text::EMPTY,
        rule: -1,
        target: -1,
        unmet: Text::EMPTY,
        bucket: -1,
        threshold: -1,
        valid_until: i64::MAX,
        set_in: Text::EMPTY,
        place: Place::NOWHERE,
    };
}

/// The value of a flag by name with its reason and where it was set.
///
/// `fallback` is a JSON value, whose kind is what the flag has to be; null takes the flag as it is.
/// That a flag is unknown, or cannot be decided, is in the answer.
///
/// Errors: `E_USAGE` for a fallback that is no JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_details(
    flags: *const Flags,
    name: *const c_char,
    context: *const Context,
    fallback: *const c_char,
    out: *mut *mut Details,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_flags_details_n(
            flags,
            name,
            arg::STAGELINE_NUL,
            context,
            fallback,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_flags_details` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_details_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    context: *const Context,
    fallback: *const c_char,
    fallback_len: usize,
    out: *mut *mut Details,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let name = arg::text(name, name_len, "name")?;
            let context = context::asked(context)?;
            let fallback = arg::optional_text(fallback, fallback_len, "fallback")?;
            let Some(fallback) = fallback else {
                return Ok(guard::give(Details::of(&flags.evaluate(name, context))));
            };
            let node = json::parse(fallback, "fallback")?;
            Ok(guard::give(match &node.data {
                Data::Bool(value) => Details::of(&flags.details(name, context, *value)),
                Data::Int(value) => Details::of(&flags.details(name, context, *value)),
                Data::Float(value) => Details::of(&flags.details(name, context, *value)),
                Data::Text(value) => {
                    let text = flag::Text::from(value.as_str());
                    Details::of(&flags.details(name, context, text))
                }
                _ => Details::of(&flags.details::<Node>(name, context, node)),
            }))
        })
    }
}

/// `stageline_flags_details` for a flag as it is at a time, in milliseconds since the start of 1970 in
/// UTC, whatever time the context asks for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_evaluate_at(
    flags: *const Flags,
    name: *const c_char,
    context: *const Context,
    time: i64,
    out: *mut *mut Details,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_flags_evaluate_at_n(flags, name, arg::STAGELINE_NUL, context, time, out, err)
    }
}

/// `stageline_flags_evaluate_at` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_evaluate_at_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    context: *const Context,
    time: i64,
    out: *mut *mut Details,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let name = arg::text(name, name_len, "name")?;
            let time = Timestamp::from_millis(time);
            let details = flags.evaluate_at(name, context::asked(context)?, time);
            Ok(guard::give(Details::of(&details)))
        })
    }
}

/// The parts of an answer; texts are empty and numbers -1 when `details` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_details_get(details: *const Details) -> DetailsView {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(DetailsView::NOTHING, || Ok(arg::handle(details, "details")?.view())) }
}

/// The value of an answer as a tree, for lists and maps.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_details_value(
    details: *const Details,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::call(out, err, || Ok(guard::give(arg::handle(details, "details")?.value()))) }
}

/// What the flag's `metadata` says, as a tree; null where it says nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_details_metadata(
    details: *const Details,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let metadata = arg::handle(details, "details")?.metadata.clone();
            Ok(guard::give(Value::plain(metadata.unwrap_or_default())))
        })
    }
}

/// Frees `details`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_details_free(details: *mut Details) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(details) }
}
