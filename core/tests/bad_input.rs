//! Whatever a folder may hold, opening it answers with an error that names place and remedy.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use stageline::yaml::Node;
use stageline::{Error, OpenOptions, Project};

const ENVIRONMENTS: &str = "environments:\n  production: {tier: production}\n";

/// A folder of its own that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("stageline-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("config")).unwrap();
        let folder = Self(path);
        folder.write("config/environments.yaml", ENVIRONMENTS.as_bytes());
        folder
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn refusal(&self) -> Error {
        Project::open(&self.0).unwrap_err()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn told(error: &Error) -> (&'static str, String) {
    assert!(error.help_text().is_some() || !error.problems().is_empty(), "no remedy: {error}");
    let place = error.places().first().map(ToString::to_string);
    (error.code().as_str(), place.unwrap_or_default())
}

#[test]
fn a_missing_or_empty_folder_is_no_project() {
    let error = Project::open("no/such/folder").unwrap_err();
    assert_eq!(
        error.to_string().split(';').next(),
        Some("the folder `no/such/folder` does not exist")
    );
    let folder = Folder::new("empty");
    fs::remove_file(folder.0.join("config/environments.yaml")).unwrap();
    assert_eq!(folder.refusal().code().as_str(), "E_PROJECT_NOT_FOUND");
    let file = folder.0.join("file");
    fs::write(&file, "").unwrap();
    assert_eq!(Project::open(file).unwrap_err().code().as_str(), "E_PROJECT_NOT_FOUND");
}

#[test]
fn a_folder_in_place_of_a_file_is_named() {
    let folder = Folder::new("folder");
    fs::create_dir(folder.0.join("config/production.yaml")).unwrap();
    assert_eq!(told(&folder.refusal()), ("E_NOT_A_FILE", "config/production.yaml".into()));
}

#[test]
fn an_extended_file_that_is_missing_stops_its_environment_alone() {
    let folder = Folder::new("missing");
    folder.write("config/production.yaml", b"extends: ./gone.yaml\noverrides: {}\n");
    let project = Project::open(&folder.0).unwrap();
    let error = project.environment("production").unwrap().resolve().unwrap_err();
    assert_eq!(told(&error), ("E_FILE_NOT_FOUND", "config/production.yaml:1:10".into()));
}

#[test]
fn bad_encodings_name_the_file_and_its_line() {
    let folder = Folder::new("encoding");
    folder.write("config/production.yaml", b"overrides:\n  a: \xff\xfe\n");
    assert_eq!(told(&folder.refusal()), ("E_ENCODING", "config/production.yaml:2:1".into()));
    folder.write("config/production.yaml", b"\xff\xfeo\0v\0");
    let error = folder.refusal();
    assert_eq!(error.message(), "the file `config/production.yaml` is UTF-16");
}

#[test]
fn a_large_file_loads_and_one_beyond_the_limit_is_refused() {
    let folder = Folder::new("large");
    let line =
        "  - {name: item, values: [1, 2, 3], text: \"some words of no length to speak of\"}\n";
    let text = format!("overrides:\n  items:\n{}", line.repeat((50 << 20) / line.len()));
    folder.write("config/production.yaml", text.as_bytes());
    let project = Project::open(&folder.0).unwrap();
    let items = project.environment("production").unwrap().resolve().unwrap();
    assert!(items.get("items").unwrap().as_list().unwrap().len() > 20_000);
    folder.write("stageline.yaml", b"limits: {file_bytes: 1000000}\n");
    let error = folder.refusal();
    assert_eq!(told(&error), ("E_FILE_TOO_LARGE", "config/production.yaml".into()));
    assert!(error.help_text().unwrap().contains("limits.file_bytes"));
}

#[test]
fn hostile_names_are_refused_and_shown_without_their_tricks() {
    let folder = Folder::new("names");
    folder.write(
        "config/environments.yaml",
        "environments: {\"a\u{202e}b\": {}, all: {}}".as_bytes(),
    );
    folder.write("config/services/-rf/production.yaml", b"-rf: {}\n");
    let error = folder.refusal();
    let codes: Vec<_> = error.problems().iter().map(|problem| problem.code().as_str()).collect();
    assert_eq!(codes, ["E_NAME", "E_RESERVED_NAME", "E_NAME"]);
    assert!(!error.to_string().contains('\u{202e}'));
}

#[test]
#[cfg(unix)]
fn links_and_paths_never_leave_the_root() {
    let folder = Folder::new("links");
    let outside = Folder::new("outside");
    outside.write("secret.yaml", b"overrides: {password: hunter2}\n");
    std::os::unix::fs::symlink(
        outside.0.join("secret.yaml"),
        folder.0.join("config/production.yaml"),
    )
    .unwrap();
    assert_eq!(told(&folder.refusal()), ("E_PATH_OUTSIDE", "config/production.yaml".into()));
    fs::remove_file(folder.0.join("config/production.yaml")).unwrap();
    std::os::unix::fs::symlink(&outside.0, folder.0.join("config/services")).unwrap();
    assert_eq!(folder.refusal().code().as_str(), "E_PATH_OUTSIDE");
    fs::remove_file(folder.0.join("config/services")).unwrap();
    for path in ["../../etc/passwd.yaml", "/etc/passwd.yaml"] {
        let text = format!("extends: {path}\noverrides: {{}}\n");
        folder.write("config/production.yaml", text.as_bytes());
        let project = Project::open(&folder.0).unwrap();
        let error = project.environment("production").unwrap().resolve().unwrap_err();
        assert_eq!(told(&error), ("E_PATH_OUTSIDE", "config/production.yaml:1:10".into()));
    }
    // A link within the root is an ordinary file.
    folder.write("config/shared.yaml", b"overrides: {a: 1}\n");
    fs::remove_file(folder.0.join("config/production.yaml")).unwrap();
    std::os::unix::fs::symlink("shared.yaml", folder.0.join("config/production.yaml")).unwrap();
    let project = Project::open(&folder.0).unwrap();
    let resolved = project.environment("production").unwrap().resolve().unwrap();
    assert_eq!(resolved.get("a").unwrap().to_string(), "1");
}

#[test]
#[cfg(unix)]
fn a_pipe_does_not_hang_the_reader() {
    let folder = Folder::new("pipe");
    let pipe = folder.0.join("config/production.yaml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert_eq!(told(&folder.refusal()), ("E_NOT_A_FILE", "config/production.yaml".into()));
}

/// Root may read everything, so the test runs itself again as nobody.
#[test]
#[cfg(unix)]
fn a_file_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    const ASKED: &str = "STAGELINE_TEST_UNREADABLE";
    if let Some(folder) = std::env::var_os(ASKED) {
        let error = Project::open(folder).unwrap_err();
        assert_eq!(told(&error), ("E_IO", "config/production.yaml".into()));
        assert_eq!(error.message(), "no permission to read `config/production.yaml`");
        return;
    }
    let folder = Folder::new("permission");
    folder.write("config/production.yaml", b"overrides: {}\n");
    let set =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let program = folder.0.join("again");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    for (path, mode) in
        [("", 0o755), ("again", 0o755), ("config", 0o755), ("config/environments.yaml", 0o644)]
    {
        set(&folder.0.join(path), mode);
    }
    set(&folder.0.join("config/production.yaml"), 0o000);
    let mut again = std::process::Command::new(&program);
    again.args(["--exact", "a_file_without_permission_is_named"]).env(ASKED, &folder.0);
    if fs::File::open(folder.0.join("config/production.yaml")).is_ok() {
        again.uid(65534).gid(65534);
    }
    let output = again.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"));
}

#[test]
fn a_circle_is_shown_whole_and_spares_the_others() {
    let files = [
        ("config/environments.yaml", "environments: {a: {}, b: {}, c: {}, d: {}}"),
        ("config/a.yaml", "extends: b"),
        ("config/b.yaml", "extends: [base, c]"),
        ("config/c.yaml", "overrides: {}\nextends: a"),
        ("config/base.yaml", "base: {x: 1}"),
        ("config/d.yaml", "extends: base"),
    ];
    let error = Project::from_files(files).map(|_| ()).err();
    assert!(error.is_none(), "{error:?}");
    let project = Project::from_files(files).unwrap();
    let error = project.environment("b").unwrap().resolve().unwrap_err();
    assert_eq!(error.message(), "`extends` goes round in a circle: `b` → `c` → `a` → `b`");
    let places: Vec<_> = error.places().iter().map(ToString::to_string).collect();
    assert_eq!(places, ["config/b.yaml:1:17", "config/c.yaml:2:10", "config/a.yaml:1:10"]);
    assert!(project.environment("d").unwrap().resolve().is_ok());
}

#[test]
fn a_long_chain_ends_in_an_error_and_not_in_an_overflow() {
    let mut files = vec![(
        "config/environments.yaml".to_owned(),
        format!(
            "environments:\n{}",
            (0..5000).map(|i| format!("  e{i}: {{}}\n")).collect::<String>()
        ),
    )];
    files
        .extend((0..4999).map(|i| (format!("config/e{i}.yaml"), format!("extends: e{}\n", i + 1))));
    let project = Project::from_files(files).unwrap();
    let error = project.environment("e0").unwrap().resolve().unwrap_err();
    assert_eq!(error.code().as_str(), "E_EXTENDS_DEPTH");
}

#[test]
fn all_errors_come_at_once_sorted_by_place() {
    let files = [
        (
            "config/environments.yaml",
            "environments:\n  production: {tier: [x], auto_deploy: maybe}\n",
        ),
        ("config/production.yaml", "extends: {a: 1}\noverrides: {}\n"),
        ("config/staging.yaml", "a: [\n"),
        ("config/services/api/production.yaml", "other: {}\n"),
        ("workflows/a.yaml", "environments: [{gates: [{when: exitt, name: x}]}]\n"),
    ];
    let error = Project::from_files(files).unwrap_err();
    insta::assert_snapshot!(error);
    // A lenient open answers the rest.
    let options = OpenOptions::new().lenient(true);
    let project = Project::from_files_with(files, options).unwrap();
    assert_eq!(project.snapshot().problems().count(), error.problems().len());
    assert_eq!(project.snapshot().environment_names(), ["production"]);
}

#[test]
fn a_reload_that_fails_keeps_the_last_good_state() {
    let folder = Folder::new("reload");
    folder.write("config/production.yaml", b"overrides: {a: 1}\n");
    let project = Project::open(&folder.0).unwrap();
    let value = || {
        project.environment("production").unwrap().resolve().unwrap().get("a").unwrap().to_string()
    };
    let before = project.snapshot();
    folder.write("config/production.yaml", b"overrides: {a: [\n");
    assert!(project.reload().is_err());
    assert_eq!(value(), "1");
    folder.write("config/production.yaml", b"overrides: {a: 2}\n");
    project.reload_paths(&["config/production.yaml".to_owned()]).unwrap();
    assert_eq!(value(), "2");
    fs::remove_file(folder.0.join("config/production.yaml")).unwrap();
    folder.write("config/services/api/base.yaml", b"api: {replicas: 1}\n");
    let after = project.reload().unwrap();
    assert_eq!(after.service_names(), ["api"]);
    assert!(project.environment("production").unwrap().resolve().unwrap().get("a").is_err());
    let pinned = before.environment("production").unwrap().resolve().unwrap();
    assert_eq!(pinned.get("a").unwrap().to_string(), "1");
}

/// A list in a list, so many levels deep; the innermost is empty.
fn nested(levels: usize) -> Node {
    (1..levels).fold(Node::from(Vec::<Node>::new()), |node, _| Node::from(vec![node]))
}

#[test]
fn what_a_caller_gives_is_as_deep_as_a_file_may_be_and_no_deeper() {
    let of = |depth: &str| {
        let settings = format!("limits: {{depth: {depth}}}\n");
        Project::from_files([
            ("config/environments.yaml", ENVIRONMENTS.to_owned()),
            ("config/production.yaml", "overrides: {x: 1}\n".to_owned()),
            ("config/services/api/base.yaml", "api: {x: 1}\n".to_owned()),
            ("stageline.yaml", settings),
        ])
        .unwrap()
    };
    for levels in [128, 32, 255] {
        let project = of(&levels.to_string());
        let production = project.environment("production").unwrap();
        let overrides = |deep: usize| [("x", nested(deep - 1))].into_iter().collect::<Node>();
        assert!(production.resolve_with(&overrides(levels)).is_ok());
        let service = production.service("api").unwrap();
        assert!(service.resolve_with(&overrides(levels)).is_ok());
        let refusals = [
            production.resolve_with(&overrides(levels + 1)).unwrap_err(),
            service.resolve_with(&overrides(levels + 1)).unwrap_err(),
            project.edit().environment("production").set("x", nested(levels + 1)).unwrap_err(),
        ];
        for error in refusals {
            assert_eq!(error.code().as_str(), "E_USAGE");
            let told = format!("the value given is nested deeper than {levels} levels");
            assert_eq!(error.message(), told);
        }
        // `overrides`, `x`, and the value.
        let mut edit = project.edit();
        assert!(edit.environment("production").set("x", nested(levels - 2)).is_ok());
        let error = edit.environment("production").set("x", nested(levels - 1)).unwrap_err();
        assert_eq!(error.code().as_str(), "E_YAML_LIMIT");
    }
    // However deep it is, it is refused before anything walks it.
    let error = of("128").environment("production").unwrap().resolve_with(&nested(1_000));
    assert_eq!(error.unwrap_err().code().as_str(), "E_USAGE");
}

#[test]
fn a_scalar_where_values_are_merged_is_refused() {
    for (path, text, place) in [
        ("config/production.yaml", "overrides: text\n", "config/production.yaml:1:12"),
        ("config/base.yaml", "a: 5\n", "config/base.yaml:1:4"),
        ("config/tenants.yaml", "tenants: {t: {overrides: [1]}}\n", "config/tenants.yaml:1:26"),
        ("config/services/api/base.yaml", "api: [1]\n", "config/services/api/base.yaml:1:6"),
    ] {
        let files = [("config/environments.yaml", "environments: {production: {}}"), (path, text)];
        let error = Project::from_files(files).unwrap_err();
        assert_eq!(told(&error), ("E_TYPE", place.to_owned()), "{path}");
    }
    let record = "environments: {production: {features: 1, resource_limits: x}}";
    let error = Project::from_files([("config/environments.yaml", record)]).unwrap_err();
    assert_eq!(error.problems().len(), 2);
}

#[test]
fn references_can_neither_multiply_nor_overflow() {
    let resolve = |base: String| {
        let files = [
            ("config/environments.yaml", "environments: {production: {}}".to_owned()),
            ("config/base.yaml", base),
        ];
        let project = Project::from_files(files).unwrap();
        project.environment("production").unwrap().resolve().unwrap_err()
    };
    let doubling: String = (0..30)
        .map(|i| format!("  a{i}: {{x: '${{a{}}}', y: '${{a{}}}'}}\n", i + 1, i + 1))
        .collect();
    let error = resolve(format!("base:\n{doubling}  a30: {{x: 1}}\n"));
    assert!(error.to_string().contains("references bring in too many values"), "{error}");
    let deep: String = (0..30)
        .map(|i| format!("  a{i}: {}'${{a{}}}'{}\n", "{k: ".repeat(100), i + 1, "}".repeat(100)))
        .collect();
    let error = resolve(format!("base:\n{deep}  a30: 1\n"));
    assert!(error.to_string().contains("too deep"), "{error}");
}

#[test]
fn long_chains_of_any_kind_end_in_an_error() {
    let tenants: String = (1..3000).map(|i| format!("e{}: e{i}, ", i - 1)).collect();
    let files = [
        ("config/environments.yaml".to_owned(), "environments: {e0: {}}".to_owned()),
        (
            "config/tenants.yaml".to_owned(),
            format!("tenants: {{t: {{environments: {{{tenants}}}}}}}"),
        ),
    ];
    let project = Project::from_files(files).unwrap();
    let last = project.environment("e2999").unwrap();
    assert_eq!(last.resolve().unwrap_err().code().as_str(), "E_EXTENDS_DEPTH");
    // Parents listed first, so that each one's depth is known before it is needed.
    let mut files = vec![(
        "config/environments.yaml".to_owned(),
        format!(
            "environments:\n{}",
            (0..2000).map(|i| format!("  e{i}: {{}}\n")).collect::<String>()
        ),
    )];
    files
        .extend((1..2000).map(|i| (format!("config/e{i}.yaml"), format!("extends: e{}\n", i - 1))));
    let project = Project::from_files(files).unwrap();
    assert!(project.environment("e10").unwrap().resolve().is_ok());
    let error = project.environment("e1999").unwrap().resolve().unwrap_err();
    assert_eq!(error.code().as_str(), "E_EXTENDS_DEPTH");
}

#[test]
#[cfg(unix)]
fn links_to_folders_cannot_multiply_the_walk() {
    let folder = Folder::new("walk");
    for link in ["l0", "l1", "l2"] {
        std::os::unix::fs::symlink(".", folder.0.join("config").join(link)).unwrap();
    }
    std::os::unix::fs::symlink("/nowhere", folder.0.join("config/README")).unwrap();
    assert!(Project::open(&folder.0).unwrap().snapshot().sources().files().count() < 4);
}

#[test]
fn a_file_that_is_mended_is_read_again() {
    let folder = Folder::new("mended");
    folder.write("config/production.yaml", b"extends: parts/x.yaml\n");
    folder.write("config/parts/x.yaml", b"a: [\n");
    let project = OpenOptions::new().lenient(true).open(&folder.0).unwrap();
    assert_eq!(project.snapshot().problems().count(), 1);
    folder.write("config/parts/x.yaml", b"a: 1\n");
    let paths = ["./config//parts/x.yaml".to_owned()];
    assert_eq!(project.reload_paths(&paths).unwrap().problems().count(), 0);
    let outside = ["../x.yaml".to_owned()];
    assert_eq!(project.reload_paths(&outside).unwrap_err().code().as_str(), "E_PATH_OUTSIDE");
    fs::remove_file(folder.0.join("config/environments.yaml")).unwrap();
    assert_eq!(project.reload().unwrap_err().code().as_str(), "E_PROJECT_NOT_FOUND");
}
