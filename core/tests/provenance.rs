//! Where values come from: what holds for any layers, and what printing never shows.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use proptest::prelude::*;
use stageline::config::{Effect, LayerKind};
use stageline::source::Source;
use stageline::value::{KeyPath, at, leaves};
use stageline::yaml::{Data, Entry, Node};
use stageline::{Configuration, OpenOptions, Project};

fn project(files: &[(&str, &str)], options: OpenOptions) -> Project {
    let files = files.iter().map(|(path, text)| (*path, *text));
    Project::from_files_with(files, options).unwrap()
}

#[test]
fn what_refers_to_a_secret_by_name_is_never_printed() {
    let files = [
        ("config/environments.yaml", "environments: {a: {}, b: {}}"),
        (
            "config/base.yaml",
            r#"base:
  db: {password: "hunter2-db", host: db}
  greeting: "hello ${env:API_TOKEN}"
  copy: "${db.password}"
  again: "${copy}"
  block: "${db}"
  list: ["${env:API_TOKEN}"]
  url: "postgres://shop:${env:DSN}@db"
  plain: "${env:REGION} ${db.host}"
"#,
        ),
        ("config/a.yaml", "extends: base"),
        ("config/b.yaml", "overrides: {x: 1}"),
    ];
    let variables =
        [("API_TOKEN", "hunter2-token"), ("DSN", "hunter2-dsn"), ("REGION", "eu-west-1")];
    let project = project(&files, OpenOptions::new().variables(variables));
    assert!(!format!("{:?}", OpenOptions::new().variables(variables)).contains("hunter2"));
    let configuration = project.environment("a").unwrap().resolve().unwrap();
    assert_eq!(configuration.get("again").unwrap().as_text(), Some("hunter2-db"));
    let printed = configuration.to_string();
    assert!(!printed.contains("hunter2"), "{printed}");
    assert!(printed.contains("eu-west-1 db"), "{printed}");
    for leaf in configuration.explain_all("").unwrap() {
        let text = leaf.to_string();
        // The text that was written holds no secret but where its own path says so.
        assert!(!text.contains("hunter2"), "{text}");
    }
    let diff = project.snapshot().diff("b", "a").unwrap();
    let (text, data) = (diff.to_string(), serde_json::to_string(&diff).unwrap());
    assert!(!text.contains("hunter2") && !data.contains("hunter2"), "{text}\n{data}");
    assert!(text.contains("eu-west-1 db"), "{text}");
    let drift = project.snapshot().drift("b", &["a"]).unwrap();
    assert!(!serde_json::to_string(&drift).unwrap().contains("hunter2"));
}

#[test]
fn an_explanation_is_printed_with_what_it_refers_to() {
    let files = [
        ("config/environments.yaml", "environments: {a: {}}"),
        (
            "config/base.yaml",
            "base:\n  shop: {domain: shop.example}\n  url: https://${shop.domain}/${env:PATH_OF_SHOP}\n",
        ),
        ("config/a.yaml", "extends: base\noverrides: {shop: {domain: a.example}}"),
    ];
    let project = project(&files, OpenOptions::new().variables([("PATH_OF_SHOP", "b")]));
    let environment = project.environment("a").unwrap();
    let explained = environment.explain("url").unwrap().to_string();
    let expected = "url = \"https://a.example/b\"\n  from base `base` at config/base.yaml:3:8\n  \
                    refers to `shop.domain` at config/a.yaml:2:28\n  refers to `env:PATH_OF_SHOP`";
    assert_eq!(explained, expected);
}

#[test]
fn what_the_caller_gives_is_explained_like_any_layer() {
    let files = [
        ("config/environments.yaml", "environments: {a: {}}"),
        ("config/base.yaml", "base: {l: [{name: x, v: 1}], n: 1, m: {k: 1}}"),
    ];
    let project = project(&files, OpenOptions::new());
    let given = node(&[
        ("l", keyed("$append", list(&[node(&[("name", int(1)), ("v", int(2))])]))),
        ("n", keyed("$delete", Node::detached(Data::Bool(true)))),
        ("new", list(&[int(1), int(1)])),
    ]);
    let resolved = project.environment("a").unwrap().resolve_with(&given).unwrap();
    let of = |path: &str| {
        let origin = resolved.origin(path).unwrap();
        (origin.layer, origin.place.is_some())
    };
    assert_eq!(of("l.0.v"), (LayerKind::Base, true));
    assert_eq!(of("l.1.v"), (LayerKind::Caller, false));
    assert_eq!(of("new.1"), (LayerKind::Caller, false));
    assert_eq!(of("m.k"), (LayerKind::Base, true));
    let all = resolved.explain_all("").unwrap();
    let gone = all.iter().find(|leaf| leaf.path.to_string() == "n").unwrap();
    assert_eq!((&gone.value, gone.steps[0].effect), (&None, Effect::Deletes));
    assert_eq!(gone.steps[0].layer, LayerKind::Caller);
}

/// Files that change, and the paths that were read.
#[derive(Default)]
struct Shelf {
    files: Mutex<BTreeMap<String, String>>,
    read: Mutex<Vec<String>>,
}

