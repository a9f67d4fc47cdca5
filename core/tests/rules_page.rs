//! `docs/rules.md` and the pages below `docs/rules/` are made from the rules; `STAGELINE_UPDATE=1`
//! writes them anew.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use stageline::validate::{RULES, Rule, Topic};

fn docs() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

fn of(topic: Topic) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(move |rule| rule.topic() == topic)
}

/// Every rule in one table a topic.
fn index() -> String {
    let mut page = String::from(
        "# Rules\n\nWhat `stageline config validate` looks for. The page is made from the rules themselves, and \
         so is the page\nof each rule: what it finds, why that matters, how to mend it, and an example.\n",
    );
    for topic in Topic::ALL {
        page.push_str(&format!("\n## {}\n\n", topic.title()));
        page.push_str("| rule | severity | what it finds |\n| --- | --- | --- |\n");
        for rule in of(topic) {
            let (id, severity, summary) = (rule.id(), rule.severity(), rule.summary());
            page.push_str(&format!("| [`{id}`](rules/{id}.md) | {severity} | {summary} |\n"));
        }
    }
    page
}

/// The page of one rule.
fn page(rule: &Rule) -> String {
    let title = rule.topic().title();
    let anchor = title.to_lowercase().replace(' ', "-");
    let mut page =
        format!("# {}\n\n*{}* · [{title}](../rules.md#{anchor})\n\n", rule.id(), rule.severity());
    let mut code = false;
    for line in rule.explanation().lines() {
        code ^= line.starts_with("```");
        // A rule's headings stand below its own; a comment in an example is none.
        let deeper = if line.starts_with("# ") && !code { "#" } else { "" };
        page.push_str(&format!("{deeper}{line}\n"));
    }
    page
}

/// What stands below *Rules* in the table of contents.
fn contents() -> String {
    let line = |rule: &Rule| format!("  - [{0}](rules/{0}.md)\n", rule.id());
    Topic::ALL.into_iter().flat_map(of).map(line).collect()
}

fn pages_in(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    entries.map(|path| (name(&path), std::fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn the_pages_of_rules_are_current() {
    let (index_path, folder) = (docs().join("rules.md"), docs().join("rules"));
    let pages: BTreeMap<String, String> =
        RULES.iter().map(|rule| (format!("{}.md", rule.id()), page(rule))).collect();
    if std::env::var_os("STAGELINE_UPDATE").is_some_and(|value| value == "1") {
        std::fs::write(&index_path, index()).unwrap();
        std::fs::create_dir_all(&folder).unwrap();
        for gone in pages_in(&folder).keys().filter(|name| !pages.contains_key(*name)) {
            std::fs::remove_file(folder.join(gone)).unwrap();
        }
        for (name, text) in &pages {
            std::fs::write(folder.join(name), text).unwrap();
        }
        write_contents();
    }
    let again = "run with STAGELINE_UPDATE=1";
    let written = std::fs::read_to_string(&index_path).unwrap_or_default();
    assert!(written == index(), "docs/rules.md is not current; {again}");
    let written = pages_in(&folder);
    let differs = |name: &&String| written.get(*name) != pages.get(*name);
    let stale: Vec<_> = written.keys().chain(pages.keys()).filter(differs).collect();
    assert!(stale.is_empty(), "not current below docs/rules: {stale:?}; {again}");
    let summary = std::fs::read_to_string(docs().join("SUMMARY.md")).unwrap();
    let listed = format!("- [Rules](rules.md)\n{}- [", contents());
    assert!(summary.contains(&listed), "docs/SUMMARY.md does not list every rule; {again}");
}

fn write_contents() {
    let path = docs().join("SUMMARY.md");
    let summary = std::fs::read_to_string(&path).unwrap();
    let lines = summary.lines().filter(|line| !line.contains("](rules/"));
    let lines = lines.map(|line| match line {
        "- [Rules](rules.md)" => format!("{line}\n{}", contents()),
        line => format!("{line}\n"),
    });
    std::fs::write(&path, lines.collect::<String>()).unwrap();
}

#[test]
fn every_rule_explains_itself() {
    let mut ids: Vec<_> = RULES.iter().map(Rule::id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), RULES.len(), "ids are unique");
    assert_eq!(Topic::ALL.into_iter().flat_map(of).count(), RULES.len(), "each has a topic");
    for rule in RULES {
        let explanation = rule.explanation();
        let kebab =
            rule.id().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(kebab, "{}", rule.id());
        assert!(rule.summary().ends_with('.'), "{}: {}", rule.id(), rule.summary());
        for part in ["# Why it matters", "# Remedy", "# Example"] {
            let body = explanation.split(&format!("\n{part}\n")).nth(1).unwrap_or_default();
            assert!(body.trim().len() > 20, "{}: {part}", rule.id());
        }
    }
}
