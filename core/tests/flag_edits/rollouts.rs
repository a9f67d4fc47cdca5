//! Rollouts and ramps: who is in before an edit, and who after it.

use stageline::project::edit::Rollout;
use stageline::value::Timestamp;
use stageline::yaml::Node;
use stageline::{Code, Snapshot};

use crate::{RULED, at, data, edited, is, project, refused, share, value};

/// Which of two thousand keys have `true`.
fn who(snapshot: &Snapshot, environment: &str, flag: &str, time: &str) -> Vec<bool> {
    let keys = (0..2000).map(|key| format!("user-{key}"));
    keys.map(|key| value(snapshot, environment, flag, &key, at(time)) == "true").collect()
}

fn who_by_id(snapshot: &Snapshot, environment: &str, flag: &str) -> Vec<bool> {
    let flags = snapshot.environment(environment).unwrap().flags();
    let context = |key: i32| flags.context("x").with("user.id", format!("u{key}"));
    (0..2000).map(|key| flags.boolean_value(flag, &context(key), false)).collect()
}

#[test]
fn a_share_goes_beside_the_value_that_everybody_else_keeps() {
    let flags = "feature_flags:\n  search:\n    production: false # soon\n";
    let (text, snapshot) = edited(flags, |edit| {
        edit.flag("search").roll_out("production", &Rollout::new(25)).unwrap();
        assert!(edit.remarks().is_empty());
    });
    assert_eq!(
        text,
        "feature_flags:\n  search:\n    production: # soon\n      default: false\n      rollout:\n        \
         percentage: 25\n"
    );
    assert_eq!(share(&snapshot, "production", "search", "09:00:00"), "25%");
    let (text, snapshot) = edited(&text, |edit| {
        edit.flag("search").roll_out("production", &Rollout::new("12.5%")).unwrap();
        assert_eq!(edit.remarks().len(), 1);
        assert!(edit.remarks()[0].contains("falls from 25% to 12.5%"), "{:?}", edit.remarks());
    });
    assert!(text.contains("percentage: 12.5\n"), "{text}");
    assert_eq!(share(&snapshot, "production-eu", "search", "09:00:00"), "12.5%");
}

#[test]
fn a_larger_share_keeps_whoever_was_in() {
    let (_, before) = edited(RULED, |_| {});
    let (text, after) = edited(RULED, |edit| {
        edit.flag("search").roll_out("production", &Rollout::new(60)).unwrap();
    });
    assert_eq!(text, RULED.replace("percentage: 10", "percentage: 60"));
    let [before, after] =
        [before, after].map(|snapshot| who_by_id(&snapshot, "production", "search"));
    assert!(before.iter().zip(&after).all(|(before, after)| *after || !before));
    assert!(after.iter().filter(|is_in| **is_in).count() > 1000);
    let (text, _) = edited(RULED, |edit| {
        let anew = Rollout::new(60).salt("s2").by(["org", "user.id"]);
        edit.flag("search").roll_out("production", &anew).unwrap();
        assert!(edit.remarks().iter().any(|remark| remark.contains("anew")));
    });
    assert!(text.contains("{percentage: 60, salt: s2, by: [org, user.id]}"), "{text}");
}

#[test]
fn what_is_switched_off_can_be_rolled_out_and_that_is_told() {
    for flags in [
        "feature_flags:\n  search: {kill_switch: true}\n",
        "feature_flags:\n  search: {production: {kill_switch: true}}\n",
    ] {
        let (_, snapshot) = edited(flags, |edit| {
            edit.flag("search").roll_out("production", &Rollout::new(100)).unwrap();
            assert!(edit.remarks()[0].contains("switched off"), "{:?}", edit.remarks());
        });
        is(&snapshot, "production", "search", "false");
    }
}

#[test]
fn a_file_that_changed_meanwhile_stops_the_edit() {
    let project = project(RULED);
    let [mut first, mut second] = [project.edit(), project.edit()];
    first.flag("search").roll_out("production", &Rollout::new(50)).unwrap();
    second.flag("search").roll_out("production", &Rollout::new(20)).unwrap();
    first.commit().unwrap();
    assert_eq!(second.commit().unwrap_err().code(), Code::EditConflict);
    let snapshot = project.snapshot();
    assert_eq!(share(&snapshot, "production", "search", "09:00:00"), "50%");
}

