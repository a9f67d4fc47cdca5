//! The schemas under `docs/schemas/` are what the model says, and each file of the example names
//! its own. `STAGELINE_UPDATE=1` writes them anew.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

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
