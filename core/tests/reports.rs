//! Reports for machines: well formed by their formats' own measures, and without any secret.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod sarif_check;

use sarif_check::{sarif_check, wrong};
use serde_json::Value;
use stageline::report::{Repository, Style, github, json, junit, sarif, text};
use stageline::validate::{Finding, Report};
use stageline::value::Date;
use stageline::{HostRule, OpenOptions, Place, Project, Severity, Snapshot, ValidateOptions};

const CANARY: &str = "c4nary-hunter2";

fn open(files: &[(&str, &str)]) -> Snapshot {
    Project::from_files_with(files.iter().copied(), OpenOptions::new().lenient(true))
        .unwrap()
        .snapshot()
}

/// Findings of every severity, related places, suppressions of every kind, a rule of the host, a
/// file as a whole, and secrets next to all of it.
fn sample() -> (Snapshot, Report) {
    let base = format!(
        "b:\n  url: postgres://shop:{CANARY}@db/shop\n  api_token: {{timeout: {CANARY}}}\n  cache:\n    ttl: soon # stageline: allow bad-quantity -- 100%, really: soon\n"
    );
    let snapshot = open(&[
        (
            "config/environments.yaml",
            "environments:\n  testing: {tier: testing}\n  production: {tier: production}\n",
        ),
        ("config/base.yaml", &base),
        ("config/testing.yaml", "extends: b\n"),
        ("config/production.yaml", "extends: b\noverrides: {retry_timeout: never}\n"),
        (
            "config/services/api 1/base.yaml",
            &format!("api 1:\n  password: {CANARY}\n  image_tag: latest\n"),
        ),
        ("config/ä%.yaml", "x: 1\n"),
        ("config/more.yaml", "x: 1\n"),
        (
            "schemas/api.json",
            "{\"required\": [\"port\"], \"properties\": {\"password\": {\"type\": \"integer\"}}}",
        ),
        (
            "stageline.yaml",
            "validation:\n  schemas: {api 1: schemas/api.json}\n  rules: {unknown-file: {severity: off, paths: ['config/ä*']}}\n  exceptions:\n    - {rule: latest-in-production, until: 2027-01-01, reason: a thing of the past}\n    - {rule: bad-quantity, environments: [production], paths: [config/production.yaml], reason: \"never, <ever>\"}\n",
        ),
    ]);
    let rule = HostRule::new("owner-missing", Severity::Info, "No owner is named.", |_| {
        Ok(vec![Finding::new("", Severity::Info, "no owner is named").help("name one")])
    });
    let options = ValidateOptions::new().today(Date::new(2027, 6, 1).unwrap()).rule(rule.unwrap());
    let report = snapshot.validate_with(&options).unwrap();
    (snapshot, report)
}

/// Names and texts as hostile as they come.
fn hostile() -> Report {
    let message = "`a\u{0}b\u{1b}[31m` ]]> <b> & \"q\" 'a' 100% ::error::x\r\ny \u{fffe}\u{202e}";
    let place = Place::range("config/a b,c:d%\u{1}é<&\">.yaml", (1, 1), (2, 1));
    let finding = Finding::new("r", Severity::Error, message).help("see\nhere").at(place);
    Report::new(vec![finding, Finding::new("r", Severity::Info, "plain")], 1)
}

fn without_version(text: &str) -> String {
    text.replace(
        &format!("\"semanticVersion\": \"{}\"", env!("CARGO_PKG_VERSION")),
        "\"semanticVersion\": \"…\"",
    )
}

/// The log without what the pages of rules say, which have a snapshot of their own.
fn without_help(text: &str) -> String {
    let mut log: Value = serde_json::from_str(text).unwrap();
    for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
        if let Some(help) = rule.get_mut("help") {
            assert!(help["markdown"].as_str().unwrap().contains("# Remedy"));
            *help = "…".into();
        }
    }
    without_version(&serde_json::to_string_pretty(&log).unwrap())
}

#[test]
fn sarif_reads_well() {
    let (_, report) = sample();
    let repository =
        Repository::new().prefix("./deploy/stages/").rules_page("https://example.org/rules.html");
    insta::assert_snapshot!(without_help(&sarif(&report, &repository).unwrap()));
}

#[test]
fn junit_reads_well() {
    insta::assert_snapshot!(junit(&sample().1, Severity::Warning));
}

#[test]
fn workflow_commands_read_well() {
    let repository = Repository::new().prefix("deploy");
    insta::assert_snapshot!(github(&sample().1, &repository));
}

#[test]
fn text_reads_well() {
    let (snapshot, report) = sample();
    insta::assert_snapshot!(text(&report, snapshot.sources(), Style::default()));
}

#[test]
fn no_report_shows_a_secret() {
    let (snapshot, report) = sample();
    assert!(report.findings.iter().any(|finding| finding.rule == "plain-text-password"));
    let repository = Repository::new();
    for shown in [
        text(&report, snapshot.sources(), Style { colour: true }),
        json(&report).unwrap(),
        sarif(&report, &repository).unwrap(),
        junit(&report, Severity::Info),
        github(&report, &repository),
    ] {
        assert!(shown.contains("api_token") || shown.contains("plain-text-password"));
        assert!(!shown.contains(CANARY), "{shown}");
    }
}

