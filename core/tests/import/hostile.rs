//! Files that mean harm, or are none: an error with a place, or a flag that says it cannot be
//! decided, soon.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::{Value, json};
use stageline::flag::import::{Format, import};
use stageline::flag::{ErrorCode, Text};
use stageline::yaml::Node;
use stageline::{Code, Project};

use crate::support::{context, flags, loaded_with_problems};

#[test]
fn what_is_no_file_of_the_format_is_told_with_its_place() {
    let cases = [
        (Format::Flagd, "", "there are no `flags`"),
        (Format::Flagd, "[]", "there are no `flags`"),
        (Format::Flagd, "{\"flags\": 3}", "`flags` is an integer, not a map"),
        (Format::Flagd, "{\"flags\": {\"f\": {}}}", "a flag has no `state`"),
        (Format::Flagd, "{\"flags\": {\"f\": {\"state\": \"MAYBE\"}}}", "neither `ENABLED`"),
        (
            Format::Flagd,
            "{\"flags\": {\"f\": {\"state\": \"ENABLED\", \"variants\": {}, \"defaultVariant\": \"x\"}}}",
            "none of the variants",
        ),
        (Format::Eppo, "{}", "there are no `flags`"),
        (Format::Eppo, "{\"format\": \"CLIENT\", \"flags\": {}}", "not in the form for servers"),
        (Format::GrowthBook, "{\"encryptedFeatures\": \"x\"}", "encrypted"),
        (Format::GrowthBook, "{\"features\": {\"f\": 1}}", "a feature is an integer, not a map"),
        (Format::Unleash, "{\"features\": [{}]}", "a feature has no `name`"),
        (Format::Unleash, "{\"features\": {\"a\": 1}}", "`features` is a map, not a list"),
        (Format::Unleash, "{\"features\": [", "is not closed"),
    ];
    for (format, text, said) in cases {
        let error =
            import(format, "in.json", text).err().unwrap_or_else(|| panic!("{format} {text}"));
        assert_eq!(error.code(), Code::Import, "{error}");
        assert!(error.to_string().contains(said), "{error}");
        assert!(error.places().first().is_some_and(|place| &*place.file == "in.json"), "{error}");
    }
}

#[test]
fn a_file_of_another_tool_is_told_by_what_it_looks_like() {
    let files = [
        (Format::Eppo, json!({"flags": {"f": {"key": "f", "allocations": []}}})),
        (Format::Flagd, json!({"flags": {"f": {"state": "ENABLED", "variants": {"on": true}}}})),
        (Format::GrowthBook, json!({"features": {"f": {"defaultValue": true}}})),
        (Format::Unleash, json!({"features": [{"name": "f", "enabled": true}]})),
    ];
    let mut refused = 0;
    for (is, text) in &files {
        for format in Format::ALL.into_iter().filter(|format| format != is) {
            let Err(error) = import(format, "in.json", &text.to_string()) else { continue };
            let help = error.problems().first().unwrap_or(&error).help_text();
            let help = error.help_text().or(help).unwrap_or_default();
            assert!(help.contains(&format!("`{is}`")), "{is} as {format}: {error:?}");
            refused += 1;
        }
    }
    assert!(refused >= 10, "{refused}");
}

#[test]
fn a_version_that_is_not_known_is_told_and_read_all_the_same() {
    for (version, told) in [(json!(1), 0), (json!(2), 0), (json!(99), 1), (json!("2"), 1)] {
        let text = json!({"version": version, "features": [{"name": "f", "enabled": true}]});
        let imported = import(Format::Unleash, "in.json", &text.to_string()).unwrap();
        assert_eq!((imported.flags().count(), imported.problems.len()), (1, told), "{version}");
    }
}

#[test]
fn ten_megabytes_are_read_or_refused_soon() {
    let many: Vec<_> = (0..30_000)
        .map(|at| {
            json!({"name": format!("flag-{at}"), "enabled": true, "strategies": [
                {"name": "userWithId", "parameters": {"userIds": "a".repeat(250)}},
            ]})
        })
        .collect();
    let many = json!({"features": many}).to_string();
    let garbage = format!("{{\"features\": \"{}\"}}", "x".repeat(10_000_000));
    assert!(many.len() > 10_000_000);
    for (text, is_read) in [(many, true), (garbage, false), ("[".repeat(10_000_000), false)] {
        let start = Instant::now();
        assert_eq!(import(Format::Unleash, "in.json", &text).is_ok(), is_read);
        assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    }
}

