//! Autoscaling that has nothing to measure by.

use super::super::context::{Context, is_off};
use super::super::rule::{Found, rule};

rule! {
    /// A service scales by the share of a resource that it neither requests nor limits.
    ///
    /// `autoscaling.target_cpu` needs `resources.requests.cpu` or `resources.limits.cpu`, and
    /// `target_memory` the same of `memory`, unless `autoscaling.enabled` is `false`.
    ///
    /// # Why it matters
    ///
    /// A share of nothing cannot be told, so no replica is ever added, and nothing says why.
    ///
    /// # Remedy
    ///
    /// Say what one replica requests.
    ///
    /// # Example
    ///
    /// ```yaml
    /// api:
    ///   resources: {requests: {memory: 1Gi}}
    ///   autoscaling: {enabled: true, min_replicas: 2, max_replicas: 9, target_cpu: 70}
    /// ```
    "autoscaling-without-request" in Services, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for service in context.services() {
        let root = service.resolved.root();
        let Some(scaling) = root.child("autoscaling") else { continue };
        if scaling.child("enabled").is_some_and(is_off) {
            continue;
        }
        for (key, resource) in [("target_cpu", "cpu"), ("target_memory", "memory")] {
            let Some(node) = scaling.child(key) else { continue };
            let resources = root.child("resources");
            let stated = |part: &str| resources.and_then(|r| r.child(part)?.child(resource));
            if stated("requests").or_else(|| stated("limits")).is_some() {
                continue;
            }
            let (name, environment) = (service.name, &service.environment.name);
            let message = format!(
                "the service `{name}` scales by `{resource}` and requests none in `{environment}`"
            );
            let finding = found.say(message).help(format!("set `resources.requests.{resource}`"));
            found.add(finding.within(environment).at(context.place(node.span)));
        }
    }
}
