//! What is declared, held against what runs.

use stageline::drift::{DriftOptions, DriftReport, DriftRule, live_rules};
use stageline::provider::{LiveEnvironment, LiveOptions};
use stageline::value::SecretKey;
use stageline::{Code, Project, Severity, Snapshot};

use super::{ORDERS, deployment, documents, read};

/// A project with one service and one environment of a tier.
fn project(service: &str, tier: &str) -> Snapshot {
    let environments = format!("environments: {{shop: {{tier: {tier}}}, other: {{}}}}");
    let files = [
        ("config/environments.yaml", environments.as_str()),
        ("config/base.yaml", "base: {cache: {ttl: 60}, mode: live}"),
        ("config/services/api/shop.yaml", service),
    ];
    Project::from_files(files).unwrap().snapshot()
}

fn against(service: &str, live: &str) -> DriftReport {
    let snapshot = project(&format!("api: {{{service}}}"), "testing");
    snapshot.drift_live("shop", &read(live).unwrap(), &DriftOptions::new()).unwrap()
}

/// What is found of a Deployment of the service, as `rule path`.
fn found(service: &str, spec: &str, container: &str) -> Vec<String> {
    told(&against(service, &list(&deployment("api", spec, container))))
}

/// The objects as what a cluster lists: all that it has.
fn list(objects: &str) -> String {
    documents(&[objects, "kind: Job\nmetadata: {name: x}\n"])
}

fn told(report: &DriftReport) -> Vec<String> {
    report.items.iter().map(|item| format!("{} {}", item.rule, item.path)).collect()
}

