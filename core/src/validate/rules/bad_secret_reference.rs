//! References to secrets that no provider can follow.

use super::super::context::{Context, did_you_mean};
use super::super::rule::{Found, rule};
use crate::error::closest;
use crate::value::leaves;

rule! {
    /// A reference to a secret is not written as one, or its environment is mistyped.
    ///
    /// A reference is `secret://environment/name`. An environment that is not listed is only told
    /// where it is nearly one that is.
    ///
    /// # Why it matters
    ///
    /// Files load without their secrets, so the mistake shows when the service starts, or never:
    /// the reference itself is a text like any other, and some services take it for a password.
    ///
    /// # Remedy
    ///
    /// Correct the reference.
    ///
    /// # Example
    ///
    /// ```yaml
    /// environment:
    ///   DATABASE_URL: "secret://prodution/database-url"   # meant: production
    /// ```
    "bad-secret-reference" in Values, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for root in context.authored() {
        leaves(root, &mut |path, node| {
            let Some(text) = node.as_text() else { return };
            let Some((message, help)) = mistake(context, text) else { return };
            let finding = found.say(format!("`{path}` {message}")).help(help);
            found.add(finding.at(context.place(node.untagged().span)));
        });
    }
}

fn mistake(context: &Context<'_>, text: &str) -> Option<(String, String)> {
    let shape = || "write `secret://environment/name`".to_owned();
    let Some(reference) = text.strip_prefix("secret://") else {
        let lower = text.get(..10).unwrap_or(text).to_ascii_lowercase();
        let near =
            ["secret:/", "secrets://", "secret//"].iter().any(|near| lower.starts_with(near));
        return near.then(|| ("is nearly a reference to a secret".to_owned(), shape()));
    };
    let (environment, name) = reference.split_once('/').unwrap_or((reference, ""));
    if environment.is_empty() || name.is_empty() {
        return Some(("names no secret".to_owned(), shape()));
    }
    if environment.contains("${") || context.all().environment(environment).is_some() {
        return None;
    }
    let known = context.environments().map(|environment| environment.name.as_str());
    let help = did_you_mean(&closest(environment, known))?;
    let message = format!("names the secret of `{environment}`, which is no environment");
    Some((message, help))
}
