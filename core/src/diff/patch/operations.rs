//! A JSON Patch (RFC 6902) applied.

use smol_str::SmolStr;

use super::draft::{Draft, text};
use super::error::{Why, not_a_list};
use super::pointer;
use crate::error::Result;
use crate::value::equal_numbers;
use crate::yaml::{Data, Limits, Map, Node};

/// How deep values may be, as deep as in any file.
const DEPTH: usize = Limits::DEEPEST;

/// How many values may be copied: a patch that copies copies is small and makes trees that are not.
const COPIES: usize = 8_000_000;

/// Applies a JSON Patch (RFC 6902): all of its operations, or none.
///
/// Pointers are strict: `-` and positions without leading zeros for lists, and nothing is made on
/// the way. `test` takes `1` and `1.0` for the same number and knows no other meanings.
///
/// # Errors
/// `E_PATCH` names the first operation that cannot be applied, counted from 1.
pub fn apply_json_patch(node: &Node, patch: &Node) -> Result<Node> {
    let operations = patch.as_list().ok_or_else(not_a_list)?;
    let mut patched = Patched { draft: Draft::Whole(node.clone()), copies: COPIES };
    for (at, operation) in operations.iter().enumerate() {
        patched.apply(operation).map_err(|why| why.at(at + 1))?;
    }
    Ok(patched.draft.node())
}

struct Patched {
    draft: Draft,
    /// How many values may still be copied.
    copies: usize,
}

impl Patched {
    fn apply(&mut self, operation: &Node) -> std::result::Result<(), Why> {
        let operation = operation.as_map().ok_or(Why::NoMap)?;
        let name = operation.get("op").ok_or(Why::Missing("op"))?;
        let name = name.as_text().ok_or(Why::NoText("op"))?;
        if !["add", "remove", "replace", "move", "copy", "test"].contains(&name) {
            return Err(Why::UnknownOperation);
        }
        let path = tokens(operation, "path")?;
        match name {
            "add" => self.add(&path, value(operation)?),
            "remove" => self.draft.remove(&path).map(drop),
            "replace" => {
                let value = value(operation)?;
                fits(&path, &value)?;
                *self.draft.get(&path)? = Draft::Whole(value);
                Ok(())
            }
            "move" => self.relocate(&tokens(operation, "from")?, &path),
            "copy" => {
                let value = self.draft.get(&tokens(operation, "from")?)?.node();
                let (count, _) = measured(&value, self.copies).ok_or(Why::TooLarge)?;
                self.copies -= count;
                self.add(&path, value)
            }
            _ => {
                let value = value(operation)?;
                let equal = json_equal(&self.draft.get(&path)?.node(), &value);
                if equal { Ok(()) } else { Err(Why::Different(text(&path))) }
            }
        }
    }

    fn add(&mut self, path: &[SmolStr], value: Node) -> std::result::Result<(), Why> {
        fits(path, &value)?;
        self.draft.add(path, value)
    }

    fn relocate(&mut self, from: &[SmolStr], to: &[SmolStr]) -> std::result::Result<(), Why> {
        if from == to {
            return self.draft.get(from).map(|_| ());
        }
        if to.starts_with(from) {
            return Err(Why::IntoItself(text(to)));
        }
        let value = self.draft.remove(from)?.node();
        // No deeper than it was, it fits as it did.
        if to.len() > from.len() {
            fits(to, &value)?;
        }
        self.draft.add(to, value)
    }
}

fn tokens(operation: &Map, key: &'static str) -> std::result::Result<Vec<SmolStr>, Why> {
    let pointer = operation.get(key).ok_or(Why::Missing(key))?;
    let pointer = pointer.as_text().ok_or(Why::NoText(key))?;
    let tokens = pointer::read(pointer).ok_or(Why::NoPointer)?;
    if tokens.len() > DEPTH { Err(Why::TooDeep) } else { Ok(tokens) }
}

fn value(operation: &Map) -> std::result::Result<Node, Why> {
    operation.get("value").cloned().ok_or(Why::Missing("value"))
}

fn fits(path: &[SmolStr], value: &Node) -> std::result::Result<(), Why> {
    let (_, depth) = measured(value, usize::MAX).ok_or(Why::TooDeep)?;
    if path.len() + depth > DEPTH { Err(Why::TooDeep) } else { Ok(()) }
}

/// How many values there are and how deep they are; `None` beyond so many.
fn measured(node: &Node, most: usize) -> Option<(usize, usize)> {
    let (mut count, mut deepest) = (0usize, 0);
    let mut open = vec![(node, 0)];
    while let Some((node, depth)) = open.pop() {
        count += 1;
        if count > most {
            return None;
        }
        deepest = deepest.max(depth);
        match &node.untagged().data {
            Data::Map(map) => open.extend(map.entries().iter().map(|e| (&e.node, depth + 1))),
            Data::List(items) => open.extend(items.iter().map(|item| (item, depth + 1))),
            _ => {}
        }
    }
    Some((count, deepest))
}

/// Equal as JSON: numbers as numbers, maps in any order.
fn json_equal(left: &Node, right: &Node) -> bool {
    let mut open = vec![(left, right)];
    while let Some((left, right)) = open.pop() {
        match (&left.untagged().data, &right.untagged().data) {
            (Data::Map(left), Data::Map(right)) => {
                if left.len() != right.len() {
                    return false;
                }
                for (at, entry) in left.entries().iter().enumerate() {
                    let Some(other) = right.entry_near(&entry.key, at) else { return false };
                    open.push((&entry.node, &other.node));
                }
            }
            (Data::List(left), Data::List(right)) => {
                if left.len() != right.len() {
                    return false;
                }
                open.extend(left.iter().zip(right.iter()));
            }
            (left, right) if left == right || equal_numbers(left, right) == Some(true) => {}
            _ => return false,
        }
    }
    true
}
