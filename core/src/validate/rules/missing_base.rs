//! `extends` that lead nowhere.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::error::Code;

rule! {
    /// An `extends` names something that is not there, or that is not clear.
    ///
    /// It covers a name that is neither an environment nor a base, one that is both, a file or a
    /// key of a file that does not exist, several bases without a `default_base`, and a chain of
    /// more than 64 steps.
    ///
    /// # Why it matters
    ///
    /// The environment has no configuration at all until this is mended: there is no way to guess
    /// the missing half.
    ///
    /// # Remedy
    ///
    /// Name a key of `config/base.yaml`, a listed environment, or a file relative to this one.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/staging.yaml
    /// extends: base_confg   # meant: base_config
    /// ```
    "missing-base" in Layers, Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    // What could not be read may hold what is missing; the rule `load` tells of it.
    let unread = context.is_unread(|_| true);
    for (_, configuration) in context.configurations() {
        let Err(error) = configuration else { continue };
        for problem in error.into_problems() {
            let missing = matches!(problem.code(), Code::UnknownBase | Code::FileNotFound);
            let other = matches!(problem.code(), Code::ExtendsCycle | Code::Interpolation)
                || (missing && unread);
            if !other {
                found.error_once(&problem);
            }
        }
    }
}
