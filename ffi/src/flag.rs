//! One flag, found once by name and kind, and asked often.

use std::ffi::c_char;

use stageline::flag::{BooleanFlag, IntegerFlag, JsonFlag, NumberFlag, TextFlag};

use crate::context::{self, Context};
use crate::details::Details;
use crate::error::Error;
use crate::flags::Flags;
use crate::status::Status;
use crate::text::{Bytes, Text, fill};
use crate::{arg, guard, json};

/// A flag with its kind and the caller's fallback. It follows the project; when the flag goes away
/// or changes its kind later, it answers the fallback and says so in its details. Threads share it
/// freely.
pub struct Flag(Bound);

enum Bound {
    Bool(BooleanFlag),
    I64(IntegerFlag),
    F64(NumberFlag),
    Text(TextFlag),
    Json(JsonFlag),
}

impl Bound {
    fn name(&self) -> &str {
        match self {
            Bound::Bool(flag) => flag.name(),
            Bound::I64(flag) => flag.name(),
            Bound::F64(flag) => flag.name(),
            Bound::Text(flag) => flag.name(),
            Bound::Json(flag) => flag.name(),
        }
    }
}

/// Heard by no one: the accessor answers nothing instead.
fn other_kind() -> Error {
    Error::usage("the handle is of another kind".to_owned())
}

/// A handle on a flag that is a boolean, found once and asked often.
///
/// Errors: `E_UNKNOWN_FLAG` with the nearest names; `E_TYPE` with the place of a value of another
/// kind.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_handle_bool(
    flags: *const Flags,
    name: *const c_char,
    fallback: bool,
    out: *mut *mut Flag,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_flag_handle_bool_n(flags, name, arg::STAGELINE_NUL, fallback, out, err) }
}

/// `stageline_flag_handle_bool` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_handle_bool_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    fallback: bool,
    out: *mut *mut Flag,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let flag = flags.boolean(arg::text(name, name_len, "name")?, fallback)?;
            Ok(guard::give(Flag(Bound::Bool(flag))))
        })
    }
}

/// A handle on a flag that is an integer, found once and asked often.
///
/// Errors: `E_UNKNOWN_FLAG` with the nearest names; `E_TYPE` with the place of a value of another
/// kind.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_handle_i64(
    flags: *const Flags,
    name: *const c_char,
    fallback: i64,
    out: *mut *mut Flag,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_flag_handle_i64_n(flags, name, arg::STAGELINE_NUL, fallback, out, err) }
}

/// `stageline_flag_handle_i64` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_handle_i64_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    fallback: i64,
    out: *mut *mut Flag,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let flag = flags.integer(arg::text(name, name_len, "name")?, fallback)?;
            Ok(guard::give(Flag(Bound::I64(flag))))
        })
    }
}

/// A handle on a flag that is a number, or an integer, found once and asked often.
///
/// Errors: `E_UNKNOWN_FLAG` with the nearest names; `E_TYPE` with the place of a value of another
/// kind.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_handle_f64(
    flags: *const Flags,
    name: *const c_char,
    fallback: f64,
    out: *mut *mut Flag,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_flag_handle_f64_n(flags, name, arg::STAGELINE_NUL, fallback, out, err) }
}

/// `stageline_flag_handle_f64` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_handle_f64_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    fallback: f64,
    out: *mut *mut Flag,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let flag = flags.number(arg::text(name, name_len, "name")?, fallback)?;
            Ok(guard::give(Flag(Bound::F64(flag))))
        })
    }
}

/// The value for a context, or the handle's fallback where the files do not say; false when an
/// argument is null or the handle is not from `stageline_flag_handle_bool`. It neither fails nor
/// allocates.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_bool(flag: *const Flag, context: *const Context) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(false, || {
            let (flag, context) = (arg::handle(flag, "flag")?, context::asked(context)?);
            match &flag.0 {
                Bound::Bool(flag) => Ok(flag.value(context)),
                _ => Err(other_kind()),
            }
        })
    }
}

/// The value for a context, or the handle's fallback where the files do not say; 0 when an
/// argument is null or the handle is not from `stageline_flag_handle_i64`. It neither fails nor
/// allocates.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_i64(flag: *const Flag, context: *const Context) -> i64 {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(0, || {
            let (flag, context) = (arg::handle(flag, "flag")?, context::asked(context)?);
            match &flag.0 {
                Bound::I64(flag) => Ok(flag.value(context)),
                _ => Err(other_kind()),
            }
        })
    }
}

/// The value for a context, or the handle's fallback where the files do not say; 0 when an
/// argument is null or the handle is not from `stageline_flag_handle_f64`. It neither fails nor
/// allocates.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_f64(flag: *const Flag, context: *const Context) -> f64 {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(0.0, || {
            let (flag, context) = (arg::handle(flag, "flag")?, context::asked(context)?);
            match &flag.0 {
                Bound::F64(flag) => Ok(flag.value(context)),
                _ => Err(other_kind()),
            }
        })
    }
}

