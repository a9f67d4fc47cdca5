//! Steps that do nothing, or two things.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::model::StepSpec;

rule! {
    /// A step has neither a command nor steps of its own, or it has both.
    ///
    /// # Why it matters
    ///
    /// A step without either succeeds at once, so that whatever waits for it goes on. With both it
    /// is not clear which of them the step is.
    ///
    /// # Remedy
    ///
    /// Give it a command, or steps, and not both.
    ///
    /// # Example
    ///
    /// ```yaml
    /// deployment_flow:
    ///   - name: verify
    ///   - {name: promote, command: stageline promote staging production}
    /// ```
    "step-shape" in Workflows, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for workflow in context.all().workflows.iter() {
        walk(context, found, &workflow.name, &workflow.spec.deployment_flow);
    }
}

// Files are as deep as `limits.depth` at most, so recursion is bounded.
fn walk(context: &Context<'_>, found: &mut Found, workflow: &str, steps: &[StepSpec]) {
    for step in steps {
        let what = match (step.command.is_some(), step.steps.is_empty()) {
            (false, true) => Some("has neither a command nor steps"),
            (true, false) => Some("has a command and steps"),
            _ => None,
        };
        // A step that has neither a name nor a command stands nowhere that could be shown.
        let place = step.name.as_ref().map(|name| (format!("`{}`", name.value), name.span));
        let place =
            place.or_else(|| Some(("without a name".to_owned(), step.command.as_ref()?.span)));
        if let (Some(what), Some((name, span))) = (what, place) {
            let message = format!("the step {name} of the workflow `{workflow}` {what}");
            let finding = found.say(message).help("give it a command, or steps of its own");
            found.add(finding.at(context.place(span)));
        }
        walk(context, found, workflow, &step.steps);
    }
}
