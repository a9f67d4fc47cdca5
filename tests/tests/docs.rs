//! The guide stays true: its tables are those of the code, its links lead somewhere, the project
//! files it shows are read without complaint, and the README's Rust is the code below.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "the README's example prints")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use stageline::drift::{Rule, live_rules, rules};
use stageline::project::OpenOptions;
use stageline::provider::server_fields;
use stageline::{Code, Project, Severity};
use stageline_cli::{Output, Terminal, execute};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Holds a page against what it is made from; `STAGELINE_UPDATE=1` writes it anew.
fn current(path: &str, made: &str) {
    let file = root().join(path);
    if std::env::var_os("STAGELINE_UPDATE").is_some_and(|value| value == "1") {
        fs::write(&file, made).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(written == made, "{path} is not current; run with STAGELINE_UPDATE=1");
}

#[test]
fn the_page_of_error_codes_is_current() {
    let mut page = String::from(
        "# Error codes\n\nEvery code stageline has, with its class and meaning. The page is made from the table in\n\
         `core/src/error/code.rs`. How errors look in each language is said in [errors](guide/errors.md).\n\n\
         | code | class | meaning |\n| --- | --- | --- |\n",
    );
    for code in Code::ALL {
        let (name, class, summary) = (code.as_str(), code.class(), code.summary().trim());
        page.push_str(&format!("| `{name}` | {class:?} | {summary} |\n"));
    }
    current("docs/errors.md", &page);
}

/// A page with another text between its marks.
fn between(page: &str, begin: &str, made: &str) -> String {
    let begin = format!("<!-- made from the {begin} -->\n");
    let (before, rest) = page.split_once(&begin).unwrap();
    let (_, after) = rest.split_once("<!-- end -->").unwrap();
    format!("{before}{begin}{made}<!-- end -->{after}")
}

fn table_of_rules(rules: &[Rule], production: &str) -> String {
    let mut table = format!(
        "| | rule | severity | {production} | because |\n| --- | --- | --- | --- | --- |\n"
    );
    for (at, rule) in rules.iter().enumerate() {
        let severity = |severity: Severity| match rule.id.starts_with("drift/") {
            true => severity.as_str(),
            false => "–",
        };
        let (usual, production) = (severity(rule.severity), severity(rule.in_production));
        let (id, reason) = (rule.id, rule.reason);
        table.push_str(&format!("| {} | `{id}` | {usual} | {production} | {reason} |\n", at + 1));
    }
    table
}

#[test]
fn the_tables_of_drift_rules_are_current() {
    let path = "docs/guide/diff-and-drift.md";
    let table = table_of_rules(rules(), "where one side is production");
    current(path, &between(&read(path), "rules", &table));
}

#[test]
fn the_tables_of_live_state_are_current() {
    let path = "docs/guide/live.md";
    let rules = table_of_rules(live_rules(), "in production");
    let mut fields = String::from("| field | default | from |\n| --- | --- | --- |\n");
    for field in server_fields() {
        let default = field.default.map_or("–".to_owned(), |default| format!("`{default}`"));
        fields.push_str(&format!("| `{}` | {default} | {} |\n", field.path, field.source));
    }
    let page = between(&read(path), "rules", &rules);
    current(path, &between(&page, "fields", &fields));
}

/// Every Markdown page below a folder.
fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true if path.ends_with("docs/book") => {}
            true => pages(&path, found),
            false if path.extension().is_some_and(|extension| extension == "md") => {
                found.push(path);
            }
            false => {}
        }
    }
}

/// The lines of a page that are prose: outside of fenced code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        !code && !fence
    })
}

/// What the links of a page name, code spans left out.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in prose(text) {
        let spoken: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
        for rest in spoken.split("](").skip(1) {
            found.extend(rest.split_once(')').map(|(target, _)| target.to_owned()));
        }
    }
    found
}

