//! Many environments at once: rows, majorities, outliers and shapes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::path::PathBuf;

use stageline::diff::ChangeKind;
use stageline::drift::{DriftOptions, Shape, Survey};
use stageline::report::Comparison;
use stageline::value::{Date, SecretKey};
use stageline::{Code, Project, Severity, Snapshot};

/// Four environments with the configurations that are given, and what else there is.
fn open(values: [&str; 4], files: &[(&str, &str)]) -> Snapshot {
    let environments = "environments: {a: {}, b: {}, c: {}, d: {}}";
    let mut all = vec![("config/environments.yaml".to_owned(), environments.to_owned())];
    for (name, text) in ["a", "b", "c", "d"].iter().zip(values) {
        all.push((format!("config/{name}.yaml"), format!("overrides: {{{text}}}\n")));
    }
    all.extend(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    Project::from_files(all).unwrap().snapshot()
}

/// Rows as `section path: groups | majority | outliers`.
fn rows(survey: &Survey) -> Vec<String> {
    let row = |row: &stageline::drift::SurveyRow| {
        let group = |group: &Option<u32>| group.map_or("-".to_owned(), |group| group.to_string());
        let groups: Vec<String> = row.groups.iter().map(group).collect();
        let majority = row.majority.map_or("-".to_owned(), |group| group.to_string());
        let path = row.path.to_string();
        format!(
            "{} {path}: {} | {majority} | {}",
            row.section,
            groups.join(" "),
            row.outliers().collect::<Vec<_>>().join(" ")
        )
    };
    survey.rows.iter().map(row).collect()
}

const ALL: [&str; 4] = ["a", "b", "c", "d"];

#[test]
fn rows_say_who_agrees_with_whom_and_who_stands_apart() {
    let snapshot = open(
        ["x: 1, m: {n: 1, o: 1}", "x: 1, m: {n: 1, o: 2}", "x: 2, m: {n: 1, o: 2}", "x: 1"],
        &[
            ("config/services/api/base.yaml", "api: {n: 1}"),
            ("config/services/api/c.yaml", "api: {n: 3}"),
            ("config/services/web/b.yaml", "web: {n: 1}"),
            ("config/feature-flags.yaml", "feature_flags: {dark: {a: true, default: false}}"),
        ],
    );
    let survey = snapshot.compare(&ALL).unwrap();
    assert_eq!(
        rows(&survey),
        [
            "configuration x: 0 0 1 0 | 0 | c",
            "configuration m: 0 0 0 - | 0 | d",
            "configuration m.o: 0 1 1 - | - | ",
            "service api n: 0 0 1 0 | 0 | c",
            "service web : - 0 - - | - | b",
            "flags dark: 0 1 1 1 | 1 | a",
        ]
    );
    assert_eq!(survey.outliers("c").count(), 2);
    let some = snapshot.compare_with(&["c", "a"], &DriftOptions::new().sections(["api"])).unwrap();
    assert_eq!(rows(&some), ["service api n: 0 1 | - | "]);
    assert!(
        snapshot
            .compare_with(&["a", "b"], &DriftOptions::new().sections(["api"]))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn every_cell_has_its_place_and_a_missing_one_that_of_its_parent() {
    let survey = open(["m: {n: 1}", "m: {n: 2}", "m: {}", "x: 1"], &[]).compare(&ALL).unwrap();
    let row = survey.rows.iter().find(|row| row.path.to_string() == "m.n").unwrap();
    let place =
        |at: usize| row.cells()[at].as_ref().map(|side| side.place.clone().unwrap().to_string());
    assert_eq!(
        [place(0), place(1), place(2), place(3)],
        [Some("config/a.yaml:1:20".to_owned()), Some("config/b.yaml:1:20".to_owned()), None, None,]
    );
    let parent = |at: usize| row.missing_at()[at].as_ref().map(ToString::to_string);
    // The fourth has no `m` either, which is a row of its own.
    assert_eq!(
        [parent(0), parent(2), parent(3)],
        [None, Some("config/c.yaml:1:13".to_owned()), None]
    );
}

#[test]
fn one_text_with_references_is_shown_as_each_environment_has_it() {
    let base = "base: {host: x, url: 'http://${host}/'}";
    let snapshot = Project::from_files([
        ("config/environments.yaml", "environments: {a: {}, b: {}}"),
        ("config/base.yaml", base),
        ("config/a.yaml", "{extends: base, overrides: {host: one}}"),
        ("config/b.yaml", "{extends: base, overrides: {host: two}}"),
    ]);
    let survey = snapshot.unwrap().snapshot().compare(&["a", "b"]).unwrap();
    let url = survey.rows.iter().find(|row| row.path.to_string() == "url").unwrap();
    let shown = url.cells().iter().map(|side| side.as_ref().unwrap().to_string());
    assert_eq!(shown.collect::<Vec<_>>(), ["\"http://one/\"", "\"http://two/\""]);
}

#[test]
fn shapes_are_held_against_all_environments_and_violated_by_equal_values_too() {
    let settings = "drift:
  shapes:
    - {path: replicas, id: order, expect: a >= b > c >= d, severity: error, reason: customers, owner: ops}
    - {path: nothing, expect: a > b, reason: r}
    - {path: n, expect: a == b, until: 2020-01-01, reason: r}
";
    let files = [("stageline.yaml", settings)];
    let snapshot = open(["replicas: 3", "replicas: 3", "n: 1", "replicas: 3"], &files);
    let today = DriftOptions::new().today(Date::parse("2027-01-01").unwrap());
    let survey = snapshot.compare_with(&ALL, &today).unwrap();
    let found: Vec<String> = survey
        .violations()
        .map(|(row, found)| {
            format!(
                "{} {} {} {} [{}]",
                row.path, found.left, found.relation, found.right, found.rule
            )
        })
        .collect();
    // `c` has no such value, so what follows for its neighbours is asked.
    assert_eq!(found, ["replicas b > d [shape/order]"]);
    let (_, violation) = survey.violations().next().unwrap();
    assert_eq!(violation.owner.as_deref(), Some("ops"));
    assert_eq!(violation.rule_at.as_ref().unwrap().line, 3);
    let findings: Vec<String> = survey.findings.iter().map(ToString::to_string).collect();
    assert_eq!(findings.len(), 2);
    assert!(findings[0].starts_with("info: the shape `shape/2` fits nothing"), "{findings:?}");
    assert!(findings[1].starts_with("warning: the shape `shape/3` held until"), "{findings:?}");

    let equal = open(["replicas: 3"; 4], &files).compare(&["a", "c"]).unwrap();
    assert_eq!(rows(&equal), ["configuration replicas: 0 0 | 0 | "]);
    assert!(equal.rows[0].is_uniform() && equal.rows[0].violations.len() == 1);
    let shape = Shape::new("replicas", "d < a", "r").unwrap();
    let called = open(["replicas: 3"; 4], &[]);
    let called = called.compare_with(&["d", "a"], &DriftOptions::new().shape(shape)).unwrap();
    assert_eq!(called.rows[0].violations[0].rule, "call-shape/1");
}

#[test]
fn secrets_are_withheld_in_every_cell_and_marked_by_a_key() {
    let snapshot =
        open(["db_password: hunter2", "db_password: geheim7", "db_password: hunter2", "x: 1"], &[]);
    let key = SecretKey::new([7; 32]).unwrap();
    let survey = snapshot.compare_with(&ALL, &DriftOptions::new().key(key)).unwrap();
    let text = format!("{survey}\n{}", serde_json::to_string(&survey).unwrap());
    assert!(!text.contains("hunter2") && !text.contains("geheim7"));
    let marks: Vec<_> =
        survey.rows[0].cells().iter().map(|side| side.as_ref()?.mark.clone()).collect();
    assert!(
        marks[0].is_some() && marks[0] == marks[2] && marks[0] != marks[1] && marks[3].is_none()
    );
}

#[test]
fn a_survey_needs_two_environments_that_exist() {
    let snapshot = open(["x: 1"; 4], &[]);
    for names in [&[][..], &["a"], &["a", "a"]] {
        assert_eq!(snapshot.compare(names).unwrap_err().code(), Code::Usage);
    }
    assert_eq!(snapshot.compare(&["a", "x"]).unwrap_err().code(), Code::UnknownEnvironment);
}

#[test]
fn a_survey_agrees_with_the_differences_of_every_two() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples/storefront");
    let snapshot = Project::open(root).unwrap().snapshot();
    let names = snapshot.environment_names();
    let survey = snapshot.compare(&names).unwrap();
    for (left, a) in names.iter().enumerate() {
        for (right, b) in names.iter().enumerate().skip(left + 1) {
            let diff = snapshot.diff(a, b).unwrap();
            for section in &diff.sections {
                let rows = survey.rows.iter().filter(|row| row.section == section.section);
                let told = rows.clone().any(|row| row.groups[left] != row.groups[right]);
                let differs = section.missing_in.is_some() || !section.differences.is_empty();
                assert_eq!(told, differs, "{a} {b} {}", section.section);
            }
        }
    }
}

#[test]
fn a_survey_reads_well() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples/storefront");
    let snapshot = Project::open(root).unwrap().snapshot();
    let shape =
        Shape::new("replicas", "production > staging > testing", "customers come first").unwrap();
    let options = DriftOptions::new().shape(shape).sections(["configuration", "services"]);
    insta::assert_snapshot!(
        snapshot.compare_with(&["testing", "staging", "production"], &options).unwrap()
    );
}

#[test]
fn named_items_in_another_order_are_moved_and_a_remark_whatever_they_say() {
    let steps = |first: &str, second: &str| {
        format!(
            "overrides:\n  api_steps:\n    - {{name: {first}, token: {first}}}\n    - {{name: {second}, token: {second}}}\n"
        )
    };
    let snapshot = Project::from_files([
        ("config/environments.yaml", "environments: {a: {}, b: {}, c: {}}".to_owned()),
        ("config/a.yaml", steps("a", "b")),
        ("config/b.yaml", steps("b", "a")),
        ("config/c.yaml", steps("b", "a")),
    ])
    .unwrap()
    .snapshot();
    let report = snapshot.drift("a", &["b"]).unwrap();
    let [item] = report.items.as_slice() else { panic!("{report}") };
    assert_eq!((item.kind, item.rule.as_str()), (ChangeKind::Moved, "drift/order"));
    assert_eq!(item.severity, Severity::Info);
    let text = report.to_string();
    assert!(text.contains("api_steps is in another order at config/b.yaml:3:5"), "{text}");
    let survey = snapshot.compare(&["a", "b", "c"]).unwrap();
    let [row] = survey.rows.as_slice() else { panic!("{survey}") };
    assert!(row.moved && row.outliers().eq(["a"]), "{survey}");
    let shown = Comparison::of_drift(&report, snapshot.sources());
    assert_eq!(shown.rows[0].kind, Some(ChangeKind::Moved));
    let shown = Comparison::of_survey(&survey, snapshot.sources());
    assert_eq!(shown.rows[0].kind, Some(ChangeKind::Moved));
}
