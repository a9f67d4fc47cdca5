//! Plans that make one environment say what another one says.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use stageline::drift::{DriftOptions, DriftRule};
use stageline::project::edit::{Operation, Target};
use stageline::{Code, Project, Severity};

const FILES: [(&str, &str); 9] = [
    (
        "config/environments.yaml",
        "environments:\n  production: {tier: production}\n  staging: {tier: pre-production}\n  demo: {tier: testing}\n",
    ),
    ("config/base.yaml", "base: {cache: {ttl: 60}, retry: {times: 3, wait: 1s}}\n"),
    (
        "config/production.yaml",
        "extends: base\noverrides:\n  hosts: [a.example, b.example]\n  steps: [plan, apply]\n  replicas: 6\n  mail: {sender: shop@production.example, mode: live, password: hunter2, batch: 10}\n  limits: {burst: 5}\n",
    ),
    (
        "config/staging.yaml",
        "extends: base\noverrides:\n  retry: {times: 1} # flaky\n  hosts: [c.example]\n  steps: [apply]\n  replicas: 1\n  limits: {burst: 9, queue: 1} # for now\n",
    ),
    ("config/demo.yaml", "extends: staging\n"),
    ("config/services/api/base.yaml", "api: {timeout: 30}\n"),
    ("config/services/api/staging.yaml", "api: {timeout: 90, tls: {min: 1}}\n"),
    ("config/services/web/production.yaml", "web: {tls: {min: 2}}\n"),
    (
        "config/feature-flags.yaml",
        "feature_flags:\n  dark: {production: true, staging: false}\n  beta: {staging: true, default: false}\n",
    ),
];

fn project() -> Project {
    Project::from_files(FILES).unwrap()
}

#[test]
fn a_plan_says_what_would_be_written_where_and_what_is_left_alone() {
    let project = project();
    let mut plan = project.plan_fix("production", "staging", &DriftOptions::new()).unwrap();
    plan.choose(|item| item.item.section.to_string() == "configuration");
    let mut edit = plan.edit().unwrap();
    let radius = edit.blast_radius().unwrap();
    insta::assert_snapshot!(format!("{plan}\n\n{}\n{radius}", edit.preview()));
    edit.commit().unwrap();
    let again = project.plan_fix("production", "staging", &DriftOptions::new()).unwrap();
    let left: Vec<String> = again.fixes().map(|item| item.item.section.to_string()).collect();
    assert_eq!(left, ["service api", "service api", "service web"]);
}

#[test]
fn what_only_hides_the_wanted_value_is_taken_out_again() {
    let project = project();
    let plan = project.plan_fix("production", "staging", &DriftOptions::new()).unwrap();
    let of = |path: &str| {
        plan.items.iter().find(|item| item.item.path.to_string() == path).unwrap().clone()
    };
    assert!(matches!(of("retry.times").operation, Some(Operation::Unset { .. })));
    assert!(matches!(of("timeout").operation, Some(Operation::Unset { .. })));
    assert!(matches!(of("steps").operation, Some(Operation::Set { .. })));
    let queue = of("limits.queue");
    assert!(matches!(queue.operation, Some(Operation::Delete { .. })));
    assert_eq!(queue.target, Target::Environment { name: "staging".to_owned() });
    assert_eq!(queue.file.as_deref(), Some("config/staging.yaml"));
    assert_eq!(queue.radius.environments(), ["staging", "demo"]);
}

#[test]
fn an_environment_that_extends_the_other_forgets_its_own_words() {
    let project = project();
    let mut plan = project.plan_fix("staging", "demo", &DriftOptions::new()).unwrap();
    assert_eq!(plan.fixes().count(), 0);
    let mut edit = project.edit();
    edit.environment("demo").set("retry.wait", "9s").unwrap();
    edit.commit().unwrap();
    plan = project.plan_fix("staging", "demo", &DriftOptions::new()).unwrap();
    plan.choose(|_| true);
    plan.edit().unwrap().commit().unwrap();
    let text = project.snapshot().sources().by_path("config/demo.yaml").unwrap().text().to_owned();
    assert!(!text.contains("wait"), "{text}");
}

