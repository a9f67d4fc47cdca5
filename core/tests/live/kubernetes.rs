//! Kubernetes objects read as services.

use stageline::provider::{LiveEnvironment, LiveOptions, server_fields};
use stageline::value::{KeyPath, at};

use super::{ORDERS, deployment, documents, notes, orders, read, value};

fn one(container: &str) -> stageline::yaml::Node {
    read(&deployment("api", "", container)).unwrap().service("api").unwrap()
}

#[test]
fn a_deployment_is_read_as_the_service_that_a_project_would_declare() {
    let orders = orders();
    for (path, expected) in [
        ("replicas", "5"),
        ("image", "registry.example:5000/shop/orders:2.4.1"),
        ("image_tag", "2.4.1"),
        ("args", r#"["--workers","4"]"#),
        ("port", "8080"),
        ("ports", r#"[{"name":"http","port":8080,"protocol":"TCP"}]"#),
        ("resources.requests.cpu", "500m"),
        ("resources.limits.memory", "2Gi"),
        ("health_check", r#"{"initial_delay":20,"timeout":5,"interval":15,"path":"/health"}"#),
        ("autoscaling.enabled", "true"),
        ("autoscaling.min_replicas", "3"),
        ("autoscaling.max_replicas", "9"),
        ("autoscaling.target_cpu", "65"),
        ("autoscaling.target_memory", "80"),
        ("environment.LOG_LEVEL", "INFO"),
        ("environment.RETRIES", "3"),
        ("environment.EMPTY", ""),
        ("environment.QUEUE", "orders"),
        ("environment.SEARCH_URL", "http://search:9200"),
    ] {
        assert_eq!(value(&orders, path).as_deref(), Some(expected), "{path}");
    }
    assert_eq!(value(&orders, "environment.POD_NAME"), None, "each pod has its own");
    assert_eq!(orders.as_map().unwrap().len(), 10);
}

#[test]
fn every_value_knows_its_place_in_the_live_file() {
    let live = read(ORDERS).unwrap();
    let orders = live.service("orders").unwrap();
    for (path, text, line) in [
        ("replicas", "5", "replicas: 5"),
        (
            "image",
            "registry.example:5000/shop/orders:2.4.1",
            "image: registry.example:5000/shop/orders:2.4.1",
        ),
        // The tag alone, within the name of the image.
        ("image_tag", "2.4.1", "image: registry.example:5000/shop/orders:2.4.1"),
        ("environment.LOG_LEVEL", "INFO", "value: INFO"),
        ("environment.QUEUE", "orders", "QUEUE: orders"),
        ("environment.SEARCH_URL", "http://search:9200", "search-url: http://search:9200"),
        ("environment.PAY_MODE", "Y2FuYXJ5LXR3bw==", "MODE: Y2FuYXJ5LXR3bw=="),
        ("health_check.timeout", "5", "timeoutSeconds: 5"),
        ("autoscaling.max_replicas", "9", "maxReplicas: 9"),
        ("autoscaling.target_cpu", "65", "averageUtilization: 65"),
    ] {
        let span = at(&orders, &KeyPath::parse(path).unwrap()).unwrap().span;
        assert_eq!(&ORDERS[span.start as usize..span.end as usize], text, "{path}");
        let place = live.place(span).unwrap();
        assert_eq!(ORDERS.lines().nth(place.line as usize - 1).unwrap().trim(), line, "{path}");
    }
    let span = at(&orders, &KeyPath::parse("replicas").unwrap()).unwrap().span;
    assert_eq!(live.place(span).unwrap().to_string(), "live.yaml:30:15");
}

#[test]
fn json_is_read_like_yaml() {
    let yaml = read(ORDERS).unwrap().service("orders").unwrap();
    let file = stageline::Project::from_files([
        ("config/environments.yaml", "environments: {a: {}}"),
        ("config/base.yaml", &format!("base:\n  x:\n{}", indented(ORDERS))),
        ("config/a.yaml", "extends: base"),
    ]);
    let tree = file.unwrap().environment("a").unwrap().resolve().unwrap();
    let json = tree.get("x").unwrap().to_string();
    let live = LiveEnvironment::read("live.json", json, &LiveOptions::new()).unwrap();
    assert_eq!(live.service("orders").unwrap(), yaml);
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

#[test]
fn a_list_documents_and_several_files_are_the_same() {
    let (api, web) = (deployment("api", "", ""), deployment("web", "", ""));
    let list = format!(
        "kind: List\nitems:\n- {}- {}",
        indented(&api).trim_start().replace("\n    ", "\n  "),
        indented(&web).trim_start().replace("\n    ", "\n  ")
    );
    let files = [("a.yaml", api.as_str()), ("b.yaml", web.as_str())];
    let several = LiveEnvironment::read_files(files, &LiveOptions::new()).unwrap();
    assert_eq!(several.origin(), "a.yaml and 1 more");
    for live in [read(&documents(&[&api, &web])).unwrap(), read(&list).unwrap(), several] {
        assert_eq!(live.service_names(), ["api", "web"]);
        assert!(!live.is_partial());
        assert_eq!(value(&live.service("web").unwrap(), "image_tag").unwrap(), "1");
    }
    // A list as the server itself answers it: its items do not say what they are.
    let typed = "kind: DeploymentList\nitems: [{metadata: {name: api}, spec: {template: {spec: \
                 {containers: [{name: api, image: api}]}}}}]";
    assert_eq!(read(typed).unwrap().service_names(), ["api"]);
}

#[test]
fn one_object_alone_is_no_whole_environment() {
    let live = read(&deployment("api", "", "")).unwrap();
    assert!(live.is_partial());
    assert_eq!(
        notes(&live),
        ["live.yaml:1:1: one object is no whole environment; other services are unknown"]
    );
    let list = "kind: List\nitems: [{kind: Deployment, metadata: {name: api}, spec: {template: \
                {spec: {containers: [{name: api, image: api}]}}}}]";
    assert!(!read(list).unwrap().is_partial());
}

#[test]
fn what_the_server_adds_plays_no_part() {
    let bare = deployment("api", "replicas: 2,", "");
    let full =
        bare.replace(
            "namespace: shop",
            "namespace: shop, uid: x, resourceVersion: '1', generation: 3, creationTimestamp: t, \
             selfLink: /x, managedFields: [{manager: m}], annotations: \
             {deployment.kubernetes.io/revision: '4', \
             kubectl.kubernetes.io/last-applied-configuration: '{}'}",
        )
        .replace(
            "replicas: 2,",
            "replicas: 2, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: {type: \
             RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}},",
        )
        .replace(
            "image: 'api:1'",
            "image: 'api:1', imagePullPolicy: IfNotPresent, resources: {}, terminationMessagePath: \
             /dev/termination-log, terminationMessagePolicy: File",
        )
        .replace(
            "template: {spec: {",
            "template: {metadata: {creationTimestamp: null}, spec: {dnsPolicy: ClusterFirst, \
             restartPolicy: Always, schedulerName: default-scheduler, securityContext: {}, \
             terminationGracePeriodSeconds: 30, ",
        ) + "status: {replicas: 7, availableReplicas: 7}\n";
    let (bare, full) = (read(&bare).unwrap(), read(&full).unwrap());
    assert_eq!(bare.service("api"), full.service("api"));
    // Nothing of it is even told as something that is not compared.
    assert_eq!(bare.notes().len(), full.notes().len(), "{:?}", full.notes());
}

#[test]
fn what_an_author_wrote_and_nobody_compares_is_noted_once() {
    let spec = "strategy: {type: Recreate}, minReadySeconds: 9,";
    let all: Vec<String> = ["a", "b"].iter().map(|name| deployment(name, spec, "")).collect();
    let other = deployment("c", "", ", readinessProbe: {httpGet: {path: /up, port: 1}}");
    let live = read(&documents(&[&all[0], &all[1], &other])).unwrap();
    assert_eq!(
        notes(&live),
        [
            "live.yaml:4:53: `spec.minReadySeconds` of 2 workloads is not compared",
            "live.yaml:4:25: `spec.strategy.type` of 2 workloads is not compared",
            "live.yaml:14:108: `spec.template.spec.containers.*.readinessProbe.httpGet.port` of a \
             workload is not compared",
        ]
    );
}

#[test]
fn the_list_of_what_the_server_adds_is_made_of_paths_and_sources() {
    let mut known = std::collections::BTreeSet::new();
    for field in server_fields() {
        let path = KeyPath::parse(field.path).unwrap();
        assert!(known.insert((path, field.default)), "{} is listed twice", field.path);
        assert!(!field.source.is_empty());
    }
    assert!(known.len() > 50);
}

#[test]
fn defaults_that_the_server_fills_in_are_read_where_they_are_not_written() {
    let api = one(", readinessProbe: {httpGet: {path: /}}, ports: [{containerPort: 80}]");
    for (path, expected) in [
        ("replicas", "1"),
        ("health_check", r#"{"initial_delay":0,"timeout":1,"interval":10,"path":"/"}"#),
        ("ports", r#"[{"port":80,"protocol":"TCP"}]"#),
    ] {
        assert_eq!(value(&api, path).as_deref(), Some(expected), "{path}");
    }
    let scaled = documents(&[
        &deployment("api", "", ""),
        "kind: HorizontalPodAutoscaler\napiVersion: autoscaling/v1\nmetadata: {name: x}\nspec: \
         {maxReplicas: 4, targetCPUUtilizationPercentage: 70, scaleTargetRef: {name: api}}\n",
    ]);
    let api = read(&scaled).unwrap().service("api").unwrap();
    assert_eq!(
        value(&api, "autoscaling").as_deref(),
        Some(r#"{"enabled":true,"min_replicas":1,"max_replicas":4,"target_cpu":70}"#)
    );
}

#[test]
fn the_readiness_is_the_health_check_and_another_liveness_is_noted() {
    let api = read(&deployment(
        "api",
        "",
        ", livenessProbe: {timeoutSeconds: 9}, readinessProbe: {timeoutSeconds: 2}, startupProbe: \
         {timeoutSeconds: 7}",
    ))
    .unwrap();
    assert_eq!(value(&api.service("api").unwrap(), "health_check.timeout").unwrap(), "2");
    let told = "the `livenessProbe` of the Deployment `api` asks at other times than is compared";
    assert!(notes(&api).iter().any(|note| note.ends_with(told)), "{:?}", notes(&api));
    let alone = one(", livenessProbe: {timeoutSeconds: 9}");
    assert_eq!(value(&alone, "health_check.timeout").unwrap(), "9");
    assert_eq!(value(&one(", startupProbe: {}"), "health_check.timeout").unwrap(), "1");
    assert_eq!(value(&one(""), "health_check"), None);
}

#[test]
fn the_last_source_of_variables_wins_and_own_ones_over_all() {
    let map = |name: &str, data: &str| {
        format!("kind: ConfigMap\nmetadata: {{name: {name}}}\ndata: {{{data}}}\n")
    };
    let text = documents(&[
        &deployment(
            "api",
            "",
            ", envFrom: [{configMapRef: {name: one}}, {configMapRef: {name: two}, prefix: P_}, \
             {configMapRef: {name: two}}], env: [{name: C, value: own}, {name: D, value: first}, \
             {name: D, value: last}]",
        ),
        &map("one", "A: one, B: one, C: one"),
        &map("two", "B: two, C: two"),
    ]);
    let api = read(&text).unwrap().service("api").unwrap();
    assert_eq!(
        value(&api, "environment").unwrap(),
        r#"{"A":"one","P_B":"two","P_C":"two","B":"two","C":"own","D":"last"}"#
    );
}

#[test]
fn the_service_is_named_by_label_by_name_or_by_the_caller() {
    let labelled = |labels: &str| {
        deployment("shop-api-7", "", "")
            .replace("namespace: shop", &format!("labels: {{{labels}}}"))
    };
    for (labels, name) in [
        ("", "shop-api-7"),
        ("app: api", "api"),
        ("app: x, app.kubernetes.io/name: api", "api"),
        ("team: api", "shop-api-7"),
    ] {
        assert_eq!(read(&labelled(labels)).unwrap().service_names(), [name], "{labels}");
    }
    let text = labelled("app: x, team: api");
    for (options, name) in [
        (LiveOptions::new().service_labels(["team"]), "api"),
        (LiveOptions::new().service_labels(["none", "app"]), "x"),
        (LiveOptions::new().service("shop-api-7", "mine"), "mine"),
    ] {
        let live = LiveEnvironment::read("live.yaml", text.as_str(), &options).unwrap();
        assert_eq!(live.service_names(), [name]);
    }
    // Pods may be labelled where the workload is not.
    let pods = deployment("a", "", "")
        .replace("template: {", "template: {metadata: {labels: {app: api}}, ");
    assert_eq!(read(&pods).unwrap().service_names(), ["api"]);
}

#[test]
fn a_workload_that_accompanies_a_service_gives_way_to_the_one_of_its_name() {
    let canary = deployment("api-canary", "replicas: 1,", "")
        .replace("namespace: shop", "namespace: shop, labels: {app: api}");
    let api = deployment("api", "replicas: 4,", "");
    let live = read(&documents(&[&canary, &api])).unwrap();
    assert_eq!(value(&live.service("api").unwrap(), "replicas").unwrap(), "4");
    let told = "live.yaml:1:1: the Deployment `api-canary` is the service `api` too, and is not \
                compared";
    assert!(notes(&live).contains(&told.to_owned()), "{:?}", notes(&live));
}

#[test]
fn the_container_is_the_one_that_is_marked_or_called_like_the_service_or_the_first() {
    let pod = |mark: &str, containers: &str| {
        format!(
            "kind: Deployment\nmetadata: {{name: api-v2, labels: {{app: api}}}}\nspec: {{template: \
             {{metadata: {{annotations: {{{mark}}}}}, spec: {{containers: [{containers}]}}}}}}"
        )
    };
    let mark = "kubectl.kubernetes.io/default-container: b";
    let (a, b) = ("{name: a, image: 'a:1'}", "{name: b, image: 'b:1'}");
    let (api, v2) = ("{name: api, image: 'c:1'}", "{name: api-v2, image: 'd:1'}");
    for (mark, containers, image) in [
        ("", a.to_owned(), "a:1"),
        ("", [a, b].join(","), "a:1"),
        (mark, [a, b, api].join(","), "b:1"),
        ("", [a, v2, api].join(","), "c:1"),
        ("", [a, v2].join(","), "d:1"),
    ] {
        let live = read(&pod(mark, &containers)).unwrap();
        assert_eq!(value(&live.service("api").unwrap(), "image").unwrap(), image);
        let several = notes(&live).iter().any(|note| note.contains("containers of"));
        assert_eq!(several, containers.contains("},{"), "{:?}", notes(&live));
    }
}

#[test]
fn other_namespaces_other_kinds_and_other_groups_are_left_out() {
    let (shop, test) = (
        deployment("api", "replicas: 4,", ""),
        deployment("api", "replicas: 1,", "").replace("namespace: shop", "namespace: test"),
    );
    let text = documents(&[
        &test,
        &shop,
        "kind: Ingress\nmetadata: {name: x}\n",
        "kind: Job\nmetadata: {name: a}\n",
        "kind: Job\nmetadata: {name: b}\n",
        "kind: Deployment\napiVersion: other.example/v1\nmetadata: {name: api}\n",
    ]);
    let options = LiveOptions::new().namespace("shop");
    let live = LiveEnvironment::read("live.yaml", text.as_str(), &options).unwrap();
    assert_eq!(value(&live.service("api").unwrap(), "replicas").unwrap(), "4");
    assert_eq!(
        notes(&live),
        ["live.yaml:1:1: not read: 1 of `Deployment`, 1 of `Ingress`, 2 of `Job`"]
    );
}

#[test]
fn sets_of_pods_are_read_as_deployments_are() {
    let set = |kind: &str| {
        let text = deployment("api", "replicas: 3,", "").replace("Deployment", kind);
        read(&text).unwrap().service("api").unwrap()
    };
    assert_eq!(value(&set("StatefulSet"), "replicas").as_deref(), Some("3"));
    assert_eq!(value(&set("DaemonSet"), "replicas"), None, "each node runs one");
    assert_eq!(value(&set("DaemonSet"), "image_tag").as_deref(), Some("1"));
}

#[test]
fn images_without_a_tag_run_the_latest_unless_a_digest_names_them() {
    let tag = |image: &str| {
        let text = deployment("api", "", "").replace("'api:1'", image);
        value(&read(&text).unwrap().service("api").unwrap(), "image_tag")
    };
    assert_eq!(tag("api").as_deref(), Some("latest"));
    assert_eq!(tag("r.example:5000/api").as_deref(), Some("latest"));
    assert_eq!(tag("'api:1.10@sha256:ab'").as_deref(), Some("1.10"));
    assert_eq!(tag("'api@sha256:ab'"), None);
}
