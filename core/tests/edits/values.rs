//! What can be written where, and what cannot.

use stageline::project::edit::{Edit, Target};
use stageline::yaml::Node;
use stageline::{Code, OpenOptions, Project};

use crate::folder::{Folder, PAIR, SHOP, node, resolved_after};

#[test]
fn secrets_are_not_shown_in_a_preview() {
    const CANARY: &str = "canary-5417";
    let mut files = SHOP.to_vec();
    files[3].1 = "extends: base_config\noverrides:\n  password: canary-5417-old\n  pool: 5\n";
    let folder = Folder::new(&files);
    let mut edit = folder.open().edit();
    edit.environment("production").set("password", CANARY).unwrap();
    edit.environment("production").set("pool", 6).unwrap();
    let preview = edit.preview();
    assert!(!preview.to_string().contains(CANARY), "{preview}");
    assert!(preview.to_string().contains("pool: 6"), "{preview}");
    assert!(!edit.blast_radius().unwrap().to_string().contains(CANARY));
    assert!(preview.diff().contains(CANARY), "the diff for programs is whole");
}

#[test]
fn an_edit_may_mend_what_does_not_resolve() {
    let files = [SHOP[0], SHOP[1], SHOP[2], ("config/production.yaml", "extends: base_confg\n")];
    let folder = Folder::new(&files);
    let project = OpenOptions::new().lenient(true).open(&folder.0).unwrap();
    let mut edit = project.edit();
    let target = Target::File { path: "config/production.yaml".into() };
    edit.scope(target).set("extends", "base_config").unwrap();
    let snapshot = edit.commit().unwrap();
    assert!(snapshot.environment("production").unwrap().resolve().is_ok());
}

#[test]
fn a_sync_makes_equal_what_has_no_reason_to_differ() {
    let project = Project::from_files([
        ("config/environments.yaml", "environments:\n  staging: {tier: pre-production}\n  qa: {tier: testing}\n"),
        ("config/staging.yaml", "overrides:\n  retry: {times: 3, backoff: 5s}\n  replicas: 4\n  api_key: secret://staging/api\n  only_here: 1\n"),
        ("config/qa.yaml", "overrides:\n  retry: {times: 1} # flaky\n  replicas: 1\n  extra: 2\n"),
        ("config/services/api/staging.yaml", "api:\n  timeout: 30\n  environment: {TOKEN: secret://staging/t, MODE: full}\n"),
        ("config/feature-flags.yaml", "feature_flags:\n  search: {staging: true, qa: false}\n"),
    ])
    .unwrap();
    let mut edit = project.edit();
    let synced = edit.sync("staging", "qa", &["only_here"]).unwrap();
    let told: Vec<String> = synced.items.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n") + "\n\n" + &edit.preview().to_string());
    edit.commit().unwrap();
    let error = project.edit().sync("qa", "qa", &[]).unwrap_err();
    assert_eq!(error.code(), Code::Usage);
}

#[test]
fn a_sync_writes_nothing_where_only_secrets_would_be_left() {
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {staging: {}, qa: {}}"),
        (
            "config/staging.yaml",
            "overrides: {mail: {auth: {password: a}}, limits: {}, kept: {x: 1, token: b}}",
        ),
        ("config/services/vault/staging.yaml", "vault: {environment: {API_TOKEN: c}}"),
    ])
    .unwrap();
    let mut edit = project.edit();
    let synced = edit.sync("staging", "qa", &[]).unwrap();
    let told = |path: &str| synced.items.iter().find(|item| item.path.to_string() == path).unwrap();
    assert_eq!(told("mail").left_alone.as_deref(), Some("secrets are not copied"));
    assert_eq!(told("limits").left_alone, None);
    assert_eq!(told("kept").left_alone, None);
    let whole = told("").left_alone.as_deref().unwrap();
    assert!(whole.ends_with("write `config/services/vault/qa.yaml` by hand"), "{whole}");
    let after = edit.commit().unwrap();
    let text = after.sources().by_path("config/qa.yaml").unwrap().text();
    assert_eq!(text, "overrides:\n  limits: {}\n  kept: {x: 1}\n");
}

#[test]
fn any_plain_value_can_be_given() {
    let list: Node = vec![1, 2].into();
    let map: Node = [("a", 1), ("b", 2)].into_iter().collect();
    let project =
        Project::from_files([("config/environments.yaml", "environments: {a: {}}")]).unwrap();
    let mut edit = project.edit();
    edit.environment("a").set("list", list).unwrap();
    edit.environment("a").set("map", map).unwrap();
    edit.environment("a").set(["dotted.key", "x"], "text").unwrap();
    let snapshot = edit.commit().unwrap();
    let resolved = snapshot.environment("a").unwrap().resolve().unwrap();
    let json = r#"{"list":[1,2],"map":{"a":1,"b":2},"dotted.key":{"x":"text"}}"#;
    assert_eq!(resolved.root().to_string(), json);
}