#[test]
fn no_secret_is_in_a_plan_whoever_asks() {
    let files = FILES.map(|(path, text)| match path {
        "config/staging.yaml" => {
            (path, "extends: base\noverrides: {mail: {password: geheim7, mode: live}}\n")
        }
        _ => (path, text),
    });
    let project = Project::from_files(files).unwrap();
    for (from, to) in [("production", "staging"), ("staging", "production")] {
        let mut plan = project.plan_fix(from, to, &DriftOptions::new()).unwrap();
        plan.choose(|_| true);
        let json = serde_json::to_string(&plan).unwrap();
        for secret in ["hunter2", "geheim7"] {
            assert!(!json.contains(secret) && !plan.to_string().contains(secret));
        }
        let mut edit = plan.edit().unwrap();
        let after = edit.snapshot().unwrap();
        for file in edit.preview().files {
            let before = file.before.unwrap_or_default();
            assert_eq!(file.after.matches("password").count(), before.matches("password").count());
        }
        assert!(after.drift("production", &["staging"]).is_ok());
    }
}

#[test]
fn rules_decide_what_may_be_mended() {
    let project = project();
    let of = |options: &DriftOptions, path: &str| {
        let plan = project.plan_fix("production", "staging", options).unwrap();
        plan.items.into_iter().find(|item| item.item.path.to_string() == path).unwrap()
    };
    let none = DriftOptions::new();
    assert_eq!(of(&none, "replicas").left_alone.as_deref(), Some("environments differ in size"));
    let rule = DriftRule::drift("replicas", Severity::Error, "they ought to be equal").unwrap();
    let item = of(&none.clone().rule(rule), "replicas");
    assert_eq!(item.left_alone, None);
    assert_eq!(item.item.rule, "call/1");
    let rule = DriftRule::expected("retry.*", "it is flaky").unwrap();
    let item = of(&none.clone().rule(rule), "retry.times");
    assert_eq!(item.left_alone.as_deref(), Some("it is flaky"));
    // A flag is copied where a rule says that it ought to be equal.
    assert!(of(&none, "dark").left_alone.is_some());
    let rule = DriftRule::drift("**", Severity::Info, "alike").unwrap().sections(["flags"]);
    let item = of(&none.clone().rule(rule), "dark");
    assert_eq!(item.file.as_deref(), Some("config/feature-flags.yaml"));
    assert_eq!(of(&none.exclude(["retry"]), "retry.times").left_alone.as_deref(), Some("excluded"));
}

#[test]
fn a_list_that_differs_as_expected_too_is_not_set_as_a_whole() {
    let pods = |image: &str, port: u32| {
        format!("overrides: {{pods: [{{name: web, image_tag: {image}, mode: {port}}}]}}\n")
    };
    let (a, b) = (pods("a", 1), pods("b", 2));
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {a: {}, b: {}}"),
        ("config/a.yaml", a.as_str()),
        ("config/b.yaml", b.as_str()),
    ])
    .unwrap();
    let plan = project.plan_fix("a", "b", &DriftOptions::new()).unwrap();
    assert_eq!(plan.items.len(), 1);
    let reason = plan.items[0].left_alone.as_deref().unwrap();
    assert!(reason.contains("lists are set whole"), "{reason}");
}

