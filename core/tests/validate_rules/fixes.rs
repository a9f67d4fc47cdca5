//! Suggested edits: each one mends its finding and brings no other.

use std::collections::{BTreeMap, BTreeSet};

use stageline::validate::{Finding, Report};
use stageline::{OpenOptions, Project};

use super::{Case, cases, with_environments};

fn project(case: &Case) -> Project {
    let options = OpenOptions::new().lenient(true);
    Project::from_files_with(with_environments(case.files), options).unwrap()
}

/// What makes a finding the same when lines have moved, with how often it is there.
fn told(report: &Report) -> BTreeMap<(String, String, String), usize> {
    let mut told = BTreeMap::new();
    for finding in &report.findings {
        *told.entry(identity(finding)).or_insert(0) += 1;
    }
    told
}

fn identity(finding: &Finding) -> (String, String, String) {
    let file = finding.places.first().map(|place| place.file.to_string());
    (finding.rule.to_string(), file.unwrap_or_default(), finding.message.clone())
}

#[test]
fn every_suggested_edit_mends_its_finding_and_brings_no_other() {
    let mut mended = BTreeSet::new();
    for case in cases() {
        let project = project(case);
        let report = project.snapshot().validate();
        let before = told(&report);
        for finding in report.findings.iter().filter(|finding| finding.rule == case.rule) {
            let Some(fix) = &finding.fix else { continue };
            let mut edit = project.edit();
            if let Err(error) = edit.fix(fix) {
                panic!("{finding}: {error}\n{fix:?}");
            }
            let after = told(&edit.snapshot().unwrap().validate());
            let left = after.get(&identity(finding)).copied().unwrap_or(0);
            assert_eq!(left + 1, before[&identity(finding)], "{finding}\n{fix:?}");
            let new: Vec<_> = after
                .iter()
                .filter(|(identity, count)| **count > before.get(*identity).copied().unwrap_or(0))
                .collect();
            assert!(new.is_empty(), "{finding}\n{fix:?}\n{new:#?}");
            mended.insert(case.rule);
        }
    }
    insta::assert_snapshot!(mended.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn an_edit_says_file_operation_and_path() {
    let files = [
        ("config/environments.yaml", "environments:\n  testing: {teir: x}\n"),
        ("config/testing.yaml", "extends: b\noverrides: {a: 1, c: no}\n"),
        ("config/base.yaml", "b: {a: 1}\n"),
    ];
    let report = Project::from_files(files).unwrap().snapshot().validate();
    let fixes: Vec<_> = report.findings.iter().map(|finding| &finding.fix).collect();
    insta::assert_snapshot!(serde_json::to_string_pretty(&fixes).unwrap());
}

#[test]
fn a_file_with_aliases_and_a_name_that_is_taken_get_no_edit() {
    let files = [
        ("config/environments.yaml", "environments:\n  testing: {teir: x, tier: y}\n"),
        ("config/testing.yaml", "extends: b\noverrides: {a: &a [1], c: *a}\n"),
        ("config/base.yaml", "b: {a: [1]}\n"),
    ];
    let report = Project::from_files(files).unwrap().snapshot().validate();
    let rules: Vec<_> = report.findings.iter().map(|finding| &*finding.rule).collect();
    assert_eq!(rules, ["unknown-key", "redundant-override"]);
    assert!(report.findings.iter().all(|finding| finding.fix.is_none()), "{report:#?}");
}

#[test]
fn no_edit_holds_what_could_be_a_secret() {
    let files = [
        ("config/environments.yaml", "environments:\n  testing: {}\n"),
        ("config/testing.yaml", "overrides: {host: 'db.example ', api_token: 'hunter2 '}\n"),
    ];
    let report = Project::from_files(files).unwrap().snapshot().validate();
    let fixes: Vec<_> = report.findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
    assert_eq!((report.findings.len(), fixes.len()), (2, 1), "{report:#?}");
    let written = serde_json::to_string(&report).unwrap();
    assert!(!written.contains("hunter2"), "{written}");
}

#[test]
fn an_edit_whose_place_was_moved_by_another_is_refused() {
    let text = "feature_flags: {f: true}\n";
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {a: {}}\n"),
        ("config/feature-flags.yaml", text),
        ("config/a.yaml", "overrides:\n  regions: [eu, us, eu, ap, us]\n"),
    ])
    .unwrap();
    let report = project.snapshot().validate();
    let fixes: Vec<_> = report.findings.iter().filter_map(|found| found.fix.as_ref()).collect();
    assert_eq!(fixes.len(), 2, "{report:?}");
    let mut edit = project.edit();
    edit.fix(fixes[0]).unwrap();
    assert_eq!(edit.fix(fixes[1]).unwrap_err().code(), stageline::Code::EditRefused);
    edit.discard();
    for fix in fixes.into_iter().rev() {
        edit.fix(fix).unwrap();
    }
    assert_eq!(edit.preview().files[0].after, "overrides:\n  regions: [eu, us, ap]\n");
}
