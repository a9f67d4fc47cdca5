//! Versions that are read as numbers.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::value::{KeyPath, leaves, words};
use crate::yaml::{Data, Node};

rule! {
    /// A version is written without quotes, and reading it as a number changes it.
    ///
    /// It looks at keys like `version`, `image_tag`, `tag` and `revision`. Numbers that are printed
    /// as they are written are left alone.
    ///
    /// # Why it matters
    ///
    /// `1.10` is the number 1.1, and so the service is deployed with a version that is older by
    /// nine. `007` loses its zeros, and a commit such as `12e7` becomes 120000000.
    ///
    /// # Remedy
    ///
    /// Put it in quotes.
    ///
    /// # Example
    ///
    /// ```yaml
    /// api:
    ///   image_tag: 1.10   # meant: "1.10"
    /// ```
    "unquoted-version" in Values, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for root in context.authored() {
        leaves(root, &mut |path, node| {
            if is_changed(context, node) && names_a_version(path) {
                let message = format!("`{path}` is read as a number and loses what it says");
                let finding = found.say(message).help("put it in quotes");
                let written = context.plain(node).map(|text| Data::Text(text.into()));
                let span = node.untagged().span;
                let fix = written.and_then(|text| context.set(span, text, "put it in quotes"));
                found.add(finding.at(context.place(span)).fix(fix));
            }
        });
    }
}

pub(super) fn names_a_version(path: &KeyPath) -> bool {
    let last = path.last().map(words).unwrap_or_default();
    last.last().is_some_and(|word| {
        matches!(word.as_str(), "version" | "tag" | "revision" | "commit" | "sha")
    })
}

/// Whether a number is not printed as it is written.
fn is_changed(context: &Context<'_>, node: &Node) -> bool {
    let node = node.untagged();
    let number = matches!(node.data, Data::Int(_) | Data::UInt(_) | Data::Float(_));
    number && context.plain(node).is_some_and(|written| written != node.to_string())
}
