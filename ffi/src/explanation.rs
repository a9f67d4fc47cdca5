//! Where a value comes from, and what it overrode.

use crate::error::{Error, Place};
use crate::origin::Reference;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::word::word;
use crate::{arg, guard};

/// A value and the layers that spoke of it, strongest first. It belongs to the caller, who frees it
/// with `stageline_explanation_free`; what is asked of it lives as long as it does.
pub struct Explanation {
    explanation: stageline::config::Explanation,
    path: String,
    /// The layer and the effect of each step.
    words: Vec<[String; 2]>,
}

impl Explanation {
    pub(crate) fn new(explanation: stageline::config::Explanation) -> Self {
        let words = explanation.steps.iter().map(|step| [word(step.layer), word(step.effect)]);
        Explanation { words: words.collect(), path: explanation.path.to_string(), explanation }
    }
}

/// Explanations of several values, in the order of the tree. It belongs to the caller, who frees it
/// with `stageline_explanations_free`.
pub struct Explanations(pub(crate) Vec<stageline::config::Explanation>);

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

/// The path of the value; empty when `explanation` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_explanation_path(explanation: *const Explanation) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || Ok(Text::of(&arg::handle(explanation, "explanation")?.path)))
    }
}

/// How many references the text that counts holds; 0 when `explanation` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_explanation_reference_count(
    explanation: *const Explanation,
) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(0, || Ok(arg::handle(explanation, "explanation")?.explanation.references.len()))
    }
}

/// The reference at `index`, in the order of the text. Past the last one, or when `explanation` is
/// null, its text is empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_explanation_reference(
    explanation: *const Explanation,
    index: usize,
) -> Reference {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Reference::NOTHING, || {
            Ok(Reference::of(
                arg::handle(explanation, "explanation")?.explanation.references.get(index),
            ))
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

/// Writes the explanation as JSON: `path`, `value`, `steps` and `references`.
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

/// How many there are; 0 when `explanations` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_explanations_len(explanations: *const Explanations) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(explanations, "explanations")?.0.len())) }
}

/// The explanation at `index`, as an object of its own.
///
/// Errors: `E_USAGE` for an index past the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_explanations_at(
    explanations: *const Explanations,
    index: usize,
    out: *mut *mut Explanation,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let all = &arg::handle(explanations, "explanations")?.0;
            Ok(guard::give(Explanation::new(arg::item(all, index, "explanations")?.clone())))
        })
    }
}

/// Writes them as a JSON list, each as `stageline_explanation_to_json` writes one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_explanations_to_json(
    explanations: *const Explanations,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::json(&arg::handle(explanations, "explanations")?.0)?))
        })
    }
}

/// Writes them as text for people, one behind the other; values that look like secrets are
/// withheld.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_explanations_to_text(
    explanations: *const Explanations,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let all = &arg::handle(explanations, "explanations")?.0;
            let texts: Vec<String> = all.iter().map(ToString::to_string).collect();
            Ok(guard::give(Bytes::from(texts.join("\n"))))
        })
    }
}

/// Frees `explanations`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_explanations_free(explanations: *mut Explanations) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(explanations) }
}
