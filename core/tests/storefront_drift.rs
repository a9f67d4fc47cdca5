//! The example's own tables, held against what the library says of it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod outside;

use std::collections::BTreeSet;
use std::path::PathBuf;

use stageline::diff::{Section, Side};
use stageline::drift::{Class, DriftItem};
use stageline::{Place, Project, Snapshot};

fn storefront() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples/storefront")
}

fn open() -> Snapshot {
    Project::open(storefront()).unwrap().snapshot()
}

/// The cells of the table below a heading.
fn table(heading: &str) -> Vec<Vec<String>> {
    let readme = std::fs::read_to_string(storefront().join("README.md")).unwrap();
    let below = readme.split(&format!("## {heading}\n")).nth(1).unwrap();
    let rows = below.lines().take_while(|line| !line.starts_with("## "));
    let rows = rows.filter(|line| line.starts_with("| ")).skip(2);
    rows.map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect())
        .collect()
}

/// What stands in backticks in a cell.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// A side as the tables write it.
fn written(side: Option<&Side>, missing_at: Option<&Place>) -> String {
    let short = |place: &Place| place.to_string().trim_start_matches("config/").to_owned();
    match side {
        Some(side) => {
            let value = side.value.as_ref().unwrap();
            let value = value.as_text().map_or_else(|| value.to_string(), str::to_owned);
            format!("`{value}` `{}`", short(side.place.as_ref().unwrap()))
        }
        None => format!("absent `{}`", short(missing_at.unwrap())),
    }
}

fn row(item: &DriftItem) -> Vec<String> {
    let missing = item.missing_at.as_ref();
    vec![
        item.section.to_string(),
        format!("`{}`", item.path),
        written(item.actual.as_ref(), missing),
        written(item.baseline.as_ref(), missing),
    ]
}

#[test]
fn staging_drifts_from_production_as_the_readme_says() {
    let report = open().drift("production", &["staging"]).unwrap();
    let found: BTreeSet<_> = report.drift().map(row).collect();
    let told: BTreeSet<_> = table("Drift from staging to production")
        .into_iter()
        .map(|row| row.into_iter().take(4).collect::<Vec<_>>())
        .collect();
    assert_eq!(told.len(), 8);
    assert_eq!(found, told);
    assert!(report.has_drift());
    assert_eq!(report.summary.drift, 8);
}

#[test]
fn other_spellings_of_one_amount_are_told_apart_from_differences() {
    let diff = open().diff("staging", "production").unwrap();
    let found: BTreeSet<_> = diff
        .sections
        .iter()
        .flat_map(|section| section.equivalent.iter().map(|same| (&section.section, same)))
        .map(|(section, same)| {
            vec![
                section.to_string(),
                format!("`{}`", same.path),
                written(same.left.as_ref(), None),
                written(same.right.as_ref(), None),
            ]
        })
        .collect();
    let told: BTreeSet<_> = table("Same value, spelled differently").into_iter().collect();
    assert_eq!(told.len(), 10);
    assert_eq!(found, told);
}

#[test]
fn what_differs_by_nature_is_not_called_drift() {
    let snapshot = open();
    let report = snapshot.drift("production", &["staging"]).unwrap();
    let expected = report.items.iter().filter(|item| item.class == Class::Expected);
    let found: BTreeSet<_> =
        expected.map(|item| (item.section.to_string(), item.path.to_string())).collect();
    let mut told = BTreeSet::new();
    for row in table("Different by nature") {
        told.extend(quoted(&row[1]).into_iter().map(|path| (row[0].clone(), path.to_owned())));
    }
    // A value that refers to another is equal as it is written, and differs once it is computed.
    let staging = snapshot.environment("staging").unwrap().resolve().unwrap();
    told.retain(|(section, path)| {
        let node = staging.get(path);
        let refers = |text: &str| text.contains("${") && section == "configuration";
        !node.is_ok_and(|node| node.as_text().is_some_and(refers))
    });
    assert_eq!(found, told);
    assert_eq!(report.summary.expected, told.len());
}

