//! Lists that say something twice.

use std::collections::HashMap;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::value::{KeyPath, words};
use crate::yaml::{Data, Node};

rule! {
    /// A list of texts holds the same text twice.
    ///
    /// Lists are looked at as they are written, each by itself. Command lines and their arguments
    /// may repeat words.
    ///
    /// # Why it matters
    ///
    /// Mostly the line was copied and one half of the change forgotten, so that something else is
    /// missing from the list.
    ///
    /// # Remedy
    ///
    /// Remove one of the two, or write what was meant.
    ///
    /// # Example
    ///
    /// ```yaml
    /// languages: [en, es, en]
    /// ```
    "duplicate-item" in Values, Info, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for root in context.authored() {
        walk(context, found, root, &mut KeyPath::root());
    }
}

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
fn walk(context: &Context<'_>, found: &mut Found, node: &Node, path: &mut KeyPath) {
    match &node.untagged().data {
        Data::Map(map) => {
            for entry in map.entries() {
                path.push(entry.key.clone());
                walk(context, found, &entry.node, path);
                path.pop();
            }
        }
        Data::List(items) => {
            if !path.last().is_some_and(is_command) && items.iter().all(|i| i.as_text().is_some()) {
                twice(context, found, items, path);
            }
            for (at, item) in items.iter().enumerate() {
                path.push(at.to_string());
                walk(context, found, item, path);
                path.pop();
            }
        }
        _ => {}
    }
}

fn is_command(key: &str) -> bool {
    words(key).iter().any(|word| {
        matches!(
            word.as_str(),
            "args"
                | "arguments"
                | "command"
                | "cmd"
                | "entrypoint"
                | "flags"
                | "options"
                | "params"
        )
    })
}

fn twice(context: &Context<'_>, found: &mut Found, items: &[Node], path: &KeyPath) {
    let mut first: HashMap<&str, &Node> = HashMap::with_capacity(items.len());
    for item in items {
        let Some(text) = item.as_text() else { continue };
        if let Some(before) = first.get(text) {
            let finding = found.say(format!("the list `{path}` holds one text twice"));
            let finding = finding.help("remove one of the two");
            let finding = finding.at(context.place(item.span)).at(context.place(before.span));
            found.add(finding.fix(context.removal(item.span, "remove the second one")));
        } else {
            first.insert(text, item);
        }
    }
}
