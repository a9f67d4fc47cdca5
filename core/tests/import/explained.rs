//! Explanations of imported flags: which comparison failed, by which attribute, and the buckets.

use serde_json::{Value, json};
use stageline::flag::import::{Format, import};
use stageline::flag::{Flags, Reason};
use stageline::yaml::Node;

use crate::support::{context, loaded};

fn load(format: Format, document: &Value) -> Flags {
    loaded(&import(format, "in.json", &document.to_string()).unwrap())
}

/// The comparisons of all rules, as data.
fn comparisons(flags: &Flags, name: &str, asks: &Value) -> Vec<Value> {
    let explanation = flags.explain(name, &context(flags, asks)).unwrap();
    let told = serde_json::to_value(&explanation).unwrap();
    let steps = told["steps"].as_array().unwrap().clone();
    steps.iter().filter_map(|step| step["comparisons"].as_array()).flatten().cloned().collect()
}

/// The bucket and the first one that is out, of the details.
fn share(flags: &Flags, name: &str, asks: &Value) -> Option<(u32, u64)> {
    let context = context(flags, asks);
    let details = flags.details(name, &context, Node::default());
    details.bucket().zip(details.threshold())
}

fn unleash() -> Flags {
    load(
        Format::Unleash,
        &json!({"features": [
            {"name": "beta", "enabled": true, "strategies": [{
                "name": "flexibleRollout",
                "parameters": {"rollout": "50", "stickiness": "userId", "groupId": "beta"},
                "constraints": [
                    {"contextName": "plan", "operator": "IN", "values": ["pro", "team"]},
                    {"contextName": "apiToken", "operator": "IN", "values": ["hunter2"], "inverted": true},
                ],
            }]},
            {"name": "colour", "enabled": true, "strategies": [],
                "variants": [{"name": "a", "weight": 500}, {"name": "b", "weight": 500}]},
        ]}),
    )
}

#[test]
fn a_constraint_that_fails_is_told_with_its_attribute_and_both_operands() {
    let flags = unleash();
    let asks = json!({"userId": "ada", "plan": "free", "apiToken": "hunter3"});
    let told = comparisons(&flags, "beta", &asks);
    assert_eq!(told.len(), 3, "{told:?}");
    assert_eq!(told[0]["attribute"], "plan");
    assert_eq!(told[0]["truth"], "false");
    assert_eq!(
        (told[0]["expected"].as_str(), told[0]["actual"].as_str()),
        (Some("[\"pro\",\"team\"]"), Some("\"free\""))
    );
    assert_eq!((&told[0]["reached"], &told[1]["reached"]), (&json!(true), &json!(false)));
    let missing = comparisons(&flags, "beta", &json!({"userId": "ada"}));
    assert_eq!(missing[0]["why"], "plan is missing");
    let explanation = flags.explain("beta", &context(&flags, &asks)).unwrap();
    for text in [explanation.to_string(), serde_json::to_string(&explanation).unwrap()] {
        assert!(!text.contains("hunter"), "secrets are withheld: {text}");
        assert!(text.contains("plan"), "{text}");
    }
}

#[test]
fn shares_of_unleash_tell_bucket_and_threshold_in_and_out() {
    let flags = unleash();
    let (mut ins, mut outs) = (0, 0);
    for user in 0..40 {
        let asks = json!({"userId": user.to_string(), "plan": "pro"});
        let (bucket, threshold) = share(&flags, "beta", &asks).unwrap();
        let is_in = flags.boolean_value("beta", &context(&flags, &asks), false);
        assert_eq!((is_in, threshold), (bucket < 50, 50));
        let told = comparisons(&flags, "beta", &asks);
        assert_eq!(told[2]["bucket"], bucket);
        assert_eq!(told[2]["truth"], is_in.to_string());
        if is_in {
            ins += 1
        } else {
            outs += 1
        }
        let (bucket, threshold) = share(&flags, "colour.variant", &asks).unwrap();
        let context = context(&flags, &asks);
        let details = flags.details("colour.variant", &context, Node::default());
        let (variant, end) = if bucket < 500 { ("a", 500) } else { ("b", 1000) };
        assert_eq!((details.variant(), threshold), (Some(variant), end));
    }
    assert!(ins > 5 && outs > 5, "{ins} in, {outs} out");
    // Whom the constraints leave out is asked for no share.
    assert_eq!(share(&flags, "beta", &json!({"userId": "1", "plan": "free"})), None);
}