#[test]
fn a_ramp_begins_at_the_share_there_is_and_ends_at_the_one_that_was_asked_for() {
    let flags = "feature_flags:\n  search:\n    production: false\n";
    let (text, first) = edited(flags, |edit| {
        let ramp = Rollout::new(50).over("2h").now(at("10:00:00"));
        edit.flag("search").roll_out("production", &ramp).unwrap();
    });
    assert!(text.contains("over: 2h\n"), "{text}");
    assert!(text.contains("start: \"2027-01-31T10:00:00Z\""), "{text}");
    let shares = |snapshot: &Snapshot, times: [&str; 3]| {
        times.map(|time| share(snapshot, "production", "search", time))
    };
    assert_eq!(shares(&first, ["09:00:00", "11:00:00", "12:00:00"]), ["0%", "25%", "50%"]);
    // Another one, while it runs.
    let (text, second) = edited(&text, |edit| {
        let ramp = Rollout::new(100).over(3600).now(at("11:00:00")).start(at("11:30:00"));
        edit.flag("search").roll_out("production", &ramp).unwrap();
        assert!(edit.remarks().iter().any(|remark| remark.contains("ends here")));
    });
    assert!(text.contains("from: 25\n"), "{text}");
    assert_eq!(shares(&second, ["11:00:00", "11:30:00", "12:00:00"]), ["25%", "25%", "62.5%"]);
    let [before, after] = [first, second].map(|s| who(&s, "production", "search", "11:00:00"));
    assert_eq!(before, after, "nobody comes or goes by the edit itself");
    // A share at once forgets the ramp.
    let (text, _) = edited(&text, |edit| {
        edit.flag("search").roll_out("production", &Rollout::new(70)).unwrap();
    });
    assert!(
        !text.contains("start:") && !text.contains("from:") && !text.contains("over:"),
        "{text}"
    );
    assert!(text.contains("percentage: 70\n"), "{text}");
}

#[test]
fn a_ramp_amid_a_thousandth_throws_nobody_out() {
    let flags = "feature_flags:\n  search:\n    production: false\n";
    let (text, first) = edited(flags, |edit| {
        let ramp = Rollout::new(100).over("7d").curve("exponential").now(at("00:00:00"));
        edit.flag("search").roll_out("production", &ramp).unwrap();
    });
    let (_, second) = edited(&text, |edit| {
        let ramp = Rollout::new(100).over("1h").now(at("17:13:07"));
        edit.flag("search").roll_out("production", &ramp).unwrap();
    });
    let threshold = |snapshot: &Snapshot| {
        let flags = snapshot.environment("production").unwrap().flags();
        flags.preview("search", at("17:13:07")).unwrap().shares[0].threshold
    };
    assert!(threshold(&first) <= threshold(&second));
    assert!(threshold(&second) - threshold(&first) < (1 << 32) / 100_000 + 1);
}

#[test]
fn steps_templates_and_starts_are_written_as_the_format_has_them() {
    let flags = "\
ramps:
  careful: {over: 2d, curve: exponential}
feature_flags:
  search: {production: false}
";
    let (_, snapshot) = edited(flags, |edit| {
        let steps = Rollout::default().steps([("0s", 1), ("30m", 10), ("1h", 100)]);
        edit.flag("search").roll_out("production", &steps.now(at("10:00:00"))).unwrap();
    });
    for (time, percentage) in
        [("09:59:59", "0%"), ("10:00:00", "1%"), ("10:40:00", "10%"), ("11:00:00", "100%")]
    {
        assert_eq!(share(&snapshot, "production", "search", time), percentage, "{time}");
    }
    let (text, _) = edited(flags, |edit| {
        let ramp = Rollout::new(100).template("careful").start(at("10:00:00"));
        edit.flag("search").roll_out("production", &ramp).unwrap();
    });
    assert!(text.contains("template: careful"), "{text}");
    let (_, snapshot) = edited(flags, |edit| {
        edit.flag("search")
            .roll_out("production", &Rollout::new(30).start(at("10:00:00")))
            .unwrap();
    });
    assert_eq!(share(&snapshot, "production", "search", "09:59:59"), "0%");
    assert_eq!(share(&snapshot, "production", "search", "10:00:00"), "30%");
}

