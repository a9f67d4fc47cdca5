//! Flags that depend on time: ramps, schedules, rules with a time, previews and forecasts.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use insta::assert_snapshot;
use proptest::prelude::*;
use stageline::flag::{Clock, ErrorCode, Flags, Reason};
use stageline::value::Timestamp;
use stageline::{Code, Project};

fn project(file: &str) -> Project {
    let files = [
        ("config/environments.yaml", "environments: {production: {}}"),
        ("config/feature-flags.yaml", file),
    ];
    Project::from_files(files).unwrap()
}

fn flags(file: &str) -> Flags {
    let project = project(file);
    let problems = project.snapshot().flag_problems().len();
    assert_eq!(problems, 0, "{:?}", project.snapshot().flag_problems());
    project.environment("production").unwrap().flags()
}

fn rollout(rollout: &str) -> Flags {
    flags(&format!("feature_flags: {{f: {{production: {{rollout: {{{rollout}}}}}}}}}"))
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// The share at this time after midnight of the first of January 2027.
fn share(flags: &Flags, minutes: i64) -> String {
    let start = at("2027-01-01T00:00:00Z").as_millis();
    let preview = flags.preview("f", Timestamp::from_millis(start + minutes * 60_000)).unwrap();
    let [share] = preview.shares.as_slice() else { return "no share".into() };
    format!("{} {}", share.percentage, share.movement)
}

const START: &str = "start: 2027-01-01T00:00:00Z";

#[test]
fn linear_ramps_grow_evenly() {
    let flags = rollout(&format!("percentage: 50, from: 10, over: 100m, {START}"));
    for (minutes, expected) in [
        (-1, "10% still"),
        (0, "10% rising"),
        (25, "20% rising"),
        (50, "30% rising"),
        (99, "49.6% rising"),
        (100, "50% still"),
        (10_000, "50% still"),
    ] {
        assert_eq!(share(&flags, minutes), expected, "after {minutes} minutes");
    }
}

#[test]
fn exponential_ramps_double_their_pace_seven_times() {
    let flags = rollout(&format!("percentage: 100, over: 70m, curve: exponential, {START}"));
    let shares: Vec<_> = (0..=14).map(|step| share(&flags, step * 5)).collect();
    assert_snapshot!(shares.join("\n"), @r"
    0% rising
    0.393% rising
    0.787% rising
    1.574% rising
    2.362% rising
    3.937% rising
    5.511% rising
    8.661% rising
    11.811% rising
    18.11% rising
    24.409% rising
    37.007% rising
    49.606% rising
    74.803% rising
    100% still
    ");
}

#[test]
fn ramps_in_steps_take_their_time_and_end_at_the_percentage() {
    let steps = "curve: {steps: [[0, 1], [30m, 10], [2h, 60]]}";
    let to = |percentage: &str| rollout(&format!("{percentage}{steps}, {START}"));
    for (minutes, expected, capped) in [
        (-1, "0% still", "0% still"),
        (0, "1% still", "1% still"),
        (29, "1% still", "1% still"),
        (30, "10% still", "10% still"),
        (120, "60% still", "25% still"),
    ] {
        assert_eq!(share(&to(""), minutes), expected, "after {minutes} minutes");
        assert_eq!(share(&to("percentage: 25, "), minutes), capped, "after {minutes} minutes");
    }
}

#[test]
fn a_share_in_steps_stays_until_the_next_one_that_changes_it() {
    let turns = |rollout_text: &str| {
        let flags = rollout(rollout_text);
        let mut told = Vec::new();
        let mut next = Some(at("2026-12-31T00:00:00Z"));
        while let Some(time) = next {
            let preview = flags.preview("f", time).unwrap();
            let share = &preview.shares[0];
            told.push(format!("{time} {} {}", share.percentage, share.movement));
            next = share.until;
        }
        told
    };
    // A step that changes nothing is no change.
    let steps = "curve: {steps: [[0, 1], [30m, 10], [1h, 10], [4h, 50], [1d, 100]]}";
    assert_eq!(
        turns(&format!("{steps}, {START}")),
        [
            "2026-12-31T00:00:00Z 0% still",
            "2027-01-01T00:00:00Z 1% still",
            "2027-01-01T00:30:00Z 10% still",
            "2027-01-01T04:00:00Z 50% still",
            "2027-01-02T00:00:00Z 100% still",
        ]
    );
    let back = turns(&format!("{steps}, {START}, rollback: 2027-01-01T05:00:00Z"));
    assert_eq!(
        back[4..],
        [
            "2027-01-01T05:00:00Z 50% still",
            "2027-01-01T06:00:00.001Z 10% still",
            "2027-01-01T09:30:00.001Z 1% still",
        ]
    );
}

#[test]
fn ramps_hold_resume_and_roll_back_from_where_they_are() {
    let flags = rollout(&format!(
        "percentage: 100, over: 100m, {START}, hold: [2027-01-01T00:20:00Z, 2027-01-01T01:00:00Z], \
         resume: 2027-01-01T00:40:00Z, rollback: 2027-01-01T01:10:00Z"
    ));
    for (minutes, expected) in [
        (10, "10% rising"),
        (20, "20% still"),
        (39, "20% still"),
        (40, "20% rising"),
        (50, "30% rising"),
        (60, "40% still"),
        (70, "40% falling"),
        (80, "30% falling"),
        (110, "0% still"),
        (999, "0% still"),
    ] {
        assert_eq!(share(&flags, minutes), expected, "after {minutes} minutes");
    }
    // A ramp that was over goes back from its end; one that went back may go on.
    let late = rollout(&format!(
        "percentage: 100, over: 100m, {START}, rollback: 2027-01-01T05:00:00Z, \
         resume: 2027-01-01T05:30:00Z"
    ));
    for (minutes, expected) in
        [(299, "100% still"), (310, "90% falling"), (330, "70% rising"), (400, "100% still")]
    {
        assert_eq!(share(&late, minutes), expected, "after {minutes} minutes");
    }
}

#[test]
fn templates_give_what_a_rollout_does_not_say() {
    let flags = flags(
        "ramps: {careful: {description: For payments, over: 100m, from: 10}, stepped: {curve: {steps: [[0, 5]]}}}
feature_flags:
  f: {production: {rollout: {template: careful, percentage: 50, start: 2027-01-01T00:00:00Z}}}
  own: {production: {rollout: {template: careful, over: 10m, percentage: 50, start: 2027-01-01T00:00:00Z}}}
",
    );
    assert_eq!(share(&flags, 50), "30% rising");
    let own = flags.preview("own", at("2027-01-01T00:05:00Z")).unwrap();
    assert_snapshot!(own, @r"
    own in production at 2027-01-01T00:05:00Z
      30%, rising, until 2027-01-01T00:10:00Z
    ");
}

#[test]
fn who_came_last_goes_first() {
    let flags =
        rollout(&format!("percentage: 100, over: 100m, {START}, rollback: 2027-01-01T00:50:00Z"));
    let start = at("2027-01-01T00:00:00Z").as_millis();
    for key in 0..200 {
        let context = flags.context(key);
        let is_in = |minutes: i64| {
            let context = context.clone().at(Timestamp::from_millis(start + minutes * 60_000));
            flags.boolean_value("f", &context, false)
        };
        for minutes in 0..50 {
            assert_eq!(is_in(50 - minutes), is_in(50 + minutes), "{key} {minutes}");
        }
    }
}

#[test]
fn the_clock_is_read_only_where_a_flag_depends_on_time_and_once_for_each_question() {
    let file = format!(
        "feature_flags:
  plain: true
  rule: {{default: false, rules: [{{when: \"x\", serve: true}}]}}
  share: {{rollout: {{percentage: 25}}}}
  ramp: {{rollout: {{percentage: 50, over: 1h, {START}}}}}
  twice: {{rules: [{{rollout: {{percentage: 0, over: 1h, {START}}}}}], rollout: {{percentage: 50, over: 1h, {START}}}}}
  later: {{default: false, schedule: [{{at: 2027-01-01T00:00:00Z, set: true}}]}}
  window: {{default: false, rules: [{{serve: true, from: 2027-01-01T00:00:00Z}}]}}
"
    );
    let reads = Arc::new(AtomicUsize::new(0));
    let counter = reads.clone();
    let clock = Clock::new(move || {
        counter.fetch_add(1, Ordering::Relaxed);
        at("2027-01-01T00:30:00Z")
    });
    let flags = flags(&file).with_clock(clock);
    let context = flags.context("u").with("x", true);
    for (flag, expected) in [
        ("plain", 0),
        ("rule", 0),
        ("share", 0),
        ("ramp", 1),
        ("twice", 1),
        ("later", 1),
        ("window", 1),
    ] {
        for _ in 0..2 {
            let before = reads.load(Ordering::Relaxed);
            flags.boolean_value(flag, &context, false);
            assert_eq!(reads.load(Ordering::Relaxed) - before, expected, "{flag}");
        }
    }
    let before = reads.load(Ordering::Relaxed);
    assert_eq!(flags.evaluate_all(&context).len(), 7);
    assert_eq!(reads.load(Ordering::Relaxed) - before, 1);
    // A time that is given comes before the clock, and no time at all is an error.
    assert!(!flags.boolean_value("later", &context.clone().at(at("2026-01-01T00:00:00Z")), true));
    let bare = flags.clone();
    let without = project(&file).environment("production").unwrap().flags();
    for flag in ["ramp", "later", "window"] {
        let details = bare.evaluate(flag, &context);
        assert_eq!(details.error_code(), None, "{flag}");
        let timeless = without.context("u");
        let details = without.evaluate(flag, &timeless);
        assert_eq!(details.error_code(), Some(ErrorCode::General), "{flag}");
        let message = format!("the flag `{flag}` depends on time, and none was given");
        assert_eq!(details.error_message(), Some(message));
        assert_eq!(
            without.evaluate_at(flag, &timeless, at("2027-02-01T00:00:00Z")).error_code(),
            None
        );
    }
}

#[test]
fn schedules_replace_the_parts_that_they_name() {
    let flags = flags(
        r#"
feature_flags:
  f:
    default: false
    production:
      rules: [{when: "beta", serve: true}]
      default: false
      schedule:
        - {at: 2027-03-01T00:00:00Z, set: {rules: []}}
        - {at: 2027-01-01T00:00:00Z, set: {default: true}}
        - {at: 2027-02-01T00:00:00Z, set: {kill_switch: true}}
        - {at: 2027-02-02T00:00:00Z, set: {kill_switch: false}}
        - {at: 2027-04-01T00:00:00Z, set: false}
        - {at: 2027-05-01T00:00:00Z, set: {rollout: {percentage: 100}}}
"#,
    );
    let beta = flags.context("u").with("beta", true);
    let other = flags.context("u").with("beta", false);
    for (time, expected) in [
        ("2026-12-31T23:59:59.999Z", "true TARGETING_MATCH, false DEFAULT"),
        ("2027-01-01T00:00:00Z", "true TARGETING_MATCH, true DEFAULT"),
        ("2027-02-01T00:00:00Z", "false DISABLED, false DISABLED"),
        ("2027-02-02T00:00:00Z", "true TARGETING_MATCH, true DEFAULT"),
        ("2027-03-01T00:00:00Z", "true STATIC, true STATIC"),
        ("2027-04-01T00:00:00Z", "false STATIC, false STATIC"),
        ("2027-05-01T00:00:00Z", "true SPLIT, true SPLIT"),
    ] {
        let answer = |context| {
            let details = flags.evaluate_at("f", context, at(time));
            format!("{} {}", details.value(), details.reason())
        };
        assert_eq!(format!("{}, {}", answer(&beta), answer(&other)), expected, "{time}");
    }
    let until = flags.evaluate_at("f", &beta, at("2027-02-01T12:00:00Z")).valid_until();
    assert_eq!(until, Some(at("2027-02-02T00:00:00Z")));
    let last = flags.evaluate_at("f", &beta, at("2027-06-01T12:00:00Z")).valid_until();
    assert_eq!(last, None);
    let changes = flags.when_will("f", &other.at(at("2026-01-01T00:00:00Z"))).unwrap();
    let changes: Vec<_> = changes.iter().map(ToString::to_string).collect();
    assert_snapshot!(changes.join("\n"), @r"
    2027-01-01T00:00:00Z: true (DEFAULT)
    2027-02-01T00:00:00Z: false (DISABLED)
    2027-02-02T00:00:00Z: true (DEFAULT)
    2027-04-01T00:00:00Z: false (STATIC)
    2027-05-01T00:00:00Z: true (SPLIT)
    ");
}

#[test]
fn rules_count_from_a_time_on_and_until_another() {
    let flags = flags(
        r#"
feature_flags:
  f:
    default: false
    rules: [{when: "x", serve: true, from: 2027-01-01T00:00:00Z, until: 2027-02-01T00:00:00Z}]
"#,
    );
    let context = flags.context("u").with("x", true);
    for (time, expected, until) in [
        ("2026-12-01T00:00:00Z", false, Some("2027-01-01T00:00:00Z")),
        ("2027-01-01T00:00:00Z", true, Some("2027-02-01T00:00:00Z")),
        ("2027-01-31T23:59:59Z", true, Some("2027-02-01T00:00:00Z")),
        ("2027-02-01T00:00:00Z", false, None),
    ] {
        let details = flags.evaluate_at("f", &context, at(time));
        assert_eq!(details.value().to_string(), expected.to_string(), "{time}");
        assert_eq!(details.valid_until(), until.map(at), "{time}");
    }
}

#[test]
fn a_flag_changes_when_one_that_it_requires_does() {
    let flags = flags(
        "feature_flags:
  base: {default: false, schedule: [{at: 2027-01-01T00:00:00Z, set: true}]}
  f: {requires: [base], rollout: {percentage: 100, over: 1h, start: 2027-01-02T00:00:00Z}}
",
    );
    let context = flags.context("u").at(at("2026-01-01T00:00:00Z"));
    assert_eq!(flags.evaluate("f", &context).valid_until(), Some(at("2027-01-01T00:00:00Z")));
    let [only] = flags.when_will("f", &context).unwrap().try_into().unwrap();
    assert_eq!((only.value.to_string(), only.reason), ("true".to_owned(), Reason::Split));
    assert!(only.at > at("2027-01-02T00:00:00Z") && only.at < at("2027-01-02T01:00:00Z"));
}

#[test]
fn forecasts_need_a_time_and_a_flag() {
    let flags = flags("feature_flags: {f: true}");
    let error = flags.when_will("f", &flags.context("u")).unwrap_err();
    assert_eq!(error.code(), Code::InvalidContext);
    let timed = flags.context("u").at(at("2027-01-01T00:00:00Z"));
    assert!(flags.when_will("f", &timed).unwrap().is_empty());
    assert_eq!(flags.when_will("g", &timed).unwrap_err().code(), Code::UnknownFlag);
    assert_eq!(
        flags.preview("g", at("2027-01-01T00:00:00Z")).unwrap_err().code(),
        Code::UnknownFlag
    );
}

#[test]
fn ramps_that_cannot_be_are_told_with_their_place() {
    let file = "
feature_flags:
  hold: {production: {rollout: {percentage: 5, hold: 2027-01-01T00:00:00Z}}}
  share: {production: {rollout: {over: 1h, start: 2027-01-01T00:00:00Z}}}
  down: {production: {rollout: {percentage: 5, from: 10, over: 1h, start: 2027-01-01T00:00:00Z}}}
  curve: {production: {rollout: {percentage: 5, curve: quadratic, start: 2027-01-01T00:00:00Z}}}
  steps: {production: {rollout: {curve: {steps: [[0, 5], [1h, 4]]}, start: 2027-01-01T00:00:00Z}}}
  order: {production: {rollout: {curve: {steps: [[1h, 5], [1h, 6]]}, start: 2027-01-01T00:00:00Z}}}
  none: {production: {rollout: {curve: {steps: []}, start: 2027-01-01T00:00:00Z}}}
  pair: {production: {rollout: {curve: {steps: [[1h]]}, start: 2027-01-01T00:00:00Z}}}
  both: {production: {rollout: {over: 1h, curve: {steps: [[1h, 5]]}, start: 2027-01-01T00:00:00Z}}}
  early: {production: {rollout: {percentage: 5, over: 1h, start: 2027-01-01T00:00:00Z, hold: 2026-01-01T00:00:00Z}}}
  same: {production: {rollout: {percentage: 5, over: 1h, start: 2027-01-01T00:00:00Z, hold: 2027-01-01T00:10:00Z, resume: 2027-01-01T00:10:00Z}}}
  long: {production: {rollout: {percentage: 5, over: 1001y, start: 2027-01-01T00:00:00Z}}}
  ages: {production: {rollout: {percentage: 5, over: 400000d, start: 2027-01-01T00:00:00Z}}}
  back: {production: {rollout: {percentage: 5, over: -1h, start: 2027-01-01T00:00:00Z}}}
  twice: {production: {default: false, schedule: [{at: 2027-01-01T00:00:00Z, set: true}, {at: 2027-01-01T01:00:00+01:00, set: false}]}}
  day: {production: {default: false, schedule: [{at: 2027-01-01, set: true}]}}
  inside: {production: {default: false, schedule: [{at: 2027-01-01T00:00:00Z, set: {rollout: {percentage: 500}}}]}}
";
    let snapshot = project(file).snapshot();
    let problems = snapshot.flag_problems().iter().map(ToString::to_string);
    assert_snapshot!(problems.collect::<Vec<_>>().join("\n"));
}

#[test]
fn previews_tell_every_share() {
    let flags = flags(
        r#"
feature_flags:
  f:
    variants: {on: 1, a: 2, off: 0}
    production:
      rules: [{when: "x", rollout: {percentage: 12.5}}]
      rollout: {percentage: 40, over: 2h, start: 2027-01-01T00:00:00Z}
      split: {variants: {on: 1, a: 2}}
      schedule: [{at: 2027-01-02T00:00:00Z, set: {kill_switch: true}}]
"#,
    );
    let preview = flags.preview("f", at("2027-01-01T01:00:00Z")).unwrap();
    assert_snapshot!(preview);
    assert_snapshot!(serde_json::to_string_pretty(&preview).unwrap());
    let off = flags.preview("f", at("2027-01-03T01:00:00Z")).unwrap();
    assert!(off.off && off.next_change.is_none());
}

#[test]
fn a_preview_of_a_broken_entry_says_what_is_wrong() {
    let broken = project("feature_flags:\n  f: {production: {rollout: {percentage: 250}}}\n");
    let flags = broken.environment("production").unwrap().flags();
    let preview = flags.preview("f", at("2027-01-01T01:00:00Z")).unwrap();
    assert_eq!(preview.error_code, Some(ErrorCode::ParseError));
    let message = preview.error_message.clone().unwrap();
    assert!(message.contains("250") || message.contains("100"), "{message}");
    assert_eq!(
        preview.to_string(),
        format!("f in production at 2027-01-01T01:00:00Z\n  PARSE_ERROR: {message}")
    );
}

/// A ramp with turns, as it is written, and times to look at it.
fn any_ramp() -> impl Strategy<Value = String> {
    let curve = prop_oneof![
        Just("percentage: 80, over: 50m".to_owned()),
        Just("percentage: 100, from: 3, over: 50m".to_owned()),
        Just("percentage: 90, over: 50m, curve: exponential".to_owned()),
        Just("curve: {steps: [[0, 1], [7m, 20], [30m, 70]]}".to_owned()),
        Just("percentage: 50".to_owned()),
    ];
    let turns = prop::collection::btree_map(1u32..120, 0usize..3, 0..4);
    (curve, turns).prop_map(|(curve, turns)| {
        let mut lists = [Vec::new(), Vec::new(), Vec::new()];
        for (minute, turn) in turns {
            lists[turn].push(format!("2027-01-01T{:02}:{:02}:00Z", minute / 60, minute % 60));
        }
        let mut written = format!("{curve}, {START}");
        for (key, list) in ["hold", "resume", "rollback"].iter().zip(lists) {
            if !list.is_empty() {
                written += &format!(", {key}: [{}]", list.join(", "));
            }
        }
        written
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Until the time that is told the answer stays, and at that time it changes; so no change is
    /// missed and none is told that does not come.
    #[test]
    fn an_answer_stays_until_the_time_that_is_told(written in any_ramp(), key in 0u32..500, from in -20i64..150) {
        let flags = rollout(&written);
        let start = at("2027-01-01T00:00:00Z").as_millis();
        let now = start + from * 60_000;
        let context = flags.context(key);
        let ask = |millis: i64| {
            let details = flags.evaluate_at("f", &context, Timestamp::from_millis(millis));
            (details.value().to_string(), details.valid_until())
        };
        let (value, until) = ask(now);
        let end = until.map_or(start + 400 * 60_000, |until| until.as_millis());
        prop_assert!(end > now);
        let span = end - now;
        for step in 0..40 {
            let between = now + span * step / 40;
            prop_assert_eq!(&ask(between).0, &value, "{} {}", between - start, end - start);
        }
        prop_assert_eq!(&ask(end - 1).0, &value);
        if until.is_some() {
            prop_assert_ne!(&ask(end).0, &value);
        }
        // The forecast is the same walk.
        let forecast = flags.when_will("f", &context.clone().at(Timestamp::from_millis(now))).unwrap();
        prop_assert_eq!(forecast.first().map(|first| first.at), until);
    }

    /// The share of a preview is the share of the keys that are in.
    #[test]
    fn previews_agree_with_evaluation(written in any_ramp(), minutes in -10i64..200) {
        let flags = rollout(&written);
        let start = at("2027-01-01T00:00:00Z");
        let now = Timestamp::from_millis(start.as_millis() + minutes * 60_000);
        let preview = flags.preview("f", now).unwrap();
        for key in 0..50 {
            let details = flags.evaluate_at("f", &flags.context(key), now);
            prop_assert_eq!(details.threshold(), Some(preview.shares[0].threshold));
        }
    }

    /// Without a rollback nobody who is in goes out.
    #[test]
    fn a_ramp_removes_nobody(key in 0u32..500, minutes in prop::collection::vec(-10i64..130, 2)) {
        let flags = rollout(&format!("percentage: 90, over: 1h, curve: exponential, {START}, hold: 2027-01-01T00:20:00Z, resume: 2027-01-01T00:50:00Z"));
        let start = at("2027-01-01T00:00:00Z").as_millis();
        let (early, late) = (minutes[0].min(minutes[1]), minutes[0].max(minutes[1]));
        let is_in = |minutes: i64| flags.boolean_value("f", &flags.context(key).at(Timestamp::from_millis(start + minutes * 60_000)), false);
        prop_assert!(!is_in(early) || is_in(late));
    }
}

#[test]
fn times_at_the_end_of_what_can_be_told_are_no_trouble() {
    let flags = rollout(&format!("percentage: 50, over: 365000d, {START}"));
    for millis in [i64::MIN, i64::MIN + 1, -1, 0, i64::MAX - 1, i64::MAX] {
        let now = Timestamp::from_millis(millis);
        assert_eq!(flags.evaluate_at("f", &flags.context("u"), now).reason(), Reason::Split);
        flags.preview("f", now).unwrap();
    }
    assert_eq!(at("2027-01-01T00:00:00Z").checked_add(Duration::MAX), None);
}
