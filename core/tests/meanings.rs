//! How environments of a project are compared: what settings and schemas say values mean.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use stageline::diff::Section;
use stageline::{Project, Snapshot};

const ENVIRONMENTS: &str = "environments: {a: {}, b: {}}";

fn open(files: &[(&str, &str)]) -> Snapshot {
    let files = files.iter().chain(&[("config/environments.yaml", ENVIRONMENTS)]);
    Project::from_files(files.copied()).unwrap().snapshot()
}

/// What differs between `a` and `b`, as `section path`.
fn differing(snapshot: &Snapshot) -> Vec<String> {
    let diff = snapshot.diff("a", "b").unwrap();
    let rows = diff.sections.iter().flat_map(|section| {
        let name = &section.section;
        section.differences.iter().map(move |found| format!("{name} {}", found.path))
    });
    rows.collect()
}

#[test]
fn the_settings_say_what_values_mean_and_the_last_that_fits_counts() {
    let a = "overrides: {hosts: Web, mode: Fast, labels: {cpu: '1'}, at: {url: 'http://h:80'}}";
    let b = "overrides: {hosts: web, mode: fast, labels: {cpu: 1000m}, at: {url: 'http://h'}}";
    let files = [("config/a.yaml", a), ("config/b.yaml", b)];
    let with = |settings| differing(&open(&[files[0], files[1], ("stageline.yaml", settings)]));
    assert_eq!(
        with("{}"),
        ["configuration hosts", "configuration mode", "configuration labels.cpu"]
    );
    let all = "compare:
  - {path: hosts, as: exact}
  - {path: '*', as: case_insensitive, sections: [configuration]}
  - {path: hosts, as: case_insensitive, sections: [configuration]}
  - {path: labels.cpu, as: cpu}
  - {path: at.url, as: exact, sections: [flags]}
";
    assert!(with(all).is_empty());
    let last = "compare: [{path: 'at.*', as: url}, {path: '**.url', as: exact}]";
    assert_eq!(with(last).last().unwrap(), "configuration at.url");
}

#[test]
fn a_services_schema_says_what_its_values_mean_and_the_settings_have_the_last_word() {
    let schema = "{properties: {hosts: {x-stageline-as: case_insensitive}, mode: {x-stageline-as: case_insensitive}, \
                  home: {format: uri}}}";
    let file = |name: &str, hosts: &str, mode: &str, home: &str| {
        format!("{name}: {{hosts: {hosts}, mode: {mode}, home: '{home}'}}")
    };
    let open_with = |settings: &str| {
        open(&[
            ("stageline.yaml", settings),
            ("schemas/api.yaml", schema),
            ("config/services/api/a.yaml", &file("api", "Web", "Fast", "http://h")),
            ("config/services/api/b.yaml", &file("api", "web", "fast", "HTTP://h:80/")),
            ("config/services/web/a.yaml", &file("web", "Web", "Fast", "http://h")),
            ("config/services/web/b.yaml", &file("web", "web", "fast", "HTTP://h:80/")),
        ])
    };
    let schemas = "validation: {schemas: {api: schemas/api.yaml}}\n";
    let snapshot = open_with(schemas);
    assert!(snapshot.diff("a", "b").unwrap().section(&Section::Service("api".into())).is_empty());
    let web = ["service web hosts", "service web mode", "service web home"];
    assert_eq!(differing(&snapshot), web);
    let settings = format!("{schemas}compare: [{{path: mode, as: exact, sections: [services]}}]\n");
    assert_eq!(differing(&open_with(&settings))[0], "service api mode");
}

#[test]
fn a_reload_of_services_keeps_what_values_mean() {
    let project = Project::from_files([
        ("config/environments.yaml", ENVIRONMENTS),
        ("stageline.yaml", "compare: [{path: hosts, as: case_insensitive}]"),
        ("config/services/api/a.yaml", "api: {hosts: Web}"),
        ("config/services/api/b.yaml", "api: {hosts: db}"),
    ])
    .unwrap();
    assert_eq!(differing(&project.snapshot()), ["service api hosts"]);
    let mut edit = project.edit();
    edit.service("b", "api").set("hosts", "WEB").unwrap();
    assert!(differing(&edit.commit().unwrap()).is_empty());
}
