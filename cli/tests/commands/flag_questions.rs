//! `feature-flag list`, `explain`, `preview` and `compare`.

use std::fmt::Write;

use insta::assert_snapshot;
use stageline::Project;
use stageline_cli::{Exit, Output, Terminal, execute_in};

use crate::{tell, transcript, transcripts};

const AT: &str = "2027-01-31T10:00:00Z";

/// A project whose flags have every part.
fn shop() -> Project {
    Project::from_files([
        (
            "config/environments.yaml",
            "environments: {development: {}, staging: {}, production: {}, production-eu: {}}",
        ),
        ("config/production-eu.yaml", "extends: production"),
        ("config/feature-flags.yaml", FLAGS),
        ("people.yaml", "[user-1, 42, {targetingKey: user-2, user: {plan: pro}}, {seats: 3}]"),
    ])
    .unwrap()
}

const FLAGS: &str = "\
feature_flags:
  new_cart:
    owner: team-cart
    expires: 2027-03-01
    default: false
    development: true
    production:
      rollout: {percentage: 100, over: 10h, start: 2027-01-31T09:00:00Z, hold: 2027-01-31T14:00:00Z}
  button:
    expires: 2026-12-31
    variants: {red: 1, green: 2}
    default: red
    staging: {rollout: {percentage: 20}, split: {variants: {green: 50, red: 50}}}
    production:
      targets: [{serve: green, keys: [user-1]}]
      rules:
        - {when: user.plan == 'pro', serve: green}
        - {when: user.plan == 'free', rollout: {percentage: 10}, serve: green}
  sale:
    expires: soon
    default: false
    kill_switch: false
    production:
      requires: [new_cart]
      default: false
      schedule: [{at: 2027-02-01T00:00:00Z, set: {default: true}}]
    staging: {kill_switch: true, default: true}
  broken:
    development: {rules: [{when: 'a ==', serve: true}]}
    production: true
  limit: {default: {most: 10, names: [a, b]}}
  menu:
    default: false
    production:
      rollout: {start: 2027-01-31T09:00:00Z, curve: {steps: [[0, 1], [30m, 10], [4h, 50], [1d, 100]]}}
";

/// A command on the shop, as a transcript.
fn told(line: &str) -> String {
    told_with(line, "", None)
}

fn told_with(line: &str, input: &str, width: Option<usize>) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), input.as_bytes());
    let terminal = Terminal { out: width.is_some(), width, no_color: true, ..Terminal::default() };
    let mut output = Output::new(&mut out, &mut err, terminal).input(&mut input);
    let exit = execute_in(&shop(), words, &mut output);
    let text = String::from_utf8([out, err].concat()).unwrap();
    format!("$ stageline {line}\n{text}── exit {}\n", exit.code())
}

fn all(lines: &[&str]) -> String {
    lines.iter().map(|line| told(line)).collect::<Vec<_>>().join("\n")
}

#[test]
fn flags_are_listed_with_what_they_say_in_each_environment() {
    assert_snapshot!(transcripts(&[
        "feature-flag list --at 2027-11-30",
        "feature-flag list --env production,production-eu --env production --at 2028-02-01",
        "feature-flag list --env produktion",
        "feature-flag list --at yesterday",
    ]));
}

#[test]
fn every_part_of_an_entry_has_a_word_in_the_list() {
    let list = format!("feature-flag list --at {AT}");
    assert_snapshot!([240, 80].map(|width| told_with(&list, "", Some(width))).join("\n"));
}

#[test]
fn the_list_is_data_too() {
    assert_snapshot!(told(&format!("feature-flag list --env production --at {AT} --json")));
}

#[test]
fn a_list_of_many_environments_says_who_is_different() {
    let mut environments = String::from("environments:\n");
    for index in 0..40 {
        writeln!(environments, "  preview-{index}: {{}}").unwrap();
    }
    let project = Project::from_files([
        ("config/environments.yaml", environments.as_str()),
        (
            "config/feature-flags.yaml",
            "feature_flags:\n  search: {default: false, preview-3: true, preview-4: true, \
             preview-39: {rollout: {percentage: 5}}}\n  cart: {default: true}\n  \
             halves: {default: 1, preview-1: 2}\n",
        ),
    ])
    .unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut output = Output::new(&mut out, &mut err, Terminal::default());
    let exit = execute_in(&project, ["feature-flag", "list"], &mut output);
    assert_eq!((exit, err.as_slice()), (Exit::Done, &b""[..]));
    let out = String::from_utf8(out).unwrap();
    assert!(out.lines().all(|line| line.len() <= 100), "{out}");
    assert_snapshot!(out);
}

