//! The style that copied values keep: what stands in brackets is written in brackets.

use crate::project::Snapshot;
use crate::source::Span;
use crate::yaml::{Data, Entry, Map, Node};

/// A value of the project's files as one that stands nowhere yet, and is to be written as it was:
/// lists and maps in brackets, or over lines of their own.
// Trees are as deep as `limits.depth` at most, so recursion is bounded.
pub(in crate::project) fn as_written(node: &Node, now: &Snapshot) -> Node {
    let data = match &node.data {
        Data::Map(map) => {
            let entries = map
                .entries()
                .iter()
                .map(|entry| Entry { node: as_written(&entry.node, now), ..entry.clone() });
            Data::Map(Map::from_entries(entries.collect()).into())
        }
        Data::List(items) => Data::List(items.iter().map(|item| as_written(item, now)).collect()),
        data => data.clone(),
    };
    let first = now
        .sources()
        .get(node.span.file)
        .and_then(|file| file.text().as_bytes().get(node.span.start as usize));
    let span = match first {
        Some(b'{' | b'[') => Span::IN_BRACKETS,
        _ => Span::NONE,
    };
    Node { data, span }
}
