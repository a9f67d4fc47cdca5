//! Many trees at once: rows, groups, and that they agree with comparisons of two.

use proptest::prelude::*;

use super::laws::{options, tree};
use super::*;

/// Each row as its path and the groups; `-` for nothing.
fn rows(trees: &[&str]) -> Vec<String> {
    let nodes: Vec<Node> = trees.iter().map(|text| node(text)).collect();
    let trees: Vec<_> = nodes.iter().map(Some).collect();
    compare_all(&trees, &Options::default()).iter().map(shown).collect()
}

fn shown(row: &Row) -> String {
    let group = |group: &Option<u32>| group.map_or("-".to_owned(), |group| group.to_string());
    let groups: Vec<String> = row.groups.iter().map(group).collect();
    format!("{}: {}", row.path, groups.join(" "))
}

#[test]
fn values_that_differ_somewhere_are_rows_with_groups() {
    for (trees, found) in [
        (&["{a: 1, b: 1}", "{a: 1, b: 1}", "{b: 1, a: 1}"][..], &[][..]),
        (&["{a: 1}", "{a: 2}", "{a: 1}", "{a: 3}"], &["a: 0 1 0 2"]),
        (&["{a: 1}", "{a: 1.0}", "{a: '1'}"], &["a: 0 0 1"]),
        (&["{m: {cpu: 1}}", "{m: {cpu: 1000m}}", "{m: {cpu: 2}}"], &["m.cpu: 0 0 1"]),
        (&["{x: {a: 1}}", "{}", "{x: {a: 1}}"], &["x: 0 - 0"]),
        (&["{x: {a: 1}}", "{}", "{x: {a: 2}}"], &["x: 0 - 0", "x.a: 0 - 1"]),
        (&["{}", "{x: 1}", "{y: 1}"], &["x: - 0 -", "y: - - 0"]),
        (&["{x: {a: 1}}", "{x: 1}", "{x: {a: 1}}"], &["x: 0 1 0"]),
        (&["{l: [1, 2]}", "{l: [2, 1]}", "{l: [1, 2]}"], &["l: 0 1 0"]),
        (&["{l: [{cpu: 1}]}", "{l: [{cpu: 1000m}]}", "{}"], &["l: 0 0 -"]),
        (
            &["[{name: a, x: 1}]", "[{name: b, x: 1}, {name: a, x: 2}]", "[{name: a, x: 1}]"],
            &["[name=a].x: 0 1 0", "[name=b]: - 0 -"],
        ),
        (
            &[
                "[{name: a}, {name: b}]",
                "[{name: b}, {name: a}]",
                "[{name: b}, {name: c}, {name: a}]",
            ],
            &[": 0 1 1", "[name=c]: - - 0"],
        ),
        (&["1"], &[]),
        (&[], &[]),
    ] {
        assert_eq!(rows(trees), found, "{trees:?}");
    }
}

#[test]
fn a_tree_that_is_missing_is_a_row_at_the_root() {
    let (a, b) = (node("{x: 1}"), node("{x: 2}"));
    let found = compare_all(&[Some(&a), None, Some(&b)], &Options::default());
    assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), [": 0 - 0", "x: 0 - 1"]);
    assert!(compare_all(&[None, None], &Options::default()).is_empty());
}

#[test]
fn what_is_missing_has_the_place_of_its_parent() {
    let (a, b, c) = (node("{x: {y: 1, z: 1}}"), node("{x: {z: 1}}"), node("{}"));
    let found = compare_all(&[Some(&a), Some(&b), Some(&c)], &Options::default());
    assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), ["x: 0 0 -", "x.y: 0 - -"]);
    let start = |row: usize, tree: usize| {
        found[row].values.parents().nth(tree).flatten().map(|span| span.start)
    };
    assert_eq!([start(0, 0), start(0, 1), start(0, 2)], [None, None, Some(0)]);
    // Below `x` the third has no parent either.
    assert_eq!([start(1, 0), start(1, 1), start(1, 2)], [None, Some(1), None]);
}

#[test]
fn declared_meanings_count_across_trees_too() {
    let nodes: Vec<Node> = ["{l: [a, b]}", "{l: [b, a]}", "{l: [b]}"].map(node).into();
    let trees: Vec<_> = nodes.iter().map(Some).collect();
    let pattern = crate::value::PathPattern::parse("l").unwrap();
    let meanings = vec![(pattern, crate::value::Meaning::Set)];
    let options = Options { meanings, ..Options::default() };
    let found: Vec<_> = compare_all(&trees, &options).iter().map(shown).collect();
    assert_eq!(found, ["l: 0 0 1"]);
}

#[test]
fn deep_trees_do_not_overflow_the_stack() {
    let deep =
        |leaf: i64| (0..100_000).fold(Node::from(leaf), |node, _| map(vec![("a".into(), node)]));
    let trees = [deep(1), deep(1), deep(2)];
    let found =
        compare_all(&[Some(&trees[0]), Some(&trees[1]), Some(&trees[2])], &Options::default());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].groups, [Some(0), Some(0), Some(1)]);
    trees.into_iter().for_each(std::mem::forget);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn equal_trees_have_no_rows(a in tree(), count in 1usize..5, options in options()) {
        let trees = vec![Some(&a); count];
        prop_assert!(compare_all(&trees, &options).is_empty());
        let copies: Vec<Node> = (0..count).map(|_| node(&a.to_string())).collect();
        let trees: Vec<_> = copies.iter().map(Some).collect();
        prop_assert!(compare_all(&trees, &options).is_empty());
    }

    #[test]
    fn two_of_many_differ_in_a_row_where_they_differ_at_all(
        trees in prop::collection::vec(tree(), 2..5),
    ) {
        let options = Options::default();
        let all: Vec<_> = trees.iter().map(Some).collect();
        let rows = compare_all(&all, &options);
        for left in 0..trees.len() {
            for right in left + 1..trees.len() {
                let differs = !compare(&trees[left], &trees[right], &options).changes.is_empty();
                let told = rows.iter().any(|row| row.groups[left] != row.groups[right]);
                prop_assert_eq!(differs, told, "{} {} {:?}", left, right, rows);
            }
        }
    }
}
