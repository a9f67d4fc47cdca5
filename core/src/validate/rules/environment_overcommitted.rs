//! Environments whose services ask for more than there is.

use std::collections::HashMap;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::model::{Replicas, Resource};

rule! {
    /// The services of an environment request more of a resource than the environment may use.
    ///
    /// What each service requests is multiplied by its `replicas`, or by `autoscaling.min_replicas`
    /// where that is more and scaling is not off, and the sum is held against `resource_limits` in the environment's
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

fn check(context: &Context<'_>, found: &mut Found) {
    let mut sums: HashMap<&str, [i128; 3]> = HashMap::new();
    for service in context.services() {
        let root = service.resolved.root();
        let requests = root.child("resources").and_then(|resources| resources.child("requests"));
        let Some(requests) = requests else { continue };
        let replicas = i128::from(Replicas::of(root).least);
        let sums = sums.entry(&service.environment.name).or_default();
        for (resource, sum) in Resource::ALL.iter().zip(sums) {
            let request = resource.stated(Some(requests)).map_or(0, |(amount, _)| amount.nanos());
            *sum = sum.saturating_add(request.saturating_mul(replicas));
        }
    }
    for environment in context.environments().filter(|each| each.derived.is_none()) {
        let Some(sums) = sums.get(environment.name.as_str()) else { continue };
        for (resource, sum) in Resource::ALL.iter().zip(sums) {
            let limits = environment.record_node.child("resource_limits");
            let Some((limit, stated)) = resource.stated(limits) else { continue };
            if *sum <= limit.nanos() {
                continue;
            }
            let (name, resource) = (&environment.name, resource.name());
            let message = format!("the services of `{name}` request more `{resource}` than it has");
            let finding = found.say(message).help("raise the limit, or lower requests or replicas");
            found.add(finding.within(name).at(context.place(stated.span)));
        }
    }
}
