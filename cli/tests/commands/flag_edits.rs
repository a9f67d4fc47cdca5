//! The commands that change flags, on a copy of the sample project.

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
            "feature-flag hold visual_search --env production --at 2027-01-31T10:00:00Z",
            "feature-flag rollback visual_search --env production --at 2027-01-31T10:30:00Z",
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
        " --percentage 25 --serve pink",
        " --percentage 25 --serve true --hold",
    ];
    let lines: Vec<String> = lines.iter().map(|line| format!("{rollout}{line}")).collect();
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    lines.push("feature-flag hold visual_search --env production");
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

#[test]
fn listed_keys_and_rules_come_and_go() {
    let copy = Copy::new("flag-rules");
    let before = copy.text(FLAGS);
    let lines = [
        "feature-flag target visual_search beta-1 42 beta-1 --env production --serve true --dry-run",
        "feature-flag target visual_search beta-1 42 --env production --serve true",
        "feature-flag get visual_search --env production --targeting-key 42",
        "feature-flag untarget visual_search 42 --env production",
        "feature-flag untarget visual_search 42 --env production",
        "feature-flag untarget visual_search beta-1 --env production",
    ];
    assert_snapshot!("targets", told(&copy, &lines));
    assert_eq!(
        copy.text(FLAGS),
        before.replace(
            "production: false\n\n  guest",
            "production:\n      default: false\n\n  guest"
        )
    );
    let lines = [
        "feature-flag rule add visual_search --env production --when user.plan=='pro' --serve true --description Paid",
        "feature-flag rule add visual_search --env production --when user.id=='7' --serve false --before 1",
        "feature-flag explain visual_search --env production --attribute user.plan=pro user.id=8",
        "feature-flag get visual_search --env production --attribute user.plan=pro user.id=8",
        "feature-flag rule remove visual_search 1 --env production",
    ];
    assert_snapshot!("rules", told(&copy, &lines));
    let lines = [
        "feature-flag rule remove visual_search 2 --env production",
        "feature-flag rule remove visual_search 0 --env production",
        "feature-flag rule add visual_search --env production --serve true --before 3",
        "feature-flag rule add visual_search --env production --serve pink",
        "feature-flag rule add visual_search --env production --when user.plan== --serve true",
        "feature-flag rule add visual_search --env production --when user.plan",
        "feature-flag target visual_search --env production --serve true",
    ];
    assert_snapshot!("rules_refused", told(&copy, &lines));
}

#[test]
fn a_flag_is_killed_in_one_environment_or_in_all_and_comes_back_as_it_was() {
    let copy = Copy::new("flag-kill");
    let before = copy.text(FLAGS);
    let lines = [
        "feature-flag kill one_page_checkout --env production",
        "feature-flag get one_page_checkout --env production --targeting-key customer-1",
        "feature-flag kill one_page_checkout --env production",
        "feature-flag unkill one_page_checkout --env production",
        "feature-flag kill one_page_checkout --dry-run",
        "feature-flag kill one_page_chekout",
    ];
    assert_snapshot!("killed", told(&copy, &lines));
    assert_eq!(copy.text(FLAGS), before);
    copy.run("feature-flag kill visual_search");
    copy.run("feature-flag kill visual_search --env production");
    let lines =
        ["feature-flag unkill visual_search --env production", "feature-flag unkill visual_search"];
    assert_snapshot!("killed_twice", told(&copy, &lines));
}

#[test]
fn a_flag_or_an_entry_of_it_is_removed() {
    let copy = Copy::new("flag-remove");
    assert_snapshot!(told(
        &copy,
        &[
            "feature-flag remove one_page_checkout --env production-eu",
            "feature-flag remove one_page_checkout --env production-eu",
            "feature-flag remove loyalty_points --env prodution",
            "feature-flag remove loyalty_points --env owner",
            "feature-flag remove stock_countdown",
            "feature-flag remove stock_countdown",
        ]
    ));
}

#[test]
fn a_rollout_serves_the_variant_that_is_asked_for() {
    let copy = Copy::new("flag-serve");
    let path = copy.path(FLAGS);
    let flag = "  button:\n    variants: {red: 1, green: 2}\n    default: red\n";
    std::fs::write(&path, format!("feature_flags:\n{flag}")).unwrap();
    let rollout = "feature-flag rollout button --env production --percentage 10";
    let serves = [" --serve green", " --serve grean", " --serve red", " --serve 2 --by user.id"];
    let lines: Vec<String> = serves.iter().map(|serve| format!("{rollout}{serve}")).collect();
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    lines.push("feature-flag get button --env production --attribute user.id=user-12");
    assert_snapshot!(told(&copy, &lines));
}

/// The sample project with a flag whose schedule replaces its entry, and one that requires another.
fn scheduled(name: &str) -> Copy {
    let copy = Copy::new(name);
    let mut text = copy.text(FLAGS);
    text.push_str(
        "  winter_sale:\n    production:\n      default: false\n      schedule: \
         [{at: 2027-01-01T00:00:00Z, set: true}]\n  gifts: {default: false, production: true, \
         requires: [wrapping]}\n  wrapping: {default: false, production: true}\n",
    );
    std::fs::write(copy.path(FLAGS), text).unwrap();
    copy
}

#[test]
fn the_time_of_a_change_says_whether_a_schedule_has_the_say() {
    let copy = scheduled("flag-schedules");
    for words in [
        "set winter_sale true --default-only",
        "target winter_sale user-1 --serve true",
        "rule add winter_sale --when user.beta --serve true",
        "kill winter_sale",
    ] {
        let line = |at: &str| format!("feature-flag {words} --env production --dry-run --at {at}");
        let (exit, out, err) = copy.run(&line("2026-12-01"));
        assert_eq!((exit, err.as_str()), (Exit::Done, ""), "{words}: {out}");
        let is_told = out.contains("note: the schedule of `winter_sale` in `production` says its");
        assert_eq!(is_told, !words.starts_with("set"), "{words}: {out}");
        let (exit, out, err) = copy.run(&line("2027-02-01"));
        let is_same = words.starts_with("set");
        assert_eq!(exit, if is_same { Exit::Done } else { Exit::Failed }, "{words}: {out}{err}");
        assert_eq!(err.contains("change the schedule by its path"), !is_same, "{words}: {err}");
    }
    let kill = "feature-flag kill winter_sale --env production --at 2026-12-01";
    assert_eq!(copy.run(kill).0, Exit::Done);
    let unkill = "feature-flag unkill winter_sale --env production --at 2026-12-01";
    assert_eq!(copy.run(unkill).0, Exit::Done);
}

#[test]
fn a_copy_says_what_it_does_and_what_it_leaves() {
    let copy = scheduled("flag-requires");
    let (exit, out, err) =
        copy.run("feature-flag copy gifts --from production --to staging --dry-run");
    assert_eq!((exit, err.as_str()), (Exit::Done, ""), "{out}");
    assert!(out.starts_with("gifts says in staging what it says in production\n"), "{out}");
    let told = "note: `gifts` requires `wrapping`, which says something else in `staging` than in \
                `production`\n";
    assert!(out.contains(told), "{out}");
    let both = "feature-flag copy gifts wrapping --from production --to staging --dry-run";
    let (_, out, _) = copy.run(both);
    assert!(!out.contains("note:"), "{out}");
}
