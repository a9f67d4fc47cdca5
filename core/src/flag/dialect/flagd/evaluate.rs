//! Evaluation of targeting, with a bound on the work that it may cause.

use std::cell::Cell;
use std::cmp::Ordering;

use super::compile::{Each, Logic, Path, Rule};
use super::fractional::fractional;
use super::operator::Operator;
use super::version;
use crate::flag::Attribute;
use crate::flag::dialect::js;
use crate::flag::scope::Scope;

/// Steps and bytes of text that one evaluation may take. Real targeting takes some hundreds; this
/// stops what multiplies lists by lists.
const WORK: u32 = 1 << 20;

/// The targeting asked for more work than it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flag) struct TooMuch;

impl Logic {
    /// What the targeting comes to: the name of a variant, or null for the default one.
    pub(in crate::flag) fn evaluate(&self, scope: &Scope<'_>) -> Result<Attribute, TooMuch> {
        Run::new(self, scope).come(&self.rule)
    }

    /// The variant's name that a result stands for; null stands for none.
    pub(in crate::flag) fn variant(result: &Attribute) -> Option<String> {
        match result {
            Attribute::Null => None,
            other => Some(js::text(other).into_owned()),
        }
    }
}

/// What variables are looked for in.
enum Data<'s> {
    Context,
    Item(&'s Attribute),
}

pub(super) struct Run<'r> {
    logic: &'r Logic,
    scope: &'r Scope<'r>,
    work: Cell<u32>,
}

impl<'r> Run<'r> {
    pub(super) fn new(logic: &'r Logic, scope: &'r Scope<'r>) -> Self {
        Self { logic, scope, work: Cell::new(WORK) }
    }

    /// What an expression comes to for the context as a whole.
    pub(super) fn come(&self, rule: &Rule) -> Value {
        self.rule(rule, &Data::Context)
    }
}

pub(super) type Value = Result<Attribute, TooMuch>;

