//! How large the shares of a flag are at a time, before anybody is asked.

use std::ffi::c_char;

use stageline::flag::ErrorCode;
use stageline::value::Timestamp;

use crate::error::Error;
use crate::flags::Flags;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::time::{NEVER, millis};
use crate::{arg, guard};

/// What the rollouts and splits of a flag come to at a time. It never changes, and threads share it
/// freely. It belongs to the caller, who frees it with `stageline_flag_preview_free`; what is asked of
/// it lives as long as it does.
pub struct FlagPreview(stageline::flag::Preview);

/// A preview as a whole, borrowed from it. Times are in milliseconds since the start of 1970 in UTC.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FlagPreviewView {
    /// The flag's name.
    pub flag: Text,
    /// The environment.
    pub environment: Text,
    /// The time.
    pub at: i64,
    /// Whether the flag is switched off then.
    pub is_off: bool,
    /// Why the flag cannot be decided, whoever asks, as in `PARSE_ERROR`; empty where it can.
    pub error_code: Text,
    /// What is wrong with it, in a sentence; empty where nothing is.
    pub error_message: Text,
    /// When a scheduled change comes next; `INT64_MAX` where none does.
    pub next_change: i64,
    /// How many rollouts and splits it has.
    pub share_count: usize,
}

/// A rollout, a split, or both, borrowed from its preview.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FlagShare {
    /// The rule it is part of, from 0; -1 for the entry's own.
    pub rule: i64,
    /// The share of keys that is in, in thousandths of a percent; all of them for a split by itself.
    pub thousandths: u32,
    /// The first bucket that is out, from 0 to 2³².
    pub threshold: u64,
    /// How the share moves: `still`, `rising` or `falling`.
    pub movement: Text,
    /// When it next moves otherwise, in milliseconds since the start of 1970 in UTC; `INT64_MAX` where
    /// it does not.
    pub until: i64,
    /// How many parts a split has; 0 where everybody who is in gets the same, or the buckets are
    /// another tool's.
    pub part_count: usize,
}

/// A part of a split, borrowed from its preview.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FlagSharePart {
    /// The variant's name, or the value.
    pub gives: Text,
    /// Its share of those that are in, in thousandths of a percent.
    pub thousandths: u32,
}

impl FlagPreviewView {
    const NOTHING: Self = FlagPreviewView {
        flag: Text::EMPTY,
        environment: Text::EMPTY,
        at: 0,
        is_off: false,
        error_code: Text::EMPTY,
        error_message: Text::EMPTY,
        next_change: NEVER,
        share_count: 0,
    };
}

impl FlagShare {
    const NOTHING: Self = FlagShare {
        rule: -1,
        thousandths: 0,
        threshold: 0,
        movement: Text::EMPTY,
        until: NEVER,
        part_count: 0,
    };
}

impl FlagSharePart {
    const NOTHING: Self = FlagSharePart { gives: Text::EMPTY, thousandths: 0 };
}

/// How large the rollouts and splits of a flag are at a time, in milliseconds since the start of 1970
/// in UTC.
///
/// Errors: `E_UNKNOWN_FLAG` with the nearest names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_preview(
    flags: *const Flags,
    name: *const c_char,
    time: i64,
    out: *mut *mut FlagPreview,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_flags_preview_n(flags, name, arg::STAGELINE_NUL, time, out, err) }
}

/// `stageline_flags_preview` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_preview_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    time: i64,
    out: *mut *mut FlagPreview,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let name = arg::text(name, name_len, "name")?;
            Ok(guard::give(FlagPreview(flags.preview(name, Timestamp::from_millis(time))?)))
        })
    }
}

/// The preview as a whole; its texts are empty when `preview` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_preview_get(
    preview: *const FlagPreview,
) -> FlagPreviewView {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(FlagPreviewView::NOTHING, || {
            let preview = &arg::handle(preview, "preview")?.0;
            Ok(FlagPreviewView {
                flag: Text::of(&preview.flag),
                environment: Text::of(&preview.environment),
                at: preview.at.as_millis(),
                is_off: preview.off,
                error_code: Text::optional(preview.error_code.map(ErrorCode::as_str)),
                error_message: Text::optional(preview.error_message.as_deref()),
                next_change: millis(preview.next_change),
                share_count: preview.shares.len(),
            })
        })
    }
}

/// The rollout or split at `index`, those of rules first. Past the last one, or when `preview` is
/// null, its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_preview_share(
    preview: *const FlagPreview,
    index: usize,
) -> FlagShare {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(FlagShare::NOTHING, || {
            let share = arg::handle(preview, "preview")?.0.shares.get(index);
            Ok(share.map_or(FlagShare::NOTHING, |share| FlagShare {
                rule: share.rule.map_or(-1, i64::from),
                thousandths: share.percentage.thousandths(),
                threshold: share.threshold,
                movement: Text::of(share.movement.as_str()),
                until: millis(share.until),
                part_count: share.parts.len(),
            }))
        })
    }
}

/// A part of the split at `share`, in the order of the file. Past the last one, or when `preview` is
/// null, its text is empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_preview_part(
    preview: *const FlagPreview,
    share: usize,
    index: usize,
) -> FlagSharePart {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(FlagSharePart::NOTHING, || {
            let share = arg::handle(preview, "preview")?.0.shares.get(share);
            let part = share.and_then(|share| share.parts.get(index));
            Ok(part.map_or(FlagSharePart::NOTHING, |part| FlagSharePart {
                gives: Text::of(&part.gives),
                thousandths: part.percentage.thousandths(),
            }))
        })
    }
}

/// Writes the preview as JSON: `flag`, `environment`, `at`, `off`, `error_code`, `error_message`,
/// `next_change` and `shares`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_preview_to_json(
    preview: *const FlagPreview,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(guard::give(Bytes::json(&arg::handle(preview, "preview")?.0)?)))
    }
}

/// Writes the preview as text for people: a line for the flag and one for each share.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_preview_to_text(
    preview: *const FlagPreview,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::from(arg::handle(preview, "preview")?.0.to_string())))
        })
    }
}

/// Frees `preview`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_preview_free(preview: *mut FlagPreview) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(preview) }
}
