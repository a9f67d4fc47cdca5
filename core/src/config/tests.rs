//! The merge law, case by case and as properties.

use proptest::prelude::*;

use super::merge::MergeSurprise;
use super::*;
use crate::source::{FileId, SourceFile};
use crate::yaml::{Data, Limits, Node, parse};

fn node(text: &str) -> Node {
    parse(&SourceFile::new(FileId(0), "a.yaml", text.to_owned()), &Limits::default()).unwrap()
}

fn merged(base: &str, over: &str) -> (String, Vec<MergeSurprise>) {
    let mut notes = Vec::new();
    let root = merge(Some(&node(base)), &node(over), &MergeKeys::new(), &mut notes);
    let json = serde_json::to_string(&root.unwrap()).unwrap();
    (json, notes.into_iter().map(|note| note.what).collect())
}

#[test]
fn each_rule_of_the_table_holds() {
    use MergeSurprise as S;
    for (base, over, result, notes) in [
        ("a: 1\nb: {c: 1}", "b: {d: 2}\ne: 3", r#"{"a":1,"b":{"c":1,"d":2},"e":3}"#, &[][..]),
        ("a: [1]", "a: [2]", r#"{"a":[2]}"#, &[]),
        ("a: [{name: x}]", "a: [{name: y}]", r#"{"a":[{"name":"y"}]}"#, &[S::ListReplaced]),
        ("a: [{id: 1}]", "a: [{name: y}]", r#"{"a":[{"name":"y"}]}"#, &[S::ListReplaced]),
        ("a: [{id: 1}]", "a: []", r#"{"a":[]}"#, &[]),
        ("a: [1]", "a: !append [2, !delete 1]", r#"{"a":[1,2]}"#, &[S::DeleteMissing]),
        ("a: [1]", "a: !prepend [!replace {b: !append [2]}]", r#"{"a":[{"b":[2]},1]}"#, &[]),
        (
            "b: 1",
            "a: !merge_by:id [{id: 1}, !delete {id: 2}]",
            r#"{"b":1,"a":[{"id":1}]}"#,
            &[S::DeleteMissing],
        ),
        ("a: [{name: x}]", "a: !replace [{name: y}]", r#"{"a":[{"name":"y"}]}"#, &[]),
        ("a: [1]", "a: !append [2]", r#"{"a":[1,2]}"#, &[]),
        ("a: [1]", "a: !prepend [2]", r#"{"a":[2,1]}"#, &[]),
        ("b: 1", "a: !append [2]", r#"{"b":1,"a":[2]}"#, &[]),
        ("a: 1", "a: !append [2]", r#"{"a":[2]}"#, &[S::NoListBelow]),
        ("a: [1]", "a: !append 2", r#"{"a":2}"#, &[S::NoListAbove]),
        ("a: {b: 1}", "a: !replace {c: 2}", r#"{"a":{"c":2}}"#, &[]),
        ("a: {b: 1}", "a: {b: !delete }", r#"{"a":{}}"#, &[]),
        ("a: 1", "b: !delete ", r#"{"a":1}"#, &[S::DeleteMissing]),
        ("a: 1", "b: {c: !delete , d: 1}", r#"{"a":1,"b":{"d":1}}"#, &[S::DeleteMissing]),
        ("a: 1", "a: null", r#"{"a":null}"#, &[]),
        ("a: {b: 1}", "a: null", r#"{"a":null}"#, &[]),
        ("a: {b: 1}", "a: 2", r#"{"a":2}"#, &[S::KindReplaced]),
        ("a: 2", "a: {b: 1}", r#"{"a":{"b":1}}"#, &[S::KindReplaced]),
        ("a: {b: 1}", "a: {}", r#"{"a":{"b":1}}"#, &[]),
        (
            "a: [{name: x, v: 1}, {v: 9}, {name: y, v: 2}]",
            "a: !merge_by:name [{name: y, v: 3}, {name: z}, {name: x, w: 4}]",
            r#"{"a":[{"name":"x","v":1,"w":4},{"v":9},{"name":"y","v":3},{"name":"z"}]}"#,
            &[],
        ),
        (
            "a: [{name: x}, {name: y}]",
            "a: !merge_by:name [!delete {name: x}]",
            r#"{"a":[{"name":"y"}]}"#,
            &[],
        ),
    ] {
        assert_eq!(merged(base, over), (result.to_owned(), notes.to_vec()), "{base} + {over}");
    }
}

#[test]
fn data_spellings_mean_what_the_tags_mean() {
    let data =
        node("{a: {$append: [2]}, b: {$delete: true}, c: {$merge_by: {key: name, items: []}}}");
    let tagged = node("a: !append [2]\nb: !delete\nc: !merge_by:name []\n");
    assert_eq!(from_data(&data).unwrap(), tagged);
    for bad in
        ["{$append: 1}", "{$append: [1], x: 1}", "{$delete: 1}", "{$nope: 1}", "{$merge_by: []}"]
    {
        assert_eq!(from_data(&node(bad)).unwrap_err().code().as_str(), "E_MERGE", "{bad}");
    }
}

#[test]
fn references_are_followed_within_the_resolved_tree() {
    let follow = |text: &str| {
        let layer = Layer::new(LayerKind::Base, "base", node(text));
        let resolved = Resolved::new(Vec::new(), vec![layer], &MergeKeys::new());
        let sources = crate::source::SourceMap::default();
        match std::sync::Arc::new(resolved).interpolated(&sources, None) {
            Ok(resolved) => resolved.root().to_string(),
            Err(error) => error.to_string(),
        }
    };
    let bomb: String =
        (0..31).map(|i| format!("a{i}: \"${{a{}}}${{a{}}}\"\n", i + 1, i + 1)).collect();
    for (text, result) in [
        ("a: 1\nb: ${a}", r#"{"a":1,"b":1}"#),
        ("a: 1\nb: x${a}y${a}", r#"{"a":1,"b":"x1y1"}"#),
        ("a: {b: [1, {c: z}]}\nd: ${a.b.1.c}", r#"{"a":{"b":[1,{"c":"z"}]},"d":"z"}"#),
        ("a: ${b}\nb: {c: '${d}'}\nd: 2", r#"{"a":{"c":2},"b":{"c":2},"d":2}"#),
        ("a: $${b} and $5", r#"{"a":"${b} and $5"}"#),
        ("a: '${b:-x y}'\nc: <${d:-}>", r#"{"a":"x y","c":"<>"}"#),
        (
            "a: '${b}'",
            "`${b}` leads to no value; correct the path, give it a default with `:-`, or write `$${`",
        ),
        ("a: x ${b}\nb: {c: 1}", "`${b}` is a map within a text; refer to one of its values"),
        ("a: ${b", "a `${` is not closed; close it with `}`, or write `$${` to mean it"),
        ("a: '${}'", "a `${…}` holds no path; write keys joined by dots, or `$${` to mean it"),
        ("a: '${a}'", "references go round in a circle: `a` → `a`; give one of them a value"),
        (
            "a: '${b}'\nb: '${c}'\nc: '${b}'",
            "references go round in a circle: `b` → `c` → `b`; give one of them a value",
        ),
        (
            &format!("{bomb}a31: 0123456789"),
            "the references come to more than 16777216 bytes; repeat less",
        ),
    ] {
        assert_eq!(follow(text), result, "{text}");
    }
}

#[test]
fn a_base_may_refer_to_what_an_environment_says() {
    let project = crate::Project::from_files([
        ("config/environments.yaml", "environments: {a: {}, b: {}}"),
        ("config/base.yaml", "base: {url: 'https://${host}/', host: a.example}"),
        ("config/a.yaml", "extends: base"),
        ("config/b.yaml", "extends: a\noverrides: {host: b.example}"),
    ]);
    let project = project.unwrap();
    for (name, url) in [("a", "https://a.example/"), ("b", "https://b.example/")] {
        let resolved = project.environment(name).unwrap().resolve().unwrap();
        assert_eq!(resolved.get("url").unwrap().as_text(), Some(url));
        assert_eq!(resolved.origin("url").unwrap().to_string(), "config/base.yaml:1:13");
    }
}

#[test]
fn an_explanation_names_those_who_had_a_say() {
    let project = crate::Project::from_files([
        ("config/environments.yaml", "environments: {a: {}, b: {}, e: {}, n: {}, m: {}, l: {}}"),
        ("config/base.yaml", "base: {k: 1, d: {x: 1}, l: [{name: p, v: 1}, {name: q, v: 2}]}"),
        ("config/l.yaml", "extends: base\noverrides: {l: !merge_by:name [{name: q, v: 3}]}"),
        ("config/a.yaml", "extends: base\noverrides: {k: !delete }"),
        ("config/b.yaml", "extends: base"),
        ("config/e.yaml", "extends: [b, a]"),
        ("config/n.yaml", "extends: base\noverrides: {d: null}"),
        ("config/m.yaml", "extends: n\noverrides: {d: {y: 2}}"),
    ])
    .unwrap();
    let steps = |environment: &str, path: &str| {
        let explained = project.environment(environment).unwrap().explain(path).unwrap();
        let steps = explained.steps.into_iter();
        steps.map(|step| format!("{} {:?}", step.name, step.effect)).collect::<Vec<_>>()
    };
    // What `a` deleted for itself does not concern `e`, which has the key from `b`.
    assert_eq!(steps("e", "k"), ["base Sets"]);
    assert_eq!(steps("a", "k"), ["a Deletes", "base Overridden"]);
    assert_eq!(steps("m", "d.x"), ["n Deletes", "base Overridden"]);
    // Items of lists are followed by their names.
    assert_eq!(steps("l", "l.1.v"), ["l Sets", "base Overridden"]);
    assert_eq!(steps("l", "l.0.v"), ["base Sets"]);
}

fn plain() -> impl Strategy<Value = Node> {
    let leaf = (0i64..4).prop_map(|value| Node::detached(Data::Int(value)));
    let tree = leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::btree_map("[a-d]", inner.clone(), 0..4).prop_map(map),
            prop::collection::vec(inner, 0..3).prop_map(|l| Node::detached(Data::List(l.into()))),
        ]
    });
    prop::collection::btree_map("[a-d]", tree, 0..4).prop_map(map)
}

fn map(entries: std::collections::BTreeMap<String, Node>) -> Node {
    let entries = entries.into_iter().map(|(key, node)| crate::yaml::Entry {
        key: key.into(),
        key_span: crate::source::Span::NONE,
        node,
    });
    Node::default().with_entries(entries.collect())
}

proptest! {
    #[test]
    fn merging_plain_layers_associates(a in plain(), b in plain(), c in plain()) {
        let merge = |a: &Node, b: &Node| merge(Some(a), b, &MergeKeys::new(), &mut Vec::new()).unwrap();
        // A map over a scalar forgets the scalar, so three layers agree where kinds do.
        prop_assume!(same_kinds(&a, &b) && same_kinds(&b, &c) && same_kinds(&a, &c));
        prop_assert_eq!(merge(&merge(&a, &b), &c), merge(&a, &merge(&b, &c)));
    }

    #[test]
    fn merging_with_itself_or_nothing_changes_nothing(a in plain()) {
        let mut notes = Vec::new();
        prop_assert_eq!(&merge(Some(&a), &a, &MergeKeys::new(), &mut notes).unwrap(), &a);
        prop_assert_eq!(&merge(None, &a, &MergeKeys::new(), &mut notes).unwrap(), &a);
    }
}

fn same_kinds(a: &Node, b: &Node) -> bool {
    match (&a.data, &b.data) {
        (Data::Map(a), Data::Map(b)) => {
            a.entries().iter().all(|e| b.get(&e.key).is_none_or(|b| same_kinds(&e.node, b)))
        }
        (Data::Map(_), _) | (_, Data::Map(_)) => false,
        _ => true,
    }
}
