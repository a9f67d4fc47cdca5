//! Laws that hold for every condition: printing and parsing, Kleene's algebra, no panics.

use proptest::prelude::*;

use crate::condition::{Condition, Operand, Truth};

/// Attributes the generated conditions speak of; `missing` is not among them.
const ATTRIBUTES: [(&str, Operand<'_>); 8] = [
    ("yes", Operand::Bool(true)),
    ("no", Operand::Bool(false)),
    ("count", Operand::Int(3)),
    ("big", Operand::UInt(u64::MAX)),
    ("ratio", Operand::Float(2.5)),
    ("user.name", Operand::Text("Ada")),
    ("user.odd key", Operand::Null),
    ("tags", Operand::List(&[Operand::Text("x"), Operand::Int(3)])),
];

fn path() -> impl Strategy<Value = String> {
    const PATHS: &[&str] =
        &["yes", "no", "count", "big", "ratio", "user.name", "user.`odd key`", "tags", "missing"];
    proptest::sample::select(PATHS).prop_map(str::to_owned)
}

/// A text literal over letters, quotes, escapes and control characters.
fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(any::<char>(), 0..6).prop_map(|chars| {
        let body: String = chars
            .into_iter()
            .map(|c| match c {
                '\'' | '\\' => format!("\\{c}"),
                c => format!("\\u{{{:X}}}", u32::from(c)),
            })
            .collect();
        format!("'{body}'")
    })
}

fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<i64>().prop_map(|value| value.to_string()),
        (-9i64..9).prop_map(|value| value.to_string()),
        any::<f64>().prop_filter_map("finite", |value| {
            value.is_finite().then(|| {
                if value.fract() == 0.0 { format!("{value:.1}") } else { value.to_string() }
            })
        }),
        text(),
        Just("'Ada'".to_owned()),
        Just("TRUE".to_owned()),
        Just("null".to_owned()),
    ]
}

fn comparison() -> impl Strategy<Value = String> {
    let list = proptest::collection::vec(scalar(), 0..20)
        .prop_map(|items| format!("[{}]", items.join(",")));
    let texts = proptest::collection::vec(text(), 0..20)
        .prop_map(|items| format!("[{}]", items.join(", ")));
    let of_texts = proptest::sample::select(
        [
            "starts_with",
            "ENDS_WITH",
            "contains",
            "contains_ignore_case",
            "equals_ignore_case",
            "starts_with_ignore_case",
            "ends_with_ignore_case",
        ]
        .as_slice(),
    );
    prop_oneof![
        path(),
        Just("true".to_owned()),
        path().prop_map(|path| format!("{path} exists")),
        (path(), proptest::sample::select(["==", "!="].as_slice()), scalar())
            .prop_map(|(a, operator, b)| format!("{a}{operator}{b}")),
        (path(), proptest::sample::select(["==", "<", "<=", ">", ">=", "in"].as_slice()), path())
            .prop_map(|(a, operator, b)| format!("{a} {operator} {b}")),
        (path(), proptest::sample::select(["in", "not in"].as_slice()), list)
            .prop_map(|(a, operator, b)| format!("{a} {operator} {b}")),
        (path(), texts).prop_map(|(a, b)| format!("{a} in_ignore_case {b}")),
        (path(), of_texts, text()).prop_map(|(a, operator, b)| format!("{a} {operator} {b}")),
        Just("user.name matches \"^A.'\\\"?\"".to_owned()),
        Just("user.name semver_lt '1.0.0-rc.1+x'".to_owned()),
        Just("user.name after '2030-01-01T00:00:00.5+01:00'".to_owned()),
        Just("user.name in_cidr ['10.0.0.0/8', '::1']".to_owned()),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    comparison().prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) AND ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})||({b})")),
            (comparison(), inner.clone()).prop_map(|(a, b)| format!("{a} or {b}")),
            (comparison(), inner.clone()).prop_map(|(a, b)| format!("{a} && {b}")),
            inner.prop_map(|a| format!("NOT ({a})")),
        ]
    })
}

fn parse(text: &str) -> Condition {
    Condition::parse(text).unwrap_or_else(|error| panic!("{}", error.underline(text)))
}

fn truth(text: &str) -> Truth {
    parse(text).evaluate(&ATTRIBUTES)
}

