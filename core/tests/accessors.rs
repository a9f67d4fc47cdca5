//! Generated accessors, compiled as they are written and asked.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use stageline::flag::{Flags, Reason};
use stageline::yaml::Node;
use stageline::{Code, Project};

// As text, so that nobody formats what is held against the generator's words.
mod storefront {
    include!("../../tests/golden/accessors/storefront/flags.rs");
}
mod hostile {
    include!("../../tests/golden/accessors/hostile/flags.rs");
}
mod empty {
    include!("../../tests/golden/accessors/empty/flags.rs");
}

fn flags(project: &str, environment: &str) -> Flags {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(project);
    Project::open(root).unwrap().environment(environment).unwrap().flags()
}

fn hostile(environment: &str) -> (Flags, hostile::FeatureFlags) {
    let flags = flags("tests/golden/accessors/hostile", environment);
    let all = hostile::FeatureFlags::new(&flags).unwrap();
    (flags, all)
}

#[test]
fn getters_answer_as_the_flags_of_the_sample_project_do() {
    let flags = flags("examples/storefront", "production");
    let all = storefront::FeatureFlags::new(&flags).unwrap();
    let mut seen = [false, false];
    for key in 0..40 {
        let context = flags.context(format!("customer-{key}"));
        for (name, value) in [
            (storefront::names::GUEST_RETURNS, all.guest_returns(&context)),
            (storefront::names::LOYALTY_POINTS, all.loyalty_points(&context)),
            (storefront::names::ONE_PAGE_CHECKOUT, all.one_page_checkout(&context)),
            (storefront::names::STOCK_COUNTDOWN, all.stock_countdown(&context)),
            (storefront::names::VISUAL_SEARCH, all.visual_search(&context)),
            (storefront::names::WAREHOUSE_PICKUP, all.warehouse_pickup(&context)),
        ] {
            assert_eq!(value, flags.boolean_value(name, &context, false), "{name} for {key}");
        }
        seen[usize::from(all.one_page_checkout(&context))] = true;
    }
    assert_eq!(seen, [true, true], "a rollout gives both");
}

#[test]
fn getters_have_the_types_that_flags_have() {
    let (flags, all) = hostile("production");
    let context = flags.context("user-1");
    assert!(all.new_checkout_flow(&context));
    assert_eq!(&*all.type_flag(&context), "dark");
    assert_eq!(all.class(&context), 12);
    assert_eq!(all.for_flag(&context), 1.0);
    assert_eq!(all.async_flag(&context), Node::from_iter([("columns", 4)]));
    assert_eq!(&*all.gr_uf6_udf_e(&context), "größe \"q\" 'q' \\ \n ??/ */ 🚀 \u{202e}");
    assert_eq!(all.u540d_u524d(&context), 9_007_199_254_740_993);
    assert_eq!(all.lowest(&context), i64::MIN);
    assert_eq!(&*all.zero(&context), "c\0d");
    assert_eq!(all.mixed(&context), Node::from("text"));
    assert_eq!(all.long(&context).len(), 4100);
    assert!(all.flag(&context) && all.flag_2fa(&context) && all.it_s_a_flag(&context));
    assert!(all.bool(&context) && all.new_flag(&context) && all.self_flag(&context));
    assert_eq!(hostile::names::IT_S_A_FLAG, "it's \"a\" `flag`");
}

#[test]
fn what_cannot_be_decided_is_the_flags_own_default() {
    let (flags, all) = hostile("production");
    let nobody = flags.context_without_key();
    let asked = flags.details(hostile::names::HALF, &nobody, false);
    assert_eq!((asked.reason(), *asked.value()), (Reason::Error, false));
    assert!(all.half(&nobody));
    // Those that nothing is said of: the first variant.
    let (flags, all) = hostile("staging");
    let nobody = flags.context_without_key();
    assert_eq!(all.layout(&nobody), Node::from_iter([("columns", 4)]));
    assert_eq!(all.size(&nobody), 10);
    assert_eq!(all.mixed(&nobody), Node::from(true));
}

#[test]
fn variants_are_an_enum() {
    use hostile::{ButtonVariant, LayoutVariant};
    let (flags, all) = hostile("production");
    let plain = flags.context("user-1");
    let pro = flags.context("user-1").with("user.plan", "pro");
    assert_eq!(all.button_variant(&plain), Some(ButtonVariant::Red));
    assert_eq!(all.button_variant(&pro), Some(ButtonVariant::AB));
    assert_eq!((&*all.button(&pro), ButtonVariant::AB.as_str()), ("#00f", "a b"));
    assert_eq!(ButtonVariant::QuoTeS.as_str(), "quo\"te's\n*/");
    assert_eq!(all.layout_variant(&plain), Some(LayoutVariant::Grid));
    // What the file says has been served since: none of those that were known.
    let other = flags.with_override(hostile::names::LAYOUT, Node::from_iter([("columns", 9)]));
    let all = hostile::FeatureFlags::new(&other.unwrap()).unwrap();
    assert_eq!(all.layout_variant(&plain), None);
}

#[test]
fn a_flag_that_is_gone_or_of_another_type_is_told_at_boot() {
    let sample = flags("examples/storefront", "production");
    assert_eq!(hostile::FeatureFlags::new(&sample).unwrap_err().code(), Code::UnknownFlag);
    assert!(empty::FeatureFlags::new(&sample).is_ok());
    let changed = Project::from_files([
        ("config/environments.yaml", "environments: {production: {}}"),
        ("config/feature-flags.yaml", "feature_flags: {guest_returns: often}"),
    ]);
    let flags = changed.unwrap().environment("production").unwrap().flags();
    let error = storefront::FeatureFlags::new(&flags).unwrap_err();
    assert_eq!((error.code(), error.places().len()), (Code::Type, 1));
}
