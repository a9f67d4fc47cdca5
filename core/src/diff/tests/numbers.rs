//! Numbers with two spellings, and numbers that JSON has no word for.

use super::node;
use crate::diff::{Options, apply_json_patch, compare, json_patch, merge_patch};
use crate::value::canonical;
use crate::yaml::{Data, Node};

#[test]
fn both_zeros_are_equal_and_each_is_kept_as_it_was_written() {
    let (plus, minus) = (node("a: 0.0\nl: [0.0]\n"), node("a: -0.0\nl: [-0.0]\n"));
    assert_eq!(plus, minus);
    assert_eq!(canonical(&plus), canonical(&minus));
    let found = compare(&plus, &minus, &Options::default());
    assert!(found.changes.is_empty() && found.equivalent.is_empty());
    assert_eq!(json_patch(&plus, &minus, &Options::default()).to_string(), "[]");
    assert_eq!(merge_patch(&plus, &minus).unwrap().to_string(), "{}");
    assert_eq!(minus.to_string(), r#"{"a":-0.0,"l":[-0.0]}"#);
    // A patch that puts one there puts it there as it is, and a test of it finds either.
    let patch = r#"[{op: test, path: /a, value: -0.0}, {op: replace, path: /a, value: -0.0}]"#;
    let patched = apply_json_patch(&plus, &node(patch)).unwrap();
    assert_eq!(patched.to_string(), r#"{"a":-0.0,"l":[0.0]}"#);
    // An integer has one zero.
    assert_eq!(node("-0").data, Data::Int(0));
}

#[test]
fn numbers_that_json_has_no_word_for_are_spelled_as_in_yaml() {
    let odd = node("{a: .nan, b: .inf, c: -.inf}");
    assert_eq!(odd.to_string(), r#"{"a":".nan","b":".inf","c":"-.inf"}"#);
    assert_eq!(canonical(&odd), odd.to_string());
    // Alone they are no JSON, and so for people.
    let alone = |key: &str| odd.child(key).map(Node::to_string).unwrap_or_default();
    assert_eq!([alone("a"), alone("b"), alone("c")], [".nan", ".inf", "-.inf"]);
    let patch = json_patch(&node("{a: 1.0, b: .inf, c: -.inf}"), &odd, &Options::default());
    assert_eq!(patch.to_string(), r#"[{"op":"replace","path":"/a","value":".nan"}]"#);
    assert_eq!(json_patch(&odd, &odd.clone(), &Options::default()).to_string(), "[]");
    assert!(
        matches!(patch.child("0").and_then(|op| op.child("value")), Some(Node { data: Data::Float(value), .. }) if value.is_nan())
    );
}
