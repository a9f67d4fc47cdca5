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
    let writes = [("a", "b"), ("b", "a"), ("a", "c")];
    for (from, to) in writes.into_iter().filter(|(_, to)| !(plant.rewritten && *to == "b")) {
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
fn references_to_secrets_are_neither_replaced_nor_removed() {
    let a = "overrides:\n  dsn: secret://a/dsn\n  pin: secret://a/pin\n  header: Bearer secret://a/token\n  many: [x, 'y secret://a/y']\n  only: secret://a/only\n  deep: {er: secret://a/er, mode: fast}\n  kind: {dsn: secret://a/kind}\n  plain: one\n";
    let b = "overrides:\n  dsn: plain\n  pin: 4711\n  header: Bearer plain\n  many: [x, plain, z]\n  kind: plain\n  plain: two\n";
    let flags = "feature_flags:\n  f: {a: secret://a/flag, b: plain}\n  g: {a: {default: secret://a/flag}, b: plain}\n";
    let project = project(a, b, flags);
    for from in ["b", "c"] {
        let mut sync = project.edit();
        sync.sync(from, "a", &[]).unwrap();
        let mut plan = project.plan_fix(from, "a", &DriftOptions::new()).unwrap();
        plan.choose(|_| true);
        let kept = plan.items.iter().filter(|item| item.left_alone.is_some()).count();
        assert!(kept >= 10, "{plan}");
        for edit in [sync, plan.edit().unwrap()] {
            for file in edit.preview().files {
                let before = file.before.unwrap_or_default();
                let references = |text: &str| text.matches("secret://").count();
                assert_eq!(references(&file.after), references(&before), "{}", file.after);
                // What is no secret beside them is mended.
                assert_ne!(file.after.contains("plain: one"), before.contains("plain: one"));
            }
        }
    }
}

#[test]
fn a_shape_that_is_violated_shows_no_secret_beside_a_reference() {
    let file = |text: &str| format!("overrides: {{innocent: {text}}}\n");
    let shape = "drift:\n  shapes:\n    - {path: innocent, expect: a == b, reason: they are one}\n";
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {a: {}, b: {}, c: {}}\n".to_owned()),
        ("config/a.yaml", file("secret://a/x")),
        ("config/b.yaml", file(CANARY)),
        ("config/feature-flags.yaml", "feature_flags: {}\n".to_owned()),
        ("stageline.yaml", shape.to_owned()),
    ]);
    let snapshot = project.unwrap().snapshot();
    let all = shown(&snapshot, &[("a", "b"), ("b", "a")]);
    assert!(all.iter().any(|(_, text)| text.contains("they are one")));
    for (what, text) in all {
        assert!(!text.contains(CANARY), "{what}: {text}");
    }
}

#[test]
fn flags_that_answer_differently_show_no_secret_beside_a_reference() {
    let flags = format!(
        "feature_flags:\n  f: {{a: {{default: {{dsn: secret://a/f, mode: brisk}}}}, b: {{default: {{dsn: {CANARY}, mode: slow}}}}}}\n"
    );
    let project = project("{}\n", "{}\n", &flags);
    let snapshot = project.snapshot();
    let flags = |name: &str| snapshot.environment(name).unwrap().flags();
    let found = flags("a").compare(&flags("b"), &[flags("a").context_without_key()]);
    let shown = format!("{found}\n{found:?}\n{}", serde_json::to_string(&found).unwrap());
    assert!(!shown.contains(CANARY) && shown.contains("slow"), "{shown}");
    assert!(shown.contains("secret://a/f"), "{shown}");
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
