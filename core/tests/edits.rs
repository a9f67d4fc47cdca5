//! Edits of a project in a folder: what reaches the disk, and what does not.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use stageline::project::edit::{Edit, Target};
use stageline::source::{FileId, SourceFile};
use stageline::yaml::Node;
use stageline::{Code, OpenOptions, Project};

/// A folder of its own for a test, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("stageline-edits-{}-{next}", std::process::id());
        let folder = Self(std::env::temp_dir().join(name));
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    /// Every file below the folder, sorted.
    fn files(&self) -> Vec<String> {
        fn walk(folder: &Path, root: &Path, found: &mut Vec<String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => walk(&path, root, found),
                    false => found.push(path.strip_prefix(root).unwrap().display().to_string()),
                }
            }
        }
        let mut found = Vec::new();
        walk(&self.0, &self.0, &mut found);
        found.sort();
        found
    }

    fn open(&self) -> Project {
        Project::open(&self.0).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const SHOP: [(&str, &str); 4] = [
    (
        "config/environments.yaml",
        "environments:\n  staging: {}\n  production: {tier: production}\n",
    ),
    ("config/base.yaml", "base_config:\n  pool: 10\n"),
    ("config/staging.yaml", "extends: base_config # as it is\n"),
    ("config/production.yaml", "extends: base_config\noverrides:\n  pool: 50 # measured\n"),
];

#[test]
fn nothing_is_written_before_a_commit_and_all_of_it_after() {
    let folder = Folder::new(&SHOP);
    let project = folder.open();
    let mut edit = project.edit();
    edit.environment("production").set("pool", 80).unwrap();
    edit.environment("staging").set("pool", 20).unwrap();
    assert_eq!(folder.text("config/production.yaml"), SHOP[3].1);
    assert_eq!(edit.preview().files.len(), 2);
    assert_eq!(edit.blast_radius().unwrap().environments(), ["staging", "production"]);
    let snapshot = edit.commit().unwrap();
    assert_eq!(
        folder.text("config/production.yaml"),
        "extends: base_config\noverrides:\n  pool: 80 # measured\n"
    );
    assert_eq!(
        folder.text("config/staging.yaml"),
        "extends: base_config # as it is\noverrides:\n  pool: 20\n"
    );
    assert_eq!(folder.files().len(), SHOP.len(), "{:?}", folder.files());
    for at in [snapshot, project.snapshot(), folder.open().snapshot()] {
        let pool = at.environment("production").unwrap().resolve().unwrap();
        assert_eq!(pool.get("pool").unwrap().to_string(), "80");
    }
    assert!(edit.is_empty());
    edit.environment("production").unset("pool").unwrap();
    edit.commit().unwrap();
    assert_eq!(folder.text("config/production.yaml"), "extends: base_config\n");
}

/// The text of a file after edits of environment `a`, the file's other text being what it was.
fn after(files: &[(&str, &str)], path: &str, edits: impl Fn(&mut Edit)) -> String {
    let folder = Folder::new(files);
    let mut edit = folder.open().edit();
    edits(&mut edit);
    edit.commit().unwrap();
    folder.text(path)
}

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

#[test]
fn a_file_that_changed_meanwhile_stops_the_whole_edit() {
    let folder = Folder::new(&SHOP);
    let project = folder.open();
    let mut edit = project.edit();
    edit.environment("staging").set("pool", 20).unwrap();
    edit.environment("production").set("pool", 80).unwrap();
    folder.write("config/production.yaml", "extends: base_config\n");
    let error = edit.commit().unwrap_err();
    assert_eq!(error.code(), Code::EditConflict);
    assert_eq!(error.places()[0].to_string(), "config/production.yaml");
    assert_eq!(folder.text("config/staging.yaml"), SHOP[2].1);
    assert_eq!(folder.text("config/production.yaml"), "extends: base_config\n");
    assert_eq!(folder.files().len(), SHOP.len());
    project.reload().unwrap();
    let mut again = project.edit();
    again.environment("production").set("pool", 80).unwrap();
    again.commit().unwrap();
}

#[test]
fn a_file_that_was_removed_or_created_meanwhile_is_a_conflict_too() {
    let folder = Folder::new(&SHOP);
    let project = folder.open();
    let mut edit = project.edit();
    edit.environment("production").set("pool", 80).unwrap();
    fs::remove_file(folder.0.join("config/production.yaml")).unwrap();
    assert_eq!(edit.commit().unwrap_err().code(), Code::EditConflict);
    assert!(!folder.0.join("config/production.yaml").exists());

    let folder = Folder::new(&SHOP[..2]);
    let project = folder.open();
    let mut edit = project.edit();
    edit.environment("staging").set("pool", 20).unwrap();
    folder.write("config/staging.yaml", "overrides: {theirs: 1}\n");
    assert_eq!(edit.commit().unwrap_err().code(), Code::EditConflict);
    assert_eq!(folder.text("config/staging.yaml"), "overrides: {theirs: 1}\n");
}

#[test]
fn two_edits_of_one_file_do_not_lose_one_another() {
    let folder = Folder::new(&SHOP);
    let (one, other) = (folder.open(), folder.open());
    let mut first = one.edit();
    let mut second = other.edit();
    first.environment("production").set("pool", 60).unwrap();
    second.environment("production").set("ttl", 5).unwrap();
    first.commit().unwrap();
    assert_eq!(second.commit().unwrap_err().code(), Code::EditConflict);
    assert!(folder.text("config/production.yaml").contains("pool: 60"));
}

#[test]
fn racing_writers_never_mix() {
    let folder = Folder::new(&SHOP);
    let done: usize = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let folder = &folder;
                scope.spawn(move || {
                    let mut done = 0;
                    for round in 0..5 {
                        let mut edit = folder.open().edit();
                        let key = format!("w{writer}_{round}");
                        edit.environment("staging").set(&key, round).unwrap();
                        edit.environment("production").set(&key, round).unwrap();
                        done += usize::from(edit.commit().is_ok());
                    }
                    done
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).sum()
    });
    let project = folder.open();
    let keys = |name: &str| {
        let resolved = project.environment(name).unwrap().resolve().unwrap();
        let entries = resolved.root().as_map().unwrap().entries().to_vec();
        entries.iter().filter(|e| e.key.starts_with('w')).count()
    };
    assert!(done >= 5, "{done}");
    assert_eq!((keys("staging"), keys("production")), (done, done));
}

