//! `env`.

use insta::assert_snapshot;

use crate::{transcript, transcripts};

#[test]
fn environments_are_listed_with_what_tells_them_apart() {
    assert_snapshot!(transcript("env list"));
}

#[test]
fn the_list_is_data_too() {
    assert_snapshot!(transcript("env list --json"));
}

#[test]
fn one_environment_is_checked_against_another() {
    assert_snapshot!(transcripts(&[
        "env validate staging --comprehensive",
        "env validate staging --against-baseline production --fix-issues --dry-run",
        "env validate nowhere",
    ]));
}

#[test]
fn two_environments_stand_side_by_side() {
    assert_snapshot!(transcripts(&[
        "env debug --compare staging production",
        "env debug --compare staging staging --show-differences",
        "env debug --compare staging",
        "env debug --compare staging prod",
    ]));
}

#[test]
fn every_difference_of_two_environments_is_listed_when_asked_for() {
    assert_snapshot!(transcripts(&["env debug --compare staging production --show-differences"]));
}
