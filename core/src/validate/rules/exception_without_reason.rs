//! Exceptions that do not say why.

use super::super::context::Context;
use super::super::exceptions::Effect;
use super::super::rule::{Found, rule};

rule! {
    /// An exception in the settings gives no reason.
    ///
    /// It looks at `validation.exceptions` in `stageline.yaml`. The exception counts all the same,
    /// so that one place is not told twice. Entries of `validation.rules` may have a reason and
    /// need none.
    ///
    /// # Why it matters
    ///
    /// Whoever meets the exception later cannot tell whether it may go.
    ///
    /// # Remedy
    ///
    /// Write why the finding is expected, as `reason`.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # stageline.yaml
    /// validation:
    ///   exceptions:
    ///     - rule: plain-text-password
    ///       paths: ["config/development.yaml"]
    /// ```
    "exception-without-reason", Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let settings = context.exceptions().settings.iter();
    for one in settings.filter(|one| one.effect == Effect::Except && one.reason.is_none()) {
        let message = format!("the exception for `{}` gives no reason", one.rule);
        let help = "add a `reason` that says why the finding is expected";
        found.add(found.say(message).help(help).at(context.place(one.span)));
    }
}
