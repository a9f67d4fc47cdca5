//! What a project says of its findings, and what a host asks beside: exceptions, comments, days,
//! environments, rules of its own, and what is new since an earlier report.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use stageline::report::{Style, json, text};
use stageline::validate::{Baseline, Finding, Report, SuppressedBy};
use stageline::value::Date;
use stageline::{Code, Error, HostRule, OpenOptions, Project, Severity, Snapshot, ValidateOptions};

const ENVIRONMENTS: &str =
    "environments:\n  testing: {tier: testing}\n  production: {tier: production}\n";
const PASSWORD: &str = "postgres://shop:hunter2@db/shop";

fn open(files: &[(&str, &str)]) -> Snapshot {
    let mut files: Vec<(String, String)> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    for name in ["testing", "production"] {
        let path = format!("config/{name}.yaml");
        if !files.iter().any(|(known, _)| *known == path) {
            let base = files.iter().any(|(path, text)| {
                path == "config/base.yaml" && text.lines().any(|line| line.starts_with("b:"))
            });
            let extends = if base { "extends: b\n" } else { "" };
            files.push((path, format!("{extends}overrides: {{}}\n")));
        }
    }
    files.push(("config/environments.yaml".to_owned(), ENVIRONMENTS.to_owned()));
    Project::from_files_with(files, OpenOptions::new().lenient(true)).unwrap().snapshot()
}

fn day(text: &str) -> ValidateOptions {
    ValidateOptions::new().today(Date::parse(text).unwrap())
}

/// Findings as `rule place severity`.
fn found(report: &Report) -> Vec<String> {
    let line = |finding: &Finding| {
        let place = finding.places.first().map_or(String::new(), ToString::to_string);
        format!("{} {place} {}", finding.rule, finding.severity)
    };
    report.findings.iter().map(line).collect()
}

/// What is suppressed as `rule place by reason`.
fn suppressed(report: &Report) -> Vec<String> {
    let line = |one: &stageline::validate::Suppressed| {
        let place = one.finding.places.first().map_or(String::new(), ToString::to_string);
        let by = match one.by {
            SuppressedBy::Comment => "comment",
            SuppressedBy::Exception => "exception",
            _ => "rule",
        };
        format!("{} {place} {by} {}", one.finding.rule, one.reason.as_deref().unwrap_or("-"))
    };
    report.suppressed.iter().map(line).collect()
}

#[test]
fn a_severity_holds_everywhere_or_in_some_files_or_for_a_time() {
    let settings = "validation:\n  rules:\n    plain-text-password: {severity: info, paths: ['config/services/**'], until: 2027-03-01}\n    bad-quantity: error\n    unknown-file: off\n    unlisted-environment: false\n";
    let password = format!("x: {PASSWORD}");
    let snapshot = open(&[
        ("stageline.yaml", settings),
        ("config/services/api/base.yaml", &format!("api: {{{password}, timeout: soon}}\n")),
        ("config/base.yaml", &format!("b: {{{password}}}\n")),
        ("config/other.yaml", "x: 1\n"),
        ("config/stagin.yaml", "extends: b\n"),
    ]);
    let until = [
        "plain-text-password config/base.yaml:1:8 error",
        "plain-text-password config/services/api/base.yaml:1:10 info",
        "bad-quantity config/services/api/base.yaml:1:52 error",
    ];
    let report = snapshot.validate_with(&day("2027-03-01")).unwrap();
    assert_eq!(found(&report), until);
    assert_eq!(
        suppressed(&report),
        [
            "unknown-file config/other.yaml rule -",
            "unlisted-environment config/stagin.yaml:1:1 rule -"
        ]
    );
    assert_eq!(report.counts.suppressed, 2);
    assert_eq!(found(&snapshot.validate()), until, "without a day nothing expires");
    let after = snapshot.validate_with(&day("2027-03-02")).unwrap();
    assert_eq!(
        found(&after),
        [
            "plain-text-password config/base.yaml:1:8 error",
            "plain-text-password config/services/api/base.yaml:1:10 error",
            "bad-quantity config/services/api/base.yaml:1:52 error",
            "expired-exception stageline.yaml:3:81 warning",
        ]
    );
}

