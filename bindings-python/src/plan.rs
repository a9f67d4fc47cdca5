//! A promotion as data: `Plan`, with what it is made of.

use pyo3::prelude::*;
use stageline::promotion;

use crate::comparison::{Diff, Files, Told};
use crate::from_python::Names;
use crate::guard::guarded;
use crate::place::Place;
use crate::record::{places, record, tuple};
use crate::to_python::to_python;

record! {
    /// A service's version. `str()` is the tag.
    Version(promotion::Version), str = |it| it.tag.clone();
    /// The image's tag.
    tag = |_py, it| it.tag.as_str();
    /// Where the file says it.
    place = |_py, it| Place::of(it.place.as_ref());
}

fn tag(version: &Option<promotion::Version>) -> &str {
    version.as_ref().map_or("–", |version| &version.tag)
}

record! {
    /// What a promotion does to one service.
    ServiceStep(promotion::ServiceStep),
    str = |it| format!("{} {} → {}", it.service, tag(&it.from), tag(&it.to));
    /// The service.
    service = |_py, it| it.service.as_str();
    /// What the target has; `None` where the service has no file there, or no version.
    before = |_py, it| it.from.clone().map(Version);
    /// What it gets; `None` where the source says no version.
    after = |_py, it| it.to.clone().map(Version);
    /// Whether the target gets another version than it has.
    changes = |_py, it| it.changes();
}

record! {
    /// A gate that a promotion has to pass.
    Gate(promotion::Gate), str = |it| format!("{} of {}", it.name, it.environment);
    /// Its name.
    name = |_py, it| it.name.as_str();
    /// The environment it belongs to.
    environment = |_py, it| it.environment.as_str();
    /// Which side of that environment it guards.
    when = |py, it| to_python(py, &it.when)?;
    /// Whether a person decides it.
    approval = |_py, it| it.approval;
    /// How it stands.
    state = |py, it| to_python(py, &it.state)?;
    /// Where it is declared.
    place = |_py, it| Place::of(it.place.as_ref());
}

record! {
    /// Why a promotion may not start yet. `str()` is the sentence and the remedy.
    Reason(promotion::Reason), str = |it| it.to_string();
    /// What kind of reason it is, such as `E_GATE_PENDING`.
    code = |_py, it| it.code.as_str();
    /// The sentence.
    message = |_py, it| it.message.as_str();
    /// What to do about it.
    help = |_py, it| it.help.as_str();
    /// The main place.
    place = |_py, it| Place::of(it.places.first());
    /// Where it comes from, the main place first.
    places = |py, it| places(py, &it.places)?;
    /// What this reason alone comes to.
    verdict = |_py, it| it.verdict().as_str();
}

record! {
    /// A promotion that nobody has executed. `str()` is what a dry run prints.
    ///
    /// Planning it again from the same files gives the same digest.
    Plan(Told<promotion::Plan>), str = |it| it.to_string();
    /// Where the release is.
    source = |_py, it| it.from.as_str();
    /// Where it goes.
    target = |_py, it| it.to.as_str();
    /// The pipeline; `None` when no single one holds this step.
    pipeline = |_py, it| it.pipeline.as_deref();
    /// Whether it may start.
    verdict = |_py, it| it.verdict.as_str();
    /// Why it may not start yet, the strongest reason first; empty when it may.
    why_not = |py, it| tuple(py, it.why_not.iter().cloned(), Reason)?;
    /// The services that move.
    services = |py, it| tuple(py, it.services.iter().cloned(), ServiceStep)?;
    /// How the target's configuration, services and flags differ from the source's.
    changes = |_py, it| Diff(it.part(it.changes.clone()));
    /// What has to be passed.
    gates = |py, it| tuple(py, it.gates.iter().cloned(), Gate)?;
    /// The gates that people decide.
    approvals = |py, it| tuple(py, it.approvals().cloned(), Gate)?;
    /// The digest of what is intended; evaluations and time are no part of it.
    digest = |_py, it| it.digest.to_string();
    /// Whether results of earlier runs were read; without a journal every gate is pending.
    journal = |_py, it| it.journal;
}

/// Plans a promotion on a snapshot.
pub(crate) fn plan(
    py: Python<'_>,
    snapshot: &stageline::Snapshot,
    (source, target): (String, String),
    services: Option<Names>,
    pipeline: Option<String>,
    skip_stages: Option<String>,
) -> PyResult<Plan> {
    guarded(|| {
        let mut request = snapshot.plan_promotion(source, target);
        if let Some(services) = services {
            request = request.services(services);
        }
        if let Some(pipeline) = pipeline {
            request = request.pipeline(pipeline);
        }
        if let Some(reason) = skip_stages {
            request = request.skip_stages(reason);
        }
        let found = crate::log::listening(py, || request.build())?;
        Ok(Plan(Told::new(found, Files::of(snapshot))))
    })
}
