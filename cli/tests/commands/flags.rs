//! `feature-flag get` and `config explain --of flags`.

use insta::assert_snapshot;
use stageline::Project;
use stageline_cli::{Output, Terminal, execute_in};

use crate::{transcript, transcripts};

#[test]
fn a_flag_answers_with_its_reason() {
    assert_snapshot!(transcripts(&[
        "feature-flag get guest_returns --env production",
        "feature-flag get one_page_checkout --env production --targeting-key customer-1",
        "feature-flag get one_page_checkout --env production --targeting-key customer-7",
        "feature-flag get visual_search --env production-eu",
        "feature-flag get stock_countdown --env production-eu",
    ]));
}

#[test]
fn a_flag_that_cannot_be_decided_is_no_success() {
    assert_snapshot!(transcripts(&[
        "feature-flag get one_page_checkout --env production",
        "feature-flag get one_page_checkout --env production --attribute plan=pro --json",
        "feature-flag get one_page_chekout --env production",
    ]));
}

#[test]
fn a_flag_is_explained_like_a_value() {
    assert_snapshot!(transcript("config explain production one_page_checkout --of flags"));
}

#[test]
fn rules_are_told_with_their_comparisons_when_an_explanation_is_asked_for() {
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {production: {}}"),
        (
            "config/feature-flags.yaml",
            "feature_flags:\n  search:\n    variants: {blue: 1, green: 2}\n    production:\n      \
             rules:\n        - when: user.plan == \"pro\" && user.seats > 10\n          \
             serve: green\n      default: blue\n",
        ),
    ])
    .unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut output = Output::new(&mut out, &mut err, Terminal::default());
    for verb in ["get", "explain"] {
        let words = ["feature-flag", verb, "search", "--env", "production", "--attribute"];
        for seats in ["user.seats=11", "user.seats=10"] {
            execute_in(&project, [&words[..], &["user.plan=pro", seats]].concat(), &mut output);
        }
    }
    assert_snapshot!(String::from_utf8([out, err].concat()).unwrap());
}
