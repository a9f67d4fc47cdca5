//! `config`.

use insta::assert_snapshot;

use stageline_cli::{Exit, Output, execute_in};

use crate::{Terminal, seed, tell, transcript, transcripts};

#[test]
fn a_configuration_is_shown_as_yaml() {
    assert_snapshot!(transcript("config show production"));
}

#[test]
fn a_service_is_shown_without_its_plain_text_password() {
    let told = transcript("config show development --service api");
    assert!(told.contains("postgresql://shop:(withheld)@"), "{told}");
    assert_snapshot!(told);
}

#[test]
fn single_values_are_shown_bare() {
    assert_snapshot!(transcripts(&[
        "config show production database.pool_size",
        "config show production shipping.carriers.0",
        "config show staging environment.DATABASE_URL --service api",
        "config show production shop --json",
    ]));
}

#[test]
fn an_explanation_lines_up_winner_and_losers() {
    assert_snapshot!(transcripts(&[
        "config explain production database.pool_size",
        "config explain production-eu database",
        "config explain staging shipping.carriers",
        "config explain production resources.limits.cpu --service api",
        "config explain production features.waf_enabled --of record",
        "config explain development environment.DATABASE_URL --service api",
    ]));
}

#[test]
fn an_explanation_is_data_too() {
    assert_snapshot!(transcript("config explain production database.pool_size --json"));
}

#[test]
fn an_explanation_shines_on_a_terminal() {
    let terminal = Terminal { out: true, width: Some(80), ..Terminal::default() };
    let told = tell(&["config", "explain", "production", "database.pool_size"], terminal);
    assert_snapshot!(told.out.replace('\u{1b}', "ESC"));
}

#[test]
fn a_comparison_shows_both_sides_and_their_places() {
    assert_snapshot!(transcript("config diff staging production"));
}

#[test]
fn equal_environments_have_nothing_to_report() {
    let told = transcript("config diff production production");
    assert_eq!(
        told,
        "$ stageline config diff production production\n\
         production → production: no difference\n── exit 0\n"
    );
}

