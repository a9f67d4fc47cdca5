//! Flags that cannot answer as they are written.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::error::Code;

rule! {
    /// A feature flag is written so that it cannot answer.
    ///
    /// It finds values that name no variant and percentages that are none. Conditions have a rule
    /// of their own.
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
    /// ```
    ///
    /// A share ends at 100.
    "bad-flag" in Flags, Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    // The rule `bad-condition` tells of conditions, to the column.
    let problems = context.flag_problems().into_iter();
    let others = problems.filter(|problem| problem.code() != Code::Condition);
    others.for_each(|problem| found.error_once(problem));
}
