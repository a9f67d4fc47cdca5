//! Eppo's published assignments, with their evaluation details.

use serde_json::{Value, json};
use stageline::flag::import::Format;
use stageline::flag::{Context, ErrorCode, Flags, Reason, Step};
use stageline::value::Timestamp;
use stageline::yaml::Node;

use crate::outside::shared;
use crate::support::{attribute, flags, same};

/// The suite's windows close in 2050 and have been open since 2022.
const NOW: &str = "2026-06-01T00:00:00Z";

#[test]
fn every_published_assignment_and_its_details_are_answered() {
    let Some(folder) = shared("suites/eppo-sdk-test-data/ufc") else { return };
    let text = std::fs::read_to_string(folder.join("flags-v1.json")).unwrap();
    let origin: Value = serde_json::from_str(&text).unwrap();
    let (imported, flags) = flags(Format::Eppo, &text);
    let mut files: Vec<_> = std::fs::read_dir(folder.join("tests"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let (mut ran, mut failed) = (0, Vec::new());
    for file in files {
        let case: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let name = case["flag"].as_str().unwrap();
        for subject in case["subjects"].as_array().unwrap() {
            ran += 1;
            let context = subject_context(&flags, subject);
            let given = assignment(&flags, name, &context, &case);
            if !same(&given, &subject["assignment"]) {
                failed.push(format!("{name} {}: {given}", subject["subjectKey"]));
            }
            let expected = &subject["evaluationDetails"];
            let details = details(&flags, name, &context, &origin["flags"][name]);
            for (key, value) in details.as_object().unwrap() {
                if !same(value, &expected[key]) {
                    failed.push(format!(
                        "{name} {} {key}: {value}, not {}",
                        subject["subjectKey"], expected[key]
                    ));
                }
            }
        }
    }
    println!("eppo: {ran} assignments with details ran, 0 left out");
    assert!(failed.is_empty(), "{} of {ran}:\n{}", failed.len(), failed.join("\n"));
    assert_eq!(ran, 225);
    assert!(!imported.problems.is_empty(), "values that do not fit are told");
}

fn subject_context(flags: &Flags, subject: &Value) -> Context {
    let now = Timestamp::parse(NOW).unwrap();
    let mut context = flags.context(subject["subjectKey"].as_str().unwrap()).at(now);
    for (name, value) in subject["subjectAttributes"].as_object().into_iter().flatten() {
        context = context.with(name, attribute(value));
    }
    context
}

/// What a caller of the flag's own kind gets.
fn assignment(flags: &Flags, name: &str, context: &Context, case: &Value) -> Value {
    let default = &case["defaultValue"];
    match case["variationType"].as_str().unwrap() {
        "BOOLEAN" => json!(flags.boolean_value(name, context, default.as_bool().unwrap())),
        "INTEGER" => json!(flags.integer_value(name, context, default.as_i64().unwrap())),
        "NUMERIC" => json!(flags.number_value(name, context, default.as_f64().unwrap())),
        "STRING" => json!(flags.text_value(name, context, default.as_str().unwrap()).as_str()),
        _ => {
            let details = flags.details(name, context, Node::default());
            match details.set_in() {
                Some(_) => serde_json::to_value(details.value()).unwrap(),
                None => default.clone(),
            }
        }
    }
}

/// Eppo's details, told from ours.
fn details(flags: &Flags, name: &str, context: &Context, origin: &Value) -> Value {
    let Ok(explanation) = flags.explain(name, context) else {
        return json!({
            "flagEvaluationCode": "FLAG_UNRECOGNIZED_OR_DISABLED", "variationKey": null,
            "matchedRule": null, "matchedAllocation": null,
            "unmatchedAllocations": [], "unevaluatedAllocations": [],
        });
    };
    let disabled = explanation.reason == Reason::Disabled;
    let allocations = origin["allocations"].as_array().unwrap();
    let rules: Vec<&Step> =
        explanation.steps.iter().filter(|step| matches!(step, Step::Rule { .. })).collect();
    let (mut matched, mut rule) = (Value::Null, Value::Null);
    let (mut unmatched, mut unevaluated) = (Vec::new(), Vec::new());
    for (at, allocation) in allocations.iter().enumerate().filter(|_| !disabled) {
        let Step::Rule { decided, note, .. } = rules[at] else { unreachable!() };
        let told = |code: &str| {
            json!({
                "key": allocation["key"], "allocationEvaluationCode": code, "orderPosition": at + 1,
            })
        };
        let note = note.as_deref().unwrap_or("the allocation is open to everyone");
        if !matched.is_null() {
            unevaluated.push(told("UNEVALUATED"));
        } else if *decided {
            matched = told("MATCH");
            // Sentences count from the 1st.
            let digits: String = note.chars().filter(char::is_ascii_digit).collect();
            if let Ok(nth) = digits.parse::<usize>() {
                let index = nth - 1;
                rule = json!({"conditions": allocation["rules"][index]["conditions"]});
            }
        } else {
            unmatched.push(told(match note {
                "the allocation has not begun" => "BEFORE_START_TIME",
                "the allocation is over" => "AFTER_END_TIME",
                "no rule of the allocation holds" => "FAILING_RULE",
                _ => "TRAFFIC_EXPOSURE_MISS",
            }));
        }
    }
    // What a caller of the flag's own kind is told decides between a match and an error.
    let mismatch = match origin["variationType"].as_str() {
        Some("INTEGER") => {
            flags.details(name, context, 0i64).error_code() == Some(ErrorCode::TypeMismatch)
        }
        _ => false,
    };
    let code = match () {
        () if disabled => "FLAG_UNRECOGNIZED_OR_DISABLED",
        () if matched.is_null() => "DEFAULT_ALLOCATION_NULL",
        () if mismatch => "ASSIGNMENT_ERROR",
        () => "MATCH",
    };
    json!({
        "flagEvaluationCode": code, "variationKey": explanation.variant,
        "matchedRule": rule, "matchedAllocation": matched,
        "unmatchedAllocations": unmatched, "unevaluatedAllocations": unevaluated,
    })
}
