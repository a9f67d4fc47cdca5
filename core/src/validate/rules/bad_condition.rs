//! Conditions that do not parse.

use indexmap::IndexMap;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::condition::Condition;
use crate::error::Code;
use crate::model::{SegmentSpec, StepSpec, WhenSpec};
use crate::source::Span;
use crate::yaml::Spanned;

rule! {
    /// A condition cannot be read.
    ///
    /// It looks at the conditions of steps and triggers, and at the `when` of a flag's rules
    /// and segments. The
    /// place is that of the first mistake inside the text.
    ///
    /// # Why it matters
    ///
    /// A workflow with such a step does not run, and such a rule of a flag decides nothing.
    ///
    /// # Remedy
    ///
    /// The message says what was expected there.
    ///
    /// # Example
    ///
    /// ```yaml
    /// condition: tests.success AND   # something is missing
    /// ```
    "bad-condition" in Workflows, Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let all = context.all();
    for workflow in all.workflows.iter() {
        steps(context, found, &workflow.spec.deployment_flow);
        let triggers = workflow.spec.triggers.iter();
        triggers.filter_map(|trigger| trigger.condition.as_ref()).for_each(|text| {
            condition(context, found, text);
        });
    }
    for flag in all.flags.values() {
        let rules = flag.entries().flat_map(|entry| &entry.rules);
        rules.filter_map(|rule| rule.when.as_ref()).for_each(|when| {
            of_flag(context, found, when, when.span);
        });
        segments(context, found, &flag.segments);
    }
    segments(context, found, &all.segments);
}

fn segments(
    context: &Context<'_>,
    found: &mut Found,
    segments: &IndexMap<String, Spanned<SegmentSpec>>,
) {
    for segment in segments.values() {
        if let Some(when) = &segment.when {
            // The short form has no place of its own.
            let span = if when.span == Span::NONE { segment.span } else { when.span };
            of_flag(context, found, when, span);
        }
    }
}

fn of_flag(context: &Context<'_>, found: &mut Found, when: &WhenSpec, span: Span) {
    if let Some(text) = when.condition() {
        condition(context, found, &Spanned { value: text.to_owned(), span });
    }
}

fn steps(context: &Context<'_>, found: &mut Found, specs: &[StepSpec]) {
    for step in specs {
        if let Some(text) = &step.condition {
            condition(context, found, text);
        }
        steps(context, found, &step.steps);
    }
}

fn condition(context: &Context<'_>, found: &mut Found, text: &Spanned<String>) {
    let Err(error) = Condition::parse(&text.value) else { return };
    let place = context.place(context.within(text, error.offset, error.len));
    let finding = found.say(format!("the condition cannot be read: {}", error.message));
    let help = error.help.as_deref().unwrap_or("correct the condition at this place");
    found.add(finding.help(help).code(Code::Condition).at(place));
}