#[cfg(unix)]
#[test]
fn modes_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new(&SHOP);
    folder.write("shared/staging.yaml", SHOP[2].1);
    let link = folder.0.join("config/staging.yaml");
    fs::remove_file(&link).unwrap();
    symlink("../shared/staging.yaml", &link).unwrap();
    let mode = fs::Permissions::from_mode(0o640);
    fs::set_permissions(folder.0.join("config/production.yaml"), mode).unwrap();
    let mut edit = folder.open().edit();
    edit.environment("staging").set("pool", 20).unwrap();
    edit.environment("production").set("pool", 80).unwrap();
    edit.commit().unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(folder.text("shared/staging.yaml").contains("pool: 20"));
    let production = fs::metadata(folder.0.join("config/production.yaml")).unwrap();
    assert_eq!(production.permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_folder_in_the_way_of_a_new_file_leaves_everything_as_it_was() {
    let folder = Folder::new(&SHOP[..2]);
    let project = folder.open();
    let mut edit = project.edit();
    edit.environment("production").set("pool", 1).unwrap();
    edit.environment("staging").set("pool", 2).unwrap();
    fs::create_dir(folder.0.join("config/staging.yaml")).unwrap();
    assert!(edit.commit().is_err());
    assert_eq!(folder.files().len(), 2, "{:?}", folder.files());
}

#[test]
fn what_a_killed_process_left_is_no_obstacle() {
    let folder = Folder::new(&SHOP);
    folder.write("config/.production.yaml.stageline-new", "half of it");
    let mut edit = folder.open().edit();
    edit.environment("production").set("pool", 80).unwrap();
    edit.commit().unwrap();
    assert_eq!(folder.files().len(), SHOP.len(), "{:?}", folder.files());
    assert!(folder.text("config/production.yaml").contains("pool: 80"));
}

#[test]
fn a_refused_change_leaves_the_edit_as_it_was() {
    let folder = Folder::new(&SHOP);
    let mut edit = folder.open().edit();
    edit.environment("production").set("pool", 80).unwrap();
    let before = edit.preview();
    assert!(edit.environment("production").set("pool.size", 1).is_err());
    assert!(edit.environment("nowhere").set("pool", 1).is_err());
    assert!(edit.environment("production").unset("gone").is_err());
    assert_eq!(edit.preview(), before);
    edit.discard();
    assert!(edit.preview().is_empty());
}

#[test]
fn flag_handles_follow_a_commit() {
    let mut files = SHOP.to_vec();
    files.push(("config/feature-flags.yaml", "feature_flags:\n  search:\n    production: false\n"));
    let folder = Folder::new(&files);
    let project = folder.open();
    let flags = project.environment("production").unwrap().flags();
    let search = flags.boolean("search", false).unwrap();
    assert!(!search.value(&flags.context("u")));
    let mut edit = project.edit();
    edit.flag("search").set("production", true).unwrap();
    edit.commit().unwrap();
    assert!(search.value(&flags.context("u")));
}

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

#[cfg(unix)]
#[test]
fn a_link_in_the_way_is_never_written_through() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new(&SHOP);
    let outside = Folder::new(&[("victim", "precious")]);
    let link = folder.0.join("config/.production.yaml.stageline-new");
    symlink(outside.0.join("victim"), &link).unwrap();
    let mut edit = folder.open().edit();
    edit.environment("production").set("pool", 80).unwrap();
    edit.commit().unwrap();
    assert_eq!(outside.text("victim"), "precious");
    assert!(folder.text("config/production.yaml").contains("pool: 80"));
}