fn targeted(targeting: &Value) -> String {
    json!({"flags": {"f": {
        "state": "ENABLED", "variants": {"a": "a"}, "defaultVariant": "a", "targeting": targeting,
    }}})
    .to_string()
}

/// What the flag answers, and how long it takes.
fn asked(text: &str) -> (Option<ErrorCode>, Duration) {
    let (_, flags) = flags(Format::Flagd, text);
    let context = context(&flags, &json!({"list": (0..1000).collect::<Vec<_>>()}));
    let start = Instant::now();
    let code = flags.details("f", &context, Text::from("mine")).error_code();
    (code, start.elapsed())
}

#[test]
fn targeting_that_multiplies_work_is_stopped() {
    let mut nested = json!({"var": ""});
    for _ in 0..20 {
        nested = json!({"map": [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], nested]});
    }
    let doubled = json!({"reduce": [
        (0..100).collect::<Vec<_>>(),
        {"cat": [{"var": "accumulator"}, {"var": "accumulator"}]},
        "xx",
    ]});
    let merged = json!({"reduce": [
        (0..100).collect::<Vec<_>>(),
        {"merge": [{"var": "accumulator"}, {"var": "accumulator"}]},
        [1, 2],
    ]});
    for targeting in [nested, doubled, merged] {
        let (code, took) = asked(&targeted(&targeting));
        assert_eq!(code, Some(ErrorCode::General));
        assert!(took < Duration::from_secs(5), "{took:?}");
    }
}

#[test]
fn targeting_deeper_than_files_may_be_is_refused_and_any_other_evaluated() {
    // As text: a tree so deep could not even be dropped.
    let nested = |depth: usize| {
        let (open, close) = ("{\"!\": [".repeat(depth), "]}".repeat(depth));
        targeted(&json!({"if": ["RULE", "a", "a"]}))
            .replace("\"RULE\"", &format!("{open}true{close}"))
    };
    let error = import(Format::Flagd, "in.json", &nested(5000)).err().unwrap();
    assert_eq!(error.code(), Code::Import);
    assert_eq!(asked(&nested(40)).0, None);
}

#[test]
fn evaluators_that_hold_themselves_or_grow_without_end_are_refused() {
    let circle = json!({
        "flags": {"f": {"state": "ENABLED", "variants": {"a": 1}, "targeting": {"$ref": "e"}}},
        "$evaluators": {"e": {"!": [{"$ref": "e"}]}},
    });
    let mut evaluators = serde_json::Map::new();
    evaluators.insert("e0".to_owned(), json!(true));
    for at in 1..31 {
        let before = json!({"$ref": format!("e{}", at - 1)});
        evaluators.insert(format!("e{at}"), json!({"and": [before, before, before, before]}));
    }
    let laughs = json!({
        "flags": {"f": {"state": "ENABLED", "variants": {"a": 1}, "targeting": {"$ref": "e30"}}},
        "$evaluators": evaluators,
    });
    for text in [circle, laughs] {
        let error = import(Format::Flagd, "in.json", &text.to_string()).err().unwrap();
        assert_eq!(error.code(), Code::Import, "{error}");
        assert!(!error.places().is_empty());
    }
}

