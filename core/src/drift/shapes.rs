//! Values of different environments held against the shapes that are declared.

use std::cmp::Ordering;

use indexmap::IndexMap;
use smol_str::SmolStr;

use crate::diff::{Options, paths};
use crate::model::{Relation, Shape};
use crate::value::{KeyPath, Meaning, Quantity};
use crate::yaml::{Data, Node};

use super::rulebook::{Active, Declared};
use super::survey::ShapeViolation;

/// The values of a tree that shapes speak of, by path, each with the positions of those shapes.
pub(super) type Spoken<'n> = IndexMap<KeyPath, (&'n Node, Vec<usize>)>;

/// Finds the scalars of a tree that some shapes speak of.
pub(super) fn spoken<'n>(
    root: &'n Node,
    shapes: &[&Declared<'_, Shape>],
    options: &Options,
) -> Spoken<'n> {
    let mut found = Spoken::new();
    paths(root, options, &mut |path, node| {
        if node.as_map().is_some() || node.as_list().is_some() {
            return shapes.iter().any(|shape| shape.is.path.may_match_below(path));
        }
        let matching = shapes.iter().enumerate();
        let matching = matching.filter(|(_, shape)| shape.is.path.matches(path));
        let matching: Vec<usize> = matching.map(|(at, _)| at).collect();
        if !matching.is_empty() {
            found.insert(path.clone(), (node, matching));
        }
        false
    });
    found
}

/// Values that violate a shape, and what each environment has there.
pub(crate) struct Violated<'n> {
    pub(crate) path: KeyPath,
    pub(crate) values: Vec<Option<&'n Node>>,
    pub(crate) violation: ShapeViolation,
}

/// Holds the trees of some environments against the shapes that speak of them.
pub(crate) fn violated<'n>(
    active: &Active<'_>,
    names: &[SmolStr],
    trees: &[Option<&'n Node>],
    options: &Options,
) -> Vec<Violated<'n>> {
    let shapes = active.shapes();
    if shapes.is_empty() {
        return Vec::new();
    }
    let mut all: IndexMap<KeyPath, (Vec<Option<&'n Node>>, Vec<usize>)> = IndexMap::new();
    for (at, tree) in trees.iter().enumerate() {
        for (path, (node, matching)) in tree.iter().flat_map(|tree| spoken(tree, shapes, options)) {
            let entry = all.entry(path).or_insert_with(|| (vec![None; trees.len()], matching));
            entry.0[at] = Some(node);
        }
    }
    let mut found = Vec::new();
    for (path, (values, matching)) in all {
        let meaning = options.meaning(&path);
        for shape in matching.iter().map(|at| shapes[*at]) {
            let column = |name: &str| names.iter().position(|known| known == name);
            let value = |name: &str| values[column(name)?];
            let order: Vec<&str> = shape.is.expect.environments().collect();
            for (left, relation, right) in shape.is.expect.among(|name| value(name).is_some()) {
                let (Some(a), Some(b)) = (value(order[left]), value(order[right])) else {
                    continue;
                };
                shape.meet();
                if holds(a, relation, b, meaning) {
                    continue;
                }
                let violation = ShapeViolation::of(shape, order[left], relation, order[right]);
                found.push(Violated { path: path.clone(), values: values.clone(), violation });
            }
        }
    }
    found
}

/// Whether two values stand to each other as they must. Values that have no order hold no relation
/// but those of equality.
pub(super) fn holds(
    left: &Node,
    relation: Relation,
    right: &Node,
    meaning: Option<Meaning>,
) -> bool {
    let order = order(&left.untagged().data, &right.untagged().data, meaning);
    let equal = || match meaning {
        Some(meaning) => meaning.equal(left, right),
        None => order.map_or_else(|| left == right, Ordering::is_eq),
    };
    match relation {
        Relation::Equal => equal(),
        Relation::Different => !equal(),
        Relation::Greater => order.is_some_and(Ordering::is_gt),
        Relation::AtLeast => order.is_some_and(Ordering::is_ge),
        Relation::Less => order.is_some_and(Ordering::is_lt),
        Relation::AtMost => order.is_some_and(Ordering::is_le),
    }
}

/// How two amounts or numbers compare.
fn order(left: &Data, right: &Data, meaning: Option<Meaning>) -> Option<Ordering> {
    if let Some(kind) = meaning.and_then(Meaning::kind) {
        let amounts = Quantity::read(left, kind).ok().zip(Quantity::read(right, kind).ok());
        if let Some((left, right)) = amounts {
            return Some(left.nanos().cmp(&right.nanos()));
        }
    }
    match (whole(left), whole(right)) {
        (Some(left), Some(right)) => Some(left.cmp(&right)),
        _ => number(left)?.partial_cmp(&number(right)?),
    }
}

fn whole(data: &Data) -> Option<i128> {
    match data {
        Data::Int(value) => Some((*value).into()),
        Data::UInt(value) => Some((*value).into()),
        _ => None,
    }
}

fn number(data: &Data) -> Option<f64> {
    match data {
        Data::Float(value) => Some(*value),
        data => whole(data).map(|value| value as f64),
    }
}
