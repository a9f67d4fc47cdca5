//! Commands that write, on a copy of the sample project.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use stageline_cli::{Exit, Output, Terminal, execute};

use crate::storefront;

/// A copy of the sample project, gone with the test.
pub(crate) struct Copy(PathBuf);

impl Copy {
    pub(crate) fn new(name: &str) -> Self {
        Self::of(&storefront(), name)
    }

    /// A copy of another project.
    pub(crate) fn of(project: &Path, name: &str) -> Self {
        fn copy(from: &Path, to: &Path) {
            fs::create_dir_all(to).unwrap();
            for entry in fs::read_dir(from).unwrap() {
                let entry = entry.unwrap();
                let to = to.join(entry.file_name());
                match entry.path().is_dir() {
                    true => copy(&entry.path(), &to),
                    false => drop(fs::copy(entry.path(), to).unwrap()),
                }
            }
        }
        let name = format!("stageline-commands-{}-{name}", std::process::id());
        let folder = Self(std::env::temp_dir().join(name));
        copy(project, &folder.0);
        folder
    }

    pub(crate) fn run(&self, line: &str) -> (Exit, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let project = ["--project".into(), self.0.clone().into_os_string()];
        let words = project.into_iter().chain(line.split(' ').map(Into::into));
        let exit = execute(words, &mut Output::new(&mut out, &mut err, Terminal::default()));
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (exit, text(out), text(err))
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_value_is_set_unset_and_set_again() {
    let copy = Copy::new("set");
    let before = copy.text("config/production.yaml");
    let (exit, out, err) = copy.run("config set production database.pool_size 90");
    assert_eq!((exit, err.as_str()), (Exit::Done, ""), "{out}");
    assert!(out.contains("written: `config/production.yaml`"), "{out}");
    let changed = copy.text("config/production.yaml");
    let lines = before.lines().zip(changed.lines()).filter(|(a, b)| a != b);
    assert_eq!(lines.count(), 1, "one line changes, and keeps its comment");
    assert_eq!(copy.run("config show production database.pool_size").1, "90\n");
    let (exit, out, _) = copy.run("config set production database.pool_size 90");
    assert_eq!(exit, Exit::Done);
    assert!(out.contains("nothing to change"), "{out}");
    copy.run("config set production database.pool_size 80");
    assert_eq!(copy.text("config/production.yaml"), before);
}

#[test]
fn a_dry_run_writes_nothing() {
    let copy = Copy::new("dry");
    let before = copy.text("config/staging.yaml");
    for line in [
        "config set staging shop.currency EUR --dry-run",
        "config sync --from production --to staging --dry-run",
        "env validate staging --against-baseline production --fix-issues --dry-run",
    ] {
        copy.run(line);
        assert_eq!(copy.text("config/staging.yaml"), before, "{line}");
    }
}

#[test]
fn files_of_values_are_applied_bare_or_as_an_environment_has_them() {
    let copy = Copy::new("apply");
    for (file, text) in [
        ("bare.yaml", "shop: {currency: EUR}\n"),
        ("wrapped.yaml", "overrides: {shop: {currency: CHF}}\n"),
    ] {
        fs::write(copy.0.join(file), text).unwrap();
        let (exit, out, err) = copy.run(&format!("config apply --env staging --file {file}"));
        assert_eq!((exit, err.as_str()), (Exit::Done, ""), "{out}");
        let expected = if file == "bare.yaml" { "EUR\n" } else { "CHF\n" };
        assert_eq!(copy.run("config show staging shop.currency").1, expected);
    }
    let (exit, _, err) = copy.run("config apply --env staging --file none.yaml");
    assert_eq!(exit, Exit::Failed);
    assert!(err.contains("E_FILE_NOT_FOUND"), "{err}");
}

#[test]
fn a_tenants_overrides_are_set_for_all_its_environments_or_one() {
    let copy = Copy::new("tenant");
    let (exit, out, err) =
        copy.run("tenant config set harbor-books feature_limits.api_calls 100000");
    assert_eq!((exit, err.as_str()), (Exit::Done, ""), "{out}");
    for environment in ["harbor-books-staging", "harbor-books-production"] {
        let show = format!("config show {environment} feature_limits.api_calls");
        assert_eq!(copy.run(&show).1, "100000\n");
    }
    copy.run("tenant config set harbor-books feature_limits.api_calls 5 --env staging");
    assert_eq!(copy.run("config show harbor-books-staging feature_limits.api_calls").1, "5\n");
    assert_eq!(copy.run("tenant config apply harbor-books --env staging").0, Exit::Done);
}

#[test]
fn mended_issues_stay_mended() {
    let copy = Copy::new("mend");
    let mend = "env validate staging --against-baseline production --fix-issues";
    let (_, out, err) = copy.run(mend);
    assert!(out.contains("written: "), "{out}{err}");
    let (_, again, _) = copy.run(mend);
    assert!(again.contains("nothing to change"), "{again}");
}

#[test]
fn flags_of_another_tool_are_written_beside_the_projects_own() {
    let copy = Copy::new("import");
    let flagd = r#"{"flags": {
        "banner": {
            "state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "off",
            "targeting": {"if": [{"ends_with": [{"var": "email"}, "@example.org"]}, "on"]}
        },
        "shop/cart": {"state": "DISABLED", "variants": {"on": true}}
    }}"#;
    fs::write(copy.0.join("flagd.json"), flagd).unwrap();
    let before = copy.text("config/feature-flags.yaml");
    let (exit, out, err) = copy.run("feature-flag import --from flagd flagd.json --print");
    assert_eq!((exit, err.as_str()), (Exit::Done, ""));
    assert!(out.contains("origin: flagd") && out.contains("shop-cart"), "{out}");
    let (exit, out, err) = copy.run("feature-flag import --from flagd flagd.json --dry-run");
    assert_eq!((exit, err.as_str()), (Exit::Done, ""), "{out}");
    assert_eq!(copy.text("config/feature-flags.yaml"), before);
    let (exit, out, err) = copy.run("feature-flag import --from flagd flagd.json");
    assert_eq!((exit, err.as_str()), (Exit::Done, ""), "{out}");
    assert!(out.contains("2 flags imported"), "{out}");
    assert!(out.contains("the flag is called `shop-cart` here"), "{out}");
    assert!(copy.text("config/feature-flags.yaml").starts_with(before.trim_end()), "only added");
    let get = "feature-flag get banner --env production --attribute email=ada@example.org";
    assert!(copy.run(get).1.contains("banner = true"), "{}", copy.run(get).1);
    let (exit, _, err) = copy.run("feature-flag import --from flagd flagd.json");
    assert_eq!(exit, Exit::Failed);
    assert!(err.contains("E_NAME_TAKEN") && err.contains("--replace"), "{err}");
    let (exit, out, _) = copy.run("feature-flag import --from flagd flagd.json --replace");
    assert_eq!(exit, Exit::Done);
    assert!(out.contains("nothing to change"), "{out}");
}

