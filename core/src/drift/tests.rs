//! Each rule by an example of its own, and what no rule may do.

use std::collections::BTreeSet;

use super::{Class, DriftOptions, DriftReport, DriftRule, RuleFindingKind, Shape, rules};
use crate::diff::Section;
use crate::error::Severity;
use crate::value::{Date, SecretKey};
use crate::{Project, Snapshot};

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
        ("FOO: hunter2", "FOO: 'secret://green/foo'", "drift/plain_secret"),
        ("FOO: 'secret://blue/foo'", "FOO: 4711", "drift/plain_secret"),
        ("FOO: 'secret://blue/foo'", "FOO: ~", "drift/behaviour"),
        ("FOO: 'Bearer secret://blue/t'", "FOO: Bearer t", "drift/plain_secret"),
        ("DB_URL: 'a://localhost/x'", "DB_URL: 'secret://green/db'", "drift/plain_secret"),
        ("replicas: 1", "replicas: 'secret://green/n'", "drift/plain_secret"),
        ("tls: {key: 'secret://blue/k'}", "tls: off", "drift/plain_secret"),
        ("a: [x, 'secret://blue/k']", "a: [x, y]", "drift/plain_secret"),
        ("db_password: x", "db_password: y", "expected/secret"),
        ("key: 'secret://blue/a'", "key: 'secret://green/a'", "expected/named_after_environment"),
        ("key: 'secret://blue/a'", "key: 'secret://green/b'", "drift/behaviour"),
        ("key: 'secret://blue/a'", "key: 'secret://blue/b'", "drift/behaviour"),
        ("bucket: x-blue-y", "bucket: x-green-y", "expected/named_after_environment"),
        ("colour: bluebell", "colour: greenbell", "drift/behaviour"),
        ("API_URL: a", "API_URL: b", "expected/address"),
        ("API_URL: 'secret://blue/a'", "API_URL: 'secret://green/b'", "drift/behaviour"),
        ("from: a@x.example", "from: b@y.example", "expected/address"),
        ("hosts: [a, b]", "hosts: [c, b]", "expected/address"),
        ("hosts: [a, b]", "hosts: [a, b, c]", "expected/address"),
        ("hosts: [a]", "x: {}", "drift/missing"),
        ("colours: [a, b]", "colours: [a]", "drift/missing"),
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
        let rules: Vec<_> = report.items.iter().map(|item| item.rule.as_str()).collect();
        assert!(rules.contains(&rule), "{a} | {b}: {rules:?}");
    }
}

#[test]
fn protection_matters_more_where_customers_are() {
    let report = drift("security: {ssl_required: true}", "security: {ssl_required: false}");
    let item = report.drift().next().unwrap();
    assert_eq!((item.rule.as_str(), item.severity), ("drift/security", Severity::Error));
    let project = Project::from_files([(
        "config/environments.yaml",
        "environments: {a: {features: {waf: true}}, b: {}}",
    )]);
    let report = project.unwrap().snapshot().drift("a", &["b"]).unwrap();
    let rules: Vec<_> = report.drift().map(|item| (item.rule.as_str(), item.severity)).collect();
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

/// Three environments with the values that are given, and what `stageline.yaml` says of drift.
fn project(settings: &str, [a, b, c]: [&str; 3]) -> Snapshot {
    let file = |text: &str| format!("overrides: {{{text}}}\n");
    let (a, b, c) = (file(a), file(b), file(c));
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {a: {}, b: {tier: testing}, c: {}}"),
        ("config/a.yaml", a.as_str()),
        ("config/b.yaml", b.as_str()),
        ("config/c.yaml", c.as_str()),
        ("stageline.yaml", settings),
    ]);
    project.unwrap().snapshot()
}

/// The configuration's items: path, rule, severity of drift.
fn told(report: &DriftReport) -> Vec<String> {
    let items = report.items.iter().filter(|item| item.section == Section::Configuration);
    items
        .map(|item| match item.is_drift() {
            true => format!("{} {} {}", item.path, item.rule, item.severity),
            false => format!("{} {}", item.path, item.rule),
        })
        .collect()
}

fn findings(report: &DriftReport) -> Vec<String> {
    report.findings.iter().map(ToString::to_string).collect()
}

const RULES: &str = "drift:
  rules:
    - {path: mode, expected: true, reason: they may, owner: team-a, until: 2027-03-01}
    - {path: 'pool.*', id: pools, environments: [b], severity: error, reason: they may not}
    - {path: size, tiers: [testing], severity: info, reason: to know of}
    - {path: size, sections: [services], expected: true, reason: never here}
