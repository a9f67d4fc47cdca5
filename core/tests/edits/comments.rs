//! Comments, and what they stay with.

use crate::folder::{PAIR, after, node};

/// The overrides of `p` as they stand in its file after one value is set, by a line each.
fn set_in(own: &str, path: &str, value: &str) -> String {
    let files = [PAIR, ("config/p.yaml", &*format!("overrides:\n{own}"))];
    let text = after(&files, "config/p.yaml", |edit| {
        edit.environment("p").set(path, node(value)).unwrap();
    });
    text.strip_prefix("overrides:\n").unwrap().to_owned()
}

const DB: &str = "  db: # ours\n    # about host\n    host: 'a' # fast\n\n    # about port\n    port: 1\n    # tail\n  z: 1\n";

#[test]
fn comments_stay_with_entries_that_come_in_another_order() {
    let swapped = set_in(DB, "db", "{port: 1, host: a}");
    assert_eq!(
        swapped,
        "  db: # ours\n    # about port\n    port: 1\n\n    # about host\n    host: 'a' # fast\n    # tail\n  z: 1\n"
    );
    let more = set_in(DB, "db", "{fresh: 0, port: 2, host: a}");
    assert_eq!(
        more,
        "  db: # ours\n    fresh: 0\n    # about port\n    port: 2\n\n    # about host\n    host: 'a' # fast\n    # tail\n  z: 1\n"
    );
}

#[test]
fn comments_inside_a_value_go_with_it() {
    assert_eq!(set_in(DB, "db", "5"), "  db: 5 # ours\n  z: 1\n");
    assert_eq!(set_in(DB, "db", "{}"), "  db: {} # ours\n  z: 1\n");
    let plain = "  db:\n    # about host\n    host: a\n\n    # about port\n    port: 1\n";
    assert_eq!(set_in(plain, "db", "5"), "  db: 5\n");
    assert_eq!(set_in(plain, "db", "{name: x}"), "  db:\n    name: x\n");
}

#[test]
fn comments_stay_with_items_that_come_in_another_order() {
    let list =
        "  l:\n    # first\n    - a # one\n    # second\n    - \"b\" # two\n    - c # three\n";
    assert_eq!(
        set_in(list, "l", "[b, a, c]"),
        "  l:\n    # second\n    - \"b\" # two\n    # first\n    - a # one\n    - c # three\n"
    );
    assert_eq!(
        set_in(list, "l", "[c, d, a]"),
        "  l:\n    - c # three\n    - d\n    # first\n    - a # one\n"
    );
    let named = "  l:\n  # of a\n  - name: a # one\n    v: 1 # kept\n  # of b\n  - name: b # two\n    # about v\n    v: 2\n";
    assert_eq!(
        set_in(named, "l", "[{v: 2, name: b}, {name: a, v: 9}]"),
        "  l:\n  # of b\n  - # about v\n    v: 2\n    name: b # two\n  # of a\n  - name: a # one\n    v: 9 # kept\n"
    );
}
