//! Feature flags through the project: which entry counts, what it answers, and why.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use insta::assert_snapshot;
use proptest::prelude::*;
use stageline::flag::{
    Attribute, BooleanFlag, Context, Details, ErrorCode, Flags, Handle, IntegerFlag, JsonFlag,
    NumberFlag, Percentage, Reason, TextFlag, bucket,
};
use stageline::yaml::{Data, Node};
use stageline::{Code, Project};

const ENVIRONMENTS: &str =
    "environments: {dev: {}, staging: {}, production: {}, eu: {}, alone: {}}";

fn project(flags: &str) -> Project {
    Project::from_files(files(flags)).unwrap()
}

fn files(flags: &str) -> Vec<(&'static str, String)> {
    let tenants = "tenants: {acme: {environments: {production: acme-production}}}";
    vec![
        ("config/environments.yaml", ENVIRONMENTS.to_owned()),
        ("config/base.yaml", "base: {}".to_owned()),
        ("config/staging.yaml", "extends: dev".to_owned()),
        ("config/production.yaml", "extends: base".to_owned()),
        ("config/eu.yaml", "extends: [staging, production]".to_owned()),
        ("config/tenants.yaml", tenants.to_owned()),
        ("config/feature-flags.yaml", format!("feature_flags:\n{flags}\n")),
    ]
}

fn flags(text: &str, environment: &str) -> Flags {
    project(text).environment(environment).unwrap().flags()
}

/// `value reason[/error] set_in`
fn answer(details: &Details<'_>) -> String {
    let error = details.error_code().map(|code| format!("/{code}")).unwrap_or_default();
    let set_in = details.set_in().unwrap_or("-");
    format!("{} {}{error} {set_in}", details.value(), details.reason())
}

#[test]
fn the_nearest_entry_counts() {
    let text =
        "  f: {default: false, dev: true, production: 7}\n  only: {staging: true}\n  bare: 1.5";
    for (environment, flag, expected) in [
        ("dev", "f", "true STATIC dev"),
        ("staging", "f", "true STATIC dev"),
        ("production", "f", "7 STATIC production"),
        // A later parent stands before an earlier one.
        ("eu", "f", "7 STATIC production"),
        ("alone", "f", "false DEFAULT default"),
        ("acme-production", "f", "7 STATIC production"),
        ("eu", "only", "true STATIC staging"),
        ("dev", "only", "null DEFAULT -"),
        ("production", "bare", "1.5 STATIC default"),
        ("production", "none", "null ERROR/FLAG_NOT_FOUND -"),
    ] {
        let flags = flags(text, environment);
        let context = flags.context("u");
        let got = answer(&flags.evaluate(flag, &context));
        assert_eq!(got, expected, "{flag} in {environment}");
    }
}