/// What is unknown, the configuration aside, as `path: reason`.
fn unknown(report: &DriftReport) -> Vec<String> {
    let services = report.unknown.iter().filter(|each| each.section.to_string() == "service api");
    services.map(|each| format!("{}: {}", each.path, each.reason)).collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn what_runs_as_declared_is_no_difference() {
    let service = "replicas: 2, image_tag: '1', resources: {requests: {cpu: 0.5, memory: 1024Mi}}, \
                   environment: {A: x, N: 3, B: true, E: null}, health_check: {initial_delay: 20, \
                   timeout: 5s}, autoscaling: {enabled: false}";
    let container = ", resources: {requests: {cpu: 500m, memory: 1Gi}}, env: [{name: A, value: x}, \
                     {name: N, value: '3'}, {name: B, value: 'true'}, {name: E}], readinessProbe: \
                     {initialDelaySeconds: 20, timeoutSeconds: 5, periodSeconds: 10}";
    assert_eq!(found(service, "replicas: 2,", container), NOTHING);
}

#[test]
fn each_rule_has_an_example() {
    for (service, spec, container, rule) in [
        ("replicas: 3", "replicas: 2,", "", "drift/changed replicas"),
        ("image_tag: '2'", "", "", "drift/version image_tag"),
        ("image: web, image_tag: '1'", "", "", "drift/version image"),
        ("environment: {A: x}", "", "", "drift/missing environment.A"),
        (
            "environment: {A: x, B: y}",
            "",
            ", env: [{name: A, value: x}]",
            "drift/missing environment.B",
        ),
        (
            "environment: {A: x}",
            "",
            ", env: [{name: A, value: x}, {name: B}]",
            "drift/extra environment.B",
        ),
        ("", "", ", env: [{name: B}]", "drift/extra environment.B"),
        ("", "", ", resources: {limits: {cpu: 1}}", "drift/extra resources"),
        (
            "environment: {TLS_MIN: '1.2'}",
            "",
            ", env: [{name: TLS_MIN, value: '1.0'}]",
            "drift/security environment.TLS_MIN",
        ),
        (
            "environment: {D: 'secret://shop/d'}",
            "",
            ", env: [{name: D, value: plain}]",
            "drift/plain_secret environment.D",
        ),
        (
            "environment: {D: 'secret://shop/d'}",
            "",
            ", env: [{name: D, valueFrom: {secretKeyRef: {name: s, key: d}}}]",
            "expected/secret environment.D",
        ),
        (
            "environment: {D: plain}",
            "",
            ", env: [{name: D, valueFrom: {secretKeyRef: {name: s, key: d}}}]",
            "drift/undeclared_secret environment.D",
        ),
        (
            "health_check: {timeout: 5}",
            "",
            ", readinessProbe: {timeoutSeconds: 9}",
            "drift/changed health_check.timeout",
        ),
        ("health_check: {timeout: 5}", "", "", "drift/missing health_check"),
    ] {
        assert_eq!(found(service, spec, container), [rule], "{service} | {spec} | {container}");
    }
    let examples = [
        "drift/missing_service",
        "drift/extra_service",
        "expected/autoscaled",
        "expected/secret",
        "drift/plain_secret",
        "drift/undeclared_secret",
        "drift/security",
        "drift/version",
        "drift/missing",
        "drift/extra",
        "drift/changed",
    ];
    assert!(live_rules().iter().map(|rule| rule.id).eq(examples), "a rule without an example");
}

#[test]
fn a_service_that_only_one_side_has_is_said_once() {
    let live = list(&deployment("web", "replicas: 2,", ""));
    let report = against("replicas: 2", &live);
    assert_eq!(told(&report), ["drift/missing_service ", "drift/extra_service "]);
    let text: Vec<_> = report.items.iter().map(ToString::to_string).collect();
    assert_eq!(
        text,
        [
            "warning in live, service api is missing, in the baseline present at \
             config/services/api/shop.yaml:1:6: the service is declared and does not run \
             [drift/missing_service]",
            "warning in live, service web is present at live.yaml:1:1, in the baseline missing: the \
             service runs and is not declared [drift/extra_service]",
        ]
    );
    // In production both are errors.
    let snapshot = project("api: {replicas: 2}", "production");
    let report = snapshot.drift_live("shop", &read(&live).unwrap(), &DriftOptions::new()).unwrap();
    assert!(report.items.iter().all(|item| item.severity == Severity::Error));
    assert_eq!((report.baseline.as_str(), report.targets.len()), ("shop", 1));
    assert_eq!(report.targets[0], "live");
}

#[test]
fn the_number_that_an_autoscaler_sets_is_expected() {
    let scaler = "kind: HorizontalPodAutoscaler\nmetadata: {name: x}\nspec: {minReplicas: 2, \
                  maxReplicas: 9, scaleTargetRef: {name: api}}\n";
    let live = documents(&[&deployment("api", "replicas: 7,", ""), scaler]);
    let service = "replicas: 3, autoscaling: {enabled: true, min_replicas: 2, max_replicas: 9}";
    assert_eq!(told(&against(service, &live)), ["expected/autoscaled replicas"]);
    // Its bounds are somebody's choice.
    let service = "replicas: 3, autoscaling: {enabled: true, min_replicas: 2, max_replicas: 6}";
    assert_eq!(
        told(&against(service, &live)),
        ["expected/autoscaled replicas", "drift/changed autoscaling.max_replicas"]
    );
    // One that nobody declared is drift, and sets the number all the same.
    assert_eq!(
        told(&against("replicas: 3", &live)),
        ["expected/autoscaled replicas", "drift/extra autoscaling"]
    );
    // One that is switched off, and runs.
    let service = "replicas: 7, autoscaling: {enabled: false, min_replicas: 2, max_replicas: 9}";
    assert_eq!(told(&against(service, &live)), ["drift/changed autoscaling.enabled"]);
    // Where no autoscaler was asked for, nothing is known of one.
    let alone = list(&deployment("api", "replicas: 7,", ""));
    let report = against("replicas: 3, autoscaling: {enabled: true, min_replicas: 2}", &alone);
    assert_eq!(told(&report), ["expected/autoscaled replicas"]);
    assert_eq!(unknown(&report), ["autoscaling: no autoscaler is in the live state"]);
    // Where autoscalers are known, the one that is missing is missing.
    let other = documents(&[
        &deployment("api", "replicas: 3,", ""),
        &deployment("web", "", ""),
        &scaler.replace("name: api", "name: web"),
    ]);
    let report = against("replicas: 3, autoscaling: {enabled: true, min_replicas: 2}", &other);
    assert_eq!(told(&report), ["drift/missing autoscaling", "drift/extra_service "]);
}

#[test]
fn what_the_live_side_cannot_tell_is_unknown_and_not_missing() {
    let service = "replicas: 2, sla: gold, health_check: {timeout: 1, path: /up}, environment: {A: x, \
                   POD: y, M: z}";
    let container = ", envFrom: [{configMapRef: {name: elsewhere}}], env: [{name: POD, valueFrom: \
                     {fieldRef: {fieldPath: metadata.name}}}, {name: M, valueFrom: \
                     {configMapKeyRef: {name: m, key: m}}}], readinessProbe: {timeoutSeconds: 1}";
    let report = against(service, &list(&deployment("api", "replicas: 2,", container)));
    assert_eq!(told(&report), NOTHING);
    assert_eq!(
        unknown(&report),
        [
            "sla: objects of Kubernetes do not say it",
            "health_check.path: objects of Kubernetes do not say it",
            "environment.A: the config map `elsewhere` is not in the live state",
            "environment.POD: each pod has its own",
            "environment.M: the config map `m` is not in the live state",
        ]
    );
    assert_eq!(report.summary.unknown, 6, "the configuration too");
    let first = &report.unknown[0];
    assert_eq!(
        first.to_string(),
        "configuration at config/base.yaml:1:7 is unknown: the live state says nothing of the \
         configuration"
    );
    assert_eq!(
        report.unknown[1].to_string(),
        "service api: sla at config/services/api/shop.yaml:1:25 is unknown: objects of Kubernetes do \
         not say it"
    );
    assert_eq!(report.to_string(), "live against shop: no drift, 0 by nature, 6 unknown");
    // Nothing that is declared of it can be told, so nothing is said of the rest.
    let probed = deployment("api", "", ", readinessProbe: {timeoutSeconds: 7}");
    assert_eq!(told(&against("health_check: {path: /up}", &list(&probed))), NOTHING);
    let set = deployment("api", "", "").replace("Deployment", "DaemonSet");
    assert_eq!(unknown(&against("replicas: 2", &list(&set))), ["replicas: each node runs one"]);
    let digest = deployment("api", "", "").replace("api:1", "api@sha256:ab");
    assert_eq!(
        unknown(&against("image_tag: '1'", &list(&digest))),
        ["image_tag: the image is named by its digest alone"]
    );
}

#[test]
fn a_part_of_an_environment_leaves_the_rest_unknown() {
    let one = deployment("web", "", "");
    let report = against("replicas: 2", &one);
    assert_eq!(told(&report), ["drift/extra_service "]);
    assert_eq!(unknown(&report), [": the live state shows only a part"]);
    let live = "partial: true\nservices: {api: {environment: {A: x}}}";
    let report = against("replicas: 2, environment: {A: y, B: z}", live);
    assert_eq!(told(&report), ["drift/changed environment.A"]);
    assert_eq!(
        unknown(&report),
        [
            "replicas: the live state shows only a part",
            "environment.B: the live state shows only a part"
        ]
    );
    let report = against("replicas: 2", "configuration: {cache: {ttl: 60}, mode: live}");
    assert_eq!(told(&report), NOTHING);
    assert_eq!(unknown(&report), [": the live state says nothing of services"]);
}

#[test]
fn the_configuration_is_compared_where_the_live_state_says_it() {
    let live = "services: {api: {replicas: 2}}\nconfiguration: {cache: {ttl: 1m}, mode: safe}";
    let report = against("replicas: 2", live);
    assert_eq!(told(&report), ["drift/changed mode"]);
    let item = &report.items[0];
    assert_eq!(
        item.to_string(),
        "warning in live, configuration: mode is \"safe\" at live.yaml:2:41, in the baseline \
         \"live\" at config/base.yaml:1:32: what runs is not what is declared [drift/changed]"
    );
    assert_eq!(report.unknown, []);
}

#[test]
fn keys_that_kubernetes_needs_and_the_project_leaves_to_it_are_not_extra() {
    let container = ", command: [run], args: [fast], ports: [{containerPort: 80}], readinessProbe: \
                     {timeoutSeconds: 3}";
    assert_eq!(found("image_tag: '1'", "replicas: 1,", container), NOTHING);
    // Where it speaks of them, they count.
    for (service, rule) in [
        ("command: [walk]", "drift/changed command.0"),
        ("port: 81", "drift/changed port"),
        ("ports: [80, 81]", "drift/missing ports.1"),
        ("health_check: {timeout: 2}", "drift/changed health_check.timeout"),
        ("health_check: {interval: 10}", "drift/extra health_check.timeout"),
    ] {
        assert_eq!(found(service, "", container), [rule], "{service}");
    }
    for service in [
        "command: [run]",
        "port: 80",
        "port: '80'",
        "ports: [80]",
        "ports: [{port: 80}]",
        "ports: [{container_port: 80, protocol: TCP}]",
        "health_check: {timeout: 3}",
        "image: api, image_tag: '1'",
        "image: 'api:1'",
        "image: 'docker.io/library/api:1'",
        "image_tag: 1",
    ] {
        assert_eq!(found(service, "", container), NOTHING, "{service}");
    }
}

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

#[test]
fn secrets_are_told_apart_by_their_marks_alone() {
    let key = || SecretKey::new([7; 32]).unwrap();
    let report = |value: &str, key: Option<SecretKey>| {
        let live = documents(&[
            &deployment("api", "", ", envFrom: [{secretRef: {name: s}}]"),
            &format!(
                "kind: Secret\nmetadata: {{name: s}}\nstringData: {{D: {value}, DB_PASSWORD: {value}}}\n"
            ),
        ]);
        let service = "api: {environment: {D: 'secret://shop/d', DB_PASSWORD: canary-1}}";
        let mut options = DriftOptions::new();
        options.key = key;
        let live = read(&live).unwrap();
        let report = project(service, "testing").drift_live("shop", &live, &options).unwrap();
        for shown in
            [report.to_string(), format!("{report:?}"), serde_json::to_string(&report).unwrap()]
        {
            assert!(!shown.contains("canary"), "{shown}");
        }
        report
    };
    let one = report("canary-1", Some(key()));
    // The declared password is the one that runs; the reference cannot be held against its value.
    assert_eq!(told(&one), ["expected/secret environment.D"]);
    let mark = |report: &DriftReport, at: usize| report.items[at].actual.clone().unwrap().mark;
    let two = report("canary-2", Some(key()));
    assert_eq!(
        told(&two),
        ["expected/secret environment.D", "drift/undeclared_secret environment.DB_PASSWORD"]
    );
    assert_ne!(mark(&one, 0), mark(&two, 0), "it changed");
    assert_eq!(mark(&one, 0), mark(&report("canary-1", Some(key())), 0), "it did not");
    let password = &two.items[1];
    let sides = [password.baseline.clone().unwrap(), password.actual.clone().unwrap()];
    assert!(sides.iter().all(|side| side.redacted && side.value.is_none() && side.mark.is_some()));
    assert_ne!(sides[0].mark, sides[1].mark);
    assert_eq!(mark(&report("canary-2", None), 0), None, "without a key there is no mark");
}

#[test]
fn what_stands_where_a_secret_is_declared_is_never_shown() {
    let service = "environment: {D: 'secret://shop/d'}, list: ['secret://shop/l']";
    for (live, rules) in [
        (
            list(&deployment("api", "", ", env: [{name: D, value: canary}]")),
            vec!["drift/plain_secret environment.D"],
        ),
        // Whoever says what runs in the shape of a project resolved the reference.
        (
            "services: {api: {environment: {D: canary}, list: [canary]}}".to_owned(),
            vec!["expected/secret environment.D", "expected/secret list.0"],
        ),
    ] {
        let report = against(service, &live);
        assert_eq!(told(&report), rules);
        let shown = format!("{report} {report:?} {}", serde_json::to_string(&report).unwrap());
        assert!(!shown.contains("canary"), "{shown}");
        assert!(report.items.iter().all(|item| item.actual.as_ref().unwrap().redacted));
    }
}

#[test]
fn kubectl_output_and_the_declaration_of_it_do_not_differ() {
    let service = "\
orders:
  replicas: 5
  image_tag: 2.4.1
  args: [--workers, '4']
  ports: [{name: http, port: 8080}]
  resources:
    requests: {cpu: 0.5, memory: 1024Mi}
    limits: {cpu: 2 cores, memory: 2Gi}
  environment:
    LOG_LEVEL: INFO
    RETRIES: 3
    EMPTY: ''
    DATABASE_URL: secret://shop/database-url
    SEARCH_URL: http://search:9200
    QUEUE: orders
    PAY_MODE: secret://shop/pay-mode
  health_check: {initial_delay: 20s, timeout: 5, interval: 15}
  autoscaling: {enabled: true, min_replicas: 3, max_replicas: 9, target_cpu: 65%, target_memory: 80}
";
    let files = [
        ("config/environments.yaml", "environments: {shop: {}}"),
        ("config/services/orders/shop.yaml", service),
    ];
    let snapshot = Project::from_files(files).unwrap().snapshot();
    let live = read(ORDERS).unwrap();
    let report = snapshot.drift_live("shop", &live, &DriftOptions::new()).unwrap();
    assert_eq!(
        told(&report),
        ["expected/secret environment.DATABASE_URL", "expected/secret environment.PAY_MODE"]
    );
    assert!(!report.has_drift());
}
