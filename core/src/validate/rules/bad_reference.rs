//! References inside texts that lead nowhere.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::error::Code;

rule! {
    /// A reference inside a text cannot be followed.
    ///
    /// It finds `${path}` that leads to no value, goes round in a circle, is not closed, or puts a
    /// map or a list into a longer text.
    ///
    /// # Why it matters
    ///
    /// The environment or service it stands in cannot be resolved.
    ///
    /// # Remedy
    ///
    /// Correct the path, give it a default with `:-`, or write `$${` where a `${` is meant for
    /// somebody else.
    ///
    /// # Example
    ///
    /// ```yaml
    /// base_config:
    ///   shop: {domain: www.example.com}
    ///   links: {orders: "https://${shop.domian}/orders"}
    /// ```
    ///
    /// The path is mistyped.
    "bad-reference" in Layers, Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let configurations = context.configurations().filter_map(|(_, resolved)| resolved.err());
    for error in configurations.chain(context.service_errors()) {
        let problems = error.into_problems();
        let references = problems.iter().filter(|problem| problem.code() == Code::Interpolation);
        references.for_each(|problem| found.error_once(problem));
    }
}
