//! The schemas under `docs/schemas/` are what the model says, and each file of the example names
//! its own. `STAGELINE_UPDATE=1` writes them anew.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use stageline::Project;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn the_published_schemas_are_current() {
    for (name, text) in stageline::model::schemas() {
        let path = root().join(format!("docs/schemas/{name}.schema.json"));
        if std::env::var_os("STAGELINE_UPDATE").is_some() {
            fs::write(&path, &text).unwrap();
        }
        let published = fs::read_to_string(&path).unwrap_or_default();
        assert!(published == text, "{name} is stale; run the test with STAGELINE_UPDATE=1");
    }
}

#[test]
fn every_file_of_the_example_names_its_schema() {
    let example = root().join("examples/storefront");
    let mut checked = 0;
    let mut folders = vec![example];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "yaml") {
                let text = fs::read_to_string(&path).unwrap();
                let line = text.lines().next().unwrap_or_default();
                let schema = line.strip_prefix("# yaml-language-server: $schema=");
                let schema = schema.unwrap_or_else(|| panic!("{}: no schema", path.display()));
                assert!(path.parent().unwrap().join(schema).exists(), "{}", path.display());
                checked += 1;
            }
        }
    }
    assert!(checked > 40, "only {checked} files");
}

/// Where a file of flags does not fit its schema, and whether the engine refuses a flag of it.
fn judged(flags: &str) -> (Vec<String>, bool) {
    let schemas = stageline::model::schemas();
    let schema = schemas.iter().find(|(name, _)| *name == "feature-flags").unwrap().1.clone();
    let below = flags.replace('\n', "\n  ");
    let project = Project::from_files([
        ("stageline.yaml", "validation: {schemas: {flags: flags.json}}"),
        ("config/environments.yaml", "environments: {dev: {}, production: {}}"),
        ("config/base.yaml", "base: {}"),
        ("config/services/flags/base.yaml", &format!("flags:\n  {below}\n")),
        ("config/feature-flags.yaml", flags),
        ("flags.json", &schema),
    ]);
    let project = project.unwrap_or_else(|error| panic!("{flags}: {error}"));
    let report = project.snapshot().validate();
    let of_rule = |rule: &str| {
        let found = report.findings.iter().filter(|found| found.rule == rule);
        found.map(ToString::to_string).collect::<Vec<_>>()
    };
    (of_rule("service-schema"), !of_rule("bad-flag").is_empty())
}

#[test]
fn the_schema_of_flags_refuses_entries_that_the_engine_refuses() {
    let entries = [
        "{rollout: 25}",
        "{rollout: {percentage: 250}}",
        "{rollout: {percentage: -1}}",
        "{rules: {when: a, serve: true}}",
        "{rules: [{if: a, serve: true}]}",
        "{kill_switch: \"yes\"}",
        "{rolout: {percentage: 25}}",
        "{killswitch: true}",
        "{percentage: 25}",
        "{default: true, rule: []}",
        "{schedule: [{at: 2027-01-01T00:00:00Z, set: {rollout: 5}}]}",
        "{}",
    ];
    for entry in entries {
        for flag in [
            format!("{{default: false, production: {entry}}}"),
            format!("{{variants: {{on: true, off: false}}, default: off, production: {entry}}}"),
        ] {
            let (misfits, refused) = judged(&format!("feature_flags:\n  f: {flag}\n"));
            assert!(refused && !misfits.is_empty(), "{flag}: {misfits:?}, {refused}");
        }
    }
}

#[test]
fn the_schema_of_flags_accepts_what_the_engine_accepts() {
    let flags = [
        "true",
        "[1, 2]",
        "{dev: true, production: false}",
        "{default: false, production: {rollout: {percentage: 12.5, by: user.id}}}",
        "{default: false, production: {rollout: {percentage: \"25%\"}}}",
        "{default: false, production: {rules: [{when: user.beta, serve: true}], kill_switch: false}}",
        "{default: {max: 5}, production: {max: 10}}",
        "{default: {max: 5}, production: {}}",
        "{variants: {a: {max: 5}, b: {max: 10}}, default: a, production: {max: 10}}",
        "{dev: {default: {max: 5}}, production: null}",
        "{default: {max: 5}, schedule: [{at: 2027-01-01T00:00:00Z, set: {max: 10}}]}",
    ];
    for flag in flags {
        let judged = judged(&format!("feature_flags:\n  f: {flag}\n"));
        assert_eq!(judged, (vec![], false), "{flag}");
    }
    let example = root().join("examples/storefront/config/feature-flags.yaml");
    assert_eq!(judged(&fs::read_to_string(example).unwrap()), (vec![], false));
}
