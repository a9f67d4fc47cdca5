//! What time alone will change of a flag's answer.

use std::ffi::c_char;

use stageline::flag::{ErrorCode, Forecast as Engine};

use crate::context::{self, Context};
use crate::error::Error;
use crate::flag_value::FlagValue;
use crate::flags::Flags;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard};

/// What a flag will answer a context, change by change. It never changes, and threads share it freely.
/// It belongs to the caller, who frees it with `stageline_forecasts_free`; what is asked of it lives as
/// long as it does.
pub struct Forecasts(Vec<Engine>);

/// What a flag will answer from a time on, if no file changes, borrowed from its list.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Forecast {
    /// From when on, in milliseconds since the start of 1970 in UTC.
    pub at: i64,
    /// The value.
    pub value: FlagValue,
    /// The variant it is; empty where the flag has no variants.
    pub variant: Text,
    /// Why, as in `stageline_details_view`.
    pub reason: Text,
    /// Why it cannot be decided then; empty but with the reason `ERROR`.
    pub error_code: Text,
}

impl Forecast {
    const NOTHING: Self = Forecast {
        at: 0,
        value: FlagValue::NOTHING,
        variant: Text::EMPTY,
        reason: Text::EMPTY,
        error_code: Text::EMPTY,
    };

    fn of(forecast: &Engine) -> Self {
        Forecast {
            at: forecast.at.as_millis(),
            value: FlagValue::of(&forecast.value),
            variant: Text::optional(forecast.variant.as_deref()),
            reason: Text::of(forecast.reason.as_str()),
            error_code: Text::optional(forecast.error_code.map(ErrorCode::as_str)),
        }
    }
}

/// What time alone will change of a flag's answer to a context, after the time that the context asks
/// for, or the machine's: each change in order; none where the answer stays.
///
/// Errors: `E_UNKNOWN_FLAG` with the nearest names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_when_will(
    flags: *const Flags,
    name: *const c_char,
    context: *const Context,
    out: *mut *mut Forecasts,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_flags_when_will_n(flags, name, arg::STAGELINE_NUL, context, out, err) }
}

/// `stageline_flags_when_will` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_when_will_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    context: *const Context,
    out: *mut *mut Forecasts,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let name = arg::text(name, name_len, "name")?;
            Ok(guard::give(Forecasts(flags.when_will(name, context::asked(context)?)?)))
        })
    }
}

/// How many changes there are; 0 when `forecasts` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_forecasts_len(forecasts: *const Forecasts) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(forecasts, "forecasts")?.0.len())) }
}

/// The change at `index`. Past the last one, or when `forecasts` is null, its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_forecasts_at(
    forecasts: *const Forecasts,
    index: usize,
) -> Forecast {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Forecast::NOTHING, || {
            let forecast = arg::handle(forecasts, "forecasts")?.0.get(index);
            Ok(forecast.map_or(Forecast::NOTHING, Forecast::of))
        })
    }
}

/// Writes the changes as a JSON list, each with `at`, `value`, `variant`, `reason` and `error_code`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_forecasts_to_json(
    forecasts: *const Forecasts,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::json(&arg::handle(forecasts, "forecasts")?.0)?))
        })
    }
}

/// Writes the changes as text for people, a line for each.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_forecasts_to_text(
    forecasts: *const Forecasts,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let forecasts = &arg::handle(forecasts, "forecasts")?.0;
            let lines: Vec<_> = forecasts.iter().map(ToString::to_string).collect();
            Ok(guard::give(Bytes::from(lines.join("\n"))))
        })
    }
}

/// Frees `forecasts`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_forecasts_free(forecasts: *mut Forecasts) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(forecasts) }
}
