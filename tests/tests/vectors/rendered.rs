//! Comparisons in their formats, as the format of the cases spells them.

use serde_json::{Value, json};
use stageline::report::{Comparison, ComparisonOptions, Format, Repository, TextOptions};
use stageline::{Error, Project, Severity};

use super::case::Case;
use super::comparison::options;

/// A comparison in a format: text as it is, a document without what changes with each release, of a
/// page the number of its rows.
pub(crate) fn rendered(case: &Case<'_>, project: &Project) -> Result<Value, Error> {
    let snapshot = project.snapshot();
    let sources = snapshot.sources();
    let text = |key: &str| case.args.get(key).map(|value| value.as_str().unwrap());
    let given = |key: &str| text(key).unwrap_or_else(|| panic!("{}: `{key}` is missing", case.id));
    let list = |key: &str| -> Vec<&str> {
        let list = case.args.get(key).and_then(Value::as_array).unwrap();
        list.iter().map(|text| text.as_str().unwrap()).collect()
    };
    let comparison = match given("of") {
        "diff" => Comparison::of_diff(&snapshot.diff(given("a"), given("b"))?, sources),
        "drift" => {
            let options = options(case.args)?;
            let report = snapshot.drift_with(given("baseline"), &list("targets"), &options)?;
            Comparison::of_drift(&report, sources)
        }
        other => panic!("{}: there is no comparison `{other}`", case.id),
    };
    let mut repository = Repository::new().prefix(text("prefix").unwrap_or_default());
    if let Some(address) = text("files_at") {
        repository = repository.files_at(address);
    }
    let all = [Severity::Info, Severity::Warning, Severity::Error];
    let fails = text("fails").unwrap_or("warning");
    let width = case.args.get("width").map(|width| width.as_u64().unwrap() as usize);
    let everything = case.args.get("everything") == Some(&json!(true));
    let options = ComparisonOptions::new()
        .text(TextOptions::new().width(width).everything(everything))
        .repository(repository)
        .fails(*all.iter().find(|it| it.as_str() == fails).unwrap());
    let format = Format::parse(given("format"))?;
    let shown = comparison.render(format, &options)?;
    Ok(match format {
        Format::Json => serde_json::from_str(&shown).unwrap(),
        Format::Sarif => {
            let mut log: Value = serde_json::from_str(&shown).unwrap();
            let driver = log["runs"][0]["tool"]["driver"].as_object_mut().unwrap();
            driver.remove("semanticVersion").unwrap();
            log
        }
        Format::Html => json!(shown.matches("<details class=\"row ").count()),
        _ => json!(shown),
    })
}
