//! Cases, laws and hostile trees.

mod across;
mod cases;
mod hostile;
pub(in crate::diff) mod laws;
mod lists;
mod meanings;
mod numbers;
mod three_way;

use super::*;
use crate::config::MergeKeys;
use crate::source::Span;
use crate::value::KeyPath;
use crate::yaml::{Data, Entry, Map, Node};

pub(in crate::diff) fn node(yaml: &str) -> Node {
    let id = crate::source::FileId(0);
    let file = crate::source::SourceFile::new(id, "a.yaml", yaml.to_owned());
    crate::yaml::parse(&file, &crate::yaml::Limits::default()).unwrap()
}

fn found(left: &str, right: &str) -> Vec<String> {
    let found = compare(&node(left), &node(right), &Options::default());
    let show = |node: &Option<Node>| node.as_ref().map_or("-".to_owned(), ToString::to_string);
    let show = |change: &Change| {
        let (left, right) = (show(&change.left), show(&change.right));
        format!("{:?} {}: {left} | {right}", change.kind, change.path)
    };
    found.changes.iter().map(show).collect()
}

pub(in crate::diff) fn map(entries: Vec<(String, Node)>) -> Node {
    let entries = entries.into_iter().map(|(key, node)| Entry {
        key: key.into(),
        key_span: Span::NONE,
        node,
    });
    Node::detached(Data::Map(Map::from_entries(entries.collect()).into()))
}
