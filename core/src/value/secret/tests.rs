//! What is a secret and what is none; what is shown of each.

use proptest::prelude::*;

use super::hint::{Hint, TELLING, hint, may_hint};
use super::*;
use crate::source::{FileId, SourceFile};
use crate::value::{KeyPath, leaves};
use crate::yaml::{Data, Limits, Node};

proptest! {
    #[test]
    fn what_is_seen_through_at_once_hints_at_nothing(
        key in "[a-zA-Z_.K-]{0,6}(pass(word)?|PWD|secret|Credentials|apiKey|to[kK]en|KEYS?)?[a-zA-Z_-]{0,4}",
    ) {
        let words = words(&key);
        let telling = words.iter().any(|word| TELLING.iter().any(|part| word.contains(part)));
        prop_assert!(!telling || may_hint(&key));
        prop_assert!(hint(&key) == Hint::None || may_hint(&key));
    }
}

#[test]
fn an_item_that_is_named_like_a_secret_withholds_what_it_has_beside_its_name() {
    let item = |name: &str, value: &str| -> Node {
        [("name", name), ("value", value)].into_iter().collect()
    };
    let list = Node::from(vec![item("DB_PASSWORD", "tr0ub4dor"), item("MODE", "fast")]);
    let tree: Node = [("env", list)].into_iter().collect();
    let (shown, withheld) = without_secrets([].into_iter(), &tree);
    assert!(withheld);
    assert_eq!(
        shown.unwrap().to_string(),
        r#"{"env":[{"name":"DB_PASSWORD","value":"(withheld)"},{"name":"MODE","value":"fast"}]}"#
    );
    let mut found = Vec::new();
    secrets(&tree, &mut |node| found.push(node.to_string()));
    assert_eq!(found, ["\"tr0ub4dor\""]);
}

