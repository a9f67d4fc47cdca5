//! Laws of the comparison, and cases.

use proptest::prelude::*;

use super::*;
use crate::config::MergeKeys;
use crate::source::Span;
use crate::value::KeyPath;
use crate::yaml::{Data, Entry, Map, Node};

fn node(yaml: &str) -> Node {
    let id = crate::source::FileId(0);
    let file = crate::source::SourceFile::new(id, "a.yaml", yaml.to_owned());
    crate::yaml::parse(&file, &crate::yaml::Limits::default()).unwrap()
}

fn found(left: &str, right: &str) -> Vec<String> {
    let found = compare(&node(left), &node(right), &Options::default());
    let show = |node: &Option<Node>| node.as_ref().map_or("-".to_owned(), ToString::to_string);
    let show = |change: &Change| {
        let (left, right) = (show(&change.left), show(&change.right));
        format!("{:?} {}: {left} | {right}", change.kind, change.path)
    };
    found.changes.iter().map(show).collect()
}

#[test]
fn what_is_missing_is_said_once_at_its_top() {
    assert_eq!(
        found("{a: {b: {c: 1, d: 2}}, e: 1}", "{e: 2, f: [1, 2], a: {}}"),
        [r#"Removed a.b: {"c":1,"d":2} | -"#, "Changed e: 1 | 2", "Added f: - | [1,2]"]
    );
    let options = Options { leaves: true, ..Options::default() };
    let leaves = compare(&node("{a: {b: {c: 1, d: 2}}}"), &node("{a: {}}"), &options);
    let paths: Vec<_> = leaves.changes.iter().map(|change| change.path.to_string()).collect();
    assert_eq!(paths, ["a.b.c", "a.b.d"]);
}

#[test]
fn the_path_decides_whether_two_spellings_are_one_value() {
    let left = "{cpu: 2 cores, memory: 1024Mi, ttl: 7200, label: '1', ratio: 1}";
    let right = "{cpu: 2000m, memory: 1Gi, ttl: 2h, label: '1.0', ratio: 1.0}";
    assert_eq!(found(left, right), [r#"Changed label: "1" | "1.0""#]);
    let both = compare(&node(left), &node(right), &Options::default());
    let same: Vec<_> = both.equivalent.iter().map(|change| change.path.to_string()).collect();
    assert_eq!(same, ["cpu", "memory", "ttl", "ratio"]);
}

#[test]
fn items_are_known_by_name() {
    let left = "[{name: a, x: 1}, {name: b, x: 1}, {name: c}]";
    let right = "[{name: c}, {name: new}, {name: a, x: 2}]";
    assert_eq!(
        found(left, right),
        [
            r#"Moved : [{"name":"a","x":1},{"name":"b","x":1},{"name":"c"}] | [{"name":"c"},{"name":"new"},{"name":"a","x":2}]"#,
            "Changed [name=a].x: 1 | 2",
            r#"Removed [name=b]: {"name":"b","x":1} | -"#,
            r#"Added [name=new]: - | {"name":"new"}"#,
        ]
    );
    // A declared key counts where none of the usual ones is there.
    let path = KeyPath::parse("ports").unwrap();
    let options =
        Options { merge_keys: MergeKeys::from([(path, "port".into())]), ..Options::default() };
    let (left, right) = (node("ports: [{port: 1}]"), node("ports: [{port: 2}, {port: 1}]"));
    let changes = compare(&left, &right, &options).changes;
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].path.to_string(), "ports.[port=2]");
}

#[test]
fn items_without_names_are_held_against_each_other_from_both_ends() {
    assert_eq!(found("[a, b, c]", "[a, x, b, c]"), [r#"Added 1: - | "x""#]);
    assert_eq!(found("[a, b, c]", "[b, c]"), [r#"Removed 0: "a" | -"#]);
    assert_eq!(found("[{x: 1}, 2]", "[{x: 3}, 2]"), ["Changed 0.x: 1 | 3"]);
    assert_eq!(found("[a, a]", "[a]"), [r#"Removed 1: "a" | -"#]);
}

#[test]
fn the_other_side_of_a_missing_value_is_where_its_parent_stands() {
    let (left, right) = (node("top:\n  in: {a: 1}\n"), node("top:\n  in: {a: 1, b: 2}\n"));
    let change = compare(&left, &right, &Options::default()).changes.remove(0);
    assert_eq!(change.parent.unwrap().start, 7);
}

#[test]
fn a_tree_deeper_than_any_file_does_not_overflow_the_stack() {
    let deep = |leaf: i64| {
        (0..2_000).fold(Node::detached(Data::Int(leaf)), |node, _| map(vec![("k".into(), node)]))
    };
    let changes = compare(&deep(1), &deep(2), &Options::default()).changes;
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].path.len(), 2_000);
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
        let start = std::time::Instant::now();
        let changes = compare(&left, &right, &options).changes.len();
        println!("{what}: {changes} changes in {:?}", start.elapsed());
        assert_eq!(changes, left.as_map().map_or(50_000, Map::len).div_ceil(18));
    }
}

fn map(entries: Vec<(String, Node)>) -> Node {
    let entries = entries.into_iter().map(|(key, node)| Entry {
        key: key.into(),
        key_span: Span::NONE,
        node,
    });
    Node::detached(Data::Map(Map::from_entries(entries.collect()).into()))
}

/// Trees of maps and lists, some of whose items have names, over few keys so that they meet.
fn tree() -> impl Strategy<Value = Node> {
    let scalar = prop_oneof![
        Just(Data::Null),
        any::<bool>().prop_map(Data::Bool),
        (0i64..4).prop_map(Data::Int),
        "[a-c1\\[=]{0,2}".prop_map(|text| Data::Text(text.into())),
    ];
    scalar.prop_map(Node::detached).prop_recursive(4, 48, 5, |inner| {
        let key = prop_oneof![Just("name"), Just("id"), Just("x"), Just("cpu"), Just("[name=a]")];
        let entries = prop::collection::btree_map(key.prop_map(str::to_owned), inner.clone(), 0..5);
        let named = prop::collection::btree_map("[a-d1]", inner.clone(), 0..5)
            .prop_flat_map(|items| Just(items.into_iter().collect::<Vec<_>>()).prop_shuffle());
        prop_oneof![
            prop::collection::vec(inner, 0..4)
                .prop_map(|items| Node::detached(Data::List(items.into()))),
            entries.prop_map(|entries| map(entries.into_iter().collect())),
            named.prop_map(|items| {
                let item = |(name, node): (String, Node)| {
                    let name = Node::detached(Data::Text(name.into()));
                    map(vec![("name".into(), name), ("x".into(), node)])
                };
                Node::detached(Data::List(items.into_iter().map(item).collect()))
            }),
        ]
    })
}

fn sorted(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by(|a, b| (&a.path, a.kind as u8).cmp(&(&b.path, b.kind as u8)));
    changes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_tree_does_not_differ_from_itself(a in tree()) {
        prop_assert_eq!(compare(&a, &a, &Options::default()), Comparison::default());
    }

    #[test]
    fn the_way_back_is_the_same_changes_with_their_sides_swapped(a in tree(), b in tree()) {
        let there = compare(&a, &b, &Options::default());
        let back = compare(&b, &a, &Options::default());
        let turned = back.changes.into_iter().map(Change::swapped).collect();
        prop_assert_eq!(sorted(there.changes), sorted(turned));
        prop_assert_eq!(there.equivalent.len(), back.equivalent.len());
    }

    #[test]
    fn applying_the_changes_gives_the_other_tree(a in tree(), b in tree()) {
        let found = compare(&a, &b, &Options::default());
        let applied = apply(&a, &found.changes);
        let left = compare(&applied, &b, &Options::default());
        prop_assert_eq!(&left.changes, &[]);
        if found.equivalent.is_empty() {
            prop_assert_eq!(applied, b);
        }
    }

    #[test]
    fn nothing_to_tell_means_equal(a in tree(), b in tree()) {
        let found = compare(&a, &b, &Options::default());
        let silent = found.changes.is_empty() && found.equivalent.is_empty();
        prop_assert_eq!(silent, a == b);
    }
}
