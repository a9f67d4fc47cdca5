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

/// Secrets that no key of theirs tells: by the name of an item, by what a text says, by an option.
const TOLD: [(&str, &str); 6] = [
    ("config/environments.yaml", "environments: {p: {}, q: {}}"),
    (
        "config/p.yaml",
        "overrides:\n  m: [{name: DB_PASSWORD, value: c4nary}]\n  l: \"x --password=c4nary\"\n  \
         k: \"Password=c4nary;\"\n  key: \"-----BEGIN PRIVATE KEY-----\\nc4nary\"\n  \
         lines: |\n    user=shop\n    password=c4nary\n  url: \"db://u:c4nary@h/x\"\n  \
         args: [\"--password\", c4nary]\n  line: \"x --api-token c4nary\"\n  \
         header: \"Authorization: Bearer c4nary\"\n  git: \"https://c4nary-9f3a@h/x\"\n  \
         ref: \"${m.0.value}/x\"\n  session_cookie: c4nary\n",
    ),
    ("config/services/api/q.yaml", "api: {args: fast}"),
    ("config/q.yaml", "overrides: {m: [{name: MODE, value: fast}], l: x}"),
    (
        "config/services/api/p.yaml",
        "api: {env: [{name: DB_PASSWORD, value: c4nary}], args: \"--password=c4nary\"}",
    ),
    (
        "config/feature-flags.yaml",
        "feature_flags:\n  wired:\n    variants: {a: {env: [{name: DB_PASSWORD, value: c4nary}]}, b: {}}\n    \
         default: b\n    p: a\n  line: {default: x, p: \"x --password=c4nary\"}\n  \
         password: {default: x, p: c4nary}\n",
    ),
];

#[test]
fn no_command_shows_a_secret_that_only_a_name_or_its_own_text_tells() {
    let flags = ["wired", "line", "password"];
    let mut lines: Vec<String> = [
        "config show p",
        "config show p --service api",
        "config explain p --all",
        "config explain p --all --service api",
        "config explain p args --service api",
        "config diff p q",
        "config diff q p --json",
        "config diff p q --format html",
        "config drift-check --baseline p --compare q",
        "config drift-check --baseline q --compare p --json",
        "config report --environments p,q --everything",
        "config report --environments p,q --format sarif",
        "config sync-check --baseline p --targets q",
        "config sync --from p --to q --dry-run",
        "config drift-fix --from p --to q --dry-run",
        "config validate",
        "env debug --compare p q --show-differences",
        "feature-flag list",
        "feature-flag list --json",
        "feature-flag compare --environments p,q",
        "feature-flag compare --environments q,p --json",
    ]
    .map(str::to_owned)
    .to_vec();
    for path in [
        "m",
        "m.0",
        "m.0.value",
        "l",
        "k",
        "key",
        "lines",
        "url",
        "args",
        "args.1",
        "line",
        "header",
        "git",
        "ref",
        "session_cookie",
    ] {
        lines.push(format!("config show p {path}"));
        lines.push(format!("config explain p {path}"));
    }
    for flag in flags {
        lines.push(format!("feature-flag get {flag} --env p"));
        lines.push(format!("feature-flag explain {flag} --env p"));
        lines.push(format!("feature-flag preview {flag} --env p"));
        lines.push(format!("config explain p {flag} --of flags"));
    }
    let mut shows = Vec::new();
    for line in lines {
        let project = Project::from_files(TOLD).unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut output = Output::new(&mut out, &mut err, Terminal::default());
        execute_in(&project, line.split(' '), &mut output);
        let shown = String::from_utf8([out, err].concat()).unwrap();
        // Variants and comparisons name what they do not show.
        let named =
            ["diff", "drift", "report", "sync", "validate", "debug", "list", "compare", "preview"];
        let told = named.iter().any(|word| line.contains(word)) || shown.contains("(withheld)");
        if shown.contains("c4nary") || !told || shown.contains("error[E_") {
            shows.push(format!("{line}:\n{shown}"));
        }
    }
    assert!(shows.is_empty(), "{}", shows.join("\n"));
}

#[test]
fn what_is_no_secret_is_shown_beside_one() {
    let project = Project::from_files(TOLD).unwrap();
    for (line, says) in [
        ("config show p m", "name: DB_PASSWORD"),
        ("config show p m.0.name", "DB_PASSWORD"),
        ("config show q m.0.value", "fast"),
        ("config show p args.0", "--password"),
        ("config explain p url", "db://u:(withheld)@h/x"),
        ("config show p m --json", "c4nary"),
        ("feature-flag get line --env q", "line = x"),
        ("feature-flag get line --env p --json", "c4nary"),
    ] {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut output = Output::new(&mut out, &mut err, Terminal::default());
        execute_in(&project, line.split(' '), &mut output);
        let shown = String::from_utf8([out, err].concat()).unwrap();
        assert!(shown.contains(says), "{line}: {shown}");
    }
}