#[test]
fn behind_an_option_that_takes_a_secret_stands_one() {
    let words = |words: &[&str]| Node::from(words.to_vec());
    for (list, shown) in [
        (words(&["--password", "tr0ub4dor", "on"]), r#"["--password","(withheld)","on"]"#),
        (words(&["--password", "--fast", "on"]), r#"["--password","--fast","on"]"#),
        (words(&["--password", "${DB_PASSWORD}"]), r#"["--password","${DB_PASSWORD}"]"#),
        (
            Node::from(vec![Node::from("--password"), Node::from(4711)]),
            r#"["--password","(withheld)"]"#,
        ),
        (words(&["password", "policy"]), r#"["password","policy"]"#),
    ] {
        assert_eq!(without_secrets([].into_iter(), &list).0.unwrap().to_string(), shown);
    }
}

#[test]
fn what_stands_where_another_has_a_reference_is_a_secret() {
    let parse = |text: &str| {
        let file = SourceFile::new(FileId::NONE, "a.yaml", text.to_owned());
        crate::yaml::parse(&file, &Limits::default()).unwrap()
    };
    // Of one side, the other, and perhaps a third: the scalars of all of them that are secrets.
    for (all, secrets) in [
        (&["secret://a/x", "plain"][..], &["plain"][..]),
        (&["secret://a/x", "4711", "true", "~"], &["4711", "true"]),
        (&["secret://a/x", "secret://b/x"], &[]),
        (&["Bearer secret://a/x", "Bearer plain"], &["Bearer plain"]),
        (&["secret://a/x", "{u: one, p: [two]}"], &["one", "two"]),
        (&["{u: one, p: secret://a/x}", "two", "{u: four, p: three}"], &["two", "three", "four"]),
        (&["{u: one, p: secret://a/x}", "{u: two, p: three}"], &["three"]),
        (&["{u: one, p: secret://a/x}", "{u: two}"], &[]),
        (&["{u: one, p: plain}", "{u: two, p: secrets}"], &[]),
        (&["[serve, --dsn, secret://a/x]", "[serve, -v, --dsn, two]"], &["-v", "two"]),
        (&["[x, secret://a/x, y]", "[y, x]"], &[]),
        (
            &[
                "[{name: A, value: secret://a/x}, {name: B, value: b}]",
                "[{name: B, value: c}, {name: A, value: two}]",
            ],
            &["two"],
        ),
        (&["[{h: a, p: secret://a/x}]", "[{h: b, p: one}, {h: c, p: two}]"], &["one", "two"]),
        (&["{l: [{h: a, p: secret://a/x}, {h: s, p: q}]}", "{l: [{h: s, p: q}]}"], &[]),
    ] {
        let all: Vec<Node> = all.iter().map(|text| parse(text)).collect();
        let beside = Beside::of(&all);
        let mut found = Vec::new();
        for node in &all {
            leaves(node, &mut |_, leaf| {
                found.extend(beside.hides(leaf).then(|| leaf.to_string().replace('"', "")));
            });
        }
        let mut secrets = secrets.to_vec();
        found.sort();
        secrets.sort_unstable();
        assert_eq!(found, secrets, "{all:?}");
    }
}

#[test]
fn a_path_into_a_list_knows_what_the_item_is_called() {
    let item: Node = [("name", "DB_PASSWORD"), ("value", "tr0ub4dor")].into_iter().collect();
    let tree: Node = [("env", Node::from(vec![item.clone()]))].into_iter().collect();
    let shown = |path: &str| {
        let path = KeyPath::parse(path).unwrap();
        let node = crate::value::at(&tree, &path).unwrap();
        Withholding::within([&tree].into_iter(), &path).shown(node, &|_, _| false).to_string()
    };
    assert_eq!(shown("env.0.value"), r#""(withheld)""#);
    assert_eq!(shown("env.0.name"), r#""DB_PASSWORD""#);
    assert_eq!(shown("env.0"), r#"{"name":"DB_PASSWORD","value":"(withheld)"}"#);
}

#[test]
fn of_addresses_people_see_all_but_the_passwords() {
    let read = |text: &str| shown([].into_iter(), &Node::from(text)).to_string();
    let two = "a://u:p4ss@h/x?n=1, b://:q:r@i";
    assert_eq!(read(two), r#""a://u:(withheld)@h/x?n=1, b://:(withheld)@i""#);
    assert_eq!(read("a://u:p@h?password=q"), r#""(withheld)""#);
    assert_eq!(read("a://u:${p}@h"), r#""a://u:${p}@h""#);
    let below = shown(["password"].into_iter(), &Node::from("a://u:p@h"));
    assert_eq!(below.to_string(), r#""(withheld)""#);
}

#[test]
fn a_text_that_holds_a_secret_is_withheld_whatever_its_key_says() {
    for (text, secret) in [
        ("--password=tr0ub4dor", true),
        ("Server=db;Password=tr0ub4dor;Timeout=3", true),
        ("jdbc:postgresql://db/shop?user=shop&password=tr0ub4dor", true),
        ("DB_PASSWORD=tr0ub4dor", true),
        ("-----BEGIN RSA PRIVATE KEY-----\nMII", true),
        ("--password=${DB_PASSWORD}", false),
        ("--password=<password>", false),
        ("DB_PASSWORD=secret://staging/db", false),
        ("password == 'x'", false),
        ("sort_key=name&page=2", false),
        ("--password-file=/run/secrets/db", false),
        ("a=b", false),
        ("=", false),
        ("serve --password tr0ub4dor", true),
        ("serve --api-token  tr0ub4dor --fast", true),
        ("serve --password $DB_PASSWORD", false),
        ("serve --password", false),
        ("serve --token-ttl 30", false),
        ("serve --password --fast", false),
        ("a ---- --", false),
        ("Authorization: Bearer tr0ub4dor", true),
        ("curl -H 'authorization: Basic dHIwdWI='", true),
        ("Authorization: Bearer ${TOKEN}", false),
        ("Authorization: required", false),
        ("bearer of good news", false),
        ("https://ghp_0123456789@github.example/x.git", true),
        ("https://${TOKEN_0123456789}@github.example", false),
        ("https://deploy@github.example/x.git", false),
        ("https://a.example/@handle2027", false),
        ("ssh://git-user-2027@github.example", false),
    ] {
        assert_eq!(gives_away(text), secret, "{text}");
    }
}

#[test]
fn a_key_that_names_a_secret_withholds_its_value() {
    let text = Node::detached(Data::Text("tr0ub4dor".into()));
    let number = Node::detached(Data::Int(7));
    let url = Node::detached(Data::Text("postgres://shop:tr0ub4dor@db/shop".into()));
    let reference = Node::detached(Data::Text("secret://staging/db".into()));
    for (key, node, secret) in [
        ("DB_PASSWORD", &text, true),
        ("dbPassword", &number, true),
        ("ACQUIRER_KEY", &text, true),
        ("api-key", &text, true),
        ("token", &text, true),
        ("accesstoken", &text, true),
        ("DB_PASS", &text, true),
        ("passes", &text, false),
        ("max_pass", &number, false),
        ("authorization", &text, true),
        ("key_material", &text, true),
        ("DB_PASSWORD", &reference, false),
        ("password_min_length", &number, false),
        ("token_ttl", &number, false),
        ("key", &text, false),
        ("PUBLIC_KEY", &text, false),
        ("cache_key", &text, false),
        ("bearer", &text, true),
        ("session_cookie", &text, true),
        ("session_cookie_name", &text, false),
        ("cookie", &text, false),
        ("auth", &text, false),
        ("DATABASE_URL", &url, true),
        ("DATABASE_URL", &text, false),
    ] {
        assert_eq!(looks_secret([key].into_iter(), node), secret, "{key}");
    }
}

#[test]
fn passwords_in_addresses_are_seen() {
    for text in [
        "postgres://shop:hunter2@db:5432/shop",
        "redis://:hunter2@cache",
        "see https://a.example then amqp+ssl://u:p@q/v",
        "http://user:p%40ss@host?x=1",
        "mysql://u:a@b@host",
    ] {
        assert!(password_in_url(text), "{text}");
    }
    for text in [
        "postgres://db:5432/shop",
        "postgres://shop@db/shop",
        "postgres://shop:@db/shop",
        "postgres://shop:${db.password}@db",
        "postgres://shop:$(DB_PASSWORD)@db",
        "postgres://shop:<password>@db",
        "postgres://shop:****@db",
        "secret://production/database-url",
        "https://a.example:8443/user:x@y",
        "://u:p@h",
        "mail me: a:b@c",
    ] {
        assert!(!password_in_url(text), "{text}");
    }
}

#[test]
fn keys_of_secrets_are_known_in_any_spelling() {
    for key in ["DB_PASSWORD", "authToken", "api-key", "client_secret", "credentials"] {
        assert!(key_looks_secret(key), "{key}");
    }
    assert!(!key_looks_secret("replicas"));
}
