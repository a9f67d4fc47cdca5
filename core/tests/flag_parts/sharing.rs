//! Segments, rules, rollouts and splits: who is served what.

use insta::assert_snapshot;
use stageline::flag::{Context, ErrorCode, Reason};

use super::{answer, flags, problems};

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
