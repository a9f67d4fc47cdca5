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
