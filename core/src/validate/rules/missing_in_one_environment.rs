//! Keys that one environment alone does without.

use super::super::context::{Context, View};
use super::super::overrides::Owner;
use super::super::rule::{Found, rule};
use super::super::side_by_side::side_by_side;
use crate::config::Resolved;
use crate::error::Severity;
use crate::value::{KeyPath, at};
use crate::yaml::{Data, Intent, Node};

rule! {
    /// A key is set in every environment but one.
    ///
    /// It compares what four environments or more come to, configurations and services, and looks
    /// at keys below another key that all of them have. A key that the environment deletes is
    /// meant to be gone, and one of the tier `development` may do without. Where the one is of the
    /// tier `production`, this is a warning.
    ///
    /// # Why it matters
    ///
    /// A setting was added to each file, and one file was forgotten. What was tested everywhere
    /// runs with a default where it is missing.
    ///
    /// # Remedy
    ///
    /// Set it there too, or in the base. Write `!delete` to say that it should be missing.
    ///
    /// # Example
    ///
    /// `database.statement_timeout` in development, testing and staging, and none in production.
    "missing-in-one-environment" in Environments, Info, check
}

/// Fewer environments make no custom.
const FEWEST: usize = 4;

fn check(context: &Context<'_>, found: &mut Found) {
    for (owner, views) in context.views() {
        if views.len() >= FEWEST {
            compare(context, found, owner, &views);
        }
    }
}

fn compare(context: &Context<'_>, found: &mut Found, owner: Owner<'_>, views: &[View<'_>]) {
    let roots: Vec<&Node> = views.iter().map(|(_, resolved)| resolved.root()).collect();
    side_by_side(&roots, &mut |path, nodes| {
        let mut without = nodes.iter().zip(views).filter(|(node, _)| node.is_none());
        let (Some((_, (environment, resolved))), None) = (without.next(), without.next()) else {
            return;
        };
        let Some(present) = nodes.iter().flatten().next() else { return };
        let nested = path.len() > 1;
        if !nested || is_deleted(resolved, path) || !has_parent(resolved.root(), path) {
            return;
        }
        let severity = match environment.record.tier.as_ref().map(|tier| tier.value.as_str()) {
            Some("production") => Severity::Warning,
            Some("development") => return,
            _ => Severity::Info,
        };
        let name = &environment.name;
        let message = format!("`{path}` of {owner} is set in every environment but `{name}`");
        let help = format!("set it for `{name}` too, or in the base");
        let finding = found.with(severity, message).help(help);
        found.add(finding.at(context.place(present.span)));
    });
}

fn has_parent(root: &Node, path: &KeyPath) -> bool {
    let mut parent = path.clone();
    parent.pop();
    at(root, &parent).is_some_and(|node| matches!(node.data, Data::Map(_)))
}

/// Whether some layer deletes the key, or a key above it.
fn is_deleted(resolved: &Resolved, path: &KeyPath) -> bool {
    let takes_away = |node: &Node| match &node.data {
        Data::Tagged(tagged) => matches!(tagged.intent, Intent::Delete | Intent::Replace),
        _ => false,
    };
    resolved.layers().iter().any(|layer| {
        let below = path.keys().scan(Some(&layer.node), |node, key| {
            *node = node.and_then(|node| node.child(key));
            *node
        });
        below.into_iter().any(takes_away)
    })
}