#[test]
fn only_what_can_be_made_can_be_chosen() {
    let project = project();
    let mut plan = project.plan_fix("production", "staging", &DriftOptions::new()).unwrap();
    assert!(plan.edit().unwrap().is_empty());
    let number = |plan: &stageline::project::FixPlan, path: &str| {
        plan.items.iter().find(|item| item.item.path.to_string() == path).unwrap().number
    };
    for wrong in [0, 999, number(&plan, "replicas")] {
        assert_eq!(plan.set_chosen(wrong, true).unwrap_err().code(), Code::Usage);
    }
    let times = number(&plan, "retry.times");
    plan.set_chosen(times, true).unwrap();
    assert_eq!(plan.chosen().count(), 1);
    plan.set_chosen(times, false).unwrap();
    assert_eq!(plan.chosen().count(), 0);
    plan.choose(|_| true);
    assert!(plan.items.iter().all(|item| item.chosen == item.left_alone.is_none()));
    let error = project.plan_fix("staging", "staging", &DriftOptions::new()).unwrap_err();
    assert_eq!(error.code(), Code::Usage);
    let error = project.plan_fix("staging", "qa", &DriftOptions::new()).unwrap_err();
    assert_eq!(error.code(), Code::UnknownEnvironment);
}

#[test]
fn a_plan_is_refused_where_the_project_has_changed_meanwhile() {
    let project = project();
    let mut plan = project.plan_fix("production", "staging", &DriftOptions::new()).unwrap();
    plan.choose(|item| item.item.path.to_string() == "retry.times");
    let mut other = project.edit();
    other.environment("staging").set("replicas", 2).unwrap();
    other.commit().unwrap();
    assert_eq!(plan.edit().unwrap().commit().unwrap_err().code(), Code::EditConflict);
}

#[test]
fn a_sync_makes_the_edits_of_a_plan_and_those_of_flags() {
    let project = project();
    let mut plan = project.plan_fix("production", "staging", &DriftOptions::new()).unwrap();
    plan.choose(|_| true);
    let mut edit = project.edit();
    let synced = edit.sync("production", "staging", &["flags"]).unwrap();
    assert_eq!(synced.changed().count(), plan.chosen().count());
    assert_eq!(edit.preview(), plan.edit().unwrap().preview());
}

fn two(production: &str, staging: &str, more: &[(&str, &str)]) -> Project {
    let mut files = vec![
        ("config/environments.yaml", "environments: {production: {}, staging: {}}"),
        ("config/production.yaml", production),
        ("config/staging.yaml", staging),
    ];
    files.extend(more);
    Project::from_files(files).unwrap()
}

#[test]
fn no_chosen_fix_undoes_another() {
    let project = two(
        "",
        "",
        &[
            ("config/services/web/base.yaml", "web: {health: {tries: 1, path: /a}}\n"),
            ("config/services/web/production.yaml", "web: {health: {tries: 5}}\n"),
            ("config/services/web/staging.yaml", "web: {health: {path: /b}}\n"),
        ],
    );
    let mut plan = project.plan_fix("production", "staging", &DriftOptions::new()).unwrap();
    plan.choose(|_| true);
    assert_eq!(plan.chosen().count(), 2);
    plan.edit().unwrap().commit().unwrap();
    let again = project.plan_fix("production", "staging", &DriftOptions::new()).unwrap();
    assert_eq!(again.items, [], "{again}");

    let mut edit = project.edit();
    edit.service("staging", "web").set("health.path", "/b").unwrap();
    edit.service("staging", "web").unset("health.tries").unwrap();
    edit.commit().unwrap();
    let mut sync = project.edit();
    sync.sync("production", "staging", &[]).unwrap();
    sync.commit().unwrap();
    assert!(project.snapshot().diff("production", "staging").unwrap().is_empty());
}

#[test]
fn what_the_other_inherits_cannot_be_mended_by_a_change_of_it() {
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {production: {}, production-eu: {}}"),
        ("config/production.yaml", "overrides: {l: [a], n: 1}\n"),
        ("config/production-eu.yaml", "extends: production\noverrides: {l: !append [b], n: 2}\n"),
    ])
    .unwrap();
    let plan = project.plan_fix("production-eu", "production", &DriftOptions::new()).unwrap();
    let of =
        |path: &str| plan.items.iter().find(|item| item.item.path.to_string() == path).unwrap();
    assert_eq!(
        of("l").left_alone.as_deref(),
        Some("`production-eu` inherits it from `production`, and would change too")
    );
    assert_eq!(of("n").left_alone, None);
}

