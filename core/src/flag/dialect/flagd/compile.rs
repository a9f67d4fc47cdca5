//! Targeting as it is written, into a tree that can be asked.

use smol_str::SmolStr;

use super::operator::Operator;
use crate::flag::Attribute;
use crate::flag::dialect::asked::Lookup;
use crate::flag::dialect::{Bad, Frame};
use crate::yaml::{Data, Node};

/// A flag's targeting.
#[derive(Debug, Clone)]
pub(in crate::flag) struct Logic {
    /// The name that the flag has in flagd, which is part of its buckets.
    pub(super) flag: SmolStr,
    /// The attribute that counts as the targeting key before the context's own.
    pub(super) key: Lookup,
    pub(super) rule: Rule,
}

/// One expression. The tree is as deep as its document, which `limits.depth` bounds.
#[derive(Debug, Clone)]
pub(super) enum Rule {
    Value(Attribute),
    List(Box<[Rule]>),
    /// A path that is written out, and what counts where nothing is there.
    Variable(Box<Path>, Option<Box<Rule>>),
    /// A path that is itself evaluated.
    Dynamic(Box<[Rule]>),
    If(Box<[Rule]>),
    And(Box<[Rule]>),
    Or(Box<[Rule]>),
    Each(Each, Box<Rule>, Box<Rule>),
    Reduce(Box<Rule>, Box<Rule>, Box<Rule>),
    Call(Operator, Box<[Rule]>),
}

/// What is done with each item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Each {
    Map,
    Filter,
    All,
    Some,
    None,
}

/// What a variable names.
#[derive(Debug, Clone)]
pub(super) enum Path {
    /// All there is.
    Everything,
    FlagKey,
    Timestamp,
    /// The map of both.
    Flagd,
    TargetingKey(Lookup),
    At(Lookup),
}

impl Path {
    /// As targeting names it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Everything => "the context".to_owned(),
            Self::FlagKey => "$flagd.flagKey".to_owned(),
            Self::Timestamp => "$flagd.timestamp".to_owned(),
            Self::Flagd => "$flagd".to_owned(),
            Self::TargetingKey(lookup) | Self::At(lookup) => lookup.segments().join("."),
        }
    }

    pub(super) fn read(path: &str, frame: &mut Frame<'_>) -> Self {
        match path {
            "" => Self::Everything,
            "$flagd" => Self::Flagd,
            "$flagd.flagKey" => Self::FlagKey,
            "$flagd.timestamp" => Self::Timestamp,
            "targetingKey" => Self::TargetingKey(Lookup::dotted(path, frame)),
            _ => Self::At(Lookup::dotted(path, frame)),
        }
    }
}

impl Logic {
    /// Reads `{flag: name, targeting: logic}`.
    pub(in crate::flag) fn compile(data: &Node, frame: &mut Frame<'_>) -> Result<Self, Bad> {
        let targeting = data.child("targeting").ok_or_else(|| {
            Bad::new(data.span, "the part in flagd's language has no `targeting`")
        })?;
        let flag = data.child("flag").and_then(Node::as_text).ok_or_else(|| {
            Bad::new(data.span, "the part in flagd's language does not name its `flag`")
        })?;
        let key = Lookup::dotted("targetingKey", frame);
        Ok(Self { flag: flag.into(), key, rule: rule(targeting, frame)? })
    }
}

fn rule(node: &Node, frame: &mut Frame<'_>) -> Result<Rule, Bad> {
    match &node.untagged().data {
        Data::List(items) => Ok(Rule::List(rules(items, frame)?)),
        // Only a map of one key is an operation; any other is data.
        Data::Map(map) if map.len() == 1 => {
            let entry = &map.entries()[0];
            operation(&entry.key, &entry.node, frame).map_err(|bad| bad.or_at(entry.key_span))
        }
        _ => Ok(Rule::Value(Attribute::from(node))),
    }
}

fn rules(items: &[Node], frame: &mut Frame<'_>) -> Result<Box<[Rule]>, Bad> {
    items.iter().map(|item| rule(item, frame)).collect()
}

fn operation(name: &str, given: &Node, frame: &mut Frame<'_>) -> Result<Rule, Bad> {
    let list = given.as_list();
    // One argument may stand without its brackets.
    let items = list.unwrap_or(std::slice::from_ref(given));
    match name {
        "var" => return variable(items, frame),
        "if" | "?:" => return Ok(Rule::If(rules(items, frame)?)),
        "and" => return Ok(Rule::And(rules(items, frame)?)),
        "or" => return Ok(Rule::Or(rules(items, frame)?)),
        "map" => return each(Each::Map, items, frame),
        "filter" => return each(Each::Filter, items, frame),
        "all" => return each(Each::All, items, frame),
        "some" => return each(Each::Some, items, frame),
        "none" => return each(Each::None, items, frame),
        "reduce" => {
            let argument = |at: usize, frame: &mut Frame<'_>| -> Result<Box<Rule>, Bad> {
                let none = Rule::Value(Attribute::Null);
                Ok(Box::new(items.get(at).map_or(Ok(none), |item| rule(item, frame))?))
            };
            let (list, body) = (argument(0, frame)?, argument(1, frame)?);
            return Ok(Rule::Reduce(list, body, argument(2, frame)?));
        }
        _ => {}
    }
    let operator = Operator::named(name).ok_or_else(|| {
        let shown: String = name.escape_debug().take(64).collect();
        Bad::new(crate::source::Span::NONE, format!("flagd has no operation `{shown}`"))
    })?;
    Ok(Rule::Call(operator, rules(items, frame)?))
}

fn each(each: Each, items: &[Node], frame: &mut Frame<'_>) -> Result<Rule, Bad> {
    let argument = |at: usize, frame: &mut Frame<'_>| match items.get(at) {
        Some(item) => rule(item, frame),
        None => Ok(Rule::Value(Attribute::Null)),
    };
    let list = argument(0, frame)?;
    Ok(Rule::Each(each, Box::new(list), Box::new(argument(1, frame)?)))
}

fn variable(items: &[Node], frame: &mut Frame<'_>) -> Result<Rule, Bad> {
    let written = match items.first().map(|item| &item.untagged().data) {
        None | Some(Data::Null) => Some(String::new()),
        Some(Data::Text(path)) => Some(path.to_string()),
        Some(Data::Int(index)) => Some(index.to_string()),
        _ => None,
    };
    let Some(path) = written else {
        return Ok(Rule::Dynamic(rules(items, frame)?));
    };
    let otherwise = items.get(1).map(|item| rule(item, frame).map(Box::new)).transpose()?;
    Ok(Rule::Variable(Box::new(Path::read(&path, frame)), otherwise))
}
