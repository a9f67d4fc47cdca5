//! The merge law. See the table in [`super`].

use std::collections::HashMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::item::{ITEM_KEYS, ItemName, item_name, item_names};
use crate::source::Span;
use crate::value::KeyPath;
use crate::yaml::{Data, Entry, Intent, Map, Node};

/// Lists that merge item by item without a tag: the list's path and the key that names an item.
pub type MergeKeys = HashMap<KeyPath, SmolStr>;

/// Something in a merge that its author may not have meant.
#[derive(Debug, Clone, PartialEq)]
pub struct MergeNote {
    /// What happened.
    pub what: MergeSurprise,
    /// Where in the tree.
    pub path: KeyPath,
    /// The value above.
    pub over: Span,
    /// The value below, if there is one.
    pub base: Option<Span>,
}

/// What a [`MergeNote`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeSurprise {
    /// A list whose items have a key was replaced as a whole.
    ListReplaced,
    /// A map took the place of a scalar or list, or the reverse, without `!replace`.
    KindReplaced,
    /// `!delete` of a key that is not there.
    DeleteMissing,
    /// A list operation above something that is no list.
    NoListBelow,
    /// A list operation on something that is no list.
    NoListAbove,
}

impl MergeSurprise {
    /// The sentence, about the value at a path.
    pub fn message(self, path: &KeyPath) -> String {
        let what = match path.is_empty() {
            true => "the tree as a whole".to_owned(),
            false => format!("`{path}`"),
        };
        match self {
            Self::ListReplaced => format!("{what} replaces a list whose items have names"),
            Self::KindReplaced => format!("{what} replaces a value of another kind"),
            Self::DeleteMissing => format!("{what} deletes a key that is not there"),
            Self::NoListBelow => format!("{what} extends a list, and the value below is none"),
            Self::NoListAbove => format!("{what} is tagged as a list operation and is no list"),
        }
    }

    /// What to do about it.
    pub fn help(self) -> &'static str {
        match self {
            Self::ListReplaced => "write `!merge_by:<key>` or `!append`, or `!replace` to mean it",
            Self::KindReplaced => "write `!replace` to mean it",
            Self::DeleteMissing => "remove the line, or correct the key",
            Self::NoListBelow => "remove the tag, or make the value below a list",
            Self::NoListAbove => "write a list, or remove the tag",
        }
    }
}

/// Merges `over` onto `base`. Neither result nor notes depend on anything else.
///
/// The result holds no merge intentions; `None` when `over` deletes the whole.
pub fn merge(
    base: Option<&Node>,
    over: &Node,
    keys: &MergeKeys,
    notes: &mut Vec<MergeNote>,
) -> Option<Node> {
    Merge { keys, notes, path: KeyPath::root() }.node(base, over)
}

