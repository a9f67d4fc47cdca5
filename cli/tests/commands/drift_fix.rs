//! `config drift-fix`.

use insta::assert_snapshot;
use stageline::Project;
use stageline_cli::{Exit, Output, Terminal, execute, execute_in};

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
fn a_question_mark_is_answered_with_what_each_answer_does() {
    let (asked, file) = answered("?\nn\nd\n");
    assert_eq!(file, "overrides: {retry: {times: 1}, mode: lax, level: 2}\n");
    assert_snapshot!(asked);
}

#[test]
fn all_that_follow_or_none_can_be_answered_at_once_and_who_leaves_writes_nothing() {
    assert_eq!(answered("n\na\n").1, "overrides: {retry: {times: 1}, mode: strict, level: 4}\n");
    assert_eq!(answered("y\nd\n").1, "overrides: {retry: {times: 3}, mode: lax, level: 2}\n");
    for left in ["y\nq\n", "y\n", "y\n?\n", ""] {
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

/// What a check of drift against live files says, where the standard input holds a text.
fn told_of_live(live: &[&str], input: &str) -> (String, String) {
    let mut words = vec!["--project", "../examples/storefront", "config", "drift-check"];
    words.extend(["--baseline", "production", "--partial", "--only", "services"]);
    live.iter().for_each(|name| words.extend(["--live", name]));
    let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), input.as_bytes());
    let mut output = Output::new(&mut out, &mut err, Terminal::default()).input(&mut input);
    execute(words.iter().map(std::ffi::OsString::from), &mut output);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(out), text(err))
}

#[test]
fn what_runs_is_read_from_a_folder_and_from_the_standard_input() {
    let api = "services: {api: {replicas: 1}}\n";
    let folder = std::env::temp_dir().join(format!("stageline-live-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("b.yaml"), api).unwrap();
    std::fs::write(folder.join("notes.txt"), "no state").unwrap();
    let name = folder.to_str().unwrap();
    let (of_folder, err) = told_of_live(&[name], "");
    assert_eq!(err, "");
    assert!(of_folder.contains("replicas") && of_folder.contains("b.yaml:1:28"), "{of_folder}");
    let (of_input, err) = told_of_live(&["-"], api);
    assert_eq!(err, "");
    assert!(of_input.contains("replicas") && of_input.contains("stdin:1:28"), "{of_input}");
    let (_, err) = told_of_live(&["-"], "Error from server (Forbidden): no\n");
    assert!(err.contains("an error of kubectl (`Forbidden`)"), "{err}");
    std::fs::remove_file(folder.join("b.yaml")).unwrap();
    let (_, err) = told_of_live(&[name], "");
    assert!(err.contains("holds no file of a live state"), "{err}");
    std::fs::remove_dir_all(&folder).unwrap();
}
