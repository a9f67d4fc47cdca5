//! What flags answer as JSON and as text, at once.

use std::ffi::c_char;

use stageline::yaml::{Data, Node};

use crate::context::{self, Context};
use crate::error::Error;
use crate::flags::Flags;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard, json};

/// Writes the value of any flag by name as JSON. `fallback` is a JSON value for where the files do not
/// say, whatever its kind; null is `null`.
///
/// Errors: `E_USAGE` for a fallback that is no JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_json(
    flags: *const Flags,
    name: *const c_char,
    context: *const Context,
    fallback: *const c_char,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_flags_json_n(
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

/// `stageline_flags_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_json_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    context: *const Context,
    fallback: *const c_char,
    fallback_len: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let name = arg::text(name, name_len, "name")?;
            let context = context::asked(context)?;
            let fallback = arg::optional_text(fallback, fallback_len, "fallback")?;
            let fallback = json::parse(fallback.unwrap_or("null"), "fallback")?;
            Ok(guard::give(Bytes::json(&flags.json_value(name, context, fallback))?))
        })
    }
}

/// Writes the value of a flag by name with its reason and where it was set, as JSON: `flag`,
/// `value`, `variant`, `reason`, `error_code`, `rule`, `target`, `unmet`, `bucket`, `threshold`, `set_in`, `place`,
/// `valid_until`, and `metadata` where it has any.
///
/// `fallback` is a JSON value, whose kind is what the flag has to be; null takes the flag as it is.
/// That a flag is unknown, or cannot be decided, is in the answer.
///
/// Errors: `E_USAGE` for a fallback that is no JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_details_json(
    flags: *const Flags,
    name: *const c_char,
    context: *const Context,
    fallback: *const c_char,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_flags_details_json_n(
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

/// `stageline_flags_details_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_details_json_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    context: *const Context,
    fallback: *const c_char,
    fallback_len: usize,
    out: *mut *mut Bytes,
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
                return Ok(guard::give(Bytes::json(&flags.evaluate(name, context))?));
            };
            let node = json::parse(fallback, "fallback")?;
            let bytes = match &node.data {
                Data::Bool(value) => Bytes::json(&flags.details(name, context, *value)),
                Data::Int(value) => Bytes::json(&flags.details(name, context, *value)),
                Data::Float(value) => Bytes::json(&flags.details(name, context, *value)),
                Data::Text(value) => Bytes::json(&flags.details(
                    name,
                    context,
                    stageline::flag::Text::from(value.as_str()),
                )),
                _ => Bytes::json(&flags.details::<Node>(name, context, node)),
            };
            Ok(guard::give(bytes?))
        })
    }
}

/// Writes the details of every flag for one context, from one state of the project, as a JSON list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_evaluate_all_json(
    flags: *const Flags,
    context: *const Context,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let (flags, context) = (arg::handle(flags, "flags")?, context::asked(context)?);
            Ok(guard::give(Bytes::json(&flags.0.evaluate_all(context))?))
        })
    }
}

/// Writes the details of `count` flags for one context as a JSON list, as
/// `stageline_flags_evaluate_all_json` does for all.
///
/// Errors: `E_UNKNOWN_FLAG` with the nearest names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_evaluate_many_json(
    flags: *const Flags,
    names: *const Text,
    count: usize,
    context: *const Context,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let names = arg::texts(names, count, "names")?;
            let many = flags.evaluate_many(&names, context::asked(context)?)?;
            Ok(guard::give(Bytes::json(&many)?))
        })
    }
}

/// Writes why a flag has its value, and why every other part of it did not decide, as JSON.
///
/// Errors: `E_UNKNOWN_FLAG` with the nearest names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_explain_json(
    flags: *const Flags,
    name: *const c_char,
    context: *const Context,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_flags_explain_json_n(flags, name, arg::STAGELINE_NUL, context, out, err) }
}

/// `stageline_flags_explain_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_explain_json_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    context: *const Context,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let name = arg::text(name, name_len, "name")?;
            let context = context::asked(context)?;
            Ok(guard::give(Bytes::json(&flags.explain(name, context)?)?))
        })
    }
}

/// Writes why a flag has its value as text for people.
///
/// Errors: as `stageline_flags_explain_json`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_explain_text(
    flags: *const Flags,
    name: *const c_char,
    context: *const Context,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_flags_explain_text_n(flags, name, arg::STAGELINE_NUL, context, out, err) }
}

/// `stageline_flags_explain_text` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_explain_text_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    context: *const Context,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let name = arg::text(name, name_len, "name")?;
            let context = context::asked(context)?;
            Ok(guard::give(Bytes::from(flags.explain(name, context)?.to_string())))
        })
    }
}
