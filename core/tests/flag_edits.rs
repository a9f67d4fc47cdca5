//! Edits of flags by what they mean: edited, then evaluated.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::time::{Duration, Instant};

use stageline::project::edit::{CopyFlags, Edit, FlagRule, Rollout, SetValue};
use stageline::source::{FileId, SourceFile};
use stageline::value::Timestamp;
use stageline::yaml::{Limits, Node, parse};
use stageline::{Code, Error, Project, Snapshot};

const ENVIRONMENTS: &str = "\
environments: {testing: {}, staging: {}, production: {}, production-eu: {}}
";

fn project(flags: &str) -> Project {
    Project::from_files([
        ("config/environments.yaml", ENVIRONMENTS),
        ("config/production-eu.yaml", "extends: production\n"),
        ("config/feature-flags.yaml", flags),
    ])
    .unwrap()
}

fn data(text: &str) -> Node {
    let file = SourceFile::new(FileId::NONE, "", text.to_owned());
    parse(&file, &Limits::default()).unwrap()
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(&format!("2027-01-31T{text}Z")).unwrap()
}

/// The text of the flags after an edit, and the project that it leads to.
fn edited(flags: &str, change: impl FnOnce(&mut Edit)) -> (String, Snapshot) {
    let mut edit = project(flags).edit();
    change(&mut edit);
    let snapshot = edit.commit().unwrap();
    let file = snapshot.sources().by_path("config/feature-flags.yaml").unwrap();
    (file.text().to_owned(), snapshot)
}

/// What an edit is refused with; it must leave the edit as it was.
fn refused(flags: &str, change: impl FnOnce(&mut Edit) -> Result<(), Error>) -> Error {
    let mut edit = project(flags).edit();
    let error = change(&mut edit).unwrap_err();
    assert!(edit.is_empty(), "{error}");
    assert!(edit.remarks().is_empty(), "{error}");
    assert!(error.help_text().is_some() || !error.suggestions().is_empty(), "{error}");
    error
}

/// A flag's value for a key at a time, as JSON.
fn value(snapshot: &Snapshot, environment: &str, flag: &str, key: &str, time: Timestamp) -> String {
    let flags = snapshot.environment(environment).unwrap().flags();
    let context = flags.context(key).at(time);
    flags.evaluate(flag, &context).value().to_string()
}

fn is(snapshot: &Snapshot, environment: &str, flag: &str, json: &str) {
    assert_eq!(value(snapshot, environment, flag, "u", at("09:00:00")), json, "{environment}");
}

/// Which of two thousand keys have `true`.
fn who(snapshot: &Snapshot, environment: &str, flag: &str, time: &str) -> Vec<bool> {
    let keys = (0..2000).map(|key| format!("user-{key}"));
    keys.map(|key| value(snapshot, environment, flag, &key, at(time)) == "true").collect()
}

fn share(snapshot: &Snapshot, environment: &str, flag: &str, time: &str) -> String {
    let flags = snapshot.environment(environment).unwrap().flags();
    flags.preview(flag, at(time)).unwrap().shares[0].percentage.to_string()
}

#[test]
fn a_value_is_written_plainly_and_answers_there_alone() {
    let flags = "\
# who may see what
feature_flags:
  search:
    owner: team   # ours
    default: false
    production: false   # not yet
";
    let (text, snapshot) = edited(flags, |edit| {
        edit.flag("search").set_value("production", true).unwrap();
        edit.flag("search").set_value("staging", true).unwrap();
        assert_eq!(
            edit.blast_radius().unwrap().environments(),
            ["staging", "production", "production-eu"]
        );
    });
    assert_eq!(text, flags.replace("false   # not", "true   # not") + "    staging: true\n");
    for (environment, json) in [
        ("testing", "false"),
        ("staging", "true"),
        ("production", "true"),
        ("production-eu", "true"),
    ] {
        is(&snapshot, environment, "search", json);
    }
}

#[test]
fn a_flag_of_one_value_gets_room_for_an_environment() {
    let (text, snapshot) = edited("feature_flags:\n  search: false # all\n", |edit| {
        edit.flag("search").set_value("staging", true).unwrap();
    });
    assert_eq!(text, "feature_flags:\n  search: # all\n    default: false\n    staging: true\n");
    is(&snapshot, "staging", "search", "true");
    is(&snapshot, "production", "search", "false");
    let (_, snapshot) = edited("feature_flags:\n  sizes: [1, 2]\n", |edit| {
        edit.flag("sizes").set_value("staging", vec![3]).unwrap();
    });
    is(&snapshot, "staging", "sizes", "[3]");
    is(&snapshot, "production", "sizes", "[1,2]");
}

