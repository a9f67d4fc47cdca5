//! What must never be shown: plain text under a key that names a secret, and passwords in URLs.

use smol_str::SmolStr;

use super::KeyPath;
use crate::yaml::{Data, Entry, Node};

/// What stands for a withheld value inside a larger one.
const WITHHELD: &str = "(withheld)";

/// The words of a key, in lower case: `apiKey`, `API_KEY` and `api-key` are two each.
pub(crate) fn words(key: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for char in key.chars() {
        let begins = !before.is_alphanumeric() || (before.is_lowercase() && char.is_uppercase());
        if char.is_alphanumeric() {
            if begins {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(char.to_lowercase());
            }
        }
        before = char;
    }
    words
}

/// Words before `key` that make it no secret.
const NO_SECRET_KEYS: [&str; 9] =
    ["cache", "foreign", "group", "merge", "partition", "primary", "routing", "sort", "unique"];

/// How certain a key makes it that its value is a secret.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hint {
    /// It says nothing.
    None,
    /// Text below it may be one: `password_policy`, `secret_name`.
    Text,
    /// Whatever stands there is one: `password`, `API_TOKEN`.
    Any,
}

/// What words that hint at a secret are made of.
const TELLING: [&str; 8] =
    ["pass", "pwd", "secret", "credential", "apikey", "key", "token", "authorization"];

/// Keys by which items of lists say what they are: `{name: DB_PASSWORD, value: …}`.
const NAMING: [&str; 3] = ["name", "id", "key"];

/// Whether a key may hint at a secret; most do not, and are seen through at once.
fn may_hint(key: &str) -> bool {
    // Letters beyond ASCII may become any of these in lower case.
    let telling = |word: &str| {
        let begins = |bytes: &[u8]| bytes.eq_ignore_ascii_case(word.as_bytes());
        key.as_bytes().windows(word.len()).any(begins)
    };
    !key.is_ascii() || TELLING.iter().any(|word| telling(word))
}

fn hint(key: &str) -> Hint {
    if !may_hint(key) {
        return Hint::None;
    }
    let words = words(key);
    let strong = |word: &String| {
        matches!(
            word.as_str(),
            "password" | "passwords" | "passwd" | "pwd" | "passphrase" | "secret" | "secrets"
        ) || word.ends_with("password")
            || matches!(word.as_str(), "credential" | "credentials" | "apikey")
    };
    let Some((last, before)) = words.split_last() else { return Hint::None };
    let key = matches!(last.as_str(), "key" | "keys") && !before.is_empty();
    let public = before.last().is_some_and(|word| NO_SECRET_KEYS.contains(&word.as_str()))
        || before.iter().any(|word| word == "public");
    let token = last.ends_with("token") || last == "tokens";
    let last_counts = strong(last) || token || key && !public;
    // `pass` may be a number of passes, and text is none.
    let may_be = matches!(last.as_str(), "pass" | "authorization")
        || last == "material" && before.last().is_some_and(|word| word == "key");
    match (last_counts, may_be || before.iter().any(strong)) {
        (true, _) => Hint::Any,
        (false, true) => Hint::Text,
        (false, false) => Hint::None,
    }
}

/// Whether a value below these keys could be a secret in plain text.
pub fn looks_secret<'k>(keys: impl Iterator<Item = &'k str>, node: &Node) -> bool {
    let hint = keys.map(hint).max().unwrap_or(Hint::None);
    scalar_is_secret(hint, node)
}

/// Whether a word says of whatever stands beside it that it is a secret.
pub(super) fn is_called_a_secret(word: &str) -> bool {
    hint(word) == Hint::Any
}

/// Whether a key is called like a secret.
pub fn key_looks_secret(key: &str) -> bool {
    hint(key) > Hint::None
}

/// What an item of a list says of itself by its name.
fn item_hint(item: &Node) -> Hint {
    let Some(map) = item.untagged().as_map() else { return Hint::None };
    let names = NAMING.iter().filter_map(|key| map.get(key)?.as_text());
    names.map(hint).max().unwrap_or(Hint::None)
}

/// What stands above a value of an item: its name is not hidden for what it says.
fn above_entry(key: &str, above: Hint, item: Hint) -> Hint {
    if NAMING.contains(&key) { above } else { above.max(item) }.max(hint(key))
}

/// Calls `visit` with every scalar that could be a secret in plain text.
pub(crate) fn secrets<'n>(root: &'n Node, visit: &mut dyn FnMut(&'n Node)) {
    secrets_below(root, Hint::None, Hint::None, visit);
}

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
fn secrets_below<'n>(node: &'n Node, above: Hint, item: Hint, visit: &mut dyn FnMut(&'n Node)) {
    match &node.untagged().data {
        Data::Map(map) => {
            for entry in map.entries() {
                let above = above_entry(&entry.key, above, item);
                secrets_below(&entry.node, above, Hint::None, visit);
            }
        }
        Data::List(items) => {
            items.iter().for_each(|node| secrets_below(node, above, item_hint(node), visit));
        }
        _ if scalar_is_secret(above, node) => visit(node),
        _ => {}
    }
}

fn scalar_is_secret(hint: Hint, node: &Node) -> bool {
    match &node.untagged().data {
        Data::Text(text) if text.starts_with("secret://") => false,
        Data::Text(text) => hint > Hint::None || gives_away(text),
        Data::Int(_) | Data::UInt(_) | Data::Float(_) => hint == Hint::Any,
        _ => false,
    }
}

