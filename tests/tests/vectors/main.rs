//! The cases of `tests/vectors/`, asked of the Rust API. Every other language asks the same ones.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod answer;
mod case;
mod codes;
mod comparison;
mod context;
mod edit;
mod flags;
mod live;
mod provenance;
mod rendered;
mod trees;
mod validation;

use std::collections::{BTreeMap, HashSet};

use case::{Case, Expected};
use serde_json::Value;
use stageline::Error;

#[test]
fn every_case_gets_the_answer_that_is_written_down() {
    let files = case::files();
    let cases: Vec<Case> = files.values().flatten().map(Case::read).collect();
    let mut ids = HashSet::new();
    for case in &cases {
        assert!(ids.insert(case.id), "two cases are named `{}`", case.id);
    }
    let mut failures = Vec::new();
    let mut run = 0;
    for case in &cases {
        let got = answer::answer(case);
        failures.extend(difference(case, &got));
        run += 1;
    }
    let written: usize = files.values().map(Vec::len).sum();
    assert_eq!(run, written, "cases were left out");
    assert!(failures.is_empty(), "{} of {run} failed\n\n{}", failures.len(), failures.join("\n\n"));
    println!("{run} cases in {} files", files.len());
}

#[test]
fn each_operation_is_asked_by_several_cases() {
    let files = case::files();
    let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
    for case in files.values().flatten().map(Case::read) {
        *asked.entry(case.op).or_default() += 1;
    }
    let on_trees = trees::OPERATIONS.iter().chain(flags::OPERATIONS).map(|(op, _)| op);
    let rarely: Vec<_> = answer::OPERATIONS
        .iter()
        .chain(on_trees)
        .filter(|op| asked.get(**op).copied().unwrap_or_default() < 2)
        .collect();
    assert!(rarely.is_empty(), "{rarely:?}");
}

/// What differs between a case's expectation and what came, in words.
fn difference(case: &Case<'_>, got: &Result<Value, Error>) -> Option<String> {
    let (expected, got) = match (&case.expected, got) {
        (Expected::Answer(expected), Ok(got)) if *expected == got => return None,
        (Expected::Answer(expected), Ok(got)) => (expected.to_string(), got.to_string()),
        (Expected::Answer(expected), Err(error)) => (expected.to_string(), format!("{error:?}")),
        (Expected::Error(expected), Ok(got)) => (expected.to_string(), got.to_string()),
        (Expected::Error(expected), Err(error)) => {
            let got = case::error(error, expected);
            if got == **expected {
                return None;
            }
            (expected.to_string(), format!("{got}\n  says      {error:?}"))
        }
    };
    Some(format!("{}\n  expected  {expected}\n  got       {got}", case.id))
}
