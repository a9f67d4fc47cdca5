//! What is declared held against what runs, as the format spells it.

use serde_json::{Map, Value, json};
use stageline::diff::Side;
use stageline::drift::{DriftItem, Unknown};
use stageline::provider::{LiveEnvironment, LiveOptions};
use stageline::{Error, Project};

use super::answer::place;
use super::comparison;

/// The arguments of the operation.
pub(crate) const ARGUMENTS: &[&str] = &[
    "environment",
    "file",
    "live",
    "of",
    "namespace",
    "service_labels",
    "workloads",
    "partial",
    "rules",
    "today",
    "sections",
    "exclude",
    "key",
];

/// The drift of what runs, and what nobody can know of it.
pub(crate) fn drift_live(args: &Map<String, Value>, project: &Project) -> Result<Value, Error> {
    let text = |key: &str| args.get(key).map(|text| text.as_str().unwrap());
    let live = match &args["live"] {
        Value::String(live) => {
            LiveEnvironment::read(text("file").unwrap(), live.as_str(), &reading(args))?
        }
        files => {
            let files = files.as_object().unwrap().iter();
            let files = files.map(|(path, text)| (path.as_str(), text.as_str().unwrap()));
            LiveEnvironment::read_files(files, &reading(args))?
        }
    };
    let snapshot = project.snapshot();
    let report =
        snapshot.drift_live(text("environment").unwrap(), &live, &comparison::options(args)?)?;
    assert_eq!(report.unknown.len(), report.summary.unknown);
    Ok(json!({
        "items": report.items.iter().map(|item| row(item, args.contains_key("key"))).collect::<Vec<_>>(),
        "unknown": report.unknown.iter().map(unknown).collect::<Vec<_>>(),
    }))
}

fn reading(args: &Map<String, Value>) -> LiveOptions {
    let mut options = LiveOptions::new();
    if let Some(of) = args.get("of") {
        options = options.environment(of.as_str().unwrap());
    }
    if let Some(namespace) = args.get("namespace") {
        options = options.namespace(namespace.as_str().unwrap());
    }
    if let Some(labels) = args.get("service_labels") {
        let labels = labels.as_array().unwrap().iter();
        options = options.service_labels(labels.map(|label| label.as_str().unwrap()));
    }
    for (workload, service) in
        args.get("workloads").and_then(Value::as_object).into_iter().flatten()
    {
        options = options.service(workload.as_str(), service.as_str().unwrap());
    }
    options.partial(args.get("partial") == Some(&json!(true)))
}

fn row(item: &DriftItem, marked: bool) -> Value {
    let mut row = comparison::row(item, false);
    if marked {
        let mark = |side: &Option<Side>| side.as_ref().and_then(|side| side.mark.clone());
        row["marks"] = json!([mark(&item.baseline), mark(&item.actual)]);
    }
    row
}

fn unknown(unknown: &Unknown) -> Value {
    json!({
        "section": unknown.section.to_string(),
        "path": unknown.path.to_string(),
        "place": place(unknown.place.as_ref()),
    })
}
