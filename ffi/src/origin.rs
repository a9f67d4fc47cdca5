//! Where a value was written.

use crate::error::{Error, Place};
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::word::word;
use crate::{arg, guard};

/// Where a value was written: the place, and the layer it belongs to. It belongs to the caller, who
/// frees it with `stageline_origin_free`; texts and places asked of it live as long as it does.
pub struct Origin {
    origin: stageline::config::Origin,
    layer: String,
}

impl Origin {
    pub(crate) fn new(origin: stageline::config::Origin) -> Self {
        Origin { layer: word(origin.layer), origin }
    }
}

/// A reference in a text, such as `${shop.domain}`; borrowed from the object it was asked of.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Reference {
    /// What is referred to: `shop.domain`, `env:NAME`.
    pub text: Text,
    /// The place of the value; its `file` is empty for a variable, for what the caller gave, and where
    /// the reference's default stands for a value that is not there.
    pub place: Place,
}

impl Reference {
    pub(crate) const NOTHING: Self = Reference { text: Text::EMPTY, place: Place::NOWHERE };

    pub(crate) fn of(reference: Option<&stageline::config::Reference>) -> Self {
        reference.map_or(Self::NOTHING, |reference| Reference {
            text: Text::of(&reference.text),
            place: Place::of(reference.place.as_ref()),
        })
    }
}

/// The place; `file` is empty for what the caller gave, or when `origin` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_origin_place(origin: *const Origin) -> Place {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Place::NOWHERE, || {
            Ok(Place::of(arg::handle(origin, "origin")?.origin.place.as_ref()))
        })
    }
}

/// What wrote it: `base`, `environment`, `file`, `service_base`, `service`, `tenant`, `record`,
/// `local`, `variable` or `caller`; empty when `origin` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_origin_layer(origin: *const Origin) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(Text::EMPTY, || Ok(Text::of(&arg::handle(origin, "origin")?.layer))) }
}

/// The layer's name: that of a base, an environment, a tenant, or a file's path; empty when
/// `origin` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_origin_name(origin: *const Origin) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || Ok(Text::of(&arg::handle(origin, "origin")?.origin.name)))
    }
}

/// Writes the origin as text for people: `file:line:column`, or the layer's kind where there is no
/// place.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_origin_to_text(
    origin: *const Origin,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::from(arg::handle(origin, "origin")?.origin.to_string())))
        })
    }
}

/// Writes the origin as JSON: `place`, `layer` and `name`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_origin_to_json(
    origin: *const Origin,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::json(&arg::handle(origin, "origin")?.origin)?))
        })
    }
}

/// How many references the text that was written there holds; 0 for any other value, or when
/// `origin` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_origin_reference_count(origin: *const Origin) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(origin, "origin")?.origin.references.len())) }
}

/// The reference at `index`, in the order of the text. Past the last one, or when `origin` is null,
/// its text is empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_origin_reference(
    origin: *const Origin,
    index: usize,
) -> Reference {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Reference::NOTHING, || {
            Ok(Reference::of(arg::handle(origin, "origin")?.origin.references.get(index)))
        })
    }
}

/// Frees `origin`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_origin_free(origin: *mut Origin) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(origin) }
}
