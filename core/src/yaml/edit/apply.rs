//! A change as the tree sees it: what the document must say afterwards.

use indexmap::IndexMap;
use smol_str::SmolStr;

use super::Change;
use crate::error::{Code, Error, Result, closest};
use crate::source::SourceFile;
use crate::yaml::limits::is_within;
use crate::yaml::{Data, Entry, Limits, Node, Tagged};

/// The tree with the change; fails where the change has no meaning.
pub(super) fn apply(
    file: &SourceFile,
    root: &Node,
    change: &Change,
    limits: &Limits,
) -> Result<Node> {
    let apply = Apply { file };
    let fits = |depth, value| fits(depth, value, limits).map_err(|e| e.at(file.place(0, 0)));
    match change {
        Change::Set { path, value } => {
            fits(path.len(), Some(value))?;
            apply.set(root, path, 0, value)
        }
        Change::Append { path, item } => {
            fits(path.len() + 1, Some(item))?;
            apply.append(root, path, 0, item)
        }
        Change::Remove { path } => {
            fits(path.len(), None)?;
            apply.remove(root, path, 0).map(|(root, _)| root)
        }
        Change::Rename { from, to } => {
            fits(from.len().max(to.len()), None)?;
            apply.rename(root, from, to)
        }
    }
}

/// The tree with values set at places apart from each other; `None` where changes are others, build on
/// each other or have no meaning.
pub(super) fn set_all(root: &Node, changes: &[Change], limits: &Limits) -> Option<Node> {
    let mut all = Vec::with_capacity(changes.len());
    for change in changes {
        let Change::Set { path, value } = change else { return None };
        fits(path.len(), Some(value), limits).ok()?;
        all.push((path.as_slice(), value));
    }
    set_below(root, &all)
}

/// Sets values below a map; each change is looked at once for each key of its path.
// Paths are as deep as `limits.depth` at most, so recursion is bounded.
fn set_below(node: &Node, changes: &[(&[SmolStr], &Node)]) -> Option<Node> {
    if let [(path, value)] = changes
        && path.is_empty()
    {
        return Some((*value).clone());
    }
    let mut entries = match &node.untagged().data {
        Data::Map(map) => map.entries().to_vec(),
        Data::Null if !matches!(node.data, Data::Tagged(_)) => Vec::new(),
        _ => return None,
    };
    let mut by_key: IndexMap<&SmolStr, Vec<(&[SmolStr], &Node)>> = IndexMap::new();
    for (path, value) in changes {
        let (key, rest) = path.split_first()?;
        by_key.entry(key).or_default().push((rest, value));
    }
    let map = node.as_map();
    for (key, below) in by_key {
        match map.and_then(|map| map.position(key)) {
            Some(at) => entries[at].node = set_below(&entries[at].node, &below)?,
            None => {
                let node = set_below(&Node::default(), &below)?;
                entries.push(Entry { key: key.clone(), key_span: node.span, node });
            }
        }
    }
    Some(with_entries(node, entries))
}

/// Refuses what is deeper than a document may be, before anything walks it.
fn fits(depth: usize, value: Option<&Node>, limits: &Limits) -> Result<()> {
    let left = limits.depth.min(Limits::DEEPEST).checked_sub(depth);
    let fits = left.is_some_and(|left| value.is_none_or(|value| is_within(value, left)));
    fits.then_some(()).ok_or_else(|| {
        Error::new(Code::YamlLimit, "the document would be nested too deeply")
            .help("flatten it, or raise `limits.depth`")
    })
}

/// A path as people write it.
pub(super) fn shown(path: &[SmolStr]) -> String {
    path.join(".")
}

/// The tree with a child more at a position of the list or map that a path leads to.
pub(super) fn inserted(
    node: &Node,
    path: &[SmolStr],
    at: usize,
    key: Option<&SmolStr>,
    value: &Node,
) -> Node {
    if let Some((first, rest)) = path.split_first() {
        let place = match &node.untagged().data {
            Data::Map(map) => map.position(first),
            _ => position(first),
        };
        let (Some(place), Some(child)) = (place, node.child(first)) else { return node.clone() };
        return with_child(node, place, inserted(child, rest, at, key, value));
    }
    match (&node.untagged().data, key) {
        (Data::Map(map), Some(key)) => {
            let mut entries = map.entries().to_vec();
            let entry = Entry { key: key.clone(), key_span: value.span, node: value.clone() };
            entries.insert(at.min(entries.len()), entry);
            with_entries(node, entries)
        }
        (Data::List(items), None) => {
            let mut items = items.to_vec();
            items.insert(at.min(items.len()), value.clone());
            with_data(node, Data::List(items.into()))
        }
        _ => node.clone(),
    }
}

