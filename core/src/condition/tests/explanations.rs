//! Explanations say which comparison was what and why, and keep values to themselves.

use crate::condition::{Condition, Operand, Reason, Truth};

const ATTRIBUTES: [(&str, Operand<'_>); 9] = [
    ("user.plan", Operand::Text("free")),
    ("user.age", Operand::Text("41")),
    ("user.roles", Operand::List(&[Operand::Int(1), Operand::Text("dev")])),
    ("load", Operand::Float(f64::NAN)),
    ("debug", Operand::Bool(true)),
    ("app.version", Operand::Text("v1.2")),
    ("ip", Operand::Text("ten")),
    ("nets", Operand::List(&[Operand::Int(10)])),
    ("nothing", Operand::Null),
];

const CONDITIONS: &[&str] = &[
    "user.plan == 'pro' AND user.country in ['DE', 'FR']",
    "user.country == 'DE' AND user.plan == 'free'",
    "user.age > 18 OR debug",
    "debug OR user.age > 18 OR user.plan == 'pro'",
    "user.roles contains 'admin'",
    "load > 0.5",
    "debug < true_debug OR debug < debug",
    "app.version semver_ge '1.2.0'",
    "ip in_cidr '10.0.0.0/8' OR '10.0.0.1' in_cidr nets",
    "nothing OR nothing == null OR NOT missing exists",
    "user.roles == user.roles",
    "user.plan starts_with debug",
    "true AND user.plan matches '^f'",
    "user.plan\n  == 'free'",
];

#[test]
fn explanations_without_values() {
    let shown: Vec<String> = CONDITIONS
        .iter()
        .map(|text| Condition::parse(text).unwrap().explain(&ATTRIBUTES).to_string())
        .collect();
    let shown = shown.join("\n\n");
    assert!(!shown.contains("v1.2"), "a value is quoted");
    insta::assert_snapshot!(shown);
}

#[test]
fn explanations_with_values() {
    let shown: Vec<String> = CONDITIONS
        .iter()
        .map(|text| Condition::parse(text).unwrap().explain_with_values(&ATTRIBUTES).to_string())
        .collect();
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn an_explanation_carries_places_and_reasons_as_data() {
    let text = "(user.country == 'DE' AND debug)";
    let explanation = Condition::parse(text).unwrap().explain(&ATTRIBUTES);
    let [country, debug] = explanation.comparisons.as_slice() else { panic!("two comparisons") };
    assert_eq!(&text[country.offset..country.offset + country.len], "user.country == 'DE'");
    assert_eq!(country.reason, Reason::Missing { path: "user.country".into() });
    assert_eq!((country.truth, country.reached), (Truth::Unknown, true));
    assert_eq!((debug.text.as_str(), debug.truth), ("debug", Truth::True));
    assert!(country.values.is_empty() && debug.values.is_empty());
}
