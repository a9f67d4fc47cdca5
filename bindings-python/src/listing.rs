//! What a project has, as lists: `Tenant`, `Pipeline`, with what they are made of.

use pyo3::prelude::*;
use stageline::project;

use crate::place::Place;
use crate::record::{record, tuple};
use crate::to_python::to_python;

record! {
    /// An environment of a tenant. `str()` is its name.
    TenantEnvironment(project::TenantEnvironment), str = |it| it.name.clone();
    /// The environment it derives from.
    source = |_py, it| it.from.as_str();
    /// Its own name.
    name = |_py, it| it.name.as_str();
}

record! {
    /// A tenant and the environments derived for it. `str()` is its name.
    Tenant(project::TenantInfo), str = |it| it.name.clone();
    /// Its name.
    name = |_py, it| it.name.as_str();
    /// Its environments, in the order of the file.
    environments = |py, it| tuple(py, it.environments.iter().cloned(), TenantEnvironment)?;
    /// Its plan, as in `standard`.
    tier = |_py, it| it.tier.as_deref();
    /// `shared` or `dedicated`.
    isolation = |_py, it| it.isolation.as_deref();
    /// Where its name stands.
    place = |_py, it| Place::of(it.place.as_ref());
}

record! {
    /// A gate of a stage. `str()` is its name.
    StageGate(project::GateInfo), str = |it| it.name.clone();
    /// Its name.
    name = |_py, it| it.name.as_str();
    /// Which side it guards: as it says, or as its place in the pipeline has it.
    when = |py, it| to_python(py, &it.when)?;
    /// Whether a person decides it.
    approval = |_py, it| it.approval;
}

record! {
    /// One environment of a pipeline. `str()` is the environment's name.
    Stage(project::StageInfo), str = |it| it.environment.clone();
    /// The environment.
    environment = |_py, it| it.environment.as_str();
    /// Whether a release verified upstream enters without a person.
    auto_promote = |_py, it| it.auto_promote;
    /// Its gates.
    gates = |py, it| tuple(py, it.gates.iter().cloned(), StageGate)?;
    /// Where it stands.
    place = |_py, it| Place::of(it.place.as_ref());
}

record! {
    /// A pipeline: the environments a release travels through, in order. `str()` is its name.
    Pipeline(project::PipelineInfo), str = |it| it.name.clone();
    /// The name of its workflow file, without the ending.
    name = |_py, it| it.name.as_str();
    /// What people call it.
    title = |_py, it| it.title.as_deref();
    /// Its environments, in order.
    stages = |py, it| tuple(py, it.stages.iter().cloned(), Stage)?;
}
