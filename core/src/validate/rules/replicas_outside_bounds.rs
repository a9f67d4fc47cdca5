//! Replicas that autoscaling would change at once.

use super::super::Finding;
use super::super::context::{Context, ServiceView};
use super::super::rule::{Found, rule};
use crate::yaml::{Data, Node};

rule! {
    /// A service's replicas lie outside the bounds of its autoscaling, or the bounds exclude all.
    ///
    /// `replicas` is held against `autoscaling.min_replicas` and `autoscaling.max_replicas`, unless
    /// `autoscaling.enabled` is `false`.
    ///
    /// # Why it matters
    ///
    /// Autoscaling sets the number to the nearest bound within moments, so the file says something
    /// that is never true.
    ///
    /// # Remedy
    ///
    /// Move `replicas` or the bound, or switch autoscaling off.
    ///
    /// # Example
    ///
    /// ```yaml
    /// replicas: 2
    /// autoscaling: {enabled: true, min_replicas: 3, max_replicas: 10}
    /// ```
    "replicas-outside-bounds" in Services, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for service in context.services() {
        let root = service.resolved.root();
        let Some(scaling) = root.child("autoscaling") else { continue };
        if scaling.child("enabled").is_some_and(|enabled| enabled.data == Data::Bool(false)) {
            continue;
        }
        let replicas = root.child("replicas").and_then(count);
        let min = scaling.child("min_replicas").and_then(count);
        let max = scaling.child("max_replicas").and_then(count);
        let mut said = |first: Option<Count<'_>>, second: Option<Count<'_>>, what: &str, help| {
            if let Some((first, second)) = first.zip(second).filter(|(a, b)| a.0 > b.0) {
                // The value that a person would change stands first.
                let (main, other) = if what == BELOW { (second, first) } else { (first, second) };
                let finding = finding(found, &service, what).help(help);
                let finding = finding.at(context.place(main.1.span));
                found.add(finding.at(context.place(other.1.span)));
            }
        };
        let help = "change `replicas` or the bound";
        said(min, replicas, BELOW, help);
        said(replicas, max, "runs more replicas than `max_replicas`", help);
        said(min, max, "has a `min_replicas` above its `max_replicas`", "exchange the two");
    }
}

const BELOW: &str = "runs fewer replicas than `min_replicas`";

type Count<'n> = (i128, &'n Node);

fn count(node: &Node) -> Option<Count<'_>> {
    match node.data {
        Data::Int(value) => Some((value.into(), node)),
        Data::UInt(value) => Some((value.into(), node)),
        _ => None,
    }
}

fn finding(found: &Found, service: &ServiceView<'_>, what: &str) -> Finding {
    let environment = &service.environment.name;
    let message = format!("the service `{}` {what} in `{environment}`", service.name);
    found.say(message).within(environment)
}
