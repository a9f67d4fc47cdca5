//! Plain values that say the text of a Secret again: of what runs, no value of a Secret is shown, in
//! whatever variable it stands.

use std::collections::{HashMap, HashSet};

use crate::provider::kubernetes::decoded;
use crate::value::leaves;
use crate::yaml::{Data, Node};

/// Shorter texts are words that stand anywhere.
const LEAST: usize = 6;
/// From so many bytes on, a text is looked for inside others, if it has a digit and so is no word.
const LONG: usize = 8;

/// What the Secrets of some files hold.
#[derive(Default)]
pub(super) struct SecretTexts {
    all: HashSet<String>,
    /// The long ones, by how they begin.
    long: HashMap<[u8; LONG], Vec<String>>,
}

impl SecretTexts {
    /// Takes up the Secrets of a document, wherever in it they stand.
    pub(super) fn add(&mut self, root: &Node) {
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            match &node.untagged().data {
                Data::Map(map) if map.get("kind").and_then(Node::as_text) == Some("Secret") => {
                    for key in ["data", "stringData"] {
                        let held = map.get(key).into_iter();
                        held.for_each(|held| leaves(held, &mut |_, leaf| self.take(leaf, key)));
                    }
                }
                Data::Map(map) => open.extend(map.entries().iter().map(|entry| &entry.node)),
                Data::List(items) => open.extend(items.iter()),
                _ => {}
            }
        }
    }

    fn take(&mut self, leaf: &Node, key: &str) {
        let Some(text) = leaf.as_text() else { return };
        let plain = if key == "data" { decoded(text) } else { None };
        for text in [Some(text.to_owned()), plain].into_iter().flatten() {
            let begin = text.as_bytes().first_chunk::<LONG>();
            if let Some(begin) = begin.filter(|_| text.contains(|c: char| c.is_ascii_digit())) {
                self.long.entry(*begin).or_default().push(text.clone());
            }
            if text.len() >= LEAST {
                self.all.insert(text);
            }
        }
    }

    /// Whether a value is one of them, or holds a long one.
    pub(super) fn tell_on(&self, node: &Node) -> bool {
        let Some(text) = node.as_text().filter(|_| !self.all.is_empty()) else { return false };
        self.all.contains(text) || !self.long.is_empty() && self.are_inside(text)
    }

    fn are_inside(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        (0..bytes.len()).any(|at| {
            let begin = bytes[at..].first_chunk::<LONG>();
            let known = begin.and_then(|begin| self.long.get(begin));
            known.into_iter().flatten().any(|long| bytes[at..].starts_with(long.as_bytes()))
        })
    }
}
