//! `env list`.

use insta::assert_snapshot;

use crate::transcript;

#[test]
fn environments_are_listed_with_what_tells_them_apart() {
    assert_snapshot!(transcript("env list"));
}

#[test]
fn the_list_is_data_too() {
    assert_snapshot!(transcript("env list --json"));
}
