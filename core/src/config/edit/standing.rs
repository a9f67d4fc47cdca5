//! A layer on top of others, and an operation as changes of its document.

use super::Operation;
use super::items::{
    has_name_of, is_addition, is_delete, is_list, is_meant, is_prepended, left_over, merge_key,
    merges_by, name_alone, tagged,
};
use crate::config::item::{ITEM_KEYS, item_name};
use crate::config::{MergeKeys, value_from_data};
use crate::error::{Code, Error, Place, Result};
use crate::source::Span;
use crate::value::{KeyPath, at};
use crate::yaml::{Change, Data, Intent, Node};

/// A layer and what lies below it.
pub(crate) struct Standing<'n> {
    /// What the layer says; `None` where it says nothing yet.
    pub(crate) own: Option<&'n Node>,
    /// What the layers below come to; `None` for a document that is no layer.
    pub(crate) below: Option<&'n Node>,
    /// Whether it is a layer of values, in which a map that holds nothing mostly means nothing.
    pub(crate) is_layer: bool,
    /// Lists that merge item by item.
    pub(crate) keys: &'n MergeKeys,
    /// Turns spans into places.
    pub(crate) places: &'n dyn Fn(Span) -> Option<Place>,
    /// Whether `{$append: […]}` and its siblings are merge instructions, and no values.
    pub(crate) instructions: bool,
}

/// Where a path leads in the layer's own values.
enum Own<'n> {
    /// To a value, its tag with it.
    Value(&'n Node),
    /// To nothing; there is room for it.
    Nothing,
}