#[test]
fn a_service_that_one_side_lacks_is_said_once() {
    let project = stageline::Project::from_files([
        ("config/environments.yaml", "environments: {a: {}, b: {}}"),
        ("config/services/api/b.yaml", "api: {replicas: 2}"),
        ("config/a.yaml", "overrides: {l: [{name: x}, {name: y}], m: {p: 1}}"),
        ("config/b.yaml", "overrides: {l: [{name: y}, {name: x}], m: 1}"),
    ])
    .unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut output = Output::new(&mut out, &mut err, Terminal::default());
    execute_in(&project, ["config", "diff", "a", "b"], &mut output);
    let words = ["config", "drift-check", "--baseline", "b", "--compare", "a"];
    execute_in(&project, words, &mut output);
    assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn a_comparison_is_data_too() {
    let told = tell(&["config", "diff", "staging", "production", "--json"], Terminal::default());
    let document: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(document["left"], "staging");
    assert_eq!(document["sections"].as_array().unwrap().len(), 8);
    assert_eq!(told.exit.code(), 3);
}

#[test]
fn findings_are_shown_with_their_lines() {
    assert_snapshot!(transcript("config validate --all-environments --check-consistency"));
}

#[test]
fn the_threshold_decides_the_exit_code_alone() {
    for (threshold, code) in [("error", 3), ("warning", 3), ("info", 3)] {
        let told = tell(&["config", "validate", "--threshold", threshold], Terminal::default());
        assert_eq!(told.exit.code(), code, "{threshold}");
    }
    let notes = stageline::Project::from_files([
        ("config/environments.yaml", "environments: {a: {}}"),
        ("config/base.yaml", "base: {x: 1}"),
    ])
    .unwrap();
    for (threshold, exit) in [("warning", Exit::Done), ("info", Exit::Findings)] {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut output = Output::new(&mut out, &mut err, Terminal::default());
        let words = ["config", "validate", "--threshold", threshold];
        assert_eq!(execute_in(&notes, words, &mut output), exit, "{threshold}");
    }
}

#[test]
fn findings_are_data_too() {
    let told = tell(&["config", "validate", "--json"], Terminal::default());
    let document: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(document["counts"]["error"], 5);
    assert_eq!(document["findings"][0]["places"][0]["line"], 26);
}

#[test]
fn drift_shows_what_to_settle_and_counts_the_rest() {
    assert_snapshot!(transcripts(&[
        "config drift-check --baseline production --compare staging",
        "config drift-check --baseline production --compare production",
    ]));
}

#[test]
fn differences_can_be_asked_for_by_part_service_and_path() {
    assert_snapshot!(transcripts(&[
        "config diff staging production --only autoscaling.**,api",
        "config diff staging production --exclude record,configuration,**.replicas,environment --only services",
        "config diff staging production --only autoscalling.**",
        "config drift-check --baseline production --compare staging --only **.timeout",
    ]));
}

#[test]
fn a_threshold_of_severity_decides_whether_differences_fail() {
    for (words, severity, exit) in [
        ("config diff staging production", "info", Exit::Findings),
        ("config diff staging production", "warning", Exit::Done),
        ("config drift-check --baseline production --compare staging", "error", Exit::Findings),
        (
            "config drift-check --baseline production --compare staging --only service_api",
            "error",
            Exit::Done,
        ),
        (
            "config drift-check --baseline production --compare staging --only service_api",
            "warning",
            Exit::Findings,
        ),
        ("config sync-check --baseline production --targets staging", "error", Exit::Findings),
        (
            "config sync-check --baseline production --targets staging --exclude configuration",
            "error",
            Exit::Done,
        ),
        ("config report --environments production,staging", "error", Exit::Findings),
    ] {
        let words = format!("{words} --fail-on {severity}");
        let words: Vec<String> =
            words.split(' ').map(|word| word.replace("service_api", "service api")).collect();
        let told = tell(&words, Terminal::default());
        assert_eq!((told.exit, told.err.as_str()), (exit, ""), "{words:?}");
    }
}

#[test]
fn drift_is_data_too() {
    let line =
        ["config", "drift-check", "--baseline", "production", "--compare", "staging,testing"];
    let told = tell(&[&line[..], &["--json"]].concat(), Terminal::default());
    let document: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(document["targets"], serde_json::json!(["staging", "testing"]));
    assert_eq!(told.exit.code(), 3);
}

#[test]
fn what_is_not_there_is_an_error_with_a_way_out() {
    assert_snapshot!(transcripts(&[
        "config show prodution",
        "config show production databas.pool_size",
        "config show production --service ap",
        "config explain production databas --json",
        "config explain production a..b",
    ]));
}

#[test]
fn the_specification_is_explained_to_the_column() {
    let Some(seed) = seed() else { return };
    let root = seed.join("tree").display().to_string();
    // The later `--project` is the one that counts.
    let words = ["config", "explain", "production", "database.pool_size", "--project", &root];
    let told = tell(&words, Terminal::default());
    assert_eq!(
        told.out,
        "database.pool_size = 50\n\n  \
         from  config/production.yaml:5:16  environment production  50\n  \
         over  config/base.yaml:7:16        base base_config        10\n"
    );
}

#[test]
fn a_change_is_shown_before_it_is_written() {
    assert_snapshot!(transcripts(&[
        "config set production database.pool_size 90 --dry-run",
        "config set --env staging --service api replicas 3 --dry-run",
        "config set production auto_deploy.branch main --dry-run",
        "config set production database.pool_size.x 1 --dry-run",
        "config unset production database.pool_size --dry-run",
        "config set production",
    ]));
}

#[test]
fn files_and_lines_lead_back_to_environments() {
    assert_snapshot!(transcripts(&[
        "config affected config/services/api/base.yaml config/nope.yaml",
        "config affected config/services/api/staging.yaml --matrix",
        "config who-uses config/base.yaml:8",
        "config who-uses config/base.yaml",
    ]));
}

#[test]
fn findings_have_forms_for_machines() {
    assert_snapshot!(transcripts(&[
        "config validate --env production --format github --prefix deploy",
        "config validate --format sarif --json",
        "config validate --today yesterday",
    ]));
    let sarif = tell(&["config", "validate", "--format", "sarif"], Terminal::default());
    let log: serde_json::Value = serde_json::from_str(&sarif.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let junit = tell(&["config", "validate", "--format", "junit"], Terminal::default());
    assert!(junit.out.contains("<testsuites"), "{}", junit.out);
}

#[test]
fn a_sync_check_says_what_a_sync_would_write() {
    assert_snapshot!(transcripts(&[
        "config sync-check --baseline production --targets staging,testing",
        "config sync-check --baseline production --targets staging --exclude services,flags,configuration",
        "config sync-check --baseline production --targets production",
        "config sync-check --baseline production --targets nowhere",
    ]));
}
