//! What names the items of lists, and how a named item stands in a path.

use smol_str::SmolStr;

use super::index::Index;
use crate::config::ITEM_KEYS;
use crate::diff::Options;
use crate::value::{KeyPath, item_step, key_looks_secret, password_in_url};
use crate::yaml::{Data, Node, TreeHash};

/// Keys that name items where those that usually do are missing, if two of the lists have a name
/// in common: otherwise items are held against each other by where they stand, since such a value
/// may as well be what changed.
const FURTHER_KEYS: [&str; 9] =
    ["slug", "host", "path", "url", "topic", "queue", "mount_path", "mountPath", "port"];

/// The names of one list's items, each its own.
#[derive(Debug)]
pub(in crate::diff) struct Names(Index);

impl Names {
    fn of(items: &[Node], key: &str) -> Option<Self> {
        let mut index = Index::with_capacity(items.len());
        let mut near = 0;
        for (at, item) in items.iter().enumerate() {
            let name = name(item, key, &mut near)?;
            if index.add(name.tree_hash()) != at {
                return None;
            }
        }
        Some(Self(index))
    }

    /// The names in the order of the items.
    pub(in crate::diff) fn all(&self) -> &[TreeHash] {
        self.0.hashes()
    }

    /// The position of the item with a name.
    pub(in crate::diff) fn find(&self, name: TreeHash) -> Option<usize> {
        self.0.find(name)
    }
}

/// The key that names the items of all these lists, and the names; the declared key of the path is
/// tried first, then the usual ones.
pub(in crate::diff) fn naming<'o>(
    lists: &[&[Node]],
    path: &dyn Fn() -> KeyPath,
    options: &'o Options,
) -> Option<(&'o str, Vec<Names>)> {
    // Most lists without names show it by their first item.
    if lists.iter().any(|items| items.first().is_some_and(|item| item.as_map().is_none())) {
        return None;
    }
    let declared = match options.merge_keys.is_empty() {
        true => None,
        false => options.merge_keys.get(&path()).map(SmolStr::as_str),
    };
    // A path is shown to everybody: what is secret names no item.
    let is_secret = |key: &str| match key {
        "key" => path().keys().any(key_looks_secret),
        key => key_looks_secret(key),
    };
    let named = |key: &'o str| {
        if is_secret(key) {
            return None;
        }
        let names: Option<Vec<_>> = lists.iter().map(|items| Names::of(items, key)).collect();
        Some((key, names?))
    };
    declared
        .into_iter()
        .chain(ITEM_KEYS)
        .find_map(named)
        .or_else(|| FURTHER_KEYS.into_iter().filter_map(named).find(|(_, names)| in_common(names)))
}

/// Whether two of the lists have a name in common, or only one has items at all.
fn in_common(lists: &[Names]) -> bool {
    let filled: Vec<_> = lists.iter().map(Names::all).filter(|names| !names.is_empty()).collect();
    let mut met = Index::with_capacity(filled.iter().map(|names| names.len()).sum());
    let mut all = filled.iter().copied().flatten().enumerate();
    filled.len() < 2 || all.any(|(at, name)| met.add(*name) != at)
}

/// What names an item: a scalar that is no fraction. `near` is where the key stood last.
fn name<'n>(item: &'n Node, key: &str, near: &mut usize) -> Option<&'n Node> {
    let map = item.as_map()?;
    *near = map.position_near(key, *near)?;
    let name = map.entries()[*near].node.untagged();
    let names = match &name.data {
        Data::Text(text) => !password_in_url(text),
        data => matches!(data, Data::Int(_) | Data::UInt(_) | Data::Bool(_)),
    };
    names.then_some(name)
}

/// The key by which the items of a list are known, where each has its own.
pub(in crate::diff) fn item_key<'o>(
    items: &[Node],
    path: &KeyPath,
    options: &'o Options,
) -> Option<&'o str> {
    naming(&[items], &|| path.clone(), options).map(|(key, _)| key)
}

/// How an item stands in a path.
pub(in crate::diff) fn label(item: &Node, key: &str) -> Option<SmolStr> {
    name(item, key, &mut 0).map(|name| item_step(key, name))
}
