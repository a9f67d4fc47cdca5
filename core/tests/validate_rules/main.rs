//! Each rule, with a project it speaks about and one about which it has nothing to say.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod environments;
mod exceptions;
mod files;
mod fixes;
mod flags;
mod layers;
mod production;
mod services;
mod values;
mod workflows;

use stageline::Severity;
use stageline::report::{Style, json, text};
use stageline::validate::RULES;
use stageline::value::Date;
use stageline::{OpenOptions, Project, Snapshot, ValidateOptions};

type Files = &'static [(&'static str, &'static str)];

struct Case {
    rule: &'static str,
    /// Other files than `config/environments.yaml` with `ENVIRONMENTS`, unless they name it.
    files: Files,
    /// The findings of this rule as they are displayed.
    found: &'static [&'static str],
}

const ENVIRONMENTS: &str =
    "environments:\n  testing: {tier: testing}\n  production: {tier: production}\n";
const TESTING: (&str, &str) = ("config/testing.yaml", "overrides: {a: 1}\n");
const PRODUCTION: (&str, &str) = ("config/production.yaml", "overrides: {a: 1}\n");

const CASES: [&[Case]; 9] = [
    files::CASES,
    layers::CASES,
    environments::CASES,
    values::CASES,
    services::CASES,
    production::CASES,
    flags::CASES,
    workflows::CASES,
    exceptions::CASES,
];

fn cases() -> impl Iterator<Item = &'static Case> {
    CASES.into_iter().flatten()
}

fn with_environments(files: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    if !files.iter().any(|(path, _)| path == "config/environments.yaml") {
        files.push(("config/environments.yaml".to_owned(), ENVIRONMENTS.to_owned()));
    }
    files
}

fn open(files: &[(&str, &str)]) -> Snapshot {
    let options = OpenOptions::new().lenient(true);
    Project::from_files_with(with_environments(files), options).unwrap().snapshot()
}

