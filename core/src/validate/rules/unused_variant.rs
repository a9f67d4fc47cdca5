//! Variants that nobody gets.

use std::collections::HashSet;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::model::{Flag, FlagEntry, RuleSpec};
use crate::yaml::{Data, Node, Spanned};

rule! {
    /// A flag has a variant that it serves nowhere.
    ///
    /// # Why it matters
    ///
    /// The experiment has one arm less than its code; or the name is mistyped where it is served,
    /// and another variant is served instead.
    ///
    /// # Remedy
    ///
    /// Serve it, or remove it.
    ///
    /// # Example
    ///
    /// ```yaml
    /// feature_flags:
    ///   button_colour:
    ///     variants: {red: "#f00", green: "#0f0", blue: "#00f"}
    ///     default: red
    ///     testing: {rules: [{when: "user.group == 'b'", serve: green}], default: red}
    /// ```
    ///
    /// Nobody gets `blue`.
    "unused-variant" in Flags, Info, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for flag in context.all().flags.values() {
        let served = served(flag);
        for (name, value) in &flag.variants {
            if !served.contains(name.as_str()) {
                let message =
                    format!("the flag `{}` serves its variant `{name}` nowhere", flag.name);
                let finding = found.say(message).help("serve it, or remove it");
                found.add(finding.at(context.place(value.span)));
            }
        }
    }
}

/// The variants that something serves, by name, by value, or by a rollout.
fn served(flag: &Flag) -> HashSet<&str> {
    let mut served = HashSet::new();
    for entry in flag.entries() {
        served.extend(entry.served().filter_map(|node| variant(flag, node)));
        let splits = entry.rules.iter().filter_map(|rule| rule.split.as_ref()).chain(&entry.split);
        served.extend(splits.flat_map(|split| split.variants.keys().map(String::as_str)));
        // What is written in another language is not looked into.
        if entry.rules.iter().any(|rule| rule.choose.is_some()) {
            served.extend(flag.variants.keys().map(String::as_str));
        }
        let rolls = |rule: &&Spanned<RuleSpec>| {
            rule.rollout.is_some() && rule.serve.is_none() && rule.split.is_none()
        };
        if entry.rollout.is_some() || entry.rules.iter().any(|rule| rolls(&rule)) {
            let on = flag.variants.get_key_value("on").or_else(|| flag.variants.first());
            let off = flag.variants.get_key_value("off").filter(|_| entry.value.is_none());
            served.extend(on.into_iter().chain(off).map(|(name, _)| name.as_str()));
        }
    }
    // What it answers while it is off.
    let off = [flag.kill_switch.is_some(), !flag.requires.is_empty()];
    let off_here = |entry: &FlagEntry| entry.kill_switch.is_some() || !entry.requires.is_empty();
    if off.contains(&true) || flag.entries().any(off_here) {
        served.insert("off");
    }
    served
}

fn variant<'f>(flag: &'f Flag, node: &Node) -> Option<&'f str> {
    let node = node.untagged();
    let found = match &node.data {
        Data::Text(name) => flag.variants.get_key_value(name.as_str()),
        _ => flag.variants.iter().find(|(_, value)| value.untagged() == node),
    };
    found.map(|(name, _)| name.as_str())
}
