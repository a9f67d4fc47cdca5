//! Any two documents, as JSON text: what differs, and how one becomes the other.

use stageline::diff::{self, JsonPatch, compare};

use crate::error::{StagelineError, guard};
use crate::json;
use crate::project::json as to_json;
use crate::tree_options;

type Answer<T> = Result<T, StagelineError>;

/// What differs between two JSON documents, as JSON: `changes`, and `equivalent` for what means the
/// same and is spelled differently, each with `path`, `right_path`, `kind`, `left`, `right`,
/// `position` and `by`.
///
/// `options` is a JSON object: `keys` maps paths of lists to the key that names their items;
/// `meanings` maps patterns of paths to what values mean there (`exact`, `cpu`, `bytes`, `duration`,
/// `percent`, `image`, `url`, `set`, `case_insensitive`), of several that match the last counts; they may also be a list of pairs; with
/// `leaves`, a subtree that is only on one side is given leaf by leaf; `alignment` bounds the work on
/// lists without names.
///
/// # Errors
/// `E_USAGE` for text that is no JSON, has a key twice or is nested deeper than 255 levels, and for
/// options that are none; `E_NUMBER_RANGE` for an integer outside 64 bits.
#[uniffi::export(default(options = None))]
pub fn tree_diff_json(left: &str, right: &str, options: Option<String>) -> Answer<String> {
    guard(|| {
        let options = tree_options::read(options.as_deref())?;
        let (left, right) = (json::parse(left, "left")?, json::parse(right, "right")?);
        to_json(&compare(&left, &right, &options))
    })
}

/// The JSON Patch (RFC 6902) that turns one JSON document into another. Items of lists are known as in
/// `tree_diff_json`, whose options these are. Other spellings of one value are differences here.
///
/// # Errors
/// As `tree_diff_json`.
#[uniffi::export(default(options = None))]
pub fn json_patch(left: &str, right: &str, options: Option<String>) -> Answer<String> {
    guard(|| {
        let options = tree_options::read(options.as_deref())?;
        let (left, right) = (json::parse(left, "left")?, json::parse(right, "right")?);
        to_json(&JsonPatch::between(&left, &right, &options))
    })
}

/// Applies a JSON Patch (RFC 6902) to a JSON document: all of its operations, or none.
///
/// # Errors
/// `E_PATCH` names the first operation that cannot be applied, counted from 1, and why; `E_USAGE` for
/// text that is no JSON.
#[uniffi::export]
pub fn apply_json_patch(document: &str, patch: &str) -> Answer<String> {
    guard(|| {
        let document = json::parse(document, "document")?;
        to_json(&diff::apply_json_patch(&document, &json::parse(patch, "patch")?)?)
    })
}

/// The JSON Merge Patch (RFC 7386) that turns one JSON document into another. Lists are replaced as a
/// whole.
///
/// # Errors
/// `E_PATCH` where a key would have to become `null`, which removes it in such a patch; `E_USAGE` for
/// text that is no JSON.
#[uniffi::export]
pub fn merge_patch(left: &str, right: &str) -> Answer<String> {
    guard(|| {
        let (left, right) = (json::parse(left, "left")?, json::parse(right, "right")?);
        to_json(&diff::merge_patch(&left, &right)?)
    })
}

/// Applies a JSON Merge Patch (RFC 7386) to a JSON document.
///
/// # Errors
/// `E_USAGE` for text that is no JSON.
#[uniffi::export]
pub fn apply_merge_patch(document: &str, patch: &str) -> Answer<String> {
    guard(|| {
        let document = json::parse(document, "document")?;
        to_json(&diff::apply_merge_patch(&document, &json::parse(patch, "patch")?))
    })
}

/// What two JSON documents changed since a common base, as JSON: `merged`, the changes `ours`, `theirs` and
/// `agreed`, and `conflicts`, each with `path` and what of `base`, `ours` and `theirs` there is. Where there
/// is a conflict, `merged` says what the base says. The options are those of `tree_diff_json`.
///
/// # Errors
/// As `tree_diff_json`.
#[uniffi::export(default(options = None))]
pub fn three_way_json(
    base: &str,
    ours: &str,
    theirs: &str,
    options: Option<String>,
) -> Answer<String> {
    guard(|| {
        let options = tree_options::read(options.as_deref())?;
        let base = json::parse(base, "base")?;
        let (ours, theirs) = (json::parse(ours, "ours")?, json::parse(theirs, "theirs")?);
        to_json(&diff::three_way(&base, &ours, &theirs, &options))
    })
}
