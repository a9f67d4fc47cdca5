//! `feature-flag set`, `rollout` and `copy`, on a copy of the sample project.

use insta::assert_snapshot;
use stageline_cli::Exit;

use crate::edits::Copy;
use crate::seed;

const FLAGS: &str = "config/feature-flags.yaml";

/// The lines and what they answer, one after the other on one copy.
fn told(copy: &Copy, lines: &[&str]) -> String {
    let mut told = String::new();
    for line in lines {
        let (exit, out, err) = copy.run(line);
        let err = if err.is_empty() { err } else { format!("── errors\n{err}") };
        told.push_str(&format!("$ stageline {line}\n{out}{err}── exit {}\n\n", exit.code()));
    }
    told
}

#[test]
fn the_lines_of_the_specification_do_what_they_say() {
    let Some(seed) = seed() else { return };
    let copy = Copy::of(&seed.join("tree"), "flag-specification");
    assert_snapshot!(told(
        &copy,
        &[
            "feature-flag set new_checkout_flow true --env production",
            "feature-flag get new_checkout_flow --env production"
        ]
    ));
    let (exit, out, err) = copy
        .run("feature-flag rollout enhanced_search --env production --percentage 25 --duration 2h");
    assert_eq!((exit, err.as_str()), (Exit::Done, ""), "{out}");
    assert!(out.contains("written: `config/feature-flags.yaml`"), "{out}");
    let text = copy.text(FLAGS);
    assert!(text.contains("percentage: 25\n") && text.contains("over: 2h\n"), "{text}");
    // It begins when the line is run, so that hardly anybody is in yet.
    let (_, out, _) = copy.run("feature-flag preview enhanced_search --env production");
    assert!(out.contains("rising"), "{out}");
}

#[test]
fn a_flag_is_set_and_a_share_is_not_lost_by_mistake() {
    let copy = Copy::new("flag-set");
    assert_snapshot!(told(
        &copy,
        &[
            "feature-flag set visual_search true --env production --dry-run",
            "feature-flag set one_page_checkout true --env production",
            "feature-flag set one_page_checkout true --env production --replace",
            "feature-flag set one_page_checkout true --env production",
            "feature-flag set one_page_chekout true --env production",
            "feature-flag set gift_wrapping true --env staging --create",
            "feature-flag set guest_returns yes --env production",
            "feature-flag set guest_returns false --env produktion",
        ]
    ));
}

#[test]
fn a_rollout_is_begun_held_and_rolled_back() {
    let copy = Copy::new("flag-rollout");
    let before = copy.text(FLAGS);
    assert_snapshot!(told(
        &copy,
        &[
            "feature-flag rollout one_page_checkout --env production --percentage 10 --dry-run",
            "feature-flag rollout visual_search --env production --percentage 25 --duration 2h --at 2027-01-31T09:00:00Z",
            "feature-flag rollout visual_search --env production --hold --at 2027-01-31T10:00:00Z",
            "feature-flag rollout visual_search --env production --rollback --at 2027-01-31T10:30:00Z",
            "feature-flag preview visual_search --env production --at 2027-01-31T11:00:00Z",
            "feature-flag rollout visual_search --env production --steps 0s=1,1h=50 --start 2027-02-01 --at 2027-01-31T12:00:00Z",
        ]
    ));
    let lower = "feature-flag rollout one_page_checkout --env production --percentage 10 --dry-run";
    let (_, json, _) = copy.run(&format!("{lower} --json"));
    assert!(json.contains("\"remarks\": [\n    \"the share of"), "{json}");
    let comments = |text: &str| text.matches('#').count();
    assert_eq!(comments(&copy.text(FLAGS)), comments(&before), "comments stay");
}

#[test]
fn rollouts_of_nonsense_are_refused_and_nothing_is_written() {
    let copy = Copy::new("flag-nonsense");
    let before = copy.text(FLAGS);
    let rollout = "feature-flag rollout visual_search --env production";
    let lines = [
        "",
        " --percentage 101",
        " --percentage -1",
        " --percentage NaN",
        " --percentage 0.0001",
        " --percentage 25 --duration soon",
        " --percentage 25 --start tomorrow",
        " --percentage 25 --curve steep",
        " --percentage 25 --template none",
        " --steps 1h",
        " --percentage 25 --hold",
        " --hold",
    ];
    let lines: Vec<String> = lines.iter().map(|line| format!("{rollout}{line}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_snapshot!(told(&copy, &lines));
    assert_eq!(copy.text(FLAGS), before);
}

#[test]
fn flags_answer_in_another_environment_as_they_do_here() {
    let copy = Copy::new("flag-copy");
    assert_snapshot!(told(
        &copy,
        &[
            "feature-flag copy one_page_checkout --from production --to production-eu",
            "feature-flag copy one_page_checkout --from production --to production-eu --replace",
            "feature-flag copy --all --from production --to staging",
            "feature-flag copy --all --from production --to staging --replace --dry-run",
            "feature-flag copy --from production --to staging",
        ]
    ));
    let compare = "feature-flag compare one_page_checkout --environments production,production-eu";
    let (exit, out, err) = copy.run(&format!("{compare} --targeting-key customer-7"));
    assert_eq!((exit, err.as_str()), (Exit::Done, ""), "{out}");
}
