//! What a project has, as lists: tenants and pipelines. Environments and services are asked for by
//! name, flags through their environment.

use serde::Serialize;

use super::Snapshot;
use crate::error::Place;
use crate::model::GateWhen;
use crate::promotion::pipelines;

/// A tenant and the environments derived for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TenantInfo {
    /// Its name.
    pub name: String,
    /// Its environments, in the order of the file.
    pub environments: Vec<TenantEnvironment>,
    /// Its plan, as in `standard`.
    pub tier: Option<String>,
    /// `shared` or `dedicated`.
    pub isolation: Option<String>,
    /// Where its name stands.
    pub place: Option<Place>,
}

/// An environment of a tenant.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TenantEnvironment {
    /// The environment it derives from.
    pub from: String,
    /// Its own name.
    pub name: String,
}

/// A pipeline: the environments a release travels through, in order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PipelineInfo {
    /// The name of its workflow file, without the ending.
    pub name: String,
    /// What people call it.
    pub title: Option<String>,
    /// Its environments, in order.
    pub stages: Vec<StageInfo>,
}

/// One environment of a pipeline.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct StageInfo {
    /// The environment.
    pub environment: String,
    /// Whether a release verified upstream enters without a person.
    pub auto_promote: bool,
    /// Its gates.
    pub gates: Vec<GateInfo>,
    /// Where it stands.
    pub place: Option<Place>,
}

/// A gate of a stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct GateInfo {
    /// Its name.
    pub name: String,
    /// Which side it guards: as it says, or as its place in the pipeline has it.
    pub when: GateWhen,
    /// Whether a person decides it.
    pub approval: bool,
}

impl Snapshot {
    /// The tenants, in the order of the file.
    pub fn tenants(&self) -> Vec<TenantInfo> {
        let tenants = self.0.all.tenants.iter().map(|(name, (span, tenant))| TenantInfo {
            name: name.to_string(),
            environments: tenant
                .environments
                .iter()
                .map(|(from, name)| TenantEnvironment {
                    from: from.clone(),
                    name: name.value.clone(),
                })
                .collect(),
            tier: tenant.resources.tier.clone(),
            isolation: tenant.resources.isolation.clone(),
            place: self.place(*span),
        });
        tenants.collect()
    }

    /// The pipelines, by the names of their workflows.
    pub fn pipelines(&self) -> Vec<PipelineInfo> {
        let titles = |name: &str| {
            let workflow = self.0.all.workflows.iter().find(|workflow| workflow.name == name);
            workflow.and_then(|workflow| workflow.spec.name.clone())
        };
        let known = pipelines(&self.0.all);
        let infos = known.iter().map(|pipeline| PipelineInfo {
            name: pipeline.name.to_string(),
            title: titles(pipeline.name),
            stages: pipeline
                .stages()
                .map(|stage| StageInfo {
                    environment: stage.spec.name.value.clone(),
                    auto_promote: stage.spec.auto_promote,
                    gates: stage
                        .gates()
                        .map(|(gate, when)| GateInfo {
                            name: gate.value.name().to_owned(),
                            when,
                            approval: gate.value.is_approval(),
                        })
                        .collect(),
                    place: self.place(stage.spec.name.span),
                })
                .collect(),
        });
        infos.collect()
    }
}
