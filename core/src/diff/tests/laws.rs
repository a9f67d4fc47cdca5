//! What holds of any two trees.

use proptest::prelude::*;

use super::*;
use crate::value::{Meaning, PathPattern};

/// Trees of maps and lists, over few keys and values so that they meet. Items of some lists have
/// names, of others a port, of most nothing of their own.
pub(in crate::diff) fn tree() -> impl Strategy<Value = Node> {
    let scalar = prop_oneof![
        Just(Data::Null),
        any::<bool>().prop_map(Data::Bool),
        (0i64..4).prop_map(Data::Int),
        prop_oneof![Just(1.0), Just(f64::NAN)].prop_map(Data::Float),
        "[a-c1\\[=\"]{0,2}".prop_map(|text| Data::Text(text.into())),
    ];
    scalar.prop_map(Node::detached).prop_recursive(4, 48, 5, |inner| {
        let key = prop_oneof![
            Just("name"),
            Just("id"),
            Just("x"),
            Just("cpu"),
            Just("set"),
            Just("[name=a]"),
            Just("~/."),
        ];
        let entries = prop::collection::btree_map(key.prop_map(str::to_owned), inner.clone(), 0..5);
        let named = |key: &'static str, name: fn(String) -> Node| {
            prop::collection::btree_map("[a-d1]", inner.clone(), 0..5)
                .prop_flat_map(|items| Just(Vec::from_iter(items)).prop_shuffle())
                .prop_map(move |items| {
                    let item = |(text, node): (String, Node)| {
                        map(vec![(key.into(), name(text)), ("x".into(), node)])
                    };
                    Node::from(items.into_iter().map(item).collect::<Vec<_>>())
                })
        };
        let port = |text: String| Node::from(i64::from(text.as_bytes()[0]));
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Node::from),
            prop::collection::vec((0i64..5).prop_map(Node::from), 0..9).prop_map(Node::from),
            entries.prop_map(|entries| map(entries.into_iter().collect())),
            named("name", Node::from),
            named("port", port),
        ]
    })
}

pub(in crate::diff) fn options() -> impl Strategy<Value = Options> {
    let meaning = (
        prop_oneof![Just("**"), Just("**.set"), Just("*"), Just("**.x"), Just("**.[*]")],
        prop::sample::select(Meaning::ALL),
    );
    let meanings = prop::collection::vec(meaning, 0..3).prop_map(|meanings| {
        let pattern = |(text, meaning)| (PathPattern::parse(text).unwrap(), meaning);
        meanings.into_iter().map(pattern).collect()
    });
    (meanings, prop_oneof![Just(0), 0usize..50, Just(1_000_000)])
        .prop_map(|(meanings, alignment)| Options { meanings, alignment, ..Options::default() })
}

fn sorted(mut changes: Vec<Change>) -> Vec<Change> {
    let key = |change: &Change| (change.path.clone(), change.right_path.clone(), change.kind as u8);
    changes.sort_by_key(key);
    changes
}

/// The trees as the comparison sees them: nobody's hash is known.
fn fresh(node: &Node) -> Node {
    let data = match &node.data {
        Data::List(items) => Data::List(items.iter().map(fresh).collect()),
        Data::Map(map) => {
            let entry = |entry: &Entry| Entry { node: fresh(&entry.node), ..entry.clone() };
            Data::Map(Map::from_entries(map.entries().iter().map(entry).collect()).into())
        }
        data => data.clone(),
    };
    Node { data, span: node.span }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn a_tree_does_not_differ_from_itself(a in tree(), options in options()) {
        prop_assert_eq!(compare(&a, &fresh(&a), &options), Comparison::default());
    }

    #[test]
    fn the_way_back_is_the_same_changes_with_their_sides_swapped(
        a in tree(), b in tree(), options in options(),
    ) {
        let there = compare(&a, &b, &options);
        let back = compare(&b, &a, &options);
        let turned = back.clone().inverted();
        prop_assert_eq!(sorted(there.changes), sorted(turned.changes));
        prop_assert_eq!(sorted(there.equivalent), sorted(turned.equivalent));
        prop_assert_eq!(back.clone().inverted().inverted(), back);
    }

    #[test]
    fn applying_the_changes_gives_the_other_tree(a in tree(), b in tree(), options in options()) {
        let found = compare(&a, &b, &options);
        let all: Vec<Change> = found.changes.iter().chain(&found.equivalent).cloned().collect();
        prop_assert_eq!(&apply(&a, &all), &b);
        // Without the spelling of what means the same, nothing is left to tell.
        let applied = apply(&a, &found.changes);
        prop_assert_eq!(compare(&applied, &b, &options).changes, []);
    }

    #[test]
    fn applying_the_changes_backwards_gives_the_first_tree(
        a in tree(), b in tree(), options in options(),
    ) {
        let found = compare(&a, &b, &options).inverted();
        let all: Vec<Change> = found.changes.into_iter().chain(found.equivalent).collect();
        prop_assert_eq!(apply(&b, &all), a);
    }

    #[test]
    fn nothing_to_tell_means_equal(a in tree(), b in tree(), options in options()) {
        let found = compare(&a, &b, &options);
        let silent = found.changes.is_empty() && found.equivalent.is_empty();
        prop_assert_eq!(silent, a == b);
    }

    #[test]
    fn known_hashes_change_no_answer(a in tree(), b in tree(), options in options()) {
        let found = compare(&a, &b, &options);
        let (a, b) = (fresh(&a), fresh(&b));
        let _ = (a.tree_hash(), b.tree_hash());
        prop_assert_eq!(compare(&a, &b, &options), found);
    }

    #[test]
    fn both_sides_of_a_change_stand_where_it_says(a in tree(), b in tree(), options in options()) {
        use crate::value::{at, located};
        let found = compare(&a, &b, &options);
        for change in found.changes.iter().chain(&found.equivalent) {
            let right = change.right_path.as_ref().unwrap_or(&change.path);
            let stands = |root: &Node, path: &KeyPath, node: &Option<Node>| {
                node.as_ref().is_none_or(|node| at(root, &located(root, path)) == Some(node))
            };
            prop_assert!(stands(&a, &change.path, &change.left), "{}", change.path);
            prop_assert!(stands(&b, right, &change.right), "{right}");
        }
    }
}
