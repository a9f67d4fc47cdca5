//! What is noted of flags' answers: exposures and counters, and that nothing is while nobody asks.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use stageline::flag::{ErrorCode, Exposures, FlagCount, Reason};
use stageline::value::Timestamp;
use stageline::{Project, Snapshot};

const FLAGS: &str = "feature_flags:
  plain: true
  named: {variants: {on: 1, off: 0}, default: off, rules: [{when: pro, serve: on}]}
  half: {rollout: {percentage: 50, by: org}}
  asks: {requires: [plain], default: {a: 1}}
  later: {default: false, schedule: [{at: 2027-01-01T00:00:00Z, set: true}]}
";

fn project() -> Project {
    let environments = "environments: {production: {}, staging: {}}";
    Project::from_files([
        ("config/environments.yaml", environments),
        ("config/feature-flags.yaml", FLAGS),
    ])
    .unwrap()
}

fn shown(counts: &[FlagCount]) -> Vec<String> {
    let line = |count: &FlagCount| {
        let failed = if count.failed { " failed" } else { "" };
        let gives = count.gives.as_deref().unwrap_or("-");
        format!("{} {} {gives}{failed} {}", count.environment, count.flag, count.count)
    };
    counts.iter().map(line).collect()
}

#[test]
fn each_question_for_a_value_is_counted_by_what_it_gave() {
    let project = project();
    let flags = project.environment("production").unwrap().flags();
    let staging = project.environment("staging").unwrap().flags();
    let someone = flags.context("user-1");
    let pro = flags.context("user-2").with("pro", true);
    flags.boolean_value("plain", &someone, false);
    assert!(project.flag_counts().is_empty() && !flags.is_observed());

    project.count_flags(true);
    assert!(flags.is_observed() && flags.pinned().is_observed());
    let handle = flags.boolean("plain", false).unwrap();
    handle.value(&someone);
    handle.details(&someone);
    flags.boolean_value("plain", &someone, false);
    flags.pinned().details("plain", &someone, false);
    staging.evaluate("plain", &someone);
    flags.integer_value("named", &someone, 7);
    flags.integer_value("named", &pro, 7);
    flags.text_value("named", &pro, "of another kind");
    flags.evaluate("half", &someone);
    flags.evaluate("later", &someone);
    flags.evaluate("later", &someone.clone().at(Timestamp::parse("2027-02-01T00:00:00Z").unwrap()));
    flags.boolean_value("nothing", &someone, false);
    flags.evaluate_many(&["asks", "asks"], &someone).unwrap();
    // None of these gives anybody a value.
    flags.evaluate_all(&someone);
    flags.explain("plain", &someone).unwrap();
    flags.preview("half", Timestamp::from_millis(0)).unwrap();
    flags.compare(&staging, std::slice::from_ref(&someone));
    let expected = [
        "production asks {\"a\":1} 2",
        "production half - failed 1",
        "production later - failed 1",
        "production later true 1",
        "production named - failed 1",
        "production named off 1",
        "production named on 1",
        "production plain true 4",
        "staging plain true 1",
    ];
    assert_eq!(shown(&project.flag_counts()), expected);

    project.count_flags(false);
    assert!(!flags.is_observed());
    handle.value(&someone);
    assert_eq!(shown(&project.flag_counts()), expected);
}

#[test]
fn counts_go_on_when_the_project_is_reloaded() {
    let project = project();
    project.count_flags(true);
    let flags = project.environment("production").unwrap().flags();
    let someone = flags.context("user-1");
    let before: Snapshot = project.snapshot();
    flags.boolean_value("plain", &someone, false);
    project.reload().unwrap();
    flags.boolean_value("plain", &someone, false);
    let mut edit = project.edit();
    edit.flag("plain").set("default", false).unwrap();
    edit.commit().unwrap();
    flags.boolean_value("plain", &someone, false);
    // Pinned flags count for the same project.
    before.environment("production").unwrap().flags().boolean_value("plain", &someone, false);
    drop(before);
    assert_eq!(
        shown(&project.flag_counts()),
        ["production plain false 1", "production plain true 3"]
    );
}

