//! Live state from real files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use stageline::drift::DriftOptions;
use stageline::provider::{LiveEnvironment, LiveOptions, LiveState};
use stageline::yaml::Limits;
use stageline::{Code, Error, Project};
use stageline_runtime::{FileLiveState, read_live};

/// A folder of a test's own, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("stageline-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn provider(&self, pattern: &str) -> FileLiveState {
        FileLiveState::new(format!("{}/{pattern}", self.0.display())).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

/// What a provider answers; one that waits for something fails the test.
fn ask(provider: &dyn LiveState, environment: &str) -> Result<LiveEnvironment, Error> {
    let mut state = pin!(provider.state(environment));
    match state.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("the provider waits"),
    }
}

const API: &str = "kind: Deployment\nmetadata: {name: api}\nspec: {replicas: 3, template: {spec: \
                   {containers: [{name: api, image: 'api:1'}]}}}\n";
const SCALER: &str = r#"{"kind": "HorizontalPodAutoscaler", "metadata": {"name": "api"}, "spec":
    {"maxReplicas": 9, "scaleTargetRef": {"kind": "Deployment", "name": "api"}}}"#;

#[test]
fn a_file_for_each_environment_is_found_by_its_name() {
    let folder = Folder::new("file");
    folder.write("production.yaml", API).write("staging.yaml", "services: {web: {}}");
    let provider = folder.provider("{environment}.yaml");
    assert_eq!(provider.name(), "files");
    let production = ask(&provider, "production").unwrap();
    assert_eq!(production.service_names(), ["api"]);
    assert_eq!(production.environment(), Some("production"));
    assert!(production.origin().ends_with("/production.yaml"));
    assert_eq!(ask(&provider, "staging").unwrap().service_names(), ["web"]);
}

#[test]
fn the_files_of_a_folder_are_one_state() {
    let folder = Folder::new("folder");
    folder
        .write("production/workloads.yml", API)
        .write("production/scalers.json", SCALER)
        .write("production/notes.txt", "[")
        .write("production/old/api.yaml", API);
    let live = ask(&folder.provider("{environment}"), "production").unwrap();
    let api = live.service("api").unwrap();
    assert_eq!(api.child("autoscaling").unwrap().child("max_replicas").unwrap().to_string(), "9");
    assert!(!live.is_partial());
    let place = live.place(api.child("replicas").unwrap().span).unwrap();
    assert!(place.to_string().ends_with("/production/workloads.yml:3:18"), "{place}");
    assert!(live.origin().ends_with("/production"));
}

#[test]
fn a_file_or_a_folder_is_read_for_whatever_environment() {
    let folder = Folder::new("read-live");
    folder.write("live/a.yaml", "services: {api: {replicas: 1}}");
    let live = read_live(folder.0.join("live"), &LiveOptions::new()).unwrap();
    assert_eq!((live.environment(), live.service_names()), (None, vec!["api"]));
    assert!(live.origin().ends_with("/live"));
    let live = read_live(folder.0.join("live/a.yaml"), &LiveOptions::new()).unwrap();
    assert_eq!(live.service_names(), ["api"]);
    for nothing in ["live/b.yaml", "empty"] {
        fs::create_dir_all(folder.0.join("empty")).unwrap();
        let error = read_live(folder.0.join(nothing), &LiveOptions::new()).unwrap_err();
        assert_eq!(error.code(), Code::FileNotFound);
        assert!(error.places()[0].file.ends_with(nothing) && error.help_text().is_some());
    }
}

#[test]
fn an_environment_without_a_state_is_an_error_and_never_an_empty_answer() {
    let folder = Folder::new("missing");
    fs::create_dir(folder.0.join("empty")).unwrap();
    for (pattern, environment) in [("{environment}.yaml", "production"), ("{environment}", "empty")]
    {
        let error = ask(&folder.provider(pattern), environment).unwrap_err();
        assert_eq!(error.code(), Code::NoProvider);
        assert!(error.message().starts_with(&format!("no live state of `{environment}` is at ")));
        assert!(error.help_text().unwrap().contains("kubectl get"));
    }
}

