//! Items that merge with nothing.

use std::collections::HashMap;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::config::{item_name, merge_keys};
use crate::value::KeyPath;
use crate::yaml::{Data, Intent, Node};

rule! {
    /// An item of a list that merges by a key has no such key, or the one of another item.
    ///
    /// It looks at lists that `merge_keys` names and at lists tagged `!merge_by`. Two items with
    /// one `name` or `id` are told by `duplicate-item-name`.
    ///
    /// # Why it matters
    ///
    /// An item without the key is added each time and never merged; of two items with one key only
    /// the first is ever changed.
    ///
    /// # Remedy
    ///
    /// Give each item its own key.
    ///
    /// # Example
    ///
    /// ```yaml
    /// overrides:
    ///   carriers: !merge_by:name
    ///     - {nmae: night-freight, cutoff: "20:00"}
    /// ```
    "item-without-merge-key" in Layers, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let keys = merge_keys(context.all(), context.sources()).unwrap_or_default();
    let mut lists = Vec::new();
    for root in context.authored() {
        walk(root, None, &mut KeyPath::root(), &mut |path, by, items| {
            let by = by.or_else(|| keys.get(path).map(|key| key.as_str()));
            lists.extend(by.map(|by| (path.to_string(), by.to_owned(), items.to_vec())));
        });
    }
    for (path, by, items) in &lists {
        let mut first = HashMap::new();
        for item in items.iter().filter(|item| item.as_map().is_some()) {
            let Some(name) = item_name(item, by) else {
                let message =
                    format!("an item of `{path}` has no `{by}`, by which the list merges");
                let finding = found.say(message).help(format!("give it a `{by}`"));
                found.add(finding.at(context.place(item.span)));
                continue;
            };
            if matches!(by.as_str(), "name" | "id") {
                continue;
            }
            if let Some(before) = first.get(&name) {
                let message =
                    format!("two items of `{path}` have one `{by}`, by which the list merges");
                let finding =
                    found.say(message).help("give each its own").at(context.place(item.span));
                found.add(finding.at(context.place(*before)));
            } else {
                first.insert(name, item.span);
            }
        }
    }
}

type Visit<'v> = dyn FnMut(&KeyPath, Option<&str>, &[Node]) + 'v;

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
fn walk(node: &Node, by: Option<&str>, path: &mut KeyPath, visit: &mut Visit<'_>) {
    match &node.data {
        Data::Tagged(tagged) => {
            let by = match &tagged.intent {
                Intent::MergeBy(key) => Some(key.as_str()),
                _ => None,
            };
            walk(&tagged.node, by, path, visit);
        }
        Data::Map(map) => {
            for entry in map.entries() {
                path.push(entry.key.clone());
                walk(&entry.node, None, path, visit);
                path.pop();
            }
        }
        Data::List(items) => {
            visit(path, by, items);
            for (at, item) in items.iter().enumerate() {
                path.push(at.to_string());
                walk(item, None, path, visit);
                path.pop();
            }
        }
        _ => {}
    }
}
