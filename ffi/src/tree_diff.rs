//! What differs between any two documents, and how one becomes the other.

use std::ffi::c_char;
use std::sync::OnceLock;

use stageline::diff::{self, ChangeKind as Engine, Comparison, compare};
use stageline::value::KeyPath;
use stageline::yaml::Node;

use crate::error::Error;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::value::Value;
use crate::{arg, guard, json, tree_options};

/// What differs between two documents. It never changes, and threads share it freely. It belongs to
/// the caller, who frees it with `stageline_tree_diff_free`; what is asked of it lives as long as it
/// does. It holds what the documents hold, secrets among it.
pub struct TreeDiff {
    found: Comparison,
    changes: OnceLock<Vec<Paths>>,
    equivalent: OnceLock<Vec<Paths>>,
}

/// The paths of a change as text.
type Paths = (String, Option<String>);

/// What happened to a value.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Nothing that this header knows.
    Other = 0,
    /// It is only on the right.
    Added = 1,
    /// It is only on the left.
    Removed = 2,
    /// It is another value.
    Changed = 3,
    /// The items of a list are in another order.
    Moved = 4,
}

/// One difference, borrowed from what it was asked of. A subtree that is only on one side is one
/// difference, at its top.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Change {
    /// Where in the left document; an item of a list that has a name stands as `[name=blue]`.
    pub path: Text,
    /// Where in the right one, for an item without a name that has another position there; else
    /// empty.
    pub right_path: Text,
    /// What happened.
    pub kind: ChangeKind,
    /// For `STAGELINE_CHANGE_KIND_MOVED`: the key that names the items; empty where they have no names.
    pub by: Text,
    /// For an item that is only on one side: its position in its list; else -1.
    pub position: i64,
    /// Whether the left document has such a value.
    pub has_left: bool,
    /// Whether the right one has.
    pub has_right: bool,
}

impl ChangeKind {
    pub(crate) fn of(kind: Option<Engine>) -> Self {
        match kind {
            Some(Engine::Added) => ChangeKind::Added,
            Some(Engine::Removed) => ChangeKind::Removed,
            Some(Engine::Changed) => ChangeKind::Changed,
            Some(Engine::Moved) => ChangeKind::Moved,
            _ => ChangeKind::Other,
        }
    }
}

impl Change {
    const NOTHING: Self = Change {
        path: Text::EMPTY,
        right_path: Text::EMPTY,
        kind: ChangeKind::Other,
        by: Text::EMPTY,
        position: -1,
        has_left: false,
        has_right: false,
    };

    fn of(change: &diff::Change, (path, right_path): &Paths) -> Self {
        Change {
            path: Text::of(path),
            right_path: Text::optional(right_path.as_deref()),
            kind: ChangeKind::of(Some(change.kind)),
            by: Text::optional(change.by.as_deref()),
            position: change.position.and_then(|at| i64::try_from(at).ok()).unwrap_or(-1),
            has_left: change.left.is_some(),
            has_right: change.right.is_some(),
        }
    }
}

impl TreeDiff {
    pub(crate) fn new(found: Comparison) -> Self {
        TreeDiff { found, changes: OnceLock::new(), equivalent: OnceLock::new() }
    }

    fn value(
        &self,
        index: usize,
        side: impl FnOnce(&diff::Change) -> Option<&Node>,
    ) -> Result<*mut Value, Error> {
        let node = side(arg::item(&self.found.changes, index, "changes")?).ok_or_else(|| {
            Error::usage("the change has no value on that side".to_owned())
                .with_help("ask `has_left` and `has_right` of the change first")
        })?;
        Ok(guard::give(Value::plain(node.clone())))
    }
}

fn nth(changes: &[diff::Change], paths: &OnceLock<Vec<Paths>>, index: usize) -> Change {
    let text = |path: &KeyPath| path.to_string();
    let paths = paths.get_or_init(|| {
        let paths = changes.iter().map(|one| (text(&one.path), one.right_path.as_ref().map(text)));
        paths.collect()
    });
    let found = changes.get(index).zip(paths.get(index));
    found.map_or(Change::NOTHING, |(change, paths)| Change::of(change, paths))
}

