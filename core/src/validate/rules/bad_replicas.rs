//! Numbers of replicas that are none.

use super::super::context::{Context, is_reference};
use super::super::rule::{Found, rule};
use crate::value::{KeyPath, at};
use crate::yaml::{Data, Node};

rule! {
    /// A number of replicas is no whole number, or below zero.
    ///
    /// It looks at `replicas`, `autoscaling.min_replicas` and `autoscaling.max_replicas` of
    /// services. References are left alone.
    ///
    /// # Why it matters
    ///
    /// What deploys the service refuses it, and other rules cannot compare it: the text `"3"` is no
    /// number.
    ///
    /// # Remedy
    ///
    /// Write a whole number without quotes.
    ///
    /// # Example
    ///
    /// ```yaml
    /// api:
    ///   replicas: "3"
    /// ```
    "bad-replicas" in Services, Error, check
}

const PATHS: [&[&str]; 3] =
    [&["replicas"], &["autoscaling", "min_replicas"], &["autoscaling", "max_replicas"]];

fn check(context: &Context<'_>, found: &mut Found) {
    for (name, service) in context.all().services.iter() {
        for root in service.base.iter().chain(service.environments.values()) {
            for path in PATHS {
                let path: KeyPath = path.iter().copied().collect();
                let Some(node) = at(root, &path).map(Node::untagged) else { continue };
                if is_count(node) || is_reference(node) {
                    continue;
                }
                let message = format!("`{path}` of the service `{name}` is no number of replicas");
                let finding = found.say(message).help("write a whole number without quotes");
                let count = node.as_text().and_then(|text| text.parse::<u32>().ok());
                let fix = count.and_then(|count| {
                    context.set(node.span, Data::Int(count.into()), "write it without quotes")
                });
                found.add(finding.at(context.place(node.span)).fix(fix));
            }
        }
    }
}

fn is_count(node: &Node) -> bool {
    match node.data {
        Data::Int(value) => value >= 0,
        Data::UInt(_) | Data::Null => true,
        _ => false,
    }
}
