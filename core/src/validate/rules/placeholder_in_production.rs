//! Values that somebody meant to fill in.

use super::super::context::Context;
use super::super::rule::{Found, rule};

rule! {
    /// A value in a production tier only holds the place of another.
    ///
    /// It looks for texts such as `changeme`, `TODO`, `replace-me` and `<your-token>`.
    ///
    /// # Why it matters
    ///
    /// It has the right kind, so nothing refuses it, and `changeme` is the first password that an
    /// attacker tries.
    ///
    /// # Remedy
    ///
    /// Write the value, or a `secret://environment/name`.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/production.yaml
    /// overrides:
    ///   mail: {api_token: changeme}
    /// ```
    "placeholder-in-production" in Production, Warning, check
}

const STAND_INS: [&str; 8] =
    ["changeme", "todo", "tbd", "fixme", "replaceme", "placeholder", "fillmein", "tobedefined"];

fn check(context: &Context<'_>, found: &mut Found) {
    context.production(&mut |leaf| {
        if !leaf.node.as_text().is_some_and(is_stand_in) {
            return;
        }
        let (environment, owner) = (&leaf.environment.name, leaf.owner);
        let message = format!(
            "`{}` of {owner} is still to be filled in for `{environment}`, a production tier",
            leaf.path
        );
        let finding = found.say(message).help("write the value that is meant");
        found.add(finding.within(environment).at(context.place(leaf.node.span)));
    });
}

fn is_stand_in(text: &str) -> bool {
    // No stand-in is longer than a short phrase.
    if text.len() > 40 {
        return false;
    }
    let letters = text.chars().filter(char::is_ascii_alphanumeric);
    let letters: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    let bracketed = text.starts_with('<') && text.ends_with('>') && !text.contains(' ');
    let asks = ["your", "insert", "replace", "enter"].iter().any(|word| letters.starts_with(word));
    STAND_INS.contains(&letters.as_str()) || (bracketed && asks)
}
