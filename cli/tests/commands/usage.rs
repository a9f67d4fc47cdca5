//! Words that make no command.

use insta::assert_snapshot;

use stageline_cli::Terminal;

use crate::{storefront, tell, transcript, transcripts};

#[test]
fn a_mistyped_word_is_answered_with_the_one_that_was_meant() {
    assert_snapshot!(transcripts(&[
        "confg show production",
        "config shwo production",
        "diff staging production",
        "config diff staging production --jsn",
        "config explain production database --of recrod",
        "frobnicate",
        "config frobnicate",
    ]));
}

#[test]
fn a_word_too_few_or_too_many_is_named() {
    assert_snapshot!(transcripts(&[
        "config diff production",
        "config who-uses a.yaml:1 b.yaml:1",
        "config explain production database --service",
        "config explain production database --of record --service api",
        "feature-flag get x --env y --attribute plan",
        "config",
        "test",
        "test frobnicate",
        "env list --project a --json",
    ]));
}

#[test]
fn what_is_written_in_the_place_of_a_mistake_is_a_whole_command() {
    assert_snapshot!(transcripts(&[
        "config drift-check --baseline production --live - --compare staging",
        "config drift-check --baseline production --compare staging --namespace shop",
        "config drift-check --baseline production --namespace shop",
        "feature-flag preview one_page_checkout --env production --from 2027-01-01",
        "feature-flag codegen --check",
        "feature-flag get one_page_checkout --env production --at 2027-01-31T09:00",
    ]));
}

#[test]
fn what_would_be_passed_over_in_silence_is_refused() {
    assert_snapshot!(transcripts(&[
        "config sync-check --baseline production --targets staging --exclude record",
        "config sync --from production --to staging --exclude record --dry-run",
        "config sync-check --baseline production --targets staging --exclude servces",
        "config drift-check --baseline production --compare staging --exclude secrets",
        "config diff staging production --exclude secrets",
        "feature-flag get visual_search --env production --attribute targetingKey=user-1",
        "feature-flag preview visual_search --env production --attribute targeting_key=5",
    ]));
}

#[test]
fn advice_names_the_project_that_the_words_named() {
    let words = ["config", "drift-check", "--baseline", "production", "--compare", "staging"];
    let told = tell(&words, Terminal::default()).out;
    let advised = format!("stageline --project {} config explain", storefront().display());
    assert!(told.contains(&advised), "{told}");
}

#[test]
fn a_usage_error_is_data_too() {
    assert_snapshot!(transcript("confg show --json"));
}

#[test]
fn help_shows_what_there_is() {
    assert_snapshot!(transcripts(&["--help", "config -h", "config explain --help", "--version"]));
}

#[test]
fn help_of_what_is_to_come_says_so() {
    assert_snapshot!(transcripts(&["deploy --help", "deploy --all --json", "test smoke --env a"]));
}
