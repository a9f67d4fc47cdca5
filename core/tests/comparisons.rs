//! Comparisons in every format: well formed by its own measures, without any secret, and the same
//! whenever they are asked for.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod sarif_check;

use std::path::PathBuf;

use sarif_check::{sarif_check, wrong};
use serde_json::Value;
use stageline::diff::Section;
use stageline::drift::DriftOptions;
use stageline::provider::{LiveEnvironment, LiveOptions};
use stageline::report::{
    Comparison, ComparisonOptions, Format, Repository, RowVerdict, TextOptions,
};
use stageline::{Code, Project, Severity, Snapshot};

const CANARY: &str = "c4nary-hunter2";

fn storefront() -> Snapshot {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples/storefront");
    Project::open(folder).unwrap().snapshot()
}

fn drift() -> Comparison {
    let snapshot = storefront();
    Comparison::of_drift(&snapshot.drift("production", &["staging"]).unwrap(), snapshot.sources())
}

fn diff() -> Comparison {
    let snapshot = storefront();
    Comparison::of_diff(&snapshot.diff("staging", "production").unwrap(), snapshot.sources())
}

fn survey() -> Comparison {
    let snapshot = storefront();
    let names = ["development", "testing", "staging", "production", "production-eu"];
    Comparison::of_survey(&snapshot.compare(&names).unwrap(), snapshot.sources())
}

/// Three environments, of which one stands apart and two violate a shape.
fn shaped() -> Comparison {
    let snapshot = open(&[
        ("config/environments.yaml", "environments: {a: {}, b: {}, c: {}}"),
        ("config/a.yaml", "overrides: {retries: 3, pool: 4, api_token: one}"),
        ("config/b.yaml", "overrides: {retries: 3, pool: 2, api_token: one}"),
        ("config/c.yaml", "overrides: {retries: 5, pool: 1, extra: {x: 1}, api_token: two}"),
        (
            "stageline.yaml",
            "drift:\n  shapes:\n    - {path: pool, id: grows, expect: c >= b >= a, severity: error, reason: customers come first, owner: team}\n    - {path: nothing, expect: c > a, reason: never found}\n",
        ),
    ]);
    Comparison::of_survey(&snapshot.compare(&["a", "b", "c"]).unwrap(), snapshot.sources())
}

fn open(files: &[(&str, &str)]) -> Snapshot {
    Project::from_files(files.iter().copied()).unwrap().snapshot()
}

/// Names, keys and values as hostile as they come.
fn hostile() -> Comparison {
    let value = r#""]]> <b>&amp; </script><script>alert(1)</script> | ` @team ![x](y) \" ' %0A ::error::x \e[2J \u202e""#;
    let left = format!("overrides:\n  'a|b`<i>.c': {value}\n  list: [1, 2]\n  '@team': 1\n");
    let right =
        "overrides:\n  'a|b`<i>.c': \"</pre><img src=x onerror=alert(1)>\"\n  list: [2, 1]\n";
    let snapshot = open(&[
        ("config/environments.yaml", "environments: {a: {}, b: {tier: production}}"),
        ("config/a.yaml", &left),
        ("config/b.yaml", right),
        ("config/services/s/a.yaml", "s: {port: 1}"),
    ]);
    Comparison::of_drift(&snapshot.drift("a", &["b"]).unwrap(), snapshot.sources())
}

