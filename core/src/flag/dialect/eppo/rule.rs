//! A rule of an allocation: conditions that must all hold.

use regex::{Regex, RegexBuilder};
use std::cmp::Ordering;

use crate::condition::{compare_versions, is_version};
use crate::flag::context::Context;
use crate::flag::dialect::asked::Lookup;
use crate::flag::dialect::told;
use crate::flag::dialect::{Bad, Frame, js};
use crate::flag::{Attribute, Check};
use crate::yaml::Node;

#[derive(Debug, Clone)]
pub(super) struct Rule(Box<[Condition]>);

#[derive(Debug, Clone)]
struct Condition {
    attribute: Lookup,
    operator: Operator,
    /// As they are written, for explanations.
    name: Box<str>,
    expected: Node,
}

#[derive(Debug, Clone)]
enum Operator {
    Matches {
        regex: Regex,
        negated: bool,
    },
    OneOf {
        values: Box<[String]>,
        negated: bool,
    },
    Null(bool),
    Number(f64, fn(Ordering) -> bool),
    Version(String, fn(Ordering) -> bool),
    /// What it compares with is neither number nor version.
    Never,
}

/// The largest regular expression, compiled.
const REGEX_BYTES: usize = 1 << 20;

impl Rule {
    /// Reads a list of maps of `attribute`, `operator` and `value`.
    pub(super) fn compile(node: &Node, frame: &mut Frame<'_>) -> Result<Self, Bad> {
        let conditions = node.as_list().ok_or_else(|| {
            Bad::new(
                node.span,
                format!("a rule of Eppo is a list of conditions, not {}", node.kind()),
            )
        })?;
        let conditions = conditions.iter().map(|condition| Condition::compile(condition, frame));
        Ok(Self(conditions.collect::<Result<_, Bad>>()?))
    }

    pub(super) fn checks(&self, context: &Context, id: &Lookup) -> Vec<Check> {
        told::all(self.0.iter().map(|condition| condition.check(context, id)))
    }

    pub(super) fn holds(&self, context: &Context, id: &Lookup) -> bool {
        self.0.iter().all(|condition| condition.holds(context, id))
    }
}

impl Condition {
    fn compile(node: &Node, frame: &mut Frame<'_>) -> Result<Self, Bad> {
        let text = |key: &str| {
            let text = node.child(key).and_then(Node::as_text);
            text.ok_or_else(|| Bad::new(node.span, format!("a condition of Eppo has no `{key}`")))
        };
        let null = Node::default();
        let value = node.child("value").unwrap_or(&null);
        let attribute = Lookup::new([text("attribute")?], frame);
        let operator = match text("operator")? {
            "MATCHES" => matches(value, false)?,
            "NOT_MATCHES" => matches(value, true)?,
            "ONE_OF" => one_of(value, false)?,
            "NOT_ONE_OF" => one_of(value, true)?,
            "IS_NULL" => Operator::Null(js::truthy(&Attribute::from(value))),
            "GT" => compared(value, Ordering::is_gt),
            "GTE" => compared(value, Ordering::is_ge),
            "LT" => compared(value, Ordering::is_lt),
            "LTE" => compared(value, Ordering::is_le),
            _ => {
                let span = node.child("operator").map_or(node.span, |node| node.span);
                return Err(Bad::new(span, "Eppo has no such operator"));
            }
        };
        Ok(Self { attribute, operator, name: text("operator")?.into(), expected: value.clone() })
    }

    fn check(&self, context: &Context, id: &Lookup) -> Check {
        let holds = self.holds(context, id);
        let name = self.attribute.segments().join(".");
        told::compared(&name, &self.name, Some(&self.expected), self.find(context, id), holds)
    }

    fn find<'c>(&self, context: &'c Context, id: &Lookup) -> Option<&'c Attribute> {
        self.attribute.find(context).or_else(|| {
            let is_id = self.attribute.segments() == id.segments();
            context.targeting_key().filter(|_| is_id)
        })
    }

    fn holds(&self, context: &Context, id: &Lookup) -> bool {
        let value = self.find(context, id);
        let value = value.filter(|value| !matches!(value, Attribute::Null));
        if let Operator::Null(expected) = self.operator {
            return value.is_none() == expected;
        }
        // Nothing but `IS_NULL` holds for whoever has no such attribute.
        let Some(value) = value else { return false };
        match &self.operator {
            Operator::Matches { regex, negated } => regex.is_match(&js::text(value)) != *negated,
            Operator::OneOf { values, negated } => {
                let text = js::text(value);
                values.iter().any(|value| *value == text) != *negated
            }
            Operator::Number(number, holds) => {
                let value = match value {
                    Attribute::Text(text) => text.parse().ok(),
                    value => js::plain_number(value),
                };
                value.and_then(|value: f64| value.partial_cmp(number)).is_some_and(holds)
            }
            Operator::Version(version, holds) => match value {
                Attribute::Text(text) => compare_versions(text, version).is_some_and(holds),
                _ => false,
            },
            Operator::Null(_) | Operator::Never => false,
        }
    }
}

fn matches(value: &Node, negated: bool) -> Result<Operator, Bad> {
    let pattern = js::text(&Attribute::from(value)).into_owned();
    let regex = RegexBuilder::new(&pattern).size_limit(REGEX_BYTES).build();
    let regex = regex.map_err(|_| {
        Bad::new(value.span, "this is no regular expression that can be matched in linear time")
    })?;
    Ok(Operator::Matches { regex, negated })
}

fn one_of(value: &Node, negated: bool) -> Result<Operator, Bad> {
    let values = value.as_list().ok_or_else(|| {
        Bad::new(value.span, format!("expected a list of values, found {}", value.kind()))
    })?;
    let values =
        values.iter().map(|value| js::text(&Attribute::from(value)).into_owned()).collect();
    Ok(Operator::OneOf { values, negated })
}

fn compared(value: &Node, holds: fn(Ordering) -> bool) -> Operator {
    let value = Attribute::from(value);
    let number = match &value {
        Attribute::Text(text) => text.parse().ok(),
        value => js::plain_number(value),
    };
    match (number, &value) {
        (Some(number), _) => Operator::Number(number, holds),
        (None, Attribute::Text(text)) if is_version(text) => {
            Operator::Version(text.to_string(), holds)
        }
        _ => Operator::Never,
    }
}
