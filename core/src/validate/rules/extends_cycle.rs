//! Environments that extend themselves.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::error::Code;

rule! {
    /// Environments extend each other in a circle.
    ///
    /// A circle is one finding, with the place of every `extends` in it.
    ///
    /// # Why it matters
    ///
    /// None of its members has a configuration, nor has any environment that extends one of them.
    ///
    /// # Remedy
    ///
    /// Decide which of them is the more general one, and remove its `extends`. What both need
    /// belongs into a base.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/staging.yaml
    /// extends: production
    /// # config/production.yaml
    /// extends: staging
    /// ```
    "extends-cycle" in Layers, Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for (_, configuration) in context.configurations() {
        let Err(error) = configuration else { continue };
        for problem in error.into_problems() {
            // Each member tells the circle from where it stands.
            if problem.code() == Code::ExtendsCycle {
                found.error_once(&problem);
            }
        }
    }
}