#[test]
fn a_project_without_flags_says_so() {
    let project = Project::from_files([("config/environments.yaml", "environments: {a: {}}")]);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut output = Output::new(&mut out, &mut err, Terminal::default());
    let exit = execute_in(&project.unwrap(), ["feature-flag", "list"], &mut output);
    assert_eq!((exit, out.as_slice()), (Exit::Done, &b"the project has no flags\n"[..]));
}

#[test]
fn an_explanation_tells_of_every_part_and_what_failed_it() {
    assert_snapshot!([
        transcripts(&[
            "feature-flag explain one_page_checkout --env production --targeting-key customer-7",
            "feature-flag explain visual_search --env production-eu",
            "feature-flag explain visual_serch --env production",
            "feature-flag explain visual_search --env produktion",
        ]),
        all(&[
            "feature-flag explain button --env production --targeting-key user-9 --attribute user.plan=free",
            "feature-flag explain sale --env production-eu --at 2027-01-31T10:00:00Z",
            "feature-flag explain new_cart --env production --targeting-key user-1 --at 2027-01-31T10:00:00Z",
        ]),
    ]
    .join("\n"));
}

#[test]
fn an_explanation_of_a_flag_is_data_too() {
    assert_snapshot!(transcript(
        "feature-flag explain one_page_checkout --env production --targeting-key customer-1 --json"
    ));
}

#[test]
fn the_short_answer_says_what_decided_and_until_when() {
    assert_snapshot!(all(&[
        "feature-flag get button --env production --targeting-key user-1",
        "feature-flag get button --env production",
        "feature-flag get sale --env production-eu --targeting-key user-1 --at 2027-01-31T10:00:00Z",
        "feature-flag get sale --env staging",
        "feature-flag get new_cart --env production-eu --targeting-key user-1 --at 2027-01-31T10:00:00Z",
        "feature-flag get broken --env development",
        "feature-flag get broken --env staging",
        "feature-flag get new_cart --env production --at 2027-01-32",
    ]));
}

#[test]
fn a_preview_shows_shares_at_a_time_and_along_a_ramp() {
    assert_snapshot!([
        transcript("feature-flag preview one_page_checkout --env production --at 2027-01-31"),
        all(&[
            "feature-flag preview new_cart --env production --at 2027-01-31T10:00:00Z",
            "feature-flag preview new_cart --env production --from 2027-01-31T07:00:00Z --to \
             2027-01-31T17:00:00Z --targeting-key user-1",
            "feature-flag preview button --env production --at 2027-01-31 --attribute user.plan=pro",
            "feature-flag preview button --env staging --at 2027-01-31",
            "feature-flag preview sale --env production --from 2027-01-31 --to 2027-02-02",
            "feature-flag preview sale --env staging --at 2027-01-31",
            "feature-flag preview menu --env production --from 2027-01-31 --to 2027-02-02",
            "feature-flag list --env production,staging --at 2027-01-31T08:00:00Z",
            "feature-flag list --env production --at 2027-01-31T10:00:00Z",
        ]),
    ]
    .join("\n"));
}

#[test]
fn an_explanation_tells_the_bucket_of_a_split_and_where_a_broken_flag_is_told_of() {
    let split = told("feature-flag explain button --env staging --targeting-key user-12");
    assert!(split.contains(", bucket "), "{split}");
    let broken = told("feature-flag explain broken --env development");
    assert!(broken.contains("what is wrong with it: stageline config validate"), "{broken}");
}

#[test]
fn a_preview_is_data_too() {
    let asked = "--from 2027-01-31T09:00:00Z --to 2027-01-31T09:00:00Z --targeting-key user-1";
    assert_snapshot!(told(&format!(
        "feature-flag preview new_cart --env production {asked} --json"
    )));
}

