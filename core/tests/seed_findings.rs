//! What validation says of the specification's own tree, read where it stands, is true of it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
mod outside;

use stageline::Severity;
use stageline::{Project, Snapshot};

fn seed() -> Option<Snapshot> {
    let tree = outside::shared("seed/tree")?;
    Some(Project::open(tree).unwrap().snapshot())
}

#[test]
fn only_environments_without_a_file_are_found() {
    let Some(snapshot) = seed() else { return };
    // What must be found follows from the tree itself: who is listed and has no file.
    let mut wanted: Vec<(String, Severity)> = snapshot
        .declarations()
        .environments
        .values()
        .filter(|environment| environment.file.is_none() && environment.derived.is_none())
        .map(|environment| {
            let severity = match environment.record.is_production() {
                true => Severity::Warning,
                false => Severity::Info,
            };
            (environment.name.to_string(), severity)
        })
        .collect();
    wanted.sort();
    assert!(wanted.len() >= 3, "{wanted:?}");

    let report = snapshot.validate();
    let mut found = Vec::new();
    for finding in &report.findings {
        assert_eq!(finding.rule, "environment-without-file", "{finding}");
        let name = finding.environment.clone().unwrap();
        let span = snapshot.declarations().environments[name.as_str()].span;
        assert_eq!(finding.places, [snapshot.place(span).unwrap()], "{finding}");
        found.push((name, finding.severity));
    }
    found.sort();
    assert_eq!(found, wanted);
    assert!(!report.has_at_least(Severity::Error));
}