/// A handle on a flag that is text.
///
/// Errors: as `stageline_flag_handle_bool`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_handle_text(
    flags: *const Flags,
    name: *const c_char,
    fallback: *const c_char,
    out: *mut *mut Flag,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_flag_handle_text_n(
            flags,
            name,
            arg::STAGELINE_NUL,
            fallback,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_flag_handle_text` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_handle_text_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    fallback: *const c_char,
    fallback_len: usize,
    out: *mut *mut Flag,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let name = arg::text(name, name_len, "name")?;
            let fallback = arg::optional_text(fallback, fallback_len, "fallback")?;
            let flag = flags.text(name, fallback.unwrap_or_default())?;
            Ok(guard::give(Flag(Bound::Text(flag))))
        })
    }
}

/// A handle on a flag of any values; `fallback` is a JSON value, null is `null`.
///
/// Errors: `E_UNKNOWN_FLAG` with the nearest names; `E_USAGE` for a fallback that is no JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_handle_json(
    flags: *const Flags,
    name: *const c_char,
    fallback: *const c_char,
    out: *mut *mut Flag,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_flag_handle_json_n(
            flags,
            name,
            arg::STAGELINE_NUL,
            fallback,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_flag_handle_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_handle_json_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    fallback: *const c_char,
    fallback_len: usize,
    out: *mut *mut Flag,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let name = arg::text(name, name_len, "name")?;
            let fallback = arg::optional_text(fallback, fallback_len, "fallback")?;
            let fallback = json::parse(fallback.unwrap_or("null"), "fallback")?;
            Ok(guard::give(Flag(Bound::Json(flags.json(name, fallback)?))))
        })
    }
}

/// Copies the text for a context into `buffer`, and returns its full length in bytes, as
/// `stageline_flags_text` does; 0 when an argument is null or the handle is not from
/// `stageline_flag_handle_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_text(
    flag: *const Flag,
    context: *const Context,
    buffer: *mut c_char,
    size: usize,
) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(0, || {
            let (flag, context) = (arg::handle(flag, "flag"), context::asked(context));
            Ok(match (flag.map(|flag| &flag.0), context) {
                (Ok(Bound::Text(flag)), Ok(context)) => fill(&flag.value(context), buffer, size),
                _ => fill("", buffer, size),
            })
        })
    }
}

/// Writes the value for a context as JSON, whatever kind the handle is of.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_json(
    flag: *const Flag,
    context: *const Context,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flag = arg::handle(flag, "flag")?;
            let context = context::asked(context)?;
            let bytes = match &flag.0 {
                Bound::Bool(flag) => Bytes::json(&flag.value(context)),
                Bound::I64(flag) => Bytes::json(&flag.value(context)),
                Bound::F64(flag) => Bytes::json(&flag.value(context)),
                Bound::Text(flag) => Bytes::json(&flag.value(context)),
                Bound::Json(flag) => Bytes::json(&flag.value(context)),
            };
            Ok(guard::give(bytes?))
        })
    }
}

/// Writes the value for a context with its reason and where it was set, as
/// `stageline_flags_details_json` does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_details_json(
    flag: *const Flag,
    context: *const Context,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flag = arg::handle(flag, "flag")?;
            let context = context::asked(context)?;
            let bytes = match &flag.0 {
                Bound::Bool(flag) => Bytes::json(&flag.details(context)),
                Bound::I64(flag) => Bytes::json(&flag.details(context)),
                Bound::F64(flag) => Bytes::json(&flag.details(context)),
                Bound::Text(flag) => Bytes::json(&flag.details(context)),
                Bound::Json(flag) => Bytes::json(&flag.details(context)),
            };
            Ok(guard::give(bytes?))
        })
    }
}

/// The value for a context with its reason and where it was set. That the flag cannot be decided is in
/// the answer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_details(
    flag: *const Flag,
    context: *const Context,
    out: *mut *mut Details,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flag = arg::handle(flag, "flag")?;
            let context = context::asked(context)?;
            Ok(guard::give(match &flag.0 {
                Bound::Bool(flag) => Details::of(&flag.details(context)),
                Bound::I64(flag) => Details::of(&flag.details(context)),
                Bound::F64(flag) => Details::of(&flag.details(context)),
                Bound::Text(flag) => Details::of(&flag.details(context)),
                Bound::Json(flag) => Details::of(&flag.details(context)),
            }))
        })
    }
}

/// The flag's name; empty when `flag` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_name(flag: *const Flag) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(Text::EMPTY, || Ok(Text::of(arg::handle(flag, "flag")?.0.name()))) }
}

/// Frees `flag`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flag_free(flag: *mut Flag) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(flag) }
}
