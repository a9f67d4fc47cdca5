//! What patches say, and what holds of them.

use proptest::prelude::*;

use super::*;
use crate::diff::tests::laws::tree;
use crate::diff::tests::{map, node};
use crate::diff::{Options, compare};
use crate::error::Code;
use crate::value::KeyPath;
use crate::yaml::{Data, Node};

fn patch(left: &str, right: &str) -> Vec<String> {
    let patch = json_patch(&node(left), &node(right), &Options::default());
    patch.as_list().unwrap().iter().map(Node::to_string).collect()
}

fn applied(document: &str, patch: &str) -> crate::error::Result<String> {
    apply_json_patch(&node(document), &node(patch)).map(|patched| patched.to_string())
}

#[test]
fn a_patch_says_each_difference_once() {
    assert_eq!(
        patch(
            "{a: 1, b: {c: 1, d: 2}, e/f: 1, '~': 1}",
            "{b: {c: 2, d: 2}, e/f: 2, '~': 2, g: [1]}"
        ),
        [
            r#"{"op":"remove","path":"/a"}"#,
            r#"{"op":"replace","path":"/b/c","value":2}"#,
            r#"{"op":"replace","path":"/e~1f","value":2}"#,
            r#"{"op":"replace","path":"/~0","value":2}"#,
            r#"{"op":"add","path":"/g","value":[1]}"#,
        ]
    );
    assert_eq!(patch("1", "[1]"), [r#"{"op":"replace","path":"","value":[1]}"#]);
    assert_eq!(patch("{a: [1]}", "{a: [1]}"), [""; 0]);
}

#[test]
fn items_that_have_names_are_moved_and_not_made_anew() {
    let left = "[{name: a, x: 1}, {name: b}, {name: c}, {name: d}]";
    let right = "[{name: d}, {name: new}, {name: a, x: 2}, {name: c}]";
    assert_eq!(
        patch(left, right),
        [
            r#"{"op":"remove","path":"/1"}"#,
            r#"{"op":"move","from":"/2","path":"/0"}"#,
            r#"{"op":"add","path":"/1","value":{"name":"new"}}"#,
            r#"{"op":"replace","path":"/2/x","value":2}"#,
        ]
    );
    assert_eq!(patch("[a, b, c]", "[c, a, b]"), [r#"{"op":"move","from":"/2","path":"/0"}"#]);
}

#[test]
fn a_patch_hides_no_spelling() {
    let left = "{cpu: 1, ratio: 1, image: nginx}";
    let right = "{cpu: 1000m, ratio: 1.0, image: 'nginx:latest'}";
    assert_eq!(patch(left, right).len(), 3);
    assert!(compare(&node(left), &node(right), &Options::default()).changes.is_empty());
}

#[test]
fn the_operation_that_fails_is_named_and_nothing_is_quoted() {
    for (patch, message) in [
        ("{}", "the patch is no list of operations"),
        ("[1]", "operation 1 is no map"),
        ("[{path: /a}]", "operation 1 has no `op`"),
        ("[{op: 1, path: /a}]", "operation 1 gives no text as its `op`"),
        ("[{op: spam, path: /a}]", "operation 1 has an `op` that is not known"),
        ("[{op: remove}]", "operation 1 has no `path`"),
        ("[{op: remove, path: a}]", "operation 1 has a path that is no JSON Pointer"),
        ("[{op: add, path: /a}]", "operation 1 has no `value`"),
        ("[{op: copy, path: /a}]", "operation 1 has no `from`"),
        (
            "[{op: test, path: /a, value: 1}, {op: test, path: /a, value: 2}]",
            "operation 2 expects another value at `/a`",
        ),
        ("[{op: remove, path: /x}]", "operation 1 speaks of `/x`, where nothing stands"),
        (
            "[{op: replace, path: /l/9, value: 1}]",
            "operation 1 speaks of `/l/9`, where nothing stands",
        ),
        (
            "[{op: add, path: /l/3, value: 1}]",
            "operation 1 speaks of `/l/3`, which is beyond the end of the list",
        ),
        (
            "[{op: remove, path: /l/01}]",
            "operation 1 speaks of `/l/01`, which is no position of a list",
        ),
        ("[{op: remove, path: /l/-}]", "operation 1 speaks of `/l/-`, where nothing stands"),
        (
            "[{op: add, path: /a/b, value: 1}]",
            "operation 1 speaks of `/a/b`, and above it is neither a map nor a list",
        ),
        ("[{op: add, path: /x/y/z, value: 1}]", "operation 1 speaks of `/x`, where nothing stands"),
        ("[{op: move, from: /l, path: /l/0}]", "operation 1 moves a value to `/l/0`, into itself"),
        ("[{op: remove, path: ''}]", "operation 1 removes the whole document"),
    ] {
        let error = applied("{a: 1, l: [secret, hidden]}", patch).unwrap_err();
        assert_eq!((error.code(), error.message()), (Code::Patch, message), "{patch}");
        assert!(error.help_text().is_some());
    }
}

#[test]
fn all_operations_are_applied_or_none() {
    let document = node("{a: 1}");
    let patch = node("[{op: replace, path: /a, value: 2}, {op: remove, path: /b}]");
    apply_json_patch(&document, &patch).unwrap_err();
    assert_eq!(document, node("{a: 1}"));
}

#[test]
fn operations_see_what_those_before_them_did() {
    let patch = "[{op: add, path: /m, value: {}}, {op: add, path: /m/l, value: [1]}, \
                 {op: add, path: /m/l/-, value: 2}, {op: copy, from: /m/l, path: /c}, \
                 {op: move, from: /m/l/0, path: /c/2}, {op: test, path: /c, value: [1, 2, 1.0]}, \
                 {op: move, from: /a, path: /a}, {op: replace, path: '', value: {done: true}}]";
    assert_eq!(applied("{a: 1}", patch).unwrap(), r#"{"done":true}"#);
}

#[test]
fn a_small_patch_makes_no_large_tree() {
    // Each copies all there is into itself.
    let bomb = vec!["{op: copy, from: '', path: /a}"; 300].join(", ");
    let error = applied("{x: [1, 2, 3]}", &format!("[{bomb}]")).unwrap_err();
    assert_eq!(error.message(), "operation 254 nests values deeper than 255 levels");
    let wide: Vec<_> = (0..40).map(|at| format!("{{op: copy, from: '', path: /{at}}}")).collect();
    let error = applied("{x: [1, 2, 3]}", &format!("[{}]", wide.join(", "))).unwrap_err();
    assert_eq!(
        error.message(),
        "operation 21 is one copy too many: more than 8,000,000 values are copied"
    );
    let deep = format!("[{{op: add, path: '{}', value: 1}}]", "/a".repeat(256));
    assert_eq!(
        applied("{}", &deep).unwrap_err().message(),
        "operation 1 nests values deeper than 255 levels"
    );
}

#[test]
fn large_lists_are_patched_in_bounded_time() {
    let list = |seed: i64| {
        let item = |at: i64| {
            map(vec![("name".into(), Node::from(at)), ("x".into(), Node::from(at % 7 * seed))])
        };
        let items = (0..50_000).filter(|at| (at + seed) % 11 > 0).map(item);
        Node::from(items.collect::<Vec<_>>())
    };
    let (left, right) = (list(1), list(2));
    let start = std::time::Instant::now();
    let patch = json_patch(&left, &right, &Options::default());
    let count = patch.as_list().unwrap().len();
    println!("{count} operations in {:?}", start.elapsed());
    assert!(apply_json_patch(&left, &patch).unwrap() == right);
    let turned = Node::from(left.as_list().unwrap().iter().rev().cloned().collect::<Vec<_>>());
    let patch = json_patch(&left, &turned, &Options::default());
    assert!(apply_json_patch(&left, &patch).unwrap() == turned);
    println!("{:?}", start.elapsed());
    assert!(start.elapsed() < std::time::Duration::from_secs(60));
}

#[test]
fn a_merge_patch_says_keys_and_removes_by_null() {
    let merge =
        |left: &str, right: &str| merge_patch(&node(left), &node(right)).map(|p| p.to_string());
    assert_eq!(
        merge(
            "{a: 1, b: {c: 1, d: 2}, l: [1, 2], same: {x: [1]}}",
            "{b: {c: 2, d: 2}, l: [1], same: {x: [1]}, new: {}}"
        )
        .unwrap(),
        r#"{"a":null,"b":{"c":2},"l":[1],"new":{}}"#
    );
    assert_eq!(merge("{a: {b: 1}}", "{a: {}}").unwrap(), r#"{"a":{"b":null}}"#);
    assert_eq!(merge("{a: 1}", "{a: 1}").unwrap(), "{}");
    assert_eq!(merge("[1]", "[2, null]").unwrap(), "[2,null]");
    assert_eq!(merge("1", "null").unwrap(), "null");
    // A null that stays need not be said.
    assert_eq!(merge("{a: null}", "{a: null, b: 1}").unwrap(), r#"{"b":1}"#);
    for (left, right, path) in [
        ("{a: 1}", "{a: null}", "a"),
        ("{}", "{a: {b: {c: null}}}", "a.b.c"),
        ("1", "{a: null}", "a"),
        ("{a: {b: 1}}", "{a: {b: 1, c.d: null}}", "a.\"c.d\""),
    ] {
        let error = merge(left, right).unwrap_err();
        assert_eq!(error.code(), Code::Patch);
        assert_eq!(error.message(), format!("a merge patch cannot say that `{path}` is null"));
    }
}

/// The examples of RFC 7386.
#[test]
fn a_merge_patch_is_applied_as_the_standard_shows() {
    for (target, patch, result) in [
        ("{a: b}", "{a: c}", r#"{"a":"c"}"#),
        ("{a: b}", "{b: c}", r#"{"a":"b","b":"c"}"#),
        ("{a: b}", "{a: null}", "{}"),
        ("{a: b, b: c}", "{a: null}", r#"{"b":"c"}"#),
        ("{a: [b]}", "{a: c}", r#"{"a":"c"}"#),
        ("{a: c}", "{a: [b]}", r#"{"a":["b"]}"#),
        ("{a: {b: c}}", "{a: {b: d, c: null}}", r#"{"a":{"b":"d"}}"#),
        ("{a: [{b: c}]}", "{a: [1]}", r#"{"a":[1]}"#),
        ("[a, b]", "[c, d]", r#"["c","d"]"#),
        ("{a: b}", "[c]", r#"["c"]"#),
        ("{a: foo}", "null", "null"),
        ("{a: foo}", "bar", r#""bar""#),
        ("{e: null}", "{a: 1}", r#"{"e":null,"a":1}"#),
        ("[1, 2]", "{a: b, c: null}", r#"{"a":"b"}"#),
        ("{}", "{a: {bb: {ccc: null}}}", r#"{"a":{"bb":{}}}"#),
    ] {
        assert_eq!(
            apply_merge_patch(&node(target), &node(patch)).to_string(),
            result,
            "{target} {patch}"
        );
    }
}

#[test]
fn patches_of_trees_deeper_than_any_file_do_not_overflow_the_stack() {
    let deep =
        |leaf: i64| (0..5_000).fold(Node::from(leaf), |node, _| map(vec![("k".into(), node)]));
    let (left, right) = (deep(1), deep(2));
    let merge = merge_patch(&left, &right).unwrap();
    let merged = apply_merge_patch(&left, &merge);
    assert_eq!(merged.tree_hash(), right.tree_hash());
    let patch = json_patch(&left, &right, &Options::default());
    assert_eq!(patch.as_list().unwrap().len(), 1);
    // Such a depth is refused when it is to be written.
    assert_eq!(apply_json_patch(&left, &patch).unwrap_err().code(), Code::Patch);
    std::mem::forget((left, right, merge, merged));
}

/// Whether a merge patch could say it: no key is null.
fn without_null_keys(node: &Node) -> Node {
    match &node.data {
        Data::Map(map) => {
            let entries = map.entries().iter().filter(|entry| entry.node != Node::default());
            entries.map(|entry| (entry.key.clone(), without_null_keys(&entry.node))).collect()
        }
        _ => node.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn a_json_patch_leads_to_exactly_the_other_tree(
        a in tree(), b in tree(), alignment in prop_oneof![Just(0usize), Just(1_000_000)],
    ) {
        let options = Options { alignment, ..Options::default() };
        let patch = json_patch(&a, &b, &options);
        prop_assert_eq!(&apply_json_patch(&a, &patch).unwrap(), &b, "{}", patch);
        prop_assert_eq!(patch.as_list().unwrap().is_empty(), a == b);
    }

    #[test]
    fn a_merge_patch_leads_to_exactly_the_other_tree_or_is_refused(a in tree(), b in tree()) {
        match merge_patch(&a, &b) {
            Ok(patch) => prop_assert_eq!(&apply_merge_patch(&a, &patch), &b),
            Err(error) => prop_assert_eq!(error.code(), Code::Patch),
        }
        let b = without_null_keys(&b);
        let patch = merge_patch(&a, &b).unwrap();
        prop_assert_eq!(apply_merge_patch(&a, &patch), b);
    }

    #[test]
    fn any_merge_patch_can_be_applied_and_then_changes_nothing(a in tree(), patch in tree()) {
        let once = apply_merge_patch(&a, &patch);
        prop_assert_eq!(apply_merge_patch(&once, &patch), once);
    }

    #[test]
    fn any_tree_is_a_patch_or_an_error(a in tree(), patch in tree()) {
        if let Err(error) = apply_json_patch(&a, &patch) {
            prop_assert_eq!(error.code(), Code::Patch);
        }
    }

    #[test]
    fn operations_at_random_keep_to_the_standard(
        operations in prop::collection::vec(
            (prop::sample::select(vec!["add", "remove", "replace", "move", "copy", "test"]),
             "(/[ab01-]){0,3}", "(/[ab01-]){0,3}", 0i64..3),
            0..12,
        ),
    ) {
        let operations: Vec<Node> = operations.into_iter().map(|(op, path, from, value)| {
            let value = Node::from(vec![Node::from(value)]);
            map(vec![("op".into(), op.into()), ("path".into(), path.into()),
                     ("from".into(), from.into()), ("value".into(), value)])
        }).collect();
        // One at a time or all at once: the same answer, up to the first that fails.
        let mut each = Ok(node("{a: {b: [1, 2]}, b: [{a: 1}]}"));
        let start = each.clone().unwrap();
        for operation in &operations {
            each = each.and_then(|document| {
                apply_json_patch(&document, &Node::from(vec![operation.clone()])).map_err(|_| ())
            });
        }
        let all = apply_json_patch(&start, &Node::from(operations)).map_err(|_| ());
        prop_assert_eq!(all, each);
    }
}

#[test]
fn the_path_of_a_null_is_a_path() {
    let error = merge_patch(&node("{}"), &node("{a: {b.c: null}}")).unwrap_err();
    let path = error.message().split('`').nth(1).unwrap().to_owned();
    assert_eq!(KeyPath::parse(&path).unwrap().len(), 2);
}
