//! GrowthBook's published cases, as far as they concern flags.

use serde_json::{Map, Value, json};
use stageline::flag::Flags;
use stageline::flag::import::{Format, import};
use stageline::yaml::Node;

use crate::outside::shared;
use crate::support::{context, loaded, same};

/// Groups of cases that are about something else than what a flag says.
const LEFT_OUT: [(&str, &str); 6] = [
    ("getQueryStringOverride", "a page's address overrides nothing in a server's flags"),
    ("decrypt", "files are imported in the clear"),
    ("stickyBucket", "where a store remembers assignments, it is the host's"),
    ("urlRedirect", "experiments of pages are no flags"),
    ("versionCompare", "compares texts that conditions compare with their operators"),
    ("specVersion", "the suite's version"),
];

fn cases() -> Option<Map<String, Value>> {
    let path = shared("suites/growthbook/cases.json")?;
    match serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap() {
        Value::Object(cases) => Some(cases),
        _ => None,
    }
}

#[derive(Default)]
struct Tally {
    ran: usize,
    left_out: Vec<(String, String)>,
    failed: Vec<String>,
}

impl Tally {
    fn is(&mut self, group: &str, name: &str, given: &Value, expected: &Value) {
        self.ran += 1;
        if !same(given, expected) {
            self.failed.push(format!("{group}: {name}: {given}, not {expected}"));
        }
    }

    fn leave(&mut self, group: &str, name: &str, why: &str) {
        self.left_out.push((format!("{group}: {name}"), why.to_owned()));
    }
}

#[test]
fn every_published_case_that_concerns_flags_is_answered() {
    let Some(cases) = cases() else { return };
    let mut tally = Tally::default();
    for (group, list) in &cases {
        let list = list.as_array().cloned().unwrap_or_default();
        match group.as_str() {
            "feature" => list.iter().for_each(|case| feature(&mut tally, "feature", case)),
            "contextualBandit" => {
                list.iter().for_each(|case| feature(&mut tally, "contextualBandit", case));
            }
            "evalCondition" => list.iter().for_each(|case| condition(&mut tally, case)),
            "hash" => list.iter().for_each(|case| hash(&mut tally, case)),
            "run" => list.iter().for_each(|case| run(&mut tally, case)),
            "getBucketRange" => list.iter().for_each(|case| bucket_range(&mut tally, case)),
            "getEqualWeights" => list.iter().for_each(|case| equal_weights(&mut tally, case)),
            "chooseVariation" => list.iter().for_each(|case| choose(&mut tally, case)),
            "inNamespace" => list.iter().for_each(|case| namespace(&mut tally, case)),
            other => {
                let why = LEFT_OUT.iter().find(|(known, _)| *known == other);
                let (_, why) = why.unwrap_or_else(|| panic!("an unknown group: {other}"));
                for case in &list {
                    tally.leave(other, case[0].as_str().unwrap_or_default(), why);
                }
            }
        }
    }
    for (case, why) in &tally.left_out {
        println!("left out: {case}: {why}");
    }
    println!("growthbook: {} cases ran, {} left out", tally.ran, tally.left_out.len());
    assert!(tally.failed.is_empty(), "{}:\n{}", tally.failed.len(), tally.failed.join("\n"));
    assert!(tally.ran >= 440, "{} ran", tally.ran);
}

/// The value of a feature, imported and loaded.
fn value(payload: &Value, feature: &str, attributes: &Value) -> (Value, Flags) {
    let imported = import(Format::GrowthBook, "features.json", &payload.to_string()).unwrap();
    let flags = loaded(&imported);
    let context = context(&flags, attributes);
    let details = flags.details(feature, &context, Node::default());
    let given = serde_json::to_value(details.value()).unwrap();
    drop(details);
    (given, flags)
}

/// What a host lays over flags, and flags do not say.
fn host_option(context: &Value) -> Option<&'static str> {
    let map = context.as_object()?;
    [
        ("forcedVariations", "the host forces a variation"),
        ("forcedFeatureValues", "the host forces a value"),
        ("qaMode", "the host asks for its mode of tests"),
        ("enabled", "the host switches experiments off"),
        ("url", "a page's address forces a variation"),
        ("stickyBucketAssignmentDocs", "a store remembers assignments"),
    ]
    .into_iter()
    .find_map(|(key, why)| map.contains_key(key).then_some(why))
}

