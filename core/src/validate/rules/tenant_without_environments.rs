//! Tenants that have nowhere to be.

use super::super::context::Context;
use super::super::rule::{Found, rule};

rule! {
    /// A tenant has no environments.
    ///
    /// # Why it matters
    ///
    /// Nothing is derived for it, so its overrides count for nothing, and no command can name it.
    ///
    /// # Remedy
    ///
    /// List its environments, or remove the tenant.
    ///
    /// # Example
    ///
    /// ```yaml
    /// tenants:
    ///   customer-a:
    ///     overrides: {shop: {name: "Customer A"}}
    /// ```
    "tenant-without-environments" in Layers, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for (name, (span, tenant)) in context.all().tenants.iter() {
        if tenant.environments.is_empty() {
            let finding = found.say(format!("the tenant `{name}` has no environments"));
            let help = "list them in `environments`, or remove the tenant";
            found.add(finding.help(help).at(context.place(*span)));
        }
    }
}
