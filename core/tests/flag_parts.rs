//! The parts of flags: switches, requirements, targets, segments, rules and splits.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use insta::assert_snapshot;
use proptest::prelude::*;
use stageline::flag::{Context, Details, ErrorCode, Flags, Reason};
use stageline::yaml::Node;
use stageline::{Code, Project};

fn project(file: &str) -> Project {
    let files = [
        ("config/environments.yaml", "environments: {dev: {}, production: {}}"),
        ("config/feature-flags.yaml", file),
    ];
    Project::from_files(files).unwrap()
}

fn flags(file: &str) -> Flags {
    project(file).environment("production").unwrap().flags()
}

/// `value reason[/error] by part`
fn answer(details: &Details<'_>) -> String {
    let error = details.error_code().map(|code| format!("/{code}")).unwrap_or_default();
    let variant = details.variant().map(|name| format!("{name}=")).unwrap_or_default();
    let (value, reason) = (details.value(), details.reason());
    format!("{variant}{value} {reason}{error} by {}", details.decided_by())
}

/// What is wrong with the flags of a file, a line each.
fn problems(file: &str) -> String {
    let snapshot = project(file).snapshot();
    let problems = snapshot.flag_problems().iter().map(ToString::to_string);
    problems.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_switched_off_flag_answers_off_whatever_it_says() {
    let flags = flags(
        r#"
feature_flags:
  plain: {production: true, kill_switch: true}
  here: {default: true, production: {rollout: {percentage: 100}, kill_switch: true}}
  still_on: {production: {default: true, kill_switch: false}}
  named: {variants: {on: {a: 1}, off: {a: 0}}, production: "on", kill_switch: true}
  many: {variants: {red: 1, blue: 2}, default: blue, production: red, kill_switch: true}
  none: {variants: {red: 1, blue: 2}, production: red, kill_switch: true}
  size: {production: 3, kill_switch: true}
  only: {kill_switch: true}
"#,
    );
    let context = flags.context("u");
    for (flag, expected) in [
        ("plain", "false DISABLED by kill_switch"),
        ("here", "false DISABLED by kill_switch"),
        ("still_on", "true STATIC by default"),
        ("named", r#"off={"a":0} DISABLED by kill_switch"#),
        ("many", "blue=2 DISABLED by kill_switch"),
        // What is switched off has no other value.
        ("none", "null DISABLED by kill_switch"),
        ("size", "null DISABLED by kill_switch"),
        ("only", "false DISABLED by kill_switch"),
    ] {
        assert_eq!(answer(&flags.evaluate(flag, &context)), expected, "{flag}");
    }
    // Without an answer of its own for that, the caller's default counts.
    assert_eq!(flags.integer_value("none", &context, 7), 7);
    assert_eq!(flags.integer_value("size", &context, 7), 7);
    let place = flags.evaluate("here", &context).place().unwrap();
    assert_eq!(place.to_string(), "config/feature-flags.yaml:4:79");
}

#[test]
fn a_flag_is_off_until_those_that_it_requires_answer_as_they_must() {
    let file = r#"
feature_flags:
  base: {default: false, rules: [{when: "beta", serve: true}]}
  theme: {variants: {light: 1, dark: 2}, default: light, rules: [{when: "night", serve: dark}]}
  asked: {rollout: {percentage: 100, by: user.id}}
  top: {requires: [base, {flag: theme, is: dark}], production: true}
  number: {requires: [{flag: theme, is: 2}], production: true}
  chain: {requires: [top], production: true}
  errs: {requires: [asked], production: true}
  here: {default: true, production: {requires: [base]}}
"#;
    let flags = flags(file);
    let all = flags.context("u").with("beta", true).with("night", true);
    let beta = flags.context("u").with("beta", true);
    for (flag, context, expected, unmet) in [
        ("top", &all, "true DEFAULT by default", None),
        ("top", &beta, "false DISABLED by requires", Some("theme")),
        ("number", &all, "true DEFAULT by default", None),
        ("chain", &all, "true DEFAULT by default", None),
        ("chain", &beta, "false DISABLED by requires", Some("top")),
        // What cannot be decided is not met.
        ("errs", &all, "false DISABLED by requires", Some("asked")),
        ("here", &all, "true DEFAULT by default", None),
        ("here", &flags.context("u"), "false DISABLED by requires", Some("base")),
    ] {
        let details = flags.evaluate(flag, context);
        assert_eq!(answer(&details), expected, "{flag}");
        assert_eq!(details.unmet(), unmet, "{flag}");
    }
    let dev = project(file).environment("dev").unwrap().flags();
    assert_eq!(answer(&dev.evaluate("here", &dev.context("u"))), "true DEFAULT by default");
}

#[test]
fn circles_of_requirements_are_told_once_and_break_their_flags_alone() {
    let mut file = String::from(
        "feature_flags:
  one: {requires: [one], production: true}
  a: {requires: [b], production: true}
  b: {dev: {requires: [c]}, production: true}
  c: {requires: [{flag: a}], production: true}
  outside: {requires: [a], production: true}
  unknown: {requires: [outsid], production: true}
  colours: {variants: {red: 1}, production: red}
  bad: {requires: [{flag: colours, is: green}], production: true}
  vague: {requires: [colours], production: true}
  last: true
",
    );
    for step in 0..18 {
        let next = if step == 17 { "last".to_owned() } else { format!("s{}", step + 1) };
        file += &format!("  s{step}: {{requires: [{next}], production: true}}\n");
    }
    assert_snapshot!(problems(&file));
    let flags = flags(&file);
    let context = flags.context("u");
    for (flag, expected) in [
        ("one", "null ERROR/PARSE_ERROR by nothing"),
        ("a", "null ERROR/PARSE_ERROR by nothing"),
        ("b", "null ERROR/PARSE_ERROR by nothing"),
        ("outside", "false DISABLED by requires"),
        ("s2", "true DEFAULT by default"),
        ("s1", "null ERROR/PARSE_ERROR by nothing"),
    ] {
        assert_eq!(answer(&flags.evaluate(flag, &context)), expected, "{flag}");
    }
}

#[test]
fn listed_keys_are_served_before_any_rule() {
    let flags = flags(
        r#"
feature_flags:
  f:
    production:
      targets:
        - {serve: true, keys: [user-1, 42, "7"]}
        - {serve: false, keys: [acme, user-1], by: user.org}
        - {serve: false, keys: [user-2, user-1]}
      rules: [{when: "true", serve: false}]
"#,
    );
    let org = |org: &str, key: &str| flags.context(key).with("user.org", org);
    for (context, expected) in [
        (flags.context("user-1"), "true TARGETING_MATCH by target 0"),
        (flags.context(42), "true TARGETING_MATCH by target 0"),
        (flags.context("42"), "true TARGETING_MATCH by target 0"),
        (flags.context(7), "true TARGETING_MATCH by target 0"),
        (org("acme", "user-2"), "false TARGETING_MATCH by target 1"),
        (org("acme", "user-1"), "true TARGETING_MATCH by target 0"),
        (flags.context("user-2"), "false TARGETING_MATCH by target 2"),
        (flags.context("user-3"), "false TARGETING_MATCH by rule 0"),
        (flags.context_without_key(), "false TARGETING_MATCH by rule 0"),
    ] {
        assert_eq!(answer(&flags.evaluate("f", &context)), expected);
    }
    assert_eq!(flags.evaluate("f", &flags.context(42)).target(), Some(0));
}

const SEGMENTS: &str = r#"
segments:
  german: "user.country in ['DE', 'AT']"
  testers: {keys: [user-1, user-2]}
  staff: {keys: [acme], by: user.org, when: "user.email ends_with '@acme.example'"}
  either: "segment('german') or segment('testers')"
feature_flags:
  german: {default: false, rules: [{when: "segment('german')", serve: true}]}
  other: {default: false, rules: [{when: "not segment('german')", serve: true}]}
  staff: {default: false, rules: [{when: "segment('staff')", serve: true}]}
  either: {default: false, rules: [{when: "SEGMENT ( 'either' ) and user.beta", serve: true}]}
  own:
    segments: {german: "user.language == 'de'"}
    default: false
    rules: [{when: "segment('german')", serve: true}]
"#;

#[test]
fn segments_are_conditions_and_lists_by_name() {
    let flags = flags(SEGMENTS);
    let with = |path: &str, value: &str| flags.context("user-9").with(path, value);
    for (flag, context, expected) in [
        ("german", with("user.country", "AT"), true),
        ("german", with("user.country", "FR"), false),
        // Who cannot be told is neither in nor out.
        ("german", flags.context("u"), false),
        ("other", flags.context("u"), false),
        ("other", with("user.country", "FR"), true),
        ("staff", with("user.org", "acme"), true),
        ("staff", with("user.email", "a@acme.example"), true),
        ("staff", with("user.org", "other"), false),
        ("either", flags.context("user-1").with("user.beta", true), true),
        ("either", with("user.country", "DE").with("user.beta", true), true),
        ("either", with("user.country", "FR").with("user.beta", true), false),
        ("own", with("user.language", "de"), true),
        ("own", with("user.country", "DE"), false),
    ] {
        assert_eq!(flags.boolean_value(flag, &context, false), expected, "{flag} {context:?}");
    }
    let context = flags.context("user-3").with("user.beta", true).with("user.country", "FR");
    assert_snapshot!(flags.explain("either", &context).unwrap());
}

#[test]
fn segments_that_cannot_be_are_told_with_their_place() {
    let file = r#"
segments:
  a: "segment('b')"
  b: {when: "segment('c')"}
  c: "segment('a') or x"
  nobody: {}
  broken: "x =="
  mixed: {keys: [a, 1.5]}
feature_flags:
  circle: {production: {rules: [{when: "segment('a')", serve: true}]}}
  unknown: {production: {rules: [{when: "segment('mixd')", serve: true}]}}
  uses: {production: {rules: [{when: "segment('broken')", serve: true}]}}
"#;
    assert_snapshot!(problems(file));
    let flags = flags(file);
    let context = flags.context("u");
    for flag in ["circle", "unknown", "uses"] {
        let code = flags.evaluate(flag, &context).error_code();
        assert_eq!(code, Some(ErrorCode::ParseError), "{flag}");
    }
}

#[test]
fn rules_take_a_share_and_hand_the_rest_on() {
    let flags = flags(
        r#"
feature_flags:
  f:
    variants: {on: 1, off: 0, blue: 2, green: 3}
    production:
      rules:
        - {when: "plan == 'pro'", rollout: {percentage: 0}}
        - {when: "plan == 'pro'", rollout: {percentage: 100}, serve: blue}
        - {when: "plan == 'team'", rollout: {percentage: 100}}
        - {when: "plan == 'free'", split: {variants: {green: 1}}}
        - {when: "plan == 'some'", split: {variants: {green: 0}, of: 10}}
        - {when: "plan == 'keyless'", rollout: {percentage: 100, by: nobody}}
      default: off
"#,
    );
    let plan = |plan: &str| flags.context("u").with("plan", plan);
    for (context, expected) in [
        (plan("pro"), "blue=2 SPLIT by rule 1"),
        (plan("team"), "on=1 SPLIT by rule 2"),
        (plan("free"), "green=3 SPLIT by rule 3"),
        (plan("some"), "off=0 DEFAULT by default"),
        (plan("keyless"), "0 ERROR/TARGETING_KEY_MISSING by rule 5"),
        (plan("none"), "off=0 DEFAULT by default"),
    ] {
        assert_eq!(answer(&flags.evaluate("f", &context)), expected);
    }
    let message = flags.evaluate("f", &plan("keyless")).error_message().unwrap();
    assert_snapshot!(message, @"the flag `f` is shared out by `nobody`, which is missing");
}

#[test]
fn splits_hand_out_variants_by_weight_and_stay_with_their_key() {
    let flags = flags(
        r#"
feature_flags:
  f: {variants: {a: 1, b: 2, c: 3, never: 4}, production: {split: {variants: {a: 50, never: 0, b: 30, c: 20}}}}
  same: {variants: {a: 1, b: 2, c: 3}, production: {split: {salt: f/split, variants: {a: 5, b: 3, c: 2}}}}
  switch: {production: {split: {variants: {"true": 1, "false": 3}}}}
  sizes: {production: {split: {shares: [{serve: 10, weight: 0.5}, {serve: 20, weight: 0.5}]}}}
  part: {production: {split: {of: 100, variants: {"true": 10}}, default: false}}
  ranges:
    production:
      split:
        of: 10000
        shares:
          - {serve: one, within: [{ranges: [[0, 2500], [5000, 7500]]}, {salt: other, ranges: [[0, 5000]]}]}
          - {serve: two, within: [{ranges: [[0, 2500]]}]}
      default: none
  by_org: {variants: {a: 1, b: 2}, production: {split: {by: [org, user.id], variants: {a: 1, b: 1}}}}
"#,
    );
    let mut counts = std::collections::BTreeMap::new();
    for key in 0..20_000 {
        let context = flags.context(format!("user-{key}"));
        for flag in ["f", "switch", "sizes", "part", "ranges"] {
            let details = flags.evaluate(flag, &context);
            assert_eq!(details.reason(), Reason::Split);
            *counts.entry(format!("{flag} {}", details.value())).or_insert(0usize) += 1;
        }
        assert_eq!(
            flags.evaluate("f", &context).variant(),
            flags.evaluate("same", &context).variant()
        );
    }
    let shares: Vec<_> = counts.iter().map(|(what, n)| format!("{what}: {n}")).collect();
    for (what, expected) in [
        ("f 1", 10_000),
        ("f 2", 6_000),
        ("f 3", 4_000),
        ("switch true", 5_000),
        ("sizes 10", 10_000),
        ("part true", 2_000),
        ("ranges \"one\"", 5_000),
        ("ranges \"two\"", 2_500),
    ] {
        // Four standard deviations and more.
        assert!(counts[what].abs_diff(expected) < 300, "{shares:?}");
    }
    assert!(!counts.contains_key("f 4"));
    // The first attribute that is there is hashed.
    let org = flags.context("u").with("org", "acme").with("user.id", 1);
    let user = flags.context("u").with("user.id", "acme");
    let bucket = |context: &Context| flags.evaluate("by_org", context).bucket();
    assert_eq!(bucket(&org), bucket(&user));
    assert_eq!(
        flags.evaluate("by_org", &flags.context("u")).error_code(),
        Some(ErrorCode::TargetingKeyMissing)
    );
}

#[test]
fn a_rollout_takes_whom_its_split_then_shares_out() {
    let flags = flags(
        "feature_flags:
  f:
    variants: {off: 0, a: 1, b: 2}
    production: {rollout: {percentage: 20}, split: {variants: {a: 50, b: 50}}}
",
    );
    let mut counts = [0usize; 3];
    for key in 0..20_000 {
        let details = flags.evaluate("f", &flags.context(format!("user-{key}")));
        counts[details.value().to_string().parse::<usize>().unwrap()] += 1;
    }
    // The two draw independently: the small share of the first is split evenly.
    assert!(counts[0].abs_diff(16_000) < 300, "{counts:?}");
    assert!(counts[1].abs_diff(2_000) < 200 && counts[2].abs_diff(2_000) < 200, "{counts:?}");
}

#[test]
fn what_contradicts_itself_is_told_and_answers_the_default() {
    let file = r#"
segments: {s: "x"}
ramps: {slow: {over: 1d}}
feature_flags:
  nothing: {production: {rules: [{when: "x"}]}}
  both: {production: {rules: [{when: "x", serve: true, split: {variants: {"true": 1}}}]}}
  choose: {production: {rules: [{choose: {nolang: 1}}]}}
  language: {production: {rules: [{when: {nolang: {a: 1}}, serve: true}]}}
  profile: {production: {split: {profile: noprofile, variants: {"true": 1}}}}
  zero: {production: {split: {variants: {"true": 0}}}}
  more: {production: {split: {of: 1, variants: {"true": 2}}}}
  negative: {production: {split: {variants: {"true": -1}}}}
  fine: {production: {split: {variants: {"true": 0.0001}}}}
  huge: {production: {split: {variants: {"true": 1e300}}}}
  nan: {production: {split: {variants: {"true": .nan}}}}
  name: {variants: {a: 1}, production: {split: {variants: {b: 1}}}}
  mixed: {production: {split: {of: 10, shares: [{serve: 1, weight: 1}, {serve: 2, within: [{ranges: [[0, 1]]}]}]}}}
  range: {production: {split: {of: 10, shares: [{serve: 2, within: [{ranges: [[0, 11]]}]}]}}}
  buckets: {production: {split: {shares: [{serve: 2, within: [{ranges: [[0, 1]]}]}]}}}
  target: {production: {targets: [{serve: true, keys: user-1}]}}
  key: {production: {targets: [{serve: true, keys: [true]}]}}
  empty: {production: {rollout: {by: x}}}
  template: {production: {rollout: {template: slwo, percentage: 5}}}
  window: {production: {rules: [{serve: true, from: "2027-01-02T00:00:00Z", until: "2027-01-01T00:00:00Z"}]}}
  late: {production: {rules: [{serve: true, from: soon}]}}
"#;
    // What a build reads depends on its features.
    let unread = ", which this build does not read";
    let told = problems(file);
    let told = told.lines().map(|line| line.split_once(unread).map_or(line, |(told, _)| told));
    assert_snapshot!(told.collect::<Vec<_>>().join("\n"));
    let flags = flags(file);
    let context = flags.context("u").with("x", true);
    for name in flags.names() {
        let details = flags.evaluate(&name, &context);
        assert_eq!(details.error_code(), Some(ErrorCode::ParseError), "{name}");
    }
}

#[test]
fn many_are_evaluated_from_one_snapshot_in_the_order_asked_for() {
    let flags = flags("feature_flags: {a: true, b: 2, c: x}");
    let context = flags.context("u");
    let many = flags.evaluate_many(&["c", "a", "c"], &context).unwrap();
    let names: Vec<_> = many.iter().map(|details| details.flag().to_owned()).collect();
    assert_eq!(names, ["c", "a", "c"]);
    let unknown = flags.evaluate_many(&["a", "bb"], &context).unwrap_err();
    assert_eq!((unknown.code(), unknown.suggestions()), (Code::UnknownFlag, &["b".to_owned()][..]));
}

#[test]
fn environments_are_compared_for_those_who_ask() {
    let file = r#"
feature_flags:
  same: {default: true}
  base: {dev: true, production: false}
  asks: {requires: [base], default: true}
  f:
    variants: {on: 1, off: 0}
    dev: on
    production: {rules: [{when: "plan == 'pro'", serve: on}], default: off}
"#;
    let project = project(file);
    let flags = |name: &str| project.environment(name).unwrap().flags();
    let (dev, production) = (flags("dev"), flags("production"));
    let plan = |plan: &str| dev.context("u").with("plan", plan);
    let contexts = [plan("pro"), plan("free"), plan("team")];
    let comparison = dev.compare(&production, &contexts);
    assert_snapshot!(comparison);
    assert_snapshot!(serde_json::to_string_pretty(&comparison.differences[1]).unwrap());
    let none = dev.compare(&dev, &contexts);
    assert_snapshot!(none, @"all 4 flags answer 3 contexts alike in dev and dev");
}

#[test]
fn explanations_tell_every_part() {
    let flags = flags(
        r#"
segments: {testers: {keys: [user-1]}}
feature_flags:
  base: {production: true}
  f:
    requires: [base]
    variants: {on: true, off: false, blue: 1}
    production:
      targets: [{serve: blue, keys: [user-7]}]
      rules:
        - {when: "segment('testers')", rollout: {percentage: 10}}
        - {serve: blue, from: "2027-01-01T00:00:00Z"}
      rollout: {percentage: 50, over: 10d, start: "2027-01-01T00:00:00Z"}
      split: {variants: {on: 1, blue: 1}}
      default: off
"#,
    );
    let at = |at: &str| stageline::value::Timestamp::parse(at).unwrap();
    let context = flags.context("user-1").at(at("2026-12-31T00:00:00Z"));
    let explanation = flags.explain("f", &context).unwrap();
    assert_snapshot!(explanation);
    assert_snapshot!(serde_json::to_string_pretty(&explanation).unwrap());
}

#[test]
fn hostile_contexts_and_numbers_never_panic() {
    let flags = flags(
        r#"
feature_flags:
  f:
    production:
      targets: [{serve: true, keys: [a]}]
      rules:
        - {when: "x matches '^(a+)+$' or y > 1 or z contains 'q' or v semver_gt '1.0.0' or ip in_cidr '10.0.0.0/8'", serve: true}
      split: {variants: {"true": 1, "false": 1}}
"#,
    );
    let long = "a".repeat(10 << 20) + "!";
    let nested = (0..10_000).fold(stageline::flag::Attribute::from(1), |inner, _| {
        stageline::flag::Attribute::List(vec![inner])
    });
    let context = flags.context(long.as_str()).with("x", long.as_str()).with("z", nested);
    let context = context.with("y", f64::NAN).with("v", long.as_str()).with("ip", long.as_str());
    assert_eq!(flags.evaluate("f", &context).reason(), Reason::Split);
    for key in [f64::NAN, f64::INFINITY, 0.5] {
        let context = flags.context(key);
        assert_eq!(flags.evaluate("f", &context).error_code(), Some(ErrorCode::InvalidContext));
    }
    assert_eq!(flags.evaluate("f", &flags.context(u64::MAX)).reason(), Reason::Split);
    assert_eq!(flags.evaluate(&long, &context).error_code(), Some(ErrorCode::FlagNotFound));
    std::mem::forget(context);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn splits_are_the_documented_comparison(weights in prop::collection::vec(0u32..=1_000, 1..6), key in ".{0,12}") {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let shares: Vec<String> = weights.iter().enumerate().map(|(at, weight)| format!("{{serve: {at}, weight: {weight}}}")).collect();
        let flags = flags(&format!("feature_flags: {{f: {{production: {{split: {{salt: s, shares: [{}]}}}}}}}}", shares.join(", ")));
        let bucket = u128::from(stageline::flag::bucket("s", &key));
        let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
        let mut end = 0;
        let expected = weights.iter().position(|weight| {
            end += u128::from(*weight);
            bucket * total < end << 32
        }).unwrap();
        let details = flags.evaluate("f", &flags.context(key.as_str()));
        prop_assert_eq!(details.value().to_string(), expected.to_string());
        prop_assert!(details.threshold().unwrap() > bucket as u64);
        prop_assert_eq!(details.into_value(), Node::detached(stageline::yaml::Data::Int(expected as i64)));
    }
}
