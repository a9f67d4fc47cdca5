//! Amounts below nothing.

use super::super::context::{Context, whole};
use super::super::rule::{Found, rule};
use crate::value::{Quantity, kind_of, leaves};

rule! {
    /// An amount is below zero.
    ///
    /// The key says where an amount is expected, as for `bad-quantity`. A bare `-1` is left alone:
    /// many applications read it as *no bound*.
    ///
    /// # Why it matters
    ///
    /// No processor time, memory, time or share is less than nothing. What reads it refuses it, or
    /// takes it for something very large.
    ///
    /// # Remedy
    ///
    /// Remove the sign, or leave the value out.
    ///
    /// # Example
    ///
    /// ```yaml
    /// cache: {ttl: -30}
    /// ```
    "negative-amount" in Values, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for root in context.authored() {
        leaves(root, &mut |path, node| {
            let Some(kind) = kind_of(path.keys()).filter(|_| whole(node) != Some(-1)) else {
                return;
            };
            let amount = Quantity::read(&node.untagged().data, kind);
            if amount.is_ok_and(|amount| amount.nanos() < 0) {
                let finding = found.say(format!("`{path}` is below zero"));
                let help = "remove the sign, or leave the value out";
                found.add(finding.help(help).at(context.place(node.untagged().span)));
            }
        });
    }
}
