//! Unleash's documented behaviour, in cases of our own; what is hashed was answered by its engine.

use serde_json::{Value, json};
use stageline::flag::import::{Format, import};
use stageline::flag::{Flags, Reason};
use stageline::value::Timestamp;
use stageline::yaml::Node;

use crate::support::{context, flags, loaded};

fn load(features: Value) -> Flags {
    let text = json!({"version": 2, "features": features}).to_string();
    let imported = import(Format::Unleash, "features.json", &text).unwrap();
    loaded(&imported)
}

fn is_on(flags: &Flags, name: &str, asks: &Value) -> bool {
    let at = Timestamp::parse("2026-06-01T00:00:00Z").unwrap();
    flags.boolean_value(name, &context(flags, asks).at(at), false)
}

fn variant(flags: &Flags, name: &str, asks: &Value) -> Value {
    let at = Timestamp::parse("2026-06-01T00:00:00Z").unwrap();
    let context = context(flags, asks).at(at);
    serde_json::to_value(flags.json_value(&format!("{name}.variant"), &context, Node::default()))
        .unwrap()
}

fn variants() -> Value {
    json!([
        {"name": "red", "weight": 333, "stickiness": "default"},
        {
            "name": "green", "weight": 333, "stickiness": "default",
            "payload": {"type": "json", "value": "{\"a\":1}"},
        },
        {
            "name": "blue", "weight": 334, "stickiness": "default",
            "overrides": [{"contextName": "userId", "values": ["vip"]}],
        },
    ])
}

#[test]
fn rollouts_and_variants_put_everyone_where_unleash_does() {
    let flexible = |parameters: Value, variants: Value| json!([{"name": "flexibleRollout", "parameters": parameters, "variants": variants}]);
    let flags = load(json!([
        {"name": "rollout", "enabled": true, "strategies": flexible(
            json!({"rollout": "37", "stickiness": "userId", "groupId": "checkout"}), json!([]),
        )},
        {"name": "gradual", "enabled": true, "strategies": [
            {"name": "gradualRolloutSessionId", "parameters": {"percentage": "50", "groupId": "AB"}},
        ]},
        {"name": "colour", "enabled": true, "strategies": [], "variants": variants()},
        {"name": "strategic", "enabled": true, "variants": variants(), "strategies": flexible(
            json!({"rollout": "100", "stickiness": "userId", "groupId": "g2"}),
            json!([{"name": "a", "weight": 10}, {"name": "b", "weight": 990}]),
        )},
    ]));
    for (key, rollout, gradual, colour, strategic) in [
        ("ada", false, true, "red", "b"),
        ("grace", false, false, "red", "b"),
        ("linus", true, false, "green", "b"),
        ("barbara", true, true, "green", "b"),
        ("edsger", false, true, "blue", "b"),
        ("7", false, true, "red", "b"),
        ("vip", true, true, "blue", "b"),
        ("user-1000", false, true, "green", "b"),
    ] {
        let asks = json!({"userId": key, "sessionId": format!("s-{key}")});
        assert_eq!(is_on(&flags, "rollout", &asks), rollout, "{key}");
        assert_eq!(is_on(&flags, "gradual", &asks), gradual, "{key}");
        assert_eq!(variant(&flags, "colour", &asks)["name"], colour, "{key}");
        assert_eq!(variant(&flags, "strategic", &asks)["name"], strategic, "{key}");
    }
    // The targeting key stands in for the user, and a number is its digits.
    let by_key = flags.context("linus");
    assert!(flags.boolean_value("rollout", &by_key, false));
    assert!(!is_on(&flags, "rollout", &json!({"userId": 7})));
}

#[test]
fn a_variant_is_what_unleash_answers_for_it() {
    let flags = load(json!([
        {"name": "on", "enabled": true, "strategies": [], "variants": variants()},
        {"name": "off", "enabled": false, "strategies": [], "variants": variants()},
        {"name": "outside", "enabled": true, "strategies": [{"name": "userWithId", "parameters": {"userIds": "a"}}],
         "variants": variants()},
        {"name": "without", "enabled": true, "strategies": [{"name": "default", "variants": [
            {"name": "x", "weight": 0},
        ]}]},
    ]));
    let asks = json!({"userId": "linus"});
    assert_eq!(
        variant(&flags, "on", &asks),
        json!({
            "name": "green", "payload": {"type": "json", "value": "{\"a\":1}"},
            "enabled": true, "feature_enabled": true,
        })
    );
    let disabled = |on: bool| json!({"name": "disabled", "enabled": false, "feature_enabled": on});
    assert_eq!(variant(&flags, "off", &asks), disabled(false));
    assert_eq!(variant(&flags, "outside", &asks), disabled(false));
    assert_eq!(variant(&flags, "without", &asks), disabled(true));
    let context = flags.context_without_key();
    assert_eq!(flags.evaluate("off", &context).reason(), Reason::Disabled);
}