/// The tree with children in another order, of the list or map that a path leads to: those at the
/// positions `order` stand in that order at the same positions.
pub(super) fn reordered(node: &Node, path: &[SmolStr], order: &[usize]) -> Node {
    if let Some((first, rest)) = path.split_first() {
        let place = match &node.untagged().data {
            Data::Map(map) => map.position(first),
            _ => position(first),
        };
        let (Some(place), Some(child)) = (place, node.child(first)) else { return node.clone() };
        return with_child(node, place, reordered(child, rest, order));
    }
    let mut places = order.to_vec();
    places.sort_unstable();
    let pairs = || places.iter().zip(order);
    match &node.untagged().data {
        Data::Map(map) => {
            let mut entries = map.entries().to_vec();
            pairs().for_each(|(place, from)| entries[*place] = map.entries()[*from].clone());
            with_entries(node, entries)
        }
        Data::List(old) => {
            let mut items = old.to_vec();
            pairs().for_each(|(place, from)| items[*place] = old[*from].clone());
            with_data(node, Data::List(items.into()))
        }
        _ => node.clone(),
    }
}

struct Apply<'f> {
    file: &'f SourceFile,
}

/// A position in a list.
pub(super) fn position(key: &str) -> Option<usize> {
    let is_canonical = key == "0" || !key.starts_with(['0', '+']);
    is_canonical.then(|| key.parse().ok()).flatten()
}

/// The same value with other content; its tag stays.
fn with_data(node: &Node, data: Data) -> Node {
    let data = match &node.data {
        Data::Tagged(tagged) => {
            let inner = Node { data, span: tagged.node.span };
            Data::Tagged(Tagged { intent: tagged.intent.clone(), node: inner }.into())
        }
        _ => data,
    };
    Node { data, span: node.span }
}

fn with_child(node: &Node, at: usize, child: Node) -> Node {
    match &node.untagged().data {
        Data::Map(map) => {
            let mut entries = map.entries().to_vec();
            entries[at].node = child;
            with_entries(node, entries)
        }
        Data::List(items) => {
            let mut items = items.to_vec();
            items[at] = child;
            with_data(node, Data::List(items.into()))
        }
        _ => node.clone(),
    }
}

fn with_entries(node: &Node, entries: Vec<Entry>) -> Node {
    with_data(node, node.with_entries(entries).data)
}

/// A value below maps of one key each.
pub(super) fn nested(path: &[SmolStr], value: Node) -> Node {
    path.iter().rev().fold(value, |node, key| {
        let entry = Entry { key: key.clone(), key_span: node.span, node };
        Node::default().with_entries(vec![entry])
    })
}

