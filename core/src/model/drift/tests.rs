//! Rules and shapes as they are written, and what is refused.

use super::*;
use crate::error::Severity;
use crate::source::SourceFile;
use crate::yaml::{Limits, parse};

fn data(text: &str) -> Node {
    parse(
        &SourceFile::new(crate::source::FileId::NONE, "x.yaml", text.to_owned()),
        &Limits::default(),
    )
    .unwrap()
}

#[test]
fn a_rule_reads_as_it_would_be_built() {
    let read = data(
        "{path: 'resources.**', id: small, sections: [search], environments: [staging], \
         tiers: [testing], expected: true, reason: nobody searches, owner: team, until: 2027-03-01}",
    );
    let read = DriftRule::from_data(&read).unwrap();
    let built = DriftRule::expected("resources.**", "nobody searches").unwrap();
    let built = built.id("small").sections(["search"]).environments(["staging"]);
    let built = built.tiers(["testing"]).owner("team");
    let built = built.until(crate::value::Date::parse("2027-03-01").unwrap());
    assert_eq!(without_spans(&read), without_spans(&built));
    let read = DriftRule::from_data(&data("{path: a, severity: error, reason: r}")).unwrap();
    assert_eq!(read.verdict, Verdict::Drift(Severity::Error));
}

fn without_spans(rule: &DriftRule) -> String {
    let text = format!("{rule:?}");
    let mut parts = text.split("Span {");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + part.split_once('}').unwrap().1)
}

#[test]
fn what_is_no_rule_is_refused_with_the_reason() {
    for (text, said) in [
        ("{path: a, reason: r}", "a rule has `expected: true` or a `severity`"),
        ("{path: a, reason: r, expected: false}", "needs a `severity`"),
        ("{path: a, reason: r, expected: true, severity: info}", "and not both"),
        ("{path: a, reason: ' ', expected: true}", "says nothing"),
        ("{path: a, expected: true}", "`reason`"),
        ("{reason: a, expected: true}", "`path`"),
        ("{path: a..b, reason: r, expected: true}", "has an empty key"),
        ("{path: a, reason: r, severity: bad}", "`severity`"),
        ("{path: a, reason: r, expected: true, until: soon}", "`until`"),
        ("{path: a, reason: r, expected: true, env: [a]}", "a key `env` that nothing reads"),
        ("[a]", "rule of drift"),
        ("text", "rule of drift"),
        ("", "rule of drift"),
    ] {
        let error = DriftRule::from_data(&data(text)).unwrap_err();
        assert_eq!(error.code(), Code::Usage, "{text}");
        assert!(error.message().contains(said), "{text}: {error}");
    }
}

#[test]
fn a_key_that_is_mistyped_suggests_the_one_that_was_meant() {
    let error = DriftRule::from_data(&data("{path: a, reason: r, expected: true, tier: [a]}"));
    assert_eq!(error.unwrap_err().suggestions(), ["tiers"]);
}

#[test]
fn a_shape_reads_and_is_a_warning_unless_it_says_otherwise() {
    let shape = data("{path: replicas, expect: production >= staging, reason: r}");
    let shape = Shape::from_data(&shape).unwrap();
    assert_eq!(shape.severity, Severity::Warning);
    assert_eq!(shape.expect.value.to_string(), "production >= staging");
    for (text, said) in [
        ("{path: a, reason: r}", "`expect`"),
        ("{path: a, reason: r, expect: a}", "only one environment"),
        ("{path: a, reason: r, expect: a > a}", "named twice"),
        ("{path: a, reason: '', expect: a > b}", "says nothing"),
        ("{path: a, reason: r, expect: a > b, expected: true}", "a key `expected`"),
    ] {
        let error = Shape::from_data(&data(text)).unwrap_err();
        assert!(error.message().contains(said), "{text}: {error}");
    }
}

#[test]
fn expectations_read_back_as_they_are_written() {
    for text in ["a > b", "a >= b <= c", "a == b != c < d", "\"my own\" > b", "a-b.c > x_y"] {
        assert_eq!(Expectation::parse(text).unwrap().to_string(), text);
    }
    assert_eq!(Expectation::parse(" a>=b<c ").unwrap().to_string(), "a >= b < c");
    for text in ["", "a", "a >", "> a", "a b", "a => b", "a > > b", "a > b > a", "\"a > b", "a = b"]
    {
        let error = Expectation::parse(text).unwrap_err();
        assert_eq!(error.code(), Code::Usage, "{text}");
        assert!(error.help_text().is_some());
    }
}

#[test]
fn what_follows_for_those_that_are_there() {
    let among = |text: &str, there: &str| {
        let expectation = Expectation::parse(text).unwrap();
        let names: Vec<&str> = expectation.environments().collect();
        let found = expectation.among(|name| there.contains(name));
        let found = found.into_iter().map(|(left, relation, right)| {
            format!("{}{}{}", names[left], relation.sign(), names[right])
        });
        found.collect::<Vec<_>>().join(" ")
    };
    for (text, there, found) in [
        ("a >= b >= c", "abc", "a>=b b>=c"),
        ("a >= b >= c", "ac", "a>=c"),
        ("a >= b > c", "ac", "a>c"),
        ("a > b == c", "ac", "a>c"),
        ("a == b < c", "ac", "a<c"),
        ("a >= b <= c", "ac", ""),
        ("a != b == c", "ac", "a!=c"),
        ("a != b != c", "ac", ""),
        ("a >= b >= c >= d", "ad", "a>=d"),
        ("a >= b >= c >= d", "bd", "b>=d"),
        ("a >= b <= c >= d", "ad", ""),
        ("a >= b <= c >= d", "acd", "c>=d"),
        ("a > b", "a", ""),
    ] {
        assert_eq!(among(text, there), found, "{text} with {there}");
    }
}

#[test]
fn a_relation_between_two_is_seen_from_the_first() {
    let expectation = Expectation::parse("a >= b < c").unwrap();
    let between = |left: &str, right: &str| expectation.between(left, right).map(Relation::sign);
    assert_eq!(between("a", "b"), Some(">="));
    assert_eq!(between("b", "a"), Some("<="));
    assert_eq!(between("c", "b"), Some(">"));
    assert_eq!(between("a", "c"), None);
    assert_eq!(between("a", "x"), None);
}
