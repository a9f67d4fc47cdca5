//! Edits of documents as people write them, the awkward ones above all.

mod corpus;
mod matrix;

use super::*;
use crate::source::FileId;
use crate::yaml::{Data, Entry, Intent, Tagged, parse};

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

fn text(text: &str) -> Node {
    Node::detached(Data::Text(text.into()))
}