#[test]
fn rollouts_that_make_no_sense_are_refused() {
    let flags = "\
feature_flags:
  search: {production: false, staging: true}
  limit: {default: 10}
  ramp: {production: {rollout: {percentage: 50, over: 2h, start: 2027-01-31T10:00:00Z}}}
  fixed: {production: {rollout: {percentage: 50}}}
";
    let code = |flag: &str, environment: &str, rollout: Rollout| {
        refused(flags, |edit| edit.flag(flag).roll_out(environment, &rollout).map(drop)).code()
    };
    let search = |rollout| code("search", "production", rollout);
    for bad in [
        Node::from(101),
        Node::from(-1),
        Node::from(f64::NAN),
        Node::from(0.0005),
        Node::from("half"),
        Node::from(true),
        data("[1]"),
    ] {
        assert_eq!(search(Rollout::new(bad.clone())), Code::Quantity, "{bad}");
        let from = Rollout::new(50).from(bad).now(at("10:00:00"));
        assert_eq!(search(from), Code::Quantity);
    }
    for bad in [Node::from("soon"), Node::from("-2h"), Node::from("9000000d"), Node::from(true)] {
        let ramp = Rollout::new(50).over(bad).now(at("10:00:00"));
        assert_eq!(search(ramp), Code::Quantity);
    }
    assert_eq!(search(Rollout::default()), Code::Usage);
    assert_eq!(search(Rollout::new(25).over("2h")), Code::Usage);
    let now = at("10:00:00");
    assert_eq!(search(Rollout::new(25).curve("steep").now(now)), Code::Rollout);
    assert_eq!(search(Rollout::new(25).template("none").now(now)), Code::UnknownRamp);
    assert_eq!(search(Rollout::default().steps([("1h", 10), ("1h", 20)]).now(now)), Code::Rollout);
    assert_eq!(search(Rollout::default().steps([("1h", 101)]).now(now)), Code::Quantity);
    let both = Rollout::default().steps([("1h", 10)]).over("2h").now(now);
    assert_eq!(search(both), Code::Rollout);
    assert_eq!(code("search", "nowhere", Rollout::new(25)), Code::UnknownEnvironment);
    assert_eq!(code("sarch", "production", Rollout::new(25)), Code::UnknownFlag);
    assert_eq!(code("search", "staging", Rollout::new(25)), Code::EditRefused);
    assert_eq!(code("limit", "production", Rollout::new(25)), Code::Type);
    // Down along a ramp is no ramp; and a ramp goes on from nowhere without a time.
    assert_eq!(
        code("fixed", "production", Rollout::new(20).over("1h").now(now)),
        Code::EditRefused
    );
    assert_eq!(code("ramp", "production", Rollout::new(80).over("1h").start(now)), Code::Usage);
}

#[test]
fn a_rollout_is_read_from_data() {
    let read = |text: &str| Rollout::from_data(&data(text));
    let given =
        read("{percentage: 25, over: 2h, now: 2027-01-31T10:00:00Z, by: user.id, salt: null}");
    let made = Rollout::new(25).over("2h").now(at("10:00:00")).by(["user.id"]);
    assert_eq!(given.unwrap(), made);
    for (text, code) in [
        ("25", Code::Usage),
        ("{percent: 25}", Code::Usage),
        ("{start: tomorrow}", Code::Usage),
        ("{start: 2027-01-31}", Code::Usage),
        ("{start: 5}", Code::Type),
        ("{by: 5}", Code::Type),
    ] {
        assert_eq!(read(text).unwrap_err().code(), code, "{text}");
    }
    assert_eq!(read("{percentge: 25}").unwrap_err().suggestions(), ["percentage"]);
}

