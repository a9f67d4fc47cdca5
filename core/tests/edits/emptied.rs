//! What an edit empties, and what goes with it.

use crate::folder::after;
#[test]
fn maps_that_an_edit_empties_go_where_they_mean_nothing() {
    const A: &str = "config/a.yaml";
    let declared = ("config/environments.yaml", "environments: {a: {}}\n");
    let base = ("config/base.yaml", "base: {x: {y: {z: 1}}, off: 5}\n");
    let of = |own: &str, path: &str| {
        let own = format!("extends: base\noverrides:\n{own}");
        let text = after(&[declared, base, (A, &own)], A, |edit| {
            edit.environment("a").unset(path).unwrap();
        });
        text.strip_prefix("extends: base\n").unwrap_or(&text).to_owned()
    };
    assert_eq!(of("  x:\n    y: {z: 2}\n  k: 1\n", "x.y.z"), "overrides:\n  k: 1\n");
    assert_eq!(of("  # Of m.\n  m:\n    n: 1 # one\n", "m.n"), "");
    assert_eq!(of("  m: {n: {o: 1}, p: 2}\n", "m.n.o"), "overrides:\n  m: {p: 2}\n");
    // A tag, an item of a list, and a map in the place of something else mean something.
    assert_eq!(of("  x: !replace {y: 2}\n", "x.y"), "overrides:\n  x: !replace {}\n");
    assert_eq!(of("  l: [{m: {n: 1}}]\n", "l.0.m.n"), "overrides:\n  l: [{m: {}}]\n");
    assert_eq!(of("  off: {by: 1}\n", "off.by"), "overrides:\n  off: {}\n");
    // An item that goes leaves a list, empty as it may be.
    assert_eq!(of("  m: {l: [1]}\n", "m.l.0"), "overrides:\n  m: {l: []}\n");
}

#[test]
fn what_stands_alone_in_its_file_stays_when_it_is_emptied() {
    let declared = ("config/environments.yaml", "environments: {a: {}, b: {}}\n");
    let alone = [declared, ("config/a.yaml", "overrides:\n  x: 1\n")];
    let text = after(&alone, "config/a.yaml", |edit| {
        edit.environment("a").unset("x").unwrap();
    });
    assert_eq!(text, "overrides: {}\n");
    let service = [declared, ("config/services/api/a.yaml", "api:\n  r: {cpu: 1}\n")];
    let path = "config/services/api/a.yaml";
    let text = after(&service, path, |edit| {
        edit.service("a", "api").unset("r.cpu").unwrap();
    });
    assert_eq!(text, "api: {}\n");
    let bases = [declared, ("config/base.yaml", "one: {x: 1}\ntwo: {y: 1}\n")];
    let text = after(&bases, "config/base.yaml", |edit| {
        edit.base("one").unset("x").unwrap();
    });
    assert_eq!(text, "one: {}\ntwo: {y: 1}\n");
    // In a record and in files of other kinds an empty map may be a word of its own.
    let record = [("config/environments.yaml", "environments:\n  a: {features: {f: 1}}\n")];
    let path = "config/environments.yaml";
    let text = after(&record, path, |edit| {
        edit.record("a").unset("features.f").unwrap();
    });
    assert_eq!(text, "environments:\n  a: {features: {}}\n");
}

#[test]
fn overrides_of_a_tenant_go_as_far_as_they_are_emptied() {
    let files = [
        ("config/environments.yaml", "environments: {staging: {}, production: {}}\n"),
        (
            "config/tenants.yaml",
            "tenants:\n  acme:\n    environments: {staging: acme-staging}\n    overrides:\n      x: 1\n    overrides_by_environment:\n      staging: {y: {z: 1}}\n",
        ),
    ];
    let text = after(&files, "config/tenants.yaml", |edit| {
        edit.tenant("acme").unset("x").unwrap();
        edit.environment("acme-staging").unset("y.z").unwrap();
    });
    assert_eq!(text, "tenants:\n  acme:\n    environments: {staging: acme-staging}\n");
}

#[test]
fn a_move_takes_along_what_it_empties() {
    let declared = ("config/environments.yaml", "environments: {a: {}}\n");
    let own = ("config/a.yaml", "overrides:\n  m:\n    # Of n.\n    n: 1 # one\n  k: 1\n");
    let moved = |to: &str| {
        after(&[declared, own], "config/a.yaml", |edit| {
            edit.environment("a").rename("m.n", to).unwrap();
        })
    };
    assert_eq!(moved("n"), "overrides:\n  k: 1\n  # Of n.\n  \"n\": 1 # one\n");
    assert_eq!(moved("m.o"), "overrides:\n  m:\n    # Of n.\n    o: 1 # one\n  k: 1\n");
}