#[test]
fn each_rule_finds_what_it_should_and_no_more() {
    let mut wrong = Vec::new();
    for case in cases() {
        let options = ValidateOptions::new().today(Date::new(2027, 6, 1).unwrap());
        let report = open(case.files).validate_with(&options).unwrap();
        let of_rule = report.findings.iter().filter(|finding| finding.rule == case.rule);
        let found: Vec<String> = of_rule.map(ToString::to_string).collect();
        // The wording of the parsers is theirs, so a case may give the beginning alone.
        let fits = found.len() == case.found.len()
            && found.iter().zip(case.found).all(|(found, wanted)| match wanted.ends_with(": ") {
                true => found.starts_with(wanted),
                false => found == wanted || found.starts_with(&format!("{wanted};")),
            });
        if !fits {
            wrong.push(format!("{}\n  found  {found:#?}\n  wanted {:#?}", case.rule, case.found));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_case_for_either_side() {
    for rule in RULES {
        let of_rule = || cases().filter(|case| case.rule == rule.id());
        assert!(of_rule().any(|case| !case.found.is_empty()), "{}", rule.id());
        assert!(of_rule().any(|case| case.found.is_empty()), "{}", rule.id());
    }
    let known = |case: &'static Case| RULES.iter().any(|rule| rule.id() == case.rule);
    assert!(cases().all(known));
}

#[test]
fn every_rule_has_a_shared_vector_for_either_side() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/rules.json");
    let text = std::fs::read_to_string(path).unwrap();
    let vectors: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    for rule in RULES {
        let is_found = |vector: &serde_json::Value| {
            let expected = vector["expect"].as_array().unwrap();
            expected.iter().any(|finding| finding["rule"] == rule.id())
        };
        let quiet = format!("{}/quiet", rule.id());
        let named =
            |vector: &&serde_json::Value| vector["id"].as_str().unwrap().starts_with(&quiet);
        assert!(vectors.iter().any(is_found), "{} is found in no vector", rule.id());
        let mut quiet = vectors.iter().filter(named).peekable();
        assert!(quiet.peek().is_some(), "{} has no vector in which it is quiet", rule.id());
        assert!(!quiet.any(is_found), "{} is found where it is quiet", rule.id());
    }
}

#[test]
fn what_several_environments_inherit_is_said_once_and_of_the_first() {
    let report = open(&[
        ("config/base.yaml", "b: {cache: {ttl: soon}}\n"),
        ("config/testing.yaml", "extends: b\n"),
        ("config/production.yaml", "extends: testing\n"),
        ("config/tenants.yaml", "tenants: {t: {environments: {production: t-production}}}\n"),
    ])
    .validate();
    let found: Vec<_> =
        report.findings.iter().map(|f| (&*f.rule, f.environment.as_deref())).collect();
    assert_eq!(found, [("bad-quantity", Some("testing"))]);
}

#[test]
fn a_circle_is_said_once_with_all_its_places() {
    let report = open(&[
        ("config/environments.yaml", "environments: {a: {}, b: {}, c: {}, d: {}}\n"),
        ("config/a.yaml", "extends: b\n"),
        ("config/b.yaml", "extends: c\n"),
        ("config/c.yaml", "extends: a\n"),
        ("config/d.yaml", "extends: b\n"),
    ])
    .validate();
    assert_eq!(report.findings.len(), 1, "{:#?}", report.findings);
    let places: Vec<_> = report.findings[0].places.iter().map(ToString::to_string).collect();
    assert_eq!(places, ["config/a.yaml:1:10", "config/b.yaml:1:10", "config/c.yaml:1:10"]);
}

#[test]
fn findings_are_in_order_and_counted_and_the_worst_can_come_first() {
    let report = open(&[
        ("config/base.yaml", "b: {cache: {ttl: soon}}\n"),
        ("config/feature-flags.yaml", "feature_flags: {f: {qa: true}}\n"),
    ])
    .validate();
    let places: Vec<_> = report.findings.iter().map(|finding| finding.places.clone()).collect();
    assert!(places.is_sorted());
    let counts = report.counts;
    assert_eq!((counts.error, counts.warning, counts.info, report.files), (1, 3, 1, 3));
    assert!(report.has_at_least(Severity::Error));
    let severities: Vec<_> = report.worst_first().findings.iter().map(|f| f.severity).collect();
    assert!(severities.is_sorted_by(|a, b| a >= b));
    let empty = open(&[TESTING, PRODUCTION]).validate();
    assert!(!empty.has_at_least(Severity::Info), "{:?}", empty.findings);
}

#[test]
fn hostile_names_are_shown_escaped() {
    let snapshot = open(&[
        ("config/environments.yaml", "environments:\n  testing: {\"a\\n\\e[31mb\\u202e\": 1}\n"),
        ("config/feature-flags.yaml", "feature_flags: {f: {\"x\\ny\": true}}\n"),
        ("config/evil\n\u{1b}[2J.yaml", "extends: x\n"),
        TESTING,
    ]);
    let report = snapshot.validate();
    assert!(report.findings.len() >= 3, "{:?}", report.findings);
    let shown = text(&report, snapshot.sources(), Style::default());
    let lines = report.findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("|");
    assert!(!lines.contains(char::is_control), "{lines:?}");
    for text in [&shown, &lines] {
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
        assert!(text.contains("`a\\u{a}\\u{1b}[31mb\\u{202e}`"), "{text}");
    }
}

#[test]
fn no_form_of_the_report_shows_a_password() {
    let snapshot = open(&[
        (
            "config/base.yaml",
            "b:\n  url: postgres://u:hunter2@db/x\n  token: {ttl: hunter2}\n  x: [a, 'amqp://u:hunter2@q']\n",
        ),
        (
            "config/services/a/base.yaml",
            "a: {cpu: 'http://u:hunter2@h', password: {timeout: hunter2}}\n",
        ),
        (
            "config/services/b/base.yaml",
            "b:\n  api_keys:\n    cpu: hunter2\n  url: >\n    see\n    http://u:hunter2@h\n",
        ),
    ]);
    let report = snapshot.validate();
    assert!(report.findings.len() >= 8, "{:#?}", report.findings);
    let plain = text(&report, snapshot.sources(), Style { colour: false });
    let colour = text(&report, snapshot.sources(), Style { colour: true });
    let displayed = report.findings.iter().map(ToString::to_string).collect::<String>();
    for shown in [plain, colour, displayed, json(&report).unwrap()] {
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}

#[test]
fn a_file_that_could_not_be_read_does_not_make_names_unknown() {
    let flags = ("config/feature-flags.yaml", "feature_flags: {f: {production: true}}\n");
    let extends = ("config/testing.yaml", "extends: base_config\n");
    let rules = |files: &[(&str, &str)]| -> Vec<String> {
        open(files).validate().findings.iter().map(|finding| finding.rule.to_string()).collect()
    };
    assert_eq!(rules(&[("config/environments.yaml", "a: ["), flags, extends]), ["load"]);
    assert_eq!(rules(&[("config/base.yaml", "a: ["), flags, extends]), ["load"]);
    assert_eq!(rules(&[("config/bases/more.yaml", "a: ["), flags, extends]), ["load"]);
    // Every file read, the same names are unknown.
    let read = rules(&[("config/base.yaml", "b: {}\n"), flags, extends, PRODUCTION]);
    assert_eq!(read, ["missing-base"]);
    // A file that is not there is told where it is named, and once.
    let gone = ("config/testing.yaml", "extends: bases/gone.yaml\n");
    assert_eq!(rules(&[flags, gone]), ["missing-base"]);
}

#[test]
fn json_is_the_data() {
    let report = open(&[
        TESTING,
        PRODUCTION,
        ("config/feature-flags.yaml", "feature_flags: {f: {qa: 1, default: 1}}\n"),
    ])
    .validate();
    let data: serde_json::Value = serde_json::from_str(&json(&report).unwrap()).unwrap();
    assert_eq!(data["counts"]["error"], 1);
    assert_eq!(data["findings"][0]["rule"], "unknown-environment");
    assert_eq!(data["findings"][0]["severity"], "error");
    assert_eq!(data["findings"][0]["places"][0]["line"], 1);
}

#[test]
fn colour_changes_nothing_but_colour() {
    let snapshot = open(&[("config/base.yaml", "b: {cache: {ttl: soon}}\n")]);
    let report = snapshot.validate();
    let plain = text(&report, snapshot.sources(), Style::default());
    let mut painted = text(&report, snapshot.sources(), Style { colour: true });
    assert_ne!(painted, plain);
    for code in ["1;31", "1;33", "1;36", "34", "1", "0"] {
        painted = painted.replace(&format!("\u{1b}[{code}m"), "");
    }
    assert_eq!(painted, plain);
}