#[test]
fn a_ramp_is_held_resumed_and_rolled_back() {
    let flags = "\
feature_flags:
  search:
    production:
      rollout: # carefully
        percentage: 100
        over: 4h
        start: 2027-01-31T10:00:00Z
";
    let (text, snapshot) = edited(flags, |edit| {
        let mut search = edit.flag("search");
        search.hold("production", at("11:00:00")).unwrap();
        search.resume("production", at("12:00:00")).unwrap();
        search.hold("production", at("13:00:00")).unwrap();
        search.hold("production", at("13:00:00")).unwrap();
        search.resume("production", at("14:00:00")).unwrap();
        search.hold("production", at("14:30:00")).unwrap();
        search.roll_back("production", at("15:00:00")).unwrap();
        assert!(edit.remarks().is_empty(), "{:?}", edit.remarks());
    });
    assert!(text.starts_with(flags), "{text}");
    for (time, percentage) in [
        ("11:30:00", "25%"),
        ("12:30:00", "37.5%"),
        ("13:30:00", "50%"),
        ("14:45:00", "62.5%"),
        ("16:00:00", "37.5%"),
        ("18:00:00", "0%"),
    ] {
        assert_eq!(share(&snapshot, "production", "search", time), percentage, "{time}");
    }
    // What stands still already can be held, and that is told.
    let mut edit = project(flags).edit();
    edit.flag("search").hold("production", at("20:00:00")).unwrap();
    assert!(edit.remarks()[0].contains("stands still"), "{:?}", edit.remarks());
    let error =
        refused(flags, |edit| edit.flag("search").hold("production", at("09:00:00")).map(drop));
    assert_eq!(error.code(), Code::Rollout);
    let error =
        refused(RULED, |edit| edit.flag("search").hold("production", at("09:00:00")).map(drop));
    assert_eq!(error.code(), Code::EditRefused);
}

#[test]
fn an_environment_that_inherits_gets_a_copy_to_change() {
    let (text, snapshot) = edited(RULED, |edit| {
        edit.flag("search").roll_out("production-eu", &Rollout::new(50)).unwrap();
    });
    assert!(text.starts_with(RULED), "{text}");
    let flags = snapshot.environment("production-eu").unwrap().flags();
    let pro = flags.context("x").with("user.id", "u1").with("plan", "pro");
    assert!(flags.boolean_value("search", &pro, false));
    let [small, large] =
        ["production", "production-eu"].map(|name| who_by_id(&snapshot, name, "search"));
    assert!(small.iter().zip(&large).all(|(small, large)| *large || !small));
}

#[test]
fn what_a_rollout_hands_out_unsaid_is_told_once() {
    let variants = "feature_flags:\n  index: {variants: {old: 1, new: 2}, default: new}\n";
    let (text, _) = edited(variants, |edit| {
        edit.flag("index").roll_out("production", &Rollout::new(50)).unwrap();
        assert!(edit.remarks()[0].contains("hands out its first variant, `old`"), "{edit:?}");
    });
    edited(&text, |edit| {
        edit.flag("index").roll_out("production", &Rollout::new(60)).unwrap();
        assert!(edit.remarks().is_empty(), "{:?}", edit.remarks());
    });
    for said in [
        "feature_flags:\n  index: {variants: {off: 1, on: 2}, default: off}\n",
        "feature_flags:\n  index: {variants: {old: 1, new: 2}, production: {split: {variants: {new: 1}}}}\n",
        "feature_flags:\n  index: false\n",
    ] {
        edited(said, |edit| {
            edit.flag("index").roll_out("production", &Rollout::new(100)).unwrap();
            assert!(edit.remarks().is_empty(), "{:?}", edit.remarks());
        });
    }
}

