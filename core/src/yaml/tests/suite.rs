//! The YAML test suite, read where it stands beside the checkout.

use std::collections::BTreeMap;

use super::notation::{Detail, granit};
use super::outside::shared;
use super::{Code, Limits, file, parse};

#[derive(serde::Deserialize)]
pub(super) struct Case {
    pub(super) id: String,
    pub(super) yaml: String,
    pub(super) events: String,
    pub(super) json: Option<String>,
    pub(super) error: bool,
}

/// All cases, where they are there.
pub(super) fn cases() -> Option<Vec<Case>> {
    let path = shared("suites/yaml-test-suite/cases.json")?;
    let cases: Vec<Case> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(cases.len(), 402);
    Some(cases)
}

#[test]
fn the_parser_accepts_refuses_and_reports_as_the_suite_says() {
    let Some(cases) = cases() else { return };
    let mut wrong = Vec::new();
    let mut refused = 0;
    for case in &cases {
        let events = granit(&case.yaml, Detail::Whole);
        refused += usize::from(events.refused);
        let same = case.error || events.lines == case.events;
        if events.refused != case.error || !same {
            wrong.push(format!("{}\n{}\n--\n{}", case.id, events.lines, case.events));
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n====\n"));
    assert_eq!(refused, 94);
    println!("YAML test suite: 402 cases, {refused} refused, 308 event streams equal");
}

#[test]
fn trees_are_the_suites_json_or_refused_for_a_reason() {
    let Some(cases) = cases() else { return };
    let (mut equal, mut left): (usize, BTreeMap<&str, Vec<&str>>) = (0, BTreeMap::new());
    for case in cases.iter().filter(|case| !case.error) {
        let Some(json) = &case.json else { continue };
        let documents: Vec<serde_json::Value> = serde_json::Deserializer::from_str(json)
            .into_iter()
            .collect::<Result<_, _>>()
            .unwrap_or_else(|error| panic!("{}: {error}", case.id));
        let reason = match parse(&file(&case.yaml), &Limits::default()) {
            Err(error) => reason(&error.to_string()),
            Ok(root) => {
                let ours: serde_json::Value =
                    serde_json::from_str(&serde_json::to_string(&root).unwrap()).unwrap();
                let theirs = match &documents[..] {
                    [] => &serde_json::Value::Null,
                    [one] => one,
                    several => panic!("{}: {} documents in one tree", case.id, several.len()),
                };
                if ours == *theirs {
                    equal += 1;
                    continue;
                }
                "read otherwise"
            }
        };
        left.entry(reason).or_default().push(&case.id);
    }
    let counted: usize = left.values().map(Vec::len).sum();
    println!("YAML test suite: {equal} trees equal the JSON, {counted} left out: {left:?}");
    insta::assert_debug_snapshot!((equal, left));
}

/// Why a valid document is refused; what is not known here is a defect.
fn reason(message: &str) -> &'static str {
    [
        ("more than one document", "several documents in one file"),
        ("has no meaning here", "a tag that means nothing here"),
        ("stands as a key", "a key that is no text"),
        ("a key carries a tag", "a key that carries a tag"),
        ("is not what its tag", "a value that is not what its tag says"),
    ]
    .into_iter()
    .find_map(|(part, reason)| message.contains(part).then_some(reason))
    .unwrap_or_else(|| panic!("{message}"))
}

#[test]
fn every_case_is_read_or_refused_with_a_code_a_place_and_a_remedy() {
    let Some(cases) = cases() else { return };
    for case in &cases {
        match parse(&file(&case.yaml), &Limits::default()) {
            Ok(_) => assert!(!case.error, "{} is read", case.id),
            Err(error) => {
                let known = [Code::Yaml, Code::YamlTag, Code::DuplicateKey, Code::Type];
                assert!(known.contains(&error.code()), "{}: {error}", case.id);
                assert!(!error.places().is_empty(), "{}: {error}", case.id);
                assert!(error.help_text().is_some(), "{}: {error}", case.id);
            }
        }
    }
}
