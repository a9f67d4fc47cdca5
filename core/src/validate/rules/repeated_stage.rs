//! Pipelines that pass a stage twice.

use std::collections::HashMap;

use super::super::context::Context;
use super::super::rule::{Found, rule};

rule! {
    /// A pipeline names an environment twice.
    ///
    /// # Why it matters
    ///
    /// Only the first of the two counts: what stands between them leads nowhere, and the gates of
    /// the second are never asked.
    ///
    /// # Remedy
    ///
    /// Remove one of the two, or write two pipelines.
    ///
    /// # Example
    ///
    /// ```yaml
    /// environments:
    ///   - name: testing
    ///   - name: staging
    ///   - name: testing
    /// ```
    "repeated-stage" in Workflows, Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for workflow in context.all().workflows.iter() {
        let mut first = HashMap::new();
        for stage in &workflow.spec.environments {
            let name = stage.name.value.as_str();
            if let Some(before) = first.get(name) {
                let message = format!("the pipeline `{}` names `{name}` twice", workflow.name);
                let finding = found.say(message).help("remove one of the two");
                let finding = finding.at(context.place(stage.name.span));
                found.add(finding.at(context.place(*before)));
            } else {
                first.insert(name, stage.name.span);
            }
        }
    }
}