#[test]
fn a_secret_is_copied_by_no_name_of_an_item_and_by_no_flag() {
    let project = two(
        "overrides: {env: [{name: DB_PASSWORD, value: hunter2}, {name: MODE, value: fast}]}\n",
        "overrides: {x: 1}\n",
        &[(
            "config/feature-flags.yaml",
            "feature_flags: {partner_api_key: {production: hunter2, staging: none}}\n",
        )],
    );
    let rule = DriftRule::drift("**", Severity::Error, "alike").unwrap().sections(["flags"]);
    let mut plan =
        project.plan_fix("production", "staging", &DriftOptions::new().rule(rule)).unwrap();
    plan.choose(|_| true);
    assert!(!format!("{plan}{}", serde_json::to_string(&plan).unwrap()).contains("hunter2"));
    assert!(!plan.edit().unwrap().preview().to_string().contains("hunter2"));
    let mut sync = project.edit();
    sync.sync("production", "staging", &[]).unwrap();
    assert!(!sync.preview().to_string().contains("hunter2"));
    let snapshot = project.snapshot();
    let (diff, survey) = (
        snapshot.diff("production", "staging").unwrap(),
        snapshot.compare(&["production", "staging"]).unwrap(),
    );
    assert!(!format!("{diff}{survey}{diff:?}{survey:?}").contains("hunter2"));
}

#[test]
fn what_a_flag_says_for_all_is_no_part_of_an_entry_that_is_copied() {
    let flags = "\
feature_flags:
  dep: true
  shared: {default: false, requires: [dep], production: {rollout: {percentage: 10}}, staging: true}
  killed: {kill_switch: true, production: 1, staging: 2}
  tagged: {segments: {s: x}, production: {default: {all: 1}}, staging: {all: 2}}
  odd: {production: {default: {default: 3}}, staging: 4}
";
    let project = two("{}\n", "{}\n", &[("config/feature-flags.yaml", flags)]);
    let rule = DriftRule::drift("**", Severity::Error, "alike").unwrap().sections(["flags"]);
    let mut plan =
        project.plan_fix("production", "staging", &DriftOptions::new().rule(rule)).unwrap();
    plan.choose(|_| true);
    let mut sync = project.edit();
    sync.sync("production", "staging", &[]).unwrap();
    for mut edit in [plan.edit().unwrap(), sync] {
        let snapshot = edit.snapshot().unwrap();
        let text = snapshot.sources().by_path("config/feature-flags.yaml").unwrap().text();
        for (name, written) in [
            ("shared", r#"{"rollout":{"percentage":10}}"#),
            ("killed", "1"),
            ("tagged", r#"{"default":{"all":1}}"#),
            ("odd", r#"{"default":{"default":3}}"#),
        ] {
            let found =
                &snapshot.declarations().flags[name].environments.get("staging").unwrap().node;
            assert_eq!(found.to_string(), written, "{text}");
        }
        assert!(snapshot.flag_problems().is_empty());
        let diff = snapshot.diff("production", "staging").unwrap();
        assert!(diff.is_empty(), "{diff}");
    }
}

#[test]
fn a_list_that_differs_in_order_and_in_items_is_set_once() {
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {production: {}, staging: {}}"),
        ("config/base.yaml", "base: {routes: [{name: x}, {name: t}, {name: y}]}"),
        ("config/production.yaml", "extends: base"),
        (
            "config/staging.yaml",
            "extends: base\noverrides:\n  zone: a\n  routes: [{name: y}, {name: t}]\n",
        ),
    ])
    .unwrap();
    let options = DriftOptions::new();
    let mut plan = project.plan_fix("production", "staging", &options).unwrap();
    plan.choose(|_| true);
    let paths: Vec<String> = plan.fixes().map(|item| item.item.path.to_string()).collect();
    assert_eq!(paths, ["routes", "zone"]);
    plan.edit().unwrap().commit().unwrap();
    assert!(project.snapshot().diff("production", "staging").unwrap().is_empty());
}
