//! Which item of one list answers to which of the other.

use std::collections::HashMap;

use smol_str::{SmolStr, format_smolstr};

use super::Options;
use super::equal::same;
use super::tree::Member;
use crate::config::{ITEM_KEYS, ItemName, item_name, item_names};
use crate::value::KeyPath;
use crate::yaml::Node;

/// Two lists paired up.
pub(super) struct Members<'n> {
    /// Whether items of both lists are in another order.
    pub(super) moved: bool,
    pub(super) members: Vec<Member<'n>>,
}

pub(super) fn pair_up<'n>(
    left: &'n [Node],
    right: &'n [Node],
    path: &KeyPath,
    options: &'n Options,
) -> Members<'n> {
    let declared = options.merge_keys.get(path).map(SmolStr::as_str);
    let keys = declared.into_iter().chain(ITEM_KEYS);
    for key in keys {
        let named = item_names(left, key).and_then(|left| Some((left, item_names(right, key)?)));
        if let Some((left_names, right_names)) = named {
            return by_name(left, right, key, &left_names, &right_names);
        }
    }
    by_position(left, right)
}

/// The key by which the items of a list are known, where each has its own.
pub(super) fn item_key<'o>(
    items: &[Node],
    path: &KeyPath,
    options: &'o Options,
) -> Option<&'o str> {
    let declared = options.merge_keys.get(path).map(SmolStr::as_str);
    declared.into_iter().chain(ITEM_KEYS).find(|key| item_names(items, key).is_some())
}

/// How an item stands in a path. Text that reads like a number or a boolean is quoted.
pub(super) fn label(item: &Node, key: &str) -> Option<SmolStr> {
    Some(match item_name(item, key)? {
        ItemName::Text(text) if text.parse::<i128>().is_ok() || text.parse::<bool>().is_ok() => {
            format_smolstr!("[{key}=\"{text}\"]")
        }
        ItemName::Text(text) => format_smolstr!("[{key}={text}]"),
        ItemName::Int(value) => format_smolstr!("[{key}={value}]"),
        ItemName::UInt(value) => format_smolstr!("[{key}={value}]"),
        ItemName::Bool(value) => format_smolstr!("[{key}={value}]"),
    })
}

fn by_name<'n>(
    left: &'n [Node],
    right: &'n [Node],
    key: &str,
    left_names: &HashMap<ItemName<'n>, usize>,
    right_names: &HashMap<ItemName<'n>, usize>,
) -> Members<'n> {
    let mut members = Vec::new();
    let (mut moved, mut last) = (false, None);
    for (at, item) in left.iter().enumerate() {
        let other = item_name(item, key).and_then(|name| right_names.get(&name).copied());
        if let Some(other) = other {
            moved |= last.is_some_and(|last| other < last);
            last = Some(other);
        }
        let other_node = other.map(|other| &right[other]);
        if other_node.is_some_and(|other| same(item, other)) {
            continue;
        }
        members.push(Member {
            key: label(item, key).unwrap_or_default(),
            left: Some((item, item.span)),
            right: other_node.map(|other| (other, other.span)),
            position: other.is_none().then_some(at),
        });
    }
    for (at, item) in right.iter().enumerate() {
        if item_name(item, key).is_some_and(|name| !left_names.contains_key(&name)) {
            let key = label(item, key).unwrap_or_default();
            let right = Some((item, item.span));
            members.push(Member { key, left: None, right, position: Some(at) });
        }
    }
    Members { moved, members }
}

/// Items without names: equal ones at both ends aside, the rest position by position.
fn by_position<'n>(left: &'n [Node], right: &'n [Node]) -> Members<'n> {
    let equal = |(left, right): &(&Node, &Node)| left == right;
    let start = left.iter().zip(right).take_while(equal).count();
    let (left_rest, right_rest) = (&left[start..], &right[start..]);
    let end = left_rest.iter().rev().zip(right_rest.iter().rev()).take_while(equal).count();
    let left_end = left.len() - end;
    let right_end = right.len() - end;
    let mut members = Vec::new();
    for at in start..left_end.max(right_end) {
        let item = |items: &'n [Node], end: usize| {
            (at < end).then(|| &items[at]).map(|item| (item, item.span))
        };
        let (left, right) = (item(left, left_end), item(right, right_end));
        let position = (left.is_none() || right.is_none()).then_some(at);
        members.push(Member { key: format_smolstr!("{at}"), left, right, position });
    }
    Members { moved: false, members }
}
