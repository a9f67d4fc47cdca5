//! Words and files that want to fool a reader or break the tool.

use stageline::Project;
use stageline_cli::{Exit, Output, Terminal, execute_in};

use crate::storefront;

const HOSTILE: [&str; 8] = [
    "\u{1b}]0;owned\u{7}\u{1b}[2J",
    "\u{202e}noitcudorp",
    "a\0b",
    "../../etc/passwd",
    "prod\nuction",
    "%s%n{}",
    "\u{feff}\u{200b}",
    "",
];

#[test]
fn hostile_words_are_refused_and_shown_harmless() {
    let project = Project::open(storefront()).unwrap();
    for word in HOSTILE {
        for words in [
            vec!["config", "show", word],
            vec!["config", "show", "production", word],
            vec!["config", "explain", "production", "database", "--service", word],
            vec!["config", "explain", "production", "database", "--of", word],
            vec!["promote", "--dry-run", "staging", word],
            vec!["feature-flag", "list", "--env", word],
            vec!["feature-flag", "get", word, "--env", "production"],
            vec!["feature-flag", "explain", "visual_search", "--env", word],
            vec!["feature-flag", "preview", word, "--env", "production", "--at", word],
            vec!["feature-flag", "compare", word, "--environments", "staging,production"],
            vec!["feature-flag", "set", word, "true", "--env", "production", "--dry-run"],
            vec!["feature-flag", "set", "visual_search", word, "--env", "production", "--dry-run"],
            vec!["feature-flag", "set", word, "1", "--env", word, "--create", "--dry-run"],
            vec!["feature-flag", "rollout", word, "--env", "production", "--percentage", word],
            vec!["feature-flag", "copy", word, "--from", "production", "--to", "staging"],
            vec![word, "list"],
            vec!["config", word],
            vec!["config", "diff", "a", "b", word],
        ] {
            for json in [false, true] {
                let mut words = words.clone();
                if json {
                    words.insert(0, "--json");
                }
                let (mut out, mut err) = (Vec::new(), Vec::new());
                let mut output = Output::new(&mut out, &mut err, Terminal::default());
                let exit = execute_in(&project, &words, &mut output);
                let shown = String::from_utf8([out, err].concat()).unwrap();
                let harmless = |char: char| {
                    char == '\n'
                        || !(char.is_control() || "\u{202e}\u{feff}\u{200b}".contains(char))
                };
                // JSON escapes controls itself; other characters stay data.
                assert!(json || shown.chars().all(harmless), "{words:?}: {shown:?}");
                assert!(!shown.contains('\u{1b}'), "{words:?}");
                // The empty path is the whole tree.
                let whole = word.is_empty() && words.contains(&"production");
                assert!(whole || exit != Exit::Done, "{words:?}");
            }
        }
    }
}

#[test]
fn hostile_values_are_shown_harmless() {
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {a: {description: \"x\\e[31m\\u202ey\"}}"),
        ("config/a.yaml", "overrides: {\"k\\e[2J\": \"v\\e[2J\\u202e\", list: [\"\\0\"]}"),
    ])
    .unwrap();
    for words in [
        &["env", "list"][..],
        &["config", "show", "a"],
        &["config", "explain", "a", ""],
        &["config", "explain", "a", "description", "--of", "record"],
    ] {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut output = Output::new(&mut out, &mut err, Terminal::default());
        assert_eq!(execute_in(&project, words, &mut output), Exit::Done, "{words:?}");
        let out = String::from_utf8(out).unwrap();
        assert!(!out.contains(['\u{1b}', '\u{202e}', '\0']), "{words:?}: {out:?}");
    }
}

#[test]
fn plain_text_secrets_are_not_shown_to_people() {
    const CANARY: &str = "canary-7f3a";
    let secrets = format!(
        "overrides:\n  database: {{password: {CANARY}, url: \"db://u:{CANARY}@h/x\"}}\n  \
         tokens: [{CANARY}]\n  credentials: {{a: {{b: {CANARY}}}}}\n  \
         reference: {{password: \"secret://a/db\"}}\n"
    );
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {a: {tier: production}, b: {}}"),
        ("config/a.yaml", &secrets),
        ("config/b.yaml", "extends: a\noverrides: {database: {password: \"secret://b/db\"}}"),
    ])
    .unwrap();
    for words in [
        &["config", "show", "a"][..],
        &["config", "show", "a", "database.password"],
        &["config", "show", "a", "credentials.a.b"],
        &["config", "explain", "a", "database"],
        &["config", "explain", "b", "database.password"],
        &["config", "explain", "a", "tokens"],
    ] {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut output = Output::new(&mut out, &mut err, Terminal::default());
        assert_eq!(execute_in(&project, words, &mut output), Exit::Done, "{words:?}");
        let out = String::from_utf8(out).unwrap();
        assert!(!out.contains(CANARY), "{words:?}: {out}");
        assert!(out.contains("(withheld)"), "{words:?}: {out}");
    }
}

/// Aliases of secrets, secrets that are aliases, and comments that tell.
const ALIASES: [(&str, &str); 5] = [
    (
        "config/environments.yaml",
        "environments:\n  a: {tier: x, vault_token: &o c4nary, owner: *o}\n  b: {}\n",
    ),
    (
        "config/a.yaml",
        "overrides:\n  # the old password was c4nary\n  api_token: &t c4nary\n  alias: *t  # token c4nary\n  list: [*t, 1]\n  wired: &w c4nary\n  db_password: *w\n  ref: ${alias}/x\n  m: {credentials: &c {x: c4nary}}\n  n: *c\n",
    ),
    ("config/b.yaml", "overrides: {alias: z, wired: q, list: [2]}\n"),
    ("config/services/api/a.yaml", "api: {env: {DB_PASSWORD: &p c4nary, OTHER: *p}}\n"),
    ("config/services/api/b.yaml", "api: {env: {OTHER: v}}\n"),
];

#[test]
fn no_command_shows_a_secret_under_the_name_of_an_alias_or_in_a_comment() {
    for line in [
        "config show a",
        "config show a alias",
        "config show a ref",
        "config show a n",
        "config show a --service api",
        "config explain a --all",
        "config explain a list",
        "config explain a --of record",
        "config explain a env.OTHER --service api",
        "config diff a b",
        "config diff a b --json",
        "config diff a b --format html",
        "config diff a b --format markdown",
        "config diff b a --format github",
        "config drift-check --baseline a --compare b",
        "config drift-check --baseline b --compare a --json",
        "config report --environments a,b --format sarif",
        "config report --environments a,b --format junit",
        "config report --environments a,b --everything",
        "config sync-check --baseline a --targets b",
        "config sync --from a --to b --dry-run",
        "config drift-fix --from a --to b --dry-run",
        "config drift-fix --from b --to a --dry-run",
        "config validate",
        "env debug --compare a b --show-differences",
    ] {
        let project = Project::from_files(ALIASES).unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut output = Output::new(&mut out, &mut err, Terminal::default());
        execute_in(&project, line.split(' '), &mut output);
        let shown = String::from_utf8([out, err].concat()).unwrap();
        assert!(shown.len() > 20 || shown.contains("withheld"), "{line}: {shown}");
        assert!(!shown.contains("c4nary"), "{line}: {shown}");
    }
}
