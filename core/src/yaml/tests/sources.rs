//! Two parsers of different make read the same documents; where they disagree, one of them is wrong.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::notation::{Detail, granit, saphyr};
use super::{AWKWARD, LINES, outside, suite};

/// What differs between the two event streams of a document.
fn difference(text: &str) -> Option<&'static str> {
    let (first, second) = (granit(text, Detail::Common), saphyr(text));
    match (first.refused, second.refused) {
        (true, true) => None,
        (true, false) => Some("only the second reads it"),
        (false, true) => Some("only the first reads it"),
        (false, false) => (first.lines != second.lines).then_some("the events differ"),
    }
}

/// Every file with one of the endings below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            found.push(path);
        }
    }
}

fn agree_below(root: &Path) -> usize {
    let mut found = Vec::new();
    files(root, &mut found);
    for path in &found {
        assert_eq!(difference(&std::fs::read_to_string(path).unwrap()), None, "{path:?}");
    }
    found.len()
}

#[test]
fn both_parsers_read_the_example_project_alike() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/storefront");
    assert!(agree_below(Path::new(root)) > 20);
}

#[test]
fn both_parsers_read_the_specifications_tree_alike() {
    let Some(root) = outside::shared("seed/tree") else { return };
    assert_eq!(agree_below(&root), 13);
}

#[test]
fn both_parsers_read_the_suite_alike() {
    let Some(cases) = suite::cases() else { return };
    let differing: Vec<(&str, &str)> =
        cases.iter().filter_map(|case| Some((&*case.id, difference(&case.yaml)?))).collect();
    println!(
        "two parsers: {} of {} documents of the suite alike",
        cases.len() - differing.len(),
        cases.len()
    );
    assert_eq!(differing, []);
}

/// Where they disagree on awkward documents, and why ours is right.
const DIFFERENCES: &[(&str, &str)] = &[
    // YAML separates a value from its colon by spaces or tabs (1.2.2, section 6.2).
    ("a:\t1\n", "only the first reads it"),
    // A list in brackets stands deeper than the map that holds it, to its end (section 7.4).
    ("a: [1\n]\n", "only the second reads it"),
    // Delete is not among the printable characters (section 5.1).
    ("a: \u{7f}\n", "only the second reads it"),
];

#[test]
fn both_parsers_read_awkward_documents_alike_but_for_three() {
    let differing: Vec<(&str, &str)> =
        AWKWARD.iter().filter_map(|text| Some((*text, difference(text)?))).collect();
    assert_eq!(differing, DIFFERENCES);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn both_parsers_read_random_documents_alike(
        lines in prop::collection::vec((0usize..5, prop::sample::select(LINES)), 1..9)
    ) {
        // How deep lines in brackets must stand is a difference that is listed; here they do.
        let mut open = 0;
        let mut text = String::new();
        for (indent, line) in &lines {
            let deeper = if open > 0 { 8 } else { 0 };
            text += &format!("{}{line}\n", " ".repeat(indent + deeper));
            let count = |bracket| i32::try_from(line.matches(bracket).count()).unwrap_or(0);
            open += count(['[', '{']) - count([']', '}']);
        }
        let differing = difference(&text);
        prop_assert_eq!(differing, None, "{:?}", text);
    }
}
