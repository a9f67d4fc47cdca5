//! What is written: a file that people read, and that reads back as what was imported.

use insta::assert_snapshot;
use serde_json::json;
use stageline::Code;
use stageline::flag::Reason;
use stageline::flag::import::{Format, import};

use crate::support::{context, loaded, loaded_for};

#[test]
fn for_one_environment_flags_answer_there_as_they_would_everywhere_and_nowhere_else() {
    let unleash = json!({"features": [
        {"name": "parent", "enabled": true, "strategies": [
            {"name": "flexibleRollout", "parameters": {"rollout": "40", "stickiness": "userId"}},
        ], "variants": [{"name": "a", "weight": 1}, {"name": "b", "weight": 1}]},
        {"name": "child", "enabled": true, "dependencies": [{"feature": "parent"}]},
        {"name": "off", "enabled": false},
    ]});
    let flagd = json!({"flags": {
        "plain": {"state": "ENABLED", "variants": {"x": 1, "y": 2}, "defaultVariant": "y"},
        "split": {"state": "ENABLED", "variants": {"x": 1, "y": 2}, "defaultVariant": "y",
            "targeting": {"fractional": [["x", 1], ["y", 1]]}},
        "none": {"state": "ENABLED", "variants": {"x": 1}, "defaultVariant": null},
        "disabled": {"state": "DISABLED", "variants": {"x": 1}, "defaultVariant": "x"},
    }});
    for (format, text) in [(Format::Unleash, unleash), (Format::Flagd, flagd)] {
        let read = || import(format, "f.json", &text.to_string()).unwrap();
        let everywhere = loaded(&read());
        let one = read().for_environment("production").unwrap();
        let (here, elsewhere) = (loaded(&one), loaded_for(&one, "staging"));
        for name in read().flags() {
            for user in 0..50 {
                let asks = json!({"userId": user.to_string(), "targetingKey": user.to_string()});
                let there = everywhere.evaluate(name, &context(&everywhere, &asks));
                let answer = here.evaluate(name, &context(&here, &asks));
                assert_eq!(
                    (answer.value(), answer.variant(), answer.reason(), answer.error_code()),
                    (there.value(), there.variant(), there.reason(), there.error_code()),
                    "{name} {user}"
                );
            }
            let answer = elsewhere.evaluate(name, &elsewhere.context("1"));
            assert_eq!((answer.variant(), answer.reason()), (None, Reason::Default), "{name}");
        }
    }
}

#[test]
fn an_environment_is_not_called_as_a_part_of_flags_or_as_none_may_be() {
    let text = json!({"flags": {"f": {"state": "ENABLED", "variants": {"x": 1}}}}).to_string();
    for name in ["", "a/b", "rules", "variants", "origin", &"x".repeat(300)] {
        let imported = import(Format::Flagd, "f.json", &text).unwrap();
        assert_eq!(imported.for_environment(name).unwrap_err().code(), Code::Name, "{name}");
    }
}

#[test]
fn flagd_targeting_is_a_choice_in_its_language() {
    let text = json!({
        "metadata": {"team": "search"},
        "flags": {"colour": {
            "state": "ENABLED", "variants": {"red": "#f00", "blue": "#00f"}, "defaultVariant": "red",
            "targeting": {"if": [{"$ref": "staff"}, "blue", {"fractional": [["red", 90], ["blue", 10]]}]},
        }},
        "$evaluators": {"staff": {"ends_with": [{"var": "email"}, "@example.org"]}},
    });
    assert_snapshot!(import(Format::Flagd, "f.json", &text.to_string()).unwrap().to_yaml());
}

#[test]
fn eppo_allocations_are_rules_with_splits_in_its_shards() {
    let text = json!({"flags": {"checkout": {
        "key": "checkout", "enabled": true, "variationType": "STRING", "totalShards": 10_000,
        "variations": {"old": {"key": "old", "value": "v1"}, "new": {"key": "new", "value": "v2"}},
        "allocations": [
            {
                "key": "staff", "splits": [{"variationKey": "new", "shards": []}],
                "rules": [{"conditions": [{"attribute": "role", "operator": "ONE_OF", "value": ["staff"]}]}],
            },
            {"key": "experiment", "startAt": "2026-01-01T00:00:00Z", "splits": [
                {"variationKey": "new", "shards": [{"salt": "s", "ranges": [{"start": 0, "end": 2500}]}]},
                {"variationKey": "old", "shards": [{"salt": "s", "ranges": [{"start": 2500, "end": 5000}]}]},
            ]},
        ],
    }}});
    assert_snapshot!(import(Format::Eppo, "f.json", &text.to_string()).unwrap().to_yaml());
}

#[test]
fn growthbook_rules_keep_their_conditions_and_hash_in_its_buckets() {
    let text = json!({"features": {"banner": {"defaultValue": "none", "rules": [
        {"id": "staff", "condition": {"email": {"$regex": "@example.org$"}}, "force": "big"},
        {"force": "small", "coverage": 0.1, "hashAttribute": "company"},
        {"key": "exp", "variations": ["none", "small"], "weights": [0.5, 0.5], "hashVersion": 2},
    ]}}});
    assert_snapshot!(import(Format::GrowthBook, "f.json", &text.to_string()).unwrap().to_yaml());
}

#[test]
fn unleash_features_are_switches_and_beside_them_their_variants() {
    let text = json!({"features": [{
        "name": "search", "description": "the new search", "enabled": true,
        "strategies": [{
            "name": "flexibleRollout",
            "parameters": {"rollout": "25", "stickiness": "userId", "groupId": "search"},
            "constraints": [{"contextName": "plan", "operator": "IN", "values": ["pro"]}],
        }],
        "variants": [
            {"name": "fast", "weight": 500, "stickiness": "userId", "payload": {"type": "number", "value": "3"}},
            {"name": "slow", "weight": 500, "stickiness": "userId"},
        ],
    }]});
    assert_snapshot!(import(Format::Unleash, "f.json", &text.to_string()).unwrap().to_yaml());
}
