//! flagd's documented behaviour, in cases of our own; what is hashed was answered by its providers.

use serde_json::{Value, json};
use stageline::flag::import::{Format, import};
use stageline::flag::{ErrorCode, Flags, Reason, Text};
use stageline::value::Timestamp;

use crate::support::{context, flags, loaded_with_problems};

fn load(flags: Value) -> Flags {
    self::flags(Format::Flagd, &json!({"flags": flags}).to_string()).1
}

/// A flag of texts `red`, `green` and `true`, with this targeting.
fn coloured(targeting: Value) -> Value {
    json!({
        "state": "ENABLED", "defaultVariant": "red", "targeting": targeting,
        "variants": {"red": "#f00", "green": "#0f0", "true": "#fff", "1": "#111"},
    })
}

/// `variant reason` or `error reason`.
fn answer(flags: &Flags, name: &str, attributes: &Value) -> String {
    let mut context = context(flags, &json!({}));
    for (name, value) in attributes.as_object().unwrap() {
        context = match (name.as_str(), value) {
            ("targetingKey", key) => context.with_targeting_key(key.as_str().unwrap()),
            (name, value) => context.with(name, crate::support::attribute(value)),
        };
    }
    let details = flags.details(name, &context, Text::from("mine"));
    let what = match (details.error_code(), details.variant()) {
        (Some(code), _) => code.to_string(),
        (None, Some(variant)) => variant.to_owned(),
        (None, None) => details.value().to_string(),
    };
    format!("{what} {}", details.reason())
}

#[test]
fn shares_are_cut_as_by_flagd_with_and_without_a_value_to_hash() {
    let variants = json!({"clear": "#fff", "dim": "#888", "dark": "#000"});
    let flag = |targeting: Value| {
        json!({
            "state": "ENABLED", "variants": variants, "defaultVariant": "clear",
            "targeting": {"fractional": targeting},
        })
    };
    let flags = load(json!({
        "implicit": flag(json!([["clear", 50], ["dim", 30], ["dark", 20]])),
        "explicit": flag(json!([
            {"cat": ["salt-7", {"var": "account.id"}]}, ["clear", 1], ["dim"], ["dark", 100_000],
        ])),
    }));
    for (key, implicit, explicit) in [
        ("ada", "dim", "dark"),
        ("grace", "dark", "dark"),
        ("linus", "dim", "dark"),
        ("barbara", "clear", "dark"),
        ("edsger", "dim", "dark"),
        ("7", "clear", "dark"),
        ("user-1000", "clear", "dark"),
    ] {
        let asks = json!({"targetingKey": key, "account": {"id": format!("{key}!")}});
        assert_eq!(
            answer(&flags, "implicit", &asks),
            format!("{implicit} TARGETING_MATCH"),
            "{key}"
        );
        assert_eq!(
            answer(&flags, "explicit", &asks),
            format!("{explicit} TARGETING_MATCH"),
            "{key}"
        );
    }
    // Without a key to hash the default variant counts; an expression that comes to nothing leaves
    // it to the targeting key.
    assert_eq!(answer(&flags, "implicit", &json!({})), "clear DEFAULT");
    let missing = json!([{"var": "nowhere"}, ["clear", 50], ["dim", 30], ["dark", 20]]);
    let flags = load(json!({"implicit": flag(missing)}));
    assert_eq!(answer(&flags, "implicit", &json!({})), "clear DEFAULT");
    assert_eq!(
        answer(&flags, "implicit", &json!({"targetingKey": "grace"})),
        "dark TARGETING_MATCH"
    );
}

#[test]
fn shares_that_cannot_be_read_leave_the_default_variant() {
    let asks = json!({"targetingKey": "ada"});
    for shares in [
        json!([["green", 1.5]]),
        json!([["green", "1"]]),
        json!([[]]),
        json!([["green", 1, 2]]),
        json!([[["green"], 1]]),
        json!([["green", 0]]),
        json!([["green", -5]]),
        json!([["green", 2_147_483_648u64]]),
        json!([["green", 2_147_483_647], ["red", 1]]),
        json!("green"),
    ] {
        let flags = load(json!({"f": coloured(json!({"fractional": shares}))}));
        assert_eq!(answer(&flags, "f", &asks), "red DEFAULT", "{shares}");
    }
    // A weight below zero is none, and the others share alone.
    let shares = json!([["red", -5], ["green", 1]]);
    let flags = load(json!({"f": coloured(json!({"fractional": shares}))}));
    assert_eq!(answer(&flags, "f", &asks), "green TARGETING_MATCH");
}