#[test]
fn a_flag_that_nobody_can_decide_keeps_no_other_from_being_imported() {
    let copy = Copy::new("import-undecided");
    let flagd = r#"{"flags": {
        "good": {"state": "ENABLED", "variants": {"on": true}, "defaultVariant": "on"},
        "bad": {
            "state": "ENABLED", "variants": {"on": true}, "defaultVariant": "on",
            "targeting": {"if": [{"divide": [5, 0]}, "on"]}
        }
    }}"#;
    fs::write(copy.0.join("flagd.json"), flagd).unwrap();
    let (exit, out, err) = copy.run("feature-flag import --from flagd flagd.json --print");
    assert_eq!((exit, err.as_str()), (Exit::Findings, ""), "{out}");
    assert!(out.starts_with("# ") && out.contains("flagd.json:5:"), "{out}");
    let (exit, out, err) = copy.run("feature-flag import --from flagd flagd.json");
    assert_eq!((exit, err.as_str()), (Exit::Findings, ""), "{out}");
    assert!(out.contains("cannot be decided: bad") && out.contains("written: "), "{out}");
    assert!(out.contains("flagd has no operation `divide`"), "{out}");
    assert!(copy.run("feature-flag get good --env production").1.contains("good = true"));
    let (exit, out, _) = copy.run("feature-flag get bad --env production");
    assert!(exit != Exit::Done && out.contains("PARSE_ERROR"), "{out}");
    let (exit, out, _) = copy.run("feature-flag import --from flagd flagd.json --replace --json");
    assert_eq!(exit, Exit::Findings);
    assert!(out.contains("\"undecided\""), "{out}");
}

