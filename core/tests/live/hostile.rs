//! Files that are wrong, broken or meant to harm: an error with its place, in bounded memory.

use std::time::{Duration, Instant};

use stageline::provider::{LiveEnvironment, LiveOptions};
use stageline::yaml::Limits;
use stageline::{Code, Error};

use super::{deployment, documents, read};

fn refused(text: &str) -> Error {
    read(text).err().unwrap_or_else(|| panic!("was read: {text}"))
}

#[test]
fn what_cannot_be_understood_is_refused_with_place_and_remedy() {
    let pod = |container: &str| {
        format!(
            "kind: Deployment\nmetadata: {{name: api}}\nspec: {{template: {{spec: {{containers: \
             {container}}}}}}}"
        )
    };
    let api = deployment("api", "", "");
    let shop = api.replace("namespace: shop", "namespace: other");
    for (text, place, message) in [
        ("", "1:1", "the file holds nothing"),
        ("---\n---\n", "1:1", "the file holds nothing"),
        ("- a", "1:1", "a live state is a map, and a list stands here"),
        ("just text", "1:1", "a live state is a map, and text stands here"),
        ("a: 1", "1:1", "a live state has no key `a`"),
        ("environment: a", "1:1", "the file holds neither `services` nor Kubernetes objects"),
        ("services: []", "1:11", "`services` is a list, and a map is expected"),
        ("services: {api: 1}", "1:17", "the service `api` is an integer, not a map"),
        ("partial: maybe\nservices: {}", "1:10", "`partial` is text, and a boolean is expected"),
        ("kind: 5", "1:7", "an object does not say its `kind`"),
        ("kind: [Deployment]", "1:7", "an object does not say its `kind`"),
        ("items: [{metadata: {}}]", "1:1", "an object does not say its `kind`"),
        ("kind: List\nitems: [{metadata: {}}]", "2:9", "an object does not say its `kind`"),
        ("kind: List\nitems: {a: 1}", "2:8", "`items` is a map, and a list is expected"),
        ("kind: List\nitems: []", "1:1", "no Deployment, StatefulSet or DaemonSet stands here"),
        ("kind: Pod", "1:1", "no Deployment, StatefulSet or DaemonSet stands here"),
        (
            "kind: Status\nstatus: Failure",
            "1:1",
            "an error of the cluster stands here, not its objects",
        ),
        ("kind: Deployment", "1:1", "an object of the kind `Deployment` has no `metadata`"),
        ("kind: Secret\nmetadata: {}", "2:11", "an object of the kind `Secret` has no name"),
        (
            "kind: Deployment\nmetadata: {name: 7}",
            "2:18",
            "an object of the kind `Deployment` has no name",
        ),
        ("kind: Deployment\nmetadata: {name: api}", "1:1", "the Deployment `api` has no container"),
        (&pod("[]"), "1:1", "the Deployment `api` has no container"),
        (
            &pod("{a: 1}"),
            "3:38",
            "`spec.template.spec.containers` of the Deployment `api` is a map, and a list is expected",
        ),
        (
            &pod("[5]"),
            "3:39",
            "`spec.template.spec.containers` of the Deployment `api` is an integer, and a map for \
             each container is expected",
        ),
        (
            &pod("[{image: 5}]"),
            "3:47",
            "`spec.template.spec.containers.image` of the Deployment `api` is an integer, and text \
             is expected",
        ),
        (
            &pod("[{readinessProbe: {timeoutSeconds: soon}}]"),
            "3:73",
            "`spec.template.spec.containers.readinessProbe.timeoutSeconds` of the Deployment `api` \
             is text, and a whole number from 0 on is expected",
        ),
        (&pod("[{env: [{value: x}]}]"), "3:46", "a variable of the Deployment `api` has no name"),
        (
            &pod("[{envFrom: [{configMapRef: {}}]}]"),
            "3:65",
            "`spec.template.spec.containers.envFrom.configMapRef.name` of the Deployment `api` is \
             missing",
        ),
        (
            &deployment("api", "replicas: many,", ""),
            "4:18",
            "`spec.replicas` of the Deployment `api` is text, and a whole number from 0 on is \
             expected",
        ),
        (
            &deployment("api", "replicas: -1,", ""),
            "4:18",
            "`spec.replicas` of the Deployment `api` is an integer, and a whole number from 0 on is \
             expected",
        ),
        (&documents(&[&api, &api]), "6:1", "the Deployment `api` stands here twice"),
        (
            &documents(&[&api, &shop]),
            "6:1",
            "the Deployment `api` and the Deployment `api` both are the service `api`",
        ),
        (
            &documents(&[&api, "services: {}"]),
            "6:1",
            "a document without `kind` stands among others",
        ),
    ] {
        let error = refused(text);
        assert_eq!((error.code(), error.message()), (Code::Live, message), "{text}");
        assert_eq!(error.places()[0].to_string(), format!("live.yaml:{place}"), "{text}");
        assert!(error.help_text().is_some(), "{text}");
    }
}

