//! Gates that a stage has twice.

use std::collections::HashMap;

use super::super::context::Context;
use super::super::rule::{Found, rule};

rule! {
    /// A stage has a gate twice.
    ///
    /// One on entry and one on exit are two gates.
    ///
    /// # Why it matters
    ///
    /// A gate has one result for a release in a stage, so the second asks nothing. Mostly another
    /// gate was meant, and is missing.
    ///
    /// # Remedy
    ///
    /// Remove one of the two, or name the gate that is meant.
    ///
    /// # Example
    ///
    /// ```yaml
    /// environments:
    ///   - name: staging
    ///     gates: [acceptance_tests, performance_tests, acceptance_tests]
    /// ```
    "repeated-gate" in Workflows, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for workflow in context.all().workflows.iter() {
        for stage in &workflow.spec.environments {
            let mut first = HashMap::new();
            for gate in &stage.gates {
                let side = gate.value.when().map(|when| when as u8);
                let (name, stage) = (gate.value.name(), &stage.name.value);
                if let Some(before) = first.get(&(name, side)) {
                    let message = format!("the stage `{stage}` has the gate `{name}` twice");
                    let finding = found.say(message).help("remove one of the two");
                    let finding = finding.at(context.place(gate.span));
                    let fix = context.removal(gate.span, "remove the second one");
                    found.add(finding.at(context.place(*before)).fix(fix));
                } else {
                    first.insert((name, side), gate.span);
                }
            }
        }
    }
}
