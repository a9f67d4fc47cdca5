//! Each line of `cases.json` promises a truth for a condition and its attributes.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::condition::{Attributes, Condition, Items, Operand, Path, Truth};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    condition: String,
    /// By dotted path.
    attributes: Map<String, Value>,
    truth: String,
}

/// JSON attributes, and lists of them.
struct Json(Map<String, Value>, Vec<(String, JsonList)>);

struct JsonList(Vec<Value>);

impl Json {
    fn new(attributes: Map<String, Value>) -> Self {
        let lists = attributes.iter().filter_map(|(name, value)| match value {
            Value::Array(items) => Some((name.clone(), JsonList(items.clone()))),
            _ => None,
        });
        let lists = lists.collect();
        Self(attributes, lists)
    }
}

fn scalar(value: &Value) -> Operand<'_> {
    match value {
        Value::Null => Operand::Null,
        Value::Bool(value) => Operand::Bool(*value),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(value), _) => Operand::Int(value),
            (None, Some(value)) => Operand::UInt(value),
            (None, None) => Operand::Float(number.as_f64().unwrap()),
        },
        Value::String(text) => Operand::Text(text),
        Value::Array(_) | Value::Object(_) => Operand::List(&[] as &[Operand<'_>; 0]),
    }
}

impl Items for JsonList {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn item(&self, index: usize) -> Operand<'_> {
        scalar(&self.0[index])
    }
}

impl Attributes for Json {
    fn get(&self, path: &Path) -> Option<Operand<'_>> {
        if let Some((_, list)) = self.1.iter().find(|(name, _)| name == path.dotted()) {
            return Some(Operand::List(list));
        }
        self.0.get(path.dotted()).map(scalar)
    }
}

#[test]
fn each_case_has_the_truth_it_promises() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("cases.json")).unwrap();
    assert!(cases.len() >= 270, "only {} cases were read", cases.len());
    let mut wrong = Vec::new();
    for Case { condition: text, attributes, truth } in cases {
        let condition = match Condition::parse(&text) {
            Ok(condition) => condition,
            Err(error) => panic!("{}", error.underline(&text)),
        };
        let attributes = Json::new(attributes);
        let explanation = condition.explain(&attributes);
        if condition.evaluate(&attributes).to_string() != truth {
            wrong.push(format!("should be {truth}: {explanation}"));
        }
        assert_eq!(explanation.truth, condition.evaluate(&attributes), "{text}");
        assert_eq!(Condition::parse(&condition.to_string()).unwrap(), condition, "{text}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nan_and_infinity_compare_as_ieee_says_but_nan_is_unknown() {
    let truth = |text: &str, value| Condition::parse(text).unwrap().evaluate(&[("a", value)]);
    for operator in ["==", "!=", "<", "<=", ">", ">="] {
        for right in ["1", "1.5", "a"] {
            let text = format!("a {operator} {right}");
            assert_eq!(truth(&text, Operand::Float(f64::NAN)), Truth::Unknown, "{text}");
        }
    }
    assert_eq!(truth("a > 9223372036854775807", Operand::Float(f64::INFINITY)), Truth::True);
    assert_eq!(truth("a < -9223372036854775808", Operand::Float(f64::NEG_INFINITY)), Truth::True);
    assert_eq!(truth("a == a", Operand::Float(f64::INFINITY)), Truth::True);
}