#[test]
fn hostile_names_are_refused() {
    let named = |name: &str| {
        format!(
            "kind: Deployment\nmetadata: {{name: \"{name}\"}}\nspec: {{template: {{spec: \
                 {{containers: [{{image: a}}]}}}}}}"
        )
    };
    for name in ["../x", "a\\u202eb", "a\\nb", "", "\\u200b", &"a".repeat(300)] {
        assert_eq!(refused(&named(name)).code(), Code::Name, "{name}");
        let native = refused(&format!("services: {{\"{name}\": {{}}}}"));
        assert_eq!(native.code(), Code::Name, "{name}");
    }
    let label = named("api").replace("{name", "{labels: {app: \"a/../b\"}, name");
    assert_eq!(refused(&label).code(), Code::Name);
    assert_eq!(refused("environment: '../x'\nservices: {}").code(), Code::Name);
}

#[test]
fn a_mistyped_key_is_told_with_the_one_that_was_meant() {
    let error = refused("service: {}");
    assert_eq!(error.suggestions(), ["services"]);
    assert_eq!(error.help_text(), Some("did you mean `services`?"));
}

#[test]
fn broken_yaml_and_all_broken_files_are_told() {
    assert_eq!(refused("kind: [").code(), Code::Yaml);
    assert_eq!(refused("kind: a\nkind: b").code(), Code::DuplicateKey);
    let files = [("a.yaml", "a: ["), ("b.yaml", "services: {}"), ("c.yaml", "b: {")];
    let error = LiveEnvironment::read_files(files, &LiveOptions::new()).unwrap_err();
    let places: Vec<_> = error.places().iter().map(|place| &*place.file).collect();
    assert_eq!((error.code(), places), (Code::Load, vec!["a.yaml", "c.yaml"]));
    let none: [(&str, &str); 0] = [];
    let error = LiveEnvironment::read_files(none, &LiveOptions::new()).unwrap_err();
    assert_eq!(error.code(), Code::Usage);
}

#[test]
fn files_beyond_the_limits_are_refused_before_they_cost_anything() {
    let mut limits = Limits::default();
    limits.file_bytes = 100;
    let options = LiveOptions::new().limits(limits);
    let text = format!("services: {{}} # {}", "x".repeat(100));
    let error = LiveEnvironment::read("live.yaml", text, &options).unwrap_err();
    assert_eq!(error.code(), Code::FileTooLarge);
    let deep = format!("services: {}", "[".repeat(100_000));
    assert_eq!(refused(&deep).code(), Code::YamlLimit);
    let bomb = (0..9).fold("a0: &a0 [x]\n".to_owned(), |text, at| {
        let list = vec![format!("*a{at}"); 10].join(",");
        format!("{text}a{0}: &a{0} [{list}]\n", at + 1)
    });
    assert_eq!(refused(&bomb).code(), Code::YamlLimit);
}

#[test]
fn an_anchor_is_known_in_its_own_document_alone() {
    let text = documents(&["kind: Pod\na: &a 1\n", "kind: Pod\nb: *a\n"]);
    let error = refused(&text);
    assert_eq!(error.code(), Code::Yaml);
    assert_eq!(error.places()[0].line, 5);
}

#[test]
fn thousands_of_workloads_are_read_in_time_that_grows_with_them() {
    let all = |count: usize| {
        let text: Vec<String> = (0..count)
            .map(|at| {
                format!(
                    "- kind: Deployment\n  metadata: {{name: s{at}}}\n  spec:\n    template:\n      \
                     spec:\n        containers:\n        - image: a:{at}\n          envFrom: \
                     [{{configMapRef: {{name: m{at}}}}}]\n- kind: ConfigMap\n  metadata: {{name: \
                     m{at}}}\n  data: {{A: b}}\n- kind: HorizontalPodAutoscaler\n  metadata: \
                     {{name: h{at}}}\n  spec: {{maxReplicas: 3, scaleTargetRef: {{name: s{at}}}}}\n"
                )
            })
            .collect();
        format!("kind: List\nitems:\n{}", text.concat())
    };
    let timed = |count: usize| {
        let text = all(count);
        let start = Instant::now();
        assert_eq!(read(&text).unwrap().service_names().len(), count);
        start.elapsed()
    };
    let (few, many) = (timed(500).max(Duration::from_millis(2)), timed(4000));
    // Eight times as many; a square would be sixty-four times.
    assert!(many < few * 24, "{few:?} and {many:?}");
}
