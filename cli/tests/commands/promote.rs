//! `promote --dry-run`.

use insta::assert_snapshot;

use crate::{Terminal, tell, transcript, transcripts};

#[test]
fn a_plan_says_what_moves_what_guards_it_and_why_not_yet() {
    assert_snapshot!(transcript("promote staging production --dry-run"));
}

#[test]
fn a_plan_is_data_too() {
    let line = ["promote", "staging", "production", "--dry-run", "--services", "api", "--json"];
    let told = tell(&line, Terminal::default());
    let plan: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(plan["verdict"], "waits");
    assert_eq!(plan["services"].as_array().unwrap().len(), 1);
    assert_eq!(plan["services"][0]["to"]["tag"], "2026.11.5");
    assert_eq!(plan["why_not"][0]["code"], "E_GATE_PENDING");
    assert!(plan["digest"].as_str().unwrap().starts_with("sl1:"));
    assert_eq!(told.exit.code(), 4);
}

#[test]
fn a_plan_outside_the_pipeline_is_blocked_with_the_reason() {
    assert_snapshot!(transcripts(&[
        "promote staging production-eu --dry-run --services api,web",
        "promote development staging --dry-run --services api",
        "promote development staging --dry-run --services api --skip-stages --reason drill",
    ]));
}

#[test]
fn what_this_version_does_not_do_is_refused_and_not_passed_over() {
    assert_snapshot!(transcripts(&[
        "promote staging production",
        "promote staging production --dry-run --auto-merge-config",
        "promote rollback production staging --reason slow",
        "promote staging production --dry-run --services payment",
        "promote staging production --dry-run --skip-stages",
        "promote staging",
    ]));
}
