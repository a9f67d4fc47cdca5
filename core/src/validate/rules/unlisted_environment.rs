//! Configuration files of environments that are not listed.

use super::super::context::{Context, did_you_mean};
use super::super::rule::{Found, rule};
use crate::error::closest;
use crate::model::Notice;

rule! {
    /// A file reads like the configuration of an environment that is not listed.
    ///
    /// It looks at `config/<name>.yaml` with a key `extends` or `overrides`, where
    /// `config/environments.yaml` has no `<name>`.
    ///
    /// # Why it matters
    ///
    /// The file is read by nobody, however much care went into it.
    ///
    /// # Remedy
    ///
    /// List the environment, correct the file's name, or remove the file.
    ///
    /// # Example
    ///
    /// `config/stagging.yaml`, while `staging` is the environment that is listed.
    "unlisted-environment" in Files, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    if !context.knows_environments() {
        return;
    }
    for notice in context.all().notices.iter() {
        let Notice::UnlistedEnvironment { name, span } = notice else { continue };
        let known = context.environments().map(|environment| environment.name.as_str());
        let help = did_you_mean(&closest(name, known))
            .unwrap_or_else(|| format!("list `{name}` in `config/environments.yaml`"));
        let message =
            format!("the file is written for the environment `{name}`, which is not listed");
        found.add(found.say(message).help(help).at(context.place(*span)));
    }
}
