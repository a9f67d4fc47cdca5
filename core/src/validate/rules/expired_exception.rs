//! Exceptions whose time is over.

use super::super::context::Context;
use super::super::rule::{Found, rule};

rule! {
    /// An exception in the settings is over.
    ///
    /// It looks at entries of `validation` in `stageline.yaml` that have a last day, `until`, and
    /// that day is before the day of the validation. A host that does not say the day has no
    /// findings of this rule.
    ///
    /// # Why it matters
    ///
    /// What was excepted counts again from here on. The date was a promise.
    ///
    /// # Remedy
    ///
    /// Mend what was excepted and remove the entry, or set a later day.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # stageline.yaml
    /// validation:
    ///   rules:
    ///     latest-in-production: {severity: info, until: 2020-03-01, reason: moving off in spring}
    /// ```
    "expired-exception", Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let exceptions = context.exceptions();
    for one in exceptions.settings.iter().filter(|one| one.is_expired(exceptions.today)) {
        let Some(until) = &one.until else { continue };
        let message = format!("the entry for `{}` held until {}", one.rule, until.value);
        let help = "mend what it excepts and remove it, or set a later day";
        let finding = found.say(message).help(help).at(context.place(until.span));
        found.add(finding.at(context.place(one.span)));
    }
}
