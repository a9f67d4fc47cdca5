//! Conditions that ask after steps which are not there.

use super::super::context::{Context, did_you_mean};
use super::super::rule::{Found, rule};
use crate::condition::{Condition, Path};
use crate::error::{Code, closest};
use crate::model::StepSpec;

rule! {
    /// A step's condition names a step that is not defined, or not before it.
    ///
    /// The first part of each name in the condition is the step's name, as in `tests.success`.
    /// `all_success` also needs a step that has steps of its own. Conditions of triggers speak of
    /// the event and are not meant.
    ///
    /// # Why it matters
    ///
    /// Such a condition can never be decided, so the workflow is refused as a whole rather than
    /// stopped half-way.
    ///
    /// # Remedy
    ///
    /// Correct the name, or move the step behind the one that it waits for.
    ///
    /// # Example
    ///
    /// ```yaml
    /// deployment_flow:
    ///   - name: run_tests
    ///     command: stageline test smoke --env staging
    ///   - name: promote
    ///     command: stageline promote staging production
    ///     condition: run_test.success   # meant: run_tests
    /// ```
    "unknown-step" in Workflows, Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for workflow in context.all().workflows.iter() {
        let mut every = Vec::new();
        names(&workflow.spec.deployment_flow, &mut every);
        let mut walk = Walk { context, found: &mut *found, every, before: Vec::new() };
        walk.steps(&workflow.spec.deployment_flow);
    }
}

fn names<'s>(steps: &'s [StepSpec], into: &mut Vec<&'s str>) {
    for step in steps {
        into.extend(step.name.as_ref().map(|name| name.value.as_str()));
        names(&step.steps, into);
    }
}

struct Walk<'w, 'c> {
    context: &'w Context<'c>,
    found: &'w mut Found,
    /// Every step of the workflow that has a name.
    every: Vec<&'w str>,
    /// Those that stand before the one at hand.
    before: Vec<&'w StepSpec>,
}

impl<'w> Walk<'w, '_> {
    fn steps(&mut self, steps: &'w [StepSpec]) {
        for step in steps {
            self.condition(step);
            self.steps(&step.steps);
            // A step has ended only behind the steps it is made of.
            self.before.push(step);
        }
    }

    fn condition(&mut self, step: &StepSpec) {
        let Some(text) = &step.condition else { return };
        let Ok(condition) = Condition::parse(&text.value) else { return };
        for reference in condition.references() {
            let Some((message, help)) = self.judge(step, reference.path) else { continue };
            let span = self.context.within(text, reference.offset, reference.len);
            let finding = self.found.say(message).help(help).code(Code::UnknownStep);
            self.found.add(finding.at(self.context.place(span)));
        }
    }

    /// What is wrong with a reference, and what to do about it.
    fn judge(&self, step: &StepSpec, path: &Path) -> Option<(String, String)> {
        let mut segments = path.segments();
        let name = segments.next().unwrap_or_default();
        let called = |step: &&&StepSpec| step.name.as_ref().is_some_and(|n| n.value == name);
        let own = step.name.as_ref().map(|name| format!(" of `{}`", name.value));
        let own = own.unwrap_or_default();
        if let Some(before) = self.before.iter().find(called) {
            let childless = segments.next() == Some("all_success") && before.steps.is_empty();
            return childless.then(|| {
                let help = format!("write `{name}.success`");
                (format!("the condition{own} asks for all steps of `{name}`, which has none"), help)
            });
        }
        if self.every.contains(&name) {
            let help = "move the step behind it".to_owned();
            let message =
                format!("the condition{own} waits for `{name}`, which does not come before");
            return Some((message, help));
        }
        let known = self.before.iter().filter_map(|step| Some(step.name.as_ref()?.value.as_str()));
        let help = did_you_mean(&closest(name, known))
            .unwrap_or_else(|| "name a step that stands before this one".to_owned());
        Some((format!("the condition{own} names `{name}`, which is no step"), help))
    }
}