#[test]
fn a_refused_commit_leaves_no_folder_behind() {
    let folder = Folder::new(&SHOP);
    let mut edit = folder.open().edit();
    let web = Target::File { path: "config/services/web/base.yaml".into() };
    edit.scope(web).set("web.replicas", 1).unwrap();
    edit.environment("staging").set("pool", 20).unwrap();
    folder.write("config/staging.yaml", "extends: base_config\n");
    assert_eq!(edit.commit().unwrap_err().code(), Code::EditConflict);
    assert!(!folder.0.join("config/services").exists());
}

#[test]
fn an_edit_is_checked_against_what_others_committed_meanwhile() {
    let mut files = SHOP.to_vec();
    files[1].1 = "base_config:\n  pool: 10\nspare: {pool: 1}\n";
    let folder = Folder::new(&files);
    let project = folder.open();
    let (mut removes, mut uses) = (project.edit(), project.edit());
    let file = |path: &str| Target::File { path: path.into() };
    removes.scope(file("config/base.yaml")).unset("spare").unwrap();
    uses.scope(file("config/staging.yaml")).set("extends", "spare").unwrap();
    uses.commit().unwrap();
    let error = removes.commit().unwrap_err();
    assert_eq!(error.code(), Code::EditRefused, "{error}");
    assert!(folder.open().environment("staging").unwrap().resolve().is_ok());
    // What concerns nobody else goes on.
    let (mut one, mut other) = (project.edit(), project.edit());
    one.environment("staging").set("x", 1).unwrap();
    other.environment("production").set("y", 2).unwrap();
    one.commit().unwrap();
    other.commit().unwrap();
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

fn node(text: &str) -> Node {
    let file = SourceFile::new(FileId::NONE, "value.yaml", text.to_owned());
    stageline::yaml::parse(&file, &stageline::yaml::Limits::default()).unwrap()
}

const PAIR: (&str, &str) = ("config/environments.yaml", "environments: {p: {}, q: {}}\n");

/// What environment `p` comes to after edits of it, as JSON.
fn resolved_after(files: &[(&str, &str)], edits: impl Fn(&mut Edit)) -> serde_json::Value {
    let folder = Folder::new(files);
    let mut edit = folder.open().edit();
    edits(&mut edit);
    let expected = edit.snapshot().unwrap().environment("p").unwrap().resolve().unwrap();
    let expected = serde_json::to_value(expected.root()).unwrap();
    edit.commit().unwrap();
    let resolved = folder.open().snapshot().environment("p").unwrap().resolve().unwrap();
    assert_eq!(serde_json::to_value(resolved.root()).unwrap(), expected);
    expected
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
