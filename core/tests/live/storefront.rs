//! The storefront's production, as its README tells it.

use std::path::PathBuf;

use stageline::diff::Side;
use stageline::drift::{DriftItem, DriftOptions, DriftReport};
use stageline::provider::{LiveEnvironment, LiveOptions};
use stageline::report::{Comparison, ComparisonOptions, Format};
use stageline::value::SecretKey;
use stageline::{Project, Snapshot};

fn examples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples")
}

fn text(path: &str) -> String {
    std::fs::read_to_string(examples().join(path)).unwrap()
}

fn sides() -> (Snapshot, LiveEnvironment) {
    let snapshot = Project::open(examples().join("storefront")).unwrap().snapshot();
    let options = LiveOptions::new().environment("production");
    let file = text("storefront-live/production.yaml");
    (snapshot, LiveEnvironment::read("production.yaml", file, &options).unwrap())
}

fn report(options: &DriftOptions) -> DriftReport {
    let (snapshot, live) = sides();
    snapshot.drift_live("production", &live, options).unwrap()
}

/// The first cells of the table below a heading of the README.
fn table(heading: &str, cells: usize) -> Vec<String> {
    let readme = text("storefront-live/README.md");
    let below = readme.split(&format!("## {heading}\n")).nth(1).unwrap();
    let rows = below.lines().take_while(|line| !line.starts_with("## "));
    let rows = rows.filter(|line| line.starts_with("| ")).skip(2);
    rows.map(|row| row.split(" | ").take(cells).collect::<Vec<_>>().join(" | ")).collect()
}

fn service(item: &DriftItem) -> String {
    item.section.to_string().replace("service ", "")
}

#[test]
fn what_was_changed_by_hand_is_found_and_nothing_else() {
    let report = report(&DriftOptions::new());
    let side = |side: &Option<Side>| {
        let side = side.as_ref().unwrap();
        let value = side.value.as_ref().unwrap();
        let value = value.as_text().map_or_else(|| value.to_string(), str::to_owned);
        let place = side.place.as_ref().unwrap().to_string();
        let short = place.replace("config/services/", "").replace("production.yaml:", "");
        let short = if side.place.as_ref().unwrap().file.contains('/') {
            place.replace("config/services/", "")
        } else {
            short
        };
        format!("`{value}` `{short}`")
    };
    let found: Vec<String> = report
        .drift()
        .map(|item| {
            let (declared, live) = (side(&item.baseline), side(&item.actual));
            format!("| {} | `{}` | {declared} | {live} | `{}`", service(item), item.path, item.rule)
        })
        .collect();
    assert_eq!(found.len(), 3);
    assert_eq!(found, table("Changed by hand", 5));
}

#[test]
fn the_rest_differs_by_nature_or_is_not_known() {
    let report = report(&DriftOptions::new());
    let expected = report.items.iter().filter(|item| !item.is_drift());
    let found: Vec<String> = expected
        .map(|item| format!("| {} | `{}` | `{}` |", service(item), item.path, item.rule))
        .collect();
    assert_eq!(found, table("Different by nature", 3));
    let unknown: Vec<_> = report.unknown.iter().map(|each| each.section.to_string()).collect();
    assert_eq!(unknown, ["configuration"]);
}

#[test]
fn the_report_reads_as_a_person_would_say_it() {
    insta::assert_snapshot!(report(&DriftOptions::new()));
    let (_, live) = sides();
    let notes: Vec<String> = live.notes().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(notes.join("\n"));
}

#[test]
fn no_planted_secret_is_in_any_output() {
    let (snapshot, live) = sides();
    let key = SecretKey::new([7; 32]).unwrap();
    let options = DriftOptions::new().key(key.clone());
    let report = snapshot.drift_live("production", &live, &options).unwrap();
    let after = text("storefront-live/production.yaml").replace("jYW5hcnkt", "jYW5hcnlt");
    let after = LiveEnvironment::read("after.yaml", after, &LiveOptions::new()).unwrap();
    let diff = live.diff(&after, Some(&key));
    assert!(!diff.is_empty(), "secrets changed");
    let comparisons = [
        Comparison::of_drift(&report, (snapshot.sources(), live.sources())),
        Comparison::of_diff(&diff, (live.sources(), after.sources())),
    ];
    let mut shown = vec![
        format!("{report} {report:?} {diff} {diff:?} {live:?} {:?}", live.sources()),
        serde_json::to_string(&(&report, &diff, live.notes())).unwrap(),
    ];
    for comparison in &comparisons {
        for format in Format::ALL {
            shown.push(comparison.render(format, &ComparisonOptions::new()).unwrap());
        }
    }
    assert!(shown.len() > 8);
    // In base64, the three ways in which it may be aligned.
    for canary in ["planted-canary", "cGxhbnRlZC1j", "BsYW50ZWQtY2", "wbGFudGVkLWNh"] {
        for text in &shown {
            assert!(!text.contains(canary), "{canary} in {text}");
        }
    }
}
