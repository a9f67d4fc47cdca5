//! Edits as the format spells them: changes in, texts and blast radius out.

use serde_json::{Map, Value, json};
use stageline::project::edit::{
    BlastRadius, CopyFlags, Edit, FlagRule, Operation, Rollout, SetValue, Target,
};
use stageline::value::{KeyPath, Timestamp};
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
        if flag_operation(id, edit, change)? {
            continue;
        }
        let target: Target = serde_json::from_value(change["target"].clone())
            .unwrap_or_else(|error| panic!("{id}: {error}"));
        edit.change(&target, operation(id, change)?)?;
    }
    let radius = radius(&edit.blast_radius()?);
    let remarks = edit.remarks().to_vec();
    let mut answer = json!({"files": committed(id, edit)?, "radius": radius});
    if !remarks.is_empty() {
        answer["remarks"] = json!(remarks);
    }
    Ok(answer)
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

/// Makes a change of what a flag answers; whether it was one.
fn flag_operation(id: &str, edit: &mut Edit, change: &Map<String, Value>) -> Result<bool, Error> {
    let text = |key: &str| change.get(key).and_then(Value::as_str);
    let is = |key: &str| change.get(key) == Some(&json!(true));
    let named = |key: &str| text(key).unwrap_or_else(|| panic!("{id}: `{key}` is missing"));
    let at = || Timestamp::parse(named("at"));
    let keys = || change["keys"].as_array().unwrap().iter().map(node).collect::<Vec<_>>();
    if text("op") == Some("copy_flags") {
        let mut what = CopyFlags::new().replace(is("replace"));
        if let Some(names) = change.get("names").and_then(Value::as_array) {
            what = what.named(names.iter().map(|name| name.as_str().unwrap()));
        }
        edit.copy_flags(named("from"), named("to"), &what)?;
        return Ok(true);
    }
    let mut flag = edit.flag(change["target"]["name"].as_str().unwrap_or_default());
    if let Some(now) = text("now") {
        flag = flag.now(Timestamp::parse(now)?);
    }
    match named("op") {
        "set_value" => {
            let options = SetValue::new().create(is("create"));
            let options = options.default_only(is("default_only")).replace(is("replace"));
            flag.set_value_with(named("environment"), node(&change["value"]), &options)?;
        }
        "roll_out" => {
            let rollout = Rollout::from_data(&node(&change["rollout"]))?;
            flag.roll_out(named("environment"), &rollout)?;
        }
        "hold" => drop(flag.hold(named("environment"), at()?)?),
        "resume" => drop(flag.resume(named("environment"), at()?)?),
        "roll_back" => drop(flag.roll_back(named("environment"), at()?)?),
        "target" => {
            let serve = node(&change["serve"]);
            flag.target(named("environment"), serve, &keys(), text("by"))?;
        }
        "untarget" => drop(flag.untarget(named("environment"), &keys(), text("by"))?),
        "add_rule" => {
            let mut rule = FlagRule::new(named("when"), node(&change["serve"]));
            rule.position = change.get("position").map(|at| at.as_u64().unwrap() as usize);
            rule.description = text("description").map(str::to_owned);
            flag.add_rule(named("environment"), &rule)?;
        }
        "remove_rule" => {
            let index = change["index"].as_u64().unwrap() as usize;
            flag.remove_rule(named("environment"), index)?;
        }
        "kill" => drop(flag.kill(text("environment"))?),
        "unkill" => drop(flag.unkill(text("environment"))?),
        "copy" => drop(flag.copy(named("from"), named("to"))?),
        _ => return Ok(false),
    }
    Ok(true)
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