#[test]
fn a_variant_is_written_by_its_name_whether_named_or_given_as_its_value() {
    let flags = "\
feature_flags:
  page:
    variants: {grid: {columns: 4}, list: {columns: 1}, plain: text}
    default: list
";
    for given in [Node::from("grid"), data("{columns: 4}")] {
        let (text, snapshot) = edited(flags, |edit| {
            edit.flag("page").set_value("production", given.clone()).unwrap();
        });
        assert_eq!(text, format!("{flags}    production: grid\n"));
        is(&snapshot, "production", "page", r#"{"columns":4}"#);
    }
    let (text, _) = edited(flags, |edit| {
        edit.flag("page").set_value("production", "text").unwrap();
    });
    assert!(text.ends_with("production: plain\n"), "{text}");
    let error = refused(flags, |edit| edit.flag("page").set_value("production", "gird").map(drop));
    assert_eq!((error.code(), error.suggestions()), (Code::Type, &["grid".to_owned()][..]));
    for other in [Node::from(true), Node::from(4), data("{columns: 3}")] {
        let error =
            refused(flags, |edit| edit.flag("page").set_value("production", other).map(drop));
        assert_eq!(error.code(), Code::Type);
    }
}

#[test]
fn a_map_that_reads_like_an_entry_is_still_a_value() {
    let flags = "feature_flags:\n  page: {default: {a: 1}}\n";
    let given = data("{default: 1, rules: 2}");
    let (_, snapshot) = edited(flags, |edit| {
        edit.flag("page").set_value("production", given).unwrap();
    });
    is(&snapshot, "production", "page", r#"{"default":1,"rules":2}"#);
    is(&snapshot, "staging", "page", r#"{"a":1}"#);
}

const RULED: &str = "\
feature_flags:
  search:
    default: false
    production:
      # those who pay
      rules:
        - {when: plan == 'pro', serve: true}
      default: false # for now
      rollout: {percentage: 10, salt: s1, by: user.id}
";

#[test]
fn an_entry_with_rules_is_changed_only_by_saying_which_part_is_meant() {
    let error = refused(RULED, |edit| edit.flag("search").set_value("production", true).map(drop));
    assert_eq!(error.code(), Code::EditRefused);
    assert!(error.message().contains("`rules` and `rollout`"), "{error}");
    assert_eq!(error.places()[0].to_string(), "config/feature-flags.yaml:6:7");
    let (text, _) = edited(RULED, |edit| {
        let options = SetValue::new().default_only(true);
        edit.flag("search").set_value_with("production", true, &options).unwrap();
    });
    assert_eq!(text, RULED.replace("default: false # for", "default: true # for"));
    let (text, snapshot) = edited(RULED, |edit| {
        let options = SetValue::new().replace(true);
        edit.flag("search").set_value_with("production", true, &options).unwrap();
    });
    assert!(text.contains("    production: true\n"), "{text}");
    is(&snapshot, "production", "search", "true");
    // An environment that inherits rules has no default of its own.
    let error = refused(RULED, |edit| {
        let options = SetValue::new().default_only(true);
        edit.flag("search").set_value_with("production-eu", true, &options).map(drop)
    });
    assert_eq!(error.code(), Code::EditRefused);
    let error = refused(RULED, |edit| {
        let options = SetValue::new().default_only(true).replace(true);
        edit.flag("search").set_value_with("production", true, &options).map(drop)
    });
    assert_eq!(error.code(), Code::Usage);
}

#[test]
fn a_flag_is_made_only_where_that_is_asked_for() {
    let flags = "feature_flags:\n  search: true\n";
    let error = refused(flags, |edit| edit.flag("serch").set_value("production", true).map(drop));
    assert_eq!(
        (error.code(), error.suggestions()),
        (Code::UnknownFlag, &["search".to_owned()][..])
    );
    let create = SetValue::new().create(true);
    let (text, snapshot) = edited(flags, |edit| {
        edit.flag("fresh").set_value_with("production", 5, &create).unwrap();
        edit.flag("search").set_value_with("production", false, &create).unwrap();
    });
    assert!(text.contains("  fresh:\n    production: 5\n"), "{text}");
    is(&snapshot, "production", "fresh", "5");
    is(&snapshot, "production", "search", "false");
    let error = refused(flags, |edit| {
        edit.flag("a/b").set_value_with("production", true, &create).map(drop)
    });
    assert_eq!(error.code(), Code::Name);
    // Without a file of flags, too.
    let project = Project::from_files([("config/environments.yaml", ENVIRONMENTS)]).unwrap();
    let mut edit = project.edit();
    edit.flag("first").set_value_with("staging", true, &create).unwrap();
    is(&edit.commit().unwrap(), "staging", "first", "true");
}

#[test]
fn values_that_would_not_be_answered_are_refused() {
    let flags = "\
feature_flags:
  search: false
  limit: {default: 10}
  killed: {kill_switch: true, default: false}
  page: {variants: {a: 1}, default: a}
";
    let code = |flag: &str, environment: &str, value: Node| {
        refused(flags, |edit| edit.flag(flag).set_value(environment, value).map(drop)).code()
    };
    assert_eq!(code("search", "production", Node::from("true")), Code::Type);
    assert_eq!(code("search", "production", Node::from(1)), Code::Type);
    assert_eq!(code("search", "production", data("{a: 1}")), Code::Type);
    assert_eq!(code("search", "production", Node::default()), Code::Type);
    assert_eq!(code("search", "produktion", Node::from(true)), Code::UnknownEnvironment);
    assert_eq!(code("limit", "production", Node::from(f64::NAN)), Code::NumberRange);
    assert_eq!(code("limit", "production", Node::from(f64::INFINITY)), Code::NumberRange);
    assert_eq!(code("limit", "production", Node::from(true)), Code::Type);
    assert_eq!(code("killed", "production", Node::from(true)), Code::EditRefused);
    assert_eq!(code("page", "production", data("{columns: 1}")), Code::Type);
    // A number is a number, with a fraction or without.
    let (_, snapshot) = edited(flags, |edit| {
        edit.flag("limit").set_value("production", 2.5).unwrap();
    });
    is(&snapshot, "production", "limit", "2.5");
    let deep = (0..500).fold(Node::from(1), |node, _| Node::from(vec![node]));
    let error = refused("feature_flags:\n  deep: [1]\n", |edit| {
        edit.flag("deep").set_value("production", deep).map(drop)
    });
    assert_eq!(error.code(), Code::YamlLimit);
}

#[test]
fn keys_with_a_dollar_are_written_as_they_are() {
    let (text, _) = edited("feature_flags:\n  search: {default: {a: 1}}\n", |edit| {
        let value = data("{$regex: ^a, $append: [1]}");
        edit.flag("search").set("production", value.clone()).unwrap();
        edit.flag("search").set_value("staging", value).unwrap();
        edit.file("config/feature-flags.yaml")
            .set("feature_flags.other.default", data("{$delete: true}"))
            .unwrap();
    });
    assert!(text.contains("$regex: ^a, $append: [1]") || text.contains("$regex: ^a\n"), "{text}");
    assert!(text.contains("$delete: true"), "{text}");
    assert!(!text.contains("!append") && !text.contains("!delete"), "{text}");
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

fn who_by_id(snapshot: &Snapshot, environment: &str, flag: &str) -> Vec<bool> {
    let flags = snapshot.environment(environment).unwrap().flags();
    let context = |key: i32| flags.context("x").with("user.id", format!("u{key}"));
    (0..2000).map(|key| flags.boolean_value(flag, &context(key), false)).collect()
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
fn listed_keys_get_what_they_are_given() {
    let flags = "\
feature_flags:
  page:
    variants: {grid: 4, list: 1}
    production: list # most
";
    let keys = |keys: &[&str]| keys.iter().map(|key| Node::from(*key)).collect::<Vec<_>>();
    let (text, snapshot) = edited(flags, |edit| {
        let mut page = edit.flag("page");
        page.target("production", "grid", &keys(&["a", "b"]), None).unwrap();
        page.target("production", "list", &[Node::from("c"), Node::from(7)], None).unwrap();
        page.target("production", 4, &[Node::from("c"), Node::from("7")], None).unwrap();
        page.target("production", "list", &keys(&["b"]), None).unwrap();
    });
    assert!(text.contains("# most"), "{text}");
    for (key, json) in [("a", "4"), ("b", "1"), ("c", "4"), ("7", "4"), ("z", "1")] {
        assert_eq!(value(&snapshot, "production", "page", key, at("09:00:00")), json, "{key}");
    }
    let (without, snapshot) = edited(&text, |edit| {
        edit.flag("page").untarget("production", &keys(&["a", "c", "b", "7"]), None).unwrap();
    });
    assert!(!without.contains("targets"), "{without}");
    is(&snapshot, "production", "page", "1");
    let error = refused(&text, |edit| {
        edit.flag("page").untarget("production", &keys(&["z"]), None).map(drop)
    });
    assert_eq!(error.code(), Code::UnknownPath);
    let error = refused(flags, |edit| {
        edit.flag("page").target("production", "grid", &[Node::from(2.5)], None).map(drop)
    });
    assert_eq!(error.code(), Code::Type);
    let error =
        refused(flags, |edit| edit.flag("page").target("production", "grid", &[], None).map(drop));
    assert_eq!(error.code(), Code::Usage);
}

#[test]
fn rules_come_and_go_in_their_places() {
    let flags = "\
feature_flags:
  page:
    variants: {a: 1, b: 2, c: 3}
    production:
      rules:
        # first
        - {when: x == 1, serve: a}
        # second
        - when: x == 2   # two
          serve: b
      default: c
";
    let of = |snapshot: &Snapshot, x: i64| {
        let flags = snapshot.environment("production").unwrap().flags();
        let context = flags.context_without_key().with("x", x);
        flags.evaluate("page", &context).value().to_string()
    };
    let (text, snapshot) = edited(flags, |edit| {
        let mut page = edit.flag("page");
        page.add_rule("production", &FlagRule::new("x == 1 and true", "c").position(0)).unwrap();
        page.add_rule("production", &FlagRule::new("x == 2", "c").position(2)).unwrap();
        page.add_rule("production", &FlagRule::new("x == 9", 1).description("late")).unwrap();
    });
    let comments: Vec<&str> = text.lines().filter(|line| line.contains('#')).collect();
    assert_eq!(comments.len(), 3, "{text}");
    assert!(text.contains("# first\n        - {when: x == 1, serve: a}"), "{text}");
    assert!(text.contains("# second\n        - when: x == 2   # two"), "{text}");
    assert_eq!([1, 2, 9, 5].map(|x| of(&snapshot, x)), ["3", "3", "1", "3"]);
    let (text, snapshot) = edited(&text, |edit| {
        let mut page = edit.flag("page");
        page.remove_rule("production", 4).unwrap();
        page.remove_rule("production", 2).unwrap();
        page.remove_rule("production", 0).unwrap();
    });
    assert_eq!(text, flags);
    assert_eq!([1, 2, 9].map(|x| of(&snapshot, x)), ["1", "2", "3"]);
    let error = refused(flags, |edit| {
        edit.flag("page").add_rule("production", &FlagRule::new("x == 'é' annd y", "a")).map(drop)
    });
    assert_eq!(error.code(), Code::Condition);
    assert!(error.message().contains("character 10"), "{error}");
    let code = |rule: FlagRule| {
        refused(flags, |edit| edit.flag("page").add_rule("production", &rule).map(drop)).code()
    };
    assert_eq!(code(FlagRule::new("x == 1", "d")), Code::Type);
    assert_eq!(code(FlagRule::new("x == 1", "a").position(3)), Code::Usage);
    assert_eq!(code(FlagRule::new("segment('none')", "a")), Code::UnknownSegment);
    let error = refused(flags, |edit| edit.flag("page").remove_rule("production", 2).map(drop));
    assert_eq!(error.code(), Code::UnknownPath);
}

#[test]
fn a_copy_answers_the_same_to_everybody() {
    let flags = "\
feature_flags:
  ruled:
    default: false
    production:
      rules: [{when: plan == 'pro', serve: true}]
      rollout: {percentage: 40, salt: s, by: user.id}
    testing: true # all of us
  inherited: {default: false, production: {rollout: {percentage: 30}}, production-eu: true}
  for_all: {default: true, rollout: {percentage: 50}, testing: false}
  plain: true
  silent: {staging: 1}
  same: {default: 1, testing: 1}
";
    let error = refused(flags, |edit| {
        edit.copy_flags("production", "testing", &CopyFlags::new()).map(drop)
    });
    assert_eq!(error.code(), Code::EditRefused);
    assert!(error.message().contains("1 more"), "{error}");
    let (text, snapshot) = edited(flags, |edit| {
        let copied = edit.copy_flags("production", "testing", &CopyFlags::new().replace(true));
        assert_eq!(copied.unwrap(), ["ruled", "inherited", "for_all"]);
        assert_eq!(edit.blast_radius().unwrap().environments(), ["testing"]);
    });
    assert!(text.contains("# all of us"), "{text}");
    let [there, here] = ["production", "testing"].map(|name| snapshot.environment(name).unwrap());
    let (there, here) = (there.flags(), here.flags());
    for key in 0..500 {
        for plan in ["pro", "free"] {
            let key = format!("u{key}");
            let ask = |flags: &stageline::flag::Flags| {
                let context = flags.context(&key).with("user.id", &*key).with("plan", plan);
                flags
                    .evaluate_all(&context)
                    .iter()
                    .map(|found| found.value().clone())
                    .collect::<Vec<_>>()
            };
            assert_eq!(ask(&there), ask(&here), "{key} {plan}");
        }
    }
    // What is the same already is left alone, and a flag by itself can be copied.
    let mut edit = project(&text).edit();
    assert!(edit.copy_flags("production", "testing", &CopyFlags::new()).unwrap().is_empty());
    edit.flag("inherited").copy("production", "staging").unwrap();
    assert!(!edit.is_empty());
    // `staging` says something of it, and nobody else does.
    let error = refused(flags, |edit| edit.flag("silent").copy("production", "staging").map(drop));
    assert_eq!(error.code(), Code::EditRefused);
    let (text, _) = edited(flags, |edit| {
        let what = CopyFlags::new().named(["silent"]).replace(true);
        assert_eq!(edit.copy_flags("production", "staging", &what).unwrap(), ["silent"]);
    });
    assert!(text.contains("silent: {}"), "{text}");
    let (_, snapshot) = edited(flags, |edit| {
        let what = CopyFlags::new().named(["inherited"]).replace(true);
        edit.copy_flags("testing", "production-eu", &what).unwrap();
    });
    is(&snapshot, "production-eu", "inherited", "false");
    for (from, to, flag, code) in [
        ("production", "nowhere", "ruled", Code::UnknownEnvironment),
        ("nowhere", "production", "ruled", Code::UnknownEnvironment),
        ("production", "staging", "ruld", Code::UnknownFlag),
    ] {
        let error = refused(flags, |edit| edit.flag(flag).copy(from, to).map(drop));
        assert_eq!(error.code(), code);
    }
}

#[test]
fn an_edit_by_path_may_not_leave_a_flag_undecided() {
    let mut edit = project(RULED).edit();
    edit.flag("search").set("production.rules.0.when", "plan ==").unwrap();
    let error = edit.commit().unwrap_err();
    assert_eq!(error.code(), Code::EditRefused);
    assert_eq!(error.places()[0].to_string(), "config/feature-flags.yaml:7:18");
    // One that was so before does not stand in the way of others.
    let broken = RULED.replace("plan == 'pro'", "\"plan ==\"") + "  other: true\n";
    let (_, snapshot) = edited(&broken, |edit| {
        edit.flag("other").set_value("production", false).unwrap();
    });
    is(&snapshot, "production", "other", "false");
}

#[test]
fn thousands_of_flags_are_copied_in_one_pass() {
    let mut flags = "feature_flags:\n".to_owned();
    for flag in 0..3000 {
        let line = format!("  flag_{flag}:\n    default: false # {flag}\n    production: true\n");
        flags.push_str(&line);
    }
    let project = project(&flags);
    let mut edit = project.edit();
    let begun = Instant::now();
    let copied = edit.copy_flags("production", "staging", &CopyFlags::new()).unwrap();
    assert_eq!(copied.len(), 3000);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    let snapshot = edit.commit().unwrap();
    is(&snapshot, "staging", "flag_2999", "true");
    let text = snapshot.sources().by_path("config/feature-flags.yaml").unwrap().text().to_owned();
    assert_eq!(text, flags.replace("production: true\n", "production: true\n    staging: true\n"));
}
