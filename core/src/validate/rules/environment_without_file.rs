//! Listed environments that have no configuration of their own.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::config::Parent;
use crate::error::Severity;

rule! {
    /// An environment is listed and has no configuration file, so it uses the base as it stands.
    ///
    /// In an environment of the tier `production` this is a warning.
    ///
    /// # Why it matters
    ///
    /// Environments do not inherit by the likeness of their names: without a file `production-eu`
    /// has the values of the base and none of those of `production`.
    ///
    /// # Remedy
    ///
    /// Write `config/<environment>.yaml`; `extends: production` alone is a whole file. Where the
    /// base is what is meant, nothing need be done.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/environments.yaml, without a config/production-eu.yaml
    /// environments:
    ///   production-eu: {tier: production}
    /// ```
    "environment-without-file" in Layers, Info, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for environment in context.environments() {
        if environment.file.is_some() || environment.derived.is_some() {
            continue;
        }
        let path = format!("config/{}.yaml", environment.name);
        if context.is_unread(|unread| unread == path) {
            continue;
        }
        let Ok(parents) = context.inheritance().parents(&environment.name) else { continue };
        let Some(Parent::Base(base, _)) = parents.first() else { continue };
        let name = &environment.name;
        let message =
            format!("the environment `{name}` has no file and uses the base `{base}` as it is");
        let severity = match environment.record.is_production() {
            true => Severity::Warning,
            false => Severity::Info,
        };
        let help = format!("write `config/{name}.yaml` if anything is different there");
        let finding = found.with(severity, message).help(help).within(name);
        found.add(finding.at(context.place(environment.span)));
    }
}
