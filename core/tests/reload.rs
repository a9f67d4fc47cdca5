//! However a project came to its files, by reloads or freshly opened, it answers the same.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use stageline::source::{MemorySource, Source};
use stageline::{OpenOptions, Result, Snapshot};

/// Files in memory that change while a project is open.
#[derive(Default)]
struct Files(Mutex<BTreeMap<String, String>>);

impl Files {
    fn set(&self, path: &str, text: Option<&str>) {
        let mut files = self.0.lock().unwrap();
        match text {
            Some(text) => files.insert(path.to_owned(), text.to_owned()),
            None => files.remove(path),
        };
    }
}

impl Source for Files {
    fn name(&self) -> String {
        "memory".to_owned()
    }

    fn list(&self) -> Result<Vec<String>> {
        Ok(self.0.lock().unwrap().keys().cloned().collect())
    }

    fn read(&self, path: &str, _: u64) -> Result<Vec<u8>> {
        match self.0.lock().unwrap().get(path) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => MemorySource::default().read(path, 0),
        }
    }
}

/// Everything a snapshot answers that a person can see.
fn answers(snapshot: &Snapshot) -> String {
    let mut out = String::new();
    let digest = snapshot.digest();
    let _ = writeln!(out, "{digest:?} {:?}", snapshot.service_names());
    for environment in snapshot.environments() {
        let _ = writeln!(out, "{} {:?}", environment.name(), environment.service_names());
        let configurations = std::iter::once(environment.resolve())
            .chain(snapshot.service_names().into_iter().map(|n| environment.service(n)?.resolve()));
        for configuration in configurations {
            match configuration {
                Err(error) => writeln!(out, "  {error:?} {:?}", error.places()).unwrap(),
                Ok(configuration) => {
                    writeln!(out, "  {}", configuration.root()).unwrap();
                    for path in ["a", "b", "b.c", "d"] {
                        let explained = configuration.explain(path).map(|e| format!("{e}"));
                        let origin = configuration.origin(path).map(|o| format!("{o:?}"));
                        writeln!(out, "    {explained:?} {origin:?}").unwrap();
                    }
                }
            }
        }
        let flags = environment.flags();
        let on = flags.boolean_value("x", &flags.context("somebody"), false);
        writeln!(out, "  x {on}").unwrap();
    }
    for finding in snapshot.validate().findings {
        writeln!(out, "{finding:?}").unwrap();
    }
    out
}

const PATHS: &[&str] = &[
    "config/services/api/base.yaml",
    "config/services/api/staging.yaml",
    "config/services/api/production.yaml",
    "config/services/api/nowhere.yaml",
    "config/services/web/production.yaml",
    "config/services/web/production.yml",
    "config/production.yaml",
    "config/staging.yaml",
    "config/base.yaml",
    "config/environments.yaml",
    "config/feature-flags.yaml",
    "config/tenants.yaml",
    "stageline.yaml",
    "config/odd/file.yaml",
];

/// What a file may hold, by what it is; `NAME` is the service's.
const SERVICES: &[&str] = &[
    "NAME: {a: 1, b: {c: x}}\n",
    "# moved down\n\nNAME: {a: 2, d: [1, 2]}\n",
    "NAME:\n  a: ${d}\n  d: here\n",
    "NAME: {a: '${gone}'}\n",
    "NAME: {b: !replace {c: y}}\nother: 1\n",
    "NAME: {b: !delete }\n",
    "NAME:\n",
    "NAME: {password: hunter2}\n",
    "NAME: 1\n",
    "wrong: {}\n",
    "NAME: [\n",
];
const OTHERS: &[(&str, &[&str])] = &[
    (
        "config/environments.yaml",
        &[
            "environments: {staging: {}, production: {tier: production}}\n",
            "environments:\n  production: {}\n  staging: {}\n",
            "environments: {production: {}}\n",
        ],
    ),
    (
        "config/base.yaml",
        &["base: {a: 0, b: {c: base}}\n", "base: {d: '${a}', a: 5}\n", "base: 1\n"],
    ),
    (
        "config/production.yaml",
        &[
            "extends: staging\noverrides: {a: production}\n",
            "extends: base\noverrides: {b: {c: p}}\n",
            "extends: gone\n",
            "extends: production\n",
        ],
    ),
    ("config/staging.yaml", &["extends: base\noverrides: {a: staging}\n", "overrides: {d: 1}\n"]),
    (
        "config/feature-flags.yaml",
        &["feature_flags: {x: true}\n", "feature_flags: {x: {staging: on}}\n"],
    ),
    (
        "config/tenants.yaml",
        &["tenants: {acme: {environments: {production: acme-production}, overrides: {a: acme}}}\n"],
    ),
    ("stageline.yaml", &["merge_keys: {d: name}\n", "default_base: base\n"]),
    ("config/odd/file.yaml", &["a: 1\n"]),
];