/// Words and signs that meet anywhere in token soup.
const TOKENS: &[&str] = &[
    "a",
    "user.plan",
    "`odd`",
    "'x'",
    "\"y\"",
    "1",
    "-2.5",
    "true",
    "null",
    "AND",
    "or",
    "NOT",
    "!",
    "in",
    "not in",
    "==",
    "<",
    ">=",
    "(",
    ")",
    "[",
    "]",
    ",",
    "matches",
    "exists",
    "semver_ge",
    "'1.0.0'",
    "before",
    "in_cidr",
    "'10.0.0.0/8'",
    "contains",
    "=",
    "'",
    ".",
    "é",
    "\\",
];

proptest! {
    #[test]
    fn the_canonical_text_parses_to_an_equal_condition(text in condition()) {
        let condition = parse(&text);
        let canonical = condition.to_string();
        let again = parse(&canonical);
        prop_assert_eq!(&again, &condition);
        prop_assert_eq!(again.to_string(), canonical);
        prop_assert_eq!(again.evaluate(&ATTRIBUTES), condition.evaluate(&ATTRIBUTES));
    }

    #[test]
    fn de_morgan_and_double_negation_hold(a in condition(), b in condition()) {
        prop_assert_eq!(truth(&format!("NOT (({a}) AND ({b}))")), truth(&format!("NOT ({a}) OR NOT ({b})")));
        prop_assert_eq!(truth(&format!("NOT (({a}) OR ({b}))")), truth(&format!("NOT ({a}) AND NOT ({b})")));
        prop_assert_eq!(truth(&format!("NOT NOT ({a})")), truth(&a));
    }

    #[test]
    fn stopping_early_never_changes_the_outcome(a in condition(), b in condition(), c in condition()) {
        let (x, y, z) = (truth(&a), truth(&b), truth(&c));
        prop_assert_eq!(truth(&format!("({a}) AND ({b}) AND ({c})")), x.and(y).and(z));
        prop_assert_eq!(truth(&format!("({a}) OR ({b}) OR ({c})")), x.or(y).or(z));
        prop_assert_eq!(truth(&format!("({a}) OR ({b}) AND ({c})")), x.or(y.and(z)));
    }

    #[test]
    fn an_explanation_agrees_with_the_evaluation(text in condition()) {
        let condition = parse(&text);
        let explanation = condition.explain(&ATTRIBUTES);
        prop_assert_eq!(explanation.truth, condition.evaluate(&ATTRIBUTES));
        for comparison in &explanation.comparisons {
            let place = comparison.offset..comparison.offset + comparison.len;
            prop_assert_eq!(&text[place], comparison.text.as_str());
            prop_assert_eq!(truth(&comparison.text), comparison.truth);
        }
    }

    #[test]
    fn more_attributes_never_turn_true_into_false(
        // `exists` alone asks about absence.
        text in condition().prop_filter("no exists", |text| !text.contains("exists")),
    ) {
        let (few, all) = (parse(&text).evaluate(&ATTRIBUTES[..4]), truth(&text));
        prop_assert!(few == Truth::Unknown || few == all);
    }

    #[test]
    fn any_text_parses_or_says_why(text in any::<String>()) {
        if let Err(error) = Condition::parse(&text) {
            prop_assert!(text.get(error.offset..error.offset + error.len).is_some());
            prop_assert!(error.underline(&text).contains('^'));
        }
    }

    #[test]
    fn any_tokens_parse_or_say_why(
        tokens in proptest::collection::vec(proptest::sample::select(TOKENS), 0..14),
        glue in proptest::sample::select([" ", "", "\n"].as_slice()),
    ) {
        let text = tokens.join(glue);
        match Condition::parse(&text) {
            Ok(condition) => prop_assert_eq!(parse(&condition.to_string()), condition),
            Err(error) => {
                prop_assert!(text.get(error.offset..error.offset + error.len).is_some());
                prop_assert!(error.underline(&text).contains('^'));
            }
        }
    }

    #[test]
    fn integers_and_floats_compare_by_exact_value(integer in any::<i64>(), float in -1e19f64..1e19) {
        let attributes = [("i", Operand::Int(integer)), ("f", Operand::Float(float))];
        let whole = float.trunc() as i128;
        let less = match i128::from(integer).cmp(&whole) {
            std::cmp::Ordering::Equal => float > float.trunc(),
            other => other.is_lt(),
        };
        prop_assert_eq!(parse("i < f").evaluate(&attributes), Truth::from(less));
        prop_assert_eq!(parse("f > i").evaluate(&attributes), Truth::from(less));
    }
}
