//! Two sides and what they both came from.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::laws::{options, tree};
use super::*;
use crate::value::{Meaning, PathPattern, at, located};

/// The merged tree and each line of what was told, conflicts without their values.
fn told(base: &str, ours: &str, theirs: &str) -> (String, Vec<String>) {
    told_with(&Options::default(), base, ours, theirs)
}

fn told_with(options: &Options, base: &str, ours: &str, theirs: &str) -> (String, Vec<String>) {
    let found = three_way(&node(base), &node(ours), &node(theirs), options);
    let told = found.to_string();
    let lines = told.lines().map(|line| line.trim().split(": base ").next().unwrap().to_owned());
    let lines = lines.collect();
    (found.merged.to_string(), lines)
}

#[test]
fn each_side_keeps_what_it_changed() {
    for (base, ours, theirs, merged, lines) in [
        ("{a: 1, b: 1}", "{a: 1, b: 1}", "{a: 1, b: 1}", r#"{"a":1,"b":1}"#, &["no change"][..]),
        (
            "{a: 1, b: 1}",
            "{a: 2, b: 1}",
            "{a: 1, b: 2}",
            r#"{"a":2,"b":2}"#,
            &["ours ~ a: 1 → 2", "theirs ~ b: 1 → 2"],
        ),
        ("{a: 1}", "{a: 2}", "{a: 2}", r#"{"a":2}"#, &["both ~ a: 1 → 2"]),
        ("{a: 1}", "{a: 2}", "{a: 3}", r#"{"a":1}"#, &["! a"]),
        ("{a: 1, b: 1}", "{b: 1}", "{a: 1}", "{}", &["ours - a: 1", "theirs - b: 1"]),
        ("{a: 1}", "{}", "{}", "{}", &["both - a: 1"]),
        ("{a: 1}", "{}", "{a: 2}", r#"{"a":1}"#, &["! a"]),
        ("{a: {b: 1}}", "{}", "{a: {b: 1, c: 2}}", r#"{"a":{"b":1}}"#, &["! a"]),
        ("{}", "{a: 1}", "{b: 1}", r#"{"a":1,"b":1}"#, &["ours + a: 1", "theirs + b: 1"]),
        ("{}", "{a: {b: 1}}", "{a: {b: 1}}", r#"{"a":{"b":1}}"#, &[r#"both + a: {"b":1}"#]),
        // Half of a map that both added would be what nobody wrote.
        ("{}", "{a: {min: 1, max: 3}}", "{a: {min: 1, max: 5}}", "{}", &["! a"]),
        ("{a: {b: 1}}", "{a: [1]}", "{a: {b: 2}}", r#"{"a":{"b":1}}"#, &["! a"]),
        ("1", "2", "1", "2", &["ours ~ : 1 → 2"]),
    ] {
        assert_eq!(
            told(base, ours, theirs),
            (merged.to_owned(), lines.iter().map(|l| (*l).to_owned()).collect()),
            "{base} {ours} {theirs}"
        );
    }
}

#[test]
fn a_conflict_names_all_three_values() {
    let found = three_way(
        &node("{a: {x: 1}}"),
        &node("{a: {x: 2}}"),
        &node("{a: {}}"),
        &Options::default(),
    );
    assert!(!found.is_clean());
    let Conflict { path, base, ours, theirs, .. } = &found.conflicts[0];
    assert_eq!(path.to_string(), "a.x");
    assert_eq!((base, ours, theirs), (&Some(1.into()), &Some(2.into()), &None));
    assert_eq!(found.to_string(), "     ! a.x: base 1, ours 2, theirs has none");
}

#[test]
fn a_conflict_tells_no_secret() {
    let side = |secret: &str| node(&format!("{{db: {{password: {secret}, port: 1}}}}"));
    let found = three_way(&side("one"), &side("two"), &side("three"), &Options::default());
    let withheld = "base (withheld), ours (withheld), theirs (withheld)";
    assert_eq!(found.to_string(), format!("     ! db.password: {withheld}"));
}

#[test]
fn another_spelling_is_no_change() {
    // Theirs changed it, ours wrote it differently.
    assert_eq!(
        told("{cpu: 1}", "{cpu: 1000m}", "{cpu: 2}"),
        (r#"{"cpu":2}"#.into(), vec!["theirs ~ cpu: 1 → 2".into()])
    );
    assert_eq!(
        told("{cpu: 1}", "{cpu: 2000m}", "{cpu: 2}"),
        (r#"{"cpu":"2000m"}"#.into(), vec![r#"both ~ cpu: 1 → "2000m""#.into()])
    );
    // Where nobody changed it, the new spelling stays.
    assert_eq!(
        told("{cpu: 1}", "{cpu: 1000m}", "{cpu: 1}"),
        (r#"{"cpu":"1000m"}"#.into(), vec!["no change".into()])
    );
    // What ours took away, theirs only spelled differently.
    assert_eq!(told("{cpu: 1}", "{}", "{cpu: 1000m}").1, ["ours - cpu: 1"]);
}

#[test]
fn items_merge_by_name() {
    let base = "[{name: a, x: 1, y: 1}, {name: b}, {name: c}]";
    let ours = "[{name: a, x: 2, y: 1}, {name: c}, {name: o}]";
    let theirs = "[{name: t}, {name: a, x: 1, y: 2}, {name: b}, {name: c}]";
    let (merged, lines) = told(base, ours, theirs);
    assert_eq!(merged, r#"[{"name":"t"},{"name":"a","x":2,"y":2},{"name":"c"},{"name":"o"}]"#);
    assert_eq!(
        lines,
        [
            "ours ~ [name=a].x: 1 → 2",
            r#"ours - [name=b]: {"name":"b"}"#,
            r#"ours + [name=o]: {"name":"o"}"#,
            "theirs ~ [name=a].y: 1 → 2",
            r#"theirs + [name=t]: {"name":"t"}"#,
        ]
    );
}

#[test]
fn one_side_may_order_items_anew_and_two_only_alike() {
    let base = "[{name: a}, {name: b}, {name: c}]";
    let turned = "[{name: c}, {name: b}, {name: a}]";
    let (merged, lines) = told(base, turned, "[{name: a}, {name: b, x: 1}, {name: c}, {name: d}]");
    assert_eq!(merged, r#"[{"name":"c"},{"name":"d"},{"name":"b","x":1},{"name":"a"}]"#);
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert_eq!(told(base, turned, "[{name: c}, {name: b, x: 1}, {name: a}]").1.len(), 2);
    let (merged, lines) = told(base, turned, "[{name: b}, {name: a}, {name: c}]");
    assert_eq!((merged, lines), (node(base).to_string(), vec!["! everything".to_owned()]));
}

#[test]
fn lists_without_names_are_one_value() {
    assert_eq!(
        told("[1, 2]", "[1, 2, 3]", "[0, 1, 2]"),
        ("[1,2]".into(), vec!["! everything".into()])
    );
    assert_eq!(told("[1, 2]", "[1, 2, 3]", "[1, 2]").0, "[1,2,3]");
    assert_eq!(told("[1, 2]", "[2]", "[2]").1, ["both - 0: 1"]);
}

#[test]
fn sets_are_never_in_conflict() {
    let set = (PathPattern::parse("l").unwrap(), Meaning::Set);
    let options = Options { meanings: vec![set], ..Options::default() };
    let told = |base, ours, theirs| told_with(&options, base, ours, theirs);
    let (merged, lines) = told("{l: [a, b, c]}", "{l: [d, b, a]}", "{l: [b, c, d, e]}");
    assert_eq!(merged, r#"{"l":["d","b","e"]}"#);
    assert_eq!(
        lines,
        [
            r#"ours - l.2: "c""#,
            r#"theirs - l.0: "a""#,
            r#"theirs + l.3: "e""#,
            r#"both + l.0: "d""#
        ]
    );
    // One takes out a copy, the other both.
    assert_eq!(told("{l: [a, a, b]}", "{l: [a, b]}", "{l: [b]}").0, r#"{"l":["b"]}"#);
}

#[test]
fn large_and_deep_trees_merge_in_bounded_time() {
    let list = |step: i64, value: i64| {
        let item = |at: i64| {
            let x = if at % 1_000 == step { value } else { 0 };
            map(vec![("name".into(), Node::from(at)), ("x".into(), Node::from(x))])
        };
        Node::from((0..50_000).map(item).collect::<Vec<_>>())
    };
    let start = std::time::Instant::now();
    let found = three_way(&list(-1, 0), &list(1, 1), &list(2, 2), &Options::default());
    assert_eq!((found.ours.len(), found.theirs.len(), found.is_clean()), (50, 50, true));
    let numbers = |from: i64| Node::from((from..from + 100_000).collect::<Vec<_>>());
    let options = Options {
        meanings: vec![(PathPattern::parse("").unwrap(), Meaning::Set)],
        ..Options::default()
    };
    let found = three_way(&numbers(0), &numbers(50_000), &numbers(70_000), &options);
    assert_eq!((found.agreed.len(), found.is_clean()), (50_000 + 50_000, true));
    let deep =
        |leaf: i64| (0..5_000).fold(Node::from(leaf), |node, _| map(vec![("k".into(), node)]));
    let trees = [deep(0), deep(1), deep(2)];
    let found = three_way(&trees[0], &trees[1], &trees[2], &Options::default());
    assert_eq!(found.conflicts[0].path.len(), 5_000);
    std::mem::forget((trees, found));
    assert!(start.elapsed() < std::time::Duration::from_secs(30), "{:?}", start.elapsed());
}

fn paths(changes: &[Change]) -> Vec<(KeyPath, u8)> {
    let mut paths: Vec<_> =
        changes.iter().map(|change| (change.path.clone(), change.kind as u8)).collect();
    paths.sort();
    paths
}

#[test]
fn new_items_stand_where_their_side_has_them_though_lists_around_them_shift() {
    let base = r#"[x, n, [{name: q}, {name: t}]]"#;
    let side = r#"[n, [{name: new}, {name: t}]]"#;
    let merged = r#"["n",[{"name":"new"},{"name":"t"}]]"#;
    for (ours, theirs) in [(side, side), (side, base), (base, side)] {
        assert_eq!(told(base, ours, theirs).0, merged);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn what_one_side_left_alone_is_as_the_other_has_it(b in tree(), o in tree(), options in options()) {
        let found = three_way(&b, &o, &b, &options);
        prop_assert_eq!(&found.merged, &o);
        prop_assert_eq!(&found.ours, &compare(&b, &o, &options).changes);
        prop_assert!(found.is_clean() && found.theirs.is_empty() && found.agreed.is_empty());
        let found = three_way(&b, &b, &o, &options);
        prop_assert_eq!(&found.merged, &o);
        prop_assert_eq!(found.theirs, compare(&b, &o, &options).changes);
    }

    #[test]
    fn what_both_did_alike_is_agreed(b in tree(), o in tree(), options in options()) {
        let found = three_way(&b, &o, &o, &options);
        prop_assert_eq!(&found.merged, &o);
        prop_assert_eq!(found.agreed, compare(&b, &o, &options).changes);
        prop_assert!(found.conflicts.is_empty() && found.theirs.is_empty() && found.ours.is_empty());
    }

    #[test]
    fn the_sides_may_be_swapped(b in tree(), o in tree(), t in tree(), options in options()) {
        let there = three_way(&b, &o, &t, &options);
        let back = three_way(&b, &t, &o, &options);
        prop_assert_eq!(paths(&there.ours), paths(&back.theirs));
        prop_assert_eq!(paths(&there.theirs), paths(&back.ours));
        let turned: Vec<Conflict> = back.conflicts.into_iter().map(|conflict| Conflict {
            ours: conflict.theirs, theirs: conflict.ours, ..conflict
        }).collect();
        let sorted = |mut all: Vec<Conflict>| { all.sort_by(|a, b| a.path.cmp(&b.path)); all };
        prop_assert_eq!(sorted(there.conflicts), sorted(turned));
    }

    #[test]
    fn at_conflicts_the_base_stays(b in tree(), o in tree(), t in tree(), options in options()) {
        let found = three_way(&b, &o, &t, &options);
        for conflict in &found.conflicts {
            let stands = at(&found.merged, &located(&found.merged, &conflict.path));
            prop_assert_eq!(stands, conflict.base.as_ref(), "{}", &conflict.path);
        }
    }

    #[test]
    fn flat_maps_merge_key_by_key(
        b in prop::collection::btree_map("[a-f]", 0i64..3, 0..5),
        o in prop::collection::btree_map("[a-f]", 0i64..3, 0..5),
        t in prop::collection::btree_map("[a-f]", 0i64..3, 0..5),
    ) {
        let of = |values: &BTreeMap<String, i64>| {
            map(values.iter().map(|(key, value)| (key.clone(), Node::from(*value))).collect())
        };
        let mut merged = BTreeMap::new();
        let mut conflicts = Vec::new();
        for key in ["a", "b", "c", "d", "e", "f"] {
            let value = match (b.get(key), o.get(key), t.get(key)) {
                (_, ours, theirs) if ours == theirs => ours,
                (base, ours, theirs) if base == ours => theirs,
                (base, ours, theirs) if base == theirs => ours,
                (base, ..) => {
                    conflicts.push(key);
                    base
                }
            };
            merged.extend(value.map(|value| (key.to_owned(), *value)));
        }
        let found = three_way(&of(&b), &of(&o), &of(&t), &Options::default());
        prop_assert_eq!(found.merged, of(&merged));
        let mut told: Vec<_> = found.conflicts.iter().map(|conflict| conflict.path.to_string()).collect();
        told.sort();
        prop_assert_eq!(told, conflicts);
    }
}

#[test]
fn new_items_of_both_sides_stand_behind_what_they_followed() {
    let list = |names: &str| {
        let items = names.split_whitespace().map(|name| format!("{{name: {name}}}"));
        format!("[{}]", items.collect::<Vec<_>>().join(", "))
    };
    for (base, ours, theirs, merged) in [
        ("build deploy", "lint build deploy", "build deploy notify", "lint build deploy notify"),
        ("a b c", "b c", "a b y c", "b y c"),
        ("a", "a x", "a y", "a x y"),
        ("a b", "x a b", "y a b", "x y a b"),
        ("a b c", "a", "a b c d", "a d"),
        ("a", "a x z", "a x y", "a x z y"),
        ("a b", "b a", "a b c", "b c a"),
    ] {
        let found = three_way(
            &node(&list(base)),
            &node(&list(ours)),
            &node(&list(theirs)),
            &Options::default(),
        );
        assert!(found.is_clean(), "{base} {ours} {theirs}");
        assert_eq!(found.merged, node(&list(merged)), "{base} {ours} {theirs}");
    }
}

#[test]
fn many_new_items_of_both_sides_take_no_longer_than_few() {
    let list = |from: usize, to: usize| {
        let items = (from..to).map(|at| [("name", Node::from(at as i64))].into_iter().collect());
        Node::from(items.collect::<Vec<Node>>())
    };
    let found = three_way(
        &list(20_000, 40_000),
        &list(0, 40_000),
        &list(20_000, 60_000),
        &Options::default(),
    );
    assert_eq!(found.merged, list(0, 60_000));
}
