//! Flags that should be gone.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::value::Date;

rule! {
    /// A flag is there after the day on which it expires.
    ///
    /// The day comes from whoever asks; without one nothing expires.
    ///
    /// # Why it matters
    ///
    /// A flag that outlives its purpose is a branch that nobody tests, and a switch that somebody
    /// may still turn.
    ///
    /// # Remedy
    ///
    /// Remove the flag and the code that asks for it, or set a later day.
    ///
    /// # Example
    ///
    /// ```yaml
    /// feature_flags:
    ///   new_checkout: {expires: 2025-03-31, default: true}
    /// ```
    "expired-flag" in Flags, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(today) = context.today() else { return };
    for flag in context.all().flags.values() {
        let Some(expires) = &flag.expires else { continue };
        // A day that cannot be read has a rule of its own.
        let Ok(day) = Date::parse(&expires.value) else { continue };
        if day < today {
            let finding = found.say(format!("the flag `{}` expired on {day}", flag.name));
            let help = "remove it with the code that asks for it, or set a later day";
            found.add(finding.help(help).at(context.place(expires.span)));
        }
    }
}
