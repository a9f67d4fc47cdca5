//! Switches, requirements and targets: what decides before any rule.

use insta::assert_snapshot;

use super::{answer, flags, problems, project};

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
