//! All layers of a configuration, walked side by side.
//!
//! The walk keeps, for one path, what every layer says of it and what every parent comes to there.
//! A step down costs a look-up in each, so that a whole tree is explained in one pass over its
//! layers.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use smol_str::SmolStr;

use super::Effect;
use super::items::{Parent, Slot, slots};
use super::said::{Leaf, Open, Said, Word};
use crate::config::reference::stands_for;
use crate::config::{Layer, LayerKind, MergeKeys, Resolved};
use crate::source::Span;
use crate::value::{KeyPath, at};
use crate::yaml::{Data, Node};

/// A configuration or one of its parents, with the numbers of its own parents, weakest first.
struct Group<'r> {
    resolved: &'r Resolved,
    parents: Vec<usize>,
}

/// What a group comes to at one path, and what each of its own layers says there.
#[derive(Debug, Clone, Default)]
pub(super) struct Here<'r> {
    pub(super) merged: Option<&'r Node>,
    /// Whether it comes to something above that is no map, and so has nothing here for anyone.
    cut: bool,
    pub(super) said: Vec<Option<Said<'r>>>,
}

type State<'r> = Vec<Here<'r>>;

pub(super) struct Walk<'r> {
    root: &'r Node,
    /// The configuration itself first.
    groups: Vec<Group<'r>>,
    keys: &'r MergeKeys,
}

impl<'r> Walk<'r> {
    pub(super) fn new(resolved: &'r Resolved, keys: &'r MergeKeys) -> Self {
        let mut walk = Self { root: resolved.root(), groups: Vec::new(), keys };
        walk.enter(resolved, &mut Known::default());
        walk
    }

    /// Numbers a group and those below it, each once. Steps along `extends` are bounded.
    fn enter(&mut self, resolved: &'r Resolved, known: &mut Known<'r>) -> usize {
        let number = self.groups.len();
        self.groups.push(Group { resolved, parents: Vec::new() });
        let mut parents = Vec::with_capacity(resolved.parents().len());
        for parent in resolved.parents() {
            let found = known.find(parent);
            parents.push(found.unwrap_or_else(|| {
                let number = self.enter(parent, known);
                known.keep(parent, number);
                number
            }));
        }
        self.groups[number].parents = parents;
        number
    }

