//! What stands in the place of an entry: its parts, a value, or something of which nothing can be
//! made, which costs its flag alone.

use stageline::flag::Details;
use stageline::{Project, Severity};

use crate::{answer, flags, problems, project};

fn asked(flag: &str) -> String {
    let flags = flags(&format!("feature_flags:\n  f: {flag}\n"));
    let context = flags.context("u");
    answer(&flags.evaluate("f", &context))
}

#[test]
fn a_map_without_parts_is_a_value_only_where_the_flag_says_that_its_values_are_maps() {
    for (flag, expected) in [
        // Nothing tells of maps.
        ("{production: {rolout: {percentage: 25}}}", "null ERROR/PARSE_ERROR by nothing"),
        ("{default: false, production: {killswitch: true}}", "false ERROR/PARSE_ERROR by nothing"),
        ("{dev: true, production: {percentage: 25}}", "null ERROR/PARSE_ERROR by nothing"),
        ("{dev: {max: 5}, production: {max: 7}}", "null ERROR/PARSE_ERROR by nothing"),
        ("{default: false, production: {}}", "false ERROR/PARSE_ERROR by nothing"),
        (
            "{variants: {on: true, off: false}, default: off, production: {rule: [{serve: on}]}}",
            "false ERROR/PARSE_ERROR by nothing",
        ),
        // The default, or a variant, is one.
        ("{default: {max: 5}, production: {max: 7}}", "{\"max\":7} STATIC by default"),
        ("{default: {max: 5}, production: {}}", "{} STATIC by default"),
        (
            "{default: {max: 5}, production: {percentage: 7}}",
            "{\"percentage\":7} STATIC by default",
        ),
        (
            "{variants: {a: {ink: 1}, b: 2}, default: b, production: {ink: 1}}",
            "a={\"ink\":1} STATIC by default",
        ),
        ("{default: 1, production: {default: {max: 7}}}", "{\"max\":7} STATIC by default"),
        // What is nearly a part is taken for one, unless the flag's own maps have it.
        (
            "{default: {max: 5}, production: {max: 7, rolout: {percentage: 25}}}",
            "{\"max\":5} ERROR/PARSE_ERROR by nothing",
        ),
        (
            "{default: {roles: [a]}, production: {roles: [b]}}",
            "{\"roles\":[\"b\"]} STATIC by default",
        ),
        (
            "{default: {max: 5}, production: {roles: [b]}}",
            "{\"max\":5} ERROR/PARSE_ERROR by nothing",
        ),
        // What a schedule sets is an entry, too.
        (
            "{production: {default: true, schedule: [{at: 2027-01-01T00:00:00Z, set: {defualt: 1}}]}}",
            "null ERROR/PARSE_ERROR by nothing",
        ),
    ] {
        assert_eq!(asked(flag), expected, "{flag}");
    }
}

#[test]
fn what_is_wrong_with_such_a_map_is_told_with_what_was_meant() {
    let told = problems(
        "feature_flags:
  near: {production: {rolout: {percentage: 25}}}
  far: {default: 1, production: {max: 5, min: 1}}
  empty: {dev: true, production: {}}
",
    );
    assert_eq!(
        told,
        "config/feature-flags.yaml:2:23: an entry of the flag `near` has a key `rolout` that nothing reads, and does not count; did you mean `rollout`?
config/feature-flags.yaml:3:34: an entry of the flag `far` has a key `max` that nothing reads, and does not count; known here: `default`, `kill_switch`, `requires`, `rollout`, `rules`, `schedule`, `split`, `targets`; a value that is a map stands below `default`
config/feature-flags.yaml:4:34: `empty.production`: an entry is a value, or a map that says something; write a value, or take the entry away"
    );
}

