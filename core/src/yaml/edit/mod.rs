//! One change to a document, every byte outside it left alone.
//!
//! [`apply`](apply::apply) says what the tree must be afterwards; the other files find the bytes to
//! replace; [`guard`] parses the outcome and refuses it where it says anything else. So a mistake in
//! finding the bytes can refuse an edit, and never damage a file.

mod apply;
mod copy;
mod guard;
mod insert;
mod lines;
mod outline;
mod plan;
mod refine;
mod remove;
mod rename;
mod reorder;
mod replace;
mod slot;

use std::collections::HashSet;

use smol_str::SmolStr;

use super::{Data, Limits, Node};
use crate::error::{Code, Error, Result};
use crate::source::SourceFile;
use plan::Editor;

/// One change to a document. Paths are keys and list positions from the root.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Puts a value at a path. What stands there is replaced, and missing maps on the way are made.
    Set {
        /// Where; empty for the whole document. A position must be there already.
        path: Vec<SmolStr>,
        /// The value; intentions in it are written as tags.
        value: Node,
    },
    /// Takes away an entry of a map or an item of a list. An emptied one becomes `{}` or `[]`.
    Remove {
        /// Which.
        path: Vec<SmolStr>,
    },
    /// Puts an item behind the last one of a list; a list that is missing or `null` is made.
    Append {
        /// The list.
        path: Vec<SmolStr>,
        /// The item.
        item: Node,
    },
    /// Gives an entry another key: in the same map it keeps its place, in another it comes last.
    Rename {
        /// The entry.
        from: Vec<SmolStr>,
        /// Its new path, where nothing stands yet; missing maps on the way are made.
        to: Vec<SmolStr>,
    },
}

/// A document after a change.
#[derive(Debug, Clone)]
pub struct Edited {
    /// The whole text.
    pub text: String,
    /// The text as a tree; its spans name the same file.
    pub root: Node,
}

/// Changes a document. `root` is what [`parse`](super::parse) reads in `file`.
///
/// Comments, order, quotes, indentation and line breaks outside the change stay as they are. Of a
/// list or map in the place of another only what differs is written; items are the same when they are
/// equal or have the same `name`, `id` or `key`. Those that come in another order take their lines and
/// comments along. What is removed takes its comments along: those inside
/// it, at the end of its lines, on the lines directly above that are indented as it is, and those
/// below that are indented further. A comment behind a blank line stays, and so does one at the
/// top of the document. A value that is there already changes nothing.
///
/// What changes inside a value that a `<<` brings is written into the map that has the `<<`, as a value
/// of its own that hides the other: the map it comes from stays as it is.
///
/// # Errors
/// - `E_USAGE` for a path that leads nowhere, a position out of range, a key that is taken; the
///   place is the deepest value on the way.
/// - `E_EDIT_REFUSED` where the change would reach an anchored value that an alias names, a value
///   that stands elsewhere (behind an alias; a key of a `<<` that is taken away or gets another
///   name), a comment, or anything else not asked for.
/// - `E_YAML_LIMIT`, `E_FILE_TOO_LARGE` where the outcome would exceed the limits.
pub fn edit(file: &SourceFile, root: &Node, change: &Change, limits: &Limits) -> Result<Edited> {
    let wanted = apply::apply(file, root, change, limits)?;
    if guard::is_same(root, &wanted) {
        return Ok(Edited { text: file.text().to_owned(), root: root.clone() });
    }
    let editor = Editor::open(file, root, limits)?;
    let hiding = hiding(&editor, change, &wanted);
    let plan = match hiding.as_ref().unwrap_or(change) {
        Change::Set { path, value } => {
            let asked = (path.as_slice(), value);
            if let Some(edited) = refine::refined(&editor, root, asked, &wanted, limits) {
                return Ok(edited);
            }
            editor.set(path, value)?
        }
        Change::Append { path, item } => editor.append(path, item)?,
        Change::Remove { path } => editor.remove(path)?,
        Change::Rename { from, to } => editor.rename(from, to)?,
    };
    guard::accept(&editor, &plan, &wanted, limits)
}

