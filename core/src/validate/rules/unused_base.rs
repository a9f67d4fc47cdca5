//! Bases that nothing starts from.

use std::collections::HashSet;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::source::Span;

rule! {
    /// No environment starts from a base.
    ///
    /// Environments that extend it through others count, and files that are named by their path.
    ///
    /// # Why it matters
    ///
    /// Somebody changes it and waits for the effect. Mostly an `extends` was forgotten, or the base
    /// is left over.
    ///
    /// # Remedy
    ///
    /// Extend it, or remove it.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/base.yaml
    /// base_config: {database: {pool_size: 10}}
    /// # config/production.yaml, without `extends: base_config`
    /// overrides: {cache: {ttl: 60}}
    /// ```
    "unused-base" in Layers, Info, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let mut used: HashSet<Span> = HashSet::new();
    let mut environments = 0;
    for (_, configuration) in context.configurations() {
        // What it would start from is not known.
        let Ok(configuration) = configuration else { return };
        environments += 1;
        used.extend(configuration.layers().iter().map(|layer| layer.node.span));
    }
    if environments == 0 {
        return;
    }
    for base in context.all().bases.iter() {
        let within = |span: &Span| span.contains(base.node.span);
        if used.contains(&base.node.span) || used.iter().any(within) {
            continue;
        }
        let message = format!("no environment starts from the base `{}`", base.name);
        let finding = found.say(message).help("extend it, or remove it");
        found.add(finding.at(context.place(base.span)));
    }
}