#[test]
fn settings_that_say_nothing_known_are_refused_with_their_place() {
    for (settings, told) in [
        (
            "validation: {rules: {load: loud}}",
            "stageline.yaml:1:28: error[load]: `validation.rules.load`: expected one of `off`, `error`, `warning`, `info`; correct the value",
        ),
        (
            "validation: {rules: {load: true}}",
            "stageline.yaml:1:28: error[load]: `validation.rules.load`: expected one of `off`, `error`, `warning`, `info`; correct the value",
        ),
        (
            "validation: {rules: {load: {severity: of}}}",
            "stageline.yaml:1:39: error[load]: `validation.rules.load.severity`: expected one of `off`, `error`, `warning`, `info`; did you mean `off`?",
        ),
        (
            "validation: {rules: {load: {paths: [a]}}}",
            "stageline.yaml:1:28: error[load]: `validation.rules.load`: the key `severity` is missing; add it",
        ),
        (
            "validation: {rules: {load: {severity: off, unti: 1}}}",
            "stageline.yaml:1:44: error[load]: `validation.rules.load.unti`: the key `unti` is not known here; did you mean `until`?",
        ),
        (
            "validation: {exceptions: [{rule: load, until: 2027-02-29, reason: r}]}",
            "stageline.yaml:1:47: error[load]: `validation.exceptions.0.until`: expected a day of the calendar, as in `2027-01-31`",
        ),
        (
            "validation: {exceptions: [{reason: r}]}",
            "stageline.yaml:1:27: error[load]: `validation.exceptions.0`: the key `rule` is missing; add it",
        ),
        (
            "validation: {exceptions: [{rule: load, path: [a], reason: r}]}",
            "stageline.yaml:1:40: warning[unknown-key]: nothing reads the key `path`; did you mean `paths`?",
        ),
        (
            "validation: {exceptions: [{rule: load, environments: [prod], reason: r}]}",
            "stageline.yaml:1:55: error[unknown-environment]: an exception of the validation names `prod`, which is no environment; did you mean `production`?",
        ),
    ] {
        let report = open(&[("stageline.yaml", settings)]).validate();
        let all: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
        assert!(all.iter().any(|line| line == told), "{settings}\n{all:#?}");
    }
}

#[test]
fn an_exception_is_about_files_environments_and_a_time() {
    let exception = |more: &str| {
        format!(
            "validation:\n  exceptions:\n    - {{rule: plain-text-password, reason: local, {more}}}\n"
        )
    };
    let overrides = format!("overrides: {{x: {PASSWORD}}}\n");
    let open = |more: &str| {
        open(&[
            ("stageline.yaml", &exception(more)),
            ("config/testing.yaml", &overrides),
            ("config/production.yaml", &overrides),
        ])
    };
    let (testing, production) = (
        "plain-text-password config/testing.yaml:1:16",
        "plain-text-password config/production.yaml:1:16",
    );
    let unused = "unused-exception stageline.yaml:3:14 warning".to_owned();
    for (more, left) in [
        ("paths: [config/testing.yaml]", vec![format!("{production} error")]),
        ("environments: [testing]", vec![format!("{production} error")]),
        ("environments: [production, testing]", vec![]),
        (
            "paths: ['**/testing.yaml'], environments: [production]",
            vec![format!("{production} error"), format!("{testing} error"), unused.clone()],
        ),
        (
            "paths: [testing.yaml]",
            vec![format!("{production} error"), format!("{testing} error"), unused],
        ),
    ] {
        let report = open(more).validate();
        assert_eq!(found(&report), left, "{more}");
        let expected = 2 - left.iter().filter(|line| line.ends_with("error")).count();
        assert_eq!(report.counts.suppressed, expected, "{more}");
    }
    let over = open("until: 2027-01-01").validate_with(&day("2027-01-02")).unwrap();
    assert_eq!(found(&over).len(), 3);
    assert!(over.suppressed.is_empty());
    let report = open("until: 2027-01-01").validate_with(&day("2027-01-01")).unwrap();
    assert_eq!(
        suppressed(&report),
        [format!("{production} exception local"), format!("{testing} exception local")]
    );
    assert_eq!(
        report.suppressed[0].suppressed_at.as_ref().unwrap().to_string(),
        "stageline.yaml:3:14"
    );
}

#[test]
fn what_others_inherit_is_excepted_only_where_all_of_them_are() {
    let files = |environments: &str| {
        [
            (
                "stageline.yaml".to_owned(),
                format!(
                    "validation: {{exceptions: [{{rule: plain-text-password, environments: [{environments}], reason: r}}, {{rule: bad-quantity, environments: [{environments}], reason: r}}]}}\n"
                ),
            ),
            (
                "config/testing.yaml".to_owned(),
                format!("overrides: {{x: {PASSWORD}, timeout: soon}}\n"),
            ),
            ("config/production.yaml".to_owned(), "extends: testing\n".to_owned()),
        ]
    };
    let validate = |environments: &str| {
        let files = files(environments);
        let files: Vec<_> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        open(&files).validate()
    };
    let report = validate("testing");
    assert!(report.findings.iter().any(|finding| finding.rule == "plain-text-password"));
    let quantity = report.findings.iter().find(|finding| finding.rule == "bad-quantity").unwrap();
    assert_eq!(quantity.environment.as_deref(), Some("production"), "the first that counts");
    assert!(validate("testing, production").findings.is_empty());
}