/// Two environments with secrets in every place that a report could show.
fn secretive() -> Vec<Comparison> {
    let file = |name: &str| {
        format!(
            "overrides:\n  api_token: {CANARY}-{name}\n  url: postgres://u:{CANARY}-{name}@db/x\n  nested:\n    password: {CANARY}-{name}\n    near: {name}\n  wired: ${{secrets.inner}}-{name}\n  secrets: {{inner: {CANARY}-{name}}}\n  credentials:\n    - {CANARY}-{name}\n    - {name}\n  folded: {{password: {CANARY}-{name}, port: {name}}}\n  # the old password was {CANARY}\n  remarked: {name}  # token {CANARY}\n  api_secret: &api {CANARY}-{name}\n  alias: *api\n  plain: &plain {CANARY}-{name}\n  db_password: *plain\n  deep: {{credentials: &all {{a: {CANARY}-{name}}}}}\n  under: *all\n  through: ${{alias}}/{name}\n  many:\n    # secret {CANARY}\n    x: {name}  # password={CANARY}\n    y: {name}\n"
        )
    };
    let (a, b) = (file("one"), file("two"));
    let only = format!("s:\n  auth:\n    client_secret: {CANARY}\n    port: 1\n");
    let snapshot = open(&[
        ("config/environments.yaml", "environments: {a: {}, b: {tier: production}, c: {}}"),
        ("config/a.yaml", &a),
        ("config/b.yaml", &b),
        ("config/c.yaml", "{}"),
        ("config/services/s/a.yaml", &only),
        ("config/services/s/b.yaml", "s: {}"),
    ]);
    let sources = snapshot.sources();
    vec![
        Comparison::of_diff(&snapshot.diff("a", "b").unwrap(), sources),
        Comparison::of_diff(&snapshot.diff("c", "b").unwrap(), sources),
        Comparison::of_drift(&snapshot.drift("b", &["a", "c"]).unwrap(), sources),
        Comparison::of_survey(&snapshot.compare(&["a", "b", "c"]).unwrap(), sources),
    ]
}

/// What runs, held against what is declared; a Secret whose keys do not tell on it stands on one
/// line with everything else.
fn live() -> Comparison {
    let snapshot = open(&[
        ("config/environments.yaml", "environments: {shop: {}}"),
        ("config/shop.yaml", "overrides: {retries: 3}"),
        (
            "config/services/api/shop.yaml",
            "api:\n  replicas: 2\n  image: api\n  image_tag: '2'\n  owner: team\n  environment: {MODE: fast, PLAIN: x}\n",
        ),
    ]);
    // The base64 of the canary.
    let hidden = "YzRuYXJ5LWh1bnRlcjI=";
    let text = format!(
        r#"{{"kind": "List", "items": [{{"kind": "Secret", "metadata": {{"name": "plain"}}, "data": {{"PLAIN": "{hidden}", "OTHER": "{hidden}"}}}}, {{"kind": "Deployment", "metadata": {{"name": "api"}}, "spec": {{"replicas": 3, "template": {{"spec": {{"containers": [{{"name": "api", "image": "api:2", "envFrom": [{{"secretRef": {{"name": "plain"}}}}], "env": [{{"name": "MODE", "value": "slow"}}]}}]}}}}}}}}]}}"#
    );
    let live = LiveEnvironment::read("live.json", text, &LiveOptions::new()).unwrap();
    let report = snapshot.drift_live("shop", &live, &DriftOptions::new()).unwrap();
    Comparison::of_drift(&report, (snapshot.sources(), live.sources()))
}

#[test]
fn what_runs_is_shown_with_its_own_lines_and_without_its_secrets() {
    let live = live();
    let html = live.html(&Repository::new());
    assert!(
        html.contains("live.json:1:228") && html.contains("config/services/api/shop.yaml:2:13")
    );
    assert!(live.counts.unknown > 0);
    for format in Format::ALL {
        let shown = live.render(format, &options()).unwrap();
        assert!(!shown.contains(CANARY) && !shown.contains("YzRuYXJ5"), "{format:?}: {shown}");
    }
    insta::assert_snapshot!(live.text(&TextOptions::new().everything(true)));
}

fn options() -> ComparisonOptions {
    ComparisonOptions::new().text(TextOptions::new().everything(true))
}

#[test]
fn drift_reads_well_in_a_terminal() {
    insta::assert_snapshot!(drift().text(&TextOptions::new()));
}

