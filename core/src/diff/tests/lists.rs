//! Which items answer to which.

use super::*;

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
fn equal_items_are_found_wherever_they_went() {
    // What lies between equal items answers to each other, the first to the first.
    assert_eq!(
        found("[a, {x: 1}, b, c, d]", "[new, a, {x: 2}, b, d, e]"),
        [
            "Changed 1.x: 1 | 2",
            r#"Removed 3: "c" | -"#,
            r#"Added 0: - | "new""#,
            r#"Added 5: - | "e""#
        ]
    );
    let both =
        compare(&node("[a, {l: [p, q]}, b]"), &node("[new, a, {l: [q]}, b]"), &Options::default());
    let places: Vec<_> = both
        .changes
        .iter()
        .map(|change| (change.path.to_string(), change.right_path.as_ref().map(KeyPath::to_string)))
        .collect();
    assert_eq!(places, [("1.l.0".into(), Some("2.l.0".into())), ("0".into(), None)]);
}

#[test]
fn the_same_items_in_another_order_are_one_move() {
    assert_eq!(
        found("[a, b, c, d]", "[a, c, b, d]"),
        [r#"Moved : ["a","b","c","d"] | ["a","c","b","d"]"#]
    );
    assert_eq!(found("[1, 1, 2]", "[2, 1, 1]"), ["Moved : [1,1,2] | [2,1,1]"]);
    // One more of them, and it is no longer the same items.
    assert_eq!(
        found("[1, 2]", "[2, 1, 1]"),
        ["Removed 0: 1 | -", "Added 1: - | 1", "Added 2: - | 1"]
    );
}

#[test]
fn further_keys_name_items_where_the_lists_have_a_name_in_common() {
    assert_eq!(
        found("[{port: 80, tls: false}, {port: 443}]", "[{port: 443}, {port: 80, tls: true}]"),
        [
            r#"Moved : [{"port":80,"tls":false},{"port":443}] | [{"port":443},{"port":80,"tls":true}]"#,
            "Changed [port=80].tls: false | true",
        ]
    );
    // Here the port is what changed.
    assert_eq!(found("[{port: 80}]", "[{port: 81}]"), ["Changed 0.port: 80 | 81"]);
    assert_eq!(found("[]", "[{port: 81}]"), [r#"Added [port=81]: - | {"port":81}"#]);
    // A host that stands twice names nothing; the path does.
    assert_eq!(
        found(
            "[{host: a, path: /, x: 1}, {host: a, path: /b}]",
            "[{host: a, path: /b}, {host: a, path: /, x: 2}]"
        )[1],
        "Changed [path=/].x: 1 | 2"
    );
}

#[test]
fn no_item_is_lost_where_names_are_not_unique() {
    assert_eq!(
        found(
            "[{name: a, x: 1}, {name: a, x: 2}]",
            "[{name: a, x: 2}, {name: a, x: 3}, {name: a}]"
        ),
        [
            r#"Removed 0: {"name":"a","x":1} | -"#,
            r#"Added 1: - | {"name":"a","x":3}"#,
            r#"Added 2: - | {"name":"a"}"#,
        ]
    );
    assert_eq!(found("[{name: a}, 1]", "[{name: a}, 2]"), ["Changed 1: 1 | 2"]);
    assert_eq!(
        found("[{name: 1}, {name: '1'}]", "[{name: '1'}]"),
        [r#"Removed [name=1]: {"name":1} | -"#]
    );
}

#[test]
fn what_the_budget_does_not_reach_is_held_against_each_other_by_position() {
    let options = Options { alignment: 0, ..Options::default() };
    let (left, right) = (node("[a, x, b, y, c]"), node("[a, b, y, z, c]"));
    let changes = compare(&left, &right, &options).changes;
    let paths: Vec<_> = changes.iter().map(|change| change.path.to_string()).collect();
    assert_eq!(paths, ["1", "2", "3"]);
    assert_eq!(apply(&left, &changes), right);
    assert_eq!(compare(&left, &right, &Options::default()).changes.len(), 2);
}
