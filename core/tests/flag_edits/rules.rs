//! Targets and rules.

use stageline::project::edit::{Edit, FlagRule, FlagScope, Operation, Rollout, SetValue, Target};
use stageline::value::Timestamp;
use stageline::yaml::Node;
use stageline::{Code, Snapshot};

use crate::{at, edited, is, project, refused, value};

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
fn an_entry_that_loses_its_last_part_answers_what_everybody_else_got() {
    let u1 = [Node::from("u1")];
    for flags in [
        "feature_flags: {a: {default: false, production: {targets: [{serve: true, keys: [u1]}]}}}",
        "feature_flags: {a: {variants: {on: true, off: false}, default: off, production: {targets: [{serve: on, keys: [u1]}]}}}",
    ] {
        let (text, snapshot) = edited(flags, |edit| {
            edit.flag("a").untarget("production", &u1, None).unwrap();
        });
        assert!(!text.contains("{}"), "{text}");
        is(&snapshot, "production", "a", "false");
        is(&snapshot, "production-eu", "a", "false");
        let (text, snapshot) = edited(flags, |edit| {
            edit.flag("a").unset("production.targets").unwrap();
        });
        assert!(!text.contains("{}"), "{text}");
        is(&snapshot, "production", "a", "false");
    }
    let ruled = "\
feature_flags:
  a:
    default: false
    production: true
    production-eu: {rules: [{when: x == 1, serve: true}]}
";
    let (text, snapshot) = edited(ruled, |edit| {
        edit.flag("a").remove_rule("production-eu", 0).unwrap();
    });
    assert!(text.contains("production-eu: {default: false}"), "{text}");
    is(&snapshot, "production-eu", "a", "false");
    is(&snapshot, "production", "a", "true");
    let bare = "feature_flags: {a: {default: false}}";
    let (_, snapshot) = edited(bare, |edit| {
        let mut a = edit.flag("a");
        a.target("production", true, &u1, None).unwrap();
        a.untarget("production", &u1, None).unwrap();
    });
    is(&snapshot, "production", "a", "false");
    let shared = "feature_flags: {a: {default: false, rules: [{when: x == 1, serve: true}]}}";
    let (_, snapshot) = edited(shared, |edit| {
        edit.flag("a").remove_rule("production", 0).unwrap();
    });
    is(&snapshot, "production", "a", "false");
}

#[test]
fn a_path_that_leads_to_the_last_part_leaves_no_empty_value_either() {
    let flags = "feature_flags: {a: {default: false, production: {rollout: {percentage: 10}}, staging: {default: true}}}";
    let path = |text: &str| stageline::value::KeyPath::parse(text).unwrap();
    let target = Target::Flag { name: "a".into() };
    for operation in [
        Operation::Unset { path: path("production.rollout") },
        Operation::Delete { path: path("production.rollout") },
        Operation::Move { from: path("production.rollout"), to: path("testing.rollout") },
    ] {
        let (text, snapshot) =
            edited(flags, |edit| edit.change(&target, operation.clone()).unwrap());
        assert!(!text.contains("{}"), "{text}");
        is(&snapshot, "production", "a", "false");
        is(&snapshot, "production-eu", "a", "false");
    }
    let (text, snapshot) = edited(flags, |edit| {
        edit.flag("a").unset("staging.default").unwrap();
    });
    assert!(!text.contains("{}"), "{text}");
    is(&snapshot, "staging", "a", "false");
}

#[test]
fn what_a_schedule_has_replaced_is_not_changed_in_vain() {
    let flags = "\
feature_flags:
  f:
    default: false
    production:
      rollout: {percentage: 100}
      rules: [{when: x == 1, serve: true}]
      schedule: [{at: 2027-01-31T00:00:00Z, set: {rollout: {percentage: 50}}}]
  g:
    default: false
    production: {default: false, schedule: [{at: 2027-01-31T00:00:00Z, set: false}]}
";
    let now = at("09:00:00");
    for error in [
        refused(flags, |edit| {
            edit.flag("f").roll_out("production", &Rollout::new(0).now(now)).map(drop)
        }),
        refused(flags, |edit| edit.flag("f").roll_out("production", &Rollout::new(0)).map(drop)),
        refused(flags, |edit| {
            edit.flag("g").add_rule("production", &FlagRule::new("x == 1", true)).map(drop)
        }),
        refused(flags, |edit| {
            edit.flag("g").target("production", true, &[Node::from("u")], None).map(drop)
        }),
        refused(flags, |edit| {
            let options = SetValue::new().default_only(true);
            edit.flag("g").set_value_with("production", true, &options).map(drop)
        }),
    ] {
        assert_eq!(error.code(), Code::EditRefused, "{error}");
        assert!(error.to_string().contains("schedule"), "{error}");
    }
    // What the schedule does not speak of, or will say later, can be changed.
    edited(flags, |edit| {
        edit.flag("f").remove_rule("production", 0).unwrap();
    });
    edited(flags, |edit| {
        let before = Timestamp::parse("2027-01-30T00:00:00Z").unwrap();
        edit.flag("f").roll_out("production", &Rollout::new(10).now(before)).unwrap();
    });
}

