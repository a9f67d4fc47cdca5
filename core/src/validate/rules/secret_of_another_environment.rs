//! Secrets that cross the line between production and the rest.

use super::super::context::Context;
use super::super::rule::{Found, rule};

rule! {
    /// A production tier uses the secret of an environment that is none, or the reverse.
    ///
    /// It looks at every `secret://environment/name`. Environments of one side of that line may
    /// share secrets.
    ///
    /// # Why it matters
    ///
    /// Whoever may read the secrets of staging can then read those of production, and a password
    /// that is changed in one place breaks the other.
    ///
    /// # Remedy
    ///
    /// Give the environment a secret of its own, or correct the name.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/services/api/production.yaml
    /// api:
    ///   environment: {DATABASE_URL: "secret://staging/database-url"}
    /// ```
    "secret-of-another-environment" in Production, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let all = context.all();
    context.leaves(|_| true, &mut |leaf| {
        let reference = leaf.node.as_text().and_then(|text| text.strip_prefix("secret://"));
        let of = reference.and_then(|reference| reference.split_once('/'));
        let Some(other) = of.and_then(|(name, _)| all.environment(name)) else { return };
        let environment = &leaf.environment.name;
        let what = match (leaf.environment.record.is_production(), other.record.is_production()) {
            (true, false) => format!("`{environment}`, a production tier, with a secret of"),
            (false, true) => format!("`{environment}` with a secret of the production tier"),
            _ => return,
        };
        let message = format!("`{}` of {} provides {what} `{}`", leaf.path, leaf.owner, other.name);
        let help = format!("write `secret://{environment}/<name>`");
        let finding = found.say(message).help(help).within(environment);
        found.add(finding.at(context.place(leaf.node.span)));
    });
}
