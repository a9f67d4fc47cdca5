//! Each rule by an example of its own, and what no rule may do.

use std::collections::BTreeSet;

use super::{Class, DriftReport, rules};
use crate::Project;
use crate::error::Severity;

/// Two environments whose configurations are given; `b` is held against `a`.
fn drift(a: &str, b: &str) -> DriftReport {
    let file = |text: &str| format!("overrides: {{{text}}}");
    let (a, b) = (file(a), file(b));
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {blue: {}, green: {tier: production}}"),
        ("config/blue.yaml", a.as_str()),
        ("config/green.yaml", b.as_str()),
    ]);
    let report = project.unwrap().snapshot().drift("blue", &["green"]).unwrap();
    let record = report.items.iter().filter(|item| item.rule == "expected/identity").count();
    assert_eq!(record, 1, "the tier differs");
    report
}

#[test]
fn the_first_rule_that_fits_decides() {
    for (a, b, rule) in [
        ("replicas: 1", "replicas: 2", "expected/scaling"),
        ("autoscaling: {enabled: true}", "other: {}", "expected/scaling"),
        ("db_password: x", "db_password: 'secret://green/db'", "drift/plain_secret"),
        ("db_password: x", "db_password: y", "expected/secret"),
        ("key: 'secret://blue/a'", "key: 'secret://green/a'", "expected/named_after_environment"),
        ("key: 'secret://blue/a'", "key: 'secret://green/b'", "drift/behaviour"),
        ("key: 'secret://blue/a'", "key: 'secret://blue/b'", "drift/behaviour"),
        ("bucket: x-blue-y", "bucket: x-green-y", "expected/named_after_environment"),
        ("colour: bluebell", "colour: greenbell", "drift/behaviour"),
        ("API_URL: a", "API_URL: b", "expected/address"),
        ("API_URL: 'secret://blue/a'", "API_URL: 'secret://green/b'", "drift/behaviour"),
        ("from: a@x.example", "from: b@y.example", "expected/address"),
        ("tls: {min: 1}", "tls: {min: 2}", "drift/security"),
        ("rate_limiting: true", "rate_limiting: false", "drift/security"),
        ("rate: 1", "rate: 2", "drift/behaviour"),
        ("features: {debug_mode: true}", "features: {}", "expected/debugging"),
        ("a: 1", "x: {}", "drift/missing"),
        ("x: {}", "x: {a: 1}", "drift/extra"),
        ("image_tag: '1'", "image_tag: '2'", "expected/version"),
        ("logging: {level: A}", "logging: {level: B}", "expected/logging"),
        ("level: A", "level: B", "drift/behaviour"),
        ("mode: sandbox", "mode: live", "expected/outside_world"),
        ("mode: fast", "mode: slow", "drift/behaviour"),
        ("CALL_TIMEOUT_MS: 1", "CALL_TIMEOUT_MS: 2", "drift/timing"),
        ("pool_size: 1", "pool_size: 2", "expected/capacity"),
        ("max_size: 1GB", "max_size: 2GB", "expected/capacity"),
    ] {
        let report = drift(a, b);
        let rules: Vec<_> = report.items.iter().map(|item| item.rule).collect();
        assert!(rules.contains(&rule), "{a} | {b}: {rules:?}");
    }
}

#[test]
fn protection_matters_more_where_customers_are() {
    let report = drift("security: {ssl_required: true}", "security: {ssl_required: false}");
    let item = report.drift().next().unwrap();
    assert_eq!((item.rule, item.severity), ("drift/security", Severity::Error));
    let project = Project::from_files([(
        "config/environments.yaml",
        "environments: {a: {features: {waf: true}}, b: {}}",
    )]);
    let report = project.unwrap().snapshot().drift("a", &["b"]).unwrap();
    let rules: Vec<_> = report.drift().map(|item| (item.rule, item.severity)).collect();
    // `features` is missing as a whole, and with it the firewall.
    assert_eq!(rules, [("drift/security", Severity::Warning)]);
}

#[test]
fn a_report_counts_what_it_lists() {
    let report = drift("a: 1, b: 2, replicas: 1, tls: 1", "a: 2, replicas: 2, tls: 2");
    let summary = report.summary;
    assert_eq!((summary.drift, summary.expected), (3, 2));
    assert_eq!((summary.errors, summary.warnings, summary.infos), (1, 2, 0));
    assert!(!drift("", "").has_drift());
}

#[test]
fn nothing_is_held_against_nothing() {
    let snapshot = Project::from_files([("config/environments.yaml", "environments: {a: {}}")]);
    let snapshot = snapshot.unwrap().snapshot();
    assert_eq!(snapshot.drift("a", &[]).unwrap_err().code(), crate::Code::Usage);
    for error in [snapshot.drift("a", &["b"]), snapshot.drift("b", &["a"])] {
        assert_eq!(error.unwrap_err().code(), crate::Code::UnknownEnvironment);
    }
    assert!(!snapshot.drift("a", &["a"]).unwrap().has_drift());
}

#[test]
fn rules_have_names_of_their_own_that_say_their_class_and_are_documented() {
    let ids: BTreeSet<_> = rules().iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), rules().len());
    let docs = include_str!("mod.rs");
    for rule in rules() {
        let drift = rule.id.starts_with("drift/");
        assert_eq!(drift, rule.class == Class::Drift, "{}", rule.id);
        assert!(docs.contains(&format!("`{}`", rule.id)), "{}", rule.id);
    }
}
