//! Rules, sections and exclusions of the project and of the caller, where they are about what runs.

use stageline::drift::{DriftOptions, DriftRule};
use stageline::provider::{LiveEnvironment, LiveOptions};
use stageline::{Code, Project};

use super::drift::{NOTHING, list, project, told};
use super::{deployment, read};

#[test]
fn rules_of_the_project_count_where_they_name_the_live_state() {
    let rules = |environments: &str| {
        format!(
            "drift:\n  rules:\n    - {{path: replicas, id: by-hand, environments: {environments}, \
             expected: true, reason: scaled by hand}}\n"
        )
    };
    let found = |environments: &str| {
        let settings = rules(environments);
        let files = [
            ("stageline.yaml", settings.as_str()),
            ("config/environments.yaml", "environments: {shop: {}, other: {}}"),
            ("config/services/api/shop.yaml", "api: {replicas: 2}"),
        ];
        let snapshot = Project::from_files(files).unwrap().snapshot();
        let live = read(&list(&deployment("api", "replicas: 3,", ""))).unwrap();
        let report = snapshot.drift_live("shop", &live, &DriftOptions::new()).unwrap();
        assert_eq!(report.findings, []);
        told(&report)
    };
    assert_eq!(found("[live]"), ["project/by-hand replicas"]);
    assert_eq!(found("[other, live]"), ["project/by-hand replicas"]);
    // That environments differ says nothing of what runs in one of them.
    assert_eq!(found("[shop]"), ["drift/changed replicas"]);
    assert_eq!(found("[]"), ["drift/changed replicas"]);
}

#[test]
fn validation_knows_rules_for_the_live_state() {
    let findings = |environments: &str| {
        let settings = format!(
            "drift: {{rules: [{{path: environment.INJECTED, environments: {environments}, expected: \
             true, reason: injected}}]}}"
        );
        let files = [
            ("stageline.yaml", settings.as_str()),
            ("config/environments.yaml", "environments: {shop: {}}"),
            ("config/services/api/shop.yaml", "api: {replicas: 2}"),
        ];
        let report = Project::from_files(files).unwrap().snapshot().validate();
        let found = report.findings.iter().map(|finding| finding.rule.to_string());
        found
            .filter(|rule| rule.contains("drift") || rule == "unknown-environment")
            .collect::<Vec<_>>()
    };
    let none: Vec<String> = Vec::new();
    assert_eq!(findings("[live]"), none);
    assert_eq!(findings("[shop]"), ["unused-drift-rule"]);
    assert_eq!(findings("[lives]"), ["unused-drift-rule", "unknown-environment"]);
}

#[test]
fn the_callers_rules_sections_and_exclusions_count() {
    let live = read(&list(&deployment("api", "replicas: 3,", ", env: [{name: A}]"))).unwrap();
    let snapshot = project("api: {replicas: 2, environment: {B: x}}", "testing");
    let told = |options: &DriftOptions| told(&snapshot.drift_live("shop", &live, options).unwrap());
    let rule = |text: &str| {
        let file = format!("b: {text}");
        let files =
            [("config/environments.yaml", "environments: {a: {}}"), ("config/base.yaml", &file)];
        let snapshot = Project::from_files(files).unwrap().snapshot();
        let node = snapshot.environment("a").unwrap().resolve().unwrap().root().clone();
        DriftRule::from_data(&node).unwrap()
    };
    let all =
        ["drift/changed replicas", "drift/missing environment.B", "drift/extra environment.A"];
    assert_eq!(told(&DriftOptions::new()), all);
    for environments in ["[]", "[live]", "[shop]"] {
        let options = DriftOptions::new().rule(rule(&format!(
            "{{path: replicas, environments: {environments}, severity: error, reason: fixed}}"
        )));
        assert_eq!(told(&options)[0], "call/1 replicas", "{environments}");
    }
    assert_eq!(told(&DriftOptions::new().exclude(["environment"])), all[..1]);
    assert_eq!(told(&DriftOptions::new().exclude(["environment.B"])), [all[0], all[2]]);
    // What only the live side has can be left out too.
    assert_eq!(told(&DriftOptions::new().exclude(["environment.A"])), all[..2]);
    assert_eq!(told(&DriftOptions::new().exclude(["services"])), NOTHING);
    assert_eq!(told(&DriftOptions::new().sections(["configuration"])), NOTHING);
    let wrong = DriftOptions::new().exclude(["environment.Z"]);
    assert_eq!(snapshot.drift_live("shop", &live, &wrong).unwrap_err().code(), Code::Usage);
}

#[test]
fn the_state_of_another_environment_is_refused() {
    let snapshot = project("api: {}", "testing");
    let options = LiveOptions::new().environment("other");
    let text = deployment("api", "", "");
    let live = LiveEnvironment::read("live.yaml", text.as_str(), &options).unwrap();
    let error = snapshot.drift_live("shop", &live, &DriftOptions::new()).unwrap_err();
    assert_eq!(error.code(), Code::Usage);
    assert_eq!(error.message(), "`live.yaml` is the live state of `other`");
    let live = read(&text).unwrap();
    let error = snapshot.drift_live("nowhere", &live, &DriftOptions::new()).unwrap_err();
    assert_eq!(error.code(), Code::UnknownEnvironment);
}
