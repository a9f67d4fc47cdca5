//! Parents that are extended twice.

use std::collections::HashSet;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::config::Parent;
use crate::error::Severity;
use crate::yaml::Spanned;

rule! {
    /// An `extends` names a parent twice, or one that another of its parents starts from.
    ///
    /// Where it only has no effect, this is information.
    ///
    /// # Why it matters
    ///
    /// Later parents win. A base that is named behind an environment that extends it puts back
    /// every value which that environment had changed.
    ///
    /// # Remedy
    ///
    /// Remove the parent that the other one brings along.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/production-eu.yaml, where production extends base itself
    /// extends: [production, base]
    /// ```
    "repeated-parent" in Layers, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for environment in context.environments() {
        let Some(file) = environment.file.as_ref() else { continue };
        let names = file.parents();
        if names.len() < 2 {
            continue;
        }
        let brought: Vec<HashSet<String>> =
            names.iter().map(|name| ancestors(context, &name.value)).collect();
        for (at, name) in names.iter().enumerate() {
            let again = names[..at].iter().find(|other| other.value == name.value);
            let before = (0..at).find(|other| brought[*other].contains(&name.value));
            let behind = (at + 1..names.len()).find(|other| brought[*other].contains(&name.value));
            let (severity, what, other) = match (again, before, behind) {
                (Some(again), ..) => (Severity::Info, "is named twice among the parents", again),
                (_, Some(before), _) => (
                    Severity::Warning,
                    "puts back what a parent before it changed, among the parents",
                    &names[before],
                ),
                (.., Some(behind)) => (
                    Severity::Info,
                    "is brought along by a later one among the parents",
                    &names[behind],
                ),
                _ => continue,
            };
            tell(context, found, severity, &environment.name, name, what, other);
        }
    }
}

fn tell(
    context: &Context<'_>,
    found: &mut Found,
    severity: Severity,
    environment: &str,
    name: &Spanned<String>,
    what: &str,
    other: &Spanned<String>,
) {
    let message = format!("`{}` {what} of `{environment}`", name.value);
    let finding = found.with(severity, message).help("remove it from `extends`");
    let finding = finding.within(environment).at(context.place(name.span));
    // Where the order counts, a person says which of the two is meant.
    let fix = match severity {
        Severity::Info => context.removal(name.span, format!("remove `{}`", name.value)),
        _ => None,
    };
    found.add(finding.at(context.place(other.span)).fix(fix));
}

/// The names of what an environment starts from, near and far.
fn ancestors(context: &Context<'_>, name: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    let Ok(lineage) = context.inheritance().lineage(name) else { return found };
    for ancestor in lineage {
        let parents = context.inheritance().parents(&ancestor).ok();
        for parent in parents.into_iter().flat_map(|parents| parents.iter()) {
            found.extend(match parent {
                Parent::Environment(name) | Parent::Base(name, _) => Some(name.to_string()),
                _ => None,
            });
        }
    }
    found
}
