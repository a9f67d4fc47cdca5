//! The feature flags of an environment, asked by name.

use std::ffi::c_char;

use crate::context::{self, Context};
use crate::error::Error;
use crate::names::Names;
use crate::project::Project;
use crate::resolve::bound;
use crate::snapshot::Snapshot;
use crate::status::Status;
use crate::text::fill;
use crate::{arg, clock, guard};

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
            Ok(guard::give(Flags(clock::of_the_machine(
                bound(project, environment, environment_len)?.flags(),
            ))))
        })
    }
}

/// The feature flags of an environment as they are in a snapshot; they never change.
///
/// Errors: `E_UNKNOWN_ENVIRONMENT` with the nearest names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_flags(
    snapshot: *const Snapshot,
    environment: *const c_char,
    out: *mut *mut Flags,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_snapshot_flags_n(snapshot, environment, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_snapshot_flags` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_flags_n(
    snapshot: *const Snapshot,
    environment: *const c_char,
    environment_len: usize,
    out: *mut *mut Flags,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = &arg::handle(snapshot, "snapshot")?.0;
            let environment = arg::text(environment, environment_len, "environment")?;
            let flags = snapshot.environment(environment)?.flags();
            Ok(guard::give(Flags(clock::of_the_machine(flags))))
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

/// Whether they follow the project; false for pinned ones, or when `flags` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_is_live(flags: *const Flags) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(false, || Ok(arg::handle(flags, "flags")?.0.is_live())) }
}

/// Whether answers are noted, as exposures or counts; false when `flags` is null. Whoever keeps answers
/// and gives them again asks the flags instead for as long as this is so.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_is_observed(flags: *const Flags) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(false, || Ok(arg::handle(flags, "flags")?.0.is_observed())) }
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

/// The value of a flag that is a number, or an integer up to 2⁵³ − 1 on either side of 0, by name; `fallback` where
/// the files do not say, where it is of another kind, or where an argument is null or no UTF-8. It neither fails
/// nor allocates.
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

/// Frees `flags`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_free(flags: *mut Flags) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(flags) }
}
