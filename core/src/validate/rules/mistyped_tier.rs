//! Tiers that are nearly one of those that count.

use super::super::context::{Context, did_you_mean, only};
use super::super::rule::{Found, rule};
use crate::error::closest;

rule! {
    /// A tier is nearly one of the known tiers, and is none of them.
    ///
    /// Known are `development`, `testing`, `pre-production` and `production`. A project may have
    /// others; only near misses are told.
    ///
    /// # Why it matters
    ///
    /// What protects production asks for the tier `production`, by that word alone. With `prod`
    /// none of it holds, and nothing else says so.
    ///
    /// # Remedy
    ///
    /// Write the tier in full.
    ///
    /// # Example
    ///
    /// ```yaml
    /// environments:
    ///   production: {tier: prod}   # meant: production
    /// ```
    "mistyped-tier" in Files, Warning, check
}

const TIERS: [&str; 4] = ["development", "testing", "pre-production", "production"];

fn check(context: &Context<'_>, found: &mut Found) {
    for environment in context.environments().filter(|each| each.derived.is_none()) {
        let Some(tier) = &environment.record.tier else { continue };
        if TIERS.contains(&tier.value.as_str()) {
            continue;
        }
        let near = closest(&tier.value, TIERS);
        let Some(help) = did_you_mean(&near) else { continue };
        let message = format!("the tier of `{}` is none of the known ones", environment.name);
        let fix = only(&near).and_then(|meant| context.respell(tier.span, meant));
        found.add(found.say(message).help(help).at(context.place(tier.span)).fix(fix));
    }
}