fn feature(tally: &mut Tally, group: &str, case: &Value) {
    let [name, given, feature, expected] = case.as_array().unwrap().as_slice() else { panic!() };
    let name = name.as_str().unwrap();
    if let Some(why) = host_option(given) {
        return tally.leave(group, name, why);
    }
    let mut payload = given.clone();
    payload.as_object_mut().unwrap().entry("features").or_insert(json!({}));
    let (value, _) = value(&payload, feature.as_str().unwrap(), &given["attributes"]);
    tally.is(group, name, &value, &expected["value"]);
}

/// A condition decides a feature that forces a value.
fn condition(tally: &mut Tally, case: &Value) {
    let case = case.as_array().unwrap();
    let (name, expected) = (case[0].as_str().unwrap(), &case[3]);
    let groups = case.get(4).cloned().unwrap_or(json!({}));
    let features =
        json!({"f": {"defaultValue": false, "rules": [{"condition": case[1], "force": true}]}});
    let payload = json!({"features": features, "savedGroups": groups});
    match import(Format::GrowthBook, "features.json", &payload.to_string()) {
        Ok(imported) => {
            let flags = loaded(&imported);
            let context = context(&flags, &case[2]);
            let given = flags.boolean_value("f", &context, false);
            tally.is("evalCondition", name, &json!(given), expected);
        }
        Err(error) => tally.failed.push(format!("evalCondition: {name}: {error}")),
    }
}

/// A bucket lies within the range that begins with it, and not in the one behind it.
fn hash(tally: &mut Tally, case: &Value) {
    let [seed, value, version, expected] = case.as_array().unwrap().as_slice() else { panic!() };
    let name = format!("{seed} {value} {version}");
    let expected = expected.as_f64();
    let within = |start: f64, end: f64| {
        let rule = json!({
            "force": true, "seed": seed, "hashVersion": version, "range": [start, end],
        });
        let payload = json!({"features": {"": {"defaultValue": false, "rules": [rule]}}});
        let (given, _) = self::value(&payload, "flag-", &json!({"id": value}));
        given == json!(true)
    };
    let step = if version.as_i64() == Some(1) { 0.001 } else { 0.0001 };
    let given = match expected {
        Some(n) => within(n, n + step / 2.0) && !within(n + step / 2.0, 1.1) && !within(0.0, n),
        // No bucket at all lies in no range.
        None => !within(0.0, 1.1),
    };
    tally.is("hash", &name, &json!(given), &json!(true));
}

fn run(tally: &mut Tally, case: &Value) {
    let case = case.as_array().unwrap();
    let (name, given, experiment) = (case[0].as_str().unwrap(), &case[1], &case[2]);
    let why = host_option(given).or_else(|| {
        let map = experiment.as_object()?;
        let own = [
            ("force", "an experiment of code forces a variation"),
            ("active", "an experiment of code is switched off"),
        ];
        own.into_iter().find_map(|(key, why)| map.contains_key(key).then_some(why))
    });
    if let Some(why) = why {
        return tally.leave("run", name, why);
    }
    // The experiment is the one rule of a feature, and whoever is not in it gets the first value.
    let mut features = given["features"].as_object().cloned().unwrap_or_default();
    let feature = json!({"defaultValue": "nobody", "rules": [experiment]});
    features.insert("the-experiment".to_owned(), feature);
    let payload = json!({"features": features, "savedGroups": given["savedGroups"]});
    let (value, _) = value(&payload, "the-experiment", &given["attributes"]);
    let inside = value != json!("nobody");
    let value = if inside { value } else { experiment["variations"][0].clone() };
    tally.is("run", name, &json!([value, inside]), &json!([case[3], case[4]]));
}

/// The ranges of a split, as GrowthBook cuts them.
fn ranges(rule: &Value) -> Vec<Vec<(u64, u64)>> {
    let payload = json!({"features": {"f": {"rules": [rule]}}});
    let imported = import(Format::GrowthBook, "f.json", &payload.to_string()).unwrap();
    let document = serde_json::to_value(&imported.document).unwrap();
    let rules = document["feature_flags"]["f"]["rules"].as_array().cloned().unwrap_or_default();
    let shares = rules.first().map(|rule| rule["split"]["shares"].clone()).unwrap_or_default();
    let range = |range: &Value| (range[0].as_u64().unwrap(), range[1].as_u64().unwrap());
    let share = |share: &Value| {
        share["within"][0]["ranges"].as_array().unwrap().iter().map(range).collect()
    };
    shares.as_array().into_iter().flatten().map(share).collect()
}

