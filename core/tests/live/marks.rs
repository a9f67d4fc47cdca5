//! Secrets in what is declared and in what runs: told apart, and not shown.

use stageline::drift::{DriftOptions, DriftReport};
use stageline::value::SecretKey;

use super::drift::{against, list, project, told};
use super::{deployment, documents, read};

#[test]
fn secrets_are_told_apart_by_their_marks_alone() {
    let key = || SecretKey::new([7; 32]).unwrap();
    let report = |value: &str, key: Option<SecretKey>| {
        let live = documents(&[
            &deployment("api", "", ", envFrom: [{secretRef: {name: s}}]"),
            &format!(
                "kind: Secret\nmetadata: {{name: s}}\nstringData: {{D: {value}, DB_PASSWORD: {value}}}\n"
            ),
        ]);
        let service = "api: {environment: {D: 'secret://shop/d', DB_PASSWORD: canary-1}}";
        let mut options = DriftOptions::new();
        options.key = key;
        let live = read(&live).unwrap();
        let report = project(service, "testing").drift_live("shop", &live, &options).unwrap();
        for shown in
            [report.to_string(), format!("{report:?}"), serde_json::to_string(&report).unwrap()]
        {
            assert!(!shown.contains("canary"), "{shown}");
        }
        report
    };
    let one = report("canary-1", Some(key()));
    // The declared password is the one that runs; the reference cannot be held against its value.
    assert_eq!(told(&one), ["expected/secret environment.D"]);
    let mark = |report: &DriftReport, at: usize| report.items[at].actual.clone().unwrap().mark;
    let two = report("canary-2", Some(key()));
    assert_eq!(
        told(&two),
        ["expected/secret environment.D", "drift/undeclared_secret environment.DB_PASSWORD"]
    );
    assert_ne!(mark(&one, 0), mark(&two, 0), "it changed");
    assert_eq!(mark(&one, 0), mark(&report("canary-1", Some(key())), 0), "it did not");
    let password = &two.items[1];
    let sides = [password.baseline.clone().unwrap(), password.actual.clone().unwrap()];
    assert!(sides.iter().all(|side| side.redacted && side.value.is_none() && side.mark.is_some()));
    assert_ne!(sides[0].mark, sides[1].mark);
    assert_eq!(mark(&report("canary-2", None), 0), None, "without a key there is no mark");
}

#[test]
fn what_stands_where_a_secret_is_declared_is_never_shown() {
    let service = "environment: {D: 'secret://shop/d'}, list: ['secret://shop/l']";
    for (live, rules) in [
        (
            list(&deployment("api", "", ", env: [{name: D, value: canary}]")),
            vec!["drift/plain_secret environment.D"],
        ),
        // Whoever says what runs in the shape of a project resolved the reference.
        (
            "services: {api: {environment: {D: canary}, list: [canary]}}".to_owned(),
            vec!["expected/secret environment.D", "expected/secret list.0"],
        ),
    ] {
        let report = against(service, &live);
        assert_eq!(told(&report), rules);
        let shown = format!("{report} {report:?} {}", serde_json::to_string(&report).unwrap());
        assert!(!shown.contains("canary"), "{shown}");
        assert!(report.items.iter().all(|item| item.actual.as_ref().unwrap().redacted));
    }
}
