//! Rules and shapes of drift whose time is over.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::source::Span;
use crate::value::Date;
use crate::yaml::Spanned;

rule! {
    /// A rule or a shape of drift is over.
    ///
    /// It looks at entries of `drift` in `stageline.yaml` that have a last day, `until`, and that day
    /// is before the day of the validation. A host that does not say the day has no findings of
    /// this rule.
    ///
    /// # Why it matters
    ///
    /// What was expected is drift again from here on, and a shape is no longer asked for. The date
    /// was a promise.
    ///
    /// # Remedy
    ///
    /// Make the environments alike and remove the entry, or set a later day.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # stageline.yaml
    /// drift:
    ///   rules:
    ///     - {path: cache.ttl, expected: true, until: 2020-03-01, reason: measured until spring}
    /// ```
    "expired-drift-rule" in Environments, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let drift = &context.all().settings.drift;
    for rule in &drift.rules {
        told(context, found, "rule", &rule.until, rule.span);
    }
    for shape in &drift.shapes {
        told(context, found, "shape", &shape.until, shape.span);
    }
}

fn told(
    context: &Context<'_>,
    found: &mut Found,
    what: &str,
    until: &Option<Spanned<Date>>,
    span: Span,
) {
    let (Some(until), Some(today)) = (until, context.today()) else { return };
    if until.value >= today {
        return;
    }
    let message = format!("the {what} of drift held until {}", until.value);
    let help = "make the environments alike and remove it, or set a later day";
    let finding = found.say(message).help(help).at(context.place(until.span));
    found.add(finding.at(context.place(span)));
}