#[test]
fn a_service_that_is_absent_is_said_once() {
    let files = [
        ("config/environments.yaml", "environments: {a: {tier: production}, b: {tier: testing}}"),
        ("config/services/api/a.yaml", "api: {replicas: 2, environment: {MODE: x}}"),
    ];
    let snapshot = Project::from_files(files).unwrap().snapshot();
    let report = snapshot.drift("a", &["b"]).unwrap();
    let items: Vec<_> = report.drift().map(ToString::to_string).collect();
    assert_eq!(
        items,
        ["error in b, service api is missing, in the baseline present at \
          config/services/api/a.yaml:1:6: the service is missing here [drift/missing_service]"]
    );
    let diff = snapshot.diff("b", "a").unwrap();
    let api = diff.sections.iter().find(|s| s.section == Section::Service("api".into())).unwrap();
    assert_eq!(api.missing_in.as_deref(), Some("b"));
    assert!(api.differences.is_empty());
    assert!(snapshot.diff("a", "a").unwrap().sections.is_empty());
}

#[test]
fn a_secret_in_plain_text_is_never_shown() {
    let file = |password: &str, user: &str| {
        format!(
            "overrides:\n  database:\n    password: {password}\n    url: \
             'postgres://{user}:{password}@db/shop'\n    pool: {{api_key: {password}}}\n"
        )
    };
    let (a, b) = (file("canary-one", "ann"), file("canary-two", "bob"));
    let snapshot = Project::from_files([
        ("config/environments.yaml", "environments: {a: {}, b: {}, c: {}}"),
        ("config/a.yaml", a.as_str()),
        ("config/b.yaml", b.as_str()),
    ])
    .unwrap()
    .snapshot();
    let diff = snapshot.diff("a", "b").unwrap();
    assert_eq!(diff.section(&Section::Configuration).len(), 3);
    for (left, right) in [("a", "b"), ("a", "c"), ("c", "b")] {
        let diff = snapshot.diff(left, right).unwrap();
        let report = snapshot.drift(left, &[right]).unwrap();
        assert!(!report.items.is_empty());
        for shown in [
            diff.to_string(),
            report.to_string(),
            serde_json::to_string(&diff).unwrap(),
            serde_json::to_string(&report).unwrap(),
            format!("{diff:?} {report:?}"),
        ] {
            assert!(!shown.contains("canary"), "{shown}");
        }
    }
}

#[test]
fn the_report_reads_as_a_person_would_say_it() {
    let snapshot = open();
    insta::assert_snapshot!(snapshot.drift("production", &["staging"]).unwrap());
    insta::assert_snapshot!(snapshot.diff("staging", "production").unwrap());
    let item = serde_json::to_value(&snapshot.drift("production", &["staging"]).unwrap().items[2]);
    insta::assert_snapshot!(serde_json::to_string_pretty(&item.unwrap()).unwrap());
}

#[test]
fn the_specification_says_what_staging_and_testing_lack() {
    let Some(root) = outside::shared("seed/tree") else { return };
    let snapshot = Project::open(root).unwrap().snapshot();
    let report = snapshot.drift("production", &["staging", "testing"]).unwrap();
    for target in ["staging", "testing"] {
        let of = |section: &str| {
            let items = report.items.iter().filter(|item| item.target == target);
            let items = items.filter(|item| item.section.to_string() == section);
            items.map(|item| (item.path.to_string(), item.rule.as_str())).collect::<BTreeSet<_>>()
        };
        assert_eq!(of("service api"), [(String::new(), "drift/missing_service")].into());
        assert_eq!(
            of("configuration"),
            [
                ("cache.max_size".to_owned(), "expected/capacity"),
                ("cache.ttl".to_owned(), "drift/timing"),
                ("database.pool_size".to_owned(), "expected/capacity"),
                ("database.timeout".to_owned(), "drift/timing"),
                ("monitoring".to_owned(), "drift/missing"),
                ("security".to_owned(), "drift/security"),
            ]
            .into()
        );
        assert!(of("flags").iter().all(|(_, rule)| *rule == "expected/flag"));
    }
    let missing = report.items.iter().find(|item| item.path.to_string() == "security").unwrap();
    let place = missing.baseline.as_ref().unwrap().place.as_ref().unwrap();
    assert_eq!(place.file.as_ref(), "config/production.yaml");
    // Staging's record asks for TLS as production's does; testing's does not.
    let record = report.drift().filter(|item| item.section == Section::Record);
    let record: Vec<_> = record.map(|item| (item.target.as_str(), item.path.to_string())).collect();
    assert_eq!(record, [("testing", "features.ssl_required".to_owned())]);
}
