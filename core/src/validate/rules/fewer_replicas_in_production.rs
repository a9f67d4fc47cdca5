//! Production that is smaller than its rehearsal.

use super::super::context::{Context, whole};
use super::super::rule::{Found, rule};
use crate::yaml::Node;

rule! {
    /// A service runs fewer replicas in production than in a stage before it.
    ///
    /// It compares `replicas`, or `autoscaling.min_replicas` where that is more, along each
    /// pipeline, between a stage of the production tier and the one directly before it.
    ///
    /// # Why it matters
    ///
    /// The load test passed with more than customers get. Mostly a number was raised for a test, or
    /// lowered for an incident, and stayed.
    ///
    /// # Remedy
    ///
    /// Raise the number in production, or lower it in the stage before.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/services/api/staging.yaml
    /// api: {replicas: 4}
    /// # config/services/api/production.yaml
    /// api: {replicas: 2}
    /// ```
    "fewer-replicas-in-production" in Environments, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let all = context.all();
    for workflow in all.workflows.iter() {
        for pair in workflow.spec.environments.windows(2) {
            let [before, stage] = pair else { continue };
            let (before, environment) = (&before.name.value, &stage.name.value);
            let production = |name: &str| all.environment(name).map(|e| e.record.is_production());
            if (production(before), production(environment)) != (Some(false), Some(true)) {
                continue;
            }
            for name in all.services.keys() {
                let (Some(rehearsal), Some(service)) =
                    (context.service(before, name), context.service(environment, name))
                else {
                    continue;
                };
                let counts = replicas(service.root()).zip(replicas(rehearsal.root()));
                let Some(((fewer, main), (_, other))) = counts.filter(|(a, b)| a.0 < b.0) else {
                    continue;
                };
                // None at all is a service that is switched off.
                if fewer == 0 {
                    continue;
                }
                let message = format!(
                    "the service `{name}` runs fewer replicas in `{environment}` than in `{before}`"
                );
                let finding = found.say(message).help("raise the one or lower the other");
                let finding = finding.within(environment).at(context.place(main.span));
                found.add(finding.at(context.place(other.span)));
            }
        }
    }
}

fn replicas(root: &Node) -> Option<(i128, &Node)> {
    let min = root.child("autoscaling").and_then(|scaling| scaling.child("min_replicas"));
    let stated = [min, root.child("replicas")].into_iter().flatten();
    stated.filter_map(|node| Some((whole(node)?, node))).max_by_key(|(count, _)| *count)
}
