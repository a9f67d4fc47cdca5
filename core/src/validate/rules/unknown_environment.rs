//! Environments that are named and do not exist.

use super::super::context::{Context, did_you_mean, only};
use super::super::rule::{Found, rule};
use crate::error::closest;
use crate::model::Notice;

rule! {
    /// A file names an environment that does not exist.
    ///
    /// It looks at flags, pipelines, tenants, test data and the files of services. An environment
    /// exists if `config/environments.yaml` lists it or a tenant derives it.
    ///
    /// # Why it matters
    ///
    /// The entry is never used. For a flag this means that the environment somebody had in mind
    /// gets the default.
    ///
    /// # Remedy
    ///
    /// Correct the name, list the environment, or remove the entry.
    ///
    /// # Example
    ///
    /// ```yaml
    /// feature_flags:
    ///   new_checkout:
    ///     prodution: true   # meant: production
    /// ```
    "unknown-environment" in Files, Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    if !context.knows_environments() {
        return;
    }
    for notice in context.all().notices.iter() {
        let Notice::UnknownEnvironment { name, span, by } = notice else { continue };
        let known = context.environments().map(|environment| environment.name.as_str());
        let near = closest(name, known);
        let fix = only(&near).and_then(|meant| context.respell(*span, meant));
        let help = did_you_mean(&near).unwrap_or_else(|| {
            "list it in `config/environments.yaml`, or remove the entry".to_owned()
        });
        let message = format!("{by} names `{name}`, which is no environment");
        found.add(found.say(message).help(help).at(context.place(*span)).fix(fix));
    }
}
