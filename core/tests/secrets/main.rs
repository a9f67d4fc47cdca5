//! A secret planted wherever one may stand, and looked for in everything that is shown or written of
//! two environments: comparisons, reports in every format, plans that mend, and the files they write.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod hosts;
mod plants;

use plants::{CANARY, PLANTS, Plant};
use stageline::drift::DriftOptions;
use stageline::report::{Comparison, ComparisonOptions, Format, TextOptions};
use stageline::{Project, Snapshot};

fn project(a: &str, b: &str, flags: &str) -> Project {
    let service = |text: &str| match text.strip_prefix("overrides:\n") {
        Some(rest) => format!("s:\n{rest}"),
        None => "s: {}\n".to_owned(),
    };
    Project::from_files([
        ("config/environments.yaml", "environments: {a: {}, b: {}, c: {}}\n".to_owned()),
        ("config/a.yaml", a.to_owned()),
        ("config/b.yaml", b.to_owned()),
        ("config/services/s/a.yaml", service(a)),
        ("config/services/s/b.yaml", service(b)),
        ("config/feature-flags.yaml", flags.to_owned()),
    ])
    .unwrap()
}

/// What people and programs are shown of two environments, by what it is.
fn shown(snapshot: &Snapshot, pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut tell = |what: String, text: String| all.push((what, text));
    let sources = snapshot.sources();
    let mut comparisons = Vec::new();
    for (left, right) in pairs.iter().copied() {
        let diff = snapshot.diff(left, right).unwrap();
        tell(format!("diff {left} {right}"), format!("{diff}\n{diff:?}"));
        tell(format!("diff {left} {right} as data"), serde_json::to_string(&diff).unwrap());
        comparisons.push((format!("diff {left} {right}"), Comparison::of_diff(&diff, sources)));
        let drift = snapshot.drift(left, &[right]).unwrap();
        tell(format!("drift {left} {right}"), format!("{drift}\n{drift:?}"));
        tell(format!("drift {left} {right} as data"), serde_json::to_string(&drift).unwrap());
        comparisons.push((format!("drift {left} {right}"), Comparison::of_drift(&drift, sources)));
    }
    let survey = snapshot.compare(&["a", "b", "c"]).unwrap();
    tell("survey".into(), format!("{survey}\n{survey:?}"));
    tell("survey as data".into(), serde_json::to_string(&survey).unwrap());
    comparisons.push(("survey".into(), Comparison::of_survey(&survey, sources)));
    for (what, comparison) in comparisons {
        let options = ComparisonOptions::new().text(TextOptions::new().everything(true));
        for format in Format::ALL {
            let shown = comparison.render(format, &options).unwrap();
            tell(format!("{what} as {format:?}"), shown);
        }
    }
    all
}

/// What would be written into an environment, and what is shown of it.
fn written(project: &Project, from: &str, to: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut plan = project.plan_fix(from, to, &DriftOptions::new()).unwrap();
    plan.choose(|_| true);
    all.push((format!("plan {from} {to}"), format!("{plan}\n{plan:?}")));
    all.push((format!("plan {from} {to} as data"), serde_json::to_string(&plan).unwrap()));
    let mut sync = project.edit();
    let synced = sync.sync(from, to, &[]).unwrap();
    let items: Vec<String> = synced.items.iter().map(ToString::to_string).collect();
    all.push((format!("sync {from} {to}"), format!("{}\n{synced:?}", items.join("\n"))));
    all.push((format!("sync {from} {to} as data"), serde_json::to_string(&synced).unwrap()));
    for (how, edit) in [("plan", plan.edit().unwrap()), ("sync", sync)] {
        let preview = edit.preview();
        all.push((format!("preview of the {how} {from} {to}"), preview.to_string()));
        for file in preview.files {
            // What stood there before is no copy.
            let before = file.before.unwrap_or_default();
            let new = file.after.lines().filter(|line| !before.contains(*line));
            let new: Vec<&str> = new.collect();
            all.push((format!("{} by the {how} {from} {to}", file.path), new.join("\n")));
        }
    }
    all
}

fn leaks(plant: &Plant) -> Vec<String> {
    let project = project(&plant.on("a"), &plant.on("b"), &plant.flags());
    let pairs = [("a", "b"), ("b", "a"), ("c", "a"), ("c", "b")];
    let pairs = if plant.beside { &pairs[..2] } else { &pairs };
    let mut all = shown(&project.snapshot(), pairs);
    for (from, to) in [("a", "b"), ("b", "a"), ("a", "c")] {
        all.extend(written(&project, from, to));
    }
    let holds = |text: &str| text.contains(CANARY);
    let leaked = all.into_iter().filter(|(_, text)| holds(text)).map(|(what, text)| {
        let line = text.lines().find(|line| holds(line)).unwrap_or_default();
        let at = line.find(CANARY).unwrap_or_default();
        let start = line[..at].char_indices().rev().nth(60).map_or(0, |(at, _)| at);
        format!("{}: {what}: {}", plant.name, line[start..].chars().take(120).collect::<String>())
    });
    leaked.collect()
}

#[test]
fn no_secret_is_shown_or_copied_wherever_it_stands() {
    let leaked: Vec<String> = PLANTS.iter().flat_map(leaks).collect();
    assert!(leaked.is_empty(), "{} leaks:\n{}", leaked.len(), leaked.join("\n"));
}

#[test]
fn references_to_secrets_stay_in_their_environment() {
    let a = "overrides:\n  dsn: secret://a/dsn\n  header: Bearer secret://a/token\n  many: [x, 'y secret://a/y']\n";
    let flags = "feature_flags:\n  f: {a: secret://a/flag, b: none}\n  g: {a: {default: secret://a/flag}}\n";
    let project = project(a, "overrides: {}\n", flags);
    for to in ["b", "c"] {
        let mut sync = project.edit();
        sync.sync("a", to, &[]).unwrap();
        let mut plan = project.plan_fix("a", to, &DriftOptions::new()).unwrap();
        plan.choose(|_| true);
        for edit in [sync, plan.edit().unwrap()] {
            for file in edit.preview().files {
                let (before, after) = (file.before.unwrap_or_default(), file.after);
                let count = |text: &str| text.matches("secret://").count();
                assert_eq!(count(&after), count(&before), "{}\n{after}", file.path);
            }
        }
    }
}

#[test]
fn what_is_no_secret_is_shown_and_copied() {
    let a = "overrides:\n  args: [--verbose, fast, --password, secretive]\n  flags: [--verbose, fast]\n  shared: &shared brisk\n  also: *shared\n  env: [{name: MODE, value: brisk}]\n  pair: {name: MODE, value: brisk}\n  fallback: '${env:MODE:-brisk}'\n";
    let project = project(a, "overrides: {}\n", "feature_flags: {f: {a: brisk, b: none}}\n");
    let diff = project.snapshot().diff("a", "b").unwrap().to_string();
    assert_eq!(diff.matches("brisk").count(), 11, "{diff}");
    assert!(diff.contains("--verbose") && !diff.contains("secretive"), "{diff}");
    let mut edit = project.edit();
    edit.sync("a", "b", &[]).unwrap();
    let text = edit.preview().diff();
    for copied in ["also: brisk", "value: brisk", "${env:MODE:-brisk}", "\"--verbose\", fast]"] {
        assert!(text.contains(copied), "{copied}\n{text}");
    }
}
