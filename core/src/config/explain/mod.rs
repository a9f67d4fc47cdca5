//! Where a value comes from, and what it overrode on its way up.

mod items;
mod said;
mod walk;

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;
use smol_str::SmolStr;

use super::reference::{Target, mentions, stands_for};
use super::{LayerKind, MergeKeys, Resolved};
use crate::error::{Code, Error, Place, Result, closest, visible};
use crate::source::SourceMap;
use crate::value::{KeyPath, Withholding, at};
use crate::yaml::{Data, Node};

pub(crate) use said::{Leaf, Word};
use walk::Walk;

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
    /// What the text that was written there refers to, in order; empty for any other value.
    pub references: Vec<Reference>,
}

/// A reference in a text, and where the value it stands for was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Reference {
    /// What is referred to: `shop.domain`, `env:NAME`.
    pub text: String,
    /// The place of the value; `None` for a variable, for what the caller gave, and where the
    /// reference's default stands for a value that is not there.
    pub place: Option<Place>,
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
    /// What the text that counts refers to, in order; empty for any other value.
    pub references: Vec<Reference>,
    /// Scalars here that are secrets by the name of what they refer to.
    #[serde(skip)]
    secrets: BTreeSet<KeyPath>,
    /// Trees whose lists say of an item on the way to the value that it is a secret.
    #[serde(skip)]
    trees: Vec<Node>,
}

impl Explanation {
    /// The scalars here that are secrets by the name of what they refer to, and not by their own
    /// path. Whoever prints the value withholds these too.
    pub fn secrets(&self) -> &BTreeSet<KeyPath> {
        &self.secrets
    }

    /// A value of this path, of the result or of a step, for people to read: what looks like a
    /// secret is a mark in it, and of an address the password alone is.
    ///
    /// `secret` says of the scalars in [`Explanation::secrets`] whether they are withheld: what a
    /// step says may refer to a secret and hold none.
    pub fn readable(&self, value: &Node, secret: &dyn Fn(&Node) -> bool) -> Node {
        let more = |path: &KeyPath, node: &Node| self.secrets.contains(path) && secret(node);
        self.withholding().masking().shown(value, &more)
    }

    fn withholding(&self) -> Withholding<'_> {
        Withholding::within(self.trees.iter(), &self.path)
    }
}

/// For people: values that look like secrets are withheld. The data holds them.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |value: &Option<Node>| match value {
            Some(node) => {
                match self.withholding().of(node, &|path, _| self.secrets.contains(path)) {
                    (Some(node), _) => node.to_string(),
                    (None, _) => "(withheld)".to_owned(),
                }
            }
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
        for reference in &self.references {
            write!(f, "\n  refers to `{}`", visible(&reference.text))?;
            if let Some(place) = &reference.place {
                write!(f, " at {place}")?;
            }
        }
        Ok(())
    }
}