fn text(path: &str, choice: usize) -> Option<String> {
    let texts =
        OTHERS.iter().find(|(other, _)| *other == path).map_or(SERVICES, |(_, texts)| texts);
    let service = path.split('/').nth(2).unwrap_or_default();
    // One choice in so many takes the file away; without this one a folder is no project.
    let choices = texts.len() + usize::from(path != "config/environments.yaml");
    texts.get(choice % choices).map(|text| text.replace("NAME", service))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn after_any_reloads_a_project_answers_as_if_freshly_opened(
        lenient: bool,
        start in prop::collection::vec((prop::sample::select(PATHS), 0usize..2), 0..10),
        steps in prop::collection::vec(
            (prop::collection::vec((prop::sample::select(PATHS), 0usize..12), 1..3), any::<bool>()),
            1..8,
        ),
    ) {
        let files = Arc::new(Files::default());
        files.set("config/environments.yaml", text("config/environments.yaml", 0).as_deref());
        for (path, choice) in &start {
            files.set(path, text(path, *choice).as_deref());
        }
        let open = || OpenOptions::new().lenient(lenient).open_source(files.clone());
        let Ok(project) = open() else { return Ok(()) };
        // What changed since the last reload that succeeded.
        let mut due: Vec<String> = Vec::new();
        for (changes, asked) in &steps {
            for (path, choice) in changes {
                files.set(path, text(path, *choice).as_deref());
                due.push((*path).to_owned());
            }
            // Some resolve before the reload, others not: what was remembered must not matter.
            if *asked {
                answers(&project.snapshot());
            }
            let before = answers(&project.snapshot());
            let (reloaded, opened) = (project.reload_paths(&due), open());
            match (reloaded, opened) {
                (Ok(reloaded), Ok(opened)) => {
                    prop_assert_eq!(answers(&reloaded), answers(&opened.snapshot()));
                    due.clear();
                }
                (Err(reloaded), Err(opened)) => {
                    prop_assert_eq!(reloaded.to_string(), opened.to_string());
                    prop_assert_eq!(answers(&project.snapshot()), before);
                }
                (Err(error), Ok(_)) => prop_assert!(false, "only the reload fails: {}", error),
                (Ok(_), Err(error)) => prop_assert!(false, "only the opening fails: {}", error),
            }
        }
    }
}

#[test]
fn a_reload_of_one_service_keeps_what_was_resolved_of_the_others() {
    let files = Arc::new(Files::default());
    files.set("config/environments.yaml", Some("environments: {production: {}}\n"));
    files.set("config/production.yaml", Some("overrides: {a: 1}\n"));
    for service in ["api", "web"] {
        let path = format!("config/services/{service}/production.yaml");
        files.set(&path, Some(&format!("{service}: {{a: 1}}\n")));
    }
    let project = OpenOptions::new().open_source(files.clone()).unwrap();
    let resolved = || {
        let production = project.snapshot().environment("production").unwrap();
        let service = |name| production.service(name).unwrap().resolve().unwrap();
        let all = [production.resolve().unwrap(), service("api"), service("web")];
        all.map(|configuration| configuration.resolved().clone())
    };
    let before = resolved();
    let old = project.snapshot();
    files.set("config/services/api/production.yaml", Some("api: {a: 2}\n"));
    project.reload_paths(&["config/services/api/production.yaml".to_owned()]).unwrap();
    let after = resolved();
    let same: Vec<bool> = before.iter().zip(&after).map(|(a, b)| Arc::ptr_eq(a, b)).collect();
    assert_eq!(same, [true, false, true]);
    let api = |snapshot: &Snapshot| {
        let api = snapshot.environment("production").unwrap().service("api").unwrap();
        api.resolve().unwrap().get("a").unwrap().to_string()
    };
    assert_eq!((api(&old), api(&project.snapshot())), ("1".into(), "2".into()));
}
