//! JSON Merge Patch (RFC 7386): the keys that change, `null` for those that go.

use smol_str::SmolStr;

use super::error::null_on_the_right;
use crate::diff::members::Maps;
use crate::diff::step::Step;
use crate::error::Result;
use crate::value::KeyPath;
use crate::yaml::{Data, Entry, Map, Node};

/// The JSON Merge Patch (RFC 7386) that turns `left` into `right`. Lists are replaced as a whole.
///
/// # Errors
/// `E_PATCH` where a key would have to become `null`, which removes it in such a patch.
pub fn merge_patch(left: &Node, right: &Node) -> Result<Node> {
    let (left, right) = (left.untagged(), right.untagged());
    let (Data::Map(a), Data::Map(b)) = (&left.data, &right.data) else {
        return said(right, &KeyPath::root());
    };
    let mut path = KeyPath::root();
    let mut open = vec![(Maps::new(a, b), Vec::new())];
    loop {
        let Some((maps, entries)) = open.last_mut() else { return Ok(Node::from_iter(NOTHING)) };
        let Some(member) = maps.advance() else {
            let Some((_, entries)) = open.pop() else { return Ok(Node::from_iter(NOTHING)) };
            let patch = map(entries);
            let Some((_, above)) = open.last_mut() else { return Ok(patch) };
            if let (Some(key), Some([_, ..])) = (path.last(), patch.as_map().map(Map::entries)) {
                above.push((SmolStr::new(key), patch));
            }
            path.pop();
            continue;
        };
        let Step::Key(key) = member.step else { continue };
        let Some((right, _)) = member.right else {
            entries.push((key.clone(), Node::default()));
            continue;
        };
        let left = member.left.map(|(left, _)| left.untagged());
        path.push(key.clone());
        match (left.map(|left| &left.data), &right.untagged().data) {
            (Some(Data::Map(left)), Data::Map(right)) => {
                open.push((Maps::new(left, right), Vec::new()));
                continue;
            }
            _ if left.is_some_and(|left| left.tree_hash() == right.untagged().tree_hash()) => {}
            _ => entries.push((key.clone(), said(right, &path)?)),
        }
        path.pop();
    }
}

const NOTHING: [(SmolStr, Node); 0] = [];

/// A value that a merge patch says as a whole; below lists, `null` is a value like any other.
fn said(node: &Node, path: &KeyPath) -> Result<Node> {
    let mut open = vec![(node.untagged(), path.clone())];
    while let Some((node, path)) = open.pop() {
        match &node.data {
            Data::Null if !path.is_empty() => return Err(null_on_the_right(&path)),
            Data::Map(map) => {
                let below = map.entries().iter().rev();
                open.extend(below.map(|e| (e.node.untagged(), path.join(e.key.clone()))));
            }
            _ => {}
        }
    }
    Ok(node.clone())
}

/// Applies a JSON Merge Patch (RFC 7386).
pub fn apply_merge_patch(node: &Node, patch: &Node) -> Node {
    let Data::Map(changes) = &patch.untagged().data else { return patch.clone() };
    let mut open = vec![Merge::new(node.as_map(), changes, None)];
    loop {
        let Some(merge) = open.last_mut() else { return Node::default() };
        match merge.next() {
            Some(below) => open.push(below),
            None => {
                let Some(Merge { entries, entry, .. }) = open.pop() else { return Node::default() };
                let merged = node.with_entries(entries);
                match (open.last_mut(), entry) {
                    (Some(above), Some(entry)) => {
                        let node = Node { span: entry.node.span, ..merged };
                        above.entries.push(Entry { node, ..entry });
                    }
                    _ => return merged,
                }
            }
        }
    }
}

/// Two maps that are merged: what the target has, then what is new.
struct Merge<'n> {
    target: Option<&'n Map>,
    changes: &'n Map,
    next: usize,
    entries: Vec<Entry>,
    /// Where the merged map goes.
    entry: Option<Entry>,
}

impl<'n> Merge<'n> {
    fn new(target: Option<&'n Map>, changes: &'n Map, entry: Option<Entry>) -> Self {
        Self { target, changes, next: 0, entries: Vec::new(), entry }
    }

    /// The next maps that are to be merged; everything before them is done.
    fn next(&mut self) -> Option<Self> {
        let old = self.target.map_or(&[][..], Map::entries);
        while let Some(entry) = old.get(self.next) {
            self.next += 1;
            match self.changes.entry(&entry.key) {
                None => self.entries.push(entry.clone()),
                Some(change) => {
                    let below = self.change(entry, change);
                    if below.is_some() {
                        return below;
                    }
                }
            }
        }
        while let Some(change) = self.changes.entries().get(self.next - old.len()) {
            self.next += 1;
            if self.target.is_none_or(|target| target.entry(&change.key).is_none()) {
                let below = self.change(change, change);
                if below.is_some() {
                    return below;
                }
            }
        }
        None
    }

    fn change(&mut self, entry: &'n Entry, change: &'n Entry) -> Option<Self> {
        let old = (!std::ptr::eq(entry, change)).then_some(&entry.node);
        match &change.node.untagged().data {
            Data::Null => None,
            Data::Map(changes) => {
                Some(Self::new(old.and_then(Node::as_map), changes, Some(entry.clone())))
            }
            _ => {
                let node = change.node.clone();
                self.entries.push(Entry { node, ..entry.clone() });
                None
            }
        }
    }
}

fn map(entries: Vec<(SmolStr, Node)>) -> Node {
    entries.into_iter().collect()
}