/// The anchors that a page's headings have.
fn anchors(text: &str) -> Vec<String> {
    let headings = prose(text).filter(|line| line.starts_with('#'));
    let anchor = |heading: &str| {
        let kept = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn every_relative_link_leads_somewhere() {
    let folders = ["", "bench", "bindings-node", "bindings-python", "examples/storefront", "ffi"];
    let mut files = vec![root().join("CONTRIBUTING.md"), root().join("CHANGELOG.md")];
    files.extend(folders.iter().map(|folder| root().join(folder).join("README.md")));
    files.push(root().join("tests/vectors/README.md"));
    files.retain(|file| file.exists());
    pages(&root().join("docs"), &mut files);
    let guide = root().join("docs").canonicalize().unwrap();
    let (mut checked, mut wrong) = (0, Vec::new());
    for file in &files {
        let text = fs::read_to_string(file).unwrap();
        for link in links(&text).into_iter().filter(|link| !link.contains("://")) {
            checked += 1;
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = match path {
                "" => file.clone(),
                path => file.parent().unwrap().join(path),
            };
            let mut fail = |why: &str| wrong.push(format!("{}: `{link}` {why}", file.display()));
            let Ok(target) = target.canonicalize() else {
                fail("leads nowhere");
                continue;
            };
            if file.starts_with(&guide) && !target.starts_with(&guide) {
                fail("leaves the guide, so the built book cannot follow it");
            }
            if !anchor.is_empty()
                && !anchors(&fs::read_to_string(target).unwrap()).contains(&anchor.to_owned())
            {
                fail("names no heading");
            }
        }
    }
    assert!(checked > 60, "only {checked} links");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_link_check_sees_what_it_looks_for() {
    assert_eq!(links("a [b](c.md) `[d](e)` [f](g#h)\n```\n[i](j)\n```"), ["c.md", "g#h"]);
    assert_eq!(
        anchors("# A\n## Bucketing, in `32` bits\n```\n# no\n```"),
        ["a", "bucketing-in-32-bits"]
    );
}

#[test]
fn every_page_is_in_the_table_of_contents() {
    let contents = links(&read("docs/SUMMARY.md"));
    let mut files = Vec::new();
    pages(&root().join("docs"), &mut files);
    let missing: Vec<_> = files
        .iter()
        .map(|file| file.strip_prefix(root().join("docs")).unwrap().to_str().unwrap())
        .filter(|file| *file != "SUMMARY.md" && !contents.iter().any(|known| known == file))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Blocks of YAML whose first line is a comment with the path of the file they show.
fn shown_files(text: &str) -> Vec<(String, String)> {
    let blocks = text.split("\n```yaml\n").skip(1).filter_map(|rest| rest.split_once("\n```"));
    let named = blocks.map(|(block, _)| {
        let path = block.lines().next().and_then(|line| line.strip_prefix("# "));
        let path = path.filter(|path| path.ends_with(".yaml") && !path.contains(' '));
        let path =
            path.unwrap_or_else(|| panic!("a block of YAML does not say its path:\n{block}"));
        (path.to_owned(), block.to_owned())
    });
    named.collect()
}

/// Findings that no example of the guide may have.
const FAULTS: [&str; 8] = [
    "load",
    "unknown-environment",
    "missing-base",
    "bad-reference",
    "unknown-key",
    "unknown-file",
    "bad-flag",
    "bad-condition",
];

#[test]
fn the_project_files_of_the_guide_are_read_without_complaint() {
    let mut files = Vec::new();
    pages(&root().join("docs/guide"), &mut files);
    pages(&root().join("docs/getting-started"), &mut files);
    let mut checked = 0;
    for page in files {
        // What a page does not show itself.
        let mut project: BTreeMap<String, String> = BTreeMap::from([
            (
                "config/environments.yaml".to_owned(),
                "environments: {development: {}, testing: {}, staging: {}, \
                 production: {tier: production}, production-eu: {tier: production}}"
                    .to_owned(),
            ),
            ("stageline.yaml".to_owned(), "default_base: defaults".to_owned()),
            ("config/base.yaml".to_owned(), "defaults: {}".to_owned()),
        ]);
        for (path, text) in shown_files(&fs::read_to_string(&page).unwrap()) {
            checked += 1;
            project.insert(path.clone(), text);
            let options = OpenOptions::new().lenient(true);
            let opened = Project::from_files_with(project.clone(), options)
                .unwrap_or_else(|error| panic!("{}: {path}: {error}", page.display()));
            let report = opened.snapshot().validate();
            let faults: Vec<String> = report
                .findings
                .iter()
                .filter(|finding| FAULTS.contains(&&*finding.rule))
                .map(|finding| format!("{}: {finding:?}", page.display()))
                .collect();
            assert!(faults.is_empty(), "{}", faults.join("\n"));
        }
    }
    assert!(checked > 15, "only {checked} blocks");
}

/// Whether an answer is what a page shows; a line `…` stands for lines left out.
fn is_shown(answer: &str, shown: &str) -> bool {
    let mut rest = answer.trim_end();
    let parts: Vec<&str> = shown.split('…').map(str::trim_end).collect();
    for (at, part) in parts.iter().enumerate() {
        let part = if at == 0 { part } else { part.trim_start_matches('\n') };
        let Some(found) = rest.find(part).filter(|found| at > 0 || *found == 0) else {
            return false;
        };
        rest = &rest[found + part.len()..];
    }
    parts.last().is_some_and(|last| last.is_empty()) || rest.is_empty()
}

#[test]
fn the_guide_shows_what_the_commands_answer() {
    std::env::set_current_dir(root()).unwrap();
    let mut files = Vec::new();
    pages(&root().join("docs/guide"), &mut files);
    let mut checked = 0;
    for page in files {
        let text = fs::read_to_string(&page).unwrap();
        for rest in text.split("\n```text\n$ stageline ").skip(1) {
            let (block, _) = rest.split_once("\n```").unwrap();
            let (words, shown) = block.split_once('\n').unwrap();
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let mut output = Output::new(&mut out, &mut err, Terminal::default());
            execute(words.split_whitespace(), &mut output);
            let answer = String::from_utf8(out).unwrap();
            assert!(is_shown(&answer, shown), "{}: {words}\n{answer}", page.display());
            checked += 1;
        }
    }
    assert!(checked > 3, "only {checked} transcripts");
}

#[test]
fn the_check_of_answers_sees_what_it_looks_for() {
    for (shown, is) in [
        ("a\nb\nc", true),
        ("…\nb\nc", true),
        ("a\n…", true),
        ("a\n…\nc", true),
        ("a", false),
        ("b\n…", false),
        ("…\nb", false),
        ("a\n…\nd", false),
    ] {
        assert_eq!(is_shown("a\nb\nc\n", shown), is, "{shown:?}");
    }
}

/// The README's example, as it stands there.
mod readme {
    use stageline::{Project, Result};

    pub(super) fn main() -> Result<()> {
        let project = Project::open("examples/storefront")?;
        let production = project.environment("production")?;
        let api = production.service("api")?;
        let values = api.resolve()?;
        println!("{} replicas, set at {}", values.get("replicas")?, values.origin("replicas")?);
        println!("{}", api.explain("resources.limits.cpu")?);
        let flags = production.flags();
        let checkout = flags.boolean("one_page_checkout", false)?;
        println!("{}", checkout.details(&flags.context("customer-17")));
        println!("{}", project.snapshot().drift("production", &["staging"])?);
        println!("{}", project.plan_promotion("staging", "production").build()?);
        Ok(())
    }
}

#[test]
fn the_readme_shows_the_code_that_runs_here() {
    std::env::set_current_dir(root()).unwrap();
    readme::main().unwrap();
    let readme = read("README.md");
    let block =
        readme.split("```rust\n").nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
    let own = include_str!("docs.rs");
    let own =
        own.split("mod readme {\n").nth(1).and_then(|rest| rest.split("\n}\n").next()).unwrap();
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().map(|line| line.trim().replace("pub(super) fn main", "fn main"));
        lines.filter(|line| !line.is_empty()).collect()
    };
    assert_eq!(lines(block), lines(own));
}
