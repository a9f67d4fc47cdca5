//! Conditions over attributes.

use regex::{Regex, RegexBuilder};

use super::compare::{is_in, same_json, type_name};
use super::version::padded;
use crate::flag::context::Context;
use crate::flag::dialect::asked::Lookup;
use crate::flag::dialect::told::{self, compared};
use crate::flag::dialect::{Bad, Frame, js};
use crate::flag::{Attribute, Check};
use crate::yaml::{Data, Node};

/// All of these hold. The tree is as deep as its document, which `limits.depth` bounds.
#[derive(Debug, Clone, Default)]
pub(super) struct Condition(Box<[Clause]>);

#[derive(Debug, Clone)]
enum Clause {
    Any(Box<[Condition]>),
    NotAny(Box<[Condition]>),
    All(Box<[Condition]>),
    Not(Condition),
    /// What an attribute must be, also as it is written.
    At(Lookup, Test, Node),
    /// Holds for nobody.
    Never,
}

/// What a value must be.
#[derive(Debug, Clone)]
enum Test {
    Text(String),
    Number(f64),
    Bool(bool),
    Null,
    /// A list or map, by its JSON.
    Json(Attribute),
    Operators(Box<[Operator]>),
}

#[derive(Debug, Clone)]
enum Operator {
    /// The padded version, and whether an ordering answers it.
    Version(String, Ordered),
    Equal(Attribute),
    NotEqual(Attribute),
    Order(Attribute, Ordered),
    Exists(bool),
    In {
        list: Box<[Attribute]>,
        fold: bool,
        negated: bool,
    },
    Not(Box<Test>),
    Size(Box<Test>),
    /// A test of items, or of the attributes of items that are maps.
    AnyItem(Item),
    Every {
        tests: Box<[Test]>,
        fold: bool,
    },
    Matches(Option<Regex>),
    Type(String),
    /// Holds for nobody.
    Never,
}

#[derive(Debug, Clone)]
enum Item {
    Test(Box<Test>),
    Condition(Condition),
}

#[derive(Debug, Clone, Copy)]
enum Ordered {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Ordered {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "eq" => Self::Equal,
            "ne" => Self::NotEqual,
            "lt" => Self::Less,
            "lte" => Self::LessOrEqual,
            "gt" => Self::Greater,
            "gte" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

/// The groups that conditions name, by name.
pub(super) struct Groups<'g>(pub(super) Option<&'g Node>);

/// The largest regular expression, compiled.
const REGEX_BYTES: usize = 1 << 20;

pub(super) struct Compiler<'c, 'f> {
    pub(super) frame: &'c mut Frame<'f>,
    pub(super) groups: Groups<'c>,
    /// Groups that are being read, so that none holds itself.
    pub(super) within: Vec<String>,
}

impl Compiler<'_, '_> {
    pub(super) fn condition(&mut self, node: &Node) -> Result<Condition, Bad> {
        let map = node.as_map().ok_or_else(|| {
            Bad::new(node.span, format!("a condition of GrowthBook is a map, not {}", node.kind()))
        })?;
        let clauses = map.entries().iter().map(|entry| match entry.key.as_str() {
            "$or" => Ok(match self.conditions(&entry.node)? {
                // Nothing to choose from holds.
                none if none.is_empty() => Clause::All(none),
                any => Clause::Any(any),
            }),
            "$nor" => Ok(match self.conditions(&entry.node)? {
                none if none.is_empty() => Clause::Never,
                any => Clause::NotAny(any),
            }),
            "$and" => Ok(Clause::All(self.conditions(&entry.node)?)),
            "$not" => Ok(Clause::Not(self.condition(&entry.node)?)),
            "$savedGroup" => self.saved_group(&entry.node),
            path => {
                let test = self.test(&entry.node)?;
                Ok(Clause::At(Lookup::dotted(path, self.frame), test, entry.node.clone()))
            }
        });
        Ok(Condition(clauses.collect::<Result<_, Bad>>()?))
    }

    fn conditions(&mut self, node: &Node) -> Result<Box<[Condition]>, Bad> {
        let items = node.as_list().ok_or_else(|| {
            Bad::new(node.span, format!("expected a list of conditions, found {}", node.kind()))
        })?;
        items.iter().map(|item| self.condition(item)).collect()
    }

