//! Flags as wholes: contradictions, many at once, environments side by side, explanations.

use insta::assert_snapshot;
use proptest::prelude::*;
use stageline::Code;
use stageline::flag::{ErrorCode, Reason};
use stageline::yaml::Node;

use super::{flags, problems, project};

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
fn a_key_that_nothing_reads_breaks_the_entry_that_has_it_and_no_other() {
    let file = r#"
ramps: {slow: {ovr: 1d}, fine: {over: 1d}}
feature_flags:
  rule: {production: {rules: [{if: "plan == 'pro'", serve: true}]}, dev: true}
  rollout: {default: false, production: {rollout: {percentage: 100, form: 1}}}
  target: {production: {targets: [{serve: true, keys: [u], bye: x}]}}
  split: {production: {split: {variants: {"true": 1}, fo: 2}}}
  share: {production: {split: {shares: [{serve: true, weight: 1, wieght: 0}]}}}
  change: {production: {default: true, schedule: [{at: "2027-01-01T00:00:00Z", set: {rules: [{serve: true, whne: "x"}]}}]}}
  time: {production: {default: true, schedule: [{at: "2027-01-01T00:00:00Z", set: true, untl: 1}]}}
  entry: {production: {default: true, rolout: {percentage: 0}}}
  own: {default: true, rules: [{serve: true, unitl: "2020-01-01T00:00:00Z"}]}
  requires: {default: true, requires: [{flag: never, si: true}]}
  template: {production: {rollout: {template: slow, start: "2027-01-31T09:00:00Z", percentage: 100}}}
  never: {variants: {on: 1, off: 0}, metadata: {if: 1}, production: {default: on}, dev: {rollout: {template: fine, start: "2027-01-31T09:00:00Z", percentage: 100}}}
"#;
    assert_snapshot!(problems(file));
    let flags = flags(file);
    let context = flags.context("u");
    for name in flags.names().into_iter().filter(|name| name != "never") {
        let details = flags.evaluate(&name, &context);
        assert_eq!(details.error_code(), Some(ErrorCode::ParseError), "{name}");
        assert!(!flags.boolean_value(&name, &context, false), "{name}");
        assert!(flags.boolean_value(&name, &context, true), "{name}");
    }
    assert_eq!(flags.evaluate("never", &context).variant(), Some("on"));
    let dev = project(file).environment("dev").unwrap().flags();
    assert!(dev.boolean_value("rule", &dev.context("u"), false));
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
    let context = flags.context(long.as_str()).with("x", long.as_str());
    let context = context.with("y", f64::NAN).with("v", long.as_str()).with("ip", long.as_str());
    assert_eq!(flags.evaluate("f", &context).reason(), Reason::Split);
    let context = context.with("z", nested);
    assert_eq!(flags.evaluate("f", &context).error_code(), Some(ErrorCode::InvalidContext));
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
