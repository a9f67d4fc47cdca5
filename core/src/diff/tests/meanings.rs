//! Values that are spelled differently and mean the same.

use super::*;
use crate::value::{Meaning, PathPattern};

fn told(left: &str, right: &str, meanings: &[(&str, Meaning)]) -> (Vec<String>, Vec<String>) {
    let meanings = meanings
        .iter()
        .map(|(pattern, meaning)| (PathPattern::parse(pattern).unwrap(), *meaning))
        .collect();
    let options = Options { meanings, ..Options::default() };
    let found = compare(&node(left), &node(right), &options);
    let show = |changes: &[Change]| {
        changes.iter().map(|change| format!("{:?} {}", change.kind, change.path)).collect()
    };
    (show(&found.changes), show(&found.equivalent))
}

const NOTHING: [&str; 0] = [];

#[test]
fn paths_say_what_images_and_addresses_are() {
    let left = "{image: 'nginx', base_url: 'HTTP://h:80', labels: {image: nginx}}";
    let right = "{image: 'docker.io/library/nginx:latest', base_url: 'http://h/', labels: {image: 'nginx:latest'}}";
    let (changes, equivalent) = told(left, right, &[]);
    assert_eq!(changes, ["Changed labels.image"]);
    assert_eq!(equivalent, ["Changed image", "Changed base_url"]);
}

#[test]
fn a_declared_meaning_counts_anywhere_and_the_last_one_wins() {
    let (left, right) = ("{environment: {LIMIT: 1Gi}}", "{environment: {LIMIT: 1024Mi}}");
    assert_eq!(told(left, right, &[]).0, ["Changed environment.LIMIT"]);
    assert_eq!(told(left, right, &[("environment.LIMIT", Meaning::Bytes)]).0, NOTHING);
    let both = [("**.LIMIT", Meaning::Bytes), ("environment.*", Meaning::Exact)];
    assert_eq!(told(left, right, &both).0, ["Changed environment.LIMIT"]);
    // What the path says by itself is overruled too.
    let exact = [("**", Meaning::Exact)];
    assert_eq!(told("{cpu: 1}", "{cpu: 1000m}", &exact).0, ["Changed cpu"]);
    assert_eq!(told("{ratio: 1}", "{ratio: 1.0}", &exact).0, ["Changed ratio"]);
    assert_eq!(told("{ratio: 1}", "{ratio: 1.0}", &[]).0, NOTHING);
}

#[test]
fn sets_have_no_order() {
    let set = [("allowed", Meaning::Set)];
    let (changes, equivalent) = told("allowed: [a, b, c]", "allowed: [c, a, b]", &set);
    assert_eq!(
        (changes.as_slice(), equivalent.as_slice()),
        (&[][..], &["Moved allowed".to_owned()][..])
    );
    let (changes, _) = told("allowed: [a, b, b]", "allowed: [b, c, a]", &set);
    assert_eq!(changes, ["Removed allowed.2", "Added allowed.1"]);
    // Items that have names are compared by them.
    let left = "allowed: [{name: a, x: 1}, {name: b}]";
    let right = "allowed: [{name: b}, {name: a, x: 2}]";
    let (changes, equivalent) = told(left, right, &set);
    assert_eq!(changes, ["Changed allowed.[name=a].x"]);
    assert_eq!(equivalent, ["Moved allowed"]);
}

#[test]
fn letters_do_not_count_where_it_is_said() {
    let mode = [("mode", Meaning::CaseInsensitive)];
    assert_eq!(told("mode: Always", "mode: ALWAYS", &mode).0, NOTHING);
    assert_eq!(told("mode: Always", "mode: Never", &mode).0, ["Changed mode"]);
    assert_eq!(told("mode: null", "mode: Never", &mode).0, ["Changed mode"]);
}