#[test]
fn thousands_of_flags_are_imported_at_once() {
    let copy = Copy::new("import-many");
    let feature = |at: usize| format!(r#"{{"name": "flag-{at}", "enabled": true}}"#);
    let features: Vec<_> = (0..2000).map(feature).collect();
    fs::write(copy.0.join("f.json"), format!("{{\"features\": [{}]}}", features.join(",")))
        .unwrap();
    let ours = |at: usize| format!("  our-flag-{at}: {{default: false}} # {at}\n");
    let ours: String = (0..2000).map(ours).collect();
    let ours = format!("feature_flags:\n{ours}");
    for before in ["", "# ours\n", "feature_flags:\n", "feature_flags: {}\n", &ours] {
        let begun = Instant::now();
        fs::write(copy.0.join("config/feature-flags.yaml"), before).unwrap();
        let (exit, out, err) = copy.run("feature-flag import --from unleash f.json");
        assert_eq!((exit, err.as_str()), (Exit::Done, ""), "{before:?}");
        assert!(out.contains("2000 flags imported"), "{before:?}");
        let (_, out, _) = copy.run("feature-flag get flag-1999 --env production");
        assert!(out.contains("flag-1999 = true"), "{before:?}: {out}");
        assert!(begun.elapsed() < Duration::from_secs(10), "{before:?}: {:?}", begun.elapsed());
    }
    assert!(copy.text("config/feature-flags.yaml").starts_with(&ours));
}

#[test]
fn conditions_with_dollar_signs_are_written_as_they_are() {
    let copy = Copy::new("import-dollar");
    let growthbook = r#"{"features": {"banner": {"defaultValue": "none", "rules": [
        {"condition": {"email": {"$regex": "@example.org$"}, "$or": [{"plan": {"$in": ["pro"]}}]},
         "force": "big"}
    ]}}}"#;
    fs::write(copy.0.join("f.json"), growthbook).unwrap();
    for option in ["", " --env production --replace"] {
        let (exit, out, err) =
            copy.run(&format!("feature-flag import --from growthbook f.json{option}"));
        assert_eq!((exit, err.as_str()), (Exit::Done, ""), "{out}");
        let asked = |plan: &str| {
            let get = "feature-flag get banner --env production --attribute email=a@example.org";
            copy.run(&format!("{get} plan={plan}")).1
        };
        assert!(asked("pro").contains("banner = big"), "{}", asked("pro"));
        assert!(asked("free").contains("banner = none"), "{}", asked("free"));
    }
}

#[test]
fn imports_for_several_environments_become_one_flag() {
    let copy = Copy::new("import-env");
    let flagd = |targeting: &str, red: &str| {
        format!(
            r##"{{"flags": {{"banner": {{
                "state": "ENABLED", "variants": {{"red": "{red}", "blue": "#00f"}},
                "defaultVariant": "blue", "targeting": {{"if": [{targeting}, "red"]}}
            }}}}}}"##
        )
    };
    fs::write(copy.0.join("staging.json"), flagd("true", "#f00")).unwrap();
    fs::write(copy.0.join("production.json"), flagd("false", "#f00")).unwrap();
    fs::write(copy.0.join("other.json"), flagd("false", "#e00")).unwrap();
    let (exit, out, err) = copy.run("feature-flag import --from flagd staging.json --env staging");
    assert_eq!((exit, err.as_str()), (Exit::Done, ""), "{out}");
    let (exit, out, err) =
        copy.run("feature-flag import --from flagd production.json --env production");
    assert_eq!((exit, err.as_str()), (Exit::Done, ""), "{out}");
    let asked = |env: &str| copy.run(&format!("feature-flag get banner --env {env}")).1;
    assert!(asked("staging").contains("#f00"), "{}", asked("staging"));
    assert!(asked("production").contains("#00f"), "{}", asked("production"));

    let again = "feature-flag import --from flagd staging.json --env production";
    let (exit, _, err) = copy.run(again);
    assert_eq!(exit, Exit::Failed);
    assert!(err.contains("says already what `banner` is in `production`"), "{err}");
    let (exit, _, err) = copy.run(&format!("{again} --replace"));
    assert_eq!((exit, err.as_str()), (Exit::Done, ""));
    assert!(asked("production").contains("#f00"), "{}", asked("production"));

    let before = copy.text("config/feature-flags.yaml");
    let (exit, _, err) =
        copy.run("feature-flag import --from flagd other.json --env staging --replace");
    assert_eq!(exit, Exit::Failed);
    assert!(err.contains("the variant `red` of the flag `banner` is another value"), "{err}");
    let (exit, _, err) = copy.run("feature-flag import --from flagd other.json --env stagin");
    assert_eq!(exit, Exit::Failed);
    assert!(err.contains("did you mean `staging`?"), "{err}");
    assert_eq!(copy.text("config/feature-flags.yaml"), before);
}

