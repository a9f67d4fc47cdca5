//! Public addresses without encryption.

use super::super::address::Address;
use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::value::words;

rule! {
    /// A public address in a production tier is called without encryption.
    ///
    /// It looks at `http://` at keys like `url`, `API_URL` and `endpoint`. Hosts without a dot,
    /// numbers, and names that only a network knows (`.local`, `.internal`, `.svc`, `.cluster`,
    /// `.lan`) are left alone.
    ///
    /// # Why it matters
    ///
    /// Whoever sits in between reads and changes what is sent, tokens too.
    ///
    /// # Remedy
    ///
    /// Write `https://`.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/services/api/production.yaml
    /// api:
    ///   environment: {PARTNER_URL: "http://api.partner.example"}
    /// ```
    "plain-http-in-production" in Production, Info, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    context.production(&mut |leaf| {
        let address = leaf.node.as_text().and_then(Address::of);
        let Some(address) = address.filter(|address| address.scheme == "http") else { return };
        let named = leaf.path.last().map(words).unwrap_or_default();
        let called = named.last().is_some_and(|word| {
            matches!(word.as_str(), "url" | "uri" | "endpoint" | "address" | "origin" | "webhook")
        });
        if !called || !is_public(address.host) {
            return;
        }
        let (environment, owner) = (&leaf.environment.name, leaf.owner);
        let message = format!(
            "`{}` of {owner} is called without encryption in `{environment}`, a production tier",
            leaf.path
        );
        let finding = found.say(message).help("write `https://`").within(environment);
        found.add(finding.at(context.place(leaf.node.span)));
    });
}

fn is_public(host: &str) -> bool {
    const PRIVATE: [&str; 8] =
        ["local", "localhost", "localdomain", "internal", "svc", "cluster", "lan", "intranet"];
    let last = host.rsplit('.').next().unwrap_or_default();
    // A host whose last part is a number is an address of a machine.
    let name = !last.bytes().all(|b| b.is_ascii_digit());
    name && host.contains('.') && !host.split('.').any(|part| PRIVATE.contains(&part))
}
