//! `docs/rules.md` is made from the rules; `STAGELINE_UPDATE=1` writes it anew.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::PathBuf;

use stageline::validate::RULES;

fn page() -> String {
    let mut page = String::from(
        "# Rules\n\nWhat `stageline config validate` looks for. The page is made from the rules themselves.\n\n\
         | rule | severity | what it finds |\n| --- | --- | --- |\n",
    );
    for rule in RULES {
        let (id, severity, summary) = (rule.id(), rule.severity(), rule.summary());
        page.push_str(&format!("| [`{id}`](#{id}) | {severity} | {summary} |\n"));
    }
    for rule in RULES {
        page.push_str(&format!("\n## {}\n\n", rule.id()));
        let mut code = false;
        for line in rule.explanation().lines() {
            code ^= line.starts_with("```");
            // A rule's headings stand below its own; a comment in an example is none.
            let deeper = if line.starts_with("# ") && !code { "##" } else { "" };
            page.push_str(&format!("{deeper}{line}\n"));
        }
    }
    page
}

#[test]
fn the_page_of_rules_is_current() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/rules.md");
    let page = page();
    if std::env::var_os("STAGELINE_UPDATE").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "docs/rules.md is not current; run with STAGELINE_UPDATE=1");
}

#[test]
fn every_rule_explains_itself() {
    let mut ids: Vec<_> = RULES.iter().map(|rule| rule.id()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), RULES.len(), "ids are unique");
    for rule in RULES {
        let explanation = rule.explanation();
        let kebab = rule.id().bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        assert!(kebab, "{}", rule.id());
        assert!(rule.summary().ends_with('.'), "{}: {}", rule.id(), rule.summary());
        for part in ["# Why it matters", "# Remedy", "# Example"] {
            let body = explanation.split(&format!("\n{part}\n")).nth(1).unwrap_or_default();
            assert!(body.trim().len() > 20, "{}: {part}", rule.id());
        }
    }
}
