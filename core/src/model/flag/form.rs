//! What stands in the place of an entry: its parts, a value, or a map that is neither.

use super::ENTRY_KEYWORDS;
use crate::error::closest;
use crate::yaml::{Entry, Map, Node, UnknownKey};

/// What a node in the place of an entry is.
pub(super) enum Form {
    /// A map of parts.
    Parts,
    /// A value for everyone.
    Value,
    /// A map that is neither: the keys at fault, none where it is empty.
    Neither(Vec<UnknownKey>),
}

/// The maps among a flag's own default and its variants. Where there are some, values are maps.
pub(super) fn own_maps<'f>(
    default: Option<&'f Node>,
    variants: impl Iterator<Item = &'f Node>,
) -> Vec<&'f Map> {
    default.into_iter().chain(variants).filter_map(Node::as_map).collect()
}

/// What a node in the place of an entry is, in a flag with these maps of its own.
///
/// A key that is nearly a part's name is taken for a mistake even where values are maps, unless
/// the flag's own maps have it too.
pub(super) fn form(node: &Node, own: &[&Map]) -> Form {
    let Some(map) = node.as_map() else { return Form::Value };
    if has_parts(map) {
        return Form::Parts;
    }
    let is_own = |key: &str| own.iter().any(|map| map.get(key).is_some());
    let is_near = |entry: &&Entry| !is_own(&entry.key) && !near(&entry.key).is_empty();
    let mut unknown: Vec<UnknownKey> =
        map.entries().iter().filter(is_near).map(unknown_part).collect();
    if unknown.is_empty() {
        if !own.is_empty() {
            return Form::Value;
        }
        unknown.extend(map.entries().first().map(unknown_part));
    }
    Form::Neither(unknown)
}

/// Whether a map holds a part of an entry.
pub(super) fn has_parts(map: &Map) -> bool {
    map.entries().iter().any(|entry| ENTRY_KEYWORDS.contains(&entry.key.as_str()))
}

fn near(key: &str) -> Vec<String> {
    closest(key, ENTRY_KEYWORDS)
}

fn unknown_part(entry: &Entry) -> UnknownKey {
    let known: &[&str] = &ENTRY_KEYWORDS;
    UnknownKey { key: entry.key.to_string(), span: entry.key_span, known }
}
