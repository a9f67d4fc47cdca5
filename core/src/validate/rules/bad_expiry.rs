//! Days on which flags expire, and that are none.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::value::Date;

rule! {
    /// The day on which a flag expires is no day.
    ///
    /// A day is written `YYYY-MM-DD`.
    ///
    /// # Why it matters
    ///
    /// A flag whose day cannot be read never expires, which is what the day was for.
    ///
    /// # Remedy
    ///
    /// Write year, month and day, as in `2028-03-31`.
    ///
    /// # Example
    ///
    /// ```yaml
    /// feature_flags:
    ///   new_checkout: {expires: "31.03.2028", default: false}
    /// ```
    "bad-expiry" in Flags, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for flag in context.all().flags.values() {
        let Some(expires) = &flag.expires else { continue };
        if Date::parse(&expires.value).is_err() {
            let finding = found.say(format!("the flag `{}` expires on no day", flag.name));
            let finding = finding.help("write year, month and day, as in `2028-03-31`");
            found.add(finding.at(context.place(expires.span)));
        }
    }
}