#[test]
fn a_comment_allows_what_is_found_on_its_line_or_below() {
    let report = open(&[(
        "config/base.yaml",
        &format!(
            "b:\n  a: {PASSWORD} # stageline: allow plain-text-password -- local only\n  # stageline: allow bad-quantity, plain-text-password -- below\n  # and why\n  timeout: {PASSWORD}\n  c: {PASSWORD}\n  d: {PASSWORD} # stageline: allow plain-text-password\n  e: {PASSWORD} # stageline: allow bad-quantity -- wrong\n  f: |\n    {PASSWORD} # stageline: allow plain-text-password -- text\n"
        ),
    ), ("config/testing.yaml", "extends: b\n"), ("config/production.yaml", "extends: b\n")])
    .validate();
    assert_eq!(
        suppressed(&report),
        [
            "plain-text-password config/base.yaml:2:6 comment local only",
            "bad-quantity config/base.yaml:5:12 comment below",
            "plain-text-password config/base.yaml:5:12 comment below",
            "plain-text-password config/base.yaml:7:6 comment -",
        ]
    );
    assert_eq!(
        found(&report),
        [
            "plain-text-password config/base.yaml:6:6 error",
            "suppression-without-reason config/base.yaml:7:38 warning",
            "plain-text-password config/base.yaml:8:6 error",
            "unused-suppression config/base.yaml:8:57 warning",
            "plain-text-password config/base.yaml:9:6 error",
        ]
    );
}

#[test]
fn a_comment_at_the_top_allows_what_is_found_of_the_file() {
    let report = open(&[
        (
            "config/notes.yaml",
            "# notes\n# stageline: allow unknown-file -- kept for people\n\nx: 1\n",
        ),
        ("config/more.yaml", "x: 1\n# stageline: allow unknown-file -- too late\n"),
    ])
    .validate();
    assert_eq!(suppressed(&report), ["unknown-file config/notes.yaml comment kept for people"]);
    assert_eq!(
        found(&report),
        ["unknown-file config/more.yaml info", "unused-suppression config/more.yaml:2:20 warning"]
    );
}

#[test]
fn only_findings_that_matter_in_the_environments_asked_are_told() {
    let snapshot = open(&[
        ("config/base.yaml", "b: {timeout: soon}\n"),
        ("config/testing.yaml", &format!("extends: b\noverrides: {{x: {PASSWORD}}}\n")),
        ("config/other.yaml", "x: 1\n"),
        (
            "stageline.yaml",
            "validation: {exceptions: [{rule: plain-text-password, reason: r, environments: [testing]}]}\n",
        ),
        ("config/production.yaml", "overrides: {timeout: never}\n"),
    ]);
    let ask = |names: &[&str]| {
        let options = ValidateOptions::new().environments(names.iter().copied());
        snapshot.validate_with(&options).unwrap()
    };
    let production = ask(&["production"]);
    assert_eq!(
        found(&production),
        ["unknown-file config/other.yaml info", "bad-quantity config/production.yaml:1:22 warning"]
    );
    assert!(production.suppressed.is_empty(), "what is suppressed elsewhere is not of concern");
    assert_eq!(
        found(&ask(&["testing"])),
        ["bad-quantity config/base.yaml:1:14 warning", "unknown-file config/other.yaml info"]
    );
    assert_eq!(found(&ask(&["testing", "production"])), found(&snapshot.validate()));
    let options = ValidateOptions::new().environments(["prod"]);
    let error = snapshot.validate_with(&options).unwrap_err();
    assert_eq!(
        (error.code(), error.suggestions()),
        (Code::UnknownEnvironment, &["production".to_owned()][..])
    );
}

