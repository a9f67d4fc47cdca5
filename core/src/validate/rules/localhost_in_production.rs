//! Addresses of a developer's machine where customers are.

use super::super::address::{Address, is_loopback};
use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::error::Severity;

rule! {
    /// A database or queue on the machine itself is named in a production tier.
    ///
    /// It looks for addresses with the host `localhost`, `127.0.0.1` or `::1`. Of web addresses it
    /// is information, since a sidecar answers there.
    ///
    /// # Why it matters
    ///
    /// It is the value of a laptop that no environment replaced. The service starts and waits for
    /// something that is not there.
    ///
    /// # Remedy
    ///
    /// Name the real host in the file of the environment.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/services/api/base.yaml, without a value of its own for production
    /// api:
    ///   environment: {DATABASE_URL: "postgresql://localhost:5432/shop"}
    /// ```
    "localhost-in-production" in Production, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    context.production(&mut |leaf| {
        let address = leaf.node.as_text().and_then(Address::of);
        let Some(address) = address.filter(|address| is_loopback(address.host)) else { return };
        let severity = match address.scheme {
            "postgres" | "postgresql" | "mysql" | "mariadb" | "mongodb" | "mongodb+srv"
            | "redis" | "rediss" | "amqp" | "amqps" | "kafka" | "nats" | "sqlserver" | "oracle" => {
                Severity::Warning
            }
            "http" | "https" | "ws" | "wss" => Severity::Info,
            _ => return,
        };
        let (environment, owner) = (&leaf.environment.name, leaf.owner);
        let message = format!(
            "`{}` of {owner} leads to the machine itself in `{environment}`, a production tier",
            leaf.path
        );
        let finding = found.with(severity, message).within(environment);
        let finding = finding.help(format!("name the host that `{environment}` uses"));
        found.add(finding.at(context.place(leaf.node.span)));
    });
}
