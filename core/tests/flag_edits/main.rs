//! Edits of flags by what they mean: edited, then evaluated.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod copies;
mod rollouts;
mod rules;
mod switches;
mod values;

use stageline::project::edit::Edit;
use stageline::source::{FileId, SourceFile};
use stageline::value::Timestamp;
use stageline::yaml::{Limits, Node, parse};
use stageline::{Error, Project, Snapshot};

const ENVIRONMENTS: &str = "\
environments: {testing: {}, staging: {}, production: {}, production-eu: {}}
";

const RULED: &str = "\
feature_flags:
  search:
    default: false
    production:
      # those who pay
      rules:
        - {when: plan == 'pro', serve: true}
      default: false # for now
      rollout: {percentage: 10, salt: s1, by: user.id}
";

fn project(flags: &str) -> Project {
    Project::from_files([
        ("config/environments.yaml", ENVIRONMENTS),
        ("config/production-eu.yaml", "extends: production\n"),
        ("config/feature-flags.yaml", flags),
    ])
    .unwrap()
}

fn data(text: &str) -> Node {
    let file = SourceFile::new(FileId::NONE, "", text.to_owned());
    parse(&file, &Limits::default()).unwrap()
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(&format!("2027-01-31T{text}Z")).unwrap()
}

/// The text of the flags after an edit, and the project that it leads to.
fn edited(flags: &str, change: impl FnOnce(&mut Edit)) -> (String, Snapshot) {
    let mut edit = project(flags).edit();
    change(&mut edit);
    let snapshot = edit.commit().unwrap();
    let file = snapshot.sources().by_path("config/feature-flags.yaml").unwrap();
    (file.text().to_owned(), snapshot)
}

/// What an edit is refused with; it must leave the edit as it was.
fn refused(flags: &str, change: impl FnOnce(&mut Edit) -> Result<(), Error>) -> Error {
    let mut edit = project(flags).edit();
    let error = change(&mut edit).unwrap_err();
    assert!(edit.is_empty(), "{error}");
    assert!(edit.remarks().is_empty(), "{error}");
    assert!(error.help_text().is_some() || !error.suggestions().is_empty(), "{error}");
    error
}

/// A flag's value for a key at a time, as JSON.
fn value(snapshot: &Snapshot, environment: &str, flag: &str, key: &str, time: Timestamp) -> String {
    let flags = snapshot.environment(environment).unwrap().flags();
    let context = flags.context(key).at(time);
    flags.evaluate(flag, &context).value().to_string()
}

fn is(snapshot: &Snapshot, environment: &str, flag: &str, json: &str) {
    assert_eq!(value(snapshot, environment, flag, "u", at("09:00:00")), json, "{environment}");
}

fn share(snapshot: &Snapshot, environment: &str, flag: &str, time: &str) -> String {
    let flags = snapshot.environment(environment).unwrap().flags();
    flags.preview(flag, at(time)).unwrap().shares[0].percentage.to_string()
}
