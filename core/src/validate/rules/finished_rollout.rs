//! Rollouts that are over, or have not begun.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::flag::Percentage;

rule! {
    /// A rollout gives a flag to everybody, or to nobody.
    ///
    /// # Why it matters
    ///
    /// At 100 the rollout is done and the plain value says it better; at 0 it reads as if somebody
    /// had the flag.
    ///
    /// # Remedy
    ///
    /// Write the value instead of the rollout, and remove the flag when it is on everywhere.
    ///
    /// # Example
    ///
    /// ```yaml
    /// feature_flags:
    ///   new_checkout:
    ///     production: {rollout: {percentage: 100}}
    /// ```
    "finished-rollout" in Flags, Info, check
}

const ALL: u32 = 100_000;

fn check(context: &Context<'_>, found: &mut Found) {
    for flag in context.all().flags.values() {
        for entry in flag.entries() {
            // A ramp has its own beginning and end.
            let rollout = entry.rollout.as_ref().filter(|rollout| rollout.start.is_none());
            // What a split hands out is no plain value.
            let rollout = rollout.filter(|_| entry.split.is_none());
            let Some(percentage) = rollout.and_then(|rollout| rollout.percentage.as_ref()) else {
                continue;
            };
            let Ok(share) = Percentage::read(&percentage.value) else { continue };
            let whom = match share.thousandths() {
                0 => "nobody",
                ALL => "everybody",
                _ => continue,
            };
            let message = format!("a rollout of the flag `{}` reaches {whom}", flag.name);
            let finding = found.say(message).help("write the value instead of the rollout");
            found.add(finding.at(context.place(percentage.span)));
        }
    }
}
