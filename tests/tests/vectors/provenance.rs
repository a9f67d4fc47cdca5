//! Where values come from, and what changes reach, as the format spells it.

use serde_json::{Value, json};
use stageline::config::{Explanation, Reference};
use stageline::value::KeyPath;
use stageline::{Configuration, Error, Project};

use super::answer::{place, tree};
use super::case::Case;

pub(crate) fn origin(
    case: &Case<'_>,
    configuration: &Configuration,
    path: &KeyPath,
) -> Result<Value, Error> {
    let origin = configuration.origin(path)?;
    let mut found = json!({
        "place": place(origin.place.as_ref()),
        "layer": origin.layer,
        "name": origin.name,
    });
    if case.asks_for("references") {
        found["references"] = references(&origin.references);
    }
    Ok(found)
}

pub(crate) fn explain(
    case: &Case<'_>,
    configuration: &Configuration,
    path: &KeyPath,
) -> Result<Value, Error> {
    let found = configuration.explain(path)?;
    let mut answer = explained(&found);
    if case.asks_for("references") {
        answer["references"] = references(&found.references);
    }
    Ok(answer)
}

pub(crate) fn explain_all(configuration: &Configuration, path: &KeyPath) -> Result<Value, Error> {
    let found = configuration.explain_all(path)?;
    let found = found.iter().map(|leaf| {
        let mut answer = explained(leaf);
        answer["path"] = json!(leaf.path.to_string());
        answer["references"] = references(&leaf.references);
        answer
    });
    Ok(found.collect())
}

pub(crate) fn affected(project: &Project, paths: &[&str]) -> Value {
    let found = project.snapshot().affected(paths);
    let entries = found.entries.iter().map(|entry| {
        json!({"environment": entry.environment, "part": entry.part, "service": entry.service})
    });
    json!({
        "entries": entries.collect::<Vec<_>>(),
        "pipelines": found.pipelines,
        "unknown": found.unknown,
    })
}

pub(crate) fn matrix(project: &Project, paths: &[&str]) -> Value {
    let matrix = project.snapshot().affected(paths).matrix();
    let jobs = matrix.include.iter();
    let jobs = jobs.map(|job| json!({"environment": job.environment, "service": job.service}));
    json!({"include": jobs.collect::<Vec<_>>()})
}

pub(crate) fn who_uses(project: &Project, file: &str, line: u32) -> Result<Value, Error> {
    let uses = project.snapshot().who_uses(file, line)?;
    let uses = uses.iter().map(|found| {
        json!({
            "environment": found.environment,
            "part": found.part,
            "service": found.service,
            "path": found.path.to_string(),
            "wins": found.wins,
        })
    });
    Ok(uses.collect())
}

fn explained(found: &Explanation) -> Value {
    let steps = found.steps.iter().map(|step| {
        json!({
            "layer": step.layer,
            "name": step.name,
            "place": place(step.place.as_ref()),
            "effect": step.effect,
            "value": step.value.as_ref().map_or(Value::Null, tree),
        })
    });
    let steps: Vec<Value> = steps.collect();
    json!({"value": found.value.as_ref().map_or(Value::Null, tree), "steps": steps})
}

fn references(references: &[Reference]) -> Value {
    let references = references.iter();
    references
        .map(|found| json!({"text": found.text, "place": place(found.place.as_ref())}))
        .collect()
}