impl Standing<'_> {
    /// The changes of the layer's document, with paths from the layer's root.
    ///
    /// # Errors
    /// `E_EDIT_REFUSED` where the layer cannot say this alone, `E_UNKNOWN_PATH` where there is
    /// nothing to take away, `E_MERGE` for a merge instruction that is none.
    pub(crate) fn changes(&self, operation: &Operation) -> Result<Vec<Change>> {
        match operation {
            Operation::Set { path, value } => {
                let value = self.given(value)?;
                self.leaves_nothing(path, &value)?;
                self.set(path, &value)
            }
            Operation::Unset { path } => self.unset(path),
            Operation::Delete { path } => self.delete(path),
            Operation::Append { path, item } => self.append(path, &self.given(item)?),
            Operation::Remove { path, item } => self.remove(path, item),
            Operation::Move { from, to } => self.rename(from, to),
            Operation::Apply { path, tree } => {
                let mut changes = Vec::new();
                self.apply(path, &self.given(tree)?, &mut changes)?;
                Ok(changes)
            }
        }
    }

    /// A value as it is to be written.
    fn given(&self, value: &Node) -> Result<Node> {
        match self.instructions {
            true => value_from_data(value),
            false => Ok(value.clone()),
        }
    }

    fn set(&self, path: &KeyPath, value: &Node) -> Result<Vec<Change>> {
        if path.is_empty() && self.below.is_some() && value.as_map().is_none() {
            let message = format!("a layer is a map of values, and {} was given", value.kind());
            return Err(Error::new(Code::Usage, message).help("name the key of the value"));
        }
        if let Own::Nothing = self.own(path)? {
            self.has_room(path)?;
        }
        if matches!(value.data, Data::List(_)) && self.keys.contains_key(path) {
            let message = format!("`{path}` merges item by item, so setting it leaves items below");
            let help = "append or remove items, or write `{$replace: […]}` to mean the whole list";
            return Err(Error::new(Code::EditRefused, message).help(help));
        }
        Ok(vec![Change::Set { path: words(path), value: value.clone() }])
    }

    /// Refuses a map below which more would stand than it says, for maps merge.
    fn leaves_nothing(&self, path: &KeyPath, value: &Node) -> Result<()> {
        let inherited = self.inherited(path).filter(|_| !path.is_empty());
        let Some((left, node)) = inherited.and_then(|below| left_over(value, below)) else {
            return Ok(());
        };
        let left = left.keys().fold(path.clone(), |path, key| path.join(key));
        let message = format!("a map merges with the one below it, so `{left}` would stay");
        let help = "apply the values and delete what is to go, or write `{$replace: {…}}` to mean \
                    the whole map";
        Err(self.refuse(message, help, node))
    }

    fn apply(&self, path: &KeyPath, tree: &Node, changes: &mut Vec<Change>) -> Result<()> {
        let own_is_map = || {
            let own = self.own(path)?;
            Ok::<_, Error>(match own {
                Own::Value(node) => matches!(node.data, Data::Map(_) | Data::Null),
                Own::Nothing => true,
            })
        };
        match &tree.data {
            Data::Map(map) if path.is_empty() || (!map.is_empty() && own_is_map()?) => {
                for entry in map.entries() {
                    self.apply(&path.join(entry.key.clone()), &entry.node, changes)?;
                }
            }
            _ if path.is_empty() => {
                let message = format!("a map of values is applied, and {} was given", tree.kind());
                return Err(Error::new(Code::Usage, message).help("give the values by their keys"));
            }
            _ => changes.extend(self.set(path, tree)?),
        }
        Ok(())
    }

    fn unset(&self, path: &KeyPath) -> Result<Vec<Change>> {
        match self.own(path)? {
            Own::Value(_) if !path.is_empty() => Ok(vec![self.taken(path)]),
            _ => Err(self.not_said_here(path)),
        }
    }

    fn delete(&self, path: &KeyPath) -> Result<Vec<Change>> {
        let inherited = self.inherited(path).is_some();
        match self.own(path)? {
            _ if path.is_empty() => Err(self.not_said_here(path)),
            Own::Value(node) if is_delete(node) && inherited => Ok(Vec::new()),
            Own::Value(_) if !inherited => Ok(vec![self.taken(path)]),
            Own::Nothing if !inherited => Err(self.not_said_here(path)),
            _ => {
                if let Some(list) = self.list_above(path) {
                    return Err(self.inside_a_list(path, list));
                }
                Ok(vec![Change::Set {
                    path: words(path),
                    value: tagged(Intent::Delete, NULL.clone()),
                }])
            }
        }
    }

    fn append(&self, path: &KeyPath, item: &Node) -> Result<Vec<Change>> {
        let own = self.said(path)?;
        let inherited = self.inherited(path);
        let key = own.and_then(merge_key).or_else(|| self.keys.get(path).map(|key| key.as_str()));
        let known = || inherited.and_then(Node::as_list).unwrap_or_default().iter();
        if let Some(key) = key
            && let Some(twin) = known().find(|known| has_name_of(known, item, key))
        {
            let message =
                format!("the list `{path}` has an item of this `{key}`, and would merge it");
            return Err(self.refuse(message, "edit that item where it stands", twin));
        }
        match own {
            Some(node) if is_list(node) => {
                if is_prepended(node) {
                    let message = format!("`{path}` puts its items before those below it here");
                    let help = "name the layer that holds the list, or set the list as a whole";
                    return Err(self.refuse(message, help, node));
                }
                return Ok(vec![Change::Append { path: words(path), item: item.clone() }]);
            }
            Some(node) if !matches!(node.data, Data::Null) => return Err(self.no_list(path, node)),
            _ => self.has_room(path)?,
        }
        let intent = match inherited {
            // A `null` of this layer hides what lies below, and so must the list in its place.
            Some(_) if own.is_some() => Some(Intent::Replace),
            Some(node) if is_list(node) => key.is_none().then_some(Intent::Append),
            Some(node) if !matches!(node.data, Data::Null) => return Err(self.no_list(path, node)),
            _ => None,
        };
        let list = Node::detached(Data::List([item.clone()].into()));
        let value = intent.into_iter().fold(list, |list, intent| tagged(intent, list));
        Ok(vec![Change::Set { path: words(path), value }])
    }

    fn remove(&self, path: &KeyPath, item: &Node) -> Result<Vec<Change>> {
        let own = self.said(path)?;
        let keys = self.item_keys(path, own);
        let merges = own.is_none_or(|node| self.merges(path, node));
        let below = self.inherited(path).and_then(Node::as_list).filter(|_| merges);
        let below = below.unwrap_or_default();
        let inherited = below.iter().find(|known| is_meant(known, item, &keys));
        let own_items = own.and_then(Node::as_list).unwrap_or_default();
        let here = |known: &Node| !is_delete(known) && is_meant(known, item, &keys);
        let position = own_items.iter().position(here);
        let named = inherited.and_then(|found| {
            keys.iter().find(|key| item_name(found, key).is_some()).map(|key| (found, *key))
        });
        let gone = named.map(|(found, key)| tagged(Intent::Delete, name_alone(found, key)));
        let by_key =
            |key| own.is_some_and(|node| merges_by(node, key)) || self.keys.contains_key(path);
        match (position, named, inherited) {
            // Without its own word on it the layer would have the item from below.
            (Some(at), Some((_, key)), _) if by_key(key) => Ok(vec![Change::Set {
                path: words(&path.join(at.to_string())),
                value: gone.unwrap_or_default(),
            }]),
            (Some(at), ..) => Ok(vec![Change::Remove { path: words(&path.join(at.to_string())) }]),
            (None, Some((_, key)), _) if own.is_some() && by_key(key) => {
                Ok(vec![Change::Append { path: words(path), item: gone.unwrap_or_default() }])
            }
            (None, Some((_, key)), _) if own.is_none() => {
                self.has_room(path)?;
                let list = Node::detached(Data::List(gone.into_iter().collect()));
                let value = match self.keys.contains_key(path) {
                    true => list,
                    false => tagged(Intent::MergeBy(key.into()), list),
                };
                Ok(vec![Change::Set { path: words(path), value }])
            }
            (None, None, Some(found)) if own.is_none() => {
                let rest = below.iter().filter(|node| !std::ptr::eq(*node, found));
                self.set(path, &Node::detached(Data::List(rest.cloned().collect())))
            }
            (None, _, Some(found)) => {
                let message = format!("the item of `{path}` comes from a layer below this one");
                let help = "name the layer that holds it, or set the list as a whole";
                Err(self.refuse(message, help, found))
            }
            (None, _, None) => {
                let message = format!("the list `{path}` has no such item");
                let error =
                    Error::new(Code::UnknownPath, message).help("name an item that is there");
                let node = own.or_else(|| self.inherited(path));
                Err(error.at(node.and_then(|node| (self.places)(node.span))))
            }
        }
    }

    fn rename(&self, from: &KeyPath, to: &KeyPath) -> Result<Vec<Change>> {
        let (Own::Value(_), false) = (self.own(from)?, from.is_empty()) else {
            return Err(self.not_said_here(from));
        };
        if let Own::Value(node) = self.own(to)? {
            let message = format!("something stands at `{to}` already");
            return Err(self.refuse(message, "unset it first", node));
        }
        self.has_room(to)?;
        let mut changes = vec![Change::Rename { from: words(from), to: words(to) }];
        let emptied = self.with_emptied(from, Some(to));
        if emptied != *from {
            changes.push(Change::Remove { path: words(&emptied) });
        }
        Ok(changes)
    }

    fn taken(&self, path: &KeyPath) -> Change {
        Change::Remove { path: words(&self.with_emptied(path, None)) }
    }

    /// What the layer says at a path.
    fn said(&self, path: &KeyPath) -> Result<Option<&Node>> {
        Ok(match self.own(path)? {
            Own::Value(node) => Some(node),
            Own::Nothing => None,
        })
    }

    /// Where a path leads in the layer's own values.
    fn own(&self, path: &KeyPath) -> Result<Own<'_>> {
        let Some(mut node) = self.own else { return Ok(Own::Nothing) };
        let mut above = KeyPath::root();
        for key in path.keys() {
            if is_delete(node) {
                let message = format!("`{above}` is deleted here");
                return Err(self.refuse(message, "unset it first", node));
            }
            if is_list(node) && self.merges(&above, node) {
                let message = format!("the list `{above}` merges here with the one below it");
                let help = "its positions are not those of the result; append and remove items";
                return Err(self.refuse(message, help, node));
            }
            let child = match &node.untagged().data {
                Data::Map(map) => map.get(key),
                Data::Null => None,
                Data::List(items) => match node.child(key) {
                    Some(item) => Some(item),
                    None => {
                        let message = format!("the list `{above}` has {} items here", items.len());
                        let help = "name one by its position, from 0, or append an item";
                        return Err(self.refuse(message, help, node));
                    }
                },
                _ => {
                    let message =
                        format!("`{above}` is {} here, so nothing stands below it", node.kind());
                    return Err(self.refuse(message, "set it to a map", node));
                }
            };
            match child {
                Some(child) => node = child,
                None => return Ok(Own::Nothing),
            }
            above.push(key);
        }
        Ok(Own::Value(node))
    }

    /// Whether a list of this layer merges with what lies below it.
    fn merges(&self, path: &KeyPath, node: &Node) -> bool {
        self.below.is_some() && (is_addition(node) || self.keys.contains_key(path))
    }

    /// The key that names the items of a list: as the tag or the settings have it, or as most do.
    fn item_keys<'k>(&'k self, path: &KeyPath, own: Option<&'k Node>) -> Vec<&'k str> {
        let tag = own.and_then(merge_key);
        let known = tag.or_else(|| self.keys.get(path).map(|key| key.as_str()));
        known.map_or_else(|| ITEM_KEYS.to_vec(), |key| vec![key])
    }

    /// What the layers below say at a path, as far as this layer lets it through: it hides what lies
    /// below what it replaces, deletes, or says as something other than a map.
    pub(super) fn inherited(&self, path: &KeyPath) -> Option<&Node> {
        let mut own = self.own;
        for key in path.keys() {
            match own.map(|node| &node.data) {
                Some(Data::Map(map)) => own = map.get(key),
                None => break,
                Some(Data::Null) if self.is_whole(own) => break,
                Some(_) => return None,
            }
        }
        at(self.below?, path)
    }

    /// Whether a value is the layer as a whole: one that says nothing at all hides nothing.
    fn is_whole(&self, node: Option<&Node>) -> bool {
        node.zip(self.own).is_some_and(|(node, own)| std::ptr::eq(node, own))
    }

    /// Whether a new value at a path changes nothing else: above it stand maps, or nothing.
    fn has_room(&self, path: &KeyPath) -> Result<()> {
        let mut own = self.own;
        let mut below = self.below;
        let mut above = KeyPath::root();
        for key in path.keys() {
            match own.map(|node| &node.data) {
                // What this layer has as a map already is one, whatever stands below.
                Some(Data::Map(map)) => own = map.get(key),
                Some(Data::Null) if !self.is_whole(own) => {
                    if let (Some(node), Some(_)) = (own, below.and_then(Node::as_map)) {
                        let message = format!("`{above}` is null here, which hides the map below");
                        let help = format!("unset `{above}`, or set it as a whole");
                        return Err(self.refuse(message, &help, node));
                    }
                    return Ok(());
                }
                Some(Data::Tagged(_)) => return Ok(()),
                _ => {
                    own = None;
                    match below {
                        Some(node) if node.as_map().is_some() => {}
                        Some(node) if !matches!(node.data, Data::Null) => {
                            return Err(self.no_room(path, &above, node));
                        }
                        _ => return Ok(()),
                    }
                }
            }
            below = below.and_then(|node| node.as_map()?.get(key));
            above.push(key);
        }
        Ok(())
    }

    /// Why nothing can be put at a path below what a layer below says at `above`.
    fn no_room(&self, path: &KeyPath, above: &KeyPath, node: &Node) -> Error {
        if is_list(node) {
            return self.inside_a_list(path, node);
        }
        let message = format!("`{above}` is {} in a layer below", node.kind());
        self.refuse(message, &format!("set `{above}` to a map to replace it"), node)
    }

    /// The inherited list that a path leads into, where this layer has none.
    fn list_above(&self, path: &KeyPath) -> Option<&Node> {
        let mut node = self.below?;
        for key in path.keys() {
            if matches!(node.data, Data::List(_)) {
                return Some(node);
            }
            node = node.child(key)?;
        }
        None
    }

    fn inside_a_list(&self, path: &KeyPath, list: &Node) -> Error {
        let message = format!("`{path}` leads into a list that a layer below holds");
        let help = "name that layer, append or remove items, or set the list as a whole";
        self.refuse(message, help, list)
    }

    fn no_list(&self, path: &KeyPath, node: &Node) -> Error {
        let message = format!("`{path}` is {} and no list", node.kind());
        self.refuse(message, "set it to a list first", node)
    }

    fn not_said_here(&self, path: &KeyPath) -> Error {
        let message = match path.is_empty() {
            true => "the layer as a whole cannot be taken away".to_owned(),
            false => format!("this layer says nothing of `{path}`"),
        };
        let error = Error::new(Code::UnknownPath, message);
        match self.inherited(path) {
            Some(node) if !path.is_empty() => {
                let help = "name the layer that says it, or delete it here, an inherited value too";
                error.help(help).at((self.places)(node.span))
            }
            _ => error.help("name a value that is there"),
        }
    }

    fn refuse(&self, message: String, help: &str, node: &Node) -> Error {
        Error::new(Code::EditRefused, message).help(help).at((self.places)(node.span))
    }
}

static NULL: Node = Node { data: Data::Null, span: Span::NONE };

fn words(path: &KeyPath) -> Vec<smol_str::SmolStr> {
    path.keys().map(Into::into).collect()
}
