//! What a change affects is never less than what it changes.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use stageline::project::{Part, Snapshot};
use stageline::value::Digest;
use stageline::{OpenOptions, Project};

type Files = BTreeMap<String, String>;
type Parts = BTreeMap<(String, Part, Option<String>), String>;

fn storefront() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/storefront");
    let mut files = Files::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "yaml") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                files.insert(name, std::fs::read_to_string(path).unwrap());
            }
        }
    }
    files
}

fn open(files: &Files) -> Snapshot {
    let options = OpenOptions::new().lenient(true);
    Project::from_files_with(files.clone(), options).unwrap().snapshot()
}

/// Everything an environment answers, part by part.
fn parts(snapshot: &Snapshot) -> Parts {
    let mut parts = Parts::new();
    let shown = |found: stageline::Result<Digest>| match found {
        Ok(digest) => digest.to_string(),
        Err(error) => error.code().as_str().to_owned(),
    };
    for environment in snapshot.environments() {
        let name = environment.name().to_owned();
        let mut put = |part, service: Option<&str>, found: String| {
            parts.insert((name.clone(), part, service.map(str::to_owned)), found);
        };
        put(Part::Record, None, shown(environment.record_tree().map(|tree| tree.digest())));
        put(Part::Configuration, None, shown(environment.resolve().map(|tree| tree.digest())));
        for service in snapshot.service_names() {
            let tree = environment.service(service).unwrap().resolve();
            match tree.map(|tree| tree.digest()) {
                Err(error) if error.code() == stageline::Code::ServiceAbsent => {}
                found => put(Part::Service, Some(service), shown(found)),
            }
        }
        let flags = environment.flags();
        let context = flags.context("somebody");
        let values: Vec<String> = flags
            .evaluate_all(&context)
            .iter()
            .map(|found| format!("{} {} {:?}", found.flag(), found.value(), found.reason()))
            .collect();
        put(Part::Flags, None, values.join("\n"));
    }
    parts
}

/// Edits of files: a path with its new text, or `None` where it is deleted.
fn check(before: &Files, edits: &[(&str, Option<String>)]) {
    let mut after = before.clone();
    for (path, text) in edits {
        match text {
            Some(text) => after.insert((*path).to_owned(), text.clone()),
            None => after.remove(*path),
        };
    }
    let (old, new) = (open(before), open(&after));
    let paths: Vec<&str> = edits.iter().map(|(path, _)| *path).collect();
    let mut said = BTreeSet::new();
    for snapshot in [&old, &new] {
        let entries = snapshot.affected(&paths).entries.into_iter();
        said.extend(entries.map(|entry| (entry.environment, entry.part, entry.service)));
    }
    let (old, new) = (parts(&old), parts(&new));
    let all: BTreeSet<_> = old.keys().chain(new.keys()).cloned().collect();
    let changed = all.into_iter().filter(|part| old.get(part) != new.get(part));
    for part in changed {
        assert!(said.contains(&part), "{paths:?} changes {part:?} and does not say so");
    }
}

#[test]
fn nothing_that_a_change_reaches_is_missing() {
    let files = storefront();
    for path in files.keys() {
        // Each file gone, and each file emptied.
        check(&files, &[(path, None)]);
        check(&files, &[(path, Some(String::new()))]);
    }
    for (path, text) in [
        ("config/bases/more.yaml", "more: {x: 1}"),
        ("config/bases/twice.yaml", "hosted: {x: 1}\nshop_defaults: {y: 1}"),
        ("config/staging.yaml", "extends: production\noverrides: {only: here}"),
        ("config/staging.yaml", "overrides: {only: here}"),
        ("config/staging.yaml", "extends: nobody"),
        ("config/production.yaml", "extends: staging"),
        ("config/production.yaml", "extends: production-eu"),
        ("config/production-eu.yaml", "extends: [development, staging]"),
        ("config/services/search/base.yaml", "search: {replicas: 77}"),
        ("config/services/search/production.yaml", "search: {replicas: 77}"),
        ("config/services/new/staging.yaml", "new: {replicas: 1}"),
        ("config/services/new/base.yaml", "new: {replicas: 1}"),
        ("config/feature-flags.yaml", "feature_flags: {one: true}"),
        ("config/tenants.yaml", "tenants: {acme: {environments: {production: acme}}}"),
        ("stageline.yaml", "default_base: hosted\nmerge_keys: {carriers: name}"),
        ("config/environments.yaml", "environments: {production: {tier: testing}, new: {}}"),
    ] {
        check(&files, &[(path, Some(text.to_owned()))]);
    }
    let together = [
        ("config/staging.yaml", Some("extends: ../shared/a.yaml".to_owned())),
        ("shared/a.yaml", Some("extends: ../config/production.yaml\noverrides: {z: 1}".to_owned())),
    ];
    check(&files, &together);
    let mut shared = files.clone();
    for (path, text) in together {
        shared.insert(path.to_owned(), text.unwrap());
    }
    check(&shared, &[("shared/a.yaml", Some("overrides: {z: 2}".to_owned()))]);
    check(&shared, &[("shared/a.yaml", None)]);
    check(&shared, &[("config/production.yaml", None)]);
    check(&shared, &[("config/services/api/production.yaml", None)]);
}

#[test]
fn each_line_of_the_example_is_used_by_those_who_explain_by_it() {
    let snapshot = open(&storefront());
    for environment in snapshot.environments() {
        for leaf in environment.explain_all("").unwrap() {
            let Some(place) = leaf.steps[0].place.clone().filter(|_| leaf.value.is_some()) else {
                continue;
            };
            let uses = snapshot.who_uses(&place.file, place.line).unwrap();
            let found = uses.iter().any(|found| {
                found.environment == environment.name()
                    && found.part == Part::Configuration
                    && found.path == leaf.path
                    && found.wins
            });
            assert!(found, "{} of {} at {place}", leaf.path, environment.name());
        }
    }
}
