//! Steps that conditions cannot tell apart.

use std::collections::HashMap;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::model::StepSpec;
use crate::source::Span;

rule! {
    /// Two steps of a workflow have the same name.
    ///
    /// Steps inside other steps count too: conditions name all steps alike.
    ///
    /// # Why it matters
    ///
    /// A condition that waits for the name means one of them, and not always the one its author had
    /// in mind.
    ///
    /// # Remedy
    ///
    /// Rename one of them, and look at the conditions that name it.
    ///
    /// # Example
    ///
    /// ```yaml
    /// deployment_flow:
    ///   - {name: verify, command: stageline test smoke --env testing}
    ///   - {name: verify, command: stageline test smoke --env staging}
    ///   - {name: promote, command: stageline promote staging production, condition: verify.success}
    /// ```
    "repeated-step" in Workflows, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for workflow in context.all().workflows.iter() {
        walk(context, found, &workflow.spec.deployment_flow, &mut HashMap::new());
    }
}

// Files are as deep as `limits.depth` at most, so recursion is bounded.
fn walk<'w>(
    context: &Context<'_>,
    found: &mut Found,
    steps: &'w [StepSpec],
    first: &mut HashMap<&'w str, Span>,
) {
    for step in steps {
        if let Some(name) = &step.name {
            if let Some(before) = first.get(name.value.as_str()) {
                let finding = found.say(format!("two steps are named `{}`", name.value));
                let finding = finding.help("rename one of them").at(context.place(name.span));
                found.add(finding.at(context.place(*before)));
            } else {
                first.insert(&name.value, name.span);
            }
        }
        walk(context, found, &step.steps, first);
    }
}
