//! Environments held against each other, as the format spells it: drift, and plans that mend it.

use serde_json::{Map, Value, json};
use stageline::diff::{DiffOptions, Side};
use stageline::drift::{
    DriftItem, DriftOptions, DriftRule, RuleFinding, Shape, ShapeViolation, SurveyRow,
};
use stageline::project::FixItem;
use stageline::value::{Date, SecretKey};
use stageline::{Error, Project};

use super::answer::place;
use super::case::Case;
use super::context::node;
use super::edit::{committed, radius};

/// What a case says beside the environments.
pub(crate) fn options(args: &Map<String, Value>) -> Result<DriftOptions, Error> {
    let list = |key: &str| args.get(key).and_then(Value::as_array).into_iter().flatten();
    let texts = |key: &str| list(key).map(|text| text.as_str().unwrap()).collect::<Vec<_>>();
    let mut options = DriftOptions::new().sections(texts("sections")).exclude(texts("exclude"));
    for rule in list("rules") {
        options = options.rule(DriftRule::from_data(&node(rule))?);
    }
    for shape in list("shapes") {
        options = options.shape(Shape::from_data(&node(shape))?);
    }
    if let Some(today) = args.get("today") {
        options = options.today(Date::parse(today.as_str().unwrap())?);
    }
    if let Some(key) = args.get("key") {
        options = options.key(SecretKey::new(key.as_str().unwrap())?);
    }
    Ok(options)
}

/// What a case says of a difference, which nobody judges.
pub(crate) fn diff_options(args: &Map<String, Value>) -> Result<DiffOptions, Error> {
    let given = options(args)?;
    let mut options = DiffOptions::new().sections(given.sections).exclude(given.exclude);
    options.key = given.key;
    Ok(options)
}

/// What differs, with the marks of both sides where the case has a key.
pub(crate) fn diff(
    case: &Case<'_>,
    project: &Project,
    left: &str,
    right: &str,
) -> Result<Value, Error> {
    let diff = project.snapshot().diff_where(left, right, &diff_options(case.args)?)?;
    let mut found = Vec::new();
    for section in &diff.sections {
        let name = section.section.to_string();
        if let Some(missing_in) = &section.missing_in {
            let present = place(section.present_at.as_ref());
            found.push(match missing_in == right {
                true => json!({"section": name, "path": "", "kind": "removed", "left": present, "right": null}),
                false => json!({"section": name, "path": "", "kind": "added", "left": null, "right": present}),
            });
        }
        for change in &section.differences {
            let of =
                |side: &Option<Side>| place(side.as_ref().and_then(|side| side.place.as_ref()));
            let mut row = json!({
                "section": name,
                "path": change.path.to_string(),
                "kind": change.kind,
                "left": of(&change.left),
                "right": of(&change.right),
            });
            if case.args.contains_key("key") {
                row["marks"] = marks(&change.left, &change.right);
            }
            found.push(row);
        }
    }
    Ok(Value::Array(found))
}

fn marks(left: &Option<Side>, right: &Option<Side>) -> Value {
    let mark = |side: &Option<Side>| side.as_ref().and_then(|side| side.mark.clone());
    json!([mark(left), mark(right)])
}

/// The drift; with more of each item and what is wrong with rules where the case speaks of that.
pub(crate) fn drift(
    case: &Case<'_>,
    project: &Project,
    baseline: &str,
    targets: &[&str],
) -> Result<Value, Error> {
    let report = project.snapshot().drift_with(baseline, targets, &options(case.args)?)?;
    let more = case.asks_for("items");
    let items: Value = report.items.iter().map(|item| row(item, more)).collect();
    Ok(match more {
        true => json!({"items": items, "findings": findings(&report.findings)}),
        false => items,
    })
}

pub(crate) fn row(item: &DriftItem, more: bool) -> Value {
    let of = |side: &Option<Side>| place(side.as_ref().and_then(|side| side.place.as_ref()));
    let mut row = json!({
        "target": item.target,
        "section": item.section.to_string(),
        "path": item.path.to_string(),
        "class": item.class,
        "severity": item.severity.as_str(),
        "rule": item.rule,
        "baseline": of(&item.baseline),
        "found": of(&item.actual),
    });
    if more {
        row["reason"] = json!(item.reason);
        row["owner"] = json!(item.owner);
        row["rule_at"] = place(item.rule_at.as_ref());
        row["marks"] = marks(&item.baseline, &item.actual);
        if let Some(found) = &item.violation {
            row["violation"] = violation(found);
        }
    }
    row
}

fn violation(found: &ShapeViolation) -> Value {
    json!({
        "rule": found.rule,
        "severity": found.severity.as_str(),
        "left": found.left,
        "relation": found.relation,
        "right": found.right,
    })
}

pub(crate) fn findings(findings: &[RuleFinding]) -> Value {
    let row = |finding: &RuleFinding| {
        json!({
            "kind": finding.kind,
            "rule": finding.rule,
            "severity": finding.severity.as_str(),
            "place": place(finding.place.as_ref()),
        })
    };
    findings.iter().map(row).collect()
}

/// Many environments at once.
pub(crate) fn survey(
    case: &Case<'_>,
    project: &Project,
    environments: &[&str],
) -> Result<Value, Error> {
    let survey = project.snapshot().compare_with(environments, &options(case.args)?)?;
    let row = |row: &SurveyRow| {
        let of = |side: &Option<Side>| place(side.as_ref().and_then(|side| side.place.as_ref()));
        json!({
            "section": row.section.to_string(),
            "path": row.path.to_string(),
            "groups": row.groups,
            "majority": row.majority,
            "outliers": row.outliers().collect::<Vec<_>>(),
            "places": row.cells().iter().map(of).collect::<Vec<_>>(),
            "violations": row.violations.iter().map(violation).collect::<Vec<_>>(),
        })
    };
    Ok(json!({
        "environments": survey.environments,
        "rows": survey.rows.iter().map(row).collect::<Vec<_>>(),
        "findings": findings(&survey.findings),
    }))
}

/// Plans, chooses, and commits what was chosen.
pub(crate) fn fix(
    case: &Case<'_>,
    project: &Project,
    from: &str,
    to: &str,
) -> Result<Value, Error> {
    let mut plan = project.plan_fix(from, to, &options(case.args)?)?;
    let choose = &case.args["choose"];
    plan.choose(|item| match choose.as_array() {
        Some(paths) => paths.iter().any(|path| path.as_str() == Some(&named(item))),
        None => choose == "all",
    });
    let items: Value = plan.items.iter().map(fix_row).collect();
    let mut edit = plan.edit()?;
    let radius = radius(&edit.blast_radius()?);
    Ok(json!({"items": items, "radius": radius, "files": committed(case.id, &mut edit)?}))
}

/// An item as cases name it: its section and path.
fn named(item: &FixItem) -> String {
    format!("{} {}", item.item.section, item.item.path).trim_end().to_owned()
}

fn fix_row(item: &FixItem) -> Value {
    let operation = item.operation.as_ref().map(|operation| json!(operation)["op"].clone());
    let withheld: Vec<String> = item.withheld.iter().map(|part| part.path.to_string()).collect();
    json!({
        "item": named(item),
        "rule": item.item.rule,
        "target": item.target,
        "op": operation,
        "file": item.file,
        "withheld": withheld,
        "left_alone": item.left_alone,
        "environments": item.radius.environments(),
        "chosen": item.chosen,
    })
}
