//! Blanks that nobody sees.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::value::leaves;
use crate::yaml::Data;

rule! {
    /// A word in quotes begins or ends with a blank.
    ///
    /// It looks at texts that are one word otherwise: names, addresses, keys. Texts of several
    /// words, blocks and lone signs may have blanks around them.
    ///
    /// # Why it matters
    ///
    /// The blank came along when the value was copied. A host, a token or a name with a blank is
    /// another one, and both look the same on the screen.
    ///
    /// # Remedy
    ///
    /// Remove the blank.
    ///
    /// # Example
    ///
    /// ```yaml
    /// database: {host: "db.shop.example "}
    /// ```
    "blank-around-text" in Values, Info, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for root in context.authored() {
        leaves(root, &mut |path, node| {
            let node = node.untagged();
            let Some(text) = node.as_text() else { return };
            let word = text.trim();
            let one = word.len() != text.len()
                && word.chars().nth(2).is_some()
                && word.starts_with(char::is_alphanumeric)
                && word.ends_with(|c: char| c.is_alphanumeric() || c == '/')
                && !text.contains('\n')
                && !word.contains(char::is_whitespace);
            if one {
                let message = format!("`{path}` begins or ends with a blank");
                let finding = found.say(message).help("remove the blank");
                let text = Data::Text(word.into());
                let fix = context.set(node.span, text, "remove the blank");
                found.add(finding.at(context.place(node.span)).fix(fix));
            }
        });
    }
}
