//! Suggested edits: what a person would do about a finding without thinking twice.

use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};
use smol_str::SmolStr;

use super::context::Context;
use crate::source::Span;
use crate::value::{Digest, looks_secret};
use crate::yaml::{Change, Data, Node};

/// An edit of one file after which the finding is gone.
///
/// It is only suggested where nobody need think about it: a name that is mistyped, a line without
/// effect, quotes that are missing. A value that could be a secret is never part of it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Fix {
    /// What it does, as a lowercase sentence without a final period.
    pub summary: String,
    /// The file, relative to the project's root.
    pub file: Arc<str>,
    /// The change of that file.
    #[serde(serialize_with = "change")]
    pub change: Change,
    /// What stood where the change begins, so that one that came in between is noticed.
    #[serde(skip)]
    seen: Digest,
}

impl Fix {
    /// Whether a document still holds, where the change begins, what the finding saw there: changes
    /// in between may have moved the items of a list.
    pub(crate) fn fits(&self, root: &Node) -> bool {
        let path = match &self.change {
            Change::Set { path, .. } | Change::Remove { path } | Change::Append { path, .. } => {
                path
            }
            Change::Rename { from, .. } => from,
        };
        let found = path.iter().try_fold(root, |node, key| node.child(key));
        found.is_some_and(|found| Digest::of(found) == self.seen)
    }
}

// A tree is equal to itself, numbers that are none too.
impl Eq for Fix {}

/// `{"op", "path", …}`: `value` of `set`, `item` of `append`, `to` of `rename`.
fn change<S: Serializer>(change: &Change, serializer: S) -> Result<S::Ok, S::Error> {
    struct Written<'c>(&'c Change);
    impl Serialize for Written<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let (op, path) = match self.0 {
                Change::Set { path, .. } => ("set", path),
                Change::Remove { path } => ("remove", path),
                Change::Append { path, .. } => ("append", path),
                Change::Rename { from, .. } => ("rename", from),
            };
            let mut map = serializer.serialize_map(None)?;
            map.serialize_entry("op", op)?;
            map.serialize_entry("path", path)?;
            match self.0 {
                Change::Set { value, .. } => map.serialize_entry("value", value)?,
                Change::Append { item, .. } => map.serialize_entry("item", item)?,
                Change::Rename { to, .. } => map.serialize_entry("to", to)?,
                Change::Remove { .. } => {}
            }
            map.end()
        }
    }
    Written(change).serialize(serializer)
}

impl Context<'_> {
    /// Another name in the place of a key, or of a text that is a name and nothing else; none where
    /// the name is taken.
    pub(super) fn respell(&self, span: Span, name: &str) -> Option<Fix> {
        let outline = self.outline(span.file)?;
        let (_, is_key) = outline.find(span)?;
        match is_key {
            true => self.respell_key_of(span, name),
            false => self.set(span, Data::Text(name.into()), format!("write `{name}`")),
        }
    }

    /// Another name for the key of a value.
    pub(super) fn respell_key_of(&self, span: Span, name: &str) -> Option<Fix> {
        let outline = self.outline(span.file)?;
        let (path, _) = outline.find(span)?;
        let (last, parent) = path.split_last()?;
        let to: Vec<SmolStr> = parent.iter().cloned().chain([SmolStr::new(name)]).collect();
        if outline.has(&to) {
            return None;
        }
        let summary = format!("rename `{last}` to `{name}`");
        let change = Change::Rename { from: path.to_vec(), to };
        let seen = outline.digest(path)?;
        Some(Fix { summary, file: outline.file().clone(), change, seen })
    }

    /// Another value in the place of one; none where either could be a secret.
    pub(super) fn set(&self, span: Span, data: Data, summary: impl Into<String>) -> Option<Fix> {
        let outline = self.outline(span.file)?;
        let (path, is_key) = outline.find(span)?;
        let value = Node::detached(data);
        if is_key || looks_secret(path.iter().map(SmolStr::as_str), &value) {
            return None;
        }
        let change = Change::Set { path: path.to_vec(), value };
        let seen = outline.digest(path)?;
        Some(Fix { summary: summary.into(), file: outline.file().clone(), change, seen })
    }

    /// Without an entry or an item, which its value or its key stands for.
    pub(super) fn removal(&self, span: Span, summary: impl Into<String>) -> Option<Fix> {
        let outline = self.outline(span.file)?;
        let (path, _) = outline.find(span)?;
        let change = Change::Remove { path: path.to_vec() };
        let seen = outline.digest(path)?;
        Some(Fix { summary: summary.into(), file: outline.file().clone(), change, seen })
    }
}