fn bucket_range(tally: &mut Tally, case: &Value) {
    let (name, given) = (case[0].as_str().unwrap(), &case[1]);
    let count = given[0].as_u64().unwrap();
    if count < 2 {
        return tally.leave("getBucketRange", name, "a rule with one variation is passed over");
    }
    let variations: Vec<u64> = (0..count).collect();
    let mut rule = json!({"variations": variations, "coverage": given[1], "hashVersion": 2});
    if !given[2].is_null() {
        rule["weights"] = given[2].clone();
    }
    let expected = case[2].as_array().unwrap().iter().map(|range| {
        // The first bucket whose decimal is not below; published ranges are rounded.
        let first = |n: f64| (n * 10_000.0 - 1e-6).ceil() as u64;
        (first(range[0].as_f64().unwrap()), first(range[1].as_f64().unwrap()))
    });
    let expected: Vec<Vec<(u64, u64)>> =
        expected.filter(|(start, end)| start < end).map(|range| vec![range]).collect();
    let near = |given: &[Vec<(u64, u64)>]| {
        given.len() == expected.len()
            && given.iter().zip(&expected).all(|(a, b)| {
                a.len() == 1 && a[0].0.abs_diff(b[0].0) <= 1 && a[0].1.abs_diff(b[0].1) <= 1
            })
    };
    let given = ranges(&rule);
    tally.is("getBucketRange", name, &json!(near(&given)), &json!(true));
}

fn equal_weights(tally: &mut Tally, case: &Value) {
    let count = case[0].as_i64().unwrap();
    let name = count.to_string();
    if count < 2 {
        return tally.leave("getEqualWeights", &name, "a rule with one variation is passed over");
    }
    let variations: Vec<i64> = (0..count).collect();
    let given = ranges(&json!({"variations": variations, "hashVersion": 2}));
    let weights = case[1].as_array().unwrap();
    let near = given.len() == weights.len()
        && given.iter().zip(weights).all(|(ranges, weight)| {
            let size: u64 = ranges.iter().map(|(start, end)| end - start).sum();
            (size as f64 / 10_000.0 - weight.as_f64().unwrap()).abs() <= 1.0 / 10_000.0
        });
    tally.is("getEqualWeights", &name, &json!(near), &json!(true));
}

/// Which of the written ranges takes a bucket.
fn choose(tally: &mut Tally, case: &Value) {
    let (name, n, written) = (case[0].as_str().unwrap(), case[1].as_f64().unwrap(), &case[2]);
    let count = written.as_array().unwrap().len();
    let variations: Vec<usize> = (0..count.max(2)).collect();
    let payload = json!({"features": {"f": {"rules": [
        {"variations": variations, "ranges": written, "hashVersion": 2},
    ]}}});
    let imported = import(Format::GrowthBook, "f.json", &payload.to_string()).unwrap();
    let document = serde_json::to_value(&imported.document).unwrap();
    let shares = document["feature_flags"]["f"]["rules"][0]["split"]["shares"].clone();
    let bucket = (n * 10_000.0).round() as u64;
    let takes =
        |share: &&Value| {
            share["within"][0]["ranges"].as_array().unwrap().iter().any(|range| {
                (range[0].as_u64().unwrap()..range[1].as_u64().unwrap()).contains(&bucket)
            })
        };
    let given = shares.as_array().into_iter().flatten().find(takes);
    let given = given.map_or(json!(-1), |share| share["serve"].clone());
    tally.is("chooseVariation", name, &given, &case[3]);
}

/// Whoever is in the namespace is in an experiment that covers everyone.
fn namespace(tally: &mut Tally, case: &Value) {
    let (name, id, namespace) = (case[0].as_str().unwrap(), &case[1], &case[2]);
    let payload = json!({"features": {"f": {"defaultValue": "out", "rules": [
        {"variations": ["in", "in"], "namespace": namespace},
    ]}}});
    let (value, _) = value(&payload, "f", &json!({"id": id}));
    tally.is("inNamespace", name, &json!(value == json!("in")), &case[3]);
}