";

#[test]
fn declared_rules_come_before_the_built_in_ones() {
    let values = ["mode: x, pool: {size: 1}, size: 1", "mode: y, pool: {size: 2}, size: 2"];
    let snapshot = project(RULES, [values[0], values[1], values[1]]);
    let report = snapshot.drift("a", &["b"]).unwrap();
    assert_eq!(
        told(&report),
        ["mode project/1", "pool.size project/pools error", "size project/3 info"]
    );
    let item = &report.items[1];
    assert_eq!((item.reason.as_str(), item.owner.as_deref()), ("they may", Some("team-a")));
    assert_eq!(item.rule_at.as_ref().unwrap().to_string(), "stageline.yaml:3:7");
    assert_eq!(item.class, Class::Expected);
    let report = snapshot.drift("a", &["c"]).unwrap();
    let built_in = ["mode project/1", "pool.size expected/capacity", "size expected/capacity"];
    assert_eq!(told(&report), built_in);
}

#[test]
fn rules_of_the_call_come_before_those_of_the_project() {
    let snapshot = project(RULES, ["mode: x, n: 1", "mode: y, n: 2", ""]);
    let rule = DriftRule::drift("mode", Severity::Error, "not today").unwrap();
    let second = DriftRule::expected("*", "whatever").unwrap().id("any");
    let options = DriftOptions::new().rule(rule).rule(second);
    let report = snapshot.drift_with("a", &["b"], &options).unwrap();
    assert_eq!(told(&report), ["mode call/1 error", "n call/any"]);
    assert!(report.items[0].rule_at.is_none());
}

#[test]
fn a_rule_counts_until_its_last_day_is_over() {
    let snapshot = project(RULES, ["mode: x", "mode: y", ""]);
    let on = |day: &str| {
        let options = DriftOptions::new().today(Date::parse(day).unwrap());
        snapshot.drift_with("a", &["c", "b"], &options).unwrap()
    };
    assert_eq!(told(&on("2027-03-01"))[1], "mode project/1");
    let report = on("2027-03-02");
    assert_eq!(told(&report)[1], "mode drift/behaviour warning");
    let expired = "warning: the rule `project/1` held until 2027-03-01 (stageline.yaml:3:7)";
    assert_eq!(findings(&report)[0], expired);
    assert_eq!(report.findings[0].kind, RuleFindingKind::Expired);
}

#[test]
fn a_rule_behind_one_that_decides_everything_it_fits_is_told() {
    const OVERLAP: &str = "drift:\n  rules:\n    - {path: auth.**, expected: true, reason: r}\n    - {path: auth.ttl, severity: error, reason: r}\n";
    let snapshot = project(OVERLAP, ["auth: {ttl: 1}", "auth: {ttl: 2}", ""]);
    let report = snapshot.drift("a", &["b"]).unwrap();
    assert_eq!(
        findings(&report),
        [
            "info: the rule `project/2` decides nothing: all that it fits is decided before it, as by \
          `project/1`; put it first (stageline.yaml:4:7)"
        ]
    );
    // The caller's rule takes its place for once.
    let rule = DriftRule::expected("**", "not now").unwrap();
    let options = DriftOptions::new().rule(rule);
    let report = snapshot.drift_with("a", &["b"], &options).unwrap();
    assert!(findings(&report).iter().all(|told| !told.contains("project/1")));
}

#[test]
fn a_rule_that_speaks_of_what_was_compared_and_fits_nothing_is_told() {
    let snapshot = project(RULES, ["mode: x", "mode: y", "mode: z"]);
    let unused = |name: &str, line: u32| {
        format!("info: the rule `{name}` fits nothing that was compared (stageline.yaml:{line}:7)")
    };
    let report = snapshot.drift("a", &["b"]).unwrap();
    assert_eq!(findings(&report), [unused("project/pools", 4), unused("project/3", 5)]);
    // Neither `b` nor a tier is compared, and there is no service.
    assert!(findings(&snapshot.drift("a", &["c"]).unwrap()).is_empty());
}

const SHAPES: &str = "drift:
  rules: [{path: '**', expected: true, reason: whatever they are}]
  shapes:
    - {path: replicas, id: larger, expect: a >= b > c, reason: customers, severity: error}
    - {path: '**.cpu', expect: a == b, reason: alike, owner: team}
";

