//! Comments that allow something and do not say why.

use super::super::context::Context;
use super::super::rule::{Found, rule};

rule! {
    /// A comment allows a finding and gives no reason.
    ///
    /// The comment counts all the same, so that one place is not told twice.
    ///
    /// # Why it matters
    ///
    /// Whoever reads the line later cannot tell whether the comment may go.
    ///
    /// # Remedy
    ///
    /// Write the reason behind the rule's name and two dashes.
    ///
    /// # Example
    ///
    /// ```yaml
    /// url: postgres://shop:shop@localhost/shop   # stageline: allow plain-text-password
    /// ```
    ///
    /// With a reason it ends in `allow plain-text-password -- a database on the own machine`.
    "suppression-without-reason", Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let comments = context.exceptions().allowances.iter();
    for comment in comments.filter(|it| !it.rules.is_empty() && it.reason.is_none()) {
        let message = "the comment allows a finding and gives no reason";
        let help = "add ` -- ` and why the finding is expected";
        found.add(found.say(message).help(help).at(context.place(comment.span)));
    }
}
