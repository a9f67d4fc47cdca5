//! Flags that nobody can decide come with the others, and are told.

use serde_json::{Value, json};
use stageline::flag::import::{Format, Imported, import};
use stageline::flag::{Context, ErrorCode};
use stageline::yaml::Node;
use stageline::{Code, Project};

use crate::support::loaded_with_problems;

fn read(format: Format, document: &Value) -> Imported {
    let text = serde_json::to_string_pretty(document).unwrap();
    import(format, "in.json", &text).unwrap_or_else(|error| panic!("{error}"))
}

fn error(imported: &Imported, name: &str) -> Option<ErrorCode> {
    let flags = loaded_with_problems(imported);
    let context: Context = flags.context("ada");
    flags.details(name, &context, Node::default()).error_code()
}

/// A document of each format with a flag `good` and a flag `bad`.
fn documents() -> Vec<(Format, Value)> {
    let flagd = |targeting: Value| {
        json!({"state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "off",
            "targeting": targeting})
    };
    let eppo = |operator: &str, value: Value| {
        json!({"enabled": true, "variationType": "BOOLEAN", "variations": {"on": {"value": true}},
            "allocations": [{"key": "a", "splits": [{"variationKey": "on", "shards": []}], "rules": [
                {"conditions": [{"attribute": "plan", "operator": operator, "value": value}]}]}]})
    };
    let growthbook = |condition: Value| json!({"defaultValue": false, "rules": [{"condition": condition, "force": true}]});
    let of = |bad: Value, good: Value| json!({"flags": {"bad": bad, "good": good}});
    let good = flagd(json!({"if": [true, "on"]}));
    let open = eppo("ONE_OF", json!(["pro"]));
    let features =
        |bad: Value| json!({"features": {"bad": bad, "good": growthbook(json!({"plan": "pro"}))}});
    let on = |name: &str, weight: i64| {
        json!({"name": name, "enabled": true, "strategies": [],
            "variants": [{"name": "a", "weight": weight}, {"name": "b", "weight": weight},
                {"name": "c", "weight": weight}]})
    };
    vec![
        (Format::Flagd, of(flagd(json!({"if": [{"divide": [5, 0]}, "on"]})), good.clone())),
        (Format::Flagd, of(flagd(json!({"if": [{"$ref": "gone"}, "on"]})), good)),
        (Format::Eppo, of(eppo("SOUNDS_LIKE", json!("pro")), open.clone())),
        (Format::Eppo, of(eppo("MATCHES", json!("(?=x)")), open.clone())),
        (Format::Eppo, of(eppo("ONE_OF", json!("pro")), open)),
        (Format::GrowthBook, features(growthbook(json!([])))),
        (Format::GrowthBook, features(growthbook(json!({"$or": {"plan": "pro"}})))),
        (Format::Unleash, json!({"features": [on("bad", 2_000_000_000), on("good", 1)]})),
    ]
}

#[test]
fn a_flag_that_nobody_can_decide_is_told_with_place_and_remedy_and_the_rest_is_imported() {
    for (format, document) in documents() {
        let imported = read(format, &document);
        let bad = if format == Format::Unleash { "bad.variant" } else { "bad" };
        assert_eq!(imported.undecided, [bad], "{document}");
        let [problem] = imported.problems.as_slice() else {
            panic!("{document}: {:?}", imported.problems)
        };
        assert_eq!(problem.code(), Code::Import);
        let place = problem.places().first().unwrap_or_else(|| panic!("{problem}"));
        assert_eq!(place.file.as_ref(), "in.json", "{problem}");
        assert!(place.line > 1, "within the flag: {problem}");
        assert!(problem.help_text().is_some_and(|help| help.contains("PARSE_ERROR")), "{problem}");
        assert_eq!(error(&imported, bad), Some(ErrorCode::ParseError), "{document}");
        assert_eq!(error(&imported, "good"), None, "{document}");
    }
}

#[test]
fn an_edit_leaves_undecided_whom_it_is_told_to_and_nobody_else() {
    let (_, document) = documents().swap_remove(0);
    let imported = read(Format::Flagd, &document);
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {production: {}}".to_owned()),
        ("config/feature-flags.yaml", "feature_flags: {}\n".to_owned()),
    ])
    .unwrap();
    let flags = imported.document.child("feature_flags").unwrap().clone();
    let change =
        [stageline::yaml::Change::Set { path: vec!["feature_flags".into()], value: flags }];
    let mut edit = project.edit();
    edit.change_file_all("config/feature-flags.yaml", &change).unwrap();
    assert_eq!(edit.blast_radius().unwrap_err().code(), Code::EditRefused);
    edit.leave_undecided(["good"]);
    assert_eq!(edit.blast_radius().unwrap_err().code(), Code::EditRefused);
    edit.leave_undecided(&imported.undecided);
    edit.blast_radius().unwrap();
}

#[test]
fn names_of_variants_that_are_longer_than_a_key_can_be_are_shortened_and_told() {
    let long = "n".repeat(2000);
    let document = json!({"features": [{"name": "f", "enabled": true, "strategies": [],
        "variants": [{"name": long, "weight": 1}]}]});
    let imported = read(Format::Unleash, &document);
    assert_eq!(imported.problems.len(), 1, "{:?}", imported.problems);
    let flags = loaded_with_problems(&imported);
    let details = flags.details("f.variant", &flags.context("ada"), Node::default());
    assert_eq!(details.variant(), Some(&*"n".repeat(100)));
    assert_eq!(details.value().child("name").and_then(Node::as_text), Some(&*long));
}
