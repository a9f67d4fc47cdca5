//! Where a value comes from, and what it overrode on its way up.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use smol_str::SmolStr;

use super::{ITEM_KEYS, Layer, LayerKind, Resolved, item_name};
use crate::error::{Code, Error, Place, Result, closest, visible};
use crate::source::{SourceMap, Span};
use crate::value::{KeyPath, at, without_secrets};
use crate::yaml::{Data, Intent, Node};

/// Where the value that counts was written.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Origin {
    /// The place; `None` for what the caller gave.
    pub place: Option<Place>,
    /// What wrote it.
    pub layer: LayerKind,
    /// The layer's name.
    pub name: SmolStr,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => fmt::Display::fmt(place, f),
            None => f.write_str(self.layer.name()),
        }
    }
}

/// What a layer did to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Effect {
    /// It is the value that counts.
    Sets,
    /// It contributes to the value: keys of a map, items of a list.
    Merges,
    /// It added items behind those below.
    Appends,
    /// It added items before those below.
    Prepends,
    /// It replaced whatever stood below, as it says.
    Replaces,
    /// It took the value away.
    Deletes,
    /// A stronger layer says otherwise.
    Overridden,
}

/// One layer's word on a value.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Step {
    /// What the layer is.
    pub layer: LayerKind,
    /// The layer's name.
    pub name: SmolStr,
    /// Where it says so; `None` for what the caller gave.
    pub place: Option<Place>,
    /// What it did.
    pub effect: Effect,
    /// What it says; `None` where it deletes.
    pub value: Option<Node>,
}

/// A value and the layers that spoke of it, strongest first.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The path.
    pub path: KeyPath,
    /// The value; `None` when a layer deleted it.
    pub value: Option<Node>,
    /// Every layer that spoke of it, strongest first.
    pub steps: Vec<Step>,
}

/// For people: values that look like secrets are withheld. The data holds them.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |value: &Option<Node>| match value {
            Some(node) => match without_secrets(self.path.keys(), node) {
                (Some(node), _) => node.to_string(),
                (None, _) => "(withheld)".to_owned(),
            },
            None => "deleted".to_owned(),
        };
        let path =
            if self.path.is_empty() { "(all)".to_owned() } else { visible(&self.path.to_string()) };
        write!(f, "{path} = {}", shown(&self.value))?;
        for (at, step) in self.steps.iter().enumerate() {
            let verb = match (at, step.effect) {
                (0, Effect::Sets) => "from",
                (_, Effect::Merges) => "with",
                (_, Effect::Appends) => "appended by",
                (_, Effect::Prepends) => "prepended by",
                (_, Effect::Deletes) => "deleted by",
                (0, _) => "from",
                _ => "over",
            };
            write!(f, "\n  {verb} {} `{}`", step.layer.name(), step.name)?;
            if let Some(place) = &step.place {
                write!(f, " at {place}")?;
            }
            if at > 0 || step.effect == Effect::Deletes {
                write!(f, ": {}", shown(&step.value))?;
            }
        }
        Ok(())
    }
}

/// What one layer says of a path, before it is known who wins.
struct Word<'n> {
    layer: &'n Layer,
    intent: Option<Intent>,
    node: Option<&'n Node>,
    span: Span,
}

/// What is asked of every layer.
struct Hear<'h> {
    root: &'h Node,
    path: &'h KeyPath,
    keys: Vec<&'h str>,
    /// Where the value that counts was written.
    target: Option<Span>,
    /// Parents that have spoken; one that is reached several times stands where it is strongest.
    seen: HashSet<*const Resolved>,
}

impl Resolved {
    /// The value at a path.
    ///
    /// # Errors
    /// `E_UNKNOWN_PATH` with the nearest sibling keys.
    pub fn get(&self, path: &KeyPath) -> Result<&Node> {
        at(self.root(), path).ok_or_else(|| self.unknown(path))
    }

    /// Where the value at a path was written.
    ///
    /// # Errors
    /// `E_UNKNOWN_PATH`.
    pub fn origin(&self, path: &KeyPath, sources: &SourceMap) -> Result<Origin> {
        let span = self.get(path)?.span;
        let layers = self.layers();
        let wrote = layers.iter().rev().find(|layer| layer.node.span.contains(span));
        // An anchor may stand outside every layer; the strongest that speaks of it used it.
        let words = || self.words(path).into_iter().rev().map(|word| word.layer).next();
        let layer = wrote.copied().or_else(words).or_else(|| layers.last().copied());
        Ok(Origin {
            place: sources.place(span),
            layer: layer.map_or(LayerKind::File, |layer| layer.kind),
            name: layer.map_or_else(SmolStr::default, |layer| layer.name.clone()),
        })
    }

    /// The value at a path with every layer that spoke of it.
    ///
    /// # Errors
    /// `E_UNKNOWN_PATH` when no layer does.
    pub fn explain(&self, path: &KeyPath, sources: &SourceMap) -> Result<Explanation> {
        let value = at(self.root(), path);
        let words = self.words(path);
        if value.is_none() && words.is_empty() {
            return Err(self.unknown(path));
        }
        let mut steps = Vec::with_capacity(words.len());
        let mut hidden = false;
        for word in words.into_iter().rev() {
            let whole = value.is_some_and(|value| matches!(value.data, Data::Map(_)))
                && word.node.is_some_and(|node| node.as_map().is_some());
            let effect = match (&word.intent, hidden) {
                (_, true) => Effect::Overridden,
                (Some(Intent::Delete), _) => Effect::Deletes,
                (Some(Intent::Append), _) => Effect::Appends,
                (Some(Intent::Prepend), _) => Effect::Prepends,
                (Some(Intent::Replace), _) => Effect::Replaces,
                (Some(Intent::MergeBy(_)), _) => Effect::Merges,
                (None, _) if whole => Effect::Merges,
                (None, _) => Effect::Sets,
            };
            hidden |= matches!(effect, Effect::Sets | Effect::Deletes | Effect::Replaces);
            steps.push(Step {
                layer: word.layer.kind,
                name: word.layer.name.clone(),
                place: sources.place(word.span),
                effect,
                value: word.node.cloned(),
            });
        }
        Ok(Explanation { path: path.clone(), value: value.cloned(), steps })
    }

