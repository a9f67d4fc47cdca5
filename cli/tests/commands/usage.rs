//! Words that make no command.

use insta::assert_snapshot;

use crate::{transcript, transcripts};

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
        "config diff staging production testing",
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
