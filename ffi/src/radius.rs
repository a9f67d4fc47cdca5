//! What an edit changes in which environment.

use stageline::project::edit::BlastRadius;

use crate::error::Error;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard};

/// Everything that an edit changes, environment by environment. It belongs to the caller, who frees
/// it with `stageline_blast_radius_free`; what is asked of it lives as long as it does.
pub struct Radius(pub(crate) BlastRadius);

/// In how many environments something changes; 0 where only comments or spellings were edited, or
/// when `radius` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_blast_radius_len(radius: *const Radius) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(radius, "radius")?.0.effects.len())) }
}

/// The name of the environment at `index`, in the order of the project; empty past the last one, or
/// when `radius` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_blast_radius_environment(
    radius: *const Radius,
    index: usize,
) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || {
            let effect = arg::handle(radius, "radius")?.0.effects.get(index);
            Ok(effect.map_or(Text::EMPTY, |effect| Text::of(&effect.environment)))
        })
    }
}

/// Writes the changes as JSON: `effects`, each with an `environment` and a `diff` as
/// `stageline_project_diff_json` writes one, from `before` to `after`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_blast_radius_to_json(
    radius: *const Radius,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(guard::give(Bytes::json(&arg::handle(radius, "radius")?.0)?)))
    }
}

/// Writes the changes as text for people: what looks like a secret is withheld.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_blast_radius_to_text(
    radius: *const Radius,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::from(arg::handle(radius, "radius")?.0.to_string())))
        })
    }
}

/// Frees `radius`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_blast_radius_free(radius: *mut Radius) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(radius) }
}
