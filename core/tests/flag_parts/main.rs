//! The parts of flags: switches, requirements, targets, segments, rules and splits.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod entries;
mod sharing;
mod switches;
mod whole;

use stageline::Project;
use stageline::flag::{Details, Flags};

fn project(file: &str) -> Project {
    let files = [
        ("config/environments.yaml", "environments: {dev: {}, production: {}}"),
        ("config/feature-flags.yaml", file),
    ];
    Project::from_files(files).unwrap()
}

fn flags(file: &str) -> Flags {
    project(file).environment("production").unwrap().flags()
}

/// `value reason[/error] by part`
fn answer(details: &Details<'_>) -> String {
    let error = details.error_code().map(|code| format!("/{code}")).unwrap_or_default();
    let variant = details.variant().map(|name| format!("{name}=")).unwrap_or_default();
    let (value, reason) = (details.value(), details.reason());
    format!("{variant}{value} {reason}{error} by {}", details.decided_by())
}

/// What is wrong with the flags of a file, a line each.
fn problems(file: &str) -> String {
    let snapshot = project(file).snapshot();
    let problems = snapshot.flag_problems().iter().map(ToString::to_string);
    problems.collect::<Vec<_>>().join("\n")
}