#[test]
fn sarif_fits_its_schema() {
    let Some(check) = sarif_check() else { return };
    let repository = Repository::new().prefix("deploy").rules_page("https://example.org/rules");
    for report in [sample().1, hostile(), Report::new(Vec::new(), 0)] {
        let log = sarif(&report, &repository).unwrap();
        assert_eq!(wrong(&check, &log), "", "{log}");
    }
    let broken = sarif(&hostile(), &repository).unwrap().replace("\"2.1.0\"", "\"2.0\"");
    assert!(wrong(&check, &broken).contains(".version"), "the check sees what it looks for");
}

#[test]
fn sarif_names_rules_and_addresses_as_its_readers_expect() {
    let (_, report) = sample();
    let log: Value = serde_json::from_str(&sarif(&report, &Repository::new()).unwrap()).unwrap();
    let run = &log["runs"][0];
    let (rules, results) =
        (run["tool"]["driver"]["rules"].as_array().unwrap(), run["results"].as_array().unwrap());
    assert_eq!(results.len(), report.findings.len() + report.suppressed.len());
    for result in results {
        let at = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[at]["id"], result["ruleId"]);
        assert_eq!(result["partialFingerprints"]["stageline/f1"].as_str().unwrap().len(), 35);
        for location in result["locations"].as_array().into_iter().flatten() {
            let uri = location["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
            assert!(
                uri.bytes().all(|b| b.is_ascii_alphanumeric() || b"%/._-~".contains(&b)),
                "{uri}"
            );
        }
    }
    let suppressed = results.iter().filter(|it| it["suppressions"] != Value::Array(Vec::new()));
    assert_eq!(suppressed.count(), report.counts.suppressed);
}

#[test]
fn junit_is_xml_whatever_it_holds_and_its_counts_add_up() {
    for report in [sample().1, hostile(), Report::new(Vec::new(), 0)] {
        for fails in [Severity::Info, Severity::Error] {
            let text = junit(&report, fails);
            let document =
                roxmltree::Document::parse(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
            let count =
                |name: &str| document.descendants().filter(|n| n.has_tag_name(name)).count();
            let said = |name: &str| {
                document.root_element().attribute(name).unwrap().parse::<usize>().unwrap()
            };
            assert_eq!(count("testcase"), said("tests"));
            assert_eq!(count("failure"), said("failures"));
            assert_eq!(count("skipped"), said("skipped"));
            assert_eq!(count("skipped"), report.counts.suppressed);
            let failing = report.findings.iter().filter(|finding| finding.severity >= fails);
            assert_eq!(count("failure"), failing.count());
            let suites = document.descendants().filter(|node| node.has_tag_name("testsuite"));
            let tests =
                suites.map(|suite| suite.attribute("tests").unwrap().parse::<usize>().unwrap());
            assert_eq!(tests.sum::<usize>(), count("testcase"));
        }
    }
    let text = junit(&hostile(), Severity::Error);
    let document = roxmltree::Document::parse(&text).unwrap();
    let failure = document.descendants().find(|node| node.has_tag_name("failure")).unwrap();
    let message =
        "`a\\u{0}b\\u{1b}[31m` ]]> <b> & \"q\" 'a' 100% ::error::x\\u{d}\\u{a}y \\u{fffe}\\u{202e}";
    assert_eq!(failure.attribute("message"), Some(message));
    let suite = failure.parent().unwrap().parent().unwrap();
    assert_eq!(suite.attribute("name"), Some("config/a b,c:d%\u{fffd}é<&\">.yaml"));
}

#[test]
fn a_workflow_command_is_one_line_and_hides_no_other() {
    let shown = github(&hostile(), &Repository::new());
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(
        lines,
        [
            "::error file=config/a b%2Cc%3Ad%25\u{fffd}é<&\">.yaml,line=1,endLine=2,title=r::`a\\u{0}b\\u{1b}[31m` ]]> <b> & \"q\" 'a' 100%25 ::error::x\\u{d}\\u{a}y \\u{fffe}\\u{202e}; see\\u{a}here",
            "::notice title=r::plain",
        ]
    );
}

#[test]
fn workflow_commands_give_the_worst_first() {
    let levels: Vec<String> = github(&sample().1, &Repository::new())
        .lines()
        .map(|line| line.trim_start_matches(':').split(' ').next().unwrap().to_owned())
        .collect();
    let of = |level: &str| levels.iter().filter(|known| *known == level).count();
    let sorted: Vec<_> =
        ["error", "warning", "notice"].into_iter().flat_map(|l| vec![l; of(l)]).collect();
    assert_eq!(levels, sorted);
    assert!(of("error") > 0 && of("warning") > 0 && of("notice") > 0, "{levels:?}");
}