#[test]
fn an_import_for_an_environment_leaves_flags_of_other_origin_alone() {
    let copy = Copy::new("import-origin");
    let unleash = r#"{"features": [{"name": "maintenance", "enabled": true}]}"#;
    let name = copy.text("config/feature-flags.yaml");
    let own = name.lines().find_map(|line| line.strip_prefix("  ")?.strip_suffix(':')).unwrap();
    fs::write(copy.0.join("f.json"), unleash.replace("maintenance", own)).unwrap();
    let (exit, _, err) =
        copy.run("feature-flag import --from unleash f.json --env production --replace");
    assert_eq!(exit, Exit::Failed);
    assert!(err.contains("does not come from there"), "{err}");
    assert_eq!(copy.text("config/feature-flags.yaml"), name);
}

#[test]
fn files_that_mean_harm_or_are_of_another_tool_are_refused_in_words() {
    let copy = Copy::new("import-hostile");
    let large = format!("{{\"features\": \"{}\"}}", "x".repeat(10_000_000));
    let cases = [
        ("{hunter2", "E_IMPORT"),
        ("\u{0}\u{1}", "E_"),
        (
            r#"{"flags": {"f": {"state": "ENABLED", "variants": {}}}}"#,
            "it looks like a file of `flagd`",
        ),
        (&"[".repeat(100_000), "E_IMPORT"),
        (large.as_str(), "`features` is text, not a list"),
    ];
    let before = copy.text("config/feature-flags.yaml");
    for (text, said) in cases {
        fs::write(copy.0.join("bad.json"), text).unwrap();
        let (exit, _, err) = copy.run("feature-flag import --from unleash bad.json");
        assert_eq!(exit, Exit::Failed, "{said}");
        assert!(err.contains(said) && err.len() < 4000, "{said}: {}", err.len());
        assert!(!err.contains("hunter2"), "{err}");
    }
    assert_eq!(copy.text("config/feature-flags.yaml"), before);
}

#[test]
fn an_import_that_cannot_be_read_names_its_place_and_writes_nothing() {
    let copy = Copy::new("import-bad");
    fs::write(copy.0.join("bad.json"), "{\"features\": [{}]}").unwrap();
    let (exit, _, err) = copy.run("feature-flag import --from unleash bad.json");
    assert_eq!(exit, Exit::Failed);
    assert!(err.contains("E_IMPORT") && err.contains("bad.json:1:15"), "{err}");
    let (exit, _, err) = copy.run("feature-flag import --from unleesh bad.json");
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("did you mean `unleash`?"), "{err}");
}

#[test]
fn a_service_of_which_only_secrets_could_be_copied_is_left_alone_with_a_way_out() {
    let copy = Copy::new("sync-secrets");
    let folder = copy.path("config/services/vault");
    fs::create_dir_all(&folder).unwrap();
    let text =
        "vault:\n  environment:\n    API_TOKEN: secret://staging/token\n  password: hunter2\n";
    fs::write(folder.join("staging.yaml"), text).unwrap();
    for line in [
        "config sync --from staging --to production --exclude configuration,flags --dry-run",
        "config drift-fix --from staging --to production --only vault --dry-run",
    ] {
        let (exit, out, err) = copy.run(line);
        assert_eq!((exit, err.as_str()), (Exit::Done, ""), "{out}");
        let way_out = "write `config/services/vault/production.yaml` by hand";
        assert!(out.contains("left alone") && out.contains(way_out), "{out}");
        assert!(!out.contains("hunter2"), "{out}");
    }
}
