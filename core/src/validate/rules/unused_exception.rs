//! Exceptions for what is not found.

use super::super::context::Context;
use super::super::exceptions::Effect;
use super::super::rule::{Found, rule};
use super::unused_suppression::is_last;

rule! {
    /// An exception in the settings has no effect.
    ///
    /// It looks at `validation.exceptions` in `stageline.yaml`, and at entries of
    /// `validation.rules` with `paths` or `until`. A severity that holds everywhere and for good
    /// is a choice and not an exception.
    ///
    /// # Why it matters
    ///
    /// The exception would hide the next finding of that rule, which nobody has looked at yet. Or
    /// its paths are mistyped, and it hides nothing.
    ///
    /// # Remedy
    ///
    /// Remove it, or correct its paths and environments.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # stageline.yaml
    /// validation:
    ///   exceptions:
    ///     - {rule: similar-names, paths: ["config/old/**"], reason: "the folder is gone"}
    /// ```
    "unused-exception", Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let exceptions = context.exceptions();
    for one in &exceptions.settings {
        let told = !exceptions.knows(&one.rule) || one.is_expired(exceptions.today);
        if !one.is_limited || one.used.get() || told || is_last(&one.rule) {
            continue;
        }
        let what = if one.effect == Effect::Except { "exception" } else { "severity" };
        let message = format!("the {what} for `{}` has no effect", one.rule);
        let help = "remove it, or correct its paths and environments";
        found.add(found.say(message).help(help).at(context.place(one.span)));
    }
}