#[test]
fn patterns_are_matched_in_linear_time() {
    let evil = "^(a+)+$";
    let attack = format!("{}!", "a".repeat(50_000));
    let growthbook = json!({"features": {"f": {"defaultValue": false, "rules": [
        {"condition": {"x": {"$regex": evil}}, "force": true},
    ]}}});
    let unleash = json!({"features": [{"name": "f", "enabled": true, "strategies": [
        {"name": "default", "constraints": [{"contextName": "x", "operator": "REGEX", "value": evil}]},
    ]}]});
    let eppo = json!({"flags": {"f": {
        "enabled": true, "variationType": "BOOLEAN", "variations": {"on": {"value": true}},
        "allocations": [{
            "key": "a", "splits": [{"variationKey": "on", "shards": []}],
            "rules": [{"conditions": [{"attribute": "x", "operator": "MATCHES", "value": evil}]}],
        }],
    }}});
    for (format, text) in
        [(Format::GrowthBook, growthbook), (Format::Unleash, unleash), (Format::Eppo, eppo)]
    {
        let (_, flags) = flags(format, &text.to_string());
        let start = Instant::now();
        for (value, expected) in [("aaa", true), (attack.as_str(), false)] {
            let context = context(&flags, &json!({"x": value}));
            assert_eq!(flags.boolean_value("f", &context, false), expected, "{format}");
        }
        assert!(start.elapsed() < Duration::from_secs(2), "{format}");
    }
}

#[test]
fn flags_that_ask_for_each_other_end_and_leave_their_callers_default() {
    let depends = |parent: &str| {
        json!({"defaultValue": true, "rules": [
            {"parentConditions": [{"id": parent, "condition": {"value": true}, "gate": true}]},
        ]})
    };
    let text = json!({"features": {"a": depends("b"), "b": depends("c"), "c": depends("a")}});
    let (_, flags) = flags(Format::GrowthBook, &text.to_string());
    let context = flags.context_without_key();
    for name in ["a", "b", "c"] {
        assert!(!flags.boolean_value(name, &context, false), "{name}");
        assert!(flags.boolean_value(name, &context, true), "{name}");
    }
}

/// Any JSON, with words that the formats know.
fn any_json() -> impl Strategy<Value = Value> {
    let words = prop::sample::select(vec![
        "flags",
        "features",
        "rules",
        "variations",
        "variants",
        "allocations",
        "splits",
        "shards",
        "strategies",
        "constraints",
        "name",
        "state",
        "ENABLED",
        "targeting",
        "if",
        "var",
        "key",
        "fractional",
        "force",
        "condition",
        "$in",
        "$regex",
        "parameters",
        "rollout",
        "weight",
        "operator",
        "STR_CONTAINS",
        "contextName",
        "values",
        "value",
        "enabled",
        "default",
        "defaultVariant",
        "segments",
        "dependencies",
        "feature",
        "hashVersion",
        "ranges",
        "seed",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        words.clone().prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((words.clone(), inner), 0..5)
                .prop_map(|entries| entries.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_file_makes_an_import_panic_and_what_is_imported_loads(value in any_json(), at in 0usize..4) {
        let format = Format::ALL[at];
        let wrapped = match format {
            Format::Eppo => json!({"flags": {"f": value}}),
            Format::Flagd => json!({"flags": {"f": value}, "$evaluators": {"e": value}}),
            Format::GrowthBook => json!({"features": {"f": value}, "savedGroups": value}),
            _ => json!({"features": [value], "segments": [value]}),
        };
        for text in [value.to_string(), wrapped.to_string()] {
            let Ok(imported) = import(format, "in.json", &text) else { continue };
            let flags = loaded_with_problems(&imported);
            let context = context(&flags, &json!({"value": value})).with_targeting_key("k");
            for name in flags.names() {
                let details = flags.details(&name, &context, Node::default());
                if details.error_code() == Some(ErrorCode::ParseError) {
                    prop_assert!(imported.undecided.contains(&name.to_string()), "{text}");
                    prop_assert!(!imported.problems.is_empty(), "{text}");
                }
                let _ = flags.evaluate(&name, &context);
                let _ = flags.explain(&name, &context);
            }
        }
    }
}

#[test]
fn a_project_without_imported_parts_is_as_it_was() {
    let files = [
        ("config/environments.yaml", "environments: {production: {}}"),
        ("config/feature-flags.yaml", "feature_flags: {a: {origin: unleash, default: true}}"),
    ];
    let flags = Project::from_files(files).unwrap().environment("production").unwrap().flags();
    assert!(flags.boolean_value("a", &flags.context_without_key(), false));
}