    /// What each layer says of a path, weakest first.
    fn words(&self, path: &KeyPath) -> Vec<Word<'_>> {
        let value = at(self.root(), path);
        let keys: Vec<&str> = path.keys().collect();
        let mut hear = Hear {
            root: self.root(),
            path,
            keys,
            target: value.map(|node| node.span),
            seen: HashSet::new(),
        };
        let mut words = Vec::new();
        self.hear(&mut hear, &mut words);
        words.reverse();
        words
    }

    fn hear<'r>(&'r self, hear: &mut Hear<'_>, words: &mut Vec<Word<'r>>) {
        for layer in self.own().iter().rev() {
            let root = Some(hear.root);
            words.extend(word(layer, &layer.node, &hear.keys, None, hear.target, root));
        }
        for parent in self.parents().iter().rev() {
            // What a parent took away for itself takes nothing from the others.
            let silent = hear.target.is_some() && at(parent.merged(), hear.path).is_none();
            if hear.seen.insert(Arc::as_ptr(parent)) && !silent {
                parent.hear(hear, words);
            }
        }
    }

    fn unknown(&self, path: &KeyPath) -> Error {
        const MOST: usize = 12;
        let error = Error::new(Code::UnknownPath, format!("no value stands at `{path}`"));
        let mut parent = self.root();
        let mut above = KeyPath::root();
        for key in path.keys() {
            if let Some(child) = parent.child(key) {
                parent = child;
                above.push(key);
                continue;
            }
            let entries = parent.as_map().map_or(&[][..], |map| map.entries());
            let keys = || entries.iter().map(|entry| entry.key.as_str());
            let near: Vec<String> = closest(key, keys())
                .iter()
                .map(|key| above.join(key.as_str()).to_string())
                .collect();
            if !near.is_empty() {
                return error.suggest(near);
            }
            let known: Vec<String> = keys().take(MOST).map(|key| format!("`{key}`")).collect();
            let more = if entries.len() > MOST { ", …" } else { "" };
            return match known.is_empty() {
                true => error.help("nothing stands below there"),
                false => error.help(format!("known there: {}{more}", known.join(", "))),
            };
        }
        error.help("name a key that is there")
    }
}

/// Follows a path into what a layer wrote. An ancestor that deletes, replaces or is no map speaks
/// for everything below it.
fn word<'n>(
    layer: &'n Layer,
    node: &'n Node,
    keys: &[&str],
    intent: Option<&'n Intent>,
    target: Option<Span>,
    here: Option<&Node>,
) -> Option<Word<'n>> {
    if let Data::Tagged(tagged) = &node.data {
        let strongest = match tagged.intent {
            Intent::Delete => {
                let intent = Some(Intent::Delete);
                return Some(Word { layer, intent, node: None, span: node.span });
            }
            _ => Some(&tagged.intent),
        };
        return word(layer, &tagged.node, keys, strongest, target, here);
    }
    let Some((key, rest)) = keys.split_first() else {
        return Some(Word { layer, intent: intent.cloned(), node: Some(node), span: node.span });
    };
    let here = here.and_then(|here| here.child(key));
    match &node.data {
        Data::Map(map) => {
            // Below a replaced map every value is part of the replacement.
            let below = intent.filter(|intent| **intent == Intent::Replace);
            match map.get(key) {
                Some(child) => word(layer, child, rest, below, target, here),
                None => below.map(|_| Word {
                    layer,
                    intent: Some(Intent::Delete),
                    node: None,
                    span: node.span,
                }),
            }
        }
        // Positions shift as lists merge, so an item is known by its name or where it was written.
        Data::List(items) => {
            let named = |item: &&Node| here.is_some_and(|here| same_name(item, here));
            if let Some(item) = items.iter().find(named) {
                return word(layer, item, rest, None, target, here);
            }
            let target = target.filter(|target| node.span.contains(*target))?;
            let item = find(node, target)?;
            Some(Word { layer, intent: None, node: Some(item), span: item.span })
        }
        // A layer that says nothing at all takes nothing away; a `null` in it does.
        Data::Null if std::ptr::eq(node, &layer.node) => None,
        _ => Some(Word { layer, intent: Some(Intent::Delete), node: None, span: node.span }),
    }
}

/// Whether two items of lists bear one name.
fn same_name(a: &Node, b: &Node) -> bool {
    ITEM_KEYS
        .iter()
        .any(|key| item_name(a, key).is_some_and(|name| item_name(b, key) == Some(name)))
}

/// The value that was written exactly at a range.
fn find(node: &Node, span: Span) -> Option<&Node> {
    if node.span == span && !matches!(node.data, Data::Tagged(_)) {
        return Some(node);
    }
    match &node.data {
        Data::Map(map) => map.entries().iter().find_map(|entry| find(&entry.node, span)),
        Data::List(items) => items.iter().find_map(|item| find(item, span)),
        Data::Tagged(tagged) => find(&tagged.node, span),
        _ => None,
    }
}
