//! What the flags say for an environment, as a tree.

use smol_str::SmolStr;

use crate::model::{ENTRY_KEYWORDS, Flag, FlagEntry};
use crate::source::Span;
use crate::yaml::{Data, Entry, Map, Node};

/// Each flag's name and what it says for the first environment of `nearest` that it has an entry
/// for, or what it says for all.
pub(crate) fn flag_tree<'f>(flags: impl Iterator<Item = &'f Flag>, nearest: &[SmolStr]) -> Node {
    let said = |flag: &Flag, entry: &FlagEntry| for_all(flag, entry_tree(entry));
    let entries = flags.map(|flag| named(flag, nearest, said));
    tree(entries.collect())
}

/// The same without what a flag says for all: each as an environment's own entry would say it.
pub(crate) fn entries_tree<'f>(flags: impl Iterator<Item = &'f Flag>, nearest: &[SmolStr]) -> Node {
    tree(flags.map(|flag| named(flag, nearest, as_entry)).collect())
}

fn tree(entries: Vec<Entry>) -> Node {
    Node { data: Data::Map(Map::from_entries(entries).into()), span: Span::NONE }
}

/// A flag's name, and what the entry that counts comes to.
fn named(flag: &Flag, nearest: &[SmolStr], said: impl FnOnce(&Flag, &FlagEntry) -> Node) -> Entry {
    let own = nearest.iter().find_map(|environment| flag.environments.get(environment));
    let node = match own.or(flag.fallback.as_deref()) {
        Some(entry) => said(flag, entry),
        None => Node { data: Data::Null, span: flag.span },
    };
    Entry { key: flag.name.clone(), key_span: flag.span, node }
}

/// An entry as another environment can have it; a value that would not be read as one stands below
/// `default`.
fn as_entry(flag: &Flag, entry: &FlagEntry) -> Node {
    let node = entry_tree(entry);
    match entry.is_value() && !flag.is_bare_value(&node) {
        true => node.with_entries(vec![keyed("default", node.clone())]),
        false => node,
    }
}

/// An entry, and below `all` what its flag says for every environment.
fn for_all(flag: &Flag, entry: Node) -> Node {
    if flag.for_all.is_empty() {
        return entry;
    }
    let all = keyed("all", entry.with_entries(flag.for_all.clone()));
    let mut parts = match entry.as_map() {
        Some(map) if map.entries().iter().any(is_part) => map.entries().to_vec(),
        _ => vec![keyed("default", entry.clone())],
    };
    parts.push(all);
    entry.with_entries(parts)
}

fn keyed(key: &str, node: Node) -> Entry {
    Entry { key: key.into(), key_span: node.span, node }
}

fn is_part(entry: &Entry) -> bool {
    ENTRY_KEYWORDS.contains(&entry.key.as_str())
}

/// The entry as it is written, without keys that nothing reads.
pub(crate) fn entry_tree(entry: &FlagEntry) -> Node {
    let value = || entry.value.clone().unwrap_or(Node { data: Data::Null, span: entry.span });
    if entry.is_value() {
        return value();
    }
    if entry.is_neither() {
        return entry.node.clone();
    }
    let Some(parts) = entry.node.as_map() else { return value() };
    let known = |part: &&Entry| is_part(part) && says_something(part);
    let parts: Vec<Entry> = parts.entries().iter().filter(known).cloned().collect();
    match parts.as_slice() {
        [] => value(),
        [only] if only.key == "default" => value(),
        _ => entry.node.with_entries(parts),
    }
}

/// An empty list of rules is as good as none.
fn says_something(part: &Entry) -> bool {
    !matches!(&part.node.data, Data::List(items) if items.is_empty())
}