// Paths and trees are as deep as `limits.depth` at most, so recursion is bounded.
impl Apply<'_> {
    fn set(&self, node: &Node, path: &[SmolStr], depth: usize, value: &Node) -> Result<Node> {
        let Some(key) = path.get(depth) else { return Ok(value.clone()) };
        match &node.untagged().data {
            Data::Map(map) => match map.position(key) {
                Some(at) => {
                    let child = self.set(&map.entries()[at].node, path, depth + 1, value)?;
                    Ok(with_child(node, at, child))
                }
                None => {
                    let child = nested(&path[depth + 1..], value.clone());
                    let mut entries = map.entries().to_vec();
                    entries.push(Entry { key: key.clone(), key_span: child.span, node: child });
                    Ok(with_entries(node, entries))
                }
            },
            Data::List(items) => {
                let at = self.index(node, items, path, depth)?;
                let child = self.set(&items[at], path, depth + 1, value)?;
                Ok(with_child(node, at, child))
            }
            Data::Null if !matches!(node.data, Data::Tagged(_)) => {
                Ok(nested(&path[depth..], value.clone()))
            }
            _ => Err(self.dead_end(node, path, depth)),
        }
    }

    fn append(&self, node: &Node, path: &[SmolStr], depth: usize, item: &Node) -> Result<Node> {
        if let Some(key) = path.get(depth) {
            return match &node.untagged().data {
                Data::Map(map) => match map.position(key) {
                    Some(at) => {
                        let child = self.append(&map.entries()[at].node, path, depth + 1, item)?;
                        Ok(with_child(node, at, child))
                    }
                    None => self.set(node, path, depth, &list_of(item)),
                },
                Data::List(items) => {
                    let at = self.index(node, items, path, depth)?;
                    let child = self.append(&items[at], path, depth + 1, item)?;
                    Ok(with_child(node, at, child))
                }
                Data::Null => self.set(node, path, depth, &list_of(item)),
                _ => Err(self.dead_end(node, path, depth)),
            };
        }
        match &node.untagged().data {
            Data::List(items) => {
                let items = items.iter().chain([item]).cloned().collect();
                Ok(with_data(node, Data::List(items)))
            }
            Data::Null if !matches!(node.data, Data::Tagged(_)) => Ok(list_of(item)),
            _ => Err(self
                .usage(node, format!("{} is no list", self.name(path)))
                .help("append to a list, or set the value to a list first")),
        }
    }

    /// The tree without a value, and the value.
    fn remove(&self, node: &Node, path: &[SmolStr], depth: usize) -> Result<(Node, Node)> {
        let Some(key) = path.get(depth) else {
            return Err(self
                .usage(node, "the document as a whole cannot be removed")
                .help("name a key or a position"));
        };
        let at = match &node.untagged().data {
            Data::Map(map) => map.position(key).ok_or_else(|| self.missing(node, path, depth))?,
            Data::List(items) => self.index(node, items, path, depth)?,
            _ => return Err(self.dead_end(node, path, depth)),
        };
        let child = match &node.untagged().data {
            Data::Map(map) => &map.entries()[at].node,
            Data::List(items) => &items[at],
            _ => node,
        };
        if depth + 1 < path.len() {
            let (child, removed) = self.remove(child, path, depth + 1)?;
            return Ok((with_child(node, at, child), removed));
        }
        let removed = child.clone();
        let left = match &node.untagged().data {
            Data::Map(map) => {
                let mut entries = map.entries().to_vec();
                entries.remove(at);
                with_entries(node, entries)
            }
            Data::List(items) => {
                let mut items = items.to_vec();
                items.remove(at);
                with_data(node, Data::List(items.into()))
            }
            _ => node.clone(),
        };
        Ok((left, removed))
    }

    fn rename(&self, root: &Node, from: &[SmolStr], to: &[SmolStr]) -> Result<Node> {
        let (Some((key, parent)), Some((new, new_parent))) = (from.split_last(), to.split_last())
        else {
            return Err(self
                .usage(root, "the document as a whole has no name")
                .help("name a key of a map"));
        };
        let holder = self.at(root, parent)?;
        if holder.as_list().is_some() {
            return Err(self
                .usage(holder, format!("{} is an item of a list and has no name", self.name(from)))
                .help("name a key of a map"));
        }
        let (left, moved) = self.remove(root, from, 0)?;
        if from == to {
            return Ok(root.clone());
        }
        if to.starts_with(from) {
            return Err(self
                .usage(holder, format!("{} would lie below itself", self.name(from)))
                .help("move it to a path outside"));
        }
        if let Some(taken) = to.iter().try_fold(root, |node, key| node.child(key)) {
            return Err(self
                .usage(taken, format!("{} is there already", self.name(to)))
                .help("remove it first, or choose another key"));
        }
        if parent != new_parent {
            return self.set(&left, to, 0, &moved);
        }
        self.replace_key(root, parent, key, new)
    }

    fn replace_key(&self, node: &Node, path: &[SmolStr], key: &str, new: &str) -> Result<Node> {
        let place = |node: &Node, key: &str| match &node.untagged().data {
            Data::Map(map) => map.position(key),
            Data::List(_) => position(key),
            _ => None,
        };
        if let Some((first, rest)) = path.split_first() {
            let (Some(at), Some(child)) = (place(node, first), node.child(first)) else {
                return Err(self.missing(node, path, 0));
            };
            return Ok(with_child(node, at, self.replace_key(child, rest, key, new)?));
        }
        let mut entries = node.as_map().map(|map| map.entries().to_vec()).unwrap_or_default();
        if let Some(entry) = entries.iter_mut().find(|entry| entry.key == key) {
            entry.key = new.into();
        }
        Ok(with_entries(node, entries))
    }

    /// The value at a path.
    fn at<'n>(&self, root: &'n Node, path: &[SmolStr]) -> Result<&'n Node> {
        let mut node = root;
        for (depth, key) in path.iter().enumerate() {
            node = match &node.untagged().data {
                Data::Map(map) => map.get(key).ok_or_else(|| self.missing(node, path, depth))?,
                Data::List(items) => &items[self.index(node, items, path, depth)?],
                _ => return Err(self.dead_end(node, path, depth)),
            };
        }
        Ok(node)
    }

    fn index(&self, node: &Node, items: &[Node], path: &[SmolStr], depth: usize) -> Result<usize> {
        position(&path[depth]).filter(|at| *at < items.len()).ok_or_else(|| {
            let list = self.name(&path[..depth]);
            let help = match items.len() {
                0 => "append an item first".to_owned(),
                1 => "its only position is 0; append an item to make it longer".to_owned(),
                count => format!("its positions are 0 to {}", count - 1),
            };
            self.usage(node, format!("{list} has no position `{}`", path[depth])).help(help)
        })
    }

    fn missing(&self, node: &Node, path: &[SmolStr], depth: usize) -> Error {
        let message = format!("{} has no key `{}`", self.name(&path[..depth]), path[depth]);
        let keys = node.as_map().into_iter().flat_map(|map| map.entries());
        let near = closest(&path[depth], keys.map(|entry| entry.key.as_str()));
        let error = self.usage(node, message).help("check the path");
        if near.is_empty() { error } else { error.suggest(near) }
    }

    fn dead_end(&self, node: &Node, path: &[SmolStr], depth: usize) -> Error {
        let message =
            format!("{} is {} and has nothing below it", self.name(&path[..depth]), node.kind());
        self.usage(node, message).help("set that value to a map first, or correct the path")
    }

    fn name(&self, path: &[SmolStr]) -> String {
        if path.is_empty() { "the document".into() } else { format!("`{}`", shown(path)) }
    }

    fn usage(&self, node: &Node, message: impl Into<String>) -> Error {
        Error::new(Code::Usage, message).at(self.file.place_of(node.span))
    }
}

fn list_of(item: &Node) -> Node {
    Node::detached(Data::List([item.clone()].into()))
}