#[test]
fn constraints_hold_as_their_operators_say() {
    let c = |name: &str, operator: &str, values: Value| {
        let (one, many) = match &values {
            Value::Array(_) => (Value::Null, values.clone()),
            value => (value.clone(), Value::Null),
        };
        json!({"contextName": name, "operator": operator, "value": one, "values": many})
    };
    let inverted = |mut constraint: Value| {
        constraint["inverted"] = json!(true);
        constraint
    };
    let folded = |mut constraint: Value| {
        constraint["caseInsensitive"] = json!(true);
        constraint
    };
    let asks = json!({
        "userId": "u1", "remoteAddress": "10.1.2.3", "currentTime": "2022-01-30T13:00:00.000Z",
        "properties": {"email": "Ada@Example.org", "age": "42", "app.version": "1.4.2", "word": "soon",
            "huge": "99999999999999999999.0.0", "padded": " 10.1.2.3"},
    });
    let email = |operator: &str, values: Value| c("email", operator, values);
    let cases = [
        (c("userId", "IN", json!(["u0", "u1"])), true),
        (c("userId", "IN", json!([])), false),
        (c("userId", "NOT_IN", json!([])), true),
        (c("nobody", "IN", json!(["x"])), false),
        (c("nobody", "NOT_IN", json!(["x"])), true),
        (inverted(c("nobody", "IN", json!(["x"]))), true),
        (inverted(c("userId", "NOT_IN", json!(["u1"]))), true),
        (email("STR_STARTS_WITH", json!(["ada", "Ada"])), true),
        (email("STR_STARTS_WITH", json!(["ada"])), false),
        (folded(email("STR_STARTS_WITH", json!(["ADA"]))), true),
        (email("STR_ENDS_WITH", json!([".com", ".org"])), true),
        (folded(email("STR_ENDS_WITH", json!(["EXAMPLE.ORG"]))), true),
        (email("STR_CONTAINS", json!(["@Ex"])), true),
        (inverted(email("STR_CONTAINS", json!(["@ex"]))), true),
        (inverted(c("nobody", "STR_CONTAINS", json!(["x"]))), true),
        (c("age", "NUM_EQ", json!("42.0")), true),
        (c("age", "NUM_GT", json!("42")), false),
        (c("age", "NUM_GTE", json!("42")), true),
        (c("age", "NUM_LT", json!("43")), true),
        (c("age", "NUM_LTE", json!("41.9")), false),
        (c("word", "NUM_GT", json!("1")), false),
        (inverted(c("word", "NUM_GT", json!("1"))), true),
        (inverted(c("age", "NUM_GT", json!("much"))), false),
        (c("currentTime", "DATE_AFTER", json!("2022-01-30T12:59:59Z")), true),
        (c("currentTime", "DATE_AFTER", json!("2022-01-30T13:00:00Z")), false),
        (c("currentTime", "DATE_BEFORE", json!("2022-01-30T15:00:00+01:00")), true),
        (c("word", "DATE_BEFORE", json!("2022-01-30T13:00:00Z")), false),
        (c("app.version", "SEMVER_EQ", json!("1.4.2")), true),
        (c("app.version", "SEMVER_GT", json!("1.4.2-rc.1")), true),
        (c("app.version", "SEMVER_LT", json!("1.10.0")), true),
        (c("app.version", "SEMVER_GTE", json!("1.4.2")), true),
        (c("app.version", "SEMVER_LTE", json!("1.4.1")), false),
        (c("app.version", "SEMVER_GT", json!("v1.0.0")), false),
        (inverted(c("app.version", "SEMVER_GT", json!("v1.0.0"))), false),
        (c("word", "SEMVER_EQ", json!("1.0.0")), false),
        (inverted(c("word", "SEMVER_EQ", json!("1.0.0"))), true),
        (c("huge", "SEMVER_GT", json!("1.0.0")), false),
        (c("app.version", "SEMVER_LT", json!("99999999999999999999.0.0")), false),
        (c("remoteAddress", "IN_CIDR", json!(["10.0.0.0/8"])), true),
        (c("padded", "IN_CIDR", json!(["10.0.0.0/8"])), false),
        (inverted(c("padded", "IN_CIDR", json!([" 10.0.0.0/8 "]))), true),
        (c("remoteAddress", "IN_CIDR", json!(["10.1.2.9/30", "::/0"])), false),
        (email("REGEX", json!("^[A-Z].*\\.org$")), true),
        (folded(email("REGEX", json!("^ada@"))), true),
        (email("REGEX", json!("(?=a)")), false),
        (email("NO_SUCH", json!(["x"])), false),
        (inverted(email("NO_SUCH", json!(["x"]))), false),
    ];
    for (constraint, expected) in &cases {
        let strategies = json!([{"name": "default", "constraints": [constraint]}]);
        let flags = load(json!([{"name": "f", "enabled": true, "strategies": strategies}]));
        assert_eq!(is_on(&flags, "f", &asks), *expected, "{constraint}");
    }
    println!("unleash: {} constraints ran", cases.len());
}

