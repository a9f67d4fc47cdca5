//! What names an item of a list.

use std::collections::HashMap;

use crate::yaml::{Data, Node};

/// Keys that name an item where each item has its own.
pub(crate) const ITEM_KEYS: [&str; 3] = ["name", "id", "key"];

/// What names an item; kinds stay apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ItemName<'n> {
    Text(&'n str),
    Int(i64),
    UInt(u64),
    Bool(bool),
}

/// The names of all items, if each has its own.
pub(crate) fn item_names<'n>(items: &'n [Node], key: &str) -> Option<HashMap<ItemName<'n>, usize>> {
    let mut names = HashMap::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        if names.insert(item_name(item, key)?, at).is_some() {
            return None;
        }
    }
    Some(names)
}

pub(crate) fn item_name<'n>(item: &'n Node, key: &str) -> Option<ItemName<'n>> {
    match &item.as_map()?.get(key)?.untagged().data {
        Data::Text(text) => Some(ItemName::Text(text)),
        Data::Int(value) => Some(ItemName::Int(*value)),
        Data::UInt(value) => Some(ItemName::UInt(*value)),
        Data::Bool(value) => Some(ItemName::Bool(*value)),
        _ => None,
    }
}
