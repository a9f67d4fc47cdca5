//! The comparisons that targeting makes, for explanations.

use super::compile::{Logic, Rule};
use super::evaluate::{Run, truthy};
use super::operator::Operator;
use crate::flag::dialect::told::{self, compared, node};
use crate::flag::scope::Scope;
use crate::flag::{Attribute, Check};
use crate::yaml::{Data, Node};

/// More than these are not told.
const MOST: usize = 100;

impl Logic {
    /// Each comparison of the targeting and each share that it asks for, judged by itself. Those
    /// within operations on the items of lists have no context to be judged by.
    pub(in crate::flag) fn checks(&self, scope: &Scope<'_>) -> Vec<Check> {
        let mut checks = Vec::new();
        // What is asked here for an explanation is not what the flag answered by.
        let share = scope.take_share();
        let run = Run::new(self, scope);
        walk(&self.rule, &run, scope, &mut checks);
        scope.note_share(share);
        checks
    }
}

// Rules are as deep as their document, which `limits.depth` bounds.
fn walk(rule: &Rule, run: &Run<'_>, scope: &Scope<'_>, into: &mut Vec<Check>) {
    if into.len() >= MOST {
        return;
    }
    match rule {
        Rule::List(parts) | Rule::If(parts) | Rule::And(parts) | Rule::Or(parts) => {
            parts.iter().for_each(|part| walk(part, run, scope, into));
        }
        Rule::Call(Operator::Fractional, _) => into.extend(fraction(rule, run, scope)),
        Rule::Call(operator, arguments) => match operator.comparison() {
            Some(name) => into.extend(comparison(name, rule, arguments, run)),
            None => arguments.iter().for_each(|argument| walk(argument, run, scope, into)),
        },
        Rule::Value(_)
        | Rule::Variable(..)
        | Rule::Dynamic(_)
        | Rule::Each(..)
        | Rule::Reduce(..) => {}
    }
}

fn fraction(rule: &Rule, run: &Run<'_>, scope: &Scope<'_>) -> Option<Check> {
    let variant = run.come(rule).ok()?;
    let share = scope.take_share();
    let text = "a variant by shares".to_owned();
    let Some((bucket, end)) = share else {
        let why = "there is nothing to hash, or the shares cannot be read";
        return Some(told::said(text, why.to_owned(), false));
    };
    let why = format!("bucket {bucket} gives {}, as those below {end}", node(&variant));
    Some(Check { bucket: Some(bucket), threshold: Some(end), ..told::said(text, why, true) })
}

fn comparison(name: &str, rule: &Rule, arguments: &[Rule], run: &Run<'_>) -> Option<Check> {
    let holds = truthy(&run.come(rule).ok()?);
    let at = arguments.iter().position(|argument| variable(argument).is_some());
    let values: Vec<Attribute> =
        arguments.iter().map(|argument| run.come(argument)).collect::<Result<_, _>>().ok()?;
    let attribute = at.and_then(|at| variable(arguments.get(at)?)).unwrap_or_default();
    let others = values.iter().enumerate().filter(|(index, _)| Some(*index) != at);
    let others: Vec<Node> = others.map(|(_, value)| node(value)).collect();
    let expected = match <[Node; 1]>::try_from(others) {
        Ok([one]) => one,
        Err(several) => Node::detached(Data::List(several.into())),
    };
    let actual = at.and_then(|at| values.get(at));
    Some(match attribute.is_empty() {
        true => {
            told::said(format!("{name} {expected}"), "no attribute is asked for".to_owned(), holds)
        }
        false => compared(&attribute, name, Some(&expected), actual, holds),
    })
}

/// The attribute that an operand comes from, also through operations on it alone.
fn variable(rule: &Rule) -> Option<String> {
    match rule {
        Rule::Variable(path, _) => Some(path.name()),
        Rule::Call(Operator::Lower | Operator::Upper, arguments) => {
            arguments.first().and_then(variable)
        }
        _ => None,
    }
}