#[test]
fn drift_reads_well_in_a_pull_request() {
    let repository = Repository::new().prefix("deploy").files_at("https://host.example/shop/main/");
    insta::assert_snapshot!(drift().markdown(&repository));
}

#[test]
fn drift_reads_well_beside_the_lines_of_a_change() {
    insta::assert_snapshot!(drift().github(&Repository::new().prefix("deploy")));
}

#[test]
fn drift_reads_well_on_a_dashboard() {
    let shown = drift().keep(|row| row.matters() || row.path.to_string() == "tier");
    insta::assert_snapshot!(shown.junit(Severity::Error));
}

#[test]
fn a_diff_reads_well_wide_and_narrow() {
    let diff =
        diff().keep(|row| row.section == Section::Record || row.verdict == RowVerdict::Equivalent);
    insta::assert_snapshot!(diff.text(&TextOptions::new().width(90).everything(true)));
    insta::assert_snapshot!(diff.text(&TextOptions::new().width(40)));
}

#[test]
fn a_survey_says_who_agrees_who_stands_apart_and_what_is_violated() {
    let shaped = shaped();
    insta::assert_snapshot!(shaped.text(&TextOptions::new()));
    insta::assert_snapshot!(shaped.markdown(&Repository::new()));
    insta::assert_snapshot!(shaped.github(&Repository::new()));
    assert_eq!((shaped.counts.drift, shaped.counts.errors), (1, 1));
    let row = shaped.rows.iter().find(|row| row.path.to_string() == "retries").unwrap();
    let groups: Vec<_> = row.cells.iter().map(|cell| (cell.group, cell.outlier)).collect();
    assert_eq!(groups, [(0, false), (0, false), (1, true)]);
}

/// Two environments and a third that violate a shape, and a rule with an owner beside it.
fn owned() -> [Comparison; 2] {
    let snapshot = open(&[
        ("config/environments.yaml", "environments: {a: {}, b: {}, c: {}}"),
        ("config/a.yaml", "overrides: {pool: 4, retries: 1, mode: x}"),
        ("config/b.yaml", "overrides: {pool: 2, retries: 2, mode: y}"),
        ("config/c.yaml", "overrides: {pool: 1, retries: 2, mode: y}"),
        (
            "stageline.yaml",
            "drift:\n  shapes:\n    - {path: pool, expect: c >= b >= a, reason: customers come first, owner: team-pool}\n  rules:\n    - {path: retries, severity: error, reason: retries are agreed, owner: team-retries}\n    - {path: mode, expected: true, reason: modes are free, owner: team-mode}\n",
        ),
    ]);
    let sources = snapshot.sources();
    [
        Comparison::of_drift(&snapshot.drift("a", &["b"]).unwrap(), sources),
        Comparison::of_survey(&snapshot.compare(&["a", "b", "c"]).unwrap(), sources),
    ]
}

#[test]
fn every_format_says_what_must_hold_why_and_who_answers_for_it() {
    let [drift, survey] = owned();
    for format in Format::ALL {
        // Signs that mean something to a format are spelled for it.
        let plain = |text: String| {
            [("&gt;", ">"), ("&#62;", ">"), ("&#61;", "=")]
                .iter()
                .fold(text, |text, (spelled, sign)| text.replace(spelled, sign))
        };
        let shown = plain(drift.render(format, &options()).unwrap());
        let mut told =
            vec!["customers come first", "team-pool", "retries are agreed", "team-retries"];
        // Annotations stand beside what is to be mended.
        if format != Format::Github {
            told.extend(["modes are free", "team-mode"]);
        }
        for told in told {
            assert!(shown.contains(told), "{format:?} {told}: {shown}");
        }
        let relation = |shown: &str, left: &str, right: &str| match format {
            Format::Json => {
                let document: Value = serde_json::from_str(shown).unwrap();
                let rows = document["rows"].as_array().unwrap();
                let mut violations =
                    rows.iter().flat_map(|row| row["violations"].as_array().unwrap());
                violations.any(|found| {
                    found["left"] == left && found["relation"] == ">=" && found["right"] == right
                })
            }
            // What several environments violate is said together.
            _ => {
                let relation = format!("{left} >= {right}");
                let ends = [" does not hold: ", " and ", " do not hold: "];
                ends.iter().any(|end| shown.contains(&format!("{relation}{end}")))
            }
        };
        assert!(relation(&shown, "b", "a"), "{format:?}: {shown}");
        let shown = plain(survey.render(format, &options()).unwrap());
        for (left, right) in [("c", "b"), ("b", "a")] {
            assert!(relation(&shown, left, right), "{format:?}: {shown}");
        }
        assert!(shown.contains("customers come first") && shown.contains("team-pool"), "{shown}");
    }
}

