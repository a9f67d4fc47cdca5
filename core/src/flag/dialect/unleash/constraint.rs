//! Constraints: what a field of the context must be.

use std::cmp::Ordering;

use regex::{Regex, RegexBuilder};

use super::address::{self, Network};
use super::field::Field;
use crate::condition::{compare_versions, is_version};
use crate::flag::dialect::told::compared;
use crate::flag::dialect::{Bad, Frame, js, moment};
use crate::flag::scope::Scope;
use crate::flag::{Attribute, Check};
use crate::value::Timestamp;
use crate::yaml::Node;

/// One constraint.
#[derive(Debug, Clone)]
pub(super) struct Constraint {
    field: Field,
    test: Test,
    inverted: bool,
    /// As it is written, for explanations.
    operator: Box<str>,
    expected: Node,
}

#[derive(Debug, Clone)]
enum Test {
    In(Box<[String]>),
    NotIn(Box<[String]>),
    Part {
        values: Box<[String]>,
        part: Part,
        fold: bool,
    },
    Number(f64, Order),
    Date(Timestamp, Order),
    Version(String, Order),
    /// None for a pattern that cannot be matched in linear time.
    Matches(Option<Regex>),
    Network(Box<[Network]>),
    /// What it compares with cannot be read: it holds for nobody, inverted or not.
    Never,
    /// Unleash has no such operator; the same holds.
    Unknown,
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Start,
    End,
    Anywhere,
}

#[derive(Debug, Clone, Copy)]
enum Order {
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Order {
    fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
        }
    }
}

/// The field with the time.
const TIME: &str = "currentTime";

/// The largest regular expression, compiled.
const REGEX_BYTES: usize = 1 << 20;

impl Constraint {
    /// Reads a map of `contextName`, `operator`, `values` or `value`, `inverted` and
    /// `caseInsensitive`.
    pub(super) fn compile(node: &Node, frame: &mut Frame<'_>) -> Result<Self, Bad> {
        let text = |key: &str| {
            let text = node.child(key).and_then(Node::as_text);
            text.ok_or_else(|| Bad::new(node.span, format!("a constraint has no `{key}`")))
        };
        let flag =
            |key: &str| node.child(key).is_some_and(|node| js::truthy(&Attribute::from(node)));
        let test = Test::compile(text("operator")?, node, flag("caseInsensitive"));
        let name = text("contextName")?;
        // Whatever field they name, operators of dates ask for the time.
        let field = Field::named(if test.is_of_time() { TIME } else { name }, frame);
        let listed = node.child("values").filter(|_| test.lists());
        let expected = listed.or_else(|| node.child("value")).or_else(|| node.child("values"));
        Ok(Self {
            field,
            test,
            inverted: flag("inverted"),
            operator: text("operator")?.into(),
            expected: expected.cloned().unwrap_or_default(),
        })
    }

    /// What it asks and whether that holds.
    pub(super) fn check(&self, scope: &Scope<'_>) -> Check {
        let actual = self.field.text(scope).map(|text| Attribute::from(&*text));
        let operator = match self.inverted {
            true => format!("not {}", self.operator),
            false => self.operator.to_string(),
        };
        let holds = self.holds(scope);
        compared(&self.field.name, &operator, Some(&self.expected), actual.as_ref(), holds)
    }

    pub(super) fn holds(&self, scope: &Scope<'_>) -> bool {
        match &self.test {
            Test::Never | Test::Unknown => false,
            test => test.holds(self.field.text(scope).as_deref()) != self.inverted,
        }
    }
}

impl Test {
    /// Whether it compares with several values.
    fn lists(&self) -> bool {
        matches!(self, Self::In(_) | Self::NotIn(_) | Self::Part { .. } | Self::Network(_))
    }

    fn is_of_time(&self) -> bool {
        matches!(self, Self::Date(..))
    }

