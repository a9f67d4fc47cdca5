//! Keys that nothing reads.

use super::super::context::{Context, did_you_mean, only};
use super::super::rule::{Found, rule};
use crate::error::closest;
use crate::model::Notice;

rule! {
    /// A key is read by nothing.
    ///
    /// Files with a fixed shape are checked: records of environments, flags, tenants, workflows,
    /// `stageline.yaml`, and what stands beside `extends` and `overrides`. Configuration itself
    /// may have any keys.
    ///
    /// # Why it matters
    ///
    /// A mistyped key is not an error, it is a setting that does nothing. A key that lost its
    /// indentation changes its meaning without a word.
    ///
    /// # Remedy
    ///
    /// Correct the key, indent it, or remove it.
    ///
    /// # Example
    ///
    /// ```yaml
    /// environments:
    ///   testing:
    ///     auto-deploy: true   # meant: auto_deploy
    /// ```
    "unknown-key" in Files, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for notice in context.all().notices.iter() {
        let Notice::UnknownKey(unknown) = notice else { continue };
        let near = closest(&unknown.key, unknown.known.iter().copied());
        let help = did_you_mean(&near).unwrap_or_else(|| match unknown.known {
            [] => "remove it".to_owned(),
            known => {
                let known: Vec<_> = known.iter().map(|key| format!("`{key}`")).collect();
                format!("known here: {}", known.join(", "))
            }
        });
        let message = format!("nothing reads the key `{}`", unknown.key);
        let fix = only(&near).and_then(|meant| context.respell(unknown.span, meant));
        found.add(found.say(message).help(help).at(context.place(unknown.span)).fix(fix));
    }
}
