//! Which promotions may start, and why the others may not.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use stageline::Project;
use stageline::promotion::Plan;

const PIPELINE: &str = "
environments:
  - {name: testing, gates: [unit_tests, {name: license_check, when: entry}]}
  - {name: staging, gates: [load_tests, staging_approval]}
  - {name: production, gates: [final_approval, {name: smoke, when: exit}]}
";

fn project(more: &[(&str, &str)]) -> Project {
    let mut files = vec![
        (
            "config/environments.yaml",
            "environments: {testing: {}, staging: {}, production: {}, production-eu: {}}",
        ),
        (
            "config/tenants.yaml",
            "tenants: {acme: {environments: {staging: acme-s, production: acme-p}}}",
        ),
        ("config/services/api/testing.yaml", "api: {image_tag: v3}"),
        ("config/services/api/staging.yaml", "api: {image_tag: v2}"),
        ("config/services/api/production.yaml", "api: {image_tag: 1.10}"),
        ("workflows/release.yaml", PIPELINE),
    ];
    files.extend(more);
    Project::from_files(files).unwrap()
}

fn plan(from: &str, to: &str) -> Plan {
    project(&[]).plan_promotion(from, to).build().unwrap()
}

fn reasons(plan: &Plan) -> Vec<&'static str> {
    plan.why_not.iter().map(|reason| reason.code.as_str()).collect()
}

#[test]
fn gates_guard_the_way_out_and_the_last_environment_the_way_in() {
    let plan = plan("staging", "production");
    let gates: Vec<_> =
        plan.gates.iter().map(|g| (g.name.as_str(), g.environment.as_str())).collect();
    assert_eq!(
        gates,
        [
            ("load_tests", "staging"),
            ("staging_approval", "staging"),
            ("final_approval", "production")
        ]
    );
    assert_eq!(plan.verdict.as_str(), "waits");
    assert_eq!(reasons(&plan), ["E_GATE_PENDING", "E_APPROVAL_PENDING", "E_APPROVAL_PENDING"]);
    assert_eq!(plan.services[0].from.as_ref().unwrap().tag, "1.10");
    assert_eq!(plan.services[0].to.as_ref().unwrap().tag, "v2");
    assert_eq!(plan.approvals().count(), 2);
}

#[test]
fn a_step_outside_the_pipeline_is_blocked_with_its_reason() {
    for (from, to, reason) in [
        ("testing", "production", "E_NOT_NEXT_STAGE"),
        ("production", "staging", "E_NOT_NEXT_STAGE"),
        ("staging", "staging", "E_NOT_NEXT_STAGE"),
        ("staging", "production-eu", "E_NOT_IN_PIPELINE"),
        ("staging", "acme-p", "E_NOT_NEXT_STAGE"),
    ] {
        let plan = plan(from, to);
        assert_eq!((plan.verdict.as_str(), reasons(&plan)[0]), ("blocked", reason), "{from} {to}");
        assert!(plan.pipeline.is_none());
    }
    assert_eq!(plan("acme-s", "acme-p").pipeline.as_deref(), Some("release"));
}

#[test]
fn several_pipelines_need_a_name_and_skipping_needs_a_reason() {
    let two = project(&[(
        "workflows/hotfix.yaml",
        "environments: [{name: staging}, {name: production}]",
    )]);
    let ask = || two.plan_promotion("staging", "production");
    assert_eq!(reasons(&ask().build().unwrap()), ["E_AMBIGUOUS_PIPELINE"]);
    assert_eq!(ask().pipeline("hotfix").build().unwrap().verdict.as_str(), "ready");
    let error = ask().pipeline("hotfx").build().unwrap_err();
    assert_eq!(
        (error.code().as_str(), error.suggestions()),
        ("E_UNKNOWN_PIPELINE", &["hotfix".to_owned()][..])
    );
    let skip = |reason: &str| {
        project(&[]).plan_promotion("testing", "production").skip_stages(reason).build()
    };
    assert_eq!(skip(" ").unwrap_err().code().as_str(), "E_USAGE");
    assert_eq!(skip("the fix for the outage").unwrap().pipeline.as_deref(), Some("release"));
}

