//! What a comparison tells, case by case.

use super::*;

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
fn the_other_side_of_a_missing_value_is_where_its_parent_stands() {
    let (left, right) = (node("top:\n  in: {a: 1}\n"), node("top:\n  in: {a: 1, b: 2}\n"));
    let change = compare(&left, &right, &Options::default()).changes.remove(0);
    assert_eq!(change.parent.unwrap().start, 7);
}
