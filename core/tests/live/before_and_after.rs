//! Two live states held against each other.

use stageline::diff::Section;
use stageline::provider::{LiveEnvironment, LiveOptions};
use stageline::value::SecretKey;

use super::{ORDERS, deployment, documents, read};

fn named(path: &str, text: &str) -> LiveEnvironment {
    LiveEnvironment::read(path, text, &LiveOptions::new()).unwrap()
}

#[test]
fn what_changed_between_two_states_is_told_with_both_places() {
    let after = ORDERS
        .replace("orders:2.4.1", "orders:2.5.0")
        .replace("QUEUE: orders", "QUEUE: orders-2")
        .replace("resourceVersion: \"48211907\"", "resourceVersion: \"48215000\"");
    let diff = named("monday.yaml", ORDERS).diff(&named("tuesday.yaml", &after), None);
    assert_eq!((diff.left.as_str(), diff.right.as_str()), ("monday.yaml", "tuesday.yaml"));
    insta::assert_snapshot!(diff, @r#"
    monday.yaml → tuesday.yaml
    service orders
      ~ image: "registry.example:5000/shop/orders:2.4.1" (monday.yaml:79:18) → "registry.example:5000/shop/orders:2.5.0" (tuesday.yaml:79:18)
      ~ image_tag: "2.4.1" (monday.yaml:79:52) → "2.5.0" (tuesday.yaml:79:52)
      ~ environment.QUEUE: "orders" (monday.yaml:165:12) → "orders-2" (tuesday.yaml:165:12)
    "#);
    assert!(named("a", ORDERS).diff(&named("b", ORDERS), None).is_empty());
}

#[test]
fn a_secret_that_changed_is_told_by_its_marks() {
    // Both are in base64: `canary-two` and `canary-six`.
    let after = ORDERS.replace("Y2FuYXJ5LXR3bw==", "Y2FuYXJ5LXNpeA==");
    let key = SecretKey::new([7; 32]).unwrap();
    let diff = named("a", ORDERS).diff(&named("b", &after), Some(&key));
    let changes = diff.section(&Section::Service("orders".into()));
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].path.to_string(), "environment.PAY_MODE");
    let sides = [changes[0].left.clone().unwrap(), changes[0].right.clone().unwrap()];
    assert!(sides.iter().all(|side| side.redacted && side.value.is_none()));
    assert_ne!(sides[0].mark, sides[1].mark);
    assert!(sides[0].mark.as_ref().unwrap().starts_with("hmac:"));
    let shown = format!("{diff} {diff:?} {}", serde_json::to_string(&diff).unwrap());
    assert!(!shown.contains("canary") && !shown.contains("Y2Fu"), "{shown}");
}

#[test]
fn services_that_came_and_went_are_told_once_each() {
    let (api, web) = (deployment("api", "", ""), deployment("web", "", ""));
    let other = "kind: Job\nmetadata: {name: x}\n";
    let before = named("before", &documents(&[&api, other]));
    let after = named("after", &documents(&[&web, other]));
    let diff = before.diff(&after, None);
    let missing: Vec<_> = diff
        .sections
        .iter()
        .map(|section| (section.section.to_string(), section.missing_in.clone().unwrap()))
        .collect();
    assert_eq!(
        missing,
        [("service api".to_owned(), "after".into()), ("service web".to_owned(), "before".into())]
    );
    // Of a part, nothing follows.
    let part = named("part", &web);
    assert!(
        before
            .diff(&part, None)
            .sections
            .iter()
            .all(|each| each.missing_in.as_deref() == Some("before"))
    );
}

#[test]
fn what_one_of_two_states_cannot_tell_is_left_out() {
    let api = deployment("api", "", ", envFrom: [{configMapRef: {name: m}}]");
    let map = "kind: ConfigMap\nmetadata: {name: m}\ndata: {A: b}\n";
    let scaler = "kind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: {maxReplicas: 3, \
                  scaleTargetRef: {name: api}}\n";
    let (less, more) =
        (read(&documents(&[&api])).unwrap(), read(&documents(&[&api, map, scaler])).unwrap());
    assert!(less.diff(&more, None).is_empty(), "{}", less.diff(&more, None));
    assert!(more.diff(&less, None).is_empty());
    let without = read(&documents(&[&deployment("api", "", ""), map, scaler])).unwrap();
    assert!(!more.diff(&without, None).is_empty());
}

#[test]
fn configurations_are_compared_where_both_have_one() {
    let (a, b) = ("configuration: {a: 1}", "configuration: {a: 2}");
    let diff = read(a).unwrap().diff(&read(b).unwrap(), None);
    assert_eq!(diff.section(&Section::Configuration).len(), 1);
    let none = read("services: {}").unwrap();
    assert!(none.diff(&read(b).unwrap(), None).is_empty());
}