    fn start(&self) -> State<'r> {
        let said = |layer: &'r Layer| {
            // A layer that says nothing at all takes nothing away; a `null` in it does.
            let says = !matches!(layer.node.data, Data::Null);
            says.then(|| Said::of(&layer.node, Span::NONE, None))
        };
        let here = |group: &Group<'r>| Here {
            merged: Some(group.resolved.merged()),
            cut: false,
            said: group.resolved.own().iter().map(said).collect(),
        };
        self.groups.iter().map(here).collect()
    }

    /// What every layer says of a path, strongest first.
    pub(super) fn words_at(&self, path: &KeyPath) -> Vec<Word<'r>> {
        self.words(&self.state_at(path), path)
    }

    fn state_at(&self, path: &KeyPath) -> State<'r> {
        let mut state = self.start();
        let mut here = KeyPath::root();
        for key in path.keys() {
            state = match position(state[0].merged, key) {
                Some(position) => {
                    let aligned = self.align(&state, &here);
                    self.at_item(&state, &aligned, position)
                }
                None => at_key(&state, key),
            };
            here.push(key);
        }
        state
    }

    /// How the items of each group's list came about.
    fn align(&self, state: &State<'r>, path: &KeyPath) -> Vec<Vec<Slot<'r>>> {
        let by = self.keys.get(path).map(SmolStr::as_str);
        let align = |(group, here): (&Group<'r>, &Here<'r>)| {
            let parents = group.parents.iter().map(|parent| {
                let Here { merged, cut, .. } = state[*parent];
                Parent { number: *parent, merged, cut }
            });
            slots(parents, &here.said, by)
        };
        self.groups.iter().zip(state).map(align).collect()
    }

    fn at_item(&self, state: &State<'r>, aligned: &[Vec<Slot<'r>>], position: usize) -> State<'r> {
        let mut next: State<'r> = self.groups.iter().map(|_| Here::default()).collect();
        let mut waiting = vec![(0, position)];
        while let Some((group, position)) = waiting.pop() {
            let here = &state[group];
            // The strongest way to a group was met first, and stands.
            if next[group].merged.is_some() {
                continue;
            }
            let Some(Data::List(items)) = here.merged.map(|node| &node.data) else { continue };
            let (Some(item), Some(slot)) = (items.get(position), aligned[group].get(position))
            else {
                continue;
            };
            let mut said = vec![None; here.said.len()];
            for (layer, item) in &slot.said {
                said[*layer] = Some(Said::of(item, Span::NONE, None));
            }
            next[group] = Here { merged: Some(item), cut: false, said };
            // The last one in is the first one out.
            waiting.extend(slot.parents.iter().copied());
        }
        next
    }

    /// What is said here, strongest first.
    fn words(&self, state: &State<'r>, path: &KeyPath) -> Vec<Word<'r>> {
        let mut hearing = Hearing {
            state,
            by_key: self.keys.contains_key(path),
            missing: state[0].merged.is_none(),
            seen: HashSet::new(),
            words: Vec::new(),
        };
        self.hear(0, Open::Anything, &mut hearing);
        let mut words = hearing.words;
        // A list without a tag, and with none below to merge with, is what it says.
        if let Some(lowest) = words.iter_mut().rfind(|word| word.counts())
            && lowest.untagged
            && lowest.node.is_some_and(|node| matches!(node.data, Data::List(_)))
        {
            lowest.effect = Effect::Sets;
        }
        words
    }

    /// Hears a group: its own layers, then its parents, who count by what they come to.
    fn hear(&self, number: usize, mut open: Open, hearing: &mut Hearing<'_, 'r>) {
        let group = &self.groups[number];
        let said = group.resolved.own().iter().zip(&hearing.state[number].said);
        for (layer, said) in said.rev() {
            let Some(said) = said else { continue };
            let (effect, next) = said.effect(open, hearing.by_key);
            open = next;
            hearing.words.push(Word {
                layer,
                effect,
                node: said.node,
                span: said.span,
                key: said.key,
                deletes: said.deletes,
                untagged: said.intent.is_none(),
            });
        }
        for parent in group.parents.iter().rev() {
            let Here { merged, cut, .. } = hearing.state[*parent];
            // What a parent took away for itself takes nothing from the others.
            if merged.is_none() && !hearing.missing || !hearing.seen.insert(*parent) {
                continue;
            }
            if merged.is_some_and(|merged| !open.takes(merged)) {
                open = Open::Nothing;
            }
            let inside = if open == Open::Nothing { Open::Nothing } else { Open::Anything };
            self.hear(*parent, inside, hearing);
            if cut {
                open = Open::Nothing;
            }
            if let Some(merged) = merged {
                open = match (&merged.data, open) {
                    (_, Open::Nothing) => Open::Nothing,
                    (Data::Map(_), _) => Open::Maps,
                    (Data::List(_), _) if hearing.by_key => Open::Lists,
                    _ => Open::Nothing,
                };
            }
        }
    }

    /// Visits every leaf below a path; `written` is where what stands there was written.
    pub(super) fn leaves(
        &self,
        path: &KeyPath,
        written: &KeyPath,
        visit: &mut dyn FnMut(&Leaf<'_, 'r>),
    ) {
        let state = self.state_at(written);
        let mut place = Cursor { path: path.clone(), written: written.clone() };
        self.below(&state, at(self.root, path), &mut place, visit);
    }

    // As deep as the resolved tree and the layers are, which is bounded.
    fn below(
        &self,
        state: &State<'r>,
        value: Option<&'r Node>,
        here: &mut Cursor,
        visit: &mut dyn FnMut(&Leaf<'_, 'r>),
    ) {
        if let (Some(Data::Text(text)), Some(value)) =
            (state[0].merged.map(|node| &node.data), value)
            && let Data::Map(_) | Data::List(_) = value.data
            && let Some(there) = stands_for(text)
        {
            let state = self.state_at(&there);
            let mut there = Cursor { path: here.path.clone(), written: there };
            return self.below(&state, Some(value), &mut there, visit);
        }
        match value.map(|value| &value.data) {
            Some(Data::List(items)) if !items.is_empty() => {
                let aligned = self.align(state, &here.written);
                for (position, item) in items.iter().enumerate() {
                    let key = SmolStr::new(position.to_string());
                    let state = self.at_item(state, &aligned, position);
                    here.step(&key, |here| self.below(&state, Some(item), here, visit));
                }
                return;
            }
            Some(Data::Map(map)) => {
                for entry in map.entries() {
                    let state = at_key(state, &entry.key);
                    here.step(&entry.key, |here| {
                        self.below(&state, Some(&entry.node), here, visit);
                    });
                }
            }
            _ => {}
        }
        let lost = lost(state, value);
        let is_leaf = match value {
            Some(node) => !matches!(&node.data, Data::Map(map) if !map.is_empty()),
            None => said(state).any(|said| match said.node {
                Some(node) => !matches!(&node.data, Data::Map(map) if !map.is_empty()),
                None => said.deletes && lost.is_empty(),
            }),
        };
        // The whole is no leaf of its own, not where it is empty either.
        if is_leaf && !here.path.is_empty() {
            let words = self.words(state, &here.written);
            visit(&Leaf { path: &here.path, value, words: &words });
        }
        for key in lost {
            let state = at_key(state, key);
            here.step(key, |here| self.below(&state, None, here, visit));
        }
    }
}