impl Shelf {
    fn write(&self, path: &str, text: &str) {
        self.files.lock().unwrap().insert(path.to_owned(), text.to_owned());
    }
}

impl Source for Shelf {
    fn name(&self) -> String {
        "shelf".to_owned()
    }

    fn list(&self) -> stageline::Result<Vec<String>> {
        Ok(self.files.lock().unwrap().keys().cloned().collect())
    }

    fn read(&self, path: &str, _: u64) -> stageline::Result<Vec<u8>> {
        self.read.lock().unwrap().push(path.to_owned());
        let text = self.files.lock().unwrap().get(path).cloned();
        let missing = || stageline::Error::new(stageline::Code::FileNotFound, "it is not there");
        text.map(String::into_bytes).ok_or_else(missing)
    }
}

#[test]
fn reloads_keep_the_options() {
    let shelf = Arc::new(Shelf::default());
    shelf.write("config/environments.yaml", "environments: {a: {}}");
    shelf.write("config/base.yaml", "base: {x: '${env:X}', y: 1}");
    shelf.write("config/local/a.yaml", "overrides: {y: 2}");
    let variables = [("X", "x"), ("STAGELINE_CONFIG__Z", "3")];
    let options = OpenOptions::new().variables(variables).variable_overrides(true);
    let project = options.local(true).open_source(shelf.clone()).unwrap();
    let shown = || project.environment("a").unwrap().resolve().unwrap().to_string();
    assert_eq!(shown(), r#"{"x":"x","y":2,"z":3}"#);
    shelf.write("config/local/a.yaml", "overrides: {y: 20}");
    project.reload_paths(&["config/local/a.yaml".to_owned()]).unwrap();
    assert_eq!(shown(), r#"{"x":"x","y":20,"z":3}"#);
    shelf.write("config/local/all.yaml", "overrides: {w: 0}");
    project.reload().unwrap();
    assert_eq!(shown(), r#"{"x":"x","y":20,"w":0,"z":3}"#);
}

#[test]
fn local_files_are_neither_read_nor_told_unless_asked_for() {
    let shelf = Arc::new(Shelf::default());
    shelf.write("config/environments.yaml", "environments: {a: {}, b: {}}");
    shelf.write("config/b.yaml", "extends: local/a.yaml");
    shelf.write("config/local/a.yaml", "overrides: [");
    shelf.write("config/local/deep/er.yaml", "x: [");
    let project = OpenOptions::new().open_source(shelf.clone()).unwrap();
    project.reload_paths(&["config/local/a.yaml".to_owned()]).unwrap();
    let digest = project.reload().unwrap().digest();
    assert!(
        project
            .snapshot()
            .validate()
            .findings
            .iter()
            .all(|found| { found.rule != "load" && found.rule != "unknown-file" })
    );
    shelf.write("config/local/a.yaml", "overrides: {}");
    assert_eq!(project.reload().unwrap().digest(), digest, "what is not read does not count");
    let read = shelf.read.lock().unwrap();
    assert!(read.iter().all(|path| !path.starts_with("config/local/")), "{read:?}");
}

fn int(value: i64) -> Node {
    Node::detached(Data::Int(value))
}

fn list(items: &[Node]) -> Node {
    Node::detached(Data::List(items.to_vec().into()))
}

fn node(entries: &[(&str, Node)]) -> Node {
    let entries = entries.iter().map(|(key, node)| Entry {
        key: (*key).into(),
        key_span: stageline::source::Span::NONE,
        node: node.clone(),
    });
    Node::default().with_entries(entries.collect())
}

fn keyed(key: &str, value: Node) -> Node {
    node(&[(key, value)])
}

/// A layer as flow YAML: maps, scalars, lists of named items, and every merge intention.
fn layer() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        (0..5u8).prop_map(|n| n.to_string()),
        Just("null".to_owned()),
        Just("!delete ".to_owned()),
        Just("!replace 7".to_owned()),
    ];
    let item = prop_oneof![
        ("[p-s]", 0..5u8).prop_map(|(name, v)| format!("{{name: {name}, v: {v}}}")),
        "[p-s]".prop_map(|name| format!("!delete {{name: {name}}}")),
        (0..5u8).prop_map(|n| n.to_string()),
    ];
    let tag = prop_oneof![
        Just(""),
        Just("!append "),
        Just("!prepend "),
        Just("!merge_by:name "),
        Just("!replace ")
    ];
    let list = (tag, prop::collection::vec(item, 0..4))
        .prop_map(|(tag, items)| format!("{tag}[{}]", items.join(", ")));
    prop_oneof![3 => scalar, 3 => list].prop_recursive(3, 24, 4, |inner| {
        let tag = prop_oneof![4 => Just(""), 1 => Just("!replace ")];
        (tag, prop::collection::btree_map("[a-e]", inner, 0..4)).prop_map(|(tag, map)| {
            let entries: Vec<String> = map.iter().map(|(k, v)| format!("{k}: {v}")).collect();
            format!("{tag}{{{}}}", entries.join(", "))
        })
    })
}

fn overrides() -> impl Strategy<Value = String> {
    prop::collection::btree_map("[a-e]", layer(), 0..4).prop_map(|map| {
        let entries: Vec<String> = map.iter().map(|(k, v)| format!("{k}: {v}")).collect();
        format!("{{{}}}", entries.join(", "))
    })
}

/// Checks what must hold between a tree, its origins and its explanations.
fn check(configuration: &Configuration) -> Result<(), TestCaseError> {
    let all = configuration.explain_all("").unwrap();
    let mut told: Vec<(KeyPath, Node)> = Vec::new();
    for leaf in &all {
        let single = configuration.explain(&leaf.path).unwrap();
        prop_assert_eq!(format!("{:?}", single), format!("{:?}", leaf));
        prop_assert_eq!(at(configuration.root(), &leaf.path), leaf.value.as_ref());
        let first = &leaf.steps[0];
        match &leaf.value {
            Some(value) => {
                // Maps and lists that are leaves are empty: others may have been emptied.
                let origin = configuration.origin(&leaf.path).unwrap();
                let wins = leaf
                    .steps
                    .iter()
                    .find(|step| !matches!(step.effect, Effect::Overridden | Effect::Deletes));
                let wins = wins.unwrap();
                prop_assert_eq!((origin.layer, &origin.name), (wins.layer, &wins.name));
                if value.is_scalar() {
                    prop_assert_eq!(wins.value.as_ref(), Some(value), "{}", leaf);
                    prop_assert_eq!(&origin.place, &first.place, "{}", leaf);
                }
                told.push((leaf.path.clone(), value.clone()));
            }
            None => {
                prop_assert!(leaf.steps.iter().all(|step| step.effect != Effect::Sets), "{}", leaf)
            }
        }
    }
    let mut there: Vec<(KeyPath, Node)> = Vec::new();
    leaves(configuration.root(), &mut |path, node| there.push((path.clone(), node.clone())));
    let is_root = there.len() == 1 && there[0].0.is_empty();
    prop_assert_eq!(told, if is_root { Vec::new() } else { there });
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_leaf_is_explained_by_the_layer_that_wrote_it(
        layers in prop::collection::vec(overrides(), 5),
        diamond in any::<bool>(),
        by_name in any::<bool>(),
    ) {
        let [base, b, c, d, local] = &layers[..] else { unreachable!() };
        let parents = if diamond { "[b, c]" } else { "c" };
        let c_from = if diamond { "base" } else { "b" };
        let mut files = BTreeMap::from([
            ("config/environments.yaml", "environments: {b: {}, c: {}, d: {}}".to_owned()),
            ("config/base.yaml", format!("base: {base}")),
            ("config/b.yaml", format!("extends: base\noverrides: {b}")),
            ("config/c.yaml", format!("extends: {c_from}\noverrides: {c}")),
            ("config/d.yaml", format!("extends: {parents}\noverrides: {d}")),
            ("config/local/d.yaml", format!("overrides: {local}\nservices: {{s: {local}}}")),
            ("config/services/s/base.yaml", format!("s: {base}")),
            ("config/services/s/b.yaml", format!("s: {b}")),
            ("config/services/s/c.yaml", format!("s: {c}")),
        ]);
        if by_name {
            files.insert("stageline.yaml", "merge_keys: {a: name, b.c: name}".to_owned());
        }
        let project = Project::from_files_with(files, OpenOptions::new().local(true)).unwrap();
        for name in ["b", "c", "d"] {
            let environment = project.environment(name).unwrap();
            check(&environment.resolve().unwrap())?;
            check(&environment.service("s").unwrap().resolve().unwrap())?;
        }
    }
}

#[test]
fn a_service_of_many_leaves_and_layers_is_explained_at_once() {
    let leaves = |layer: usize| {
        let keys = (0..200).filter(|key| key % (layer + 1) == 0);
        keys.map(|key| format!("  group{}: {{key{key}: {layer}}}\n", key)).collect::<String>()
    };
    let names = ["e0", "e1", "e2", "e3", "e4"];
    let listed: String = names.iter().map(|name| format!("  {name}: {{}}\n")).collect();
    let mut files = vec![
        ("config/environments.yaml".to_owned(), format!("environments:\n{listed}")),
        ("config/services/s/base.yaml".to_owned(), format!("s:\n{}", leaves(0))),
    ];
    for (at, name) in names.iter().enumerate() {
        let extends =
            at.checked_sub(1).map_or(String::new(), |at| format!("extends: {}", names[at]));
        files.push((format!("config/{name}.yaml"), extends + "\noverrides: {}"));
        files.push((format!("config/services/s/{name}.yaml"), format!("s:\n{}", leaves(at + 1))));
    }
    let project = Project::from_files(files).unwrap();
    let service = project.environment("e4").unwrap().service("s").unwrap();
    let resolved = service.resolve().unwrap();
    let started = Instant::now();
    let all = resolved.explain_all("").unwrap();
    let took = started.elapsed();
    assert_eq!(all.len(), 200);
    assert_eq!(all[0].steps.len(), 6);
    println!("{took:?}");
    // Unoptimised and on a busy machine; it is a few hundred microseconds where it counts.
    assert!(took.as_millis() < 250, "{took:?}");
}