#[test]
fn the_time_of_the_evaluation_is_the_current_time() {
    let after = |value: &str| {
        json!([{"name": "default", "constraints": [
            {"contextName": "currentTime", "operator": "DATE_AFTER", "value": value},
        ]}])
    };
    let flags = load(json!([
        {"name": "past", "enabled": true, "strategies": after("2026-05-31T00:00:00Z")},
        {"name": "future", "enabled": true, "strategies": after("2026-06-02T00:00:00Z")},
    ]));
    assert!(is_on(&flags, "past", &json!({})));
    assert!(!is_on(&flags, "future", &json!({})));
}

#[test]
fn strategies_are_alternatives_and_a_feature_without_any_is_on() {
    let listed = json!({"name": "userWithId", "parameters": {"userIds": "a, b ,c"}});
    let flags = load(json!([
        {"name": "none", "enabled": true, "strategies": []},
        {"name": "off", "enabled": false, "strategies": []},
        {"name": "ids", "enabled": true, "strategies": [listed]},
        {"name": "either", "enabled": true, "strategies": [listed, {
            "name": "remoteAddress", "parameters": {"IPs": "192.168.0.1/24, 2001:db8::/32"},
        }]},
        {"name": "hosts", "enabled": true, "strategies": [
            {"name": "applicationHostname", "parameters": {"hostNames": "WEB-1, web-2"}},
        ]},
        {"name": "own", "enabled": true, "strategies": [{"name": "friends", "parameters": {}}]},
        {"name": "odd", "enabled": true, "strategies": [
            {"name": "flexibleRollout", "parameters": {"rollout": "12.5", "stickiness": "userId"}},
        ]},
    ]));
    let on = |name: &str, asks: Value| is_on(&flags, name, &asks);
    assert!(on("none", json!({})) && !on("off", json!({})));
    assert!(on("ids", json!({"userId": "b"})) && !on("ids", json!({"userId": "d"})));
    assert!(on("either", json!({"remoteAddress": "192.168.0.77"})));
    assert!(on("either", json!({"remoteAddress": "2001:db8::1"})) && !on("either", json!({})));
    assert!(on("hosts", json!({"hostname": "Web-2"})) && !on("hosts", json!({})));
    assert!(!on("own", json!({})) && !on("odd", json!({"userId": "a"})));
}

#[test]
fn draws_respect_none_and_all() {
    let random = |percentage: &str| {
        json!([
            {"name": "gradualRolloutRandom", "parameters": {"percentage": percentage}},
            {"name": "flexibleRollout", "parameters": {"rollout": percentage, "stickiness": "random"}},
        ])
    };
    let flags = load(json!([
        {"name": "never", "enabled": true, "strategies": random("0")},
        {"name": "always", "enabled": true, "strategies": random("100")},
        {"name": "half", "enabled": true, "strategies": [random("50")[1].clone()]},
    ]));
    let mut half = 0;
    for millis in 0..2000 {
        let at = flags.context_without_key().at(Timestamp::from_millis(1_700_000_000_000 + millis));
        assert!(!flags.boolean_value("never", &at, true));
        assert!(flags.boolean_value("always", &at, false));
        half += u32::from(flags.boolean_value("half", &at, false));
    }
    assert!((850..1150).contains(&half), "{half} of 2000");
}

