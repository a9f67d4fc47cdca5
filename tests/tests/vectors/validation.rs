//! What validation finds and how reports show it, as the format spells it.

use serde_json::{Map, Value, json};
use stageline::report::{Repository, Style, github, json, junit, sarif, text};
use stageline::validate::{Finding, Report};
use stageline::value::Date;
use stageline::{Error, OpenOptions, Project, Severity, Snapshot, ValidateOptions};

use super::answer::place;
use super::case::Case;

/// The findings; with what is suppressed and the fingerprints where the case speaks of them.
pub(crate) fn findings(case: &Case<'_>, project: &Project) -> Result<Value, Error> {
    let report = validated(case.args, &project.snapshot())?;
    let row = |finding: &Finding| {
        json!({
            "rule": finding.rule,
            "severity": finding.severity.as_str(),
            "place": place(finding.places.first()),
        })
    };
    let rows: Value = report.findings.iter().map(row).collect();
    if !case.asks_for("findings") {
        return Ok(rows);
    }
    let suppressed = report.suppressed.iter().map(|one| {
        let mut row = row(&one.finding);
        row["by"] = json!(one.by);
        row["reason"] = json!(one.reason);
        row["suppressed_at"] = place(one.suppressed_at.as_ref());
        row
    });
    let mut answer = json!({"findings": rows, "suppressed": suppressed.collect::<Vec<_>>()});
    if case.asks_for("fingerprints") {
        let fingerprints = report.findings.iter().map(Finding::fingerprint);
        answer["fingerprints"] = fingerprints.collect();
    }
    Ok(answer)
}

/// The report in a format: text as it is, a document without what changes with each release.
pub(crate) fn report(case: &Case<'_>, project: &Project) -> Result<Value, Error> {
    let snapshot = project.snapshot();
    let report = validated(case.args, &snapshot)?;
    let given = |key: &str| case.args.get(key).map(|value| value.as_str().unwrap());
    let mut repository = Repository::new().prefix(given("prefix").unwrap_or_default());
    if let Some(page) = given("rules_page") {
        repository = repository.rules_page(page);
    }
    let document = |text: String| serde_json::from_str::<Value>(&text).unwrap();
    Ok(match given("format").unwrap() {
        "text" => json!(text(&report, snapshot.sources(), Style::default())),
        "json" => document(json(&report)?),
        "github" => json!(github(&report, &repository)),
        "junit" => {
            let fails = given("fails").unwrap_or("warning");
            let all = [Severity::Info, Severity::Warning, Severity::Error];
            json!(junit(&report, *all.iter().find(|it| it.as_str() == fails).unwrap()))
        }
        "sarif" => {
            let mut log = document(sarif(&report, &repository)?);
            let driver = &mut log["runs"][0]["tool"]["driver"];
            driver.as_object_mut().unwrap().remove("semanticVersion").unwrap();
            for rule in driver["rules"].as_array_mut().unwrap() {
                rule.as_object_mut().unwrap().remove("help").unwrap();
            }
            log
        }
        other => panic!("{}: there is no format `{other}`", case.id),
    })
}

fn validated(args: &Map<String, Value>, snapshot: &Snapshot) -> Result<Report, Error> {
    let mut options = ValidateOptions::new();
    if let Some(today) = args.get("today") {
        options = options.today(Date::parse(today.as_str().unwrap())?);
    }
    if let Some(names) = args.get("environments") {
        let names = names.as_array().unwrap().iter();
        options = options.environments(names.map(|name| name.as_str().unwrap()));
    }
    let report = snapshot.validate_with(&options)?;
    let Some(base) = args.get("base") else { return Ok(report) };
    let files = base.as_object().unwrap().iter();
    let files = files.map(|(path, text)| (path.clone(), text.as_str().unwrap().to_owned()));
    let base = Project::from_files_with(files, OpenOptions::new().lenient(true))?;
    Ok(report.new_since(&base.snapshot().validate_with(&options)?))
}