#[test]
fn operations_of_json_logic_and_of_flagd_come_to_what_they_say() {
    let asks = json!({
        "email": "Ada@Example.org", "version": "v1.4.2", "age": 42, "tags": ["a", "beta"],
        "user": {"plan": "pro", "seats": [3, 5]}, "empty": [], "zero": 0, "nothing": null, "targetingKey": "k",
    });
    let holds = [
        json!({"starts_with": [{"var": "email"}, "Ada@"]}),
        json!({"ends_with": [{"var": "email"}, "Example.org"]}),
        json!({"!": {"starts_with": [{"var": "nowhere"}, "A"]}}),
        json!({"!": {"ends_with": [{"var": "age"}, "2"]}}),
        json!({"==": [{"lower": [{"var": "email"}]}, "ada@example.org"]}),
        json!({"==": [{"upper": "ß-ab"}, "ß-AB"]}),
        json!({"sem_ver": [{"var": "version"}, ">=", "1.4.0"]}),
        json!({"sem_ver": [{"var": "version"}, "~", "1.4.9"]}),
        json!({"sem_ver": [{"var": "version"}, "^", "1.0.0"]}),
        json!({"sem_ver": ["2.0.0-rc.1", "<", "2.0.0"]}),
        json!({"sem_ver": ["1.2.3+a", "=", "1.2.3+b"]}),
        json!({"sem_ver": ["1.2", "=", "1.2.0"]}),
        json!({"sem_ver": [1, "=", "v1.0.0"]}),
        json!({"!": {"sem_ver": ["1.2.3.4", "=", "1.2.3.4"]}}),
        json!({"!": {"sem_ver": [{"var": "version"}, "=>", "1.0.0"]}}),
        json!({"!": {"sem_ver": [{"var": "nowhere"}, "!=", "1.0.0"]}}),
        json!({"in": ["beta", {"var": "tags"}]}),
        json!({"in": ["Example", {"var": "email"}]}),
        json!({"==": [{"var": "age"}, "42"]}),
        json!({"!==": [{"var": "age"}, "42"]}),
        json!({"<": [1, {"var": "age"}, 100]}),
        json!({"!": [{"<=": [1, {"var": "age"}, 41]}]}),
        json!({"==": [{"var": "user.seats.1"}, 5]}),
        json!({"!!": {"var": "user"}}),
        json!({"!": {"var": "empty"}}),
        json!({"!": {"var": "zero"}}),
        json!({"==": [{"var": ["nowhere", "else"]}, "else"]}),
        json!({"==": [{"var": ["nothing", "else"]}, "else"]}),
        json!({"==": [{"var": [{"cat": ["no", "thing"]}, "else"]}, "else"]}),
        json!({"==": [{"var": "targetingKey"}, "k"]}),
        json!({"==": [{"var": "$flagd.flagKey"}, "f"]}),
        json!({"==": [{"var": "$flagd.timestamp"}, 1_800_000_000]}),
        json!({"some": [{"var": "user.seats"}, {">": [{"var": ""}, 4]}]}),
        json!({"all": [{"var": "user.seats"}, {">": [{"var": ""}, 2]}]}),
        json!({"none": [{"var": "tags"}, {"==": [{"var": ""}, "z"]}]}),
        json!({"==": [{"reduce": [{"var": "user.seats"}, {"+": [{"var": "current"}, {"var": "accumulator"}]}, 0]}, 8]}),
        json!({"==": [{"cat": ["a", 1, null, true]}, "a1true"]}),
        json!({"==": [{"substr": ["jsonlogic", -5, -2]}, "log"]}),
        json!({"==": [{"missing": ["email", "nowhere"]}, "nowhere"]}),
        json!({"!": {"missing_some": [1, ["email", "nowhere"]]}}),
        json!({"==": [{"max": [1, 7, 3]}, 7]}),
        json!({"==": [{"%": [10, 4]}, 2]}),
        json!({"==": [{"var": {"if": [true, "age", "email"]}}, 42]}),
    ];
    for rule in &holds {
        let flags = load(json!({"f": coloured(json!({"if": [rule, "green", "red"]}))}));
        let at = Timestamp::from_millis(1_800_000_000_999);
        let mut context = context(&flags, &asks).with_targeting_key("k").at(at);
        context = context.with("targetingKey", crate::support::attribute(&json!("k")));
        let details = flags.details("f", &context, Text::from("mine"));
        assert_eq!(details.variant(), Some("green"), "{rule}");
    }
    println!("flagd: {} operations ran", holds.len());
}

