//! What is declared, held against what runs.

use stageline::drift::{DriftOptions, DriftReport, live_rules};
use stageline::{Project, Severity, Snapshot};

use super::{ORDERS, deployment, documents, read};

/// A project with one service and one environment of a tier.
pub(crate) fn project(service: &str, tier: &str) -> Snapshot {
    let environments = format!("environments: {{shop: {{tier: {tier}}}, other: {{}}}}");
    let files = [
        ("config/environments.yaml", environments.as_str()),
        ("config/base.yaml", "base: {cache: {ttl: 60}, mode: live}"),
        ("config/services/api/shop.yaml", service),
    ];
    Project::from_files(files).unwrap().snapshot()
}

pub(crate) fn against(service: &str, live: &str) -> DriftReport {
    let snapshot = project(&format!("api: {{{service}}}"), "testing");
    snapshot.drift_live("shop", &read(live).unwrap(), &DriftOptions::new()).unwrap()
}

/// What is found of a Deployment of the service, as `rule path`.
fn found(service: &str, spec: &str, container: &str) -> Vec<String> {
    told(&against(service, &list(&deployment("api", spec, container))))
}

/// The objects as what a cluster lists: all that it has.
pub(crate) fn list(objects: &str) -> String {
    documents(&[objects, "kind: Job\nmetadata: {name: x}\n"])
}

pub(crate) fn told(report: &DriftReport) -> Vec<String> {
    report.items.iter().map(|item| format!("{} {}", item.rule, item.path)).collect()
}

/// What is unknown, the configuration aside, as `path: reason`.
fn unknown(report: &DriftReport) -> Vec<String> {
    let services = report.unknown.iter().filter(|each| each.section.to_string() == "service api");
    services.map(|each| format!("{}: {}", each.path, each.reason)).collect()
}

pub(crate) const NOTHING: [&str; 0] = [];

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
fn the_path_of_a_health_check_is_what_the_probe_asks_for() {
    let probed = |probe: &str| list(&deployment("api", "", &format!(", readinessProbe: {probe}")));
    let found = |probe: &str| told(&against("health_check: {path: /health}", &probed(probe)));
    assert_eq!(found("{httpGet: {path: /health, port: 8080}}"), NOTHING);
    assert_eq!(found("{httpGet: {path: /ready}}"), ["drift/changed health_check.path"]);
    assert_eq!(found("{httpGet: {}}"), ["drift/changed health_check.path"]);
    let silent = against("health_check: {timeout: 1}", &probed("{httpGet: {path: /ready}}"));
    assert_eq!(told(&silent), NOTHING);
}

#[test]
fn of_several_ports_the_declared_one_is_meant() {
    let with = |ports: &str| list(&deployment("api", "", &format!(", ports: {ports}")));
    let found = |ports: &str| told(&against("port: 8080", &with(ports)));
    let metrics = "{name: metrics, containerPort: 9090}";
    assert_eq!(found(&format!("[{{containerPort: 8080}}, {metrics}]")), NOTHING);
    assert_eq!(found(&format!("[{metrics}, {{containerPort: 8080}}]")), NOTHING);
    let report =
        against("port: 8080", &with(&format!("[{metrics}, {{name: http, containerPort: 8081}}]")));
    assert_eq!(told(&report), ["drift/changed port"]);
    assert!(report.to_string().contains("8081"), "{report}");
}

#[test]
fn an_image_that_is_named_by_its_digest_is_compared_without_the_declared_tag() {
    let live = |image: &str| list(&deployment("api", "", "").replace("api:1", image));
    let service = "image: shop/api, image_tag: '1'";
    let of = |image: &str| told(&against(service, &live(image)));
    assert_eq!(of("shop/api@sha256:ab"), NOTHING);
    assert_eq!(of("shop/web@sha256:ab").len(), 1);
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
            "health_check.path: the probe asks for no path",
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