/// What explanations are read with: the files, and the lists that merge item by item.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'r> {
    /// The files.
    pub sources: &'r SourceMap,
    /// The keys that name the items of lists, by path.
    pub keys: &'r MergeKeys,
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
    pub fn origin(&self, path: &KeyPath, reading: Reading<'_>) -> Result<Origin> {
        let value = self.get(path)?;
        let walk = Walk::new(self, reading.keys);
        let words = walk.words_at(&self.written(path));
        let wrote = words.iter().find(|word| word.counts()).map(|word| word.layer);
        Ok(Origin {
            place: reading.sources.place(value.span),
            layer: wrote.map_or(LayerKind::File, |layer| layer.kind),
            name: wrote.map_or_else(SmolStr::default, |layer| layer.name.clone()),
            references: self.references(path, reading.sources),
        })
    }

    /// The value at a path with every layer that spoke of it.
    ///
    /// # Errors
    /// `E_UNKNOWN_PATH` when no layer does.
    pub fn explain(&self, path: &KeyPath, reading: Reading<'_>) -> Result<Explanation> {
        let value = at(self.root(), path);
        let walk = Walk::new(self, reading.keys);
        let words = walk.words_at(&self.written(path));
        if value.is_none() && !words.iter().any(Word::is_said) {
            return Err(self.unknown(path));
        }
        Ok(self.explanation(&Leaf { path, value, words: &words }, reading.sources))
    }

    /// Every leaf below a path, each with every layer that spoke of it, in the order of the tree:
    /// scalars, empty maps and lists, and behind them what some layer says and the result lacks.
    ///
    /// # Errors
    /// `E_UNKNOWN_PATH` when no layer speaks of the path.
    pub fn explain_all(&self, path: &KeyPath, reading: Reading<'_>) -> Result<Vec<Explanation>> {
        let mut all = Vec::new();
        self.leaves(path, reading.keys, &mut |leaf| {
            all.push(self.explanation(leaf, reading.sources));
        });
        match all.is_empty() && !path.is_empty() {
            true => Err(self.unknown(path)),
            false => Ok(all),
        }
    }

    /// Calls `visit` with every leaf below a path, as [`Resolved::explain_all`] lists them.
    pub(crate) fn leaves(
        &self,
        path: &KeyPath,
        keys: &MergeKeys,
        visit: &mut dyn FnMut(&Leaf<'_, '_>),
    ) {
        Walk::new(self, keys).leaves(path, &self.written(path), visit);
    }

    fn explanation(&self, leaf: &Leaf<'_, '_>, sources: &SourceMap) -> Explanation {
        let steps = leaf.words.iter().map(|word| Step {
            layer: word.layer.kind,
            name: word.layer.name.clone(),
            place: sources.place(word.span),
            effect: word.effect,
            value: word.node.cloned(),
        });
        let in_list = leaf.path.keys().any(|key| key.starts_with(|c: char| c.is_ascii_digit()));
        // Nodes are shared: a copy of a tree is that of its root.
        let layers = leaf.words.iter().map(|word| &word.layer.node);
        let trees = [self.root()].into_iter().chain(layers).cloned();
        let secrets = self.secrets().iter().filter(|secret| leaf.path.contains(secret));
        Explanation {
            path: leaf.path.clone(),
            value: leaf.value.cloned(),
            steps: steps.collect(),
            references: self.references(leaf.path, sources),
            secrets: secrets.cloned().collect(),
            trees: if in_list { trees.collect() } else { Vec::new() },
        }
    }

    /// The path below which the value at a path was written: the same, unless a text that stands
    /// for a map or list leads there.
    fn written(&self, path: &KeyPath) -> KeyPath {
        match self.through(path) {
            Some((_, path)) => path,
            None => path.clone(),
        }
    }

    /// The text that stands for a value above a path, and the path as it is there.
    fn through(&self, path: &KeyPath) -> Option<(KeyPath, KeyPath)> {
        // References that lead to references are bounded where they are followed, by as much.
        const MAX_HOPS: usize = 32;
        let mut path = path.clone();
        let mut text = None;
        for _ in 0..MAX_HOPS {
            let Some(hop) = hop(self.merged(), &path) else { break };
            text.get_or_insert(hop.0);
            path = hop.1;
        }
        text.map(|text| (text, path))
    }

    /// What the text at a path refers to; below a text that stands for a map, what that text does.
    fn references(&self, path: &KeyPath, sources: &SourceMap) -> Vec<Reference> {
        let path = self.through(path).map_or_else(|| path.clone(), |(text, _)| text);
        let Some(Data::Text(text)) = at(self.merged(), &path).map(|node| &node.data) else {
            return Vec::new();
        };
        let references = mentions(text).map(|mention| Reference {
            text: mention.target.to_string(),
            place: match &mention.target {
                Target::Path(path) => {
                    at(self.root(), path).and_then(|node| sources.place(node.span))
                }
                Target::Variable(_) => None,
            },
        });
        references.collect()
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

/// The text on the way to a path that stands for another value, and the path as it is there.
fn hop(root: &Node, path: &KeyPath) -> Option<(KeyPath, KeyPath)> {
    let mut node = root;
    let mut above = KeyPath::root();
    for key in path.keys() {
        if let Data::Text(text) = &node.data {
            let there = stands_for(text)?;
            let rest = path.keys().skip(above.len());
            return Some((above, there.keys().chain(rest).collect()));
        }
        node = node.child(key)?;
        above.push(key);
    }
    None
}
