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
fn environments_without_a_file_and_flags_without_an_entry_are_found() {
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
    let (of_flags, others): (Vec<_>, Vec<_>) =
        report.findings.iter().partition(|finding| finding.rule == "flag-without-entry");
    let mut found = Vec::new();
    for finding in others {
        assert_eq!(finding.rule, "environment-without-file", "{finding}");
        let name = finding.environment.clone().unwrap();
        let span = snapshot.declarations().environments[name.as_str()].span;
        assert_eq!(finding.places, [snapshot.place(span).unwrap()], "{finding}");
        found.push((name, finding.severity));
    }
    found.sort();
    assert_eq!(found, wanted);

    // Of flags too: those that say nothing in an environment that extends no other, and for all.
    let declared = snapshot.declarations();
    let lineage = |name: &str| snapshot.inheritance().lineage(name).unwrap();
    let listed = declared.environments.values().filter(|each| each.derived.is_none());
    let lineages: Vec<_> = listed.map(|each| lineage(&each.name)).collect();
    let is_silent = |flag: &stageline::model::Flag| {
        let says = |name: &str| flag.environments.get(name).is_some();
        flag.fallback.is_none() && lineages.iter().any(|of| !of.iter().any(|name| says(name)))
    };
    let silent = declared.flags.values().filter(|flag| is_silent(flag));
    let wanted: Vec<_> = silent.map(|flag| snapshot.place(flag.span).unwrap()).collect();
    assert_eq!(wanted.len(), 3);
    let found: Vec<_> = of_flags.iter().map(|finding| finding.places[0].clone()).collect();
    assert_eq!(found, wanted);
    assert!(of_flags.iter().all(|finding| {
        let is_of = finding.environment.as_deref() == Some("production-eu");
        is_of && finding.severity == Severity::Warning
    }));
    assert!(!report.has_at_least(Severity::Error));
}
