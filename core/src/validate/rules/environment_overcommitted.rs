//! Environments whose services ask for more than there is.

use std::collections::HashMap;

use super::super::context::{Context, whole};
use super::super::rule::{Found, rule};
use crate::value::{Kind, Quantity};
use crate::yaml::Node;

rule! {
    /// The services of an environment request more of a resource than the environment may use.
    ///
    /// What each service requests is multiplied by its `replicas`, or `autoscaling.min_replicas`
    /// where that is more, and the sum is held against `resource_limits` in the environment's
    /// record. Services that do not say what they request count for nothing.
    ///
    /// # Why it matters
    ///
    /// Each service fits by itself. The last ones to be deployed find no room, and which these are
    /// is chance.
    ///
    /// # Remedy
    ///
    /// Raise the limit, or lower requests or replicas.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/environments.yaml; two services request 8 replicas of `500m` each
    /// environments:
    ///   staging: {resource_limits: {cpu: "6 cores"}}
    /// ```
    "environment-overcommitted" in Services, Warning, check
}

const RESOURCES: [(&str, Kind); 3] =
    [("cpu", Kind::Cpu), ("memory", Kind::Bytes), ("storage", Kind::Bytes)];

fn check(context: &Context<'_>, found: &mut Found) {
    let mut sums: HashMap<&str, [i128; 3]> = HashMap::new();
    for service in context.services() {
        let root = service.resolved.root();
        let requests = root.child("resources").and_then(|resources| resources.child("requests"));
        let Some(requests) = requests else { continue };
        let sums = sums.entry(&service.environment.name).or_default();
        for ((resource, kind), sum) in RESOURCES.iter().zip(sums) {
            let request = requests.child(resource).and_then(|node| amount(node, *kind));
            let all = request.unwrap_or(0).saturating_mul(replicas(root));
            *sum = sum.saturating_add(all);
        }
    }
    for environment in context.environments().filter(|each| each.derived.is_none()) {
        let Some(sums) = sums.get(environment.name.as_str()) else { continue };
        for ((resource, kind), sum) in RESOURCES.iter().zip(sums) {
            let limits = environment.record_node.child("resource_limits");
            let Some(limit) = limits.and_then(|limits| limits.child(resource)) else { continue };
            if amount(limit, *kind).is_none_or(|limit| *sum <= limit) {
                continue;
            }
            let name = &environment.name;
            let message = format!("the services of `{name}` request more `{resource}` than it has");
            let finding = found.say(message).help("raise the limit, or lower requests or replicas");
            found.add(finding.within(name).at(context.place(limit.span)));
        }
    }
}

fn amount(node: &Node, kind: Kind) -> Option<i128> {
    Quantity::read(&node.untagged().data, kind).ok().map(Quantity::nanos)
}

fn replicas(root: &Node) -> i128 {
    let min = root.child("autoscaling").and_then(|scaling| scaling.child("min_replicas"));
    let stated = [root.child("replicas"), min].into_iter().flatten().filter_map(whole);
    stated.max().unwrap_or(1).max(0)
}
