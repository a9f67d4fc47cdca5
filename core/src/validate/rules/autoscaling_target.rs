//! Autoscaling that never acts, or always.

use super::super::context::{Context, is_off};
use super::super::rule::{Found, rule};
use crate::value::{Kind, Quantity};

rule! {
    /// Autoscaling aims at a share that is never reached, or always exceeded.
    ///
    /// `autoscaling.target_cpu` and `autoscaling.target_memory` are shares of what is requested,
    /// above 0 and at most 100, unless `autoscaling.enabled` is `false`.
    ///
    /// # Why it matters
    ///
    /// Above 100 the service is starved before a replica is added; at 0 it runs as many as the
    /// upper bound allows, all the time.
    ///
    /// # Remedy
    ///
    /// Write a share below 100 that leaves room until new replicas are ready.
    ///
    /// # Example
    ///
    /// ```yaml
    /// autoscaling: {enabled: true, target_cpu: 700}   # meant: 70
    /// ```
    "autoscaling-target" in Services, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for service in context.services() {
        let Some(scaling) = service.resolved.root().child("autoscaling") else { continue };
        if scaling.child("enabled").is_some_and(is_off) {
            continue;
        }
        for key in ["target_cpu", "target_memory"] {
            let Some(node) = scaling.child(key) else { continue };
            let Ok(share) = Quantity::read(&node.data, Kind::Percent) else { continue };
            if (1..=100_000_000_000).contains(&share.nanos()) {
                continue;
            }
            let (name, environment) = (service.name, &service.environment.name);
            let message =
                format!("the service `{name}` has a `{key}` outside 1 to 100 in `{environment}`");
            let finding = found.say(message).help("write a share of what is requested, as in `70`");
            found.add(finding.within(environment).at(context.place(node.span)));
        }
    }
}
