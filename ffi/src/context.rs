//! Who asks for a flag.

use std::ffi::c_char;

use stageline::flag::Attribute;
use stageline::value::Timestamp;

use crate::error::Error;
use crate::flags::Flags;
use crate::status::Status;
use crate::{arg, guard, json};

/// Who asks: a targeting key and attributes, prepared once for many questions. It belongs to the
/// project whose flags made it, and stays valid when that is reloaded. One thread at a time may set
/// attributes, and none may ask meanwhile; set, it may be asked with on several threads at once.
pub struct Context(stageline::flag::Context);

/// Who asks, as the engine knows them.
///
/// # Safety
/// As [`arg::handle`].
pub(crate) unsafe fn asked<'a>(
    context: *const Context,
) -> Result<&'a stageline::flag::Context, Error> {
    // SAFETY: the contract is the same.
    Ok(&unsafe { arg::handle(context, "context") }?.0)
}

/// Sets an attribute.
///
/// # Safety
/// As [`arg::handle_mut`] and [`arg::text`].
unsafe fn set(
    context: *mut Context,
    path: *const c_char,
    path_len: usize,
    value: impl Into<Attribute>,
) -> Result<(), Error> {
    // SAFETY: the contract is the same.
    let (context, path) =
        unsafe { (arg::handle_mut(context, "context")?, arg::text(path, path_len, "path")?) };
    context.0.insert(path, value);
    Ok(())
}

/// Makes a context for a targeting key, the text that percentages are counted by. Null means none:
/// rollouts by it then give the fallback.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_new(
    flags: *const Flags,
    targeting_key: *const c_char,
    out: *mut *mut Context,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_context_new_n(flags, targeting_key, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_context_new` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_new_n(
    flags: *const Flags,
    targeting_key: *const c_char,
    targeting_key_len: usize,
    out: *mut *mut Context,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            let key = arg::optional_text(targeting_key, targeting_key_len, "targeting_key")?;
            Ok(guard::give(Context(match key {
                Some(key) => flags.context(key),
                None => flags.context_without_key(),
            })))
        })
    }
}

/// Makes a context for an integer as targeting key, which counts as its decimal digits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_new_i64(
    flags: *const Flags,
    targeting_key: i64,
    out: *mut *mut Context,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = &arg::handle(flags, "flags")?.0;
            Ok(guard::give(Context(flags.context(targeting_key))))
        })
    }
}

/// Asks for this time, in milliseconds since the start of 1970 in UTC, instead of the machine's. Only
/// flags that depend on time look at it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_set_time(
    context: *mut Context,
    time: i64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let time = Timestamp::from_millis(time);
            let context = arg::handle_mut(context, "context")?;
            context.0 = context.0.clone().at(time);
            Ok(())
        })
    }
}

/// Sets the attribute at a dotted path, such as `user.plan`, to a boolean.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_set_bool(
    context: *mut Context,
    path: *const c_char,
    value: bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_context_set_bool_n(context, path, arg::STAGELINE_NUL, value, err) }
}

/// `stageline_context_set_bool` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_set_bool_n(
    context: *mut Context,
    path: *const c_char,
    path_len: usize,
    value: bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::run(err, || set(context, path, path_len, value)) }
}

/// Sets the attribute at a dotted path, such as `user.plan`, to an integer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_set_i64(
    context: *mut Context,
    path: *const c_char,
    value: i64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_context_set_i64_n(context, path, arg::STAGELINE_NUL, value, err) }
}

/// `stageline_context_set_i64` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_set_i64_n(
    context: *mut Context,
    path: *const c_char,
    path_len: usize,
    value: i64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::run(err, || set(context, path, path_len, value)) }
}

/// Sets the attribute at a dotted path, such as `user.plan`, to an integer that is not negative.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_set_u64(
    context: *mut Context,
    path: *const c_char,
    value: u64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_context_set_u64_n(context, path, arg::STAGELINE_NUL, value, err) }
}

/// `stageline_context_set_u64` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_set_u64_n(
    context: *mut Context,
    path: *const c_char,
    path_len: usize,
    value: u64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::run(err, || set(context, path, path_len, value)) }
}

/// Sets the attribute at a dotted path, such as `user.plan`, to a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_set_f64(
    context: *mut Context,
    path: *const c_char,
    value: f64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_context_set_f64_n(context, path, arg::STAGELINE_NUL, value, err) }
}

/// `stageline_context_set_f64` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_set_f64_n(
    context: *mut Context,
    path: *const c_char,
    path_len: usize,
    value: f64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::run(err, || set(context, path, path_len, value)) }
}

/// Sets the attribute at a dotted path to text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_set_text(
    context: *mut Context,
    path: *const c_char,
    value: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_context_set_text_n(
            context,
            path,
            arg::STAGELINE_NUL,
            value,
            arg::STAGELINE_NUL,
            err,
        )
    }
}

/// `stageline_context_set_text` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_set_text_n(
    context: *mut Context,
    path: *const c_char,
    path_len: usize,
    value: *const c_char,
    value_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || set(context, path, path_len, arg::text(value, value_len, "value")?))
    }
}

/// Sets the attribute at a dotted path to a JSON value: `null`, or a list; a map sets an attribute
/// for each value below it. With one of more than 32 levels of lists and maps every flag answers
/// `INVALID_CONTEXT`.
///
/// Errors: `E_USAGE` for text that is no JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_set_json(
    context: *mut Context,
    path: *const c_char,
    json: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_context_set_json_n(
            context,
            path,
            arg::STAGELINE_NUL,
            json,
            arg::STAGELINE_NUL,
            err,
        )
    }
}

/// `stageline_context_set_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_set_json_n(
    context: *mut Context,
    path: *const c_char,
    path_len: usize,
    json: *const c_char,
    json_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let node = json::parse_unless_deep(arg::text(json, json_len, "json")?, "json")?;
            set(context, path, path_len, node.as_ref().map_or_else(Attribute::too_deep, Into::into))
        })
    }
}

/// Frees `context`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_context_free(context: *mut Context) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(context) }
}
