//! Services that a pipeline loses on the way.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::error::Place;
use crate::model::{Environment, StageSpec};

rule! {
    /// A service is configured in every stage of a pipeline but one.
    ///
    /// It looks at pipelines of three stages or more. A service is configured where it has a
    /// `base.yaml`, or a file for the environment or for one that it extends.
    ///
    /// # Why it matters
    ///
    /// A release that holds the service stops before that stage: it cannot be promoted to where it
    /// is not configured.
    ///
    /// # Remedy
    ///
    /// Write the service's file for that environment, or its `base.yaml`.
    ///
    /// # Example
    ///
    /// `config/services/search/` has `development.yaml`, `testing.yaml` and `production.yaml`, and
    /// the pipeline goes through staging too.
    "service-missing-in-one-stage" in Environments, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let all = context.all();
    for workflow in all.workflows.iter() {
        let stages = workflow.spec.environments.iter();
        let listed = stages.filter_map(|stage| Some((stage, all.environment(&stage.name.value)?)));
        let stages: Vec<(&StageSpec, &Environment)> = listed.collect();
        if stages.len() < 3 {
            continue;
        }
        for (name, service) in all.services.iter() {
            if service.base.is_some() {
                continue;
            }
            let mut without =
                stages.iter().filter(|(_, each)| !context.is_configured(&each.name, name));
            let (Some((stage, environment)), None) = (without.next(), without.next()) else {
                continue;
            };
            let environment = &environment.name;
            let message = format!(
                "the service `{name}` is configured in every stage of `{}` but `{environment}`",
                workflow.name
            );
            let help = format!("write `config/services/{name}/{environment}.yaml`");
            let file = service.environments.values().next();
            let file = file.map(|node| Place::file(context.path(node.span)));
            let finding = found.say(message).help(help).at(file);
            found.add(finding.at(context.place(stage.name.span)));
        }
    }
}
