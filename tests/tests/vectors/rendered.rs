//! Comparisons in their formats, as the format of the cases spells them.

use serde_json::{Value, json};
use stageline::report::{Comparison, ComparisonOptions, Format, Repository, TextOptions};
use stageline::{Error, Project, Severity};

use super::case::Case;
use super::comparison::{diff_options, options};

const SEVERITIES: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];

/// The comparison that a case is of.
fn compared(case: &Case<'_>, project: &Project) -> Result<Comparison, Error> {
    let snapshot = project.snapshot();
    let sources = snapshot.sources();
    let list = |key: &str| -> Vec<&str> {
        let list = case.args.get(key).and_then(Value::as_array).unwrap();
        list.iter().map(|text| text.as_str().unwrap()).collect()
    };
    let given = |key: &str| given(case, key);
    Ok(match given("of") {
        "diff" => {
            let options = diff_options(case.args)?;
            Comparison::of_diff(&snapshot.diff_where(given("a"), given("b"), &options)?, sources)
        }
        "drift" => {
            let options = options(case.args)?;
            let report = snapshot.drift_with(given("baseline"), &list("targets"), &options)?;
            Comparison::of_drift(&report, sources)
        }
        "survey" => {
            let survey = snapshot.compare_with(&list("environments"), &options(case.args)?)?;
            Comparison::of_survey(&survey, sources)
        }
        other => panic!("{}: there is no comparison `{other}`", case.id),
    })
}

fn given<'c>(case: &Case<'c>, key: &str) -> &'c str {
    let text = case.args.get(key).map(|value| value.as_str().unwrap());
    text.unwrap_or_else(|| panic!("{}: `{key}` is missing", case.id))
}

/// The severities that a comparison has a difference of, or a worse one.
pub(crate) fn at_least(case: &Case<'_>, project: &Project) -> Result<Value, Error> {
    let comparison = compared(case, project)?;
    let has = SEVERITIES.into_iter().filter(|severity| comparison.has_at_least(*severity));
    Ok(has.map(|severity| json!(severity.as_str())).collect())
}

/// A comparison in a format: text as it is, a document without what changes with each release, of a
/// page the number of its rows.
pub(crate) fn rendered(case: &Case<'_>, project: &Project) -> Result<Value, Error> {
    let comparison = compared(case, project)?;
    let text = |key: &str| case.args.get(key).map(|value| value.as_str().unwrap());
    let mut repository = Repository::new().prefix(text("prefix").unwrap_or_default());
    if let Some(address) = text("files_at") {
        repository = repository.files_at(address);
    }
    let fails = text("fails").unwrap_or("warning");
    let width = case.args.get("width").map(|width| width.as_u64().unwrap() as usize);
    let is = |key: &str| case.args.get(key) == Some(&json!(true));
    let options = ComparisonOptions::new()
        .text(TextOptions::new().width(width).everything(is("everything")).untitled(is("untitled")))
        .repository(repository)
        .fails(SEVERITIES.into_iter().find(|it| it.as_str() == fails).unwrap());
    let format = Format::parse(given(case, "format"))?;
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