#[test]
fn a_service_needs_a_version_and_a_configuration() {
    let files = [
        ("config/services/web/staging.yaml", "web: {image_tag: v1}"),
        ("config/services/jobs/base.yaml", "jobs: {replicas: 1}"),
    ];
    let project = project(&files);
    let plan = project.plan_promotion("staging", "production").build().unwrap();
    let blocked: Vec<_> = plan
        .why_not
        .iter()
        .filter(|reason| reason.verdict().as_str() == "blocked")
        .map(|reason| (reason.code.as_str(), reason.message.as_str()))
        .collect();
    assert_eq!(
        blocked,
        [
            ("E_NO_VERSION", "the service `jobs` says no version in `staging`"),
            ("E_SERVICE_NOT_CONFIGURED", "the service `web` has no configuration in `production`"),
        ]
    );
    let api = project.plan_promotion("staging", "production").services(["api"]).build().unwrap();
    assert_eq!(api.verdict.as_str(), "waits");
    let error =
        project.plan_promotion("staging", "production").services(["apu"]).build().unwrap_err();
    assert_eq!(error.code().as_str(), "E_UNKNOWN_SERVICE");
}

#[test]
fn the_digest_is_of_the_intent_alone() {
    let digest = |files: &[(&str, &str)]| {
        project(files).plan_promotion("staging", "production").build().unwrap().digest
    };
    let same = digest(&[]);
    assert_eq!(digest(&[]), same);
    assert_eq!(digest(&[("config/alerts/a.yaml", "alerts: {}")]), same);
    assert_ne!(digest(&[("config/production.yaml", "overrides: {a: 1}")]), same);
    assert_ne!(digest(&[("config/services/api/base.yaml", "api: {replicas: 2}")]), same);
}

#[test]
fn a_plan_reads_well() {
    insta::assert_snapshot!(plan("staging", "production"));
}

#[test]
fn tenants_and_pipelines_are_listed() {
    let snapshot = project(&[]).snapshot();
    let tenants = snapshot.tenants();
    let derived: Vec<_> =
        tenants[0].environments.iter().map(|e| (e.from.as_str(), e.name.as_str())).collect();
    assert_eq!(tenants[0].name, "acme");
    assert_eq!(derived, [("staging", "acme-s"), ("production", "acme-p")]);
    let pipelines = snapshot.pipelines();
    assert_eq!(pipelines[0].name, "release");
    let sides: Vec<_> = pipelines[0]
        .stages
        .iter()
        .flat_map(|stage| &stage.gates)
        .map(|gate| (gate.name.as_str(), format!("{:?}", gate.when), gate.approval))
        .collect();
    assert_eq!(
        sides,
        [
            ("unit_tests", "Exit".to_owned(), false),
            ("license_check", "Entry".to_owned(), false),
            ("load_tests", "Exit".to_owned(), false),
            ("staging_approval", "Exit".to_owned(), true),
            ("final_approval", "Entry".to_owned(), true),
            ("smoke", "Exit".to_owned(), false),
        ]
    );
}

#[test]
fn a_version_that_is_a_reference_is_the_value_it_stands_for() {
    let tag = |tag: &str| {
        let text = format!("api: {{tag: {tag}, image_tag: '${{tag}}'}}");
        let project = Project::from_files([
            ("config/environments.yaml", "environments: {staging: {}, production: {}}"),
            ("config/services/api/staging.yaml", text.as_str()),
            ("config/services/api/production.yaml", "api: {image_tag: ''}"),
            ("workflows/r.yaml", "environments: [{name: staging}, {name: production}]"),
        ]);
        let plan = project.unwrap().plan_promotion("staging", "production").build().unwrap();
        (
            plan.services[0].to.as_ref().unwrap().tag.clone(),
            plan.services[0].from.is_none(),
            plan.digest,
        )
    };
    let (one, two) = (tag("3"), tag("4"));
    assert_eq!((one.0.as_str(), one.1), ("3", true));
    assert_ne!(one.2, two.2);
}
