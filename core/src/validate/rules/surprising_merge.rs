//! Merges whose result their author may not have meant.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::config::Resolved;

rule! {
    /// A value merges with the one below it in a way that is probably not meant.
    ///
    /// It covers a list of named items that is replaced as a whole, a map in the place of a scalar
    /// or list (and the reverse), a `!delete` of what is not there, and list operations where one
    /// of the sides is no list.
    ///
    /// # Why it matters
    ///
    /// Lists replace by default. An environment that repeats three of four named items has lost
    /// the fourth, and nothing else says so.
    ///
    /// # Remedy
    ///
    /// Say what is meant: `!append`, `!merge_by:<key>`, or `!replace`.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # base
    /// regions: [{name: eu}, {name: us}]
    /// # staging
    /// regions: [{name: eu, size: small}]   # and us is gone
    /// ```
    "surprising-merge" in Layers, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    // Parents are shared; each is told once.
    let mut seen = HashSet::new();
    for (environment, configuration) in context.configurations() {
        if let Ok(configuration) = configuration {
            notes(context, found, &mut seen, &environment.name, &configuration);
        }
    }
    for service in context.services() {
        notes(context, found, &mut seen, &service.environment.name, &service.resolved);
    }
}

fn notes(
    context: &Context<'_>,
    found: &mut Found,
    seen: &mut HashSet<*const Resolved>,
    environment: &str,
    resolved: &Arc<Resolved>,
) {
    if !seen.insert(Arc::as_ptr(resolved)) {
        return;
    }
    for parent in resolved.parents() {
        notes(context, found, seen, environment, parent);
    }
    for note in resolved.notes() {
        let finding = found.say(note.what.message(&note.path)).help(note.what.help());
        let finding = finding.within(environment).at(context.place(note.over));
        found.add(finding.at(note.base.and_then(|base| context.place(base))));
    }
}
