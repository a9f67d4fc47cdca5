//! The example project's README lists what is planted in it; validation finds exactly that.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::PathBuf;

use stageline::report::{Style, text};
use stageline::{OpenOptions, Snapshot};

fn storefront() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples/storefront")
}

fn snapshot() -> Snapshot {
    OpenOptions::new().lenient(true).open(storefront()).unwrap().snapshot()
}

/// The texts between backticks.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// A row of the README as `rule place place`: the main place, then every `line:column` of the
/// description, which is in the same file.
fn planted() -> Vec<String> {
    let readme = std::fs::read_to_string(storefront().join("README.md")).unwrap();
    let section = readme.split("## Planted findings").nth(1).unwrap().split("\n## ").next();
    let rows = section.unwrap().lines().filter(|line| line.starts_with("| `"));
    let mut planted: Vec<String> = rows
        .map(|row| {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let rule = quoted(cells[1]).next().unwrap();
            let main = quoted(cells[2]).next().unwrap();
            let file = main.split(':').next().unwrap();
            let position = |text: &&str| {
                text.split_once(':')
                    .is_some_and(|(a, b)| a.parse::<u32>().is_ok() && b.parse::<u32>().is_ok())
            };
            let further = quoted(cells[3]).filter(position).map(|at| format!(" {file}:{at}"));
            format!("{rule} {main}{}", further.collect::<String>())
        })
        .collect();
    planted.sort();
    planted
}

#[test]
fn validation_finds_what_is_planted_and_nothing_else() {
    let report = snapshot().validate();
    let mut found: Vec<String> = report
        .findings
        .iter()
        .map(|finding| {
            let places = finding.places.iter().map(|place| format!(" {place}"));
            format!("{}{}", finding.rule, places.collect::<String>())
        })
        .collect();
    found.sort();
    let planted = planted();
    assert!(planted.len() >= 9, "the README's table was not read: {planted:?}");
    assert_eq!(found, planted);
}

#[test]
fn the_text_report_reads_well() {
    let snapshot = snapshot();
    let shown = text(&snapshot.validate(), snapshot.sources(), Style::default());
    insta::assert_snapshot!(shown);
}