#[test]
fn colours_stress_what_differs_and_change_no_letter() {
    let plain = diff().text(&TextOptions::new());
    let coloured = diff().text(&TextOptions::new().colour(true));
    let pieces = coloured.split("\u{1b}[");
    let bare: String = pieces
        .enumerate()
        .map(|(at, piece)| if at == 0 { piece } else { piece.split_once('m').unwrap().1 })
        .collect();
    assert_eq!(bare, plain);
    assert!(coloured.contains("\u{1b}[1;4;31mstaging\u{1b}[0m"));
}

#[test]
fn no_format_shows_a_secret() {
    for comparison in secretive() {
        assert!(comparison.rows.len() > 4);
        for format in Format::ALL {
            let shown = comparison.render(format, &options()).unwrap();
            assert!(shown.contains("token"), "{format:?} shows something");
            assert!(!shown.contains(CANARY), "{format:?}: {shown}");
            assert!(!format!("{comparison:?}").contains(CANARY), "nor does the model");
        }
    }
}

#[test]
fn a_secret_stays_one_under_the_name_of_an_alias() {
    let snapshot = open(&[
        (
            "config/environments.yaml",
            &format!("environments: {{a: {{owner: &o {CANARY}, vault_token: *o}}, b: {{}}}}"),
        ),
        (
            "config/a.yaml",
            &format!(
                "overrides:\n  api_token: &t {CANARY}\n  alias: *t\n  list: [*t, 1]\n  wired: &w {CANARY}\n  password: *w\n  kept: &k plain\n  again: *k\n"
            ),
        ),
        ("config/b.yaml", "overrides: {alias: x, again: y}"),
    ]);
    let environment = snapshot.environment("a").unwrap();
    let configuration = environment.resolve().unwrap();
    for shown in [
        configuration.to_string(),
        environment.record_tree().unwrap().to_string(),
        configuration.explain("alias").unwrap().to_string(),
        configuration.explain("list").unwrap().to_string(),
        format!("{:?}", configuration.shown("alias").unwrap()),
        snapshot.diff("a", "b").unwrap().to_string(),
        snapshot.drift("a", &["b"]).unwrap().to_string(),
        serde_json::to_string(&snapshot.diff("a", "b").unwrap()).unwrap(),
        serde_json::to_string(&snapshot.compare(&["a", "b"]).unwrap()).unwrap(),
    ] {
        assert!(!shown.contains(CANARY), "{shown}");
    }
    assert_eq!(configuration.get("alias").unwrap().as_text(), Some(CANARY));
    assert!(configuration.to_string().contains("plain"), "other aliases are no secrets");
}

#[test]
fn a_report_is_the_same_whenever_it_is_asked_for() {
    for format in Format::ALL {
        let [one, other] =
            [drift(), drift()].map(|drift| drift.render(format, &options()).unwrap());
        assert_eq!(one, other);
    }
}

