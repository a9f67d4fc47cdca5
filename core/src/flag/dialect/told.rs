//! How foreign parts tell what they asked, for explanations.

use crate::condition::Truth;
use crate::flag::{Attribute, Check};
use crate::value::shown;
use crate::yaml::{Data, Node};

/// Operands longer than this end in dots.
const LONGEST: usize = 120;

/// A comparison of an attribute.
pub(super) fn compared(
    attribute: &str,
    operator: &str,
    expected: Option<&Node>,
    actual: Option<&Attribute>,
    holds: bool,
) -> Check {
    let actual = actual.filter(|actual| !matches!(actual, Attribute::Null));
    let expected = expected.map(|expected| operand(attribute, expected));
    let actual = actual.map(|actual| operand(attribute, &node(actual)));
    let text = match &expected {
        Some(expected) => format!("{attribute} {operator} {expected}"),
        None => format!("{attribute} {operator}"),
    };
    let why = match &actual {
        Some(actual) => format!("{attribute} is {actual}"),
        None => format!("{attribute} is missing"),
    };
    Check { expected, actual, attribute: Some(attribute.to_owned()), ..said(text, why, holds) }
}

/// A share of all keys: those whose bucket is below the threshold.
pub(super) fn shared(by: &str, share: Option<(u32, u64)>, of: u32, text: String) -> Check {
    let why = match share {
        Some((bucket, threshold)) => {
            let word = if u64::from(bucket) < threshold { "in" } else { "out" };
            format!(
                "{by} is in bucket {bucket} of {of}, and the first one that is out is {threshold}: {word}"
            )
        }
        None => format!("{by} is missing, so there is no bucket"),
    };
    let holds = share.is_some_and(|(bucket, threshold)| u64::from(bucket) < threshold);
    Check {
        attribute: Some(by.to_owned()),
        bucket: share.map(|(bucket, _)| bucket),
        threshold: share.map(|(_, threshold)| threshold),
        ..said(text, why, holds)
    }
}

/// Anything else that holds or not.
pub(super) fn said(text: String, why: String, holds: bool) -> Check {
    Check {
        text,
        truth: Truth::from(holds),
        why,
        reached: true,
        attribute: None,
        expected: None,
        actual: None,
        bucket: None,
        threshold: None,
    }
}

/// The checks of which all must hold: what comes after one that does not is not reached.
pub(super) fn all(checks: impl IntoIterator<Item = Check>) -> Vec<Check> {
    let mut settled = false;
    let reached = |check: Check| {
        let reached = Check { reached: check.reached && !settled, ..check };
        settled |= reached.truth == Truth::False;
        reached
    };
    checks.into_iter().map(reached).collect()
}

/// An operand for people, without what its attribute's name or its text gives away as a secret.
fn operand(attribute: &str, value: &Node) -> String {
    let text = shown(attribute.split('.'), value).to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// An attribute's value. The tree is as deep as contexts may be.
pub(super) fn node(value: &Attribute) -> Node {
    Node::detached(match value {
        Attribute::Null => Data::Null,
        Attribute::Bool(value) => Data::Bool(*value),
        Attribute::Int(value) => Data::Int(*value),
        Attribute::UInt(value) => Data::UInt(*value),
        Attribute::Float(value) => Data::Float(*value),
        Attribute::Text(text) => Data::Text(text.as_str().into()),
        Attribute::List(items) => Data::List(items.iter().map(node).collect()),
        Attribute::Map(entries) => {
            let entry = |(key, value): &(String, Attribute)| (key.clone(), node(value));
            return Node::from_iter(entries.iter().map(entry));
        }
    })
}
