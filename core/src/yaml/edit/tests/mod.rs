//! Edits of documents as people write them, the awkward ones above all.

mod corpus;
mod matrix;
mod random;
mod shown;

use super::*;
use crate::source::FileId;
use crate::yaml::{Data, Intent, Tagged, parse};

fn file(text: &str) -> SourceFile {
    SourceFile::new(FileId(0), "a.yaml", text.to_owned())
}

fn tree(text: &str) -> Node {
    parse(&file(text), &Limits::default()).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

fn change(text: &str, change: &Change) -> Result<Edited> {
    let file = file(text);
    let root = parse(&file, &Limits::default())?;
    edit(&file, &root, change, &Limits::default())
}

fn path(text: &str) -> Vec<SmolStr> {
    if text.is_empty() { Vec::new() } else { text.split('.').map(SmolStr::new).collect() }
}

/// A change from its parts; the value is YAML.
fn set(at: &str, value: &str) -> Change {
    Change::Set { path: path(at), value: tree(value) }
}

fn append(at: &str, item: &str) -> Change {
    Change::Append { path: path(at), item: tree(item) }
}

fn remove(at: &str) -> Change {
    Change::Remove { path: path(at) }
}

fn rename(from: &str, to: &str) -> Change {
    Change::Rename { from: path(from), to: path(to) }
}

fn text(text: &str) -> Node {
    Node::detached(Data::Text(text.into()))
}

/// Every path of a tree, the empty one first.
fn paths(node: &Node) -> Vec<Vec<SmolStr>> {
    let children: Vec<(SmolStr, &Node)> = match &node.untagged().data {
        Data::Map(map) => map.entries().iter().map(|e| (e.key.clone(), &e.node)).collect(),
        Data::List(items) => {
            items.iter().enumerate().map(|(at, item)| (at.to_string().into(), item)).collect()
        }
        _ => Vec::new(),
    };
    let below = children.into_iter().flat_map(|(key, child)| {
        paths(child)
            .into_iter()
            .map(move |path| [std::slice::from_ref(&key), path.as_slice()].concat())
    });
    std::iter::once(Vec::new()).chain(below).collect()
}