    fn compile(operator: &str, node: &Node, fold: bool) -> Self {
        let values = || -> Box<[String]> {
            listed(node)
                .iter()
                .map(|value| js::text(&Attribute::from(value)).into_owned())
                .collect()
        };
        let value = || {
            let value = node.child("value").map(Attribute::from).unwrap_or(Attribute::Null);
            match value {
                Attribute::Null => String::new(),
                value => js::text(&value).into_owned(),
            }
        };
        let part = |part| {
            let values = values();
            let values = match fold {
                true => values.iter().map(|value| value.to_lowercase()).collect(),
                false => values,
            };
            Self::Part { values, part, fold }
        };
        let number = |order| {
            let number = value().trim().parse().ok();
            number.map_or(Self::Never, |number| Self::Number(number, order))
        };
        let date = |order| {
            let date = moment::read(&value());
            date.map_or(Self::Never, |date| Self::Date(date, order))
        };
        let version = |order| match value() {
            version if is_semver(&version) => Self::Version(version, order),
            _ => Self::Never,
        };
        match operator {
            "IN" => Self::In(values()),
            "NOT_IN" => Self::NotIn(values()),
            "STR_STARTS_WITH" => part(Part::Start),
            "STR_ENDS_WITH" => part(Part::End),
            "STR_CONTAINS" => part(Part::Anywhere),
            "NUM_EQ" => number(Order::Equal),
            "NUM_GT" => number(Order::Greater),
            "NUM_GTE" => number(Order::GreaterOrEqual),
            "NUM_LT" => number(Order::Less),
            "NUM_LTE" => number(Order::LessOrEqual),
            "DATE_AFTER" => date(Order::Greater),
            "DATE_BEFORE" => date(Order::Less),
            "SEMVER_EQ" => version(Order::Equal),
            "SEMVER_GT" => version(Order::Greater),
            "SEMVER_GTE" => version(Order::GreaterOrEqual),
            "SEMVER_LT" => version(Order::Less),
            "SEMVER_LTE" => version(Order::LessOrEqual),
            "REGEX" => {
                let pattern = value();
                let mut builder = RegexBuilder::new(&pattern);
                let regex = builder.case_insensitive(fold).size_limit(REGEX_BYTES).build();
                Self::Matches(regex.ok())
            }
            "IN_CIDR" => Self::Network(values().iter().filter_map(|v| Network::read(v)).collect()),
            _ => Self::Unknown,
        }
    }

    fn holds(&self, value: Option<&str>) -> bool {
        let listed = |values: &[String], value: &str| values.iter().any(|listed| listed == value);
        let Some(value) = value else { return matches!(self, Self::NotIn(_)) };
        match self {
            Self::In(values) => listed(values, value),
            Self::NotIn(values) => !listed(values, value),
            Self::Part { values, part, fold: true } => part.of(values, &value.to_lowercase()),
            Self::Part { values, part, fold: false } => part.of(values, value),
            Self::Number(number, Order::Equal) => {
                number_of(value).is_some_and(|value| (value - number).abs() < f64::EPSILON)
            }
            Self::Number(number, order) => {
                let ordering = number_of(value).and_then(|value| value.partial_cmp(number));
                ordering.is_some_and(|ordering| order.holds(ordering))
            }
            Self::Date(date, order) => {
                moment::read(value).is_some_and(|value| order.holds(value.cmp(date)))
            }
            Self::Version(version, order) => {
                let ordering = is_semver(value).then(|| compare_versions(value, version));
                ordering.flatten().is_some_and(|ordering| order.holds(ordering))
            }
            Self::Matches(regex) => regex.as_ref().is_some_and(|regex| regex.is_match(value)),
            Self::Network(networks) => address::holds(networks, value),
            Self::Never | Self::Unknown => false,
        }
    }
}

/// What of a constraint cannot be read and so holds for nobody, or means something else than it says:
/// a sentence without its place, and what comes of it.
pub(in crate::flag) fn complaint(node: &Node) -> Option<(&'static str, &'static str)> {
    let operator = node.child("operator").and_then(Node::as_text).unwrap_or_default();
    let nobody = "it holds for nobody, inverted or not";
    Some(match Test::compile(operator, node, false) {
        Test::Unknown => ("the constraint has an operator that Unleash does not have", nobody),
        Test::Never if operator.starts_with("NUM_") => {
            ("the constraint compares with what is not a number", nobody)
        }
        Test::Never if operator.starts_with("DATE_") => {
            ("the constraint compares with what is not a time with its zone", nobody)
        }
        Test::Never => ("the constraint compares with what is not a semantic version", nobody),
        Test::Matches(None) => (
            "the pattern cannot be read, and so matches nothing",
            "patterns are matched in linear time, without look-around and back-references",
        ),
        Test::Network(networks) if networks.len() < listed(node).len() => {
            ("the constraint lists what is neither an address nor a network", "it is passed over")
        }
        Test::Date(..) if node.child("contextName").and_then(Node::as_text) != Some(TIME) => (
            "the constraint compares a field with a date, for which Unleash has the current time alone",
            "it asks for `currentTime`, as in Unleash",
        ),
        _ => return None,
    })
}

fn listed(node: &Node) -> &[Node] {
    node.child("values").and_then(Node::as_list).unwrap_or_default()
}

/// A semantic version whose numbers are below 2^64, as every SDK of Unleash reads them.
fn is_semver(text: &str) -> bool {
    let core = text.split(['-', '+']).next().unwrap_or_default();
    is_version(text) && core.split('.').all(|number| number.parse::<u64>().is_ok())
}

fn number_of(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}

impl Part {
    fn of(self, values: &[String], whole: &str) -> bool {
        values.iter().any(|value| match self {
            Self::Start => whole.starts_with(value.as_str()),
            Self::End => whole.ends_with(value.as_str()),
            Self::Anywhere => whole.contains(value.as_str()),
        })
    }
}