    fn saved_group(&mut self, reference: &Node) -> Result<Clause, Bad> {
        let Some(id) = reference.child("id").and_then(Node::as_text) else {
            return Ok(Clause::Never);
        };
        let group = self.groups.0.and_then(|groups| groups.child(id)).cloned();
        let Some(group) = group.filter(|_| !self.within.iter().any(|outer| outer == id)) else {
            return Ok(Clause::Never);
        };
        match group.child("type").and_then(Node::as_text) {
            Some("list") => {
                let key = reference.child("attributeKey").or_else(|| group.child("attributeKey"));
                let (Some(key), Some(values)) =
                    (key.and_then(Node::as_text), group.child("values").and_then(Node::as_list))
                else {
                    return Ok(Clause::Never);
                };
                let written = Node::from_iter([("$in", Node::detached(Data::List(values.into())))]);
                let list = values.iter().map(Attribute::from).collect();
                let test = Operator::In { list, fold: false, negated: false };
                let test = Test::Operators(Box::new([test]));
                Ok(Clause::At(Lookup::dotted(key, self.frame), test, written))
            }
            Some("condition") => {
                let Some(condition) = group.child("condition") else { return Ok(Clause::Never) };
                self.within.push(id.to_owned());
                let condition = self.condition(condition);
                self.within.pop();
                Ok(Clause::All(Box::new([condition?])))
            }
            _ => Ok(Clause::Never),
        }
    }

    fn test(&mut self, node: &Node) -> Result<Test, Bad> {
        Ok(match &node.untagged().data {
            Data::Text(text) => Test::Text(text.to_string()),
            Data::Bool(value) => Test::Bool(*value),
            Data::Null => Test::Null,
            Data::Map(map) if is_operators(node) => {
                let operators = map.entries().iter();
                let operators = operators.map(|entry| self.operator(&entry.key, &entry.node));
                Test::Operators(operators.collect::<Result<_, Bad>>()?)
            }
            _ => {
                let value = Attribute::from(node);
                match js::plain_number(&value) {
                    Some(number) => Test::Number(number),
                    None => Test::Json(value),
                }
            }
        })
    }

    fn operator(&mut self, name: &str, node: &Node) -> Result<Operator, Bad> {
        let value = || Attribute::from(node);
        let list = |fold: bool, negated: bool| match node.as_list() {
            Some(items) => {
                Operator::In { list: items.iter().map(Attribute::from).collect(), fold, negated }
            }
            None => Operator::Never,
        };
        Ok(match name {
            "$eq" => Operator::Equal(value()),
            "$ne" => Operator::NotEqual(value()),
            "$exists" => Operator::Exists(js::truthy(&value())),
            "$in" => list(false, false),
            "$ini" => list(true, false),
            "$nin" => list(false, true),
            "$nini" => list(true, true),
            "$inGroup" => self.group(node, false),
            "$notInGroup" => self.group(node, true),
            "$not" => Operator::Not(Box::new(self.test(node)?)),
            "$size" => Operator::Size(Box::new(self.test(node)?)),
            "$elemMatch" if is_operators(node) => {
                Operator::AnyItem(Item::Test(Box::new(self.test(node)?)))
            }
            "$elemMatch" => Operator::AnyItem(Item::Condition(self.condition(node)?)),
            "$all" | "$alli" => match node.as_list() {
                Some(items) => {
                    let tests = items.iter().map(|item| self.test(item));
                    let tests = tests.collect::<Result<_, Bad>>()?;
                    Operator::Every { tests, fold: name == "$alli" }
                }
                None => Operator::Never,
            },
            "$regex" => Operator::Matches(regex(node, false)),
            "$regexi" => Operator::Matches(regex(node, true)),
            "$type" => Operator::Type(node.as_text().unwrap_or_default().to_owned()),
            _ => {
                let versions = name.strip_prefix("$v").and_then(Ordered::named);
                let values = name.strip_prefix('$').and_then(Ordered::named);
                match (versions, values) {
                    (Some(order), _) => Operator::Version(padded(&value()), order),
                    (None, Some(order)) => Operator::Order(value(), order),
                    (None, None) => Operator::Never,
                }
            }
        })
    }

    /// Membership in a saved group. A name that is not there is an empty list; a group that is no
    /// list holds for nobody.
    fn group(&self, node: &Node, negated: bool) -> Operator {
        let entry = node.as_text().and_then(|id| self.groups.0?.child(id));
        let values = match entry {
            None => Some([].as_slice()),
            Some(entry) => entry.as_list().or_else(|| {
                let is_list = entry.child("type").and_then(Node::as_text) == Some("list");
                entry.child("values").filter(|_| is_list).and_then(Node::as_list)
            }),
        };
        match values {
            Some(values) => {
                let list = values.iter().map(Attribute::from).collect();
                Operator::In { list, fold: false, negated }
            }
            None => Operator::Never,
        }
    }
}

/// A map of operators and nothing else.
fn is_operators(node: &Node) -> bool {
    node.as_map().is_some_and(|map| {
        !map.is_empty() && map.entries().iter().all(|entry| entry.key.starts_with('$'))
    })
}

/// A regular expression; what is none, or too large, matches nothing.
fn regex(node: &Node, fold: bool) -> Option<Regex> {
    let pattern = js::text(&Attribute::from(node)).into_owned();
    RegexBuilder::new(&pattern).case_insensitive(fold).size_limit(REGEX_BYTES).build().ok()
}

/// What attributes are looked for in.
#[derive(Clone, Copy)]
enum Subject<'s> {
    Context(&'s Context, &'s Lookup),
    Value(&'s Attribute),
}

const NULL: &Attribute = &Attribute::Null;

impl<'s> Subject<'s> {
    fn find(self, lookup: &Lookup) -> Option<&'s Attribute> {
        match self {
            Self::Context(context, id) => lookup.find(context).or_else(|| {
                let is_id = lookup.segments() == id.segments();
                context.targeting_key().filter(|_| is_id)
            }),
            Self::Value(value) => lookup.within(value),
        }
    }
}