/// What differs between two values; each may have been resolved, or read from JSON.
///
/// `options` is a JSON object, or null: `keys` maps paths of lists to the key that names their items,
/// such as `{"panels": "title"}`; else `name`, `id` or `key` is taken where each item has its own.
/// `meanings` maps patterns of paths to what values mean there: `exact`, `cpu`, `bytes`, `duration`,
/// `percent`, `image`, `url`, `set`, `case_insensitive`; of several that match, the last counts, and a
/// path that none matches says itself what it means. They may also be a list of pairs. With `leaves`, a subtree that is only on one side
/// is given leaf by leaf. `alignment` bounds the work on lists without names.
///
/// Errors: `E_USAGE` for options that are none, and for a path, a pattern or a meaning that is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_tree_diff_of_values(
    left: *const Value,
    right: *const Value,
    options: *const c_char,
    out: *mut *mut TreeDiff,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_tree_diff_of_values_n(left, right, options, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_tree_diff_of_values` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_tree_diff_of_values_n(
    left: *const Value,
    right: *const Value,
    options: *const c_char,
    options_len: usize,
    out: *mut *mut TreeDiff,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let (left, right) = (arg::handle(left, "left")?, arg::handle(right, "right")?);
            let options = arg::optional_text(options, options_len, "options")?;
            let options = tree_options::read(options)?;
            Ok(guard::give(TreeDiff::new(compare(left.node(), right.node(), &options))))
        })
    }
}

/// What differs between two JSON documents.
///
/// Errors: as `stageline_tree_diff_of_values` and `stageline_value_of_json`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_tree_diff_of_json(
    left: *const c_char,
    right: *const c_char,
    options: *const c_char,
    out: *mut *mut TreeDiff,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_tree_diff_of_json_n(
            left,
            arg::STAGELINE_NUL,
            right,
            arg::STAGELINE_NUL,
            options,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_tree_diff_of_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_tree_diff_of_json_n(
    left: *const c_char,
    left_len: usize,
    right: *const c_char,
    right_len: usize,
    options: *const c_char,
    options_len: usize,
    out: *mut *mut TreeDiff,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let left = json::parse(arg::text(left, left_len, "left")?, "left")?;
            let right = json::parse(arg::text(right, right_len, "right")?, "right")?;
            let options = arg::optional_text(options, options_len, "options")?;
            let options = tree_options::read(options)?;
            Ok(guard::give(TreeDiff::new(compare(&left, &right, &options))))
        })
    }
}

/// How many differences there are; 0 for documents that mean the same, or when `diff` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_tree_diff_len(diff: *const TreeDiff) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(diff, "diff")?.found.changes.len())) }
}

/// The difference at `index`, in the order of the left document, what is new behind its siblings.
/// Past the last one, or when `diff` is null, its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_tree_diff_change(diff: *const TreeDiff, index: usize) -> Change {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Change::NOTHING, || {
            let diff = arg::handle(diff, "diff")?;
            Ok(nth(&diff.found.changes, &diff.changes, index))
        })
    }
}

/// The value of the difference at `index` on the left.
///
/// Errors: `E_USAGE` for an index past the last one, and where there is no such value.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_tree_diff_left(
    diff: *const TreeDiff,
    index: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            arg::handle(diff, "diff")?.value(index, |change| change.left.as_ref())
        })
    }
}

/// The value of the difference at `index` on the right.
///
/// Errors: as `stageline_tree_diff_left`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_tree_diff_right(
    diff: *const TreeDiff,
    index: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            arg::handle(diff, "diff")?.value(index, |change| change.right.as_ref())
        })
    }
}

/// How many values mean the same and are spelled differently, as in `1Gi` and `1024Mi`; they are no
/// differences. 0 when `diff` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_tree_diff_equivalent_count(diff: *const TreeDiff) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(diff, "diff")?.found.equivalent.len())) }
}

/// The value at `index` of those that mean the same. Past the last one, or when `diff` is null, its
/// texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_tree_diff_equivalent(
    diff: *const TreeDiff,
    index: usize,
) -> Change {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Change::NOTHING, || {
            let diff = arg::handle(diff, "diff")?;
            Ok(nth(&diff.found.equivalent, &diff.equivalent, index))
        })
    }
}

/// The way back: what differs from right to left.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_tree_diff_inverted(
    diff: *const TreeDiff,
    out: *mut *mut TreeDiff,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let found = arg::handle(diff, "diff")?.found.clone();
            Ok(guard::give(TreeDiff::new(found.inverted())))
        })
    }
}

/// The document that the differences make of the left one: exactly the right one, other spellings of one
/// value among them. Differences at paths that `left` does not have are left out.
///
/// Errors: `E_USAGE` for differences that were given leaf by leaf.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_tree_diff_apply(
    diff: *const TreeDiff,
    left: *const Value,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let diff = arg::handle(diff, "diff")?;
            let left = arg::handle(left, "left")?;
            Ok(guard::give(Value::plain(diff.found.apply(left.node())?)))
        })
    }
}

/// Writes the differences as JSON: `changes` and `equivalent`, each with `path`, `right_path`,
/// `kind`, `left`, `right`, `position` and `by`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_tree_diff_to_json(
    diff: *const TreeDiff,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(guard::give(Bytes::json(&arg::handle(diff, "diff")?.found)?)))
    }
}

/// Writes the differences as text for people, a line for each; what its keys tell to be a secret is
/// withheld, and what is only spelled differently is left out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_tree_diff_to_text(
    diff: *const TreeDiff,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::from(arg::handle(diff, "diff")?.found.to_string())))
        })
    }
}

/// Frees `diff`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_tree_diff_free(diff: *mut TreeDiff) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(diff) }
}
