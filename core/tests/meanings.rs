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

/// What differs, as `section path`, with missing services.
fn rows(diff: &stageline::diff::Diff) -> Vec<String> {
    let rows = diff.sections.iter().flat_map(|section| {
        let name = &section.section;
        let missing = section.missing_in.iter().map(move |side| format!("{name} not in {side}"));
        let found = section.differences.iter();
        missing.chain(found.map(move |found| format!("{name} {}", found.path)))
    });
    rows.collect()
}

#[test]
fn two_states_of_a_project_are_compared_with_the_places_of_each() {
    let state = |mode: &str, service: &str, flag: &str| {
        let files = [
            ("config/environments.yaml".to_owned(), ENVIRONMENTS.to_owned()),
            ("config/a.yaml".to_owned(), format!("overrides: {{mode: {mode}}}")),
            (format!("config/services/{service}/base.yaml"), format!("{service}: {{n: 1}}")),
            ("config/feature-flags.yaml".to_owned(), format!("feature_flags: {{f: {flag}}}")),
        ];
        Project::from_files(files).unwrap().snapshot()
    };
    let (before, after) = (state("slow", "api", "true"), state("\n    fast", "web", "false"));
    let diff = before.diff_with("a", &after, "a").unwrap();
    assert_eq!((diff.left.as_str(), diff.right.as_str()), ("before", "after"));
    assert_eq!(
        rows(&diff),
        ["configuration mode", "service api not in after", "service web not in before", "flags f"]
    );
    let change = &diff.section(&Section::Configuration)[0];
    let place = |side: &Option<stageline::diff::Side>| {
        side.as_ref().unwrap().place.as_ref().unwrap().to_string()
    };
    assert_eq!(place(&change.left), "config/a.yaml:1:19");
    assert_eq!(place(&change.right), "config/a.yaml:2:5");
    assert!(before.diff_with("a", &before, "a").unwrap().is_empty());
    let other = before.diff_with("a", &after, "b").unwrap();
    assert_eq!((other.left.as_str(), other.right.as_str()), ("a", "b"));
    for (left, right) in [("x", "a"), ("a", "x")] {
        let error = before.diff_with(left, &after, right).unwrap_err();
        assert_eq!(error.code(), stageline::Code::UnknownEnvironment);
    }
}

#[test]
fn two_services_are_compared_as_one_section() {
    let snapshot = open(&[
        ("config/services/api/a.yaml", "api: {n: 1, limits: {memory: 1Gi}}"),
        ("config/services/api/b.yaml", "api: {n: 2, limits: {memory: 1024Mi}}"),
        ("config/services/web/a.yaml", "web: {n: 3}"),
    ]);
    let service = |environment: &str, name: &str| {
        snapshot.environment(environment).unwrap().service(name).unwrap()
    };
    let diff = service("a", "api").diff(&service("b", "api")).unwrap();
    assert_eq!((diff.left.as_str(), diff.right.as_str()), ("a", "b"));
    assert_eq!(rows(&diff), ["service api n"]);
    let diff = service("a", "api").diff(&service("a", "web")).unwrap();
    assert_eq!((diff.left.as_str(), diff.right.as_str()), ("api", "web"));
    assert_eq!(rows(&diff), ["service api n", "service api limits"]);
    let diff = service("a", "web").diff(&service("b", "web")).unwrap();
    assert_eq!(rows(&diff), ["service web not in b"]);
    assert!(service("a", "web").diff(&service("a", "web")).unwrap().is_empty());
}
