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
fn all_that_follow_or_none_can_be_answered_at_once_and_who_leaves_writes_nothing() {
    assert_eq!(answered("n\na\n").1, "overrides: {retry: {times: 1}, mode: strict, level: 4}\n");
    assert_eq!(answered("y\nd\n").1, "overrides: {retry: {times: 3}, mode: lax, level: 2}\n");
    for left in ["y\nq\n", "y\n", ""] {
        assert_eq!(
            answered(left).1,
            "overrides: {retry: {times: 1}, mode: lax, level: 2}\n",
            "{left:?}"
        );
    }
    assert_eq!(answered("n\nn\nn\n").1, "overrides: {retry: {times: 1}, mode: lax, level: 2}\n");
}

#[test]
fn a_drift_check_tells_of_rules_that_fit_nothing_and_of_what_runs() {
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {staging: {}, production: {}}"),
        ("config/production.yaml", "overrides: {mode: strict}\n"),
        ("config/staging.yaml", "overrides: {mode: lax}\n"),
        ("config/services/api/production.yaml", "api: {replicas: 3, owner: team-a}\n"),
        (
            "stageline.yaml",
            "drift: {rules: [{path: nothing.here, expected: true, reason: nobody knows}]}\n",
        ),
        ("live.yaml", "kind: Deployment\nmetadata: {name: api}\nspec: {replicas: 5, template: {spec: {containers: [{name: api}]}}}\n"),
    ])
    .unwrap();
    let tell = |words: &[&str]| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit =
            execute_in(&project, words, &mut Output::new(&mut out, &mut err, Terminal::default()));
        let text = |bytes| String::from_utf8(bytes).unwrap();
        format!("{}{}── exit {}\n", text(out), text(err), exit.code())
    };
    assert_snapshot!(
        [
            tell(&["config", "drift-check", "--baseline", "production", "--compare", "staging"]),
            tell(&["config", "drift-check", "--baseline", "production", "--live", "live.yaml"]),
            tell(&["config", "drift-check", "--baseline", "staging", "--live", "nothing.yaml"]),
        ]
        .join("\n")
    );
}
