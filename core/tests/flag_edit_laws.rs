//! What edits of flags must keep, on random flags: who gets what is what was asked, nobody else gets
//! anything else, and a refused edit changes nothing.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::prelude::*;
use stageline::flag::Flags;
use stageline::project::edit::{CopyFlags, Rollout, SetValue};
use stageline::value::Timestamp;
use stageline::{Code, Project, Snapshot};

const NAMES: [&str; 4] = ["testing", "staging", "production", "production-eu"];
const ENVIRONMENTS: &str =
    "environments: {testing: {}, staging: {}, production: {}, production-eu: {}}";
const NOW: &str = "2027-01-31T10:30:00Z";

/// What an entry says of those whom nothing else decides for.
fn share() -> impl Strategy<Value = String> {
    let salt = prop_oneof![Just(""), Just(", salt: s"), Just(", by: id")];
    prop_oneof![
        Just(String::new()),
        (0..=100u32, salt.clone())
            .prop_map(|(p, salt)| format!(", rollout: {{percentage: {p}{salt}}}")),
        (0..=50u32, 0..=50u32, salt).prop_map(|(a, b, salt)| {
            let ramp = "over: 2h, start: 2027-01-31T10:00:00Z, hold: 2027-01-31T11:00:00Z";
            format!(", rollout: {{percentage: {}, from: {a}, {ramp}{salt}}}", a + b)
        }),
        Just(", split: {variants: {true: 1, false: 2}}".to_owned()),
    ]
}

/// An entry of a boolean flag.
fn entry() -> impl Strategy<Value = String> {
    let first = prop_oneof![
        Just("kill_switch: false"),
        Just("default: true"),
        Just("default: false"),
        Just("rules: [{when: x == 1, serve: true}, {when: x == 2, serve: false}]"),
        Just("targets: [{serve: true, keys: [k1, k2]}], default: false"),
        Just("kill_switch: true"),
        Just("schedule: [{at: 2027-01-31T10:00:00Z, set: {default: true}}]"),
    ];
    prop_oneof![
        Just("true".to_owned()),
        Just("false".to_owned()),
        (first, share()).prop_map(|(first, share)| format!("{{{first}{share}}}")),
    ]
}

/// The text of a flag `f` that says something for some environments, and maybe for all.
fn flag() -> impl Strategy<Value = String> {
    let own = prop::option::of(prop_oneof![
        Just("default: true"),
        Just("default: false"),
        Just("rollout: {percentage: 40}"),
        Just("default: false, rules: [{when: x == 1, serve: true}]"),
    ]);
    let entries = prop::collection::vec(prop::option::of(entry()), NAMES.len());
    (own, entries).prop_map(|(own, entries)| {
        let own = own.into_iter().map(str::to_owned);
        let said = NAMES.iter().zip(entries);
        let said = said.filter_map(|(name, entry)| Some(format!("{name}: {}", entry?)));
        let parts: Vec<String> = own.chain(said).chain(["owner: team".to_owned()]).collect();
        format!("feature_flags:\n  # ours\n  f: {{{}}} # {NOW}\n", parts.join(", "))
    })
}

fn project(flags: &str) -> Project {
    Project::from_files([
        ("config/environments.yaml", ENVIRONMENTS),
        ("config/production-eu.yaml", "extends: production\n"),
        ("config/feature-flags.yaml", flags),
    ])
    .unwrap()
}

fn flags(snapshot: &Snapshot, name: &str) -> Flags {
    snapshot.environment(name).unwrap().flags()
}

/// What an environment answers to sixty contexts, as JSON.
fn answers(snapshot: &Snapshot, name: &str) -> Vec<String> {
    let flags = flags(snapshot, name);
    let answer = |key: u32| {
        let context = flags.context(format!("k{key}")).at(Timestamp::parse(NOW).unwrap());
        let context = context.with("id", i64::from(key % 30)).with("x", i64::from(key % 3));
        let details = flags.evaluate("f", &context);
        assert!(details.error_code().is_none(), "{details}");
        details.value().to_string()
    };
    (0..60).map(answer).collect()
}

/// The environments that an edit of one must leave alone.
fn others(changed: &str) -> impl Iterator<Item = &'static str> {
    let reaches =
        move |name: &str| name == changed || changed == "production" && name == "production-eu";
    NAMES.into_iter().filter(move |name| !reaches(name))
}

proptest! {
    #[test]
    fn a_copy_answers_the_same(flag in flag(), from in 0..4usize, to in 0..4usize) {
        let (from, to) = (NAMES[from], NAMES[to]);
        let project = project(&flag);
        let before = project.snapshot();
        let mut edit = project.edit();
        match edit.copy_flags(from, to, &CopyFlags::new().replace(true)) {
            Ok(_) => {
                let after = edit.commit().unwrap();
                prop_assert_eq!(answers(&before, from), answers(&after, to));
                for other in others(to) {
                    prop_assert_eq!(answers(&before, other), answers(&after, other), "{}", other);
                }
                // And again: there is nothing left to do.
                let again = project.edit().copy_flags(from, to, &CopyFlags::new()).unwrap();
                prop_assert!(again.is_empty() || answers(&after, from) != answers(&after, to));
            }
            Err(error) => {
                prop_assert_eq!(error.code(), Code::EditRefused);
                prop_assert!(edit.is_empty());
            }
        }
    }

    #[test]
    fn a_value_is_answered_to_everybody_there(flag in flag(), at in 0..4usize, value: bool) {
        let project = project(&flag);
        let before = project.snapshot();
        let mut edit = project.edit();
        edit.flag("f").set_value_with(NAMES[at], value, &SetValue::new().replace(true)).unwrap();
        let after = edit.commit().unwrap();
        prop_assert!(answers(&after, NAMES[at]).iter().all(|answer| *answer == value.to_string()));
        for other in others(NAMES[at]) {
            prop_assert_eq!(answers(&before, other), answers(&after, other), "{}", other);
        }
        let text = after.sources().by_path("config/feature-flags.yaml").unwrap().text().to_owned();
        prop_assert!(text.contains("  # ours\n") && text.ends_with(&format!("# {NOW}\n")), "{}", text);
    }

    #[test]
    fn a_larger_share_throws_nobody_out(
        flag in flag(), at in 0..4usize, percentage in 0..=100u32, ramp: bool,
    ) {
        let project = project(&flag);
        let before = project.snapshot();
        let mut edit = project.edit();
        let rollout = Rollout::new(percentage).now(Timestamp::parse(NOW).unwrap());
        let rollout = if ramp { rollout.over("1h") } else { rollout };
        match edit.flag("f").roll_out(NAMES[at], &rollout).map(drop) {
            Ok(()) => {
                let falls = edit.remarks().iter().any(|remark| remark.contains("falls"));
                let after = edit.commit().unwrap();
                let both = answers(&before, NAMES[at]).into_iter().zip(answers(&after, NAMES[at]));
                for (before, after) in both {
                    prop_assert!(falls || before != "true" || after == "true");
                }
                for other in others(NAMES[at]) {
                    prop_assert_eq!(answers(&before, other), answers(&after, other), "{}", other);
                }
            }
            Err(error) => {
                prop_assert_eq!(error.code(), Code::EditRefused);
                prop_assert!(edit.is_empty());
            }
        }
    }
}
