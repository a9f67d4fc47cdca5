//! Test data where customers are.

use super::super::context::Context;
use super::super::rule::{Found, rule};

rule! {
    /// Test data is listed for an environment of the production tier.
    ///
    /// # Why it matters
    ///
    /// A refresh writes these rows, and in production they stand among those of customers.
    ///
    /// # Remedy
    ///
    /// Remove the entry. Production as a source needs none: it is named where data is copied from.
    ///
    /// # Example
    ///
    /// ```yaml
    /// test_data:
    ///   production:
    ///     users: {count: 100}
    /// ```
    "test-data-in-production" in Production, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let all = context.all();
    let data = all.trees.get("config/test-data.yaml").and_then(|tree| tree.child("test_data"));
    let entries = data.and_then(|node| node.as_map()).map_or(&[][..], |map| map.entries());
    for entry in entries {
        let Some(environment) = all.environment(&entry.key) else { continue };
        if environment.record.is_production() {
            let message = format!("test data is listed for `{}`, a production tier", entry.key);
            let finding = found.say(message).help("remove the entry").within(&entry.key);
            found.add(finding.at(context.place(entry.key_span)));
        }
    }
}
