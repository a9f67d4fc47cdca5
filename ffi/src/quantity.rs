//! Amounts that are spelled in several ways, compared by what they mean.

use std::cmp::Ordering;
use std::ffi::c_char;

use stageline::value::{Kind as Measure, Notation, Quantity as Amount};
use stageline::yaml::Data;

use crate::error::Error;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard};

/// An exact amount, such as `500m` of a processor. It belongs to the caller, who frees it with
/// `stageline_quantity_free`.
pub struct Quantity {
    amount: Amount,
    measure: Measure,
    notation: Notation,
}

const MEASURES: [Measure; 4] = [Measure::Cpu, Measure::Bytes, Measure::Duration, Measure::Percent];

/// What a quantity measures, by its word.
fn measure(word: &str) -> Result<Measure, Error> {
    MEASURES.into_iter().find(|measure| measure.name() == word).ok_or_else(|| {
        Error::usage("`kind` is no kind of quantity".to_owned())
            .with_help("use `cpu`, `bytes`, `duration` or `percent`")
    })
}

/// Reads an amount of a kind: `cpu` (cores), `bytes`, `duration` (seconds) or `percent`. A bare
/// number counts in the unit in brackets.
///
/// Errors: `E_QUANTITY` for a text that is none of this kind.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_quantity_parse(
    text: *const c_char,
    kind: *const c_char,
    out: *mut *mut Quantity,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_quantity_parse_n(text, arg::STAGELINE_NUL, kind, arg::STAGELINE_NUL, out, err)
    }
}

/// `stageline_quantity_parse` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_quantity_parse_n(
    text: *const c_char,
    text_len: usize,
    kind: *const c_char,
    kind_len: usize,
    out: *mut *mut Quantity,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let text = arg::text(text, text_len, "text")?;
            let measure = measure(arg::text(kind, kind_len, "kind")?)?;
            let amount = Amount::read(&Data::Text(text.into()), measure)?;
            Ok(guard::give(Quantity { amount, measure, notation: Notation::of(text) }))
        })
    }
}

/// What it measures: `cpu`, `bytes`, `duration` or `percent`; empty when `quantity` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_quantity_kind(quantity: *const Quantity) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || Ok(Text::of(arg::handle(quantity, "quantity")?.measure.name())))
    }
}

/// Writes -1, 0 or 1: whether the left amount is smaller, equal or larger.
///
/// Errors: `E_USAGE` for amounts of different kinds.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_quantity_compare(
    left: *const Quantity,
    right: *const Quantity,
    out: *mut i32,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let (left, right) = (arg::handle(left, "left")?, arg::handle(right, "right")?);
            if left.measure != right.measure {
                let (left, right) = (left.measure.name(), right.measure.name());
                return Err(Error::usage(format!(
                    "`left` measures {left}, `right` measures {right}"
                ))
                .with_help("compare amounts of one kind"));
            }
            Ok(match left.amount.cmp(&right.amount) {
                Ordering::Less => -1,
                Ordering::Equal => 0,
                Ordering::Greater => 1,
            })
        })
    }
}

/// The amount in its unit, as near as a double comes; 0 when `quantity` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_quantity_value(quantity: *const Quantity) -> f64 {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(0.0, || Ok(arg::handle(quantity, "quantity")?.amount.nanos() as f64 / 1e9))
    }
}

/// Writes the amount as Kubernetes spells it, in the notation it was read in: the largest suffix
/// that leaves no fraction. `1024Mi` is `1Gi`, `0.5` is `500m`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_quantity_canonical(
    quantity: *const Quantity,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let quantity = arg::handle(quantity, "quantity")?;
            Ok(guard::give(Bytes::from(quantity.amount.canonical(quantity.notation))))
        })
    }
}

/// Frees `quantity`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_quantity_free(quantity: *mut Quantity) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(quantity) }
}
