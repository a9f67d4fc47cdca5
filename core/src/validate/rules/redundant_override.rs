//! Overrides that change nothing.

use super::super::context::Context;
use super::super::overrides::Owner;
use super::super::rule::{Found, rule};
use crate::config::LayerKind;
use crate::source::Span;
use crate::value::KeyPath;
use crate::yaml::{Data, Node};

rule! {
    /// A value is the same as the one it would inherit.
    ///
    /// It compares what an environment's own file says with what it extends, and a service's file
    /// with its `base.yaml`. Merge intentions and tenants are left alone.
    ///
    /// # Why it matters
    ///
    /// The line looks like a decision and is none. When the base changes, this environment stays
    /// behind, and nobody remembers why.
    ///
    /// # Remedy
    ///
    /// Remove it, unless the value is meant to stay when the base changes.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/base.yaml
    /// base: {database: {timeout: 30}}
    /// # config/staging.yaml
    /// extends: base
    /// overrides: {database: {timeout: 30}}
    /// ```
    "redundant-override" in Layers, Info, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for each in context.overrides() {
        let whole = match each.owner {
            Owner::Service(_) => each.onto_base,
            _ => each.kind == LayerKind::Environment,
        };
        if !whole {
            continue;
        }
        let mut same = Vec::new();
        compare(&each.over, &each.below, &mut KeyPath::root(), &mut same);
        for Same { path, over, below } in same {
            let name = &each.environment.name;
            let message =
                format!("`{path}` of {} repeats for `{name}` what it inherits", each.owner);
            let finding = found.say(message).help("remove it, unless it is meant to stay");
            let finding = finding.within(name).at(context.place(over));
            let fix = context.removal(over, format!("remove `{path}`"));
            found.add(finding.at(context.place(below)).fix(fix));
        }
    }
}

struct Same {
    path: KeyPath,
    over: Span,
    below: Span,
}

/// Whether all of a value is inherited anyway; what is so in part goes to `same`.
// Trees are as deep as `limits.depth` at most, so recursion is bounded.
fn compare(over: &Node, below: &Node, path: &mut KeyPath, same: &mut Vec<Same>) -> bool {
    let (Data::Map(above), Data::Map(map)) = (&over.data, &below.data) else {
        return !matches!(over.data, Data::Tagged(_)) && over == below;
    };
    let start = same.len();
    let mut all = !above.is_empty();
    for entry in above.entries() {
        path.push(entry.key.clone());
        let beneath = map.get(&entry.key);
        match beneath.filter(|beneath| compare(&entry.node, beneath, path, same)) {
            Some(beneath) => {
                same.push(Same { path: path.clone(), over: entry.node.span, below: beneath.span });
            }
            None => all = false,
        }
        path.pop();
    }
    // Told once, at the map; only the root's keys are told one by one.
    if all && !path.is_empty() {
        same.truncate(start);
    }
    all
}