impl Run<'_> {
    fn spend(&self, amount: usize) -> Result<(), TooMuch> {
        let amount = u32::try_from(amount).unwrap_or(u32::MAX);
        self.work.set(self.work.get().checked_sub(amount).ok_or(TooMuch)?);
        Ok(())
    }

    fn rule(&self, rule: &Rule, data: &Data<'_>) -> Value {
        self.spend(1)?;
        match rule {
            Rule::Value(value) => self.copy(value),
            Rule::List(items) => Ok(Attribute::List(self.all(items, data)?)),
            Rule::Variable(path, otherwise) => match self.at(path, data)? {
                // Null counts as nothing there.
                Some(value) if value != Attribute::Null => Ok(value),
                _ => otherwise.as_ref().map_or(Ok(Attribute::Null), |rule| self.rule(rule, data)),
            },
            Rule::Dynamic(arguments) => {
                let mut values = self.all(arguments, data)?.into_iter();
                let path = values.next().unwrap_or(Attribute::Null);
                let otherwise = values.next().unwrap_or(Attribute::Null);
                let found = self.named(&path, data)?;
                Ok(found.filter(|value| *value != Attribute::Null).unwrap_or(otherwise))
            }
            Rule::If(parts) => {
                let mut parts = parts.iter();
                while let Some(part) = parts.next() {
                    let value = self.rule(part, data)?;
                    match parts.next() {
                        // The last one stands alone: it is the answer.
                        None => return Ok(value),
                        Some(then) if truthy(&value) => return self.rule(then, data),
                        Some(_) => {}
                    }
                }
                Ok(Attribute::Null)
            }
            Rule::And(parts) => self.first(parts, data, |value| !truthy(value)),
            Rule::Or(parts) => self.first(parts, data, truthy),
            Rule::Each(each, list, body) => self.each(*each, list, body, data),
            Rule::Reduce(list, body, start) => {
                let items = self.rule(list, data)?;
                let mut sum = self.rule(start, data)?;
                let Attribute::List(items) = items else { return Ok(sum) };
                for current in items {
                    let both =
                        vec![("current".to_owned(), current), ("accumulator".to_owned(), sum)];
                    sum = self.rule(body, &Data::Item(&Attribute::Map(both)))?;
                }
                Ok(sum)
            }
            Rule::Call(operator, arguments) => {
                let arguments = self.all(arguments, data)?;
                self.call(*operator, arguments, data)
            }
        }
    }

    fn all(&self, rules: &[Rule], data: &Data<'_>) -> Result<Vec<Attribute>, TooMuch> {
        rules.iter().map(|rule| self.rule(rule, data)).collect()
    }

    /// The first value that settles it, else the last one.
    fn first(
        &self,
        parts: &[Rule],
        data: &Data<'_>,
        settles: impl Fn(&Attribute) -> bool,
    ) -> Value {
        let mut last = Attribute::Null;
        for part in parts {
            last = self.rule(part, data)?;
            if settles(&last) {
                break;
            }
        }
        Ok(last)
    }

    fn each(&self, each: Each, list: &Rule, body: &Rule, data: &Data<'_>) -> Value {
        let items = match self.rule(list, data)? {
            Attribute::List(items) => items,
            _ => Vec::new(),
        };
        let mut kept = Vec::new();
        // Nothing is true of all items where there are none.
        let mut answer =
            matches!(each, Each::None) || (matches!(each, Each::All) && !items.is_empty());
        for item in items {
            let value = self.rule(body, &Data::Item(&item))?;
            match (each, truthy(&value)) {
                (Each::Map, _) => kept.push(value),
                (Each::Filter, true) => kept.push(item),
                (Each::Filter, false) | (Each::All, true) | (Each::Some | Each::None, false) => {}
                (Each::All | Each::None, _) => {
                    answer = false;
                    break;
                }
                (Each::Some, true) => {
                    answer = true;
                    break;
                }
            }
        }
        Ok(match each {
            Each::Map | Each::Filter => Attribute::List(kept),
            _ => Attribute::Bool(answer),
        })
    }

    /// A copy, which costs as much as it is large.
    fn copy(&self, value: &Attribute) -> Value {
        self.spend(size(value))?;
        Ok(value.clone())
    }

    fn at(&self, path: &Path, data: &Data<'_>) -> Result<Option<Attribute>, TooMuch> {
        let context = self.scope.context;
        let found = match (data, path) {
            (Data::Item(item), Path::Everything) => Some(*item),
            (Data::Item(item), Path::At(lookup) | Path::TargetingKey(lookup)) => {
                lookup.within(item)
            }
            (Data::Item(_), _) => None,
            (Data::Context, Path::Everything) => return Ok(Some(self.everything()?)),
            (Data::Context, Path::FlagKey) => return Ok(Some(self.logic.flag.as_str().into())),
            (Data::Context, Path::Timestamp) => return Ok(self.timestamp()),
            (Data::Context, Path::Flagd) => return Ok(Some(self.flagd())),
            (Data::Context, Path::TargetingKey(_)) => self.targeting_key(),
            (Data::Context, Path::At(lookup)) => lookup.find(context),
        };
        found.map(|value| self.copy(value)).transpose()
    }

    /// A variable whose path was evaluated.
    fn named(&self, path: &Attribute, data: &Data<'_>) -> Result<Option<Attribute>, TooMuch> {
        let path = match path {
            Attribute::Null => "".into(),
            path => js::text(path),
        };
        let everything;
        let whole = match data {
            Data::Item(item) => *item,
            Data::Context => {
                everything = self.everything()?;
                &everything
            }
        };
        if path.is_empty() {
            return self.copy(whole).map(Some);
        }
        let found = path.split('.').try_fold(whole, |value, segment| match value {
            Attribute::Map(entries) => {
                entries.iter().rev().find(|(key, _)| key == segment).map(|(_, value)| value)
            }
            Attribute::List(items) => items.get(segment.parse::<usize>().ok()?),
            _ => None,
        });
        found.map(|value| self.copy(value)).transpose()
    }

    fn targeting_key(&self) -> Option<&Attribute> {
        let context = self.scope.context;
        self.logic.key.find(context).or_else(|| context.targeting_key())
    }

    fn timestamp(&self) -> Option<Attribute> {
        let now = self.scope.now()?;
        // It changes with the next second.
        self.scope.turns_at((now.div_euclid(1000) + 1).saturating_mul(1000));
        Some(Attribute::Int(now.div_euclid(1000)))
    }

    fn flagd(&self) -> Attribute {
        let timestamp = self.timestamp().unwrap_or(Attribute::Null);
        Attribute::Map(vec![
            ("flagKey".to_owned(), self.logic.flag.as_str().into()),
            ("timestamp".to_owned(), timestamp),
        ])
    }

    fn everything(&self) -> Value {
        let Attribute::Map(mut entries) = self.scope.context.everything() else {
            return Ok(Attribute::Null);
        };
        if let Some(key) = self.scope.context.targeting_key()
            && !entries.iter().any(|(name, _)| name == "targetingKey")
        {
            entries.push(("targetingKey".to_owned(), key.clone()));
        }
        entries.retain(|(name, _)| name != "$flagd");
        entries.push(("$flagd".to_owned(), self.flagd()));
        let everything = Attribute::Map(entries);
        self.spend(size(&everything))?;
        Ok(everything)
    }

    fn call(&self, operator: Operator, arguments: Vec<Attribute>, data: &Data<'_>) -> Value {
        use Operator as Op;
        const NULL: &Attribute = &Attribute::Null;
        let at = |index: usize| arguments.get(index).unwrap_or(NULL);
        let between = |holds: fn(Ordering) -> bool| {
            let pair = |a, b| js::compare(a, b).is_some_and(holds);
            let first = pair(at(0), at(1));
            Attribute::Bool(first && (arguments.len() < 3 || pair(at(1), at(2))))
        };
        Ok(match operator {
            Op::Equal => js::equal(at(0), at(1)).into(),
            Op::NotEqual => (!js::equal(at(0), at(1))).into(),
            Op::Same => js::same(at(0), at(1)).into(),
            Op::NotSame => (!js::same(at(0), at(1))).into(),
            Op::Greater => between(Ordering::is_gt),
            Op::GreaterOrEqual => between(Ordering::is_ge),
            Op::Less => between(Ordering::is_lt),
            Op::LessOrEqual => between(Ordering::is_le),
            Op::Truth => truthy(at(0)).into(),
            Op::Not => (!truthy(at(0))).into(),
            Op::Remainder => numeric(js::number(at(0)) % js::number(at(1))),
            Op::Add => numeric(arguments.iter().map(addend).sum()),
            Op::Multiply => numeric(arguments.iter().map(addend).product()),
            Op::Subtract if arguments.len() < 2 => numeric(-js::number(at(0))),
            Op::Subtract => numeric(js::number(at(0)) - js::number(at(1))),
            Op::Divide => numeric(js::number(at(0)) / js::number(at(1))),
            Op::Min => numeric(extreme(&arguments, f64::INFINITY, |a, b| a < b)),
            Op::Max => numeric(extreme(&arguments, f64::NEG_INFINITY, |a, b| a > b)),
            Op::In => match at(1) {
                Attribute::Text(whole) => whole.contains(&*js::text(at(0))).into(),
                Attribute::List(items) => items.iter().any(|item| js::same(item, at(0))).into(),
                _ => false.into(),
            },
            Op::Cat => {
                let mut joined = String::new();
                for argument in &arguments {
                    if !matches!(argument, Attribute::Null) {
                        joined.push_str(&js::text(argument));
                    }
                }
                self.spend(joined.len())?;
                joined.into()
            }
            Op::Substring => substring(at(0), at(1), arguments.get(2)).into(),
            Op::Merge => {
                let mut merged = Vec::new();
                for argument in arguments {
                    match argument {
                        Attribute::List(items) => merged.extend(items),
                        other => merged.push(other),
                    }
                }
                self.spend(merged.len())?;
                Attribute::List(merged)
            }
            Op::Missing => {
                let keys = match at(0) {
                    Attribute::List(keys) => keys.as_slice(),
                    _ => arguments.as_slice(),
                };
                Attribute::List(self.missing(keys, data)?)
            }
            Op::MissingSome => {
                let Attribute::List(keys) = at(1) else { return Ok(Attribute::List(Vec::new())) };
                let missing = self.missing(keys, data)?;
                let enough = (keys.len() - missing.len()) as f64 >= js::number(at(0));
                Attribute::List(if enough { Vec::new() } else { missing })
            }
            Op::Log => at(0).clone(),
            Op::Fractional => {
                let key = self.targeting_key();
                let given = fractional(&arguments, &self.logic.flag, key);
                self.scope.note_share(given.map(|(_, share)| share));
                given.map_or(Attribute::Null, |(variant, _)| variant.clone())
            }
            Op::StartsWith => affix(&arguments, |whole, part| whole.starts_with(part)),
            Op::EndsWith => affix(&arguments, |whole, part| whole.ends_with(part)),
            Op::SemVer => match arguments.as_slice() {
                [left, sign, right] => {
                    let holds = version::holds(&js::text(left), &js::text(sign), &js::text(right));
                    holds.map_or(Attribute::Null, Attribute::Bool)
                }
                _ => Attribute::Null,
            },
            Op::Lower => cased(at(0), str::to_ascii_lowercase),
            Op::Upper => cased(at(0), str::to_ascii_uppercase),
        })
    }

    /// Those of the paths that lead to nothing.
    fn missing(&self, keys: &[Attribute], data: &Data<'_>) -> Result<Vec<Attribute>, TooMuch> {
        let mut missing = Vec::new();
        for key in keys {
            let there = match self.named(key, data)? {
                None | Some(Attribute::Null) => false,
                Some(Attribute::Text(text)) => !text.is_empty(),
                Some(_) => true,
            };
            if !there {
                missing.push(key.clone());
            }
        }
        Ok(missing)
    }
}

