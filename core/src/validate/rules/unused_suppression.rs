//! Comments that allow what is not found.

use super::super::context::Context;
use super::super::rule::{Found, rule};

rule! {
    /// A comment allows a finding that is not there, or says nothing that stageline knows.
    ///
    /// A comment `# stageline: allow <rule> -- <reason>` is about its own line; on a line of its
    /// own, about the next line that is no comment, with no blank line between. At the top of a
    /// file it is about the file as a whole too.
    ///
    /// # Why it matters
    ///
    /// The comment would hide the next finding of that rule, which nobody has looked at yet. Or it
    /// stands in the wrong place, and hides nothing.
    ///
    /// # Remedy
    ///
    /// Remove it, or put it on the line that is found.
    ///
    /// # Example
    ///
    /// ```yaml
    /// replicas: 2   # stageline: allow latest-in-production -- left behind
    /// ```
    "unused-suppression", Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let exceptions = context.exceptions();
    for comment in &exceptions.allowances {
        if comment.rules.is_empty() {
            let message = "the comment says nothing that stageline knows";
            let help = "write `# stageline: allow <rule> -- <reason>`";
            found.add(found.say(message).help(help).at(context.place(comment.span)));
        }
        // A comment about this very rule is heard after it.
        let unused = comment.rules.iter().filter(|one| !one.used.get());
        for one in unused.filter(|one| exceptions.knows(&one.rule) && !is_last(&one.rule)) {
            let message = format!("the comment allows `{}`, which is not found here", one.rule);
            let help = "remove it, or put it on the line that is found";
            found.add(found.say(message).help(help).at(context.place(one.span)));
        }
    }
}

/// Whether a rule asks what others left unused; exceptions for these are not followed further.
pub(super) fn is_last(rule: &str) -> bool {
    rule == RULE.id() || rule == super::unused_exception::RULE.id()
}
