//! `fractional`: a share of all keys for each variant.

use crate::flag::Attribute;
use crate::flag::dialect::{hash, js};

/// The variant of a key, its bucket, and the first one behind those that get the same; nothing where the shares cannot be read or no key is there.
///
/// The first argument is the text to hash. Without it, or where it came to nothing, the flag's name
/// and the targeting key are hashed together.
pub(super) fn fractional<'v>(
    arguments: &'v [Attribute],
    flag: &str,
    targeting_key: Option<&Attribute>,
) -> Option<(&'v Attribute, (u32, u64))> {
    let (first, rest) = arguments.split_first()?;
    let (key, shares) = match (first, targeting_key) {
        (Attribute::Text(key), _) => (key.as_str().to_owned(), rest),
        (first, Some(key)) => {
            let shares = if matches!(first, Attribute::Null) { rest } else { arguments };
            match key {
                Attribute::Text(text) if text.is_empty() => return None,
                Attribute::Text(_) | Attribute::Int(_) | Attribute::UInt(_) => {}
                _ => return None,
            }
            (format!("{flag}{}", js::text(key)), shares)
        }
        (_, None) => return None,
    };
    let shares: Vec<(&Attribute, u32)> = shares.iter().map(share).collect::<Option<_>>()?;
    let total: u64 = shares.iter().map(|(_, weight)| u64::from(*weight)).sum();
    let total = i32::try_from(total).ok()? as u32;
    let bucket = hash::flagd(&key, total);
    let mut end = 0;
    shares.into_iter().find_map(|(variant, weight)| {
        end += u64::from(weight);
        (u64::from(bucket) < end).then_some((variant, (bucket, end)))
    })
}

/// A variant and its weight, which is 1 unless given; below zero counts as zero.
fn share(share: &Attribute) -> Option<(&Attribute, u32)> {
    let Attribute::List(parts) = share else { return None };
    let (variant, weight) = match parts.as_slice() {
        [variant] => (variant, None),
        [variant, weight] => (variant, Some(weight)),
        _ => return None,
    };
    if matches!(variant, Attribute::List(_) | Attribute::Map(_)) {
        return None;
    }
    let weight = match weight {
        None | Some(Attribute::Null) => 1.0,
        Some(weight) => js::plain_number(weight)?,
    };
    if weight.fract() != 0.0 || weight > f64::from(i32::MAX) {
        return None;
    }
    Some((variant, weight.max(0.0) as u32))
}
