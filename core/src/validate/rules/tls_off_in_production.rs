//! Encryption that production does without.

use super::super::context::{Context, Leaf, is_off, is_on};
use super::super::rule::{Found, rule};
use crate::value::words;

rule! {
    /// Encrypted connections are not required, or not verified, in a production tier.
    ///
    /// It looks for keys like `ssl_required`, `force_https` and `verify_tls` that are off, for
    /// `insecure_skip_verify` that is on, and for `sslmode=disable` in addresses. Whether a service
    /// speaks TLS at all is not asked: something in front of it may.
    ///
    /// # Why it matters
    ///
    /// Such a switch is thrown to get past a bad certificate and stays. Nothing fails afterwards,
    /// and nobody notices who listens.
    ///
    /// # Remedy
    ///
    /// Require and verify, and mend the certificate.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/production.yaml
    /// overrides:
    ///   security: {ssl_required: false}
    /// ```
    "tls-off-in-production" in Production, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    context.production(&mut |leaf| {
        let Some(what) = weakness(leaf) else { return };
        let (environment, owner) = (&leaf.environment.name, leaf.owner);
        let message =
            format!("`{}` of {owner} {what} in `{environment}`, a production tier", leaf.path);
        let finding = found.say(message).help("require encryption, and verify it");
        let finding = finding.within(environment);
        found.add(finding.at(context.place(leaf.node.span)));
    });
}

fn weakness(leaf: &Leaf<'_>) -> Option<&'static str> {
    const OPEN: &str = "lets connections be unencrypted";
    const UNVERIFIED: &str = "leaves certificates unverified";
    if leaf.node.as_text().is_some_and(|text| text.contains("sslmode=disable")) {
        return Some(OPEN);
    }
    let (off, on) = (is_off(leaf.node), is_on(leaf.node));
    if !off && !on {
        return None;
    }
    let words = words(leaf.path.last()?);
    let has = |any: &[&str]| words.iter().any(|word| any.contains(&word.as_str()));
    let encryption = has(&["ssl", "tls", "https"]);
    match () {
        () if off && encryption && has(&["required", "require", "force", "only"]) => Some(OPEN),
        () if off && encryption && has(&["verify", "verification"]) && !has(&["skip"]) => {
            Some(UNVERIFIED)
        }
        () if on && has(&["skip"]) && has(&["verify"]) && (encryption || has(&["insecure"])) => {
            Some(UNVERIFIED)
        }
        () => None,
    }
}