#[test]
fn sarif_fits_its_schema_and_has_both_places() {
    let log = drift().sarif(&Repository::new()).unwrap();
    let value: Value = serde_json::from_str(&log).unwrap();
    let results = value["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), drift().rows.len());
    for (result, row) in results.iter().zip(&drift().rows) {
        let placed = row.cells.iter().filter(|cell| cell.place().is_some()).count();
        assert_eq!(result["locations"].as_array().unwrap().len(), 1);
        let related = result["relatedLocations"].as_array().map_or(0, Vec::len);
        assert_eq!(related + 1, placed, "{result}");
        let suppressed = !result["suppressions"].as_array().unwrap().is_empty();
        assert_eq!(suppressed, row.verdict == RowVerdict::Expected);
        let at = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(value["runs"][0]["tool"]["driver"]["rules"][at]["id"], result["ruleId"]);
    }
    let mut prints: Vec<&Value> = results.iter().map(|it| &it["partialFingerprints"]).collect();
    prints.sort_by_key(|print| print.to_string());
    prints.dedup();
    assert_eq!(prints.len(), results.len(), "fingerprints tell results apart");
    let Some(check) = sarif_check() else { return };
    for comparison in
        [drift(), diff(), survey(), shaped(), live(), hostile(), drift().keep(|_| false)]
    {
        let log = comparison.sarif(&Repository::new().prefix("a b")).unwrap();
        assert_eq!(wrong(&check, &log), "", "{log}");
    }
}

#[test]
fn junit_is_xml_whatever_it_holds_and_its_counts_add_up() {
    for comparison in
        [drift(), diff(), survey(), shaped(), live(), hostile(), drift().keep(|_| false)]
    {
        for fails in [Severity::Info, Severity::Warning, Severity::Error] {
            let text = comparison.junit(fails);
            let document = roxmltree::Document::parse(&text).unwrap();
            let count =
                |name: &str| document.descendants().filter(|n| n.has_tag_name(name)).count();
            let said = |name: &str| {
                document.root_element().attribute(name).unwrap().parse::<usize>().unwrap()
            };
            assert_eq!(count("testcase"), said("tests"));
            assert_eq!(count("failure"), said("failures"));
            assert_eq!(count("skipped"), said("skipped"));
            assert_eq!(count("skipped"), comparison.counts.expected + comparison.counts.unknown);
            let told = comparison.rows.len() + comparison.findings.len();
            assert_eq!(count("testcase"), told.max(1));
            let failing = comparison.differences();
            let failing = failing.filter(|row| row.severity.unwrap_or(Severity::Info) >= fails);
            let findings = comparison.findings.iter().filter(|it| it.severity >= fails);
            assert_eq!(count("failure"), failing.count() + findings.count());
        }
    }
}

#[test]
fn a_workflow_command_is_one_line_for_each_difference() {
    let comparison = hostile();
    let shown = comparison.github(&Repository::new());
    assert_eq!(shown.lines().count(), comparison.differences().count());
    assert!(shown.lines().all(|line| line.starts_with("::")), "{shown}");
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'));
}

#[test]
fn markdown_means_nothing_that_a_file_says() {
    let shown = hostile().markdown(&Repository::new());
    // What is code mentions nobody, whatever is prose has no sign for it.
    for line in shown.lines().filter(|line| line.starts_with("| ")) {
        let prose: String = line.split('`').step_by(2).collect();
        assert!(!prose.contains('@') && !prose.contains("<b>"), "{line}");
        assert!(!prose.contains("<script") && !prose.contains("<img"), "{line}");
        // The cells are those of the head.
        assert_eq!(line.matches('|').count(), line.matches(" | ").count() + 2, "{line}");
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn markdown_fits_into_a_comment() {
    let entries = |side: &str| -> String {
        (0..2_000).map(|at| format!("  key_{at}: {side}{at}\n")).collect()
    };
    let (a, b) = (entries("left"), entries("right"));
    let snapshot = open(&[
        ("config/environments.yaml", "environments: {a: {}, b: {}}"),
        ("config/a.yaml", &format!("overrides:\n{a}")),
        ("config/b.yaml", &format!("overrides:\n{b}")),
    ]);
    let diff = snapshot.diff("a", "b").unwrap();
    let comparison = Comparison::of_diff(&diff, snapshot.sources());
    let shown = comparison.markdown(&Repository::new());
    assert!((55_000..=60_000).contains(&shown.len()), "{}", shown.len());
    let rows = shown.lines().filter(|line| line.contains("key_")).count();
    assert!(shown.contains(&format!("{} more do not fit here", 2_000 - rows)));
}

#[test]
fn markdown_fits_into_a_comment_whatever_it_is_about() {
    let entries = |side: &str, ms: &str| -> String {
        let entries = (0..2_700).map(|at| {
            format!(
                "  key_{at}: {side}{at}\n  log_{at}: {{level: {side}}}\n  t_{at}: {{ttl: {ms}}}\n"
            )
        });
        entries.collect()
    };
    let unused: String = (0..20)
        .map(|at| format!("    - {{path: nothing_{at}, expected: true, reason: for the test}}\n"))
        .collect();
    let snapshot = open(&[
        ("config/environments.yaml", "environments: {a: {}, b: {}}"),
        ("config/a.yaml", &format!("overrides:\n{}", entries("left", "1s"))),
        ("config/b.yaml", &format!("overrides:\n{}", entries("right", "1000ms"))),
        ("stageline.yaml", &format!("drift:\n  rules:\n{unused}")),
    ]);
    let drift = snapshot.drift("a", &["b"]).unwrap();
    let comparison = Comparison::of_drift(&drift, snapshot.sources());
    let shown = comparison.markdown(&Repository::new());
    assert!((55_000..=60_000).contains(&shown.len()), "{}", shown.len());
    for told in ["\n20 more do not fit here", "\n2700 more do not fit here", "as expected (2700)"] {
        assert!(shown.contains(told), "{told}: {}", &shown[50_000..]);
    }
}

#[test]
fn a_page_holds_a_policy_and_nothing_of_a_file_as_markup() {
    let page = hostile().html(&Repository::new());
    assert!(page.contains("default-src 'none'"));
    assert_eq!(page.matches("<script").count(), 2);
    assert!(
        !page.contains("<img") && !page.contains("<b>&") && !page.contains("onerror=alert(1)>\"")
    );
    assert!(!page.contains('\u{202e}') && !page.contains('\u{1b}'));
    for outside in ["http://", "https://", "url(", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn places_lead_to_the_repository_only_over_the_web() {
    let at = |address: &str| drift().html(&Repository::new().prefix("deploy").files_at(address));
    let page = at("https://host.example/shop/main/");
    assert!(
        page.contains(
            "href=\"https://host.example/shop/main/deploy/config/environments.yaml#L65\""
        )
    );
    for address in ["javascript:alert(1)//", "https://x\" onclick=\"y", "https://x y", ""] {
        assert!(!at(address).contains("href=\"j") && !at(address).contains("onclick"), "{address}");
        assert!(!at(address).contains("rel=\"noreferrer\""), "{address}");
    }
}

#[test]
fn the_page_of_nothing_says_so() {
    let snapshot = storefront();
    let diff = snapshot.diff("staging", "staging").unwrap();
    let comparison = Comparison::of_diff(&diff, snapshot.sources());
    assert!(!comparison.has_differences());
    assert!(comparison.html(&Repository::new()).contains("Nothing differs."));
    assert_eq!(comparison.text(&TextOptions::new()), "staging → staging: no difference\n");
    assert!(comparison.markdown(&Repository::new()).contains("No difference"));
}

#[test]
fn formats_have_names() {
    for format in Format::ALL {
        assert_eq!(Format::parse(format.as_str()).unwrap(), format);
    }
    let error = Format::parse("pdf").unwrap_err();
    assert_eq!(error.code(), Code::Usage);
    assert!(error.help_text().unwrap().contains("`markdown`"));
}
