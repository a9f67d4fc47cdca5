//! Names that two entries of one list share.

use std::collections::HashMap;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::source::Span;
use crate::yaml::Node;

rule! {
    /// Two schedules, triggers, alerts or variables of one list have the same name.
    ///
    /// Schedules and triggers are compared within their workflow, alerts within their group, and
    /// variables within their dashboard.
    ///
    /// # Why it matters
    ///
    /// A report that names the entry does not say which, and systems that know entries by their
    /// name keep one of the two.
    ///
    /// # Remedy
    ///
    /// Rename one of them.
    ///
    /// # Example
    ///
    /// ```yaml
    /// schedule:
    ///   - {name: nightly, cron: "0 1 * * *", command: stageline health-check --all}
    ///   - {name: nightly, cron: "0 2 * * *", command: stageline env cleanup --unused}
    /// ```
    "repeated-name" in Files, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let all = context.all();
    for workflow in all.workflows.iter() {
        let names = workflow.spec.schedule.iter().map(|each| &each.name);
        twice(context, found, "schedules", names.map(|name| (name.value.as_str(), name.span)));
        let names = workflow.spec.triggers.iter().map(|each| &each.name);
        twice(context, found, "triggers", names.map(|name| (name.value.as_str(), name.span)));
    }
    for (path, tree) in all.trees.iter() {
        let (part, list) = match () {
            () if path.starts_with("config/alerts/") => ("alerts", None),
            () if path.starts_with("config/monitoring/") => ("dashboards", Some("variables")),
            () => continue,
        };
        let map = tree.child(part).and_then(Node::as_map);
        for entry in map.map_or(&[][..], |map| map.entries()) {
            let items = list.map_or(Some(&entry.node), |list| entry.node.child(list));
            let items = items.and_then(Node::as_list).unwrap_or_default();
            let names = items.iter().filter_map(|item| {
                let name = item.child("name")?;
                Some((name.as_text()?, name.span))
            });
            twice(context, found, list.unwrap_or(part), names);
        }
    }
}

fn twice<'n>(
    context: &Context<'_>,
    found: &mut Found,
    what: &str,
    names: impl Iterator<Item = (&'n str, Span)>,
) {
    let mut first = HashMap::new();
    for (name, span) in names {
        if let Some(before) = first.get(name) {
            let finding = found.say(format!("two {what} are named `{name}`"));
            let finding = finding.help("rename one of them").at(context.place(span));
            found.add(finding.at(context.place(*before)));
        } else {
            first.insert(name, span);
        }
    }
}