/// Makes changes to a document, one after the other; all of them, or none. Values that are set at
/// places apart from each other are written in one pass, whatever their number.
///
/// # Errors
/// As [`edit`], for the first change that cannot be made.
pub fn edit_all(
    file: &SourceFile,
    root: &Node,
    changes: &[Change],
    limits: &Limits,
) -> Result<Edited> {
    if changes.len() > 1
        && let Some(edited) = at_once(file, root, changes, limits)
    {
        return Ok(edited);
    }
    let mut edited = Edited { text: file.text().to_owned(), root: root.clone() };
    let mut file = SourceFile::new(file.id(), file.path().clone(), edited.text.clone());
    for change in changes {
        edited = edit(&file, &edited.root, change, limits)?;
        file = SourceFile::new(file.id(), file.path().clone(), edited.text.clone());
    }
    Ok(edited)
}

/// Makes changes as [`edit_all`] does, where some entries come to say what others of their maps say
/// (`copies`, from and to): these are written as the others are, with the comments inside them, where
/// that can be.
///
/// # Errors
/// As [`edit_all`].
pub(crate) fn edit_copying(
    file: &SourceFile,
    root: &Node,
    changes: &[Change],
    copies: &[(Vec<SmolStr>, Vec<SmolStr>)],
    limits: &Limits,
) -> Result<Edited> {
    let plain = edit_all(file, root, changes, limits)?;
    if copies.is_empty() {
        return Ok(plain);
    }
    let goals: HashSet<&[SmolStr]> = copies.iter().map(|(_, to)| to.as_slice()).collect();
    let is_copy = |change: &&Change| matches!(change, Change::Set { path, .. } if goals.contains(path.as_slice()));
    let others: Vec<Change> = changes.iter().filter(|change| !is_copy(change)).cloned().collect();
    let begun = edit_all(file, root, &others, limits)?;
    let file = SourceFile::new(file.id(), file.path().clone(), begun.text);
    Ok(copy::copied(&file, &begun.root, copies, &plain.root, limits).unwrap_or(plain))
}

/// Values that are set at places apart from each other, written where the document differs then; `None`
/// where the changes are others, or build on each other.
fn at_once(file: &SourceFile, root: &Node, changes: &[Change], limits: &Limits) -> Option<Edited> {
    let wanted = apply::set_all(root, changes, limits)?;
    if guard::is_same(root, &wanted) {
        return Some(Edited { text: file.text().to_owned(), root: root.clone() });
    }
    let editor = Editor::open(file, root, limits).ok()?;
    match root.data {
        Data::Null => guard::accept(&editor, &editor.set(&[], &wanted).ok()?, &wanted, limits).ok(),
        _ => refine::refined(&editor, root, (&[], &wanted), &wanted, limits),
    }
}

/// A change of what stands inside a value that a `<<` brings, as an own value that hides it; `None`
/// where no such value is in the way.
fn hiding(editor: &Editor<'_>, change: &Change, wanted: &Node) -> Option<Change> {
    let (path, inside) = match change {
        Change::Set { path, .. } | Change::Remove { path } => (path, path.len()),
        Change::Append { path, .. } => (path, path.len() + 1),
        Change::Rename { .. } => return None,
    };
    let depth = editor.merged_on(path).filter(|depth| *depth < inside)?;
    let value = path[..depth].iter().try_fold(wanted, |node, key| node.child(key))?;
    Some(Change::Set { path: path[..depth].to_vec(), value: value.clone() })
}

/// A refusal with its remedy.
fn refused(message: impl Into<String>, help: &str) -> Error {
    Error::new(Code::EditRefused, message).help(help)
}

#[cfg(test)]
mod tests;
