//! Pipelines, and the one step a promotion is.

use smol_str::SmolStr;

use super::Reason;
use crate::error::{Code, Place};
use crate::model::{Declarations, Environment, GateSpec, GateWhen, StageSpec};
use crate::source::{SourceMap, Span};
use crate::yaml::Spanned;

/// The environments a release travels through, in order.
#[derive(Debug, Clone)]
pub struct Pipeline<'d> {
    /// The workflow's name.
    pub name: &'d SmolStr,
    /// Its environments.
    pub stages: &'d [StageSpec],
}

impl<'d> Pipeline<'d> {
    /// Its environments with their place in it.
    pub fn stages(&self) -> impl Iterator<Item = Stage<'d>> {
        let last = self.stages.len().saturating_sub(1);
        self.stages.iter().enumerate().map(move |(at, spec)| Stage { spec, is_last: at == last })
    }
}

/// One environment of a pipeline.
#[derive(Debug, Clone, Copy)]
pub struct Stage<'d> {
    /// What the file says of it.
    pub spec: &'d StageSpec,
    /// Whether nothing follows it.
    pub is_last: bool,
}

impl<'d> Stage<'d> {
    /// Its gates, each with the side it guards: the way out, or in the last environment the way in,
    /// unless it says otherwise.
    pub fn gates(&self) -> impl Iterator<Item = (&'d Spanned<GateSpec>, GateWhen)> {
        let default = if self.is_last { GateWhen::Entry } else { GateWhen::Exit };
        self.spec.gates.iter().map(move |gate| (gate, gate.value.when().unwrap_or(default)))
    }
}

/// The step from one stage to the next.
#[derive(Debug, Clone)]
pub struct Step<'d> {
    /// The pipeline.
    pub pipeline: &'d SmolStr,
    /// Where the release is.
    pub from: Stage<'d>,
    /// Where it goes.
    pub to: Stage<'d>,
}

/// The pipelines of a project, by the names of their workflows.
pub fn pipelines(all: &Declarations) -> Vec<Pipeline<'_>> {
    let workflows = all.workflows.iter().filter(|workflow| !workflow.spec.environments.is_empty());
    workflows
        .map(|workflow| Pipeline { name: &workflow.name, stages: &workflow.spec.environments })
        .collect()
}

/// The step from `from` to `to`, in the named pipeline or in the only one that holds it.
///
/// A tenant's environments stand where those stand that they derive from.
///
/// # Errors
/// Why there is no such step, as the reason a plan gives.
pub fn step<'d>(
    all: &'d Declarations,
    sources: &SourceMap,
    from: &Environment,
    to: &Environment,
    named: Option<&str>,
    may_skip: bool,
) -> Result<Step<'d>, Reason> {
    let places = |spans: &[Span]| -> Vec<Place> {
        spans.iter().filter_map(|span| sources.place(*span)).collect()
    };
    let tenant = |environment: &Environment| environment.derived.as_ref().map(|(t, _)| t.clone());
    if tenant(from) != tenant(to) {
        let message = format!("`{}` and `{}` belong to different tenants", from.name, to.name);
        let places = places(&[from.span, to.span]);
        return Err(Reason::new(Code::NotNextStage, message, "promote within one tenant", places));
    }
    let stage_name = |environment: &Environment| match &environment.derived {
        Some((_, origin)) => origin.clone(),
        None => environment.name.clone(),
    };
    let (from_name, to_name) = (stage_name(from), stage_name(to));
    let known = pipelines(all);
    let candidates = known.iter().filter(|pipeline| named.is_none_or(|name| pipeline.name == name));
    let mut found: Vec<Step<'d>> = Vec::new();
    let mut around: Vec<(SmolStr, usize, usize, Vec<Span>)> = Vec::new();
    let mut holds = [false, false];
    for pipeline in candidates {
        let position = |name: &str| pipeline.stages.iter().position(|s| s.name.value == name);
        let (start, end) = (position(&from_name), position(&to_name));
        holds = [holds[0] || start.is_some(), holds[1] || end.is_some()];
        let Some((start, end)) = start.zip(end) else { continue };
        let stage = |at: usize| Stage {
            spec: &pipeline.stages[at],
            is_last: at + 1 == pipeline.stages.len(),
        };
        if end == start + 1 || (may_skip && end > start) {
            found.push(Step { pipeline: pipeline.name, from: stage(start), to: stage(end) });
        }
        let spans = [start, end].map(|at| pipeline.stages[at].name.span).to_vec();
        around.push((pipeline.name.clone(), start, end, spans));
    }
    match found.len() {
        1 => return Ok(found.remove(0)),
        0 => {}
        _ => {
            let names: Vec<_> = found.iter().map(|step| format!("`{}`", step.pipeline)).collect();
            let message = format!(
                "the step from `{}` to `{}` is part of several pipelines: {}",
                from.name,
                to.name,
                names.join(", ")
            );
            let spans: Vec<_> = found.iter().map(|step| step.to.spec.name.span).collect();
            let help = "name one of them with `--pipeline`";
            return Err(Reason::new(Code::AmbiguousPipeline, message, help, places(&spans)));
        }
    }
    let missing = [(from, holds[0]), (to, holds[1])].into_iter().find(|(_, held)| !held);
    if let Some((environment, _)) = missing {
        let pipeline = named.map_or_else(|| "no pipeline".to_owned(), |n| format!("not in `{n}`"));
        let message = match named {
            Some(_) => format!("`{}` stands {pipeline}", environment.name),
            None => format!("`{}` stands in {pipeline}", environment.name),
        };
        let help = "add it to the `environments` of a workflow";
        let places = places(&[environment.span]);
        return Err(Reason::new(Code::NotInPipeline, message, help, places));
    }
    let (from, to) = (&from.name, &to.name);
    let (message, help, spans) = match around.first() {
        None => (
            format!("`{from}` and `{to}` stand in different pipelines"),
            "promote along one pipeline",
            Vec::new(),
        ),
        Some((pipeline, start, end, spans)) if start < end => (
            format!("`{from}` does not stand directly before `{to}` in `{pipeline}`"),
            "promote step by step, or skip stages with a reason",
            spans.clone(),
        ),
        Some((pipeline, _, _, spans)) => (
            format!("`{from}` does not stand before `{to}` in `{pipeline}`"),
            "promote along the pipeline; to go back, roll back",
            spans.clone(),
        ),
    };
    Err(Reason::new(Code::NotNextStage, message, help, places(&spans)))
}