#[test]
fn a_shape_that_is_violated_is_drift_whatever_rules_say() {
    let snapshot = project(
        SHAPES,
        [
            "replicas: 2, limits: {cpu: 1}",
            "replicas: 3, limits: {cpu: 1000m}",
            "replicas: 3, limits: {cpu: 2}",
        ],
    );
    let report = snapshot.drift("a", &["b"]).unwrap();
    assert_eq!(told(&report), ["replicas shape/larger error"]);
    assert_eq!(report.summary.errors, 1);
    let item = report.drift().next().unwrap();
    assert_eq!(item.rule_at.as_ref().unwrap().line, 4);
    assert_eq!(item.baseline.as_ref().unwrap().value, Some(2.into()));
    // Seen from the other side it is the same.
    assert_eq!(told(&snapshot.drift("b", &["a"]).unwrap()), ["replicas shape/larger error"]);
    // Equal values violate a shape too; what follows for the outer two counts.
    let report = snapshot.drift("b", &["c"]).unwrap();
    assert_eq!(told(&report), ["limits.cpu project/1", "replicas shape/larger error"]);
    let report = snapshot.drift("a", &["c"]).unwrap();
    assert_eq!(told(&report), ["replicas shape/larger error", "limits.cpu project/1"]);
}

#[test]
fn a_shape_asks_nothing_where_a_value_is_missing_and_an_order_of_what_has_none_is_violated() {
    let snapshot = project(SHAPES, ["replicas: 2, cpu: x", "cpu: x", "replicas: two"]);
    assert_eq!(told(&snapshot.drift("a", &["b"]).unwrap()), ["replicas project/1"]);
    let report = snapshot.drift("a", &["c"]).unwrap();
    assert_eq!(told(&report), ["replicas shape/larger error", "cpu project/1"]);
}

#[test]
fn named_items_are_known_to_shapes_by_their_names() {
    let settings = "drift: {shapes: [{path: 'pods.[name=web].n', expect: a > b, reason: r}]}";
    let pods = |first: &str, n: u32, other: &str| {
        format!("pods: [{{name: {first}, n: {n}}}, {{name: {other}, n: 5}}]")
    };
    let (a, b) = (pods("web", 1, "db"), pods("db", 5, "web"));
    let report = project(settings, [&a, &b, ""]).drift("a", &["b"]).unwrap();
    assert!(told(&report).contains(&"pods.[name=web].n shape/1 warning".to_owned()), "{report}");
}

#[test]
fn sections_and_exclusions_limit_what_is_compared() {
    let snapshot = project("", ["x: 1, y: {z: 1}", "x: 2, y: {z: 2}", ""]);
    let drift = |options: DriftOptions| snapshot.drift_with("a", &["b"], &options);
    assert_eq!(drift(DriftOptions::new()).unwrap().items.len(), 3);
    let record = drift(DriftOptions::new().sections(["record"])).unwrap();
    assert!(record.items.iter().all(|item| item.section == Section::Record));
    assert_eq!(record.items.len(), 1);
    let left = drift(DriftOptions::new().exclude(["y.*", "record"])).unwrap();
    assert_eq!(told(&left), ["x drift/behaviour warning"]);
    assert_eq!(left.items.len(), 1);
    for options in [
        DriftOptions::new().sections(["recrod"]),
        DriftOptions::new().exclude(["nowhere"]),
        DriftOptions::new().rule(DriftRule::expected("x", "r").unwrap().sections(["shop"])),
    ] {
        assert_eq!(drift(options).unwrap_err().code(), crate::Code::Usage);
    }
    let error = drift(DriftOptions::new().sections(["recrod"])).unwrap_err();
    assert_eq!(error.suggestions(), ["record"]);
    let rule = DriftRule::expected("x", "r").unwrap();
    let unknown = drift(DriftOptions::new().rule(rule.clone().environments(["d"])));
    assert_eq!(unknown.unwrap_err().code(), crate::Code::UnknownEnvironment);
    let twins = DriftOptions::new().rule(rule.clone().id("x")).rule(rule.id("x"));
    assert_eq!(drift(twins).unwrap_err().code(), crate::Code::NameTaken);
    let shape = DriftOptions::new().shape(Shape::new("x", "a > d", "r").unwrap());
    assert_eq!(drift(shape).unwrap_err().code(), crate::Code::UnknownEnvironment);
}

