//! Kill switches, and flags that go as a whole.

use stageline::flag::Reason;
use stageline::project::edit::Edit;
use stageline::{Code, Snapshot};

use crate::{RULED, at, edited, is, project, refused};

fn reason(snapshot: &Snapshot, environment: &str, flag: &str) -> Reason {
    let flags = snapshot.environment(environment).unwrap().flags();
    flags.evaluate(flag, &flags.context("u").at(at("09:00:00"))).reason()
}

/// The flags after a switch was thrown, and after it was thrown back.
fn there_and_back(flags: &str, environment: Option<&str>) -> (String, String, Snapshot) {
    let (killed, snapshot) = edited(flags, |edit| {
        edit.flag("search").kill(environment).unwrap();
        // What is off already needs no change.
        edit.flag("search").kill(environment).unwrap();
    });
    let (back, _) = edited(&killed, |edit| {
        edit.flag("search").unkill(environment).unwrap();
        edit.flag("search").unkill(environment).unwrap();
    });
    (killed, back, snapshot)
}

#[test]
fn a_switch_is_thrown_and_thrown_back() {
    let bare = "feature_flags:\n  search: true # all\n";
    let (killed, back, snapshot) = there_and_back(bare, None);
    assert_eq!(
        killed,
        "feature_flags:\n  search: # all\n    default: true\n    kill_switch: true\n"
    );
    assert_eq!(back, "feature_flags:\n  search: # all\n    default: true\n");
    for environment in ["testing", "production-eu"] {
        assert_eq!(reason(&snapshot, environment, "search"), Reason::Disabled);
        is(&snapshot, environment, "search", "false");
    }
    let (killed, back, snapshot) = there_and_back(RULED, None);
    assert_eq!(killed, format!("{RULED}    kill_switch: true\n"));
    assert_eq!(back, RULED);
    assert_eq!(reason(&snapshot, "staging", "search"), Reason::Disabled);
    let (killed, back, snapshot) = there_and_back(RULED, Some("production"));
    assert!(killed.contains("salt: s1, by: user.id}\n      kill_switch: true\n"), "{killed}");
    assert_eq!(back, RULED);
    assert_eq!(reason(&snapshot, "production-eu", "search"), Reason::Disabled, "it extends it");
    assert_ne!(reason(&snapshot, "staging", "search"), Reason::Disabled);
}

#[test]
fn an_environment_has_a_switch_of_its_own() {
    // It extends production, and says nothing itself.
    let (killed, back, snapshot) = there_and_back(RULED, Some("production-eu"));
    assert_eq!(reason(&snapshot, "production-eu", "search"), Reason::Disabled);
    assert_ne!(reason(&snapshot, "production", "search"), Reason::Disabled);
    assert!(killed.contains("plan == 'pro', serve: true}\n      default: false\n"), "{killed}");
    assert!(!back.contains("kill_switch"), "{back}");
    let flags =
        "feature_flags:\n  search:\n    default: true\n    production: {kill_switch: true}\n";
    let (text, snapshot) = edited(flags, |edit| {
        edit.flag("search").unkill(Some("production-eu")).unwrap();
    });
    is(&snapshot, "production-eu", "search", "true");
    assert_eq!(reason(&snapshot, "production", "search"), Reason::Disabled);
    assert!(text.starts_with(flags), "{text}");
    let (text, snapshot) = edited(flags, |edit| {
        edit.flag("search").unkill(Some("production")).unwrap();
    });
    assert_eq!(text, "feature_flags:\n  search:\n    default: true\n");
    is(&snapshot, "production", "search", "true");
    let (text, snapshot) = edited("feature_flags:\n  search: {kill_switch: true}\n", |edit| {
        edit.flag("search").unkill(None).unwrap();
    });
    assert!(text.contains("kill_switch: false"), "{text}");
    is(&snapshot, "production", "search", "null");
}

#[test]
fn switches_that_would_do_nothing_or_more_than_meant_are_told() {
    let both = "feature_flags:\n  search:\n    default: true\n    kill_switch: true\n    \
                production: {kill_switch: true}\n  page: {default: true, requires: [search]}\n";
    let error = refused(both, |edit| edit.flag("search").unkill(Some("production")).map(drop));
    assert_eq!(error.code(), Code::EditRefused);
    assert_eq!(error.places()[0].to_string(), "config/feature-flags.yaml:4:18");
    edited(both, |edit| {
        edit.flag("search").unkill(None).unwrap();
        assert_eq!(edit.remarks(), ["`search` is still switched off in `production`"]);
    });
    edited(&both.replace("    kill_switch: true\n", ""), |edit| {
        edit.flag("search").kill(None).unwrap();
        assert_eq!(edit.remarks(), ["`search` is required by `page`"]);
    });
    type Throw = fn(&mut Edit) -> Result<(), stageline::Error>;
    let bad: [(Throw, Code); 3] = [
        (|edit| edit.flag("serch").kill(None).map(drop), Code::UnknownFlag),
        (|edit| edit.flag("search").kill(Some("prod")).map(drop), Code::UnknownEnvironment),
        (|edit| edit.flag("serch").unkill(Some("production")).map(drop), Code::UnknownFlag),
    ];
    for (throw, code) in bad {
        assert_eq!(refused(both, throw).code(), code);
    }
    let scheduled = "feature_flags:\n  search:\n    production:\n      default: true\n      \
                     schedule: [{at: 2027-01-01T00:00:00Z, set: {kill_switch: false}}]\n";
    let error = refused(scheduled, |edit| edit.flag("search").kill(Some("production")).map(drop));
    assert_eq!(error.code(), Code::EditRefused);
}

#[test]
fn a_flag_goes_as_a_whole_unless_another_one_needs_it() {
    let flags = "feature_flags:\n  # old\n  search: true\n  page: {default: true, requires: [search]}\n  \
                 menu: 1\n";
    let error = refused(flags, |edit| edit.flag("search").unset("").map(drop));
    assert!(error.message().contains("search"), "{error}");
    let error = refused(flags, |edit| edit.flag("serch").unset("").map(drop));
    assert_eq!(
        (error.code(), error.suggestions()),
        (Code::UnknownFlag, &["search".to_owned()][..])
    );
    let mut edit = project(flags).edit();
    edit.flag("page").delete("").unwrap();
    edit.flag("search").unset("").unwrap();
    let after = edit.commit().unwrap();
    let text = after.sources().by_path("config/feature-flags.yaml").unwrap().text();
    assert_eq!(text, "feature_flags:\n  menu: 1\n");
}
