//! Flags that answer a boolean here and a text there.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::model::Flag;
use crate::source::Span;
use crate::yaml::{Data, Node};

rule! {
    /// A flag has values of different kinds.
    ///
    /// The values of its variants are compared, or those of its entries and rules where it has
    /// none. A rollout of a flag without variants serves `true`.
    ///
    /// # Why it matters
    ///
    /// Code asks for one kind. Where the flag has another it gets its own default, and a type
    /// mismatch as the reason.
    ///
    /// # Remedy
    ///
    /// Write values of one kind; mostly one of them is quoted by mistake.
    ///
    /// # Example
    ///
    /// ```yaml
    /// feature_flags:
    ///   new_checkout: {testing: true, production: "false"}
    /// ```
    "mixed-flag-kinds" in Flags, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for flag in context.all().flags.values() {
        let values = values(flag);
        let Some((first, before)) = values.first() else { continue };
        let Some((second, span)) = values.iter().find(|(kind, _)| kind != first) else { continue };
        let message = format!("the flag `{}` is {first} in one place and {second} here", flag.name);
        let finding = found.say(message).help("write values of one kind");
        let finding = finding.at(context.place(*span));
        found.add(finding.at(context.place(*before)));
    }
}

/// The kinds of what a flag can answer, in the order of the file.
fn values(flag: &Flag) -> Vec<(&'static str, Span)> {
    if !flag.variants.is_empty() {
        return flag.variants.values().filter_map(|node| Some((kind(node)?, node.span))).collect();
    }
    let mut values = Vec::new();
    for entry in flag.entries() {
        values.extend(entry.served().filter_map(|node| Some((kind(node)?, node.span))));
        // What a rollout serves where nothing says it.
        let rules = entry.rules.iter().filter(|rule| rule.serve.is_none() && rule.split.is_none());
        let own = entry.rollout.iter().filter(|_| entry.split.is_none());
        let rollouts = rules.filter_map(|rule| rule.rollout.as_ref()).chain(own);
        let percentages = rollouts.filter_map(|rollout| rollout.percentage.as_ref());
        values.extend(percentages.map(|percentage| ("a boolean", percentage.span)));
    }
    values.sort_by_key(|(_, span)| *span);
    values
}

fn kind(node: &Node) -> Option<&'static str> {
    match node.untagged().data {
        Data::Null => None,
        Data::Int(_) | Data::UInt(_) | Data::Float(_) => Some("a number"),
        _ => Some(node.kind()),
    }
}