#[test]
fn a_key_marks_secrets_and_tells_nothing_else_of_them() {
    let values = ["db_password: one, url_token: x", "db_password: two, url_token: x", ""];
    let snapshot = project("", values);
    let key = SecretKey::new([7; 32]).unwrap();
    let report = snapshot.drift_with("a", &["b"], &DriftOptions::new().key(key)).unwrap();
    let item = &report.items[1];
    let [left, right] = [&item.baseline, &item.actual].map(|side| side.clone().unwrap());
    assert!(left.redacted && left.value.is_none());
    assert_ne!(left.mark.clone().unwrap(), right.mark.unwrap());
    assert!(left.to_string().starts_with("(withheld, hmac:"));
    let without = snapshot.drift("a", &["b"]).unwrap();
    assert!(
        without.items.iter().all(|item| item.baseline.as_ref().is_none_or(|s| s.mark.is_none()))
    );
}

#[test]
fn a_rule_with_a_key_that_nothing_reads_does_not_count_and_is_told() {
    let report = ruled("{path: '**', sectoins: [flags], expected: true, reason: r}");
    assert_eq!(report.items[0].rule, "drift/behaviour");
    let [finding] = &report.findings[..] else { panic!("{:?}", report.findings) };
    assert_eq!((finding.kind, finding.severity), (RuleFindingKind::UnknownKey, Severity::Error));
    insta::assert_snapshot!(finding, @"error: the rule `project/1` has a key `sectoins` that nothing reads, so it does not count (stageline.yaml:1:17)");
}

#[test]
fn a_rule_that_names_what_there_is_not_is_told() {
    for (rule, said) in [
        (
            "sections: [service]",
            "names `service`, which is no part of an environment and no service; did you mean `services`?",
        ),
        ("environments: [gren]", "names `gren`, which is no environment; did you mean `green`?"),
        ("tiers: [prod]", "names `prod`, a tier that no environment has"),
    ] {
        let report = ruled(&format!("{{path: x, {rule}, expected: true, reason: r}}"));
        assert_eq!(report.items[0].rule, "drift/behaviour");
        let [finding] = &report.findings[..] else { panic!("{:?}", report.findings) };
        assert_eq!(finding.kind, RuleFindingKind::UnknownName);
        assert_eq!(finding.message, format!("the rule `project/1` {said}"));
    }
    let live = ruled("{path: x, environments: [live], expected: true, reason: r}");
    assert!(live.findings.iter().all(|finding| finding.kind == RuleFindingKind::Unused));
}

/// `x` differs, and the project has one rule.
fn ruled(rule: &str) -> DriftReport {
    let settings = format!("drift: {{rules: [{rule}]}}");
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {blue: {}, green: {}}"),
        ("config/blue.yaml", "overrides: {x: one}"),
        ("config/green.yaml", "overrides: {x: two}"),
        ("stageline.yaml", settings.as_str()),
    ]);
    project.unwrap().snapshot().drift("blue", &["green"]).unwrap()
}

#[test]
fn what_is_inherited_is_named_after_the_environment_it_comes_from() {
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {blue: {}, green: {}, green-eu: {}}"),
        ("config/blue.yaml", "overrides: {a: 'secret://blue/a'}"),
        ("config/green.yaml", "overrides: {a: 'secret://green/a'}"),
        ("config/green-eu.yaml", "extends: green"),
    ]);
    let report = project.unwrap().snapshot().drift("blue", &["green-eu"]).unwrap();
    assert_eq!(
        report.items.iter().find(|item| item.path.to_string() == "a").unwrap().rule,
        "expected/named_after_environment"
    );
}

#[test]
fn names_that_rules_give_themselves_are_names_and_their_own() {
    let open = |settings: &str| {
        Project::from_files([
            ("config/environments.yaml", "environments: {a: {}}"),
            ("stageline.yaml", settings),
        ])
        .map(|_| ())
        .unwrap_err()
    };
    let twins = "drift: {rules: [{path: a, id: x, expected: true, reason: r}, {path: b, id: x, expected: true, reason: r}]}";
    assert_eq!(open(twins).code(), crate::Code::NameTaken);
    let bad = "drift: {shapes: [{path: a, id: 'x/y', expect: a > b, reason: r}]}";
    assert_eq!(open(bad).code(), crate::Code::Name);
}

#[test]
fn nothing_is_held_against_nothing() {
    let snapshot = Project::from_files([("config/environments.yaml", "environments: {a: {}}")]);
    let snapshot = snapshot.unwrap().snapshot();
    assert_eq!(snapshot.drift("a", &[]).unwrap_err().code(), crate::Code::Usage);
    for error in [snapshot.drift("a", &["b"]), snapshot.drift("b", &["a"])] {
        assert_eq!(error.unwrap_err().code(), crate::Code::UnknownEnvironment);
    }
    let itself = snapshot.drift("a", &["a"]).unwrap_err();
    assert_eq!(itself.code(), crate::Code::Usage);
    assert!(itself.help_text().is_some());
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
