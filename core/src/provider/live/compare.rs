//! Two live states held against each other: before and after.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use smol_str::SmolStr;

use super::{LiveEnvironment, LiveService};
use crate::diff::{Diff, Options, Pair, Places, Section};
use crate::source::Span;
use crate::value::{KeyPath, SecretKey, at};
use crate::yaml::{Entry, Node};

impl LiveEnvironment {
    /// What differs between this state and a later one: the configuration and each service that
    /// both say something of. Secrets that differ are withheld on both sides; with a key, each has
    /// its mark.
    ///
    /// What one of the two cannot tell is left out.
    pub fn diff(&self, after: &LiveEnvironment, key: Option<&SecretKey>) -> Diff {
        let options = Arc::new(Options::default());
        let pair = |section, left, right| Pair {
            section,
            left,
            right,
            secrets: HashSet::new(),
            options: options.clone(),
        };
        let mut pairs = Vec::new();
        if let (Some(left), Some(right)) = (&self.configuration, &after.configuration) {
            pairs.push(pair(Section::Configuration, Some(left.clone()), Some(right.clone())));
        }
        if let (Some(left), Some(right)) = (&self.services, &after.services) {
            let names: BTreeSet<&SmolStr> = left.keys().chain(right.keys()).collect();
            for name in names {
                let sides = [left.get(name), right.get(name)];
                // What only a part was seen of may be there all the same.
                if sides[0].is_none() && self.partial || sides[1].is_none() && after.partial {
                    continue;
                }
                let [left, right] = sides.map(|side| Some(told(side?, sides)));
                pairs.push(pair(Section::Service(name.clone()), left, right));
            }
        }
        let (left, right) = (|span: Span| self.place(span), |span: Span| after.place(span));
        let hidden = [self.hidden(), after.hidden()];
        let places = [
            Places::new(&left).hiding(&hidden[0]).with_key(key),
            Places::new(&right).hiding(&hidden[1]).with_key(key),
        ];
        Diff::of(&self.origin, &after.origin, &pairs, places)
    }
}

/// A service without what one of the sides cannot tell.
fn told(service: &LiveService, sides: [Option<&LiveService>; 2]) -> Node {
    let mut untold: Vec<KeyPath> = Vec::new();
    for (side, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
        let Some(side) = side else { continue };
        untold.extend(side.untold.iter().map(|untold| untold.path.clone()));
        // What is not found below an open path may be there all the same.
        for open in &side.open {
            let map = |service: &LiveService| at(&service.tree, &open.path)?.as_map().cloned();
            let (own, other) = (map(side).unwrap_or_default(), other.and_then(map));
            let others = other.iter().flat_map(|map| map.entries());
            let missing = others.filter(|entry| own.get(&entry.key).is_none());
            untold.extend(missing.map(|entry| open.path.join(entry.key.clone())));
        }
    }
    without(&service.tree, &untold, &mut KeyPath::root())
}

// What is untold is named a few keys deep at most, so recursion is bounded.
fn without(node: &Node, untold: &[KeyPath], path: &mut KeyPath) -> Node {
    let inside = untold.iter().any(|untold| untold.len() > path.len() && path.contains(untold));
    let (Some(map), true) = (node.as_map(), inside) else { return node.clone() };
    let mut entries = Vec::with_capacity(map.len());
    for entry in map.entries() {
        path.push(entry.key.clone());
        if !untold.contains(path) {
            entries.push(Entry { node: without(&entry.node, untold, path), ..entry.clone() });
        }
        path.pop();
    }
    node.with_entries(entries)
}