/// Whether a text holds a secret, whatever its key says: a password in an address, what is assigned to
/// a name that hints at a secret (`--password=…`, `Password=…;`, `DB_PASSWORD=…`), or a private key.
pub(super) fn gives_away(text: &str) -> bool {
    let assigned = || {
        text.match_indices('=').any(|(at, _)| {
            let of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
            let name = text[..at].rsplit(|c| !of_name(c)).next().unwrap_or_default();
            let end = |c: char| matches!(c, ';' | '&' | '"' | '\'' | ',') || c.is_whitespace();
            let value = text[at + 1..].split(end).next().unwrap_or_default();
            hint(name) == Hint::Any
                && !value.is_empty()
                && !value.starts_with(['=', '$'])
                && !value.starts_with("secret://")
                && is_written_out(value)
        })
    };
    password_in_url(text) || assigned() || text.contains(" PRIVATE KEY-----")
}

/// Whether the text holds an address with a password written out: `scheme://user:password@host`.
///
/// References (`${…}`, `$(…)`) and stand-ins (`<password>`, `***`) are no passwords.
pub fn password_in_url(text: &str) -> bool {
    text.match_indices("://").any(|(at, sign)| {
        let scheme = text[..at].bytes().next_back().is_some_and(|b| b.is_ascii_alphanumeric());
        let rest = &text[at + sign.len()..];
        let end = |c: char| matches!(c, '/' | '?' | '#' | '"' | '\'') || c.is_whitespace();
        let authority = rest.split(end).next().unwrap_or(rest);
        let user = authority.rsplit_once('@').map(|(user, _)| user);
        let password = user.and_then(|user| user.split_once(':')).map(|(_, password)| password);
        scheme && password.is_some_and(is_written_out)
    })
}

fn is_written_out(password: &str) -> bool {
    let reference = password.contains("${") || password.contains("$(") || password.contains("{{");
    let stand_in = password.starts_with('<') && password.ends_with('>');
    !reference && !stand_in && password.chars().any(|c| c != '*')
}

/// The value without its secrets; `None` when it is itself one. The second says whether anything
/// was withheld.
pub fn without_secrets<'k>(
    keys: impl Iterator<Item = &'k str>,
    node: &Node,
) -> (Option<Node>, bool) {
    without_secrets_and(&keys.collect(), node, &|_, _| false)
}

/// The same, where `more` says which scalars are secrets whatever their keys say.
pub fn without_secrets_and(
    path: &KeyPath,
    node: &Node,
    more: &dyn Fn(&KeyPath, &Node) -> bool,
) -> (Option<Node>, bool) {
    Withholding::at(path).of(node, more)
}

/// What a path says about secrets at it, for whoever asks of many values there.
pub(crate) struct Withholding<'p> {
    path: &'p KeyPath,
    hint: Hint,
}

impl<'p> Withholding<'p> {
    pub(crate) fn at(path: &'p KeyPath) -> Self {
        Self { path, hint: path.keys().map(hint).max().unwrap_or(Hint::None) }
    }

    /// As [`without_secrets_and`].
    pub(crate) fn of(
        &self,
        node: &Node,
        more: &dyn Fn(&KeyPath, &Node) -> bool,
    ) -> (Option<Node>, bool) {
        let scalar = node.is_scalar();
        if scalar_is_secret(self.hint, node) || scalar && more(self.path, node) {
            return (None, true);
        }
        if scalar && !matches!(node.data, Data::Tagged(_)) {
            return (Some(node.clone()), false);
        }
        let mut clean = Clean { more, by_key: true, path: self.path.clone(), withheld: false };
        let node = clean.node(node, self.hint, Hint::None);
        (Some(node), clean.withheld)
    }
}

/// The value with a mark in the place of those scalars alone that `secret` names, for whoever
/// tells the others by their keys.
pub fn withhold(path: &KeyPath, node: &Node, secret: &dyn Fn(&KeyPath, &Node) -> bool) -> Node {
    let path = path.clone();
    Clean { more: secret, by_key: false, path, withheld: false }.node(node, Hint::None, Hint::None)
}

struct Clean<'c> {
    more: &'c dyn Fn(&KeyPath, &Node) -> bool,
    /// Whether what keys and texts themselves give away is withheld too.
    by_key: bool,
    path: KeyPath,
    withheld: bool,
}

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
impl Clean<'_> {
    /// `item` is what the item of a list says of itself that the value is.
    fn node(&mut self, node: &Node, above: Hint, item: Hint) -> Node {
        let data = match &node.untagged().data {
            Data::Map(map) => {
                let entries = map.entries().iter().map(|entry| {
                    let above = above_entry(&entry.key, above, item);
                    let node =
                        self.step(&entry.key, |clean| clean.node(&entry.node, above, Hint::None));
                    Entry { node, ..entry.clone() }
                });
                return node.with_entries(entries.collect());
            }
            Data::List(items) => {
                let items = items.iter().enumerate().map(|(at, item)| {
                    let key = SmolStr::new(at.to_string());
                    self.step(&key, |clean| clean.node(item, above, item_hint(item)))
                });
                Data::List(items.collect())
            }
            _ if self.by_key && scalar_is_secret(above, node)
                || node.is_scalar() && (self.more)(&self.path, node) =>
            {
                self.withheld = true;
                Data::Text(WITHHELD.into())
            }
            data => data.clone(),
        };
        Node { data, span: node.span }
    }

    fn step(&mut self, key: &SmolStr, walk: impl FnOnce(&mut Self) -> Node) -> Node {
        self.path.push(key.clone());
        let node = walk(self);
        self.path.pop();
        node
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
}
