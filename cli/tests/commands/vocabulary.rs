//! Every command line of the specification has a meaning.

use stageline_cli::{Stop, parse};

use crate::seed;

#[test]
fn each_line_of_the_specification_is_a_known_operation() {
    let Some(seed) = seed() else { return };
    let lines = std::fs::read_to_string(seed.join("commands.txt")).unwrap();
    let mut available = Vec::new();
    let mut count = 0;
    for line in lines.lines() {
        let words = split(line);
        let (tool, words) = words.split_first().unwrap();
        assert_eq!(tool, "sysctl");
        let parsed = parse(words).unwrap_or_else(|stop| panic!("{line}: {stop:?}"));
        assert!(!parsed.operation().is_empty());
        // The verbs lead the line.
        assert!(words.join(" ").starts_with(parsed.operation()), "{line}");
        if parsed.is_available() {
            available.push(words.join(" "));
        }
        count += 1;
    }
    assert_eq!(count, 80);
    assert_eq!(
        available,
        [
            "env validate qa-v2 --comprehensive",
            "config apply --env production --file config/production-overrides.yaml",
            "config diff staging production",
            "config sync --from staging --to qa-v2 --exclude secrets",
            "config validate --all-environments --check-consistency",
            "feature-flag set new_checkout_flow true --env production",
            "feature-flag rollout enhanced_search --env production --percentage 25 --duration 2h",
            "config validate --all-environments --check-consistency",
            "config drift-check --baseline production --compare staging,testing",
            "config report --environments production,staging --format pdf --output config-audit.pdf",
            "resources compare --environments production,staging --resources cpu,memory,disk",
            "config set --env feature-new-api auto_deploy.branch feature/new-api",
            "config set --env feature-new-api auto_deploy.enabled true",
            "tenant config set customer-a feature_limits.api_calls 100000",
            "tenant config apply customer-a --env production",
            "env debug --compare staging production --show-differences",
            "env validate staging --against-baseline production --fix-issues",
            "config sync-check --baseline production --targets staging,testing",
            "config drift-fix --from production --to staging --interactive",
        ]
    );
}

#[test]
fn a_verb_that_nobody_knows_is_a_usage_error() {
    for line in ["kernel.hostname=x", "-w net.ipv4.ip_forward=1", "deploi api", ""] {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert!(matches!(parse(&words), Err(Stop::Usage(_))), "{line}");
    }
}

/// Words at blanks; double quotes hold a word together.
fn split(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for char in line.chars() {
        match char {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            char => words.last_mut().unwrap().push(char),
        }
    }
    words
}