struct Merge<'m> {
    keys: &'m MergeKeys,
    notes: &'m mut Vec<MergeNote>,
    path: KeyPath,
}

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
impl Merge<'_> {
    fn node(&mut self, base: Option<&Node>, over: &Node) -> Option<Node> {
        match (&over.data, base) {
            (Data::Tagged(tagged), _) => self.tagged(&tagged.intent, base, &tagged.node),
            (Data::Map(above), Some(Node { data: Data::Map(below), .. })) => {
                Some(Node { data: self.maps(below, above), span: over.span })
            }
            (Data::List(above), Some(Node { data: Data::List(below), span })) => {
                if !self.keys.is_empty()
                    && let Some(key) = self.keys.get(&self.path).cloned()
                {
                    return Some(self.by_key(below, above, &key, over.span));
                }
                // To empty a list is to mean it.
                if !above.is_empty() && is_named(below) {
                    self.note(MergeSurprise::ListReplaced, over.span, Some(*span));
                }
                Some(self.alone(over))
            }
            (_, Some(below)) => {
                if changes_kind(below, over) {
                    self.note(MergeSurprise::KindReplaced, over.span, Some(below.span));
                }
                Some(self.alone(over))
            }
            (_, None) => Some(self.alone(over)),
        }
    }

    fn tagged(&mut self, intent: &Intent, base: Option<&Node>, over: &Node) -> Option<Node> {
        let below = match (intent, base) {
            (Intent::Delete, Some(_)) => return None,
            (Intent::Delete, None) => {
                self.note(MergeSurprise::DeleteMissing, over.span, None);
                return None;
            }
            (Intent::Replace, _) | (_, None) => return Some(self.alone(over)),
            (_, Some(below)) => below,
        };
        let (Data::List(items), Data::List(above)) = (&below.data, &over.data) else {
            let above_is_list = matches!(over.data, Data::List(_));
            let what = match above_is_list {
                true => MergeSurprise::NoListBelow,
                false => MergeSurprise::NoListAbove,
            };
            self.note(what, over.span, Some(below.span));
            return Some(self.alone(over));
        };
        if let Intent::MergeBy(key) = intent {
            return Some(self.by_key(items, above, key, over.span));
        }
        let above = self.items_alone(above);
        let items = items.iter().cloned();
        let joined = match intent {
            Intent::Prepend => above.into_iter().chain(items).collect(),
            _ => items.chain(above).collect(),
        };
        Some(Node { data: Data::List(joined), span: over.span })
    }

    fn maps(&mut self, below: &Arc<Map>, above: &Arc<Map>) -> Data {
        if above.is_empty() {
            return Data::Map(below.clone());
        }
        let mut merged: Vec<Entry> = Vec::with_capacity(below.len());
        let mut taken = 0;
        for entry in below.entries() {
            let Some(over) = above.entry(&entry.key) else {
                merged.push(entry.clone());
                continue;
            };
            taken += 1;
            self.path.push(entry.key.clone());
            let node = self.node(Some(&entry.node), &over.node);
            self.path.pop();
            merged.extend(node.map(|node| Entry {
                key: entry.key.clone(),
                key_span: over.key_span,
                node,
            }));
        }
        if taken < above.len() {
            // Most maps above say nothing new; what is resolved is held for long.
            merged.reserve_exact(above.len() - taken);
            let new = above.entries().iter().filter(|entry| below.get(&entry.key).is_none());
            for entry in new {
                merged.extend(self.entry_alone(entry));
            }
        }
        Data::Map(Arc::new(Map::from_entries(merged)))
    }

    /// A value with nothing below it: itself, without intentions.
    fn alone(&mut self, node: &Node) -> Node {
        if !has_intent(node) {
            return node.clone();
        }
        let data = match &node.data {
            Data::Tagged(tagged) => return self.alone(&tagged.node),
            Data::Map(map) => {
                let entries = map.entries().iter().filter_map(|entry| self.entry_alone(entry));
                Data::Map(Arc::new(Map::from_entries(entries.collect())))
            }
            Data::List(items) => Data::List(self.items_alone(items).into()),
            data => data.clone(),
        };
        Node { data, span: node.span }
    }

    /// Items with nothing below them; a `!delete` among them finds nothing to delete.
    fn items_alone(&mut self, items: &[Node]) -> Vec<Node> {
        let mut kept = Vec::with_capacity(items.len());
        for item in items {
            match is_delete(item) {
                true => self.note(MergeSurprise::DeleteMissing, item.span, None),
                false => kept.push(self.alone(item)),
            }
        }
        kept
    }

    fn entry_alone(&mut self, entry: &Entry) -> Option<Entry> {
        self.path.push(entry.key.clone());
        let node = self.node(None, &entry.node);
        self.path.pop();
        node.map(|node| Entry { node, ..entry.clone() })
    }

    fn by_key(&mut self, below: &[Node], above: &[Node], key: &str, span: Span) -> Node {
        let mut items: Vec<Option<Node>> = below.iter().cloned().map(Some).collect();
        let mut at: HashMap<ItemName<'_>, usize> = HashMap::new();
        for (position, item) in below.iter().enumerate() {
            if let Some(name) = item_name(item, key) {
                at.entry(name).or_insert(position);
            }
        }
        for item in above {
            let slot = item_name(item, key).and_then(|name| at.get(&name).copied());
            match slot {
                Some(slot) => {
                    self.path.push(slot.to_string());
                    items[slot] = self.node(items[slot].clone().as_ref(), item);
                    self.path.pop();
                }
                None if is_delete(item) => {
                    self.note(MergeSurprise::DeleteMissing, item.span, None);
                }
                None => items.push(Some(self.alone(item))),
            }
        }
        Node { data: Data::List(items.into_iter().flatten().collect()), span }
    }

    fn note(&mut self, what: MergeSurprise, over: Span, base: Option<Span>) {
        self.notes.push(MergeNote { what, path: self.path.clone(), over, base });
    }
}

fn is_delete(node: &Node) -> bool {
    matches!(&node.data, Data::Tagged(tagged) if tagged.intent == Intent::Delete)
}

fn has_intent(node: &Node) -> bool {
    match &node.data {
        Data::Tagged(_) => true,
        Data::Map(map) => map.entries().iter().any(|entry| has_intent(&entry.node)),
        Data::List(items) => items.iter().any(has_intent),
        _ => false,
    }
}

/// A map against anything else; `null` is a value that may stand for any kind.
fn changes_kind(below: &Node, above: &Node) -> bool {
    let is_map = |node: &Node| matches!(node.data, Data::Map(_));
    let is_null = |node: &Node| matches!(node.data, Data::Null);
    is_map(below) != is_map(above) && !is_null(below) && !is_null(above)
}

/// Whether some key names each item of a list.
fn is_named(items: &[Node]) -> bool {
    !items.is_empty() && ITEM_KEYS.iter().any(|key| item_names(items, key).is_some())
}
