//! Where a value comes from, and what it overrode.

use crate::error::{Error, Place};
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::word::word;
use crate::{arg, guard};

/// A value and the layers that spoke of it, strongest first. It belongs to the caller, who frees it
/// with `stageline_explanation_free`; what is asked of it lives as long as it does.
pub struct Explanation {
    explanation: stageline::config::Explanation,
    /// The layer and the effect of each step.
    words: Vec<[String; 2]>,
}

impl Explanation {
    pub(crate) fn new(explanation: stageline::config::Explanation) -> Self {
        let words = explanation.steps.iter().map(|step| [word(step.layer), word(step.effect)]);
        Explanation { words: words.collect(), explanation }
    }
}

/// One layer's word on a value, borrowed from the explanation it was asked of.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Step {
    /// What the layer is; see `stageline_origin_layer`.
    pub layer: Text,
    /// The layer's name.
    pub name: Text,
    /// What it did: `sets`, `merges`, `appends`, `prepends`, `replaces`, `deletes`, or
    /// `overridden` where a stronger layer says otherwise.
    pub effect: Text,
    /// Where it says so; its `file` is empty for what the caller gave.
    pub place: Place,
}

impl Step {
    const NOTHING: Self =
        Step { layer: Text::EMPTY, name: Text::EMPTY, effect: Text::EMPTY, place: Place::NOWHERE };
}

/// How many layers spoke of the value; 0 when `explanation` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_explanation_len(explanation: *const Explanation) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(0, || Ok(arg::handle(explanation, "explanation")?.explanation.steps.len()))
    }
}

/// The step at `index`, the strongest first. Past the last one, or when `explanation` is null, its
/// texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_explanation_step(
    explanation: *const Explanation,
    index: usize,
) -> Step {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Step::NOTHING, || {
            let this = arg::handle(explanation, "explanation")?;
            let step = this.explanation.steps.get(index).zip(this.words.get(index));
            Ok(step.map_or(Step::NOTHING, |(step, [layer, effect])| Step {
                layer: Text::of(layer),
                name: Text::of(&step.name),
                effect: Text::of(effect),
                place: Place::of(step.place.as_ref()),
            }))
        })
    }
}

/// Writes the value as JSON; `null` where a layer deleted it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_explanation_value_json(
    explanation: *const Explanation,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let explanation = &arg::handle(explanation, "explanation")?.explanation;
            Ok(guard::give(Bytes::json(&explanation.value)?))
        })
    }
}

/// Writes what the layer at `index` says as JSON; `null` where it deletes.
///
/// Errors: `E_USAGE` for an index past the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_explanation_step_json(
    explanation: *const Explanation,
    index: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let steps = &arg::handle(explanation, "explanation")?.explanation.steps;
            Ok(guard::give(Bytes::json(&arg::item(steps, index, "steps")?.value)?))
        })
    }
}

/// Writes the explanation as JSON: `path`, `value` and `steps`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_explanation_to_json(
    explanation: *const Explanation,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::json(&arg::handle(explanation, "explanation")?.explanation)?))
        })
    }
}

/// Writes the explanation as text for people: the value, then a line for each layer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_explanation_to_text(
    explanation: *const Explanation,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let text = arg::handle(explanation, "explanation")?.explanation.to_string();
            Ok(guard::give(Bytes::from(text)))
        })
    }
}

/// Frees `explanation`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_explanation_free(explanation: *mut Explanation) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(explanation) }
}
