//! Lists in which a name stands twice.

use std::collections::HashMap;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::config::item_name;
use crate::value::KeyPath;
use crate::yaml::{Data, Node};

rule! {
    /// Two items of a list have the same name.
    ///
    /// It looks at what configurations and services come to, at lists whose items all have a
    /// `name`, or all have an `id`.
    ///
    /// # Why it matters
    ///
    /// `!append` adds an item that the base has already, and it depends on the reader which of the
    /// two counts.
    ///
    /// # Remedy
    ///
    /// Merge them with `!merge_by:name`, or rename one.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/base.yaml
    /// base: {carriers: [{name: city-bike, cutoff: "11:30"}]}
    /// # config/production.yaml
    /// extends: base
    /// overrides: {carriers: !append [{name: city-bike, cutoff: "10:00"}]}
    /// ```
    "duplicate-item-name" in Layers, Info, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for (environment, configuration) in context.configurations() {
        if let Ok(configuration) = configuration {
            let mut walk = Walk { context, found, environment: &environment.name };
            walk.node(configuration.root(), &mut KeyPath::root());
        }
    }
    for service in context.services() {
        let mut walk = Walk { context, found, environment: &service.environment.name };
        walk.node(service.resolved.root(), &mut KeyPath::root());
    }
}

struct Walk<'w, 'c> {
    context: &'w Context<'c>,
    found: &'w mut Found,
    environment: &'w str,
}

impl Walk<'_, '_> {
    // Trees are as deep as `limits.depth` at most, so recursion is bounded.
    fn node(&mut self, node: &Node, path: &mut KeyPath) {
        match &node.data {
            Data::Map(map) => {
                for entry in map.entries() {
                    path.push(entry.key.clone());
                    self.node(&entry.node, path);
                    path.pop();
                }
            }
            Data::List(items) => {
                self.list(items, path);
                for (at, item) in items.iter().enumerate() {
                    path.push(at.to_string());
                    self.node(item, path);
                    path.pop();
                }
            }
            _ => {}
        }
    }

    fn list(&mut self, items: &[Node], path: &KeyPath) {
        let all = |key: &&str| items.iter().all(|item| item_name(item, key).is_some());
        let Some(key) = ["name", "id"].into_iter().find(all) else { return };
        let mut first = HashMap::with_capacity(items.len());
        for item in items {
            let Some(name) = item_name(item, key) else { continue };
            if let Some(before) = first.get(&name) {
                let message =
                    format!("two items of `{path}` have one `{key}` in `{}`", self.environment);
                let finding = self.found.say(message).help("merge them, or rename one");
                let finding = finding.within(self.environment).at(self.context.place(item.span));
                self.found.add(finding.at(self.context.place(*before)));
            } else {
                first.insert(name, item.span);
            }
        }
    }
}