#[test]
fn what_is_refused_names_the_key_the_place_and_a_way_out() {
    let refusal = |flags: &str, rollout: &Rollout| {
        refused(flags, |edit| edit.flag("half").roll_out("production", rollout).map(drop))
    };
    let plain = "feature_flags:\n  half: false\n";
    let now = at("09:00:00");
    for (rollout, code, message, help) in [
        (
            Rollout::new(50).over("soon").now(now),
            Code::Quantity,
            "`over` of the rollout is `soon`, which is no time",
            "2h",
        ),
        (
            Rollout::new("lots"),
            Code::Quantity,
            "`percentage` of the rollout is `lots`, which is no percentage",
            "12.5",
        ),
        (
            Rollout::new(101),
            Code::Quantity,
            "`percentage` of the rollout is `101`, which is not between 0 and 100",
            "12.5",
        ),
        (
            Rollout::new(5).from(-1).now(now),
            Code::Quantity,
            "`from` of the rollout is `-1`, which is not between 0 and 100",
            "12.5",
        ),
        (
            Rollout::default().template("careful").now(now),
            Code::Usage,
            "the rollout does not say how large it is",
            "`careful`",
        ),
    ] {
        let file = format!("ramps: {{careful: {{over: 2h}}}}\n{plain}");
        let error = refusal(&file, &rollout);
        assert_eq!((error.code(), error.message()), (code, message));
        assert!(error.help_text().is_some_and(|told| told.contains(help)), "{error}");
    }
    // A template of steps says how far it goes.
    let steps = format!("ramps: {{careful: {{curve: {{steps: [[0, 1], [1h, 40]]}}}}}}\n{plain}");
    edited(&steps, |edit| {
        let ramp = Rollout::default().template("careful").now(now);
        edit.flag("half").roll_out("production", &ramp).unwrap();
    });
    let ruled = "feature_flags:\n  half:\n    production:\n      targets: [{serve: false, keys: [u]}]\n      default: true\n";
    let error = refusal(ruled, &Rollout::new(50));
    assert!(error.message().contains("to everybody else already"), "{error}");
    assert_eq!(error.places()[0].to_string(), "config/feature-flags.yaml:5:16");
    let (text, _) = edited(plain, |edit| {
        let ramp = Rollout::new(50).over("2h").now(now).start(at("12:00:00"));
        edit.flag("half").roll_out("production", &ramp).unwrap();
    });
    let early =
        refused(&text, |edit| edit.flag("half").hold("production", at("11:00:00")).map(drop));
    assert_eq!(early.code(), Code::Rollout);
    assert!(early.message().contains("begins later than that"), "{early}");
    edited(&text, |edit| {
        edit.flag("half").roll_out("production", &Rollout::new(0)).unwrap();
    });
}

#[test]
fn a_ramp_that_is_over_or_moves_nobody_is_told() {
    let half =
        "feature_flags:\n  half: {production: {default: false, rollout: {percentage: 50}}}\n";
    let now = at("09:00:00");
    let told = |flags: &str, rollout: &Rollout, what: &[&str]| {
        edited(flags, |edit| {
            edit.flag("half").roll_out("production", rollout).unwrap();
            let remarks = edit.remarks();
            assert_eq!(remarks.len(), what.len(), "{remarks:?}");
            for (remark, what) in remarks.iter().zip(what) {
                assert!(remark.contains(what), "{remark}");
            }
        });
    };
    let plain = "feature_flags:\n  half: false\n";
    let early = Rollout::new(50).over("2h").now(now).start(at("06:00:00"));
    told(plain, &early, &["begins before now, and is at 50% already"]);
    told(plain, &early.clone().start(at("08:00:00")), &["and is at 25% already"]);
    told(plain, &Rollout::new(50).over("2h").now(now), &[]);
    told(half, &Rollout::new(50).curve("linear").now(now), &["goes from 50% to 50%"]);
    told(plain, &Rollout::new(50).curve("linear").now(now), &["its curve means nothing"]);
    told(plain, &Rollout::new(50).now(now).start(at("10:00:00")), &[]);
}

