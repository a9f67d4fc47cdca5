//! OmegaConf's own cases of merging plain data, read where they stand beside the checkout.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod outside;

use stageline::config::{MergeKeys, merge};
use stageline::source::{FileId, SourceFile};
use stageline::yaml::{Limits, Node, parse};

#[derive(serde::Deserialize)]
struct Case {
    inputs: Vec<serde_json::Value>,
    expected: serde_json::Value,
}

/// Every JSON document is one of YAML.
fn node(value: &serde_json::Value) -> Node {
    let file = SourceFile::new(FileId::NONE, "case.yaml", value.to_string());
    parse(&file, &Limits::default()).unwrap()
}

const MISSING: &str = "`???` says that a value is missing; here it is a text, and replaces";
const THROUGH: &str =
    "a map above a reference merges into what that refers to; here references are followed last";

/// The cases that ask for what stageline means otherwise, by their position.
const LEFT_OUT: [(usize, &str); 6] =
    [(10, MISSING), (11, MISSING), (13, MISSING), (14, MISSING), (20, MISSING), (24, THROUGH)];

fn merged(case: &Case) -> serde_json::Value {
    let (keys, mut notes) = (MergeKeys::default(), Vec::new());
    let merged =
        case.inputs.iter().map(node).fold(None, |below: Option<Node>, over| {
            merge(below.as_ref(), &over, &keys, &mut notes)
        });
    serde_json::to_value(merged.unwrap()).unwrap()
}

#[test]
fn plain_data_merges_as_in_omegaconf() {
    let Some(path) = outside::shared("suites/omegaconf-merge/merge.json") else { return };
    let cases: Vec<Case> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut ran = 0;
    for (at, case) in cases.iter().enumerate() {
        match LEFT_OUT.iter().find(|(left_out, _)| *left_out == at) {
            Some((_, reason)) => {
                println!("OmegaConf, case {at} left out: {reason}");
                assert_ne!(merged(case), case.expected, "{:?} need not be left out", case.inputs);
            }
            None => {
                assert_eq!(merged(case), case.expected, "{:?}", case.inputs);
                ran += 1;
            }
        }
    }
    println!("OmegaConf: {ran} of {} merges equal", cases.len());
    assert_eq!((ran, cases.len()), (22, 28));
}
