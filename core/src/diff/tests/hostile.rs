//! Trees that are too deep, too large or too odd.

use std::time::{Duration, Instant};

use super::*;

/// As deep as the hosts of a library of this kind ever go, and deeper than any file.
fn deep(leaf: i64) -> Node {
    (0..5_000).fold(Node::detached(Data::Int(leaf)), |node, at| match at % 2 {
        0 => map(vec![("k".into(), node)]),
        _ => Node::from(vec![node]),
    })
}

#[test]
fn a_tree_deeper_than_any_file_does_not_overflow_the_stack() {
    let (left, right) = (deep(1), deep(2));
    let changes = compare(&left, &right, &Options::default()).changes;
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].path.len(), 5_000);
    let applied = apply(&left, &changes);
    assert!(compare(&applied, &right, &Options::default()).changes.is_empty());
    assert_eq!(applied.tree_hash(), right.tree_hash());
    // Dropping them would need the stack that comparing does without.
    std::mem::forget((left, right, changes, applied));
}

#[test]
fn keys_may_look_like_anything() {
    let keys = ["a/b", "~", "a.b", "[name=a]", "\"", "", "0", "-", "\u{0}"];
    let tree =
        |value: i64| map(keys.iter().map(|key| ((*key).into(), Node::from(value))).collect());
    let changes = compare(&tree(1), &tree(2), &Options::default()).changes;
    assert_eq!(changes.len(), keys.len());
    assert_eq!(apply(&tree(1), &changes), tree(2));
    for (change, key) in changes.iter().zip(keys) {
        assert_eq!(KeyPath::parse(&change.path.to_string()).unwrap().last(), Some(key));
    }
}

#[test]
fn nan_is_nan() {
    let tree = || Node::from(vec![f64::NAN, 1.0]);
    assert_eq!(compare(&tree(), &tree(), &Options::default()), Comparison::default());
}

#[test]
fn a_million_of_anything_is_compared_in_bounded_time() {
    const MANY: i64 = 1_000_000;
    let keys = |seed: i64| {
        map((0..MANY)
            .map(|at| (format!("k{at}"), Node::from(at / 2 * 2 + seed * (at % 7))))
            .collect())
    };
    let scalars = |step: i64| Node::from((0..MANY).map(|at| at * step % 1_000).collect::<Vec<_>>());
    let turned = Node::from((0..MANY).rev().collect::<Vec<_>>());
    let straight = Node::from((0..MANY).collect::<Vec<_>>());
    let flags = |every: i64| Node::from((0..MANY).map(|at| at % every == 0).collect::<Vec<_>>());
    let start = Instant::now();
    for (what, left, right) in [
        ("keys", keys(0), keys(1)),
        ("repeated items", scalars(3), scalars(7)),
        ("items in another order", straight, turned),
        ("two kinds of items", flags(2), flags(3)),
    ] {
        let start = Instant::now();
        let found = compare(&left, &right, &Options::default());
        println!("{what}: {} changes in {:?}", found.changes.len(), start.elapsed());
        assert_eq!(apply(&left, &found.changes), right);
    }
    assert!(start.elapsed() < Duration::from_secs(120));
}

#[test]
fn lists_in_lists_are_not_looked_through_again_and_again() {
    let nested = |leaf: i64| {
        let inner = Node::from((0..50_000).chain([leaf]).collect::<Vec<_>>());
        (0..200).fold(inner, |node, at| Node::from(vec![Node::from(at), node, Node::from(leaf)]))
    };
    let (left, right) = (nested(-1), nested(-2));
    let start = Instant::now();
    let changes = compare(&left, &right, &Options::default()).changes;
    assert_eq!(changes.len(), 201);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn equal_trees_are_equal_at_a_look_once_their_hashes_are_known() {
    let tree = || map((0..200_000).map(|at| (format!("k{at}"), Node::from(at))).collect());
    let (left, right) = (tree(), tree());
    assert_eq!(left.tree_hash(), right.tree_hash());
    let start = Instant::now();
    for _ in 0..1_000 {
        assert!(compare(&left, &right, &Options::default()).changes.is_empty());
    }
    assert!(start.elapsed() < Duration::from_millis(200), "{:?}", start.elapsed());
}

#[test]
fn large_maps_and_named_lists_are_compared_in_one_pass() {
    let entries = |seed: i64| {
        let entry = |at: i64| {
            let value = if at % 18 == 0 { at + seed } else { at };
            (format!("key-{at}"), map(vec![("value".into(), Node::detached(Data::Int(value)))]))
        };
        (0..50_000).map(entry).collect::<Vec<_>>()
    };
    let list = |seed: i64| {
        let item = |(name, node): (String, Node)| {
            let name = Node::detached(Data::Text(name.into()));
            map(vec![("name".into(), name), ("in".into(), node)])
        };
        Node::detached(Data::List(entries(seed).into_iter().map(item).collect()))
    };
    for (what, left, right) in [
        ("2,000-key map", map(entries(0)[..2_000].to_vec()), map(entries(1)[..2_000].to_vec())),
        ("50,000-key map", map(entries(0)), map(entries(1))),
        ("50,000 named items", list(0), list(1)),
    ] {
        let options = Options::default();
        let start = Instant::now();
        let changes = compare(&left, &right, &options).changes.len();
        println!("{what}: {changes} changes in {:?}", start.elapsed());
        assert_eq!(changes, left.as_map().map_or(50_000, Map::len).div_ceil(18));
    }
}