#[test]
fn segments_add_their_constraints_and_one_that_is_lost_takes_nobody() {
    let text = json!({
        "version": 2,
        "features": [
            {"name": "f", "enabled": true, "strategies": [{"name": "default", "segments": [1, 2]}]},
            {"name": "lost", "enabled": true, "strategies": [{"name": "default", "segments": [9]}]},
        ],
        "segments": [
            {"id": 1, "constraints": [{"contextName": "plan", "operator": "IN", "values": ["pro"]}]},
            {"id": 2, "constraints": [{"contextName": "age", "operator": "NUM_GT", "value": "17"}]},
        ],
    });
    let (imported, flags) = flags(Format::Unleash, &text.to_string());
    assert_eq!(imported.problems.len(), 1);
    assert!(is_on(&flags, "f", &json!({"properties": {"plan": "pro", "age": "18"}})));
    assert!(is_on(&flags, "f", &json!({"plan": "pro", "age": 18})), "properties may stand beside");
    assert!(!is_on(&flags, "f", &json!({"properties": {"plan": "pro", "age": "17"}})));
    assert!(!is_on(&flags, "lost", &json!({})));
}

#[test]
fn dependencies_must_be_met_by_flags_that_have_none_themselves() {
    let child = |name: &str, dependency: Value| json!({"name": name, "enabled": true, "strategies": [], "dependencies": [dependency]});
    let flags = load(json!([
        {"name": "on", "enabled": true, "strategies": [], "variants": variants()},
        {"name": "off", "enabled": false, "strategies": []},
        {"name": "plain", "enabled": true, "strategies": []},
        child("needs-on", json!({"feature": "on"})),
        child("needs-off", json!({"feature": "off", "enabled": false})),
        child("wants-off-on", json!({"feature": "off"})),
        child("needs-green", json!({"feature": "on", "variants": ["green", "violet"]})),
        child("needs-none", json!({"feature": "plain", "variants": ["red", "disabled"]})),
        child("needs-red", json!({"feature": "plain", "variants": ["red"]})),
        child("needs-gone", json!({"feature": "gone"})),
        child("grandchild", json!({"feature": "needs-on"})),
    ]));
    let asks = json!({"userId": "linus"});
    assert!(is_on(&flags, "needs-on", &asks));
    assert!(is_on(&flags, "needs-off", &asks));
    assert!(!is_on(&flags, "wants-off-on", &asks));
    assert!(is_on(&flags, "needs-green", &asks));
    assert!(!is_on(&flags, "needs-green", &json!({"userId": "ada"})));
    assert!(
        is_on(&flags, "needs-none", &asks),
        "a feature without variants has the one of that name"
    );
    assert!(!is_on(&flags, "needs-red", &asks));
    assert!(!is_on(&flags, "needs-gone", &asks));
    assert!(!is_on(&flags, "grandchild", &asks));
}

#[test]
fn names_that_we_do_not_allow_change_and_keep_everyone_in_place() {
    let strategies = json!([
        {"name": "flexibleRollout", "parameters": {"rollout": "37", "stickiness": "userId"}},
    ]);
    let feature = |name: &str| json!({"name": name, "enabled": true, "strategies": strategies});
    let text = json!({"features": [feature("shop/new:cart")]}).to_string();
    let imported = import(Format::Unleash, "features.json", &text).unwrap();
    assert_eq!(imported.renamed.len(), 1);
    assert_eq!(imported.renamed[0].to, "shop-new-cart");
    let here = loaded(&imported);
    // Under its own group, the same shares fall otherwise for another name.
    let there = load(json!([{
        "name": "other", "enabled": true, "strategies": [{"name": "flexibleRollout", "parameters": {
            "rollout": "37", "stickiness": "userId", "groupId": "shop/new:cart",
        }}],
    }]));
    for user in 0..200 {
        let asks = json!({"userId": user.to_string()});
        assert_eq!(is_on(&here, "shop-new-cart", &asks), is_on(&there, "other", &asks), "{user}");
    }
}

