//! Environments that commands name and that do not exist.

use super::super::context::{Context, did_you_mean, only};
use super::super::rule::{Found, rule};
use crate::error::closest;
use crate::model::StepSpec;
use crate::yaml::{Data, Spanned};

rule! {
    /// A command of a workflow names an environment that does not exist.
    ///
    /// It looks at commands that begin with `stageline` or `sysctl`: at what follows `--env`,
    /// `--environment` and `--environments`, and at both ends of `promote`. Words with variables are
    /// left alone, and so is `all`.
    ///
    /// # Why it matters
    ///
    /// The mistake shows when the step runs, often after an hour of tests.
    ///
    /// # Remedy
    ///
    /// Correct the name. Where the environment is created by the workflow itself, nothing need be
    /// done.
    ///
    /// # Example
    ///
    /// ```yaml
    /// deployment_flow:
    ///   - {name: smoke, command: stageline test smoke --env stagging}   # meant: staging
    /// ```
    "unknown-environment-in-command" in Workflows, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    if !context.knows_environments() {
        return;
    }
    for workflow in context.all().workflows.iter() {
        let spec = &workflow.spec;
        let mut commands: Vec<&Spanned<String>> = Vec::new();
        gather(&spec.deployment_flow, &mut commands);
        commands.extend(spec.schedule.iter().map(|schedule| &schedule.command));
        commands.extend(spec.triggers.iter().map(|trigger| &trigger.command));
        commands.into_iter().for_each(|text| command(context, found, text));
    }
}

// Files are as deep as `limits.depth` at most, so recursion is bounded.
fn gather<'w>(steps: &'w [StepSpec], commands: &mut Vec<&'w Spanned<String>>) {
    for step in steps {
        commands.extend(&step.command);
        gather(&step.steps, commands);
    }
}

fn command(context: &Context<'_>, found: &mut Found, text: &Spanned<String>) {
    for name in environments(&text.value) {
        if name.is_empty() || name == "all" || name.contains('$') {
            continue;
        }
        if context.all().environment(name).is_some() {
            continue;
        }
        // Words are parts of the text, so the difference of their addresses is their offset.
        let offset = name.as_ptr() as usize - text.value.as_ptr() as usize;
        let known = context.environments().map(|environment| environment.name.as_str());
        let near = closest(name, known);
        let fix = only(&near).and_then(|meant| {
            let (head, tail) = (&text.value[..offset], &text.value[offset + name.len()..]);
            let command = Data::Text(format!("{head}{meant}{tail}").into());
            context.set(text.span, command, format!("write `{meant}`"))
        });
        let help =
            did_you_mean(&near).unwrap_or_else(|| "name an environment that is listed".to_owned());
        let message = format!("the command names `{name}`, which is no environment");
        let place = context.place(context.within(text, offset, name.len()));
        found.add(found.say(message).help(help).at(place).fix(fix));
    }
}

/// The words of a command that name environments.
fn environments(text: &str) -> Vec<&str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some(("stageline" | "sysctl", words)) =
        words.split_first().map(|(first, rest)| (*first, rest))
    else {
        return Vec::new();
    };
    let mut named = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let (option, value) = match word.split_once('=') {
            Some((option, value)) => (option, Some(value)),
            None => (*word, words.get(at + 1).copied()),
        };
        if matches!(option, "--env" | "--environment" | "--environments") {
            named.extend(value.into_iter().flat_map(|value| unquoted(value).split(',')));
        }
    }
    if let ["promote", from, to, ..] = words
        && !from.starts_with('-')
        && !to.starts_with('-')
    {
        named.extend([from, to].map(|word| unquoted(word)));
    }
    named
}

/// Names of environments hold no blanks, so quotes only stand around them.
fn unquoted(word: &str) -> &str {
    word.trim_matches(['"', '\''])
}
