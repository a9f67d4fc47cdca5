//! Any two documents, as JSON text: what differs, and how one becomes the other.

use stageline::diff::compare;

use crate::error::{StagelineError, guard};
use crate::json;
use crate::project::json as to_json;
use crate::tree_options;

type Answer<T> = Result<T, StagelineError>;

/// What differs between two JSON documents, as JSON: `changes`, and `equivalent` for what means the
/// same and is spelled differently, each with `path`, `right_path`, `kind`, `left`, `right` and
/// `position`.
///
/// `options` is a JSON object: `keys` maps paths of lists to the key that names their items;
/// `meanings` maps patterns of paths to what values mean there (`exact`, `cpu`, `bytes`, `duration`,
/// `percent`, `image`, `url`, `set`, `case_insensitive`), of several that match the last counts; with
/// `leaves`, a subtree that is only on one side is given leaf by leaf; `alignment` bounds the work on
/// lists without names.
///
/// # Errors
/// `E_USAGE` for text that is no JSON, has a key twice or is nested deeper than 127 levels, and for
/// options that are none; `E_NUMBER_RANGE` for an integer outside 64 bits.
#[uniffi::export(default(options = None))]
pub fn tree_diff_json(left: &str, right: &str, options: Option<String>) -> Answer<String> {
    guard(|| {
        let options = tree_options::read(options.as_deref())?;
        let (left, right) = (json::parse(left, "left")?, json::parse(right, "right")?);
        to_json(&compare(&left, &right, &options))
    })
}
