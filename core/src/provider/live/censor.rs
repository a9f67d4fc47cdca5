//! The text of live files with its secrets blacked out, byte for byte, so that places still hold.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::{FileId, SourceFile, SourceMap, Span};
use crate::value::{leaves, secrets};
use crate::yaml::{Data, Node};

/// What `kubectl apply` keeps of a manifest, secrets in plain text among it.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// What a Secret may show of itself.
const HARMLESS: [&str; 3] = ["kind", "apiVersion", "type"];
const HARMLESS_METADATA: [&str; 3] = ["name", "namespace", "labels"];

/// The ranges that are not to be read.
#[derive(Default)]
pub(super) struct Censor(BTreeMap<FileId, Vec<(u32, u32)>>);

impl Censor {
    /// What Secrets hold, wherever in a document they stand, and what was last applied.
    pub(super) fn add_secrets(&mut self, root: &Node) {
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            match &node.untagged().data {
                Data::Map(map) => {
                    let kind = map.get("kind").and_then(Node::as_text).unwrap_or_default();
                    let secret = kind.to_ascii_lowercase().contains("secret");
                    for entry in map.entries() {
                        match entry.key.as_str() {
                            LAST_APPLIED => self.add(entry.node.span),
                            "metadata" if secret => self.add_metadata(&entry.node),
                            key if secret && !HARMLESS.contains(&key) => {
                                self.add_below(&entry.node)
                            }
                            _ => open.push(&entry.node),
                        }
                    }
                }
                Data::List(items) => open.extend(items.iter()),
                _ => {}
            }
        }
    }

    fn add_metadata(&mut self, metadata: &Node) {
        let entries = metadata.as_map().into_iter().flat_map(|map| map.entries());
        let others = entries.filter(|entry| !HARMLESS_METADATA.contains(&entry.key.as_str()));
        others.for_each(|entry| self.add_below(&entry.node));
    }

    /// What looks like a secret by the path it is read at.
    pub(super) fn add_lookalikes(&mut self, tree: &Node) {
        secrets(tree, &mut |node| self.add(node.span));
    }

    fn add_below(&mut self, node: &Node) {
        leaves(node, &mut |_, node| self.add(node.span));
    }

    pub(super) fn add(&mut self, span: Span) {
        if span != Span::NONE {
            self.0.entry(span.file).or_default().push((span.start, span.end));
        }
    }

    /// The files without what was added.
    pub(super) fn applied(&self, sources: &SourceMap) -> SourceMap {
        let mut censored = SourceMap::default();
        for file in sources.files() {
            let text = match self.0.get(&file.id()) {
                Some(ranges) => blackened(file.text(), ranges),
                None => file.text().to_owned(),
            };
            censored.insert(Arc::new(SourceFile::new(file.id(), file.path().clone(), text)));
        }
        censored
    }
}

/// Each character of the ranges, line breaks aside, becomes one that is as long and says nothing.
fn blackened(text: &str, ranges: &[(u32, u32)]) -> String {
    let mut ranges = ranges.to_vec();
    ranges.sort_unstable();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end) in ranges {
        let (start, end) = ((start as usize).max(at), end as usize);
        let (Some(before), Some(hidden)) = (text.get(at..start), text.get(start..end)) else {
            continue;
        };
        out.push_str(before);
        out.extend(hidden.chars().map(|char| match char {
            '\n' | '\r' => char,
            char => ['*', '×', '※', '🞶'][char.len_utf8() - 1],
        }));
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_blackened_keeps_its_place() {
        let text = "a: bc\nd: é名🙂\n\n";
        let shown = blackened(text, &[(3, 5), (4, 5), (9, 18)]);
        assert_eq!(shown, "a: **\nd: ×※🞶\n\n");
        assert_eq!(shown.len(), text.len());
    }
}
