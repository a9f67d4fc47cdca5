//! `config drift-fix`.

use insta::assert_snapshot;
use stageline::Project;
use stageline_cli::{Exit, Output, Terminal, execute_in};

use crate::transcripts;

#[test]
fn drift_is_mended_where_it_may_be_and_the_rest_is_told() {
    assert_snapshot!(transcripts(&[
        "config drift-fix --from production --to staging --only configuration,record --dry-run",
        "config drift-fix --from production --to production",
        "config drift-fix --from production --to staging --interactive",
        "config drift-fix --from production --to staging --exclude nothing.here",
    ]));
}

fn project() -> Project {
    Project::from_files([
        ("config/environments.yaml", "environments: {staging: {}, production: {}}"),
        ("config/production.yaml", "overrides: {retry: {times: 3}, mode: strict, level: 4}\n"),
        ("config/staging.yaml", "overrides: {retry: {times: 1}, mode: lax, level: 2}\n"),
    ])
    .unwrap()
}

/// What a command writes to both streams when somebody answers, and what the file says then.
fn answered(answers: &str) -> (String, String) {
    let project = project();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut answers = answers.as_bytes();
    let mut output = Output::new(&mut out, &mut err, Terminal::default()).answers(&mut answers);
    let words = ["config", "drift-fix", "--from", "production", "--to", "staging", "--interactive"];
    assert_eq!(execute_in(&project, words, &mut output), Exit::Done);
    let snapshot = project.snapshot();
    let file = snapshot.sources().by_path("config/staging.yaml").unwrap().text().to_owned();
    (String::from_utf8(err).unwrap(), file)
}

#[test]
fn each_finding_is_asked_about_and_only_what_is_wanted_is_written() {
    let (asked, file) = answered("y\nperhaps\nn\nyes\n");
    assert_eq!(file, "overrides: {retry: {times: 3}, mode: lax, level: 4}\n");
    assert_snapshot!(asked);
}

#[test]
fn all_that_follow_or_none_can_be_answered_at_once_and_silence_is_none() {
    assert_eq!(answered("n\na\n").1, "overrides: {retry: {times: 1}, mode: strict, level: 4}\n");
    assert_eq!(answered("y\nq\n").1, "overrides: {retry: {times: 3}, mode: lax, level: 2}\n");
    assert_eq!(answered("").1, "overrides: {retry: {times: 1}, mode: lax, level: 2}\n");
}