#[test]
fn flagd_tells_its_comparisons_and_the_bucket_of_its_shares() {
    let flags = load(
        Format::Flagd,
        &json!({"flags": {"f": {
            "state": "ENABLED", "variants": {"a": "A", "b": "B"}, "defaultVariant": "a",
            "targeting": {"if": [
                {"ends_with": [{"var": "email"}, "@example.org"]}, "a",
                {"fractional": [["a", 30], ["b", 70]]},
            ]},
        }}}),
    );
    for user in 0..20 {
        let asks = json!({"targetingKey": format!("u{user}"), "email": "ada@example.com"});
        let told = comparisons(&flags, "f", &asks);
        assert_eq!(told[0]["attribute"], "email");
        assert_eq!(told[0]["text"], "email ends_with \"@example.org\"");
        assert_eq!(
            (&told[0]["truth"], &told[0]["actual"]),
            (&json!("false"), &json!("\"ada@example.com\""))
        );
        let (bucket, threshold) = share(&flags, "f", &asks).unwrap();
        assert_eq!(threshold, if bucket < 30 { 30 } else { 100 });
        assert_eq!(told[1]["bucket"], bucket);
        let context = context(&flags, &asks);
        let details = flags.details("f", &context, Node::default());
        assert_eq!(details.variant(), Some(if bucket < 30 { "a" } else { "b" }));
    }
}

#[test]
fn growthbook_and_eppo_tell_the_attribute_that_failed() {
    let growthbook = load(
        Format::GrowthBook,
        &json!({"features": {"f": {"defaultValue": false, "rules": [
            {"condition": {"plan": "pro", "$or": [{"age": {"$gt": 18}}]}, "force": true},
            {"coverage": 0.5, "hashAttribute": "id", "hashVersion": 2, "variations": [false, true], "key": "k"},
        ]}}}),
    );
    let asks = json!({"id": "ada", "plan": "free", "age": 20});
    let told = comparisons(&growthbook, "f", &asks);
    let of = |name: &str| told.iter().find(|one| one["attribute"] == name).unwrap();
    assert_eq!((&of("plan")["truth"], &of("age")["truth"]), (&json!("false"), &json!("true")));
    assert_eq!(of("age")["expected"], "{\"$gt\":18}");
    for user in 0..20 {
        let explanation =
            growthbook.explain("f", &context(&growthbook, &json!({"id": user.to_string()})));
        let told = serde_json::to_value(explanation.unwrap()).unwrap();
        let steps = told["steps"].as_array().unwrap();
        let split = steps.iter().find(|step| step["kind"] == "split").unwrap();
        assert!(split["bucket"].as_u64().is_some(), "also where no part takes the key: {split}");
        assert_eq!(split["threshold"].is_null(), split["gives"].is_null(), "{split}");
    }
    let eppo = load(
        Format::Eppo,
        &json!({"flags": {"f": {"enabled": true, "variationType": "BOOLEAN", "totalShards": 10,
            "variations": {"on": {"value": true}}, "allocations": [{"key": "a",
            "rules": [{"conditions": [{"attribute": "plan", "operator": "ONE_OF", "value": ["pro"]}]}],
            "splits": [{"variationKey": "on", "shards": []}]}]}}}),
    );
    let told = comparisons(&eppo, "f", &json!({"plan": "free"}));
    assert_eq!(told[0]["text"], "plan ONE_OF [\"pro\"]");
    assert_eq!((&told[0]["truth"], &told[0]["why"]), (&json!("false"), &json!("plan is \"free\"")));
}

#[test]
fn a_feature_that_a_prerequisite_stops_is_disabled_and_never_its_own_default() {
    let flags = load(
        Format::GrowthBook,
        &json!({"features": {
            "parent": {"defaultValue": false},
            "child": {"defaultValue": true, "rules": [
                {"parentConditions": [{"id": "parent", "condition": {"value": true}, "gate": true}]},
            ]},
            "nothing": {"defaultValue": true, "rules": [{"force": null}]},
        }}),
    );
    let asks = context(&flags, &json!({"id": "ada"}));
    let answer = flags.evaluate("child", &asks);
    assert_eq!((answer.reason(), answer.value()), (Reason::Disabled, &Node::default()));
    assert!(flags.boolean_value("child", &asks, true), "a default of the caller's own counts");
    assert!(!flags.boolean_value("child", &asks, false));
    let all = serde_json::to_value(flags.evaluate_all(&asks)).unwrap();
    assert!(!all.to_string().contains("\"child\":true"), "{all}");
    assert_eq!(flags.evaluate("nothing", &asks).value(), &Node::default());
    let told = comparisons(&flags, "child", &json!({"id": "ada"}));
    assert_eq!(told[0]["text"], "the flag parent answers as it must");
}
