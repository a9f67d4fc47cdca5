//! Documents of the host, and live files.

use stageline::diff::{Options, compare, three_way};
use stageline::drift::DriftOptions;
use stageline::provider::{LiveEnvironment, LiveOptions};
use stageline::source::{FileId, SourceFile};
use stageline::yaml::{Limits, Node, parse};
use stageline::{Code, Project};

use super::plants::{CANARY, PLANTS};

fn document(text: &str) -> Node {
    let file = SourceFile::new(FileId::NONE, "a.yaml", text.to_owned());
    parse(&file, &Limits::default()).unwrap()
}

#[test]
fn documents_are_shown_without_what_is_a_secret_anywhere_in_them() {
    for plant in PLANTS.iter().filter(|plant| !plant.beside && !plant.on("a").contains("${")) {
        let (a, b, none) = (document(&plant.on("a")), document(&plant.on("b")), document("{}"));
        for (left, right) in [(&a, &b), (&b, &a), (&none, &a), (&a, &none)] {
            let found = compare(left, right, &Options::default());
            let leaves = compare(left, right, &Options { leaves: true, ..Options::default() });
            let changes = found.changes.iter().map(ToString::to_string);
            let changes = changes.collect::<Vec<_>>().join("\n");
            let merged = three_way(&none, left, right, &Options::default());
            let again = three_way(left, &none, right, &Options::default());
            let shown = format!("{found}\n{leaves}\n{changes}\n{merged}\n{again}");
            assert!(!shown.contains(CANARY), "{}\n{shown}", plant.name);
        }
    }
}

#[test]
fn live_files_are_shown_without_what_aliases_put_elsewhere() {
    let declared = "overrides: {innocent: x, plain: y, mode: fast}\n";
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {a: {}}\n"),
        ("config/a.yaml", declared),
        ("config/services/api/a.yaml", "api: {innocent: x, args: [x]}\n"),
    ])
    .unwrap();
    let file = |name: &str| {
        format!(
            "services:\n  api: {{db_password: &k {CANARY}-{name}, innocent: *k, args: [--token, {CANARY}-{name}]}}\nconfiguration:\n  api_secret: &s {CANARY}-{name}\n  innocent: *s\n  plain: &p {CANARY}-{name}\n  db_password: *p\n  mode: slow\n"
        )
    };
    let read =
        |name: &str| LiveEnvironment::read("live.yaml", file(name), &LiveOptions::new()).unwrap();
    let (one, two) = (read("one"), read("two"));
    let report = project.snapshot().drift_live("a", &one, &DriftOptions::new()).unwrap();
    let diff = one.diff(&two, None);
    let told = [
        format!("{report}\n{report:?}\n{}", serde_json::to_string(&report).unwrap()),
        format!("{diff}\n{diff:?}\n{}", serde_json::to_string(&diff).unwrap()),
        format!("{:?} {:?}", one.configuration(), one.service("api")),
        one.sources().files().map(|file| file.text().to_owned()).collect(),
    ];
    for told in told {
        assert!(!told.contains(CANARY), "{told}");
    }
    assert!(report.to_string().contains("slow"), "{report}");
}

#[test]
fn secrets_of_several_live_documents_are_followed_each_for_itself() {
    let objects = format!(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: one}}\ndata: {{DB_PASSWORD: &x {CANARY}, MODE: *x}}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: two}}\ndata: {{MODE: &x brisk, OTHER: *x}}\n"
    );
    let live = LiveEnvironment::read("live.yaml", objects, &LiveOptions::new());
    match live {
        Ok(live) => {
            let text: String = live.sources().files().map(|file| file.text().to_owned()).collect();
            assert!(!text.contains(CANARY) && text.contains("brisk"), "{text}");
        }
        Err(error) => assert_eq!(error.code(), Code::Live, "{error}"),
    }
}