#[test]
fn a_preview_of_nonsense_is_refused() {
    assert_snapshot!(all(&[
        "feature-flag preview new_card --env production",
        "feature-flag preview new_cart --env prod",
        "feature-flag preview new_cart --env production --from 2027-01-31",
        "feature-flag preview new_cart --env production --from 2027-02-01 --to 2027-01-31",
        "feature-flag preview new_cart --env production --at 2027-01-31 --to 2027-02-01",
        "feature-flag preview new_cart --env production --from 9:00 --to 10:00",
    ]));
}

#[test]
fn a_preview_of_ages_ends() {
    let asked = "--from 0001-01-01T00:00:00Z --to 9999-12-31T00:00:00Z";
    let line = format!("feature-flag preview new_cart --env production {asked}");
    assert!(told(&line).lines().count() < 30, "{}", told(&line));
}

#[test]
fn a_comparison_says_who_is_answered_differently_and_by_which_entry() {
    assert_snapshot!([
        transcript("feature-flag compare --environments staging,production"),
        told("feature-flag compare --environments staging,production --contexts people.yaml --at 2027-01-31"),
        told("feature-flag compare button --environments production,production-eu --contexts people.yaml"),
        told_with(
            "feature-flag compare limit button --environments staging,production --contexts -",
            "[user-1, user-2, user-3, user-4, user-5, user-6, user-7]",
            None,
        ),
    ]
    .join("\n"));
}

#[test]
fn a_comparison_is_the_document_of_the_library() {
    let line = "feature-flag compare one_page_checkout --environments staging,production \
                --targeting-key customer-7 --json";
    let told = tell(&line.split(' ').collect::<Vec<_>>(), Terminal::default());
    assert_eq!(told.exit, Exit::Findings, "{}", told.err);
    let snapshot = Project::open(crate::storefront()).unwrap().snapshot();
    let flags = |name: &str| snapshot.environment(name).unwrap().flags();
    let (left, right) = (flags("staging"), flags("production"));
    let mut compared = left.compare(&right, &[left.context("customer-7")]);
    compared.differences.retain(|found| found.flag == "one_page_checkout");
    compared.flags = 1;
    let document: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(document, serde_json::to_value(&compared).unwrap());
    assert_eq!(compared.differences.len(), 1);
}

#[test]
fn contexts_that_are_none_are_refused_by_their_index() {
    let compare = "feature-flag compare --environments staging,production --contexts";
    let with = |input: &str| told_with(&format!("{compare} -"), input, None);
    assert_snapshot!(
        [
            with("{targeting_key: user-1}"),
            with("[user-1, [user-2]]"),
            with("[{targeting_key: user-1}, {targeting_key: 1.5}]"),
            with("[a, {"),
            told(&format!("{compare} nobody.yaml")),
            told(&format!("{compare} people.yaml --targeting-key user-1")),
            told("feature-flag compare --environments staging"),
            told("feature-flag compare --environments staging,prod"),
            told("feature-flag compare buton --environments staging,production"),
        ]
        .join("\n")
    );
}

#[test]
fn where_nothing_comes_in_it_cannot_be_read() {
    let words = ["feature-flag", "compare", "--environments", "staging,production"];
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut output = Output::new(&mut out, &mut err, Terminal::default());
    let exit = execute_in(&shop(), [&words[..], &["--contexts", "-"]].concat(), &mut output);
    let err = String::from_utf8(err).unwrap();
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("there is no stream to read `-` from"), "{err}");
}

#[test]
fn a_broken_entry_is_called_broken_by_previews_and_comparisons() {
    let preview = told("feature-flag preview broken --env development --json");
    for part in ["\"error_code\": \"PARSE_ERROR\"", "\"error_message\": \"", "exit 3"] {
        assert!(preview.contains(part), "{part}: {preview}");
    }
    let compare = "feature-flag compare broken --environments development,production";
    let compare = told(&format!("{compare} --at 2027-01-31"));
    assert!(compare.contains("PARSE_ERROR  its entry is broken"), "{compare}");
    assert!(!compare.contains("no entry"), "{compare}");
}