#[test]
fn rules_of_the_host_find_and_fail_like_others() {
    let snapshot = open(&[
        ("config/base.yaml", "b: {region: eu}\n"),
        ("config/testing.yaml", "extends: b # stageline: allow region -- moved soon\n"),
        ("config/production.yaml", "extends: b\n"),
        ("stageline.yaml", "validation: {rules: {region: info, broken: warning}}\n"),
    ]);
    let region = HostRule::new("region", Severity::Error, "A region is not ours.", |snapshot| {
        let place = snapshot.place_of("production", None, "region")?;
        let other = stageline::Place::range("config/testing.yaml", (1, 10), (1, 11));
        Ok(vec![
            Finding::new("whatever", Severity::Error, "the region is not ours").at(place),
            Finding::new("region", Severity::Error, "the base is not ours").at(other),
        ])
    });
    let broken = HostRule::new("broken", Severity::Info, "Never works.", |snapshot| {
        snapshot.place_of("production", Some("api"), "region").map(|_| Vec::new())
    });
    let options = ValidateOptions::new().rule(region.unwrap()).rule(broken.unwrap());
    let report = snapshot.validate_with(&options).unwrap();
    assert_eq!(found(&report), ["broken  warning", "region config/base.yaml:1:13 info"]);
    assert_eq!(report.findings[0].message, "the rule `broken` failed: no service is named `api`");
    assert_eq!(report.findings[0].code, Some("E_UNKNOWN_SERVICE"));
    assert_eq!(suppressed(&report), ["region config/testing.yaml:1:10 comment moved soon"]);
    assert_eq!(
        report.host_rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(),
        ["region", "broken"]
    );
}

#[test]
fn ids_of_the_host_are_names_of_their_own() {
    let rule = |id: &str| HostRule::new(id, Severity::Info, "It.", |_| Ok(Vec::new()));
    for (id, code) in [
        ("load", Code::NameTaken),
        ("", Code::Name),
        ("a b", Code::Name),
        ("a,b", Code::Name),
        ("a\nb", Code::Name),
        ("-a", Code::Name),
    ] {
        assert_eq!(rule(id).unwrap_err().code(), code, "{id:?}");
    }
    let options = ValidateOptions::new().rule(rule("a").unwrap()).rule(rule("a").unwrap());
    assert_eq!(open(&[]).validate_with(&options).unwrap_err().code(), Code::NameTaken);
    let failing = |_: &Snapshot| Err(Error::new(Code::Usage, "no"));
    assert_eq!(HostRule::new("b", Severity::Info, "It.", failing).unwrap().id(), "b");
}

#[test]
fn what_is_new_is_told_by_fingerprints_that_lines_do_not_change() {
    let before = open(&[(
        "config/base.yaml",
        &format!("b:\n  a: {PASSWORD}\n  list:\n    - {PASSWORD}\n    - {PASSWORD}\n"),
    )])
    .validate();
    let after = open(&[(
        "config/base.yaml",
        &format!(
            "# moved\nb:\n    z: {PASSWORD}\n    list:\n        - {PASSWORD}\n        - {PASSWORD}\n    a:   postgres://shop:an0ther@db/shop\n"
        ),
    )])
    .validate();
    assert_eq!(after.counts.error, 4);
    let new = after.clone().new_since(&before);
    assert_eq!(found(&new), ["plain-text-password config/base.yaml:3:8 error"]);
    assert_eq!((new.counts.error, new.files), (1, after.files));
    let stored = Baseline::from_json(&json(&before).unwrap()).unwrap();
    assert_eq!(after.clone().new_since(stored), new);
    assert!(before.clone().new_since(&before).findings.is_empty());
    let mut fingerprints: Vec<_> = after.findings.iter().map(Finding::fingerprint).collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), after.findings.len(), "each is told apart");
    for text in ["", "[]", "{}", "{\"findings\": 1}", "{\"findings\": [{\"rule\": \"load\"}]}"] {
        assert_eq!(Baseline::from_json(text).unwrap_err().code(), Code::Usage, "{text}");
    }
}

#[test]
fn the_formula_of_fingerprints_stays() {
    let report = open(&[("config/base.yaml", &format!("b: {{x: {PASSWORD}}}\n"))]).validate();
    let lines = "stageline/f1\nplain-text-password\nconfig/base.yaml\nb.x\nb: …\n0";
    let digest = stageline::value::Digest::of_text(lines).to_string();
    let wanted = format!("f1:{}", &digest["sl1:".len()..][..32]);
    assert_eq!(report.findings[0].fingerprint(), wanted);
    assert_eq!(wanted, "f1:2088622b9055899119ca8f47837b9380");
}

#[test]
fn the_text_counts_what_is_suppressed() {
    let snapshot = open(&[(
        "config/base.yaml",
        &format!("b: {{x: {PASSWORD}}} # stageline: allow plain-text-password -- local\n"),
    )]);
    let shown = text(&snapshot.validate(), snapshot.sources(), Style::default());
    assert_eq!(shown, "nothing found in 4 files, 1 suppressed\n");
}