#[test]
fn a_name_does_not_lead_out_of_where_the_pattern_leads() {
    let folder = Folder::new("names");
    folder.write("secret.yaml", API);
    fs::create_dir(folder.0.join("live")).unwrap();
    for name in ["../secret", "..", "/etc/passwd", "a/b", "", "a\\b", "a\0b"] {
        let error = ask(&folder.provider("live/{environment}.yaml"), name).unwrap_err();
        assert_eq!(error.code(), Code::Name, "{name}");
    }
    assert_eq!(FileLiveState::new("live.yaml").unwrap_err().code(), Code::Usage);
}

#[test]
fn files_that_cannot_be_read_are_told() {
    let folder = Folder::new("broken");
    let utf_16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(API.bytes().flat_map(|b| [b, 0])).collect();
    folder
        .write("utf16.yaml", utf_16)
        .write("latin.yaml", b"services: {\xe9: {}}")
        .write("broken.yaml", "services: [")
        .write("large.yaml", format!("{API}# {}", "x".repeat(1000)));
    let provider = folder.provider("{environment}.yaml");
    let refused = |name: &str| ask(&provider, name).unwrap_err();
    assert_eq!(refused("utf16").code(), Code::Encoding);
    assert!(refused("utf16").help_text().unwrap().contains("UTF-16"));
    assert_eq!(refused("latin").code(), Code::Encoding);
    assert_eq!(refused("broken").code(), Code::Yaml);
    assert!(refused("broken").places()[0].to_string().contains("/broken.yaml:1:"));
    let mut limits = Limits::default();
    limits.file_bytes = 500;
    let provider = provider.options(LiveOptions::new().limits(limits.clone()));
    assert_eq!(ask(&provider, "large").unwrap_err().code(), Code::FileTooLarge);
    // The limit holds for the whole of an environment.
    let part = format!("# {}\n", "x".repeat(300));
    folder
        .write("parts/a.yaml", format!("{API}{part}"))
        .write("parts/b.yaml", format!("{SCALER}{part}"));
    let provider = folder.provider("{environment}").options(LiveOptions::new().limits(limits));
    assert_eq!(ask(&provider, "parts").unwrap_err().code(), Code::FileTooLarge);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_and_not_waited_for() {
    let folder = Folder::new("pipe");
    let made = std::process::Command::new("mkfifo").arg(folder.0.join("production.yaml")).status();
    assert!(made.unwrap().success());
    let error = ask(&folder.provider("{environment}.yaml"), "production").unwrap_err();
    assert_eq!(error.code(), Code::NotAFile);
}

#[test]
fn what_was_read_is_held_against_what_is_declared() {
    let folder = Folder::new("drift");
    folder.write("production.yaml", format!("{API}---\n{SCALER}\n"));
    let snapshot = Project::from_files([
        ("config/environments.yaml", "environments: {production: {tier: production}}"),
        ("config/services/api/production.yaml", "api: {replicas: 2, image_tag: '2'}"),
    ])
    .unwrap()
    .snapshot();
    let live = ask(&folder.provider("{environment}.yaml"), "production").unwrap();
    let report = snapshot.drift_live("production", &live, &DriftOptions::new()).unwrap();
    let rules: Vec<_> = report.items.iter().map(|item| item.rule.as_str()).collect();
    assert_eq!(rules, ["expected/autoscaled", "drift/version", "drift/extra"]);
    // The state of one environment is not taken for that of another.
    let other = snapshot.drift_live("staging", &live, &DriftOptions::new());
    assert_eq!(other.unwrap_err().code(), Code::UnknownEnvironment);
}

#[test]
fn the_storefronts_production_is_found_by_its_pattern() {
    let examples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let pattern = format!("{}/storefront-live/{{environment}}.yaml", examples.display());
    let live = ask(&FileLiveState::new(pattern).unwrap(), "production").unwrap();
    let snapshot = Project::open(examples.join("storefront")).unwrap().snapshot();
    let report = snapshot.drift_live("production", &live, &DriftOptions::new()).unwrap();
    assert_eq!(report.summary.drift, 3);
}
