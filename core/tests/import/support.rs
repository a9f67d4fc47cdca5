//! What every suite needs: a project of what was imported, and contexts of JSON.

use serde_json::Value;
use stageline::Project;
use stageline::flag::import::{Format, Imported, import};
use stageline::flag::{Attribute, Context, Flags};

/// Imports a text, writes it as a project's file, and gives the flags of that project.
pub(crate) fn flags(format: Format, text: &str) -> (Imported, Flags) {
    let imported = import(format, "import.json", text).unwrap_or_else(|e| panic!("{e}"));
    let flags = loaded(&imported);
    (imported, flags)
}

pub(crate) fn loaded(imported: &Imported) -> Flags {
    loaded_for(imported, "production")
}

/// The flags of one of two environments.
pub(crate) fn loaded_for(imported: &Imported, environment: &str) -> Flags {
    let written = imported.to_yaml();
    let files = [
        ("config/environments.yaml", "environments: {production: {}, staging: {}}".to_owned()),
        ("config/feature-flags.yaml", written.clone()),
    ];
    let project = Project::from_files(files).unwrap_or_else(|error| panic!("{error}\n{written}"));
    let snapshot = project.snapshot();
    let problems = snapshot.flag_problems();
    assert!(problems.is_empty(), "{problems:?}\n{written}");
    project.environment(environment).unwrap().flags()
}

/// The same with problems of flags left where they are.
pub(crate) fn loaded_with_problems(imported: &Imported) -> Flags {
    let files = [
        ("config/environments.yaml", "environments: {production: {}}".to_owned()),
        ("config/feature-flags.yaml", imported.to_yaml()),
    ];
    Project::from_files(files).unwrap().environment("production").unwrap().flags()
}

/// A context of JSON attributes, without a targeting key.
pub(crate) fn context(flags: &Flags, attributes: &Value) -> Context {
    let mut context = flags.context_without_key();
    for (name, value) in attributes.as_object().into_iter().flatten() {
        context = context.with(name, attribute(value));
    }
    context
}

pub(crate) fn attribute(value: &Value) -> Attribute {
    match value {
        Value::Null => Attribute::Null,
        Value::Bool(value) => Attribute::Bool(*value),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(value), _) => Attribute::Int(value),
            (None, Some(value)) => Attribute::UInt(value),
            _ => Attribute::Float(number.as_f64().unwrap()),
        },
        Value::String(text) => Attribute::from(text.as_str()),
        Value::Array(items) => Attribute::List(items.iter().map(attribute).collect()),
        Value::Object(map) => {
            Attribute::Map(map.iter().map(|(key, value)| (key.clone(), attribute(value))).collect())
        }
    }
}

/// Whether two values are the same, whole numbers as integers or decimals.
pub(crate) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(k, a)| b.get(k).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}
