//! Values: where they are written, and which are refused.

use stageline::project::edit::SetValue;
use stageline::yaml::Node;
use stageline::{Code, Project};

use crate::{ENVIRONMENTS, RULED, data, edited, is, project, refused};

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

/// A bare map is a value only where the flag's own default or a variant is one.
#[test]
fn a_map_is_written_as_the_flag_reads_maps() {
    let bare = "feature_flags:\n  page:\n    default: {a: 1}\n    staging: {a: 2}\n";
    let (text, snapshot) = edited(bare, |edit| {
        edit.flag("page").set_value("production", data("{a: 3}")).unwrap();
        edit.flag("page").copy("staging", "testing").unwrap();
    });
    assert!(text.contains("    production:\n      a: 3\n"), "{text}");
    is(&snapshot, "production", "page", r#"{"a":3}"#);
    is(&snapshot, "testing", "page", r#"{"a":2}"#);
    let below = "feature_flags:\n  page:\n    staging: {default: {a: 2}}\n";
    let (text, snapshot) = edited(below, |edit| {
        edit.flag("page").set_value("production", data("{a: 3}")).unwrap();
        edit.flag("page").copy("staging", "testing").unwrap();
        let create = SetValue::new().create(true);
        edit.flag("fresh").set_value_with("production", data("{b: 1}"), &create).unwrap();
    });
    assert!(text.contains("    production:\n      default:\n        a: 3\n"), "{text}");
    is(&snapshot, "production", "page", r#"{"a":3}"#);
    is(&snapshot, "testing", "page", r#"{"a":2}"#);
    is(&snapshot, "production", "fresh", r#"{"b":1}"#);
    // An edit does not make entries of others unreadable.
    let mut edit = project(bare).edit();
    edit.flag("page").unset("default").unwrap();
    assert_eq!(edit.commit().unwrap_err().code(), Code::EditRefused);
}

#[test]
fn an_entry_that_is_no_value_and_has_no_part_is_replaced_and_never_becomes_a_value() {
    let flags = "\
feature_flags:
  page:
    default: false
    production: {rolout: {percentage: 25}}
";
    let (text, snapshot) = edited(flags, |edit| {
        edit.flag("page").set_value("production", true).unwrap();
    });
    assert_eq!(text, flags.replace("{rolout: {percentage: 25}}", "true"));
    is(&snapshot, "production", "page", "true");
    for text in [
        edited(flags, |edit| drop(edit.flag("page").kill(Some("production")))).0,
        edited(flags, |edit| drop(edit.flag("page").copy("production", "staging"))).0,
    ] {
        assert!(!text.contains("default: {rolout"), "{text}");
        assert!(!text.contains("default:\n        rolout"), "{text}");
    }
}

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
fn a_flag_that_requires_another_says_so_when_it_is_set() {
    let flags = "feature_flags: {b: false, a: {default: false, requires: [b]}}";
    let mut edit = project(flags).edit();
    edit.flag("a").set_value("production", true).unwrap();
    assert_eq!(
        edit.remarks(),
        ["`a` in `production` still requires `b`, and is off where that is not so"]
    );
}

#[test]
fn a_switch_that_hides_a_value_is_named_with_its_path() {
    let everywhere = "feature_flags:\n  kill: {kill_switch: true, production: false}\n";
    let error =
        refused(everywhere, |edit| edit.flag("kill").set_value("production", true).map(drop));
    let help = "unset `feature_flags.kill.kill_switch` of `config/feature-flags.yaml` first";
    assert_eq!(error.help_text(), Some(help));
    let here = "feature_flags:\n  kill: {production: {kill_switch: true, default: false}}\n";
    let error = refused(here, |edit| edit.flag("kill").set_value("production", true).map(drop));
    assert_eq!(error.message(), "the flag `kill` is switched off in `production`");
    assert!(
        error.help_text().unwrap().starts_with("unset `feature_flags.kill.production.kill_switch`"),
        "{error}"
    );
    edited(here, |edit| {
        let options = SetValue::new().default_only(true);
        edit.flag("kill").set_value_with("production", true, &options).unwrap();
        assert!(edit.remarks()[0].contains("switched off"), "{:?}", edit.remarks());
    });
}

#[test]
fn a_default_that_makes_the_rollout_meaningless_is_told() {
    let half =
        "feature_flags:\n  half: {production: {default: false, rollout: {percentage: 50}}}\n";
    for (value, told) in [(true, 1), (false, 0)] {
        edited(half, |edit| {
            let options = SetValue::new().default_only(true);
            edit.flag("half").set_value_with("production", value, &options).unwrap();
            assert_eq!(edit.remarks().len(), told, "{:?}", edit.remarks());
        });
    }
}

#[test]
fn words_for_booleans_are_answered_with_the_booleans() {
    for (word, help) in [
        ("on", "did you mean `true`?"),
        ("no", "did you mean `false`?"),
        ("x", "give it `true` or `false`"),
    ] {
        let error = refused("feature_flags:\n  a: false\n", |edit| {
            edit.flag("a").set_value("production", word).map(drop)
        });
        assert_eq!(error.help_text(), Some(help), "{word}");
    }
}
