//! Flags beyond a value: time, explanations, comparisons, as the format spells them.

use serde_json::{Map, Value, json};
use stageline::flag::{Context, Details, FlagSide, FlagValue, Flags};
use stageline::value::Timestamp;
use stageline::{Error, Project};

use super::case::known;
use super::context::plain::Plain;
use super::context::{Ask, by_kind, context};

/// The operations, and their arguments.
pub(crate) const OPERATIONS: &[(&str, &[&str])] = &[
    ("flag_details", &["environment", "flag", "default", "now", "targeting_key", "attributes"]),
    ("flag_many", &["environment", "flags", "now", "targeting_key", "attributes"]),
    ("flag_preview", &["environment", "flag", "now"]),
    ("flag_when_will", &["environment", "flag", "now", "targeting_key", "attributes"]),
    ("flag_explain", &["environment", "flag", "now", "targeting_key", "attributes"]),
    ("flag_compare", &["a", "b", "now", "contexts"]),
];

/// What the API says to a case; `None` for another operation.
pub(crate) fn answer(
    id: &str,
    op: &str,
    args: &Map<String, Value>,
    project: &Project,
) -> Option<Result<Value, Error>> {
    let (_, keys) = OPERATIONS.iter().find(|(known, _)| *known == op)?;
    known(id, args, keys);
    Some(ask(op, args, project))
}

fn ask(op: &str, args: &Map<String, Value>, project: &Project) -> Result<Value, Error> {
    let text = |key: &str| args[key].as_str().unwrap();
    if op == "flag_compare" {
        return compare(args, project);
    }
    let flags = project.environment(text("environment"))?.flags();
    let context = timed(&flags, args, args);
    match op {
        "flag_details" => {
            let ask = AskDetails { flags: &flags, name: text("flag"), context: &context };
            Ok(by_kind(&args["default"], ask))
        }
        "flag_many" => {
            let names = args["flags"].as_array().unwrap().iter();
            let names: Vec<&str> = names.map(|name| name.as_str().unwrap()).collect();
            let many = flags.evaluate_many(&names, &context)?;
            Ok(many.iter().map(|one| json!([one.flag(), one.value()])).collect())
        }
        "flag_preview" => {
            let now = Timestamp::parse(text("now"))?;
            Ok(json!(flags.preview(text("flag"), now)?))
        }
        "flag_when_will" => Ok(json!(flags.when_will(text("flag"), &context)?)),
        _ => Ok(without_places(json!(flags.explain(text("flag"), &context)?))),
    }
}

/// A context that asks for the time of the case.
fn timed(flags: &Flags, args: &Map<String, Value>, of: &Map<String, Value>) -> Context {
    let context = context(flags, of);
    match args.get("now") {
        Some(now) => context.at(Timestamp::parse(now.as_str().unwrap()).unwrap()),
        None => context,
    }
}

struct AskDetails<'f> {
    flags: &'f Flags,
    name: &'f str,
    context: &'f Context,
}

impl Ask for AskDetails<'_> {
    type Answer = Value;

    fn ask<T: FlagValue + Plain>(self, default: T) -> Value {
        details(&self.flags.details(self.name, self.context, default))
    }
}

fn details<T: Plain>(details: &Details<'_, T>) -> Value {
    json!({
        "value": details.value().plain(),
        "variant": details.variant(),
        "reason": details.reason(),
        "error_code": details.error_code(),
        "decided_by": details.decided_by(),
        "rule": details.rule(),
        "target": details.target(),
        "unmet": details.unmet(),
        "bucket": details.bucket(),
        "threshold": details.threshold(),
        "set_in": details.set_in(),
        "place": details.place().map(|place| place.to_string()),
        "valid_until": details.valid_until(),
    })
}

fn compare(args: &Map<String, Value>, project: &Project) -> Result<Value, Error> {
    let environment = |key: &str| project.environment(args[key].as_str().unwrap());
    let (a, b) = (environment("a")?.flags(), environment("b")?.flags());
    let contexts = args["contexts"].as_array().unwrap().iter();
    let contexts: Vec<Context> =
        contexts.map(|of| timed(&a, args, of.as_object().unwrap())).collect();
    let comparison = a.compare(&b, &contexts);
    let side = |side: &FlagSide| {
        json!({
            "value": side.value, "variant": side.variant, "reason": side.reason,
            "error_code": side.error_code, "decided_by": side.decided_by, "set_in": side.set_in,
            "place": side.place.as_ref().map(ToString::to_string),
        })
    };
    let differences = comparison.differences.iter().map(|difference| {
        json!({
            "flag": difference.flag, "contexts": difference.contexts,
            "left": side(&difference.left), "right": side(&difference.right),
        })
    });
    Ok(differences.collect())
}

/// Places as text, as everywhere in cases.
fn without_places(value: Value) -> Value {
    match value {
        Value::Object(map) if map.contains_key("line") && map.contains_key("file") => {
            let part = |key: &str| map[key].to_string();
            json!(format!("{}:{}:{}", map["file"].as_str().unwrap(), part("line"), part("column")))
        }
        Value::Object(map) => {
            map.into_iter().map(|(key, value)| (key, without_places(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(without_places).collect(),
        other => other,
    }
}
