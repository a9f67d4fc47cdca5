//! `<<`, as YAML 1.1 defined it and files in the field use it.

use std::collections::HashMap;

use smol_str::SmolStr;

use crate::error::{Code, Error, Result};
use crate::source::SourceFile;
use crate::yaml::{Data, Entry, Node};

/// Takes the maps of a `<<`, the first one strongest.
pub(super) fn merge_value(file: &SourceFile, node: Node, merges: &mut Vec<Node>) -> Result<()> {
    match &node.data {
        Data::Map(_) => merges.push(node),
        Data::List(items) if items.iter().all(|item| matches!(item.data, Data::Map(_))) => {
            merges.extend(items.iter().cloned());
        }
        _ => {
            return Err(Error::new(Code::Yaml, "`<<` takes a map or a list of maps")
                .help("name the anchor of a map, as in `<<: *defaults`")
                .at(file.place(node.span.start, node.span.end)));
        }
    }
    Ok(())
}

/// The merged keys come first, then what the map says itself; its own values win.
pub(super) fn merge_keys(own: Vec<Entry>, merges: &[Node]) -> Vec<Entry> {
    if merges.is_empty() {
        return own;
    }
    let mut merged: Vec<Entry> = Vec::new();
    let mut at: HashMap<SmolStr, usize> = HashMap::new();
    let weakest_first =
        merges.iter().rev().filter_map(Node::as_map).flat_map(|m| m.entries().to_vec());
    for entry in weakest_first.chain(own) {
        match at.get(&entry.key) {
            Some(at) => merged[*at] = entry,
            None => {
                at.insert(entry.key.clone(), merged.len());
                merged.push(entry);
            }
        }
    }
    merged
}