#[test]
fn times_that_a_clock_gives_are_written_in_whole_seconds() {
    let clock = |text: &str| Timestamp::parse(&format!("2027-01-31T{text}Z")).unwrap();
    let (text, _) = edited("feature_flags:\n  half: false\n", |edit| {
        let ramp = Rollout::new(50).over("2h").now(clock("09:00:00.214339251"));
        edit.flag("half").roll_out("production", &ramp).unwrap();
        edit.flag("half").hold("production", clock("09:00:00.9")).unwrap();
        edit.flag("half").resume("production", clock("10:00:00.9")).unwrap();
    });
    assert!(text.contains("start: \"2027-01-31T09:00:00Z\""), "{text}");
    assert!(text.contains("hold: \"2027-01-31T09:00:00Z\""), "{text}");
    assert!(text.contains("resume: \"2027-01-31T10:00:00Z\""), "{text}");
    // A start that is given is given as it is.
    let exact = Rollout::new(50).over("2h").start(clock("09:00:00.5"));
    let (text, _) = edited("feature_flags:\n  half: false\n", |edit| {
        edit.flag("half").roll_out("production", &exact).unwrap();
        edit.flag("half").hold("production", clock("09:00:00.7")).unwrap();
    });
    assert!(text.contains("start: \"2027-01-31T09:00:00.5Z\""), "{text}");
    assert!(text.contains("hold: \"2027-01-31T09:00:00.5Z\""), "{text}");
}

#[test]
fn a_rollout_serves_what_is_asked_for() {
    let flags = "\
feature_flags:
  page:
    variants: {grid: 4, list: 1, wide: 6}
    default: list
    production: {rollout: {percentage: 100, by: user.id}}
";
    let get = |snapshot: &Snapshot| {
        let flags = snapshot.environment("production").unwrap().flags();
        let details = flags.evaluate("page", &flags.context_without_key().with("user.id", "u"));
        format!("{} by {}", details.variant().unwrap_or("-"), details.decided_by())
    };
    assert_eq!(get(&project(flags).snapshot()), "grid by rollout");
    let (text, snapshot) = edited(flags, |edit| {
        edit.flag("page").roll_out("production", &Rollout::new(100).serve("wide")).unwrap();
        let remarks = edit.remarks();
        assert!(matches!(remarks, [one] if one.contains("gets what is served now")), "{remarks:?}");
    });
    // One part needs no key of its own.
    assert_eq!(get(&snapshot), "wide by rollout");
    assert!(text.contains("split: {variants: {wide: 1}}"), "{text}");
    let (same, _) = edited(&text, |edit| {
        let mut page = edit.flag("page");
        // By its value, and by what is said already.
        page.roll_out("production", &Rollout::new(100).serve(6)).unwrap();
        page.roll_out("production", &Rollout::new(100)).unwrap();
        assert!(edit.remarks().is_empty());
    });
    assert_eq!(same, text);
    let error = refused(&text, |edit| {
        edit.flag("page").roll_out("production", &Rollout::new(5).serve("list")).map(drop)
    });
    assert_eq!(error.code(), Code::EditRefused);
    let error = refused(&text, |edit| {
        edit.flag("page").roll_out("production", &Rollout::new(5).serve("lists")).map(drop)
    });
    assert_eq!((error.code(), error.suggestions()), (Code::Type, &["list".to_owned()][..]));
}

#[test]
fn a_rollout_of_a_flag_without_variants_serves_any_value_of_its_kind() {
    let flags = "feature_flags:\n  limit:\n    production: 10\n  search:\n    production: true\n";
    let all = Rollout::new(100);
    let (text, snapshot) = edited(flags, |edit| {
        edit.flag("limit").roll_out("production", &all.clone().serve(20)).unwrap();
        edit.flag("search").roll_out("production", &all.clone().serve(false)).unwrap();
    });
    is(&snapshot, "production", "limit", "20");
    is(&snapshot, "production", "search", "false");
    // What a rollout serves by itself is not written.
    let (text, snapshot) = edited(&text.replace("default: true", "default: false"), |edit| {
        edit.flag("search").roll_out("production", &all.clone().serve(true)).unwrap();
    });
    assert_eq!(text.matches("split").count(), 1, "{text}");
    is(&snapshot, "production", "search", "true");
    let error = refused(flags, |edit| {
        edit.flag("limit").roll_out("production", &all.clone().serve("20")).map(drop)
    });
    assert_eq!(error.code(), Code::Type);
    let error = refused(flags, |edit| edit.flag("limit").roll_out("production", &all).map(drop));
    assert!(error.help_text().is_some_and(|help| help.contains("`serve`")), "{error:?}");
}
