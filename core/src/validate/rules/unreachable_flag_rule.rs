//! Rules of flags that never decide anything.

use std::collections::HashMap;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::condition::{Condition, Operand, Truth};
use crate::model::FlagEntry;

rule! {
    /// A rule of a flag can never decide, because of its own condition or of a rule before it.
    ///
    /// It finds conditions that are always true with something behind them, conditions that are
    /// never true, and conditions that an earlier rule of the entry has word for word.
    ///
    /// # Why it matters
    ///
    /// Rules are tried in order, and the first that holds decides. What stands behind looks as if
    /// somebody were served by it.
    ///
    /// # Remedy
    ///
    /// Move the general rule to the end, or remove what is never reached.
    ///
    /// # Example
    ///
    /// ```yaml
    /// production:
    ///   rules:
    ///     - {when: "user.plan == 'pro'", serve: true}
    ///     - {when: "user.plan == 'pro'", serve: false}   # never reached
    /// ```
    "unreachable-flag-rule" in Flags, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for flag in context.all().flags.values() {
        for entry in flag.environments.values().chain(&flag.fallback) {
            check_entry(context, found, &flag.name, entry);
        }
    }
}

fn check_entry(context: &Context<'_>, found: &mut Found, flag: &str, entry: &FlagEntry) {
    let mut first = HashMap::new();
    for (at, rule) in entry.rules.iter().enumerate() {
        let place = context.place(rule.when.span);
        let mut tell = |message: String, help: &str| {
            let finding = found.say(message).help(help).at(place.clone());
            found.add(finding.at(first.get(rule.when.value.trim()).cloned().flatten()));
        };
        let behind = at + 1 < entry.rules.len() || entry.rollout.is_some();
        match constant(&rule.when.value) {
            Some(true) if behind => {
                let message =
                    format!("a rule of the flag `{flag}` always holds, and hides the rest");
                tell(message, "move it to the end, or remove what is behind it");
            }
            Some(false) => {
                let message = format!("a rule of the flag `{flag}` never holds");
                tell(message, "correct its condition, or remove it");
            }
            _ if first.contains_key(rule.when.value.trim()) => {
                let message =
                    format!("a rule of the flag `{flag}` repeats the condition of another");
                tell(message, "remove it, or correct its condition");
            }
            _ => {}
        }
        first.entry(rule.when.value.trim()).or_insert(place);
    }
}

/// What a condition comes to, when it asks after nothing.
fn constant(text: &str) -> Option<bool> {
    let condition = Condition::parse(text).ok()?;
    if condition.references().len() > 0 {
        return None;
    }
    let nothing: [(&str, Operand<'_>); 0] = [];
    match condition.evaluate(&nothing) {
        Truth::True => Some(true),
        Truth::False => Some(false),
        Truth::Unknown => None,
    }
}
