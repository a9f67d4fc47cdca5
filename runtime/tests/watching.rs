//! Projects that follow real files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use stageline::flag::Flags;
use stageline::{Code, Project};
use stageline_runtime::{Reloaded, Watch, WatchEvent, WatchOptions, Watching};

/// Long enough for a busy machine; what comes is taken as it comes.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long nothing comes where nothing should.
const SILENCE: Duration = Duration::from_millis(400);

/// A project in a folder of a test's own, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("stageline-watching-{}-{number}", std::process::id());
        let folder = Self(std::env::temp_dir().join(name));
        folder.write("config/environments.yaml", "environments: {staging: {}, production: {}}");
        folder.write("config/staging.yaml", "overrides: {a: 1}");
        folder.write("config/feature-flags.yaml", "feature_flags: {search: false}");
        folder.write("config/services/api/production.yaml", "api: {replicas: 1}");
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn open(&self) -> Project {
        Project::open(&self.0).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn watch(project: &Project) -> Watch {
    let watch = project.watch_with(WatchOptions::new().quiet(Duration::from_millis(50))).unwrap();
    // The first look finds what was read already.
    assert!(watch.next_within(SILENCE).is_none());
    watch
}

fn next(watch: &Watch) -> WatchEvent {
    watch.next_within(PATIENCE).unwrap_or_else(|| panic!("nothing was told"))
}

fn reloaded(watch: &Watch) -> Reloaded {
    match next(watch) {
        WatchEvent::Reloaded(reloaded) => reloaded,
        other => panic!("{other}"),
    }
}

/// What a reload of these files and environments looks like, however many events it took.
fn expect(watch: &Watch, paths: &[&str], environments: &[&str]) {
    let mut told = reloaded(watch);
    let until = Instant::now() + PATIENCE;
    while told.paths.len() < paths.len() && Instant::now() < until {
        let more = reloaded(watch);
        told.paths.extend(more.paths);
        told.environments.extend(more.environments);
    }
    told.paths.sort();
    told.environments.sort();
    told.environments.dedup();
    assert_eq!((told.paths, told.environments), (owned(paths), owned(environments)));
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn search(flags: &Flags) -> bool {
    flags.boolean_value("search", &flags.context("user-1"), false)
}

#[test]
fn a_changed_file_is_read_and_the_environments_it_reaches_are_told() {
    let folder = Folder::new();
    let project = folder.open();
    let flags = project.environment("production").unwrap().flags();
    let watch = watch(&project);
    folder.write("config/services/api/production.yaml", "api: {replicas: 2}");
    expect(&watch, &["config/services/api/production.yaml"], &["production"]);
    let api = project.environment("production").unwrap().service("api").unwrap();
    assert_eq!(api.resolve().unwrap().get("replicas").unwrap().to_string(), "2");

    folder.write("config/feature-flags.yaml", "feature_flags: {search: true}");
    let told = reloaded(&watch);
    assert_eq!(
        told.to_string(),
        "reloaded `config/feature-flags.yaml`; production, staging may have changed"
    );
    assert!(search(&flags), "live flags follow");
}

#[test]
fn a_file_that_is_saved_by_renaming_another_onto_it_is_read() {
    let folder = Folder::new();
    let project = folder.open();
    let watch = watch(&project);
    folder.write("config/.staging.yaml.new", "overrides: {a: 2}");
    fs::rename(folder.path("config/.staging.yaml.new"), folder.path("config/staging.yaml"))
        .unwrap();
    expect(&watch, &["config/staging.yaml"], &["staging"]);
    assert!(watch.next_within(SILENCE).is_none());
}

#[test]
fn what_is_saved_together_is_told_together() {
    let folder = Folder::new();
    let project = folder.open();
    let options = WatchOptions::new().quiet(Duration::from_millis(500));
    let watch = project.watch_with(options).unwrap();
    assert!(watch.next_within(SILENCE).is_none());
    for round in 0..3 {
        folder.write("config/staging.yaml", &format!("overrides: {{a: {round}0}}"));
        folder.write("config/production.yaml", &format!("overrides: {{a: {round}}}"));
        thread::sleep(Duration::from_millis(20));
    }
    let told = reloaded(&watch);
    assert_eq!(told.paths, ["config/production.yaml", "config/staging.yaml"]);
    assert!(watch.next_within(SILENCE).is_none());
}

#[test]
fn what_cannot_be_loaded_is_told_and_the_rest_waits_for_its_mending() {
    let folder = Folder::new();
    let project = folder.open();
    let flags = project.environment("production").unwrap().flags();
    let watch = watch(&project);
    folder.write("config/feature-flags.yaml", "feature_flags: {search: true");
    let WatchEvent::Failed(error) = next(&watch) else { panic!("it cannot be loaded") };
    assert_eq!(error.code(), Code::Yaml);
    assert_eq!(&*error.places()[0].file, "config/feature-flags.yaml");
    assert!(!search(&flags));
    // What changes meanwhile is not forgotten.
    folder.write("config/staging.yaml", "overrides: {a: 3}");
    assert!(matches!(next(&watch), WatchEvent::Failed(_)));
    folder.write("config/feature-flags.yaml", "feature_flags: {search: true}");
    let paths = ["config/feature-flags.yaml", "config/staging.yaml"];
    expect(&watch, &paths, &["production", "staging"]);
    assert!(search(&flags));

    folder.write("config/feature-flags.yaml", "feature_flags: {search: [");
    assert!(matches!(next(&watch), WatchEvent::Failed(_)));
    folder.write("config/feature-flags.yaml", "feature_flags: {search: true}");
    assert_eq!(reloaded(&watch).to_string(), "reloaded what was there before");
}

#[test]
fn new_folders_and_deleted_files_are_seen() {
    let folder = Folder::new();
    let project = folder.open();
    let watch = watch(&project);
    folder.write("config/services/web/staging.yaml", "web: {replicas: 1}");
    expect(&watch, &["config/services/web/staging.yaml"], &["staging"]);
    folder.write("config/services/web/staging.yaml", "web: {replicas: 2}");
    expect(&watch, &["config/services/web/staging.yaml"], &["staging"]);
    fs::remove_dir_all(folder.path("config/services/web")).unwrap();
    expect(&watch, &["config/services/web/staging.yaml"], &["staging"]);
    assert_eq!(project.snapshot().service_names(), ["api"]);
    folder.write("workflows/release.yaml", "pipelines: {}");
    reloaded(&watch);
}

#[test]
fn a_folder_that_is_exchanged_as_a_whole_is_followed() {
    let folder = Folder::new();
    let project = folder.open();
    let watch = watch(&project);
    let next = Folder::new();
    next.write("config/staging.yaml", "overrides: {a: 7}");
    fs::rename(folder.path("config"), folder.path("old")).unwrap();
    fs::rename(next.path("config"), folder.path("config")).unwrap();
    expect(&watch, &["config/staging.yaml"], &["staging"]);
    folder.write("config/staging.yaml", "overrides: {a: 8}");
    expect(&watch, &["config/staging.yaml"], &["staging"]);
}

#[cfg(unix)]
#[test]
fn links_that_are_turned_to_another_folder_are_followed() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    // As Kubernetes mounts a ConfigMap.
    let file = folder.path("config/staging.yaml");
    folder.write("config/..1/staging.yaml", "overrides: {a: 1}");
    folder.write("config/..2/staging.yaml", "overrides: {a: 2}");
    symlink("..1", folder.path("config/..data")).unwrap();
    fs::remove_file(&file).unwrap();
    symlink("..data/staging.yaml", &file).unwrap();
    let project = folder.open();
    let watch = watch(&project);
    symlink("..2", folder.path("config/..next")).unwrap();
    fs::rename(folder.path("config/..next"), folder.path("config/..data")).unwrap();
    expect(&watch, &["config/staging.yaml"], &["staging"]);
}

#[cfg(unix)]
#[test]
fn a_file_behind_a_link_is_followed_wherever_in_the_project_it_lies() {
    use std::os::unix::fs::symlink;
    for (link, real) in [
        ("config/feature-flags.yaml", "config/parts/real.yaml"),
        ("config/feature-flags.yaml", "flags.yaml"),
        ("config/feature-flags.yaml", "shared/deep/flags.yaml"),
        ("config/feature-flags.yaml", "config/.flags"),
    ] {
        let folder = Folder::new();
        folder.write(real, "feature_flags: {search: false}");
        fs::remove_file(folder.path(link)).unwrap();
        symlink(folder.path(real), folder.path(link)).unwrap();
        let project = folder.open();
        let flags = project.environment("production").unwrap().flags();
        let watch = watch(&project);
        folder.write(real, "feature_flags: {search: true}");
        // A file of the project by its own name, too.
        let told = if real.starts_with("config/parts/") { vec![link, real] } else { vec![link] };
        expect(&watch, &told, &["production", "staging"]);
        assert!(flags.value("search", &flags.context("u"), false), "{real}");
        // One that is put in its place, as editors do.
        folder.write("config/.new", "feature_flags: {search: false}");
        fs::rename(folder.path("config/.new"), folder.path(real)).unwrap();
        expect(&watch, &told, &["production", "staging"]);
        assert!(!flags.value("search", &flags.context("u"), true), "{real}");
    }
}

#[test]
fn files_that_others_extend_are_followed_wherever_they_lie() {
    let folder = Folder::new();
    folder.write("shared/base.yaml", "common: {a: 1}");
    folder.write("config/production.yaml", "extends: ../shared/base.yaml#common");
    let project = folder.open();
    let watch = watch(&project);
    folder.write("shared/base.yaml", "common: {a: 2}");
    expect(&watch, &["shared/base.yaml"], &["production"]);
}

#[test]
fn nothing_is_told_where_nothing_changes() {
    let folder = Folder::new();
    let project = folder.open();
    let watch = watch(&project);
    folder.write("config/staging.yaml", "overrides: {a: 1}");
    folder.write("config/.staging.yaml.swp", "x");
    folder.write("README.md", "x");
    assert!(watch.next_within(SILENCE).is_none());
    // What the project writes itself it has already.
    let mut edit = project.edit();
    edit.flag("search").set("default", true).unwrap();
    edit.commit().unwrap();
    assert!(watch.next_within(SILENCE).is_none());
}

#[test]
fn what_changed_before_watching_began_is_found() {
    let folder = Folder::new();
    let project = folder.open();
    folder.write("config/staging.yaml", "overrides: {a: 4}");
    let watch = project.watch().unwrap();
    expect(&watch, &["config/staging.yaml"], &["staging"]);
}

#[test]
fn stopping_ends_the_iterator_and_dropping_ends_the_thread() {
    let folder = Folder::new();
    let project = folder.open();
    let flags = project.environment("production").unwrap().flags();
    let watch = watch(&project);
    thread::scope(|scope| {
        let waiting = scope.spawn(|| (&watch).count());
        thread::sleep(Duration::from_millis(50));
        assert!(!watch.is_stopped());
        watch.stop();
        assert_eq!(waiting.join().unwrap(), 0);
    });
    assert!(watch.is_stopped() && watch.try_next().is_none());
    drop(watch);
    folder.write("config/feature-flags.yaml", "feature_flags: {search: true}");
    thread::sleep(SILENCE);
    assert!(!search(&flags), "nobody follows any more");
    for _ in 0..20 {
        drop(project.watch().unwrap());
    }
}

#[test]
fn looking_at_all_files_from_time_to_time_does_as_well() {
    let folder = Folder::new();
    let project = folder.open();
    let options = WatchOptions::new().poll(Duration::from_millis(50));
    let watch = project.watch_with(options).unwrap();
    assert!(watch.next_within(SILENCE).is_none());
    folder.write("config/staging.yaml", "overrides: {a: 12345}");
    expect(&watch, &["config/staging.yaml"], &["staging"]);
}

#[test]
fn a_project_in_memory_has_nothing_to_watch() {
    let project =
        Project::from_files([("config/environments.yaml", "environments: {a: {}}")]).unwrap();
    let error = project.watch().unwrap_err();
    assert_eq!(error.code(), Code::Usage);
    assert!(error.help_text().is_some());
}
