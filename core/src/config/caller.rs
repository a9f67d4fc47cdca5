//! Overrides given as data: `{$append: […]}` and its siblings in place of YAML's tags.

use std::sync::Arc;

use crate::error::{Code, Error, Result};
use crate::value::KeyPath;
use crate::yaml::{Data, Entry, Intent, Node, Tagged};

/// Reads the data spelling of merge intentions into tags: `{$append: […]}`, `{$prepend: […]}`,
/// `{$replace: …}`, `{$delete: true}`, `{$merge_by: {key, items}}`.
///
/// # Errors
/// `E_USAGE` for anything but a map, `E_MERGE` for an instruction that is unknown, incomplete, or beside other keys.
pub fn from_data(node: &Node) -> Result<Node> {
    if !matches!(node.untagged().data, Data::Map(_) | Data::Null) {
        let message = format!("overrides are a map of values, and {} was given", node.kind());
        return Err(Error::new(Code::Usage, message).help("give the values by their keys"));
    }
    convert(node, &KeyPath::root())
}

/// The same for any value: an edit may write a list or a scalar with an instruction.
///
/// # Errors
/// `E_MERGE` for an instruction that is unknown, incomplete, or beside other keys.
pub fn value_from_data(node: &Node) -> Result<Node> {
    convert(node, &KeyPath::root())
}

fn convert(node: &Node, path: &KeyPath) -> Result<Node> {
    let data = match &node.data {
        Data::Map(map) => match map.entries().iter().find(|e| e.key.starts_with('$')) {
            Some(entry) if map.len() == 1 => return instruction(entry, path),
            Some(entry) => {
                let why = format!("`{}` stands beside other keys", entry.key);
                return Err(refuse(path, &why, "give an instruction a map of its own"));
            }
            None => {
                let entries = map.entries().iter().map(|entry| {
                    let node = convert(&entry.node, &path.join(entry.key.clone()))?;
                    Ok(Entry { node, ..entry.clone() })
                });
                return Ok(node.with_entries(entries.collect::<Result<_>>()?));
            }
        },
        Data::List(items) => {
            let items =
                items.iter().enumerate().map(|(at, i)| convert(i, &path.join(at.to_string())));
            Data::List(items.collect::<Result<_>>()?)
        }
        data => data.clone(),
    };
    Ok(Node { data, span: node.span })
}

fn instruction(entry: &Entry, path: &KeyPath) -> Result<Node> {
    let value = &entry.node;
    let list = |node: &Node| match node.as_list() {
        Some(_) => convert(node, path),
        None => Err(refuse(path, &format!("`{}` takes a list", entry.key), "give it a list")),
    };
    let (intent, node) = match entry.key.as_str() {
        "$append" => (Intent::Append, list(value)?),
        "$prepend" => (Intent::Prepend, list(value)?),
        "$replace" => (Intent::Replace, convert(value, path)?),
        "$delete" if value.data == Data::Bool(true) => (Intent::Delete, Node::default()),
        "$delete" => return Err(refuse(path, "`$delete` takes `true`", "write `{$delete: true}`")),
        "$merge_by" => {
            let parts = value.child("key").and_then(Node::as_text).zip(value.child("items"));
            let Some((key, items)) = parts.filter(|(key, _)| !key.is_empty()) else {
                let help = "write `{$merge_by: {key: name, items: […]}}`";
                return Err(refuse(path, "`$merge_by` takes `key` and `items`", help));
            };
            (Intent::MergeBy(key.into()), list(items)?)
        }
        unknown => {
            let help = "use `$append`, `$prepend`, `$replace`, `$delete` or `$merge_by`";
            return Err(refuse(path, &format!("`{unknown}` is no merge instruction"), help));
        }
    };
    Ok(Node { data: Data::Tagged(Arc::new(Tagged { intent, node })), span: value.span })
}

fn refuse(path: &KeyPath, why: &str, help: &str) -> Error {
    let place = if path.is_empty() { String::new() } else { format!("at `{path}`, ") };
    Error::new(Code::Merge, format!("{place}{why}")).help(help)
}