#[test]
fn thousands_of_keys_come_and_go_where_they_stand_and_the_others_keep_their_comments() {
    const COUNT: usize = 3000;
    let keys = |from: usize, to: usize| (from..to).map(|at| Node::from(format!("u{at}")));
    let lines: String = (0..COUNT).map(|at| format!("            u{at}, # {at}\n")).collect();
    let over_lines = format!(
        "feature_flags:\n  f:\n    production:\n      default: false\n      targets:\n        - serve: true\n          keys: [\n{lines}            ]\n"
    );
    let on_one = format!(
        "feature_flags:\n  f:\n    production:\n      default: false\n      targets:\n        - {{serve: true, keys: [{}]}} # all\n",
        (0..COUNT).map(|at| format!("u{at}")).collect::<Vec<_>>().join(", ")
    );
    for flags in [over_lines, on_one] {
        let (text, _) = edited(&flags, |edit| {
            let gone: Vec<Node> = keys(0, COUNT).step_by(2).collect();
            edit.flag("f").untarget("production", &gone, None).unwrap();
            let new: Vec<Node> = keys(COUNT, COUNT + 1000).collect();
            edit.flag("f").target("production", true, &new, None).unwrap();
            let gone: Vec<Node> = keys(COUNT + 500, COUNT + 1000).collect();
            edit.flag("f").untarget("production", &gone, None).unwrap();
        });
        let comments = flags.matches('#').count();
        let left = if comments == 1 { 1 } else { comments / 2 };
        assert_eq!(text.matches('#').count(), left, "{}", &text[..400]);
        let words = text.split(|char: char| !char.is_alphanumeric());
        let is_key =
            |word: &&str| word.strip_prefix('u').is_some_and(|at| at.parse::<usize>().is_ok());
        assert_eq!(words.filter(is_key).count(), COUNT / 2 + 500);
    }
}

#[test]
fn the_time_decides_whether_a_schedule_has_the_say() {
    let flags = "\
feature_flags:
  g:
    default: false
    production:
      default: false
      targets: [{serve: true, keys: [u, v]}]
      rules: [{when: x == 1, serve: true}, {when: x == 2, serve: true}]
      schedule: [{at: 2027-01-31T00:00:00Z, set: false}]
";
    type Change = fn(&mut FlagScope<'_>) -> Result<(), stageline::Error>;
    let only = |value: bool| {
        move |flag: &mut FlagScope<'_>| {
            let options = SetValue::new().default_only(true);
            flag.set_value_with("production", value, &options).map(drop)
        }
    };
    let changes: [(&str, Change); 5] = [
        ("targets", |flag| flag.target("production", true, &[Node::from("w")], None).map(drop)),
        ("targets", |flag| flag.untarget("production", &[Node::from("v")], None).map(drop)),
        ("rules", |flag| flag.add_rule("production", &FlagRule::new("y", true)).map(drop)),
        ("rules", |flag| flag.remove_rule("production", 0).map(drop)),
        ("kill_switch", |flag| flag.kill(Some("production")).map(drop)),
    ];
    let before = Timestamp::parse("2027-01-30T00:00:00Z").unwrap();
    for (part, change) in changes {
        let error = refused(flags, |edit| change(&mut edit.flag("g")));
        assert!(error.to_string().contains("give `now`"), "{error}");
        let error = refused(flags, |edit| change(&mut edit.flag("g").now(at("09:00:00"))));
        assert!(!error.to_string().contains("`now`"), "{error}");
        edited(flags, |edit| {
            change(&mut edit.flag("g").now(before)).unwrap();
            let anew = format!("says its `{part}` anew at 2027-01-31T00:00:00Z");
            assert!(edit.remarks()[0].ends_with(&anew), "{:?}", edit.remarks());
        });
    }
    // What the schedule says as well, holds at any time.
    for now in [None, Some(before), Some(at("09:00:00"))] {
        let set = |edit: &mut Edit, value| {
            let flag = edit.flag("g");
            only(value)(&mut match now {
                Some(now) => flag.now(now),
                None => flag,
            })
        };
        edited(flags, |edit| {
            set(edit, false).unwrap();
            assert!(edit.remarks().is_empty(), "{:?}", edit.remarks());
        });
        if now == Some(before) {
            edited(flags, |edit| set(edit, true).unwrap());
        } else {
            assert_eq!(refused(flags, |edit| set(edit, true)).code(), Code::EditRefused);
        }
    }
}

#[test]
fn the_last_change_that_is_due_has_the_say() {
    let flags = "\
feature_flags:
  g:
    production:
      default: 1
      schedule:
        - {at: 2027-03-01T00:00:00Z, set: {default: 3}}
        - {at: 2027-02-01T00:00:00Z, set: {default: 2}}
        - {at: 2027-02-02T00:00:00Z, set: {rules: [{when: x, serve: 4}]}}
";
    let set = |edit: &mut Edit, value: i64, now: &str| {
        let options = SetValue::new().default_only(true);
        let now = Timestamp::parse(now).unwrap();
        edit.flag("g").now(now).set_value_with("production", value, &options).map(drop)
    };
    for (value, now, fits) in [
        (1, "2027-01-31T23:59:59Z", true),
        (2, "2027-02-01T00:00:00Z", true),
        (3, "2027-02-01T00:00:00Z", false),
        (2, "2027-02-20T00:00:00Z", true),
        (2, "2027-03-01T00:00:00Z", false),
        (3, "2027-03-01T00:00:00Z", true),
    ] {
        let mut edit = project(flags).edit();
        assert_eq!(set(&mut edit, value, now).is_ok(), fits, "{value} at {now}");
    }
}
