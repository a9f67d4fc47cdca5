//! What two sides changed since they last agreed, and what is in conflict.

use std::ffi::c_char;

use stageline::diff::{self, Change, Comparison, Conflict as EngineConflict, ThreeWay as Engine};
use stageline::yaml::Node;

use crate::error::Error;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::tree_diff::TreeDiff;
use crate::value::Value;
use crate::{arg, guard, json, tree_options};

/// What two sides changed since a common base. It never changes, and threads share it freely. It belongs
/// to the caller, who frees it with `stageline_three_way_free`; what is asked of it lives as long as it
/// does. It holds what the documents hold, secrets among it.
pub struct ThreeWay {
    found: Engine,
    /// The paths of the conflicts as text.
    paths: Vec<String>,
}

/// A value that both sides changed, and not alike; borrowed from what it was asked of.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Conflict {
    /// Where in the base; an item of a list that has a name stands as `[name=blue]`.
    pub path: Text,
    /// Whether the base has such a value.
    pub has_base: bool,
    /// Whether our side has.
    pub has_ours: bool,
    /// Whether theirs has.
    pub has_theirs: bool,
}

impl Conflict {
    const NOTHING: Self =
        Conflict { path: Text::EMPTY, has_base: false, has_ours: false, has_theirs: false };
}

impl ThreeWay {
    fn new(found: Engine) -> Self {
        let paths = found.conflicts.iter().map(|conflict| conflict.path.to_string()).collect();
        ThreeWay { found, paths }
    }
}

/// Changes as a difference of their own.
fn changes(changes: &[Change]) -> *mut TreeDiff {
    let mut found = Comparison::default();
    found.changes = changes.to_vec();
    guard::give(TreeDiff::new(found))
}

/// One side of the conflict at an index.
///
/// # Safety
/// As [`arg::handle`].
unsafe fn side(
    this: *const ThreeWay,
    index: usize,
    side: impl FnOnce(&EngineConflict) -> Option<&Node>,
) -> Result<*mut Value, Error> {
    // SAFETY: the contract is the same.
    let conflicts = &unsafe { arg::handle(this, "three_way") }?.found.conflicts;
    let node = side(arg::item(conflicts, index, "conflicts")?).ok_or_else(|| {
        Error::usage("the conflict has no value on that side".to_owned())
            .with_help("ask `has_base`, `has_ours` and `has_theirs` of the conflict first")
    })?;
    Ok(guard::give(Value::plain(node.clone())))
}

/// Holds two values against what they both came from; each may have been resolved, or read from JSON. A
/// change that only one side made counts, and so does one that both made alike. Items of lists that have
/// names are looked at one by one; other lists that both sides changed are in conflict as a whole.
/// `options` are those of `stageline_tree_diff_of_values`, or null.
///
/// Errors: as `stageline_tree_diff_of_values`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_of_values(
    base: *const Value,
    ours: *const Value,
    theirs: *const Value,
    options: *const c_char,
    out: *mut *mut ThreeWay,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_three_way_of_values_n(base, ours, theirs, options, arg::STAGELINE_NUL, out, err)
    }
}

/// `stageline_three_way_of_values` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_of_values_n(
    base: *const Value,
    ours: *const Value,
    theirs: *const Value,
    options: *const c_char,
    options_len: usize,
    out: *mut *mut ThreeWay,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let base = arg::handle(base, "base")?.node();
            let ours = arg::handle(ours, "ours")?.node();
            let theirs = arg::handle(theirs, "theirs")?.node();
            let options = arg::optional_text(options, options_len, "options")?;
            let options = tree_options::read(options)?;
            Ok(guard::give(ThreeWay::new(diff::three_way(base, ours, theirs, &options))))
        })
    }
}

