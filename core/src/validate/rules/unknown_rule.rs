//! Exceptions for rules that do not exist.

use super::super::context::{Context, did_you_mean};
use super::super::rule::{Found, rule};
use crate::error::closest;
use crate::source::Span;

rule! {
    /// A comment or a setting names a rule that does not exist.
    ///
    /// It looks at `validation` in `stageline.yaml` and at comments
    /// `# stageline: allow <rule> -- <reason>`. Rules of the host that validates exist.
    ///
    /// # Why it matters
    ///
    /// A mistyped rule is neither switched off nor excepted, and nothing else says so.
    ///
    /// # Remedy
    ///
    /// Correct the name, or remove the entry.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # stageline.yaml
    /// validation:
    ///   rules:
    ///     similar-name: off   # meant: similar-names
    /// ```
    "unknown-rule", Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let exceptions = context.exceptions();
    let settings = exceptions.settings.iter().map(|one| (one.rule.as_str(), one.span));
    let comments = exceptions.allowances.iter().flat_map(|comment| &comment.rules);
    let comments = comments.map(|one| (one.rule.as_str(), one.span));
    let unknown: Vec<(&str, Span)> =
        settings.chain(comments).filter(|(rule, _)| !exceptions.knows(rule)).collect();
    for (rule, span) in unknown {
        let near = closest(rule, exceptions.rules());
        let help = did_you_mean(&near).unwrap_or_else(|| "correct the name, or remove it".into());
        let message = format!("no rule is named `{rule}`");
        found.add(found.say(message).help(help).at(context.place(span)));
    }
}
