//! Flags that cannot answer as they are written.

use std::collections::HashMap;

use super::super::context::{Context, only};
use super::super::fix::Fix;
use super::super::rule::{Found, rule};
use crate::error::{Code, Place, closest};

rule! {
    /// A feature flag is written so that it cannot answer.
    ///
    /// It finds values that name no variant, percentages that are none, values of another shape than
    /// what reads them, and keys that nothing reads in an entry, however deep: a rule whose `when` is
    /// misspelled would count for everybody. A map without any part of an entry is a value only
    /// where the flag's `default` or one of its variants is a map. Conditions have a rule of their
    /// own.
    ///
    /// # Why it matters
    ///
    /// Such a flag answers everybody with the default of the code that asks, and says `ERROR` as
    /// its reason, until it is mended.
    ///
    /// # Remedy
    ///
    /// Correct the value at the place that is named.
    ///
    /// # Example
    ///
    /// ```yaml
    /// feature_flags:
    ///   new_search:
    ///     production: {rollout: {percentage: 250}}
    ///   new_cart:
    ///     production: {rolout: {percentage: 25}}
    /// ```
    ///
    /// A share ends at 100, and the second flag has a `rollout`.
    "bad-flag" in Flags, Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    // The rule `bad-condition` tells of conditions, to the column.
    let problems = context.flag_problems().into_iter();
    let others = problems.filter(|problem| problem.code() != Code::Condition);
    let fixes = respelled(context);
    for problem in others {
        let fix = problem.places().first().and_then(|place| fixes.get(place));
        found.error_once_with(problem, fix.cloned());
    }
}

/// What the keys that nothing reads are meant to be, by their places.
fn respelled(context: &Context<'_>) -> HashMap<Place, Fix> {
    let mut fixes = HashMap::new();
    for flag in context.all().flags.values() {
        let entries = flag.environments.values().chain(flag.fallback.as_deref());
        for unknown in entries.flat_map(|entry| &entry.unknown).chain(&flag.unknown) {
            let near = closest(&unknown.key, unknown.known.iter().copied());
            let fix = only(&near).and_then(|meant| context.respell(unknown.span, meant));
            fixes.extend(context.place(unknown.span).zip(fix));
        }
    }
    fixes
}
