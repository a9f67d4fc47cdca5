//! Overrides for environments that a tenant does not have.

use super::super::context::Context;
use super::super::rule::{Found, rule};

rule! {
    /// A tenant overrides values of an environment that it does not have.
    ///
    /// The keys of `overrides_by_environment` are those of the tenant's `environments`.
    ///
    /// # Why it matters
    ///
    /// The values are used nowhere. Mostly the environment was taken away from the tenant, or the
    /// derived name was written instead of the one it derives from.
    ///
    /// # Remedy
    ///
    /// Add the environment to the tenant, or remove the overrides.
    ///
    /// # Example
    ///
    /// ```yaml
    /// tenants:
    ///   customer-a:
    ///     environments: {production: customer-a-production}
    ///     overrides_by_environment:
    ///       staging: {shop: {name: "Rehearsal"}}
    /// ```
    "unused-tenant-override" in Layers, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let all = context.all();
    for (name, (_, tenant)) in all.tenants.iter() {
        for (environment, overrides) in &tenant.overrides_by_environment {
            // One that does not exist at all is told by `unknown-environment`.
            let exists = all.environment(environment).is_some();
            if !exists || tenant.environments.contains_key(environment) {
                continue;
            }
            let message = format!("the tenant `{name}` has no environment for `{environment}`");
            let derived = tenant.environments.iter().find(|(_, own)| own.value == *environment);
            let help = match derived {
                Some((from, _)) => format!("write `{from}`, from which it derives"),
                None => "add it to the tenant's `environments`, or remove the overrides".to_owned(),
            };
            let fix = derived.and_then(|(from, _)| context.respell_key_of(overrides.span, from));
            found.add(found.say(message).help(help).at(context.place(overrides.span)).fix(fix));
        }
    }
}
