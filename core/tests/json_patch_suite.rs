//! The cases of JSON Patch that implementations share, read where they stand beside the checkout.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod outside;

use serde_json::Value;
use stageline::Code;
use stageline::diff::apply_json_patch;
use stageline::source::{FileId, SourceFile};
use stageline::yaml::{Limits, Node, parse};

/// How many cases were run, and how many the suite itself has switched off.
#[derive(Debug, Default, PartialEq)]
struct Count {
    run: usize,
    disabled: usize,
}

fn node(value: &Value) -> Node {
    let file = SourceFile::new(FileId::NONE, "case.json", value.to_string());
    parse(&file, &Limits::default()).unwrap()
}

fn run(file: &str) -> Option<Count> {
    let path = outside::shared(&format!("suites/json-patch-tests/{file}"))?;
    let cases: Vec<Value> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut count = Count::default();
    for case in &cases {
        if case["disabled"] == true {
            count.disabled += 1;
            continue;
        }
        count.run += 1;
        let patched = apply_json_patch(&node(&case["doc"]), &node(&case["patch"]));
        match (patched, case.get("expected"), case.get("error")) {
            (Ok(patched), Some(expected), _) => assert_eq!(patched, node(expected), "{case}"),
            // What is to be tested is that it goes through.
            (Ok(_), None, None) => {}
            (Err(error), None, Some(_)) => assert_eq!(error.code(), Code::Patch, "{case}"),
            (patched, ..) => panic!("{case}\n{patched:?}"),
        }
    }
    Some(count)
}

#[test]
fn every_case_that_is_not_switched_off_passes() {
    let files = [
        ("tests.json", Count { run: 92, disabled: 3 }),
        ("spec_tests.json", Count { run: 16, disabled: 1 }),
    ];
    for (file, count) in files {
        if let Some(found) = run(file) {
            assert_eq!(found, count, "{file}");
        }
    }
}
