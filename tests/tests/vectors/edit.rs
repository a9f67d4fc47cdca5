//! Edits as the format spells them: changes in, texts and blast radius out.

use serde_json::{Map, Value, json};
use stageline::project::edit::{BlastRadius, Edit, Operation, Target};
use stageline::value::KeyPath;
use stageline::{Error, Project};

use super::context::node;

/// Makes all changes in one edit, previews it, and commits it.
pub(crate) fn edit(id: &str, project: &Project, changes: &Value) -> Result<Value, Error> {
    let before = texts(project);
    let mut edit = project.edit();
    let answer = made(id, &mut edit, changes);
    if answer.is_err() {
        assert_eq!(texts(project), before, "{id}: a refused edit changed the project");
    }
    answer
}

fn made(id: &str, edit: &mut Edit, changes: &Value) -> Result<Value, Error> {
    for change in changes.as_array().unwrap() {
        let change = change.as_object().unwrap();
        let target: Target = serde_json::from_value(change["target"].clone())
            .unwrap_or_else(|error| panic!("{id}: {error}"));
        edit.change(&target, operation(id, change)?)?;
    }
    let radius = radius(&edit.blast_radius()?);
    Ok(json!({"files": committed(id, edit)?, "radius": radius}))
}

/// Commits an edit; the answer is what it previewed, and the files must be that afterwards.
pub(crate) fn committed(id: &str, edit: &mut Edit) -> Result<Value, Error> {
    let files = edit.preview().files.into_iter().map(|file| (file.path, json!(file.after)));
    let files: Map<String, Value> = files.collect();
    let after = edit.commit()?;
    for (path, text) in &files {
        let committed = after.sources().by_path(path).map(|file| file.text());
        assert_eq!(committed, text.as_str(), "{id}: `{path}` was not committed as previewed");
    }
    Ok(Value::Object(files))
}

fn operation(id: &str, change: &Map<String, Value>) -> Result<Operation, Error> {
    let path = |key: &str| match &change[key] {
        Value::String(text) => KeyPath::parse(text),
        keys => Ok(keys.as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect()),
    };
    Ok(match change["op"].as_str().unwrap() {
        "set" => Operation::Set { path: path("path")?, value: node(&change["value"]) },
        "unset" => Operation::Unset { path: path("path")? },
        "delete" => Operation::Delete { path: path("path")? },
        "append" => Operation::Append { path: path("path")?, item: node(&change["item"]) },
        "remove" => Operation::Remove { path: path("path")?, item: node(&change["item"]) },
        "move" => Operation::Move { from: path("from")?, to: path("to")? },
        "apply" => Operation::Apply { path: path("path")?, tree: node(&change["tree"]) },
        other => panic!("{id}: there is no change `{other}`"),
    })
}

pub(crate) fn radius(radius: &BlastRadius) -> Value {
    let mut rows = Vec::new();
    for effect in &radius.effects {
        let mut row = |section: &str, path: &str, kind: Value| {
            rows.push(json!({
                "environment": effect.environment,
                "section": section,
                "path": path,
                "kind": kind,
            }));
        };
        for section in &effect.diff.sections {
            let name = section.section.to_string();
            match section.missing_in.as_deref() {
                Some("before") => row(&name, "", json!("added")),
                Some(_) => row(&name, "", json!("removed")),
                None => {}
            }
            for found in section.differences.iter().chain(&section.equivalent) {
                row(&name, &found.path.to_string(), json!(found.kind));
            }
        }
    }
    Value::Array(rows)
}

fn texts(project: &Project) -> Vec<(String, String)> {
    let snapshot = project.snapshot();
    let files = snapshot.sources().files();
    files.map(|file| (file.path().to_string(), file.text().to_owned())).collect()
}
