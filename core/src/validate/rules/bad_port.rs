//! Ports that no machine has.

use super::super::context::{Context, whole};
use super::super::rule::{Found, rule};
use crate::value::{KeyPath, leaves, words};
use crate::yaml::Node;

rule! {
    /// A port lies outside 0 to 65535.
    ///
    /// It looks at whole numbers at keys like `port`, `http_port` and `SMTP_PORT`, and in lists
    /// called `ports`.
    ///
    /// # Why it matters
    ///
    /// The service cannot listen there and does not start; mostly a digit too many was typed.
    ///
    /// # Remedy
    ///
    /// Write a port from 1 to 65535, or 0 for any that is free.
    ///
    /// # Example
    ///
    /// ```yaml
    /// metrics: {port: 90900}   # meant: 9090
    /// ```
    "bad-port" in Values, Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for root in context.authored() {
        leaves(root, &mut |path, node| {
            let outside = number(node).is_some_and(|number| !(0..=65535).contains(&number));
            if outside && names_a_port(path) {
                let finding = found.say(format!("`{path}` is no port"));
                let help = "write a port from 1 to 65535";
                found.add(finding.help(help).at(context.place(node.untagged().span)));
            }
        });
    }
}

fn number(node: &Node) -> Option<i128> {
    whole(node).or_else(|| node.as_text()?.parse::<i64>().ok().map(i128::from))
}

fn names_a_port(path: &KeyPath) -> bool {
    let mut keys = path.keys().rev();
    let last = keys.next().unwrap_or_default();
    let in_list = last.bytes().all(|b| b.is_ascii_digit());
    match in_list {
        true => keys.next() == Some("ports"),
        false => words(last).last().is_some_and(|word| word == "port"),
    }
}