/// Holds two JSON documents against what they both came from.
///
/// Errors: as `stageline_tree_diff_of_json`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_of_json(
    base: *const c_char,
    ours: *const c_char,
    theirs: *const c_char,
    options: *const c_char,
    out: *mut *mut ThreeWay,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_three_way_of_json_n(
            base,
            arg::STAGELINE_NUL,
            ours,
            arg::STAGELINE_NUL,
            theirs,
            arg::STAGELINE_NUL,
            options,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_three_way_of_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_of_json_n(
    base: *const c_char,
    base_len: usize,
    ours: *const c_char,
    ours_len: usize,
    theirs: *const c_char,
    theirs_len: usize,
    options: *const c_char,
    options_len: usize,
    out: *mut *mut ThreeWay,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let base = json::parse(arg::text(base, base_len, "base")?, "base")?;
            let ours = json::parse(arg::text(ours, ours_len, "ours")?, "ours")?;
            let theirs = json::parse(arg::text(theirs, theirs_len, "theirs")?, "theirs")?;
            let options = arg::optional_text(options, options_len, "options")?;
            let options = tree_options::read(options)?;
            Ok(guard::give(ThreeWay::new(diff::three_way(&base, &ours, &theirs, &options))))
        })
    }
}

/// Whether nothing is in conflict; true when `three_way` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_is_clean(three_way: *const ThreeWay) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(true, || Ok(arg::handle(three_way, "three_way")?.found.is_clean())) }
}

/// The base with every change that is no conflict; where there is one, it says what the base says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_merged(
    three_way: *const ThreeWay,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let merged = arg::handle(three_way, "three_way")?.found.merged.clone();
            Ok(guard::give(Value::plain(merged)))
        })
    }
}

/// What only our side changed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_ours(
    three_way: *const ThreeWay,
    out: *mut *mut TreeDiff,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(changes(&arg::handle(three_way, "three_way")?.found.ours)))
    }
}

/// What only their side changed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_theirs(
    three_way: *const ThreeWay,
    out: *mut *mut TreeDiff,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(changes(&arg::handle(three_way, "three_way")?.found.theirs)))
    }
}

/// What both sides changed alike, as ours spells it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_agreed(
    three_way: *const ThreeWay,
    out: *mut *mut TreeDiff,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(changes(&arg::handle(three_way, "three_way")?.found.agreed)))
    }
}

/// How many values both sides changed, and not alike; 0 when `three_way` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_conflict_count(three_way: *const ThreeWay) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(three_way, "three_way")?.paths.len())) }
}

/// The conflict at `index`. Past the last one, or when `three_way` is null, its path is empty and no side
/// has a value.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_conflict(
    three_way: *const ThreeWay,
    index: usize,
) -> Conflict {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Conflict::NOTHING, || {
            let this = arg::handle(three_way, "three_way")?;
            let found = this.found.conflicts.get(index).zip(this.paths.get(index));
            Ok(found.map_or(Conflict::NOTHING, |(conflict, path)| Conflict {
                path: Text::of(path),
                has_base: conflict.base.is_some(),
                has_ours: conflict.ours.is_some(),
                has_theirs: conflict.theirs.is_some(),
            }))
        })
    }
}

/// What the value of the conflict at `index` was.
///
/// Errors: `E_USAGE` for an index past the last one, and where there is no such value.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_conflict_base(
    three_way: *const ThreeWay,
    index: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::call(out, err, || side(three_way, index, |conflict| conflict.base.as_ref())) }
}

/// What the value of the conflict at `index` is on our side.
///
/// Errors: as `stageline_three_way_conflict_base`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_conflict_ours(
    three_way: *const ThreeWay,
    index: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::call(out, err, || side(three_way, index, |conflict| conflict.ours.as_ref())) }
}

/// What the value of the conflict at `index` is on theirs.
///
/// Errors: as `stageline_three_way_conflict_base`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_conflict_theirs(
    three_way: *const ThreeWay,
    index: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::call(out, err, || side(three_way, index, |conflict| conflict.theirs.as_ref())) }
}

/// Writes the answer as JSON: `merged`, the changes `ours`, `theirs` and `agreed`, and `conflicts`, each
/// with `path` and what of `base`, `ours` and `theirs` there is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_to_json(
    three_way: *const ThreeWay,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::json(&arg::handle(three_way, "three_way")?.found)?))
        })
    }
}

/// Writes the answer as text for people: a line for each change and who made it, conflicts last.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_to_text(
    three_way: *const ThreeWay,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let text = arg::handle(three_way, "three_way")?.found.to_string();
            Ok(guard::give(Bytes::from(text)))
        })
    }
}

/// Frees `three_way`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_three_way_free(three_way: *mut ThreeWay) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(three_way) }
}