impl Condition {
    /// What it asks of each attribute; whether that holds is told of each by itself.
    pub(super) fn checks(&self, context: &Context, id: &Lookup, into: &mut Vec<Check>) {
        for clause in &self.0 {
            match clause {
                Clause::Any(all) | Clause::NotAny(all) | Clause::All(all) => {
                    all.iter().for_each(|condition| condition.checks(context, id, into));
                }
                Clause::Not(condition) => condition.checks(context, id, into),
                Clause::At(lookup, test, written) => {
                    let actual = Subject::Context(context, id).find(lookup);
                    let holds = test.holds(actual.unwrap_or(NULL), false);
                    let name = lookup.segments().join(".");
                    into.push(compared(&name, "is", Some(written), actual, holds));
                }
                Clause::Never => {
                    let why = "it names no group that could be read".to_owned();
                    into.push(told::said("a saved group".to_owned(), why, false));
                }
            }
        }
    }

    /// Whether it holds for a context, in which `id` falls back on the targeting key.
    pub(super) fn holds(&self, context: &Context, id: &Lookup) -> bool {
        self.of(Subject::Context(context, id))
    }

    /// Whether it holds for a value's own keys.
    pub(super) fn holds_within(&self, value: &Attribute) -> bool {
        self.of(Subject::Value(value))
    }

    fn of(&self, subject: Subject<'_>) -> bool {
        self.0.iter().all(|clause| match clause {
            Clause::Any(conditions) => conditions.iter().any(|c| c.of(subject)),
            Clause::NotAny(conditions) => !conditions.iter().any(|c| c.of(subject)),
            Clause::All(conditions) => conditions.iter().all(|c| c.of(subject)),
            Clause::Not(condition) => !condition.of(subject),
            Clause::At(lookup, test, _) => test.holds(subject.find(lookup).unwrap_or(NULL), false),
            Clause::Never => false,
        })
    }
}

impl Test {
    fn holds(&self, value: &Attribute, fold: bool) -> bool {
        match self {
            Self::Text(text) if fold => js::text(value).to_lowercase() == text.to_lowercase(),
            Self::Text(text) => js::text(value) == text.as_str(),
            Self::Number(number) => js::number(value) == *number,
            Self::Bool(expected) => {
                !matches!(value, Attribute::Null) && js::truthy(value) == *expected
            }
            Self::Null => matches!(value, Attribute::Null),
            Self::Json(expected) => same_json(value, expected),
            Self::Operators(operators) => operators.iter().all(|operator| operator.holds(value)),
        }
    }
}

impl Operator {
    fn holds(&self, value: &Attribute) -> bool {
        let missing = matches!(value, Attribute::Null);
        match self {
            Self::Version(expected, order) => {
                let actual = padded(value);
                order.holds(actual.encode_utf16().cmp(expected.encode_utf16()))
            }
            Self::Equal(expected) => js::same(value, expected),
            Self::NotEqual(expected) => !js::same(value, expected),
            Self::Order(expected, order) => {
                js::compare(value, expected).is_some_and(|ordering| order.holds(ordering))
            }
            Self::Exists(expected) => *expected != missing,
            Self::In { list, fold, negated } => is_in(value, list, *fold) != *negated,
            Self::Not(test) => !test.holds(value, false),
            Self::Size(test) => match value {
                Attribute::List(items) => test.holds(&Attribute::UInt(items.len() as u64), false),
                _ => false,
            },
            Self::AnyItem(item) => match value {
                Attribute::List(items) => items.iter().any(|value| {
                    !matches!(value, Attribute::Null)
                        && match item {
                            Item::Test(test) => test.holds(value, false),
                            Item::Condition(condition) => condition.holds_within(value),
                        }
                }),
                _ => false,
            },
            Self::Every { tests, fold } => match value {
                Attribute::List(items) => {
                    tests.iter().all(|test| items.iter().any(|item| test.holds(item, *fold)))
                }
                _ => false,
            },
            Self::Matches(regex) => {
                regex.as_ref().is_some_and(|regex| regex.is_match(&js::text(value)))
            }
            Self::Type(expected) => type_name(value) == expected,
            Self::Never => false,
        }
    }
}