/// Each shape is wrong in its flag alone: the project opens, and the other flag answers.
#[test]
fn a_wrong_shape_costs_its_flag_alone() {
    let shapes = [
        ("{dev: true, production: {rollout: 25}}", "3:40", "PARSE_ERROR"),
        ("{dev: true, production: {rules: {when: a}}}", "3:38", "PARSE_ERROR"),
        ("{dev: true, production: {rules: [{when: [a], serve: true}]}}", "3:46", "PARSE_ERROR"),
        ("{dev: true, production: {kill_switch: \"yes\", default: true}}", "3:44", "PARSE_ERROR"),
        ("{dev: true, production: {split: {variants: [a]}}}", "3:49", "PARSE_ERROR"),
        ("{dev: true, production: {targets: [{keys: [a]}]}}", "3:41", "PARSE_ERROR"),
        ("{default: true, owner: 5}", "3:29", "PARSE_ERROR"),
        ("{default: true, kill_switch: \"yes\"}", "3:35", "PARSE_ERROR"),
        ("{default: true, variants: [a, b]}", "3:32", "PARSE_ERROR"),
        ("{default: true, segments: {a: 5}}", "3:36", "PARSE_ERROR"),
        ("{default: true, rollout: 25}", "3:31", "PARSE_ERROR"),
        // The other environment's entry is whole.
        ("{dev: {rollout: 25}, production: true}", "3:22", ""),
    ];
    for (flag, place, code) in shapes {
        let file = format!("feature_flags:\n  other: true\n  f: {flag}\n");
        let project = project(&file);
        let flags = project.environment("production").unwrap().flags();
        let context = flags.context("u");
        let code_of = |details: &Details<'_>| {
            details.error_code().map(|code| code.to_string()).unwrap_or_default()
        };
        assert_eq!(code_of(&flags.evaluate("f", &context)), code, "{flag}");
        assert_eq!(code_of(&flags.evaluate("other", &context)), "", "{flag}");
        let report = project.snapshot().validate();
        let bad: Vec<_> = report.findings.iter().filter(|found| found.rule == "bad-flag").collect();
        assert_eq!(bad.len(), 1, "{flag}: {bad:?}");
        assert_eq!(bad[0].severity, Severity::Error);
        assert_eq!(
            bad[0].places[0].to_string(),
            format!("config/feature-flags.yaml:{place}"),
            "{flag}: {}",
            bad[0]
        );
    }
}

#[test]
fn what_is_no_flag_at_all_still_stops_the_project() {
    for file in ["feature_flags: 5", "feature_flags: {\"a/b\": true}", "segments: {a: 5}"] {
        let files = [
            ("config/environments.yaml", "environments: {production: {}}"),
            ("config/feature-flags.yaml", file),
        ];
        assert!(Project::from_files(files).is_err(), "{file}");
    }
}

#[test]
fn the_error_message_names_the_cause_and_a_short_remedy() {
    for (flag, expected) in [
        (
            "{production: {rolout: {percentage: 25}}}",
            "an entry of the flag `f` has a key `rolout` that nothing reads, and does not count; did you mean `rollout`?",
        ),
        (
            "{production: {rollout: 25}}",
            "`f.production.rollout`: expected a map, found an integer; correct the value",
        ),
        // Long lists of what is known are left to the report.
        (
            "{default: 1, production: {max: 5}}",
            "an entry of the flag `f` has a key `max` that nothing reads, and does not count",
        ),
        (
            "{variants: {red: 1, green: 2}, production: gren}",
            "the flag `f` has no such variant; did you mean `green`?",
        ),
    ] {
        let flags = flags(&format!("feature_flags:\n  f: {flag}\n"));
        let context = flags.context("u");
        let details = flags.evaluate("f", &context);
        assert_eq!(details.error_message().as_deref(), Some(expected), "{flag}");
    }
}

#[test]
fn a_map_in_the_context_exists_whatever_is_in_it() {
    use stageline::flag::Attribute;

    let text = |text: &str| Attribute::from(text);
    let map = |entries: Vec<(&str, Attribute)>| {
        Attribute::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    };
    let file = "feature_flags:\n  f: {default: false, rules: [{when: user exists, serve: true}]}\n  \
                g: {default: false, rules: [{when: \"user == 'x' or not user != 'x'\", serve: true}]}\n";
    let flags = flags(file);
    let ask = |path: &str, value: Attribute| {
        let mut context = flags.context_without_key();
        context.insert(path, value);
        let exists = flags.boolean_value("f", &context, false);
        // It is no value that anything compares with.
        assert!(!flags.boolean_value("g", &context, false));
        context.clear();
        assert!(!flags.boolean_value("f", &context, false));
        exists
    };
    assert!(ask("user", map(vec![("plan", text("pro"))])));
    assert!(ask("user", map(vec![("address", map(vec![]))])));
    assert!(ask("user", map(vec![])));
    assert!(ask("user", Attribute::Null));
    assert!(ask("user", Attribute::List(vec![])));
    assert!(ask("user.plan", text("pro")));
    assert!(!ask("username", text("pro")));
    assert!(!ask("username", map(vec![])));
    assert!(!ask("team", map(vec![("user", text("pro"))])));
}