#[test]
fn an_exposure_says_who_was_given_what_and_why() {
    let project = project();
    let exposures = project.exposures(10);
    let flags = project.environment("production").unwrap().flags();
    let time = Timestamp::parse("2027-02-01T00:00:00Z").unwrap();
    flags.integer("named", 7).unwrap().value(&flags.context("user-1").with("pro", true).at(time));
    flags.boolean_value("half", &flags.context(-12), false);
    flags.evaluate_many(&["plain"], &flags.context_without_key()).unwrap();
    let seen = exposures.drain();
    let [named, half, plain] = seen.as_slice() else { panic!("{seen:?}") };
    assert_eq!((named.flag.as_str(), named.environment.as_str()), ("named", "production"));
    assert_eq!((named.variant.as_deref(), named.value.to_string()), (Some("on"), "1".into()));
    assert_eq!((named.reason, named.error_code), (Reason::TargetingMatch, None));
    assert_eq!((named.targeting_key.as_deref(), named.at), (Some("user-1"), Some(time)));
    assert_eq!(
        (half.reason, half.error_code),
        (Reason::Error, Some(ErrorCode::TargetingKeyMissing))
    );
    assert_eq!((half.targeting_key.as_deref(), half.at), (Some("-12"), None));
    assert_eq!((plain.targeting_key.as_deref(), plain.value.to_string()), (None, "true".into()));
    assert!(!format!("{seen:?}").contains("user-1"), "keys are about people");
    assert!(exposures.drain().is_empty());
    assert_eq!(
        serde_json::to_value(plain).unwrap(),
        serde_json::json!({
            "environment": "production", "flag": "plain", "variant": null, "value": true,
            "reason": "STATIC", "error_code": null, "targeting_key": null, "at": null,
        })
    );
}

#[test]
fn what_nobody_drains_is_dropped_and_counted() {
    let project = project();
    let exposures = project.exposures(3);
    let flags = project.environment("production").unwrap().flags();
    for user in 0..5 {
        flags.boolean_value("plain", &flags.context(user), false);
    }
    let keys = |exposures: &Exposures| -> Vec<String> {
        exposures.drain_up_to(2).into_iter().filter_map(|seen| seen.targeting_key).collect()
    };
    assert_eq!((keys(&exposures), exposures.dropped()), (vec!["0".into(), "1".into()], 2));
    assert_eq!(keys(&exposures), ["2"]);
    assert_eq!(
        [0, usize::MAX].map(|most| project.exposures(most).capacity()),
        [1, Exposures::MOST]
    );
}

#[test]
fn one_reader_at_a_time_sees_exposures_and_its_end_switches_them_off() {
    let project = project();
    let flags = project.environment("production").unwrap().flags();
    let someone = flags.context("user-1");
    let first = project.exposures(10);
    let second = project.exposures(10);
    flags.boolean_value("plain", &someone, false);
    assert_eq!((first.drain().len(), second.drain().len()), (0, 1));
    drop(first);
    assert!(flags.is_observed());
    flags.boolean_value("plain", &someone, false);
    assert_eq!(second.drain().len(), 1);
    drop(second);
    assert!(!flags.is_observed());
    // A reader may outlive its project.
    let last = project.exposures(10);
    drop((project, flags, someone));
    assert!(last.drain().is_empty());
}

#[test]
fn a_storm_of_threads_and_reloads_loses_no_count_and_blocks_nobody() {
    const THREADS: u64 = 8;
    const ROUNDS: u64 = 20_000;
    let project = project();
    project.count_flags(true);
    let exposures = project.exposures(512);
    let done = AtomicBool::new(false);
    let drained = AtomicU64::new(0);
    let drain = || drained.fetch_add(exposures.drain().len() as u64, Ordering::Relaxed);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS)
            .map(|thread| {
                let project = &project;
                scope.spawn(move || {
                    let flags = project.environment("production").unwrap().flags();
                    let handle = flags.integer("named", 7).unwrap();
                    let context = flags.context(thread).with("pro", thread % 2 == 0);
                    for _ in 0..ROUNDS {
                        assert_eq!(handle.value(&context), i64::from(thread % 2 == 0));
                    }
                })
            })
            .collect();
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                project.reload().unwrap();
                project.flag_counts();
                drain();
            }
        });
        workers.into_iter().for_each(|worker| worker.join().unwrap());
        done.store(true, Ordering::Relaxed);
    });
    drain();
    let half = THREADS / 2 * ROUNDS;
    assert_eq!(
        shown(&project.flag_counts()),
        [format!("production named off {half}"), format!("production named on {half}")]
    );
    assert_eq!(drained.into_inner() + exposures.dropped(), THREADS * ROUNDS);
}