#[test]
fn a_result_names_a_variant_or_leaves_the_default_one() {
    let flags = load(json!({
        "boolean": coloured(json!({"==": [1, 1]})),
        "number": coloured(json!({"+": [1, 0]})),
        "null": coloured(json!({"if": [false, "green"]})),
        "unknown": coloured(json!({"if": [true, "purple"]})),
        "static": coloured(json!({})),
    }));
    for (name, said) in [
        ("boolean", "true TARGETING_MATCH"),
        ("number", "1 TARGETING_MATCH"),
        ("null", "red DEFAULT"),
        ("unknown", "GENERAL ERROR"),
        ("static", "red STATIC"),
    ] {
        assert_eq!(answer(&flags, name, &json!({})), said, "{name}");
    }
}

#[test]
fn without_a_default_variant_and_while_disabled_the_callers_default_counts() {
    let variants = json!({"on": "yes", "off": "no"});
    let flags = load(json!({
        "null": {"state": "ENABLED", "variants": variants, "defaultVariant": null},
        "empty": {"state": "ENABLED", "variants": variants, "defaultVariant": ""},
        "absent": {"state": "ENABLED", "variants": variants, "targeting": {"if": [false, "on"]}},
        "disabled": {"state": "DISABLED", "variants": variants, "defaultVariant": "off"},
    }));
    assert_eq!(answer(&flags, "null", &json!({})), "mine DEFAULT");
    assert_eq!(answer(&flags, "empty", &json!({})), "mine DEFAULT");
    assert_eq!(answer(&flags, "absent", &json!({})), "mine DEFAULT");
    assert_eq!(answer(&flags, "disabled", &json!({})), "mine DISABLED");
    assert_eq!(answer(&flags, "gone", &json!({})), "FLAG_NOT_FOUND ERROR");
}

#[test]
fn another_kind_than_the_value_is_a_type_mismatch() {
    let flags = load(json!({"f": {
        "state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "on",
    }}));
    let context = flags.context_without_key();
    let details = flags.details("f", &context, Text::from("mine"));
    assert_eq!(details.error_code(), Some(ErrorCode::TypeMismatch));
    assert_eq!((details.value().as_str(), details.reason()), ("mine", Reason::Error));
}

#[test]
fn whole_numbers_are_integers_and_decimals_alike_whatever_they_are_written_as() {
    let flags = load(json!({"f": {
        "state": "ENABLED", "variants": {"ten": 10.0, "half": 0.5}, "defaultVariant": "ten",
        "targeting": {"if": [{"var": "half"}, "half"]},
    }}));
    let (ten, half) = (context(&flags, &json!({})), context(&flags, &json!({"half": true})));
    assert_eq!((flags.integer_value("f", &ten, 7), flags.number_value("f", &ten, 7.0)), (10, 10.0));
    assert_eq!((flags.integer_value("f", &half, 7), flags.number_value("f", &half, 7.0)), (7, 0.5));
}

#[test]
fn shared_evaluators_stand_where_they_are_named_also_in_each_other() {
    let text = json!({
        "flags": {"f": coloured(json!({"if": [{"$ref": "both"}, "green", null]}))},
        "$evaluators": {
            "both": {"and": [{"$ref": "pro"}, {"==": [{"var": "country"}, "DE"]}]},
            "pro": {"==": [{"var": "plan"}, "pro"]},
        },
    });
    let (imported, flags) = flags(Format::Flagd, &text.to_string());
    assert!(imported.problems.is_empty());
    assert_eq!(
        answer(&flags, "f", &json!({"plan": "pro", "country": "DE"})),
        "green TARGETING_MATCH"
    );
    assert_eq!(answer(&flags, "f", &json!({"plan": "pro"})), "red DEFAULT");
}

#[test]
fn an_operation_that_flagd_does_not_have_is_a_parse_error_of_that_flag_alone() {
    let text = json!({"flags": {
        "bad": coloured(json!({"if": [{"does_not_exist": [1]}, "green"]})),
        "lost": coloured(json!({"if": [{"$ref": "nowhere"}, "green"]})),
        "good": coloured(json!({"if": [true, "green"]})),
    }});
    let imported = import(Format::Flagd, "f.json", &text.to_string()).unwrap();
    assert_eq!(imported.problems.len(), 2, "both are told: {:?}", imported.problems);
    let flags = loaded_with_problems(&imported);
    assert_eq!(answer(&flags, "bad", &json!({})), "PARSE_ERROR ERROR");
    assert_eq!(answer(&flags, "lost", &json!({})), "PARSE_ERROR ERROR");
    assert_eq!(answer(&flags, "good", &json!({})), "green TARGETING_MATCH");
}

