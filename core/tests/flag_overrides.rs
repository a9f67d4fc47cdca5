//! Flags that answer as a test says.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use stageline::flag::{Flags, Reason};
use stageline::{Code, Project, testing};

const FLAGS: &str = "feature_flags:
  search: {rollout: {percentage: 25}}
  theme: {variants: {light: {c: 1}, dark: {c: 2}, word: light}, production: light}
  limit: {production: 5}
  asks: {requires: [search], production: true}
  sale: {default: false, rules: [{serve: true, from: 2027-01-01T00:00:00Z}]}
  unset: {staging: 1}
";

fn flags() -> Flags {
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {production: {}, staging: {}}"),
        ("config/feature-flags.yaml", FLAGS),
    ]);
    testing::flags_at(&project.unwrap(), "production", "2026-12-31T00:00:00Z").unwrap()
}

#[test]
fn an_overridden_flag_answers_everybody_alike() {
    let before = flags();
    let flags = before.with_override("search", true).unwrap();
    for context in [flags.context("user-1"), before.context("user-2"), flags.context_without_key()]
    {
        let details = flags.details("search", &context, false);
        assert_eq!((details.value(), details.reason()), (&true, Reason::Static));
        assert_eq!((details.variant(), details.set_in()), (Some("override"), Some("override")));
        assert_eq!((details.place(), details.valid_until()), (None, None));
        assert!(flags.boolean("search", false).unwrap().value(&context));
        assert!(flags.boolean_value("asks", &context, false), "what requires it follows");
    }
    let off = flags.with_override("search", false).unwrap();
    assert!(!off.boolean_value("asks", &off.context("user-1"), true));
    let key_missing = before.details("search", &before.context_without_key(), true).error_code();
    assert!(key_missing.is_some(), "the flags before stay as they were");
}

#[test]
fn variants_are_known_by_name_and_by_value() {
    let flags = flags();
    let context = flags.context("user-1");
    let variant = |flags: Flags| {
        let details = flags.evaluate("theme", &context);
        format!("{} {}", details.variant().unwrap(), details.value())
    };
    let map = |c: i64| [("c", c)].into_iter().collect::<stageline::yaml::Node>();
    assert_eq!(variant(flags.with_override("theme", "dark").unwrap()), "dark {\"c\":2}");
    assert_eq!(variant(flags.with_override("theme", map(2)).unwrap()), "dark {\"c\":2}");
    assert_eq!(variant(flags.with_override("theme", map(3)).unwrap()), "override {\"c\":3}");
}

#[test]
fn names_and_kinds_are_checked() {
    let flags = flags();
    let unknown = flags.with_override("serch", true).unwrap_err();
    assert_eq!(
        (unknown.code(), unknown.suggestions()),
        (Code::UnknownFlag, &["search".into()][..])
    );
    let kind = flags.with_override("limit", "many").unwrap_err();
    assert_eq!(kind.code(), Code::Type);
    assert_eq!(kind.places()[0].to_string(), "config/feature-flags.yaml:4:23");
    assert!(kind.to_string().contains("the flag `limit` holds an integer, not text"), "{kind}");
    flags.with_override("limit", 5.5).unwrap();
    flags.with_override("unset", "whatever").unwrap();
}

#[test]
fn time_stands_still() {
    let flags = flags();
    let context = flags.context("user-1");
    assert!(!flags.boolean_value("sale", &context, true));
    let later = flags.with_clock(testing::clock_at("2027-01-01T00:00:00Z").unwrap());
    assert!(later.boolean_value("sale", &later.context("user-1"), false));
    assert_eq!(testing::clock_at("tomorrow").unwrap_err().code(), Code::Usage);
}
