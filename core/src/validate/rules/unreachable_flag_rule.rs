//! Rules of flags that never decide anything.

use std::collections::HashMap;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::condition::{Condition, Operand, Truth};
use crate::model::{FlagEntry, RuleSpec};

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
        for entry in flag.entries() {
            check_entry(context, found, &flag.name, entry);
        }
    }
}

fn check_entry(context: &Context<'_>, found: &mut Found, flag: &str, entry: &FlagEntry) {
    let mut first = HashMap::new();
    for (at, rule) in entry.rules.iter().enumerate() {
        let (text, span) = match &rule.when {
            Some(when) => match when.condition() {
                Some(text) => (text.trim(), when.span),
                None => continue,
            },
            None => ("true", rule.span),
        };
        let place = context.place(span);
        let mut tell = |message: String, help: &str| {
            let finding = found.say(message).help(help).at(place.clone());
            found.add(finding.at(first.get(text).cloned().flatten()));
        };
        let behind = at + 1 < entry.rules.len() || entry.rollout.is_some() || entry.split.is_some();
        // One that takes a share, or counts for a time, leaves the others something.
        let takes_all = takes_all(rule);
        match constant(text) {
            Some(true) if behind && takes_all => {
                let message =
                    format!("a rule of the flag `{flag}` always holds, and hides the rest");
                tell(message, "move it to the end, or remove what is behind it");
            }
            Some(false) => {
                let message = format!("a rule of the flag `{flag}` never holds");
                tell(message, "correct its condition, or remove it");
            }
            _ if first.contains_key(text) => {
                let message =
                    format!("a rule of the flag `{flag}` repeats the condition of another");
                tell(message, "remove it, or correct its condition");
            }
            _ => {}
        }
        if takes_all {
            first.entry(text).or_insert(place);
        }
    }
}

/// Whether a rule decides for everyone whom its condition holds for.
fn takes_all(rule: &RuleSpec) -> bool {
    let shares = rule.rollout.is_some() || rule.split.is_some() || rule.choose.is_some();
    !shares && rule.from.is_none() && rule.until.is_none()
}

/// What a condition comes to, when it asks after nothing.
fn constant(text: &str) -> Option<bool> {
    let condition = Condition::parse(text).ok()?;
    if condition.references().len() > 0 || condition.segments().len() > 0 {
        return None;
    }
    let nothing: [(&str, Operand<'_>); 0] = [];
    match condition.evaluate(&nothing) {
        Truth::True => Some(true),
        Truth::False => Some(false),
        Truth::Unknown => None,
    }
}
