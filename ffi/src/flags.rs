//! The feature flags of an environment, asked by name.

use std::ffi::c_char;
use std::time::SystemTime;

use stageline::yaml::{Data, Node};

use crate::context::{self, Context};
use crate::error::Error;
use crate::names::Names;
use crate::project::Project;
use crate::resolve::bound;
use crate::status::Status;
use crate::text::{Bytes, fill};
use crate::{arg, guard, json};

/// Flags that read the machine's clock, where one of them depends on the time.
pub(crate) fn timed(flags: stageline::flag::Flags) -> stageline::flag::Flags {
    flags.with_clock(stageline::flag::Clock::new(|| SystemTime::now().into()))
}

/// The feature flags of one environment. They follow the project: each question is answered by what
/// was read last. Threads share them freely.
pub struct Flags(pub(crate) stageline::flag::Flags);

/// The feature flags of an environment.
///
/// Errors: `E_UNKNOWN_ENVIRONMENT` with the nearest names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_open(
    project: *const Project,
    environment: *const c_char,
    out: *mut *mut Flags,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_flags_open_n(project, environment, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_flags_open` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_open_n(
    project: *const Project,
    environment: *const c_char,
    environment_len: usize,
    out: *mut *mut Flags,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Flags(timed(bound(project, environment, environment_len)?.flags()))))
        })
    }
}

/// The same flags as they are now, for answers that must agree with each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_pin(
    flags: *const Flags,
    out: *mut *mut Flags,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(guard::give(Flags(arg::handle(flags, "flags")?.0.pinned()))))
    }
}

/// The names of all flags, in the order they were first seen.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_names(
    flags: *const Flags,
    out: *mut *mut Names,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let names = arg::handle(flags, "flags")?.0.names();
            Ok(guard::give(Names::from(names)))
        })
    }
}

/// The value of a flag that is a boolean, by name; `fallback` where the files do not say, where it is
/// of another kind, or where an argument is null or no UTF-8. It neither fails nor allocates.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_bool(
    flags: *const Flags,
    name: *const c_char,
    context: *const Context,
    fallback: bool,
) -> bool {
    // SAFETY: the contract is the same.
    unsafe { stageline_flags_bool_n(flags, name, arg::STAGELINE_NUL, context, fallback) }
}

/// `stageline_flags_bool` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_bool_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    context: *const Context,
    fallback: bool,
) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(fallback, || {
            let (flags, context) = (arg::handle(flags, "flags")?, context::asked(context)?);
            Ok(flags.0.boolean_value(arg::text(name, name_len, "name")?, context, fallback))
        })
    }
}

/// The value of a flag that is an integer, by name; `fallback` where the files do not say, where it is
/// of another kind, or where an argument is null or no UTF-8. It neither fails nor allocates.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_i64(
    flags: *const Flags,
    name: *const c_char,
    context: *const Context,
    fallback: i64,
) -> i64 {
    // SAFETY: the contract is the same.
    unsafe { stageline_flags_i64_n(flags, name, arg::STAGELINE_NUL, context, fallback) }
}

/// `stageline_flags_i64` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_i64_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    context: *const Context,
    fallback: i64,
) -> i64 {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(fallback, || {
            let (flags, context) = (arg::handle(flags, "flags")?, context::asked(context)?);
            Ok(flags.0.integer_value(arg::text(name, name_len, "name")?, context, fallback))
        })
    }
}

/// The value of a flag that is a number, or an integer, by name; `fallback` where the files do not say, where it is
/// of another kind, or where an argument is null or no UTF-8. It neither fails nor allocates.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_f64(
    flags: *const Flags,
    name: *const c_char,
    context: *const Context,
    fallback: f64,
) -> f64 {
    // SAFETY: the contract is the same.
    unsafe { stageline_flags_f64_n(flags, name, arg::STAGELINE_NUL, context, fallback) }
}

/// `stageline_flags_f64` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_f64_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    context: *const Context,
    fallback: f64,
) -> f64 {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(fallback, || {
            let (flags, context) = (arg::handle(flags, "flags")?, context::asked(context)?);
            Ok(flags.0.number_value(arg::text(name, name_len, "name")?, context, fallback))
        })
    }
}

/// Copies the text of a flag by name into `buffer`, and returns its full length in bytes.
///
/// At most `size` bytes are written, a NUL among them, and never a part of a character; a length
/// of `size` or more says that the text was cut. `fallback` is copied where the files do not say;
/// null is empty. `buffer` may be null where `size` is 0. It neither fails nor allocates, but for a
/// text that is longer than 23 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_text(
    flags: *const Flags,
    name: *const c_char,
    context: *const Context,
    fallback: *const c_char,
    buffer: *mut c_char,
    size: usize,
) -> usize {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_flags_text_n(
            flags,
            name,
            arg::STAGELINE_NUL,
            context,
            fallback,
            arg::STAGELINE_NUL,
            buffer,
            size,
        )
    }
}

/// `stageline_flags_text` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_text_n(
    flags: *const Flags,
    name: *const c_char,
    name_len: usize,
    context: *const Context,
    fallback: *const c_char,
    fallback_len: usize,
    buffer: *mut c_char,
    size: usize,
) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(0, || {
            let fallback = arg::optional_text(fallback, fallback_len, "fallback");
            let fallback = fallback.ok().flatten().unwrap_or_default();
            let asked = || {
                let flags = arg::handle(flags, "flags")?;
                let context = context::asked(context)?;
                let name = arg::text(name, name_len, "name")?;
                Ok::<_, Error>(flags.0.text_value(name, context, fallback))
            };
            Ok(match asked() {
                Ok(text) => fill(&text, buffer, size),
                Err(_) => fill(fallback, buffer, size),
            })
        })
    }
}

/// Writes the value of a flag by name with its reason and where it was set, as JSON: `flag`,
/// `value`, `variant`, `reason`, `error_code`, `rule`, `bucket`, `threshold`, `set_in`, `place`.
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

/// Frees `flags`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_free(flags: *mut Flags) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(flags) }
}