/// JsonLogic's truth: an empty list is false.
pub(in crate::flag) fn truthy(value: &Attribute) -> bool {
    match value {
        Attribute::List(items) => !items.is_empty(),
        other => js::truthy(other),
    }
}

/// A number. One that is none stays so: it compares to nothing, and names no variant.
fn numeric(value: f64) -> Attribute {
    Attribute::Float(value)
}

/// What is added or multiplied: the number a text begins with, and what anything else is as one.
fn addend(value: &Attribute) -> f64 {
    match value {
        Attribute::Text(_) => js::leading_number(value),
        other => js::number(other),
    }
}

fn extreme(values: &[Attribute], start: f64, better: impl Fn(f64, f64) -> bool) -> f64 {
    values.iter().map(js::number).fold(start, |best, value| {
        if value.is_nan() || best.is_nan() {
            f64::NAN
        } else if better(value, best) {
            value
        } else {
            best
        }
    })
}

/// Two texts compared; anything else compares to nothing.
fn affix(arguments: &[Attribute], holds: impl Fn(&str, &str) -> bool) -> Attribute {
    match arguments {
        [Attribute::Text(whole), Attribute::Text(part)] => holds(whole, part).into(),
        _ => Attribute::Null,
    }
}

fn cased(value: &Attribute, cased: impl Fn(&str) -> String) -> Attribute {
    match value {
        Attribute::Text(text) => cased(text).into(),
        _ => Attribute::Null,
    }
}

/// From a position on, from the end if it is below zero; so many characters, or up to so many from
/// the end.
fn substring(source: &Attribute, start: &Attribute, length: Option<&Attribute>) -> String {
    let units: Vec<u16> = js::text(source).encode_utf16().collect();
    let whole = |value: &Attribute| js::number(value).trunc().clamp(-1e15, 1e15) as i64;
    let len = units.len() as i64;
    let start = match whole(start) {
        start if start < 0 => (len + start).max(0),
        start => start.min(len),
    };
    let rest = &units[start as usize..];
    let take = match length.map(whole) {
        None => rest.len() as i64,
        Some(length) if length < 0 => rest.len() as i64 + length,
        Some(length) => length.min(rest.len() as i64),
    };
    String::from_utf16_lossy(&rest[..take.max(0) as usize])
}

/// What a copy of a value costs.
fn size(value: &Attribute) -> usize {
    match value {
        Attribute::Text(text) => text.len() / 64,
        Attribute::List(items) => items.iter().map(|item| 1 + size(item)).sum(),
        Attribute::Map(entries) => entries.iter().map(|(_, value)| 1 + size(value)).sum(),
        _ => 0,
    }
}