/// A path in the tree, and the same place as it was written.
struct Cursor {
    path: KeyPath,
    written: KeyPath,
}

impl Cursor {
    fn step(&mut self, key: &SmolStr, walk: impl FnOnce(&mut Self)) {
        self.path.push(key.clone());
        self.written.push(key.clone());
        walk(self);
        self.path.pop();
        self.written.pop();
    }
}

struct Hearing<'h, 'r> {
    state: &'h State<'r>,
    /// Whether a list here merges by the key of its items without a tag.
    by_key: bool,
    /// Whether the result has nothing here.
    missing: bool,
    seen: HashSet<usize>,
    words: Vec<Word<'r>>,
}

/// Parents that have a number: by identity, and bases by where they stand, since each that extends
/// one holds it for itself.
#[derive(Default)]
struct Known<'r> {
    groups: HashMap<*const Resolved, usize>,
    bases: HashMap<(LayerKind, &'r str, Span), usize>,
}

impl<'r> Known<'r> {
    fn base(parent: &'r Arc<Resolved>) -> Option<(LayerKind, &'r str, Span)> {
        match (parent.parents(), parent.own()) {
            ([], [layer]) => Some((layer.kind, layer.name.as_str(), layer.node.span)),
            _ => None,
        }
    }

    fn find(&self, parent: &'r Arc<Resolved>) -> Option<usize> {
        let same = self.groups.get(&Arc::as_ptr(parent));
        same.or_else(|| self.bases.get(&Self::base(parent)?)).copied()
    }

    fn keep(&mut self, parent: &'r Arc<Resolved>, number: usize) {
        self.groups.insert(Arc::as_ptr(parent), number);
        if let Some(base) = Self::base(parent) {
            self.bases.insert(base, number);
        }
    }
}

/// The position that a key names in a list.
fn position(node: Option<&Node>, key: &str) -> Option<usize> {
    let Data::List(items) = &node?.data else { return None };
    let found = node?.child(key)?;
    items.iter().position(|item| std::ptr::eq(item, found))
}

fn at_key<'r>(state: &State<'r>, key: &str) -> State<'r> {
    let step = |here: &Here<'r>| Here {
        merged: here.merged.and_then(|node| node.as_map()).and_then(|map| map.get(key)),
        cut: here.cut || here.merged.is_some_and(|node| node.as_map().is_none()),
        said: here.said.iter().map(|said| said.as_ref()?.child(key)).collect(),
    };
    state.iter().map(step).collect()
}

fn said<'s, 'r>(state: &'s State<'r>) -> impl Iterator<Item = &'s Said<'r>> {
    state.iter().flat_map(|here| here.said.iter().flatten())
}

/// The keys that some layer has here and the result has not, in the order of the weakest layer.
fn lost<'r>(state: &State<'r>, value: Option<&Node>) -> Vec<&'r SmolStr> {
    let kept = value.and_then(Node::as_map);
    let mut seen = HashSet::new();
    let maps = state.iter().rev().flat_map(|here| here.said.iter().flatten());
    let maps = maps.filter_map(|said| said.node?.as_map());
    let keys = maps.flat_map(|map| map.entries().iter().map(|entry| &entry.key));
    let lost = keys.filter(|key| kept.is_none_or(|kept| kept.get(key).is_none()));
    lost.filter(|key| seen.insert(key.as_str())).collect()
}
