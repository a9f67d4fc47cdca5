//! Flags that decide nothing any more.

use std::collections::HashSet;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::model::{Flag, FlagEntry};
use crate::yaml::Node;

rule! {
    /// A flag says one value in every environment, to everybody and at any time.
    ///
    /// Flags that were written as one value, without environments, are switches for a day that may
    /// come, and those that others require or that have a `kill_switch` are in use.
    ///
    /// # Why it matters
    ///
    /// Its work is done: the branch that nobody takes is still there, untested.
    ///
    /// # Remedy
    ///
    /// Remove the flag and the branch that it does not take.
    ///
    /// # Example
    ///
    /// ```yaml
    /// feature_flags:
    ///   new_checkout: {testing: true, staging: true, production: true}
    /// ```
    "unused-flag" in Flags, Info, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let all = context.all();
    let requires = |flag: &Flag| -> Vec<String> {
        let own = flag.requires.iter();
        let entries = flag.entries().flat_map(|entry| &entry.requires);
        own.chain(entries).map(|required| required.flag.value.clone()).collect()
    };
    let required: HashSet<String> = all.flags.values().flat_map(requires).collect();
    for flag in all.flags.values().filter(|flag| !required.contains(flag.name.as_str())) {
        if flag.kill_switch.is_some() || !flag.requires.is_empty() || flag.environments.len() < 2 {
            continue;
        }
        // Nobody knows what it is meant to say.
        if !flag.misfits.is_empty() {
            continue;
        }
        // Where an environment has no entry and the flag no default, code has the last word.
        let says_all = flag.fallback.is_some()
            || all.environments.keys().all(|name| flag.environments.get(name).is_some());
        if says_all && says_one_value(flag) {
            let message = format!("the flag `{}` says the same in every environment", flag.name);
            let help = "remove it, with the branch of the code that it does not take";
            found.add(found.say(message).help(help).at(context.place(flag.span)));
        }
    }
}

fn says_one_value(flag: &Flag) -> bool {
    let mut first: Option<&Node> = None;
    flag.environments.values().chain(flag.fallback.as_deref()).all(|entry| {
        let Some(value) = plain(entry).map(|value| meant(flag, value)) else { return false };
        *first.get_or_insert(value) == value
    })
}

fn plain(entry: &FlagEntry) -> Option<&Node> {
    entry.value.as_ref().filter(|_| entry.is_value()).map(Node::untagged)
}

/// A variant's value for its name.
fn meant<'f>(flag: &'f Flag, value: &'f Node) -> &'f Node {
    let variant = value.as_text().and_then(|name| flag.variants.get(name));
    variant.map_or(value, Node::untagged)
}