#[test]
fn metadata_of_the_flag_stands_over_that_of_the_file() {
    let text = json!({
        "metadata": {"flagSetId": "shop", "owner": "all"},
        "flags": {
            "own": {
                "state": "ENABLED", "variants": {"on": true}, "defaultVariant": "on",
                "metadata": {"owner": "search", "version": 17},
            },
            "none": {"state": "DISABLED", "variants": {"on": true}},
        },
    });
    let (_, flags) = flags(Format::Flagd, &text.to_string());
    let context = flags.context_without_key();
    let metadata = |name: &str| {
        serde_json::to_value(flags.evaluate(name, &context)).unwrap()["metadata"].clone()
    };
    assert_eq!(metadata("own"), json!({"flagSetId": "shop", "owner": "search", "version": 17}));
    assert_eq!(metadata("none"), json!({"flagSetId": "shop", "owner": "all"}));
}

#[test]
fn an_answer_that_asks_for_the_timestamp_says_until_when_it_stays() {
    let rule = json!({"if": [{">": [{"var": "$flagd.timestamp"}, 1_800_000_000]}, "green", "red"]});
    let flags = load(json!({"f": coloured(rule)}));
    let at = |millis| flags.context_without_key().at(Timestamp::from_millis(millis));
    let early = at(1_800_000_000_500);
    let details = flags.evaluate("f", &early);
    assert_eq!(details.variant(), Some("red"));
    assert_eq!(details.valid_until(), Some(Timestamp::from_millis(1_800_000_001_000)));
    assert_eq!(flags.evaluate("f", &at(1_800_000_001_000)).variant(), Some("green"));
}

#[test]
fn flags_may_stand_in_a_list_and_in_yaml() {
    let text = "flags:\n- key: f\n  state: ENABLED\n  variants: {on: true, off: false}\n  defaultVariant: on\n";
    let (imported, flags) = flags(Format::Flagd, text);
    assert_eq!(imported.flags().collect::<Vec<_>>(), ["f"]);
    assert!(flags.boolean_value("f", &flags.context_without_key(), false));
}

#[test]
fn numbers_that_are_none_compare_to_nothing_and_name_no_variant() {
    let flags = load(json!({
        "less": coloured(json!({"if": [{"<": [{"+": [{"var": "word"}]}, 18]}, "green", "red"]})),
        "more": coloured(json!({"if": [{">": [{"-": [{"var": "word"}, 1]}, 18]}, "green", "red"]})),
        "named": coloured(json!({"*": [{"var": "word"}, 2]})),
        "endless": coloured(json!({"if": [{">": [{"/": [1, 0]}, 18]}, "green", "red"]})),
    }));
    for (name, said) in [
        ("less", "red TARGETING_MATCH"),
        ("more", "red TARGETING_MATCH"),
        ("named", "GENERAL ERROR"),
        ("endless", "green TARGETING_MATCH"),
    ] {
        assert_eq!(answer(&flags, name, &json!({"word": "many"})), said, "{name}");
    }
}

#[test]
fn targeting_that_cannot_be_read_is_told_and_a_flag_that_is_off_stays_off() {
    let flag = |state: &str, targeting: Value| {
        let mut flag = coloured(targeting);
        flag["state"] = json!(state);
        json!({"flags": {"f": flag}}).to_string()
    };
    let unknown = json!({"if": [{"like": ["a", "b"]}, "green"]});
    let lost = json!({"if": [{"$ref": "gone"}, "green"]});
    for (targeting, told) in [(unknown, "operation"), (lost, "evaluator")] {
        for (state, said) in [("ENABLED", "PARSE_ERROR ERROR"), ("DISABLED", "mine DISABLED")] {
            let imported = import(Format::Flagd, "flags.json", &flag(state, targeting.clone()));
            let imported = imported.unwrap();
            let [problem] = imported.problems.as_slice() else {
                panic!("{targeting}: {:?}", imported.problems)
            };
            assert!(
                problem.to_string().contains(told) && !problem.places().is_empty(),
                "{problem}"
            );
            let flags = loaded_with_problems(&imported);
            assert_eq!(answer(&flags, "f", &json!({})), said, "{state} {targeting}");
        }
    }
}
