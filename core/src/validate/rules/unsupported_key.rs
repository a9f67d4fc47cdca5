//! Keys that are understood and not acted on.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::model::Notice;

rule! {
    /// A key is part of the format, and this version does not act on it yet.
    ///
    /// # Why it matters
    ///
    /// A gate with such a key stays pending, so that nobody takes half a rule for the whole of it.
    ///
    /// # Remedy
    ///
    /// Leave the key out until it is supported.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # stageline.yaml
    /// gates:
    ///   unit_tests: {process: [make, test]}
    /// ```
    "unsupported-key" in Files, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for notice in context.all().notices.iter() {
        let Notice::Unsupported { key, span } = notice else { continue };
        let message = format!("the key `{key}` is not acted on yet, so the gate stays pending");
        found.add(found.say(message).help("leave it out for now").at(context.place(*span)));
    }
}
