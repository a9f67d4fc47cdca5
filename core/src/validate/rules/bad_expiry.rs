//! Days on which flags expire, and that are none.

use super::super::context::Context;
use super::super::rule::{Found, rule};

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
        if !is_day(&expires.value) {
            let finding = found.say(format!("the flag `{}` expires on no day", flag.name));
            let finding = finding.help("write year, month and day, as in `2028-03-31`");
            found.add(finding.at(context.place(expires.span)));
        }
    }
}

/// Whether a text is a day of the Gregorian calendar, as `YYYY-MM-DD`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let number = |text: &str, len: usize| {
        let digits = text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}
