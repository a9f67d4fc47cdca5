//! Addresses that lead from production into a test.

use std::collections::HashSet;

use super::super::address::Address;
use super::super::context::Context;
use super::super::rule::{Found, rule};

rule! {
    /// An address in a production tier leads to an environment that is none.
    ///
    /// The host says it: one of its parts between dots is the name of such an environment, or
    /// begins or ends with it and a hyphen.
    ///
    /// # Why it matters
    ///
    /// Orders of customers end in a database that is emptied every night, and tests show up in the
    /// figures of the day.
    ///
    /// # Remedy
    ///
    /// Name the host that production uses.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/services/api/production.yaml
    /// api:
    ///   environment: {PAYMENTS_URL: "https://payments.staging.shop.example"}
    /// ```
    "address-of-another-environment" in Production, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let others = context.environments().filter(|each| !each.record.is_production());
    let others: HashSet<&str> = others.map(|each| each.name.as_str()).collect();
    context.production(&mut |leaf| {
        let address = leaf.node.as_text().and_then(Address::of);
        // Secrets are told by `secret-of-another-environment`.
        let Some(address) = address.filter(|address| address.scheme != "secret") else { return };
        let Some(other) = named(address.host, &others) else { return };
        let (environment, owner) = (&leaf.environment.name, leaf.owner);
        let message = format!(
            "`{}` of {owner} leads to `{other}` in `{environment}`, a production tier",
            leaf.path
        );
        let help = format!("name the host that `{environment}` uses");
        let finding = found.say(message).help(help).within(environment);
        found.add(finding.at(context.place(leaf.node.span)));
    });
}

/// The environment that a host is named after.
fn named<'h>(host: &'h str, environments: &HashSet<&str>) -> Option<&'h str> {
    // The last part is a registry's, as in `shop.dev`.
    let (parts, _) = host.rsplit_once('.').unwrap_or((host, ""));
    parts.split('.').find_map(|part| {
        let hyphens = part.match_indices('-').take(8).map(|(at, _)| at);
        let halves = hyphens.flat_map(|at| [&part[..at], &part[at + 1..]]);
        std::iter::once(part).chain(halves).find(|half| environments.contains(half))
    })
}