#[test]
fn what_cannot_be_read_is_told_at_its_place() {
    let constraint = |operator: &str, value: Value, values: Value| {
        json!({"name": "f", "enabled": true, "strategies": [{"name": "default", "constraints": [
            {"contextName": "x", "operator": operator, "value": value, "values": values},
        ]}]})
    };
    let strategy = |name: &str, parameters: Value| json!({"name": "f", "enabled": true, "strategies": [{"name": name, "parameters": parameters}]});
    let cases = [
        (constraint("NUM_GT", json!("much"), json!(null)), "a number"),
        (constraint("NUM_GT", json!(null), json!(["1"])), "a number"),
        (constraint("DATE_AFTER", json!("2022-01-29T13:00:00"), json!(null)), "a time"),
        (constraint("SEMVER_EQ", json!("v1.2.3"), json!(null)), "a semantic version"),
        (constraint("IN_CIDR", json!(null), json!(["10.0.0.0/8", "10.0.0.0/33"])), "a network"),
        (constraint("REGEX", json!("(?=x)"), json!(null)), "pattern"),
        (constraint("LIKE", json!("x"), json!(null)), "operator"),
        (strategy("flexibleRollout", json!({"rollout": "12.5"})), "a parameter"),
        (strategy("gradualRolloutUserId", json!({"percentage": "50"})), "a parameter"),
        (strategy("userWithId", json!({})), "a parameter"),
        (strategy("remoteAddress", json!({"IPs": "10.0.0.1, localhost"})), "a network"),
        (strategy("friends", json!({})), "none of Unleash's own"),
    ];
    for (feature, told) in cases {
        let text = json!({"version": 2, "features": [feature]}).to_string();
        let imported = import(Format::Unleash, "features.json", &text).unwrap();
        let [problem] = imported.problems.as_slice() else {
            panic!("{feature}: {:?}", imported.problems)
        };
        assert!(problem.to_string().contains(told), "{problem}");
        assert!(!problem.places().is_empty() && problem.help_text().is_some(), "{problem}");
        let flags = loaded(&imported);
        assert!(!is_on(&flags, "f", &json!({"userId": "a", "x": "1"})), "{feature}");
    }
    let mut fine = constraint("DATE_AFTER", json!("2022-01-29"), json!([]));
    fine["strategies"][0]["constraints"][0]["contextName"] = json!("currentTime");
    let text = json!({"version": 2, "features": [fine]}).to_string();
    assert!(import(Format::Unleash, "features.json", &text).unwrap().problems.is_empty());
}

#[test]
fn dates_are_compared_with_the_time_whatever_field_they_name_and_that_is_told() {
    let feature = |name: &str, field: &str| {
        json!({"name": name, "enabled": true, "strategies": [{"name": "default", "constraints": [
            {"contextName": field, "operator": "DATE_AFTER", "value": "2026-01-01T00:00:00Z"}]}]})
    };
    let features =
        json!({"features": [feature("born", "birthday"), feature("late", "currentTime")]});
    let imported = import(Format::Unleash, "features.json", &features.to_string()).unwrap();
    assert_eq!(imported.problems.len(), 1, "{:?}", imported.problems);
    let flags = loaded(&imported);
    for (asks, on) in [
        (json!({"birthday": "1990-01-01T00:00:00Z"}), true),
        (json!({"currentTime": "2025-01-01T00:00:00Z", "birthday": "2030-01-01T00:00:00Z"}), false),
    ] {
        assert_eq!(is_on(&flags, "born", &asks), on, "{asks}");
        assert_eq!(is_on(&flags, "late", &asks), on, "{asks}");
    }
}

#[test]
fn strategy_variants_are_drawn_by_the_strategys_stickiness_and_overrides_count_without_weights() {
    let variants = json!([{"name": "v0", "weight": 500, "stickiness": "userId"},
        {"name": "v1", "weight": 500, "stickiness": "userId"}]);
    let overridden = json!([{"name": "v0", "weight": 0, "stickiness": "default",
        "overrides": [{"contextName": "userId", "values": ["vip"]}]}]);
    let flags = load(json!([
        {"name": "drawn", "enabled": true, "strategies": [{"name": "flexibleRollout", "variants": variants,
            "parameters": {"rollout": "100", "stickiness": "sessionId", "groupId": "g"}}]},
        {"name": "vip", "enabled": true, "strategies": [], "variants": overridden},
    ]));
    let given = |user: usize, session: &str| {
        let asks = json!({"userId": format!("u{user}"), "sessionId": session});
        variant(&flags, "drawn", &asks)["name"].clone()
    };
    assert!((1..20).all(|user| given(user, "one") == given(0, "one")), "the user does not count");
    let sessions = (0..20).map(|session| given(0, &session.to_string()));
    assert!(sessions.collect::<std::collections::HashSet<_>>().len() == 2, "the session does");
    assert_eq!(variant(&flags, "vip", &json!({"userId": "vip"}))["name"], "v0");
    assert_eq!(variant(&flags, "vip", &json!({"userId": "ada"}))["name"], "disabled");
}
