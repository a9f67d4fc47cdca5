//! Variants that nobody gets.

use std::collections::HashSet;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::model::Flag;
use crate::yaml::{Data, Node};

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
    for flag in context.all().flags.values().filter(|flag| flag.unsupported.is_none()) {
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
    for entry in flag.environments.values().chain(&flag.fallback) {
        let rules = entry.rules.iter().map(|rule| &rule.serve.value);
        for node in rules.chain(&entry.value) {
            served.extend(variant(flag, node));
        }
        if entry.rollout.is_some() {
            let on = flag.variants.get_key_value("on").or_else(|| flag.variants.first());
            let off = flag.variants.get_key_value("off").filter(|_| entry.value.is_none());
            served.extend(on.into_iter().chain(off).map(|(name, _)| name.as_str()));
        }
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