#[test]
fn a_tenant_whose_environments_differ_is_not_edited_as_one() {
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {production: {}, staging: {}}"),
        ("config/production.yaml", "overrides: {l: [a, b]}"),
        ("config/staging.yaml", "overrides: {l: [s1, s2]}"),
        (
            "config/tenants.yaml",
            "tenants:\n  acme:\n    environments: {production: acme-prod, staging: acme-stag}\n",
        ),
    ])
    .unwrap();
    let mut edit = project.edit();
    assert_eq!(edit.tenant("acme").remove("l", "a").unwrap_err().code(), Code::UnknownPath);
    assert_eq!(edit.tenant("acme").remove("l", "s1").unwrap_err().code(), Code::UnknownPath);
    edit.tenant("acme").append("l", "z").unwrap();
    let snapshot = edit.commit().unwrap();
    for (name, list) in [("acme-prod", r#"["a","b","z"]"#), ("acme-stag", r#"["s1","s2","z"]"#)] {
        let resolved = snapshot.environment(name).unwrap().resolve().unwrap();
        assert_eq!(resolved.get("l").unwrap().to_string(), list);
    }
}

#[test]
fn any_item_of_a_list_can_be_deleted() {
    let files = [PAIR, ("config/p.yaml", "overrides: {l: [a, b, c], m: {n: [{x: 1}, {y: 2}]}}\n")];
    for (path, l, n) in [
        ("l.0", vec!["b", "c"], 2),
        ("l.1", vec!["a", "c"], 2),
        ("l.2", vec!["a", "b"], 2),
        ("m.n.0", vec!["a", "b", "c"], 1),
    ] {
        let after = resolved_after(&files, |edit| {
            edit.environment("p").delete(path).unwrap();
        });
        assert_eq!(after["l"], serde_json::json!(l), "{path}");
        assert_eq!(after["m"]["n"].as_array().unwrap().len(), n, "{path}");
    }
}

#[test]
fn what_was_asked_of_items_follows_them_when_they_move_up() {
    let files = [PAIR, ("config/p.yaml", "overrides: {l: [a, b, c]}\n")];
    let list = |edits: &dyn Fn(&mut Edit)| resolved_after(&files, edits)["l"].to_string();
    let set_and = |then: &dyn Fn(&mut Edit)| {
        list(&|edit: &mut Edit| {
            edit.environment("p").set("l.2", "x").unwrap();
            then(edit);
        })
    };
    let at = |edit: &mut Edit, path: &str| {
        edit.environment("p").delete(path).unwrap();
    };
    let unset = |edit: &mut Edit, path: &str| {
        edit.environment("p").unset(path).unwrap();
    };
    assert_eq!(set_and(&|edit| at(edit, "l.1")), r#"["a","x"]"#);
    assert_eq!(set_and(&|edit| at(edit, "l.2")), r#"["a","b"]"#);
    assert_eq!(set_and(&|edit| unset(edit, "l.0")), r#"["b","x"]"#);
    assert_eq!(set_and(&|edit| ["l.0", "l.0"].iter().for_each(|path| at(edit, path))), r#"["x"]"#);
    let appended = list(&|edit: &mut Edit| {
        edit.environment("p").append("l", "z").unwrap();
        at(edit, "l.0");
        edit.environment("p").set("l.0", "y").unwrap();
    });
    assert_eq!(appended, r#"["y","c","z"]"#);
}

#[test]
fn a_map_is_not_set_over_an_inherited_one_that_holds_more() {
    let base = ("config/base.yaml", "defaults: {m: {a: 1, b: {x: 1, y: 2}}}\n");
    let files = [PAIR, base, ("config/p.yaml", "extends: defaults\n")];
    let folder = Folder::new(&files);
    let mut edit = folder.open().edit();
    for (value, left) in [("{c: 3}", "`m.a`"), ("{}", "`m.a`"), ("{a: 2, b: {x: 5}}", "`m.b.y`")] {
        let value = node(value);
        let error = edit.environment("p").set("m", value).unwrap_err();
        assert_eq!(error.code(), Code::EditRefused);
        assert!(error.message().contains(left), "{error}");
        let help = error.help_text().unwrap();
        assert!(["apply", "delete", "$replace"].iter().all(|word| help.contains(word)), "{help}");
    }
    assert!(edit.is_empty());
    for (value, after) in [
        ("{$replace: {c: 3}}", r#"{"c":3}"#),
        ("{a: 2, b: 1}", r#"{"a":2,"b":1}"#),
        ("{a: 2, b: {x: 5, y: 6, z: 7}}", r#"{"a":2,"b":{"x":5,"y":6,"z":7}}"#),
    ] {
        let resolved = resolved_after(&files, |edit| {
            edit.environment("p").set("m", node(value)).unwrap();
        });
        assert_eq!(resolved["m"].to_string(), after);
    }
    let applied = resolved_after(&files, |edit| {
        edit.environment("p").apply("m", node("{c: 3}")).unwrap();
    });
    assert_eq!(applied["m"]["a"], 1);
}