#[test]
fn parts_decide_in_order() {
    let text = r#"
  f:
    variants: {on: {size: 3}, off: null, wide: {size: 9}}
    default: off
    production:
      rules:
        - {when: "user.plan == 'pro'", serve: wide}
        - {when: "user.beta", serve: "on"}
      rollout: {percentage: 0}
    eu: {rollout: {percentage: 100}}
    staging: {rules: [{when: "user.plan == 'pro'", serve: wide}], default: "on"}
    alone: {size: 9}
  plain:
    default: true
    production: {rollout: {percentage: 0}}
    dev: {rollout: {percentage: 0}, default: false}
    eu: {rollout: {percentage: 100}}
  bare: {production: {rollout: {percentage: 0}}, dev: {rules: [{when: "x", serve: 1}]}}
  no_rules: {default: 5, production: {rules: []}}
"#;
    let on = |flags: &Flags| flags.context("u").with("user.beta", true);
    let pro = |flags: &Flags| flags.context("u").with("user.plan", "pro").with("user.beta", true);
    let none = |flags: &Flags| flags.context("u");
    type Who<'a> = &'a dyn Fn(&Flags) -> Context;
    for (environment, flag, who, expected) in [
        ("production", "f", &pro as Who<'_>, r#"{"size":9} TARGETING_MATCH production"#),
        ("production", "f", &on, r#"{"size":3} TARGETING_MATCH production"#),
        ("production", "f", &none, "null SPLIT default"),
        ("eu", "f", &none, r#"{"size":3} SPLIT eu"#),
        ("staging", "f", &none, r#"{"size":3} DEFAULT staging"#),
        ("dev", "f", &none, "null DEFAULT default"),
        ("alone", "f", &none, r#"{"size":9} STATIC alone"#),
        ("production", "plain", &none, "true SPLIT default"),
        ("dev", "plain", &none, "false SPLIT dev"),
        ("eu", "plain", &none, "true SPLIT eu"),
        ("production", "bare", &none, "false SPLIT production"),
        ("dev", "bare", &none, "null DEFAULT -"),
        ("production", "no_rules", &none, "5 DEFAULT default"),
    ] {
        let flags = flags(text, environment);
        let got = answer(&flags.evaluate(flag, &who(&flags)));
        assert_eq!(got, expected, "{flag} in {environment}");
    }
    let alone = flags(text, "alone");
    let context = alone.context("u");
    // A value that equals a variant's is that variant.
    assert_eq!(alone.evaluate("f", &context).variant(), Some("wide"));
}

#[test]
fn what_cannot_be_decided_answers_the_default_and_says_why() {
    let text = r#"
  by_plan: {default: true, rollout: {percentage: 50, by: user.id}}
  timed: {production: {rollout: {percentage: 50, over: 7d, start: "2027-01-01T00:00:00Z"}}}
  ramp: {production: {rollout: {percentage: 50, over: 7d}}}
  began: {production: {rollout: {percentage: 50, start: "2027-01-01"}}}
  condition: {production: {rules: [{when: "a ==", serve: true}]}, dev: true}
  percentage: {default: true, production: {rollout: {percentage: 101}}}
  fine: {production: {rollout: {percentage: 0.0005}}}
  variant: {variants: {red: 1, blue: 2}, production: rde}
  own: {variants: {red: 1}, default: green, production: {rollout: {percentage: 5}}, dev: red}
"#;
    let project = project(text);
    let production = project.environment("production").unwrap().flags();
    let context = production.context("u");
    let with = |value: Option<f64>| production.context("u").with("user.id", value);
    for (flag, context, code) in [
        ("by_plan", &context, ErrorCode::TargetingKeyMissing),
        ("by_plan", &with(None), ErrorCode::TargetingKeyMissing),
        ("by_plan", &with(Some(1.0)), ErrorCode::InvalidContext),
        ("by_plan", &context.clone().with("user.id", true), ErrorCode::InvalidContext),
        ("timed", &context, ErrorCode::General),
        ("ramp", &context, ErrorCode::ParseError),
        ("began", &context, ErrorCode::ParseError),
        ("condition", &context, ErrorCode::ParseError),
        ("percentage", &context, ErrorCode::ParseError),
        ("fine", &context, ErrorCode::ParseError),
        ("variant", &context, ErrorCode::ParseError),
        ("own", &context, ErrorCode::ParseError),
    ] {
        for default in [true, false] {
            let details = production.details(flag, context, default);
            assert_eq!((*details.value(), details.reason()), (default, Reason::Error), "{flag}");
            assert_eq!(details.error_code(), Some(code), "{flag}");
            assert!(details.place().is_some() && details.error_message().is_some(), "{flag}");
            assert_eq!(details.set_in(), None);
        }
    }
    // Whoever gives no default gets the flag's.
    assert_eq!(answer(&production.evaluate("percentage", &context)), "true ERROR/PARSE_ERROR -");
    // Entries without a mistake answer.
    let dev = project.environment("dev").unwrap().flags();
    assert!(dev.boolean_value("condition", &context, false));
    assert_eq!(dev.integer_value("own", &context, 0), 1);
    // No key, no bucket.
    let nobody = production.context_without_key();
    let details = production.details("by_plan", &nobody.with("user.id", 17), false);
    assert_eq!(details.reason(), Reason::Split);

    let snapshot = project.snapshot();
    let problems: Vec<_> = snapshot.flag_problems().iter().map(ToString::to_string).collect();
    assert_snapshot!(problems.join("\n"));
}

#[test]
fn handles_bind_at_boot_or_say_what_is_wrong() {
    let text = "  search: {production: true}\n  size: {production: 3}\n  ratio: {production: 0.5}\n  theme: {production: dark}";
    let flags = flags(text, "production");
    let context = flags.context(42);
    assert!(flags.boolean("search", false).unwrap().value(&context));
    assert_eq!(flags.integer("size", 0).unwrap().value(&context), 3);
    assert_eq!(flags.number("size", 0.0).unwrap().value(&context), 3.0);
    assert_eq!(flags.number("ratio", 0.0).unwrap().value(&context), 0.5);
    assert_eq!(flags.text("theme", "light").unwrap().value(&context), "dark");
    assert_eq!(flags.json("size", Node::default()).unwrap().value(&context).data, Data::Int(3));
    let unknown = flags.boolean("serach", false).unwrap_err();
    assert_eq!(
        (unknown.code(), unknown.suggestions()),
        (Code::UnknownFlag, &["search".to_owned()][..])
    );
    let wrong = flags.boolean("size", false).unwrap_err();
    assert_eq!(wrong.code(), Code::Type);
    assert_snapshot!(
        wrong,
        @"config/feature-flags.yaml:3:22: the flag `size` holds an integer, not a boolean; ask for an integer"
    );
    let mismatch = flags.details("size", &context, false);
    assert_eq!((*mismatch.value(), mismatch.error_code()), (false, Some(ErrorCode::TypeMismatch)));
}

#[test]
fn handles_and_contexts_survive_reloads() {
    use stageline::source::MemorySource;
    use std::sync::{Arc, Mutex};

    struct Changing(Mutex<Vec<(&'static str, String)>>);
    impl stageline::source::Source for Changing {
        fn name(&self) -> String {
            "changing".into()
        }
        fn list(&self) -> stageline::Result<Vec<String>> {
            MemorySource::new(self.0.lock().unwrap().clone())?.list()
        }
        fn read(&self, path: &str, limit: u64) -> stageline::Result<Vec<u8>> {
            MemorySource::new(self.0.lock().unwrap().clone())?.read(path, limit)
        }
    }
    let source =
        Arc::new(Changing(Mutex::new(files("  a: {production: false}\n  b: {production: true}"))));
    let change = |text: &str| *source.0.lock().unwrap() = files(text);
    let project = stageline::OpenOptions::new().open_source(source.clone()).unwrap();
    let environment = project.environment("production").unwrap();
    let (live, pinned) = (environment.flags(), environment.flags().pinned());
    let snapshot = project.snapshot();
    let (a, b) = (live.boolean("a", false).unwrap(), live.boolean("b", false).unwrap());
    let fixed = pinned.boolean("a", false).unwrap();
    // However many attributes nobody asks for, each is found again, and filling stays linear.
    let mut context = live.context("u").with("plan", "free");
    (0..40_000).for_each(|at| context.insert(&format!("extra.a{at}"), at));
    context.insert("plan", "pro");
    assert!(!a.value(&context) && b.value(&context));

    // An attribute that no condition asked for when the context was made; `b` is gone.
    change(
        "  new: {production: true}\n  a: {production: {rules: [{when: \"plan == 'pro'\", serve: true}]}}",
    );
    project.reload().unwrap();
    assert!(a.value(&context));
    assert_eq!(a.details(&context).reason(), Reason::TargetingMatch);
    assert_eq!(b.details(&context).error_code(), Some(ErrorCode::FlagNotFound));
    assert!(!fixed.value(&context) && pinned.boolean_value("b", &context, false));
    assert!(live.boolean_value("new", &context, false));
    let old = snapshot.environment("production").unwrap().flags();
    assert!(old.boolean_value("b", &context, false) && !old.is_live());
    assert_eq!(live.names(), ["a", "new"]);

    // It comes back under the same id, of another kind.
    change("  b: {production: 3}");
    project.reload().unwrap();
    assert_eq!(b.details(&context).error_code(), Some(ErrorCode::TypeMismatch));
    assert!(!b.value(&context));

    // An environment that is gone has no flags.
    let mut without = files("  b: {production: true}");
    without.retain(|(path, _)| !path.ends_with("tenants.yaml") && !path.ends_with("eu.yaml"));
    without.retain(|(path, _)| *path != "config/production.yaml");
    without[0].1 = "environments: {dev: {}, staging: {}}".into();
    *source.0.lock().unwrap() = without;
    project.reload().unwrap();
    assert_eq!(b.details(&context).error_code(), Some(ErrorCode::FlagNotFound));
    assert_eq!(live.evaluate_all(&context).len(), 0);
}

#[test]
fn a_context_of_another_project_is_refused_where_it_counts() {
    let one = flags("  f: {rules: [{when: \"a\", serve: true}]}\n  s: true", "production");
    let two = flags("  f: {rules: [{when: \"b\", serve: true}]}", "production");
    let context = two.context("u").with("b", true);
    assert_eq!(one.evaluate("f", &context).error_code(), Some(ErrorCode::InvalidContext));
    assert!(one.boolean_value("s", &context, false));
    assert!(two.boolean_value("f", &context, false));
}

#[test]
fn attributes_are_found_by_path_nested_or_dotted() {
    use stageline::flag::Attribute;
    let text = "  f: {rules: [{when: \"user.plan == 'pro' and user.`a.b` in [1] and tags contains 'x'\", serve: true}]}";
    let flags = flags(text, "production");
    let user = Attribute::Map(vec![("plan".into(), "pro".into()), ("a.b".into(), 1.into())]);
    let context = flags.context("u").with("user", user).with("tags", vec!["y", "x"]);
    assert!(flags.boolean_value("f", &context, false));
    let other = context.with("user.plan", "free");
    assert!(!flags.boolean_value("f", &other, false));
    assert!(!format!("{other:?}").contains("free"));
}

#[test]
fn the_published_buckets_hold() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/bucketing.json");
    let text = std::fs::read_to_string(path).unwrap();
    let vectors: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(vectors.len(), 21);
    for vector in vectors {
        let (salt, key) = (vector["salt"].as_str().unwrap(), vector["key"].as_str().unwrap());
        let hash = bucket(salt, key);
        assert_eq!(u64::from(hash), vector["hash"].as_u64().unwrap(), "{salt:?} {key:?}");
        for (written, is_in) in vector["in"].as_object().unwrap() {
            let percentage = Node::detached(Data::Text(written.as_str().into()));
            let threshold = Percentage::read(&percentage).unwrap().threshold();
            assert_eq!(u64::from(hash) < threshold, is_in.as_bool().unwrap(), "{key:?} {written}");
        }
    }
}

#[test]
fn shares_are_what_they_say() {
    let flags = flags("  f: {rollout: {percentage: 25}}\n  g: {rollout: {percentage: 0.1}}", "dev");
    let share = |name: &str| {
        let keys = 0..100_000u32;
        let taken =
            |key: &u32| flags.boolean_value(name, &flags.context(format!("user-{key}")), false);
        keys.filter(taken).count()
    };
    // Four standard deviations.
    assert!(share("f").abs_diff(25_000) < 550, "{}", share("f"));
    assert!(share("g").abs_diff(100) < 40, "{}", share("g"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn raising_a_percentage_removes_nobody(low in 0u32..=100_000, more in 0u32..=100_000, keys in prop::collection::vec(".{0,16}", 20)) {
        let high = (low + more).min(100_000);
        let at = |thousandths: u32| {
            let percentage = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
            flags(&format!("  f: {{rollout: {{percentage: {percentage}}}}}"), "dev")
        };
        let (before, after) = (at(low), at(high));
        for key in &keys {
            let was = before.boolean_value("f", &before.context(key), false);
            let is = after.boolean_value("f", &after.context(key), false);
            prop_assert!(!was || is);
            prop_assert!(high < 100_000 || is);
            prop_assert!(low > 0 || !was);
        }
    }
}

#[test]
fn handles_cross_threads() {
    fn crosses<T: Clone + Send + Sync + 'static>() {}
    crosses::<BooleanFlag>();
    crosses::<TextFlag>();
    crosses::<IntegerFlag>();
    crosses::<NumberFlag>();
    crosses::<JsonFlag>();
    crosses::<Handle<bool>>();
    crosses::<Flags>();
    crosses::<Context>();
}

#[test]
fn the_storefront_answers_three_users() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/storefront");
    let project = stageline::OpenOptions::new().lenient(true).open(root).unwrap();
    let mut shown = String::new();
    for environment in ["staging", "production", "production-eu", "harbor-books-production"] {
        let flags = project.environment(environment).unwrap().flags();
        for user in ["customer-17", "customer-18", "customer-19"] {
            shown += &format!("{environment}, {user}\n");
            let context = flags.context(user);
            for details in flags.evaluate_all(&context).iter() {
                shown += &format!("  {details}\n");
            }
        }
    }
    assert_snapshot!(shown);
    let flags = project.environment("production").unwrap().flags();
    let context = flags.context("customer-17");
    let details = flags.evaluate("one_page_checkout", &context);
    assert_snapshot!(serde_json::to_string_pretty(&details).unwrap());
}

#[test]
fn explanations_say_why_the_others_did_not_match() {
    let text = r#"
  f:
    default: false
    production:
      rules:
        - {when: "user.plan == 'pro' and user.country in ['DE']", serve: true}
        - {when: "user.beta", serve: true}
      rollout: {percentage: 12.5}
"#;
    let flags = flags(text, "acme-production");
    let context = flags.context("u-1").with("user.plan", "free");
    let explanation = flags.explain("f", &context).unwrap();
    assert_snapshot!(explanation);
    assert_snapshot!(serde_json::to_string_pretty(&explanation).unwrap());
    assert_eq!(flags.explain("g", &context).unwrap_err().code(), Code::UnknownFlag);
}

/// A list or a map of so many levels.
fn nested(levels: usize, below: impl Fn(Attribute) -> Attribute) -> Attribute {
    (0..levels).fold(Attribute::from(1), |inner, _| below(inner))
}

#[test]
fn an_attribute_deeper_than_contexts_hold_leaves_every_flag_undecided() {
    let text = "  plain: true\n  ruled: {default: false, rules: [{when: \"a == 1\", serve: true}]}\n  \
                broken: {default: true, rules: [{when: \"a ==\", serve: true}]}";
    let project = stageline::OpenOptions::new().lenient(true);
    let project = Project::from_files_with(files(text), project).unwrap();
    let flags = project.environment("dev").unwrap().flags();
    let (plain, most) = (flags.boolean("plain", false).unwrap(), Context::DEEPEST);
    let list = |inner| Attribute::List(vec![inner]);
    let map = |inner| Attribute::Map(vec![("b".to_owned(), inner)]);
    for fits in [nested(most, list), nested(most, map), map(nested(most - 1, list))] {
        let context = flags.context("u").with("a", fits);
        assert!(!context.is_too_deep() && plain.value(&context));
    }
    for deep in [
        nested(most + 1, list),
        nested(most + 1, map),
        map(nested(most, list)),
        Attribute::List(vec![1.into(), nested(most, map)]),
        Attribute::too_deep(),
    ] {
        let mut context = flags.context("u").with("a", deep.clone());
        assert!(context.is_too_deep() && flags.context(deep).is_too_deep());
        assert!(!plain.value(&context) && !flags.value("plain", &context, false));
        for name in ["plain", "ruled", "broken"] {
            let details = flags.details(name, &context, true);
            assert_eq!(details.error_code(), Some(ErrorCode::InvalidContext), "{name}");
            assert!(details.error_message().unwrap().contains("deeper than 32 levels"));
            assert!(*details.value() && details.decided_by() == "nothing");
            assert!(details.place().is_some());
        }
        let all = flags.evaluate_all(&context);
        assert!(all.iter().all(|it| it.error_code() == Some(ErrorCode::InvalidContext)));
        let unknown = flags.evaluate("nothing", &context).error_code();
        assert_eq!(unknown, Some(ErrorCode::FlagNotFound));
        let told = flags.explain("plain", &context).unwrap().to_string();
        assert!(told.contains("deeper than 32 levels"), "{told}");
        context.clear();
        assert!(!context.is_too_deep() && plain.value(&context));
    }
}

#[test]
fn a_number_is_no_integer_that_it_would_round() {
    let text = "  most: 9007199254740991\n  over: 9007199254740992\n  under: -9007199254740993\n  \
                huge: 18446744073709551615\n  mixed: {default: 0.5, dev: 9007199254740993}";
    let flags = flags(text, "dev");
    let nobody = flags.context_without_key();
    assert_eq!(flags.number("most", 0.0).unwrap().value(&nobody), 9_007_199_254_740_991.0);
    for name in ["over", "under", "huge", "mixed"] {
        let details = flags.details(name, &nobody, 0.5);
        assert_eq!((*details.value(), details.error_code()), (0.5, Some(ErrorCode::TypeMismatch)));
        assert_eq!(flags.number_value(name, &nobody, 0.5), 0.5);
        let error = flags.number(name, 0.5).unwrap_err();
        assert_eq!(error.code(), Code::Type);
        assert!(error.message().ends_with("holds an integer that a number would round"));
        assert_eq!(error.help_text(), Some("ask for an integer"));
    }
    assert_eq!(flags.integer_value("over", &nobody, 0), 9_007_199_254_740_992);
    let error = flags.integer("huge", 0).unwrap_err();
    assert_eq!(error.help_text(), Some("ask for any value"));
}
