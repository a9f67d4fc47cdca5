//! What must never be shown: plain text under a key that names a secret, and passwords in URLs.

use smol_str::SmolStr;

use super::KeyPath;
use crate::yaml::{Data, Entry, Node};

/// What stands for a withheld value inside a larger one.
pub const WITHHELD: &str = "(withheld)";

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
const TELLING: [&str; 10] = [
    "pass",
    "pwd",
    "secret",
    "credential",
    "apikey",
    "key",
    "token",
    "authorization",
    "bearer",
    "cookie",
];

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
    let follows = |word: &str| before.last().is_some_and(|before| before == word);
    let may_be = matches!(last.as_str(), "pass" | "authorization" | "bearer")
        || last == "material" && follows("key")
        || last == "cookie" && (follows("session") || follows("auth"));
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

/// What hangs over the item of a list at a position, and what the item says of itself: behind an
/// option that takes a secret (`["--password", "…"]`) stands one.
fn in_list(items: &[Node], at: usize, above: Hint) -> (Hint, Hint) {
    let text = |at: usize| items.get(at)?.untagged().as_text();
    let asks = at.checked_sub(1).and_then(text).is_some_and(asks_for_secret);
    let answers = || text(at).is_some_and(|text| !text.starts_with('-') && is_written_out(text));
    let above = if asks && answers() { Hint::Any } else { above };
    (above, items.get(at).map_or(Hint::None, item_hint))
}

/// Whether a word of a command line is an option that takes a secret: `--password`.
fn asks_for_secret(word: &str) -> bool {
    let of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    word.strip_prefix("--").is_some_and(|name| name.chars().all(of_name) && hint(name) == Hint::Any)
}

/// What hangs over the value at a path of a tree, and what the value says of itself as the item
/// of a list.
fn standing(root: &Node, path: &KeyPath) -> (Hint, Hint) {
    let (mut node, mut above, mut item) = (Some(root), Hint::None, Hint::None);
    for key in path.keys() {
        let child = node.and_then(|node| node.child(key));
        let items = node.and_then(|node| node.untagged().as_list());
        let position = items.zip(child).and_then(|(items, child)| {
            items.iter().position(|item| std::ptr::eq(item, child)).map(|at| (items, at))
        });
        (above, item) = match position {
            Some((items, at)) => in_list(items, at, above.max(hint(key))),
            None => (above_entry(key, above, item), Hint::None),
        };
        node = child;
    }
    (above, item)
}

/// Whether the value at a path of a tree could be a secret in plain text.
pub(crate) fn is_secret_in(root: &Node, path: &KeyPath, node: &Node) -> bool {
    scalar_is_secret(standing(root, path).0, node)
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
            for (at, node) in items.iter().enumerate() {
                let (above, item) = in_list(items, at, above);
                secrets_below(node, above, item, visit);
            }
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
            hint(name) == Hint::Any && !value.starts_with('=') && is_value(value)
        })
    };
    password_in_url(text)
        || token_in_url(text)
        || assigned()
        || asked_for(text)
        || authorizes(text)
        || text.contains(" PRIVATE KEY-----")
}

/// Whether an option takes a secret that is the next word: `--password …`.
fn asked_for(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find("--") {
        let begins = !rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-');
        rest = &rest[at..];
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (option, behind) = rest.split_at(end);
        let value = behind.split_whitespace().next().unwrap_or_default();
        if begins && asks_for_secret(option) && is_value(value) && !value.starts_with('-') {
            return true;
        }
        rest = if end > 2 { behind } else { &rest[2..] };
    }
    false
}

/// Whether the text is, or holds, a header that authorizes: `Authorization: Bearer …`.
fn authorizes(text: &str) -> bool {
    const HEADER: &[u8] = b"authorization";
    text.match_indices(':').any(|(at, _)| {
        let name = at.checked_sub(HEADER.len()).map(|start| &text.as_bytes()[start..at]);
        if !name.is_some_and(|name| name.eq_ignore_ascii_case(HEADER)) {
            return false;
        }
        let end = |c: char| matches!(c, '"' | '\'' | ',') || c.is_whitespace();
        let mut words = text[at + 1..].trim_start().split(end);
        // The first word is the scheme.
        words.next().is_some_and(|scheme| !scheme.is_empty()) && words.next().is_some_and(is_value)
    })
}

/// Whether a word is a value, and neither a reference nor a stand-in.
fn is_value(word: &str) -> bool {
    !word.is_empty()
        && !word.starts_with('$')
        && !word.starts_with("secret://")
        && is_written_out(word)
}

/// Whether the text holds a web address with a token for its user: `https://token@host`. Short
/// users, and those without a digit, are people.
fn token_in_url(text: &str) -> bool {
    const LEAST: usize = 8;
    let looks_made = |user: &str| user.len() >= LEAST && user.bytes().any(|b| b.is_ascii_digit());
    let of = |scheme: &str| {
        text.match_indices(scheme).any(|(at, _)| {
            let authority = authority(&text[at + scheme.len()..]);
            let user = authority.rsplit_once('@').map(|(user, _)| user);
            user.is_some_and(|user| !user.contains(':') && looks_made(user) && is_value(user))
        })
    };
    text.contains('@') && (of("https://") || of("http://"))
}

/// The part of an address before its path.
fn authority(rest: &str) -> &str {
    let end = |c: char| matches!(c, '/' | '?' | '#' | '"' | '\'') || c.is_whitespace();
    rest.split(end).next().unwrap_or(rest)
}

/// A text with the passwords of its addresses withheld; `None` if it holds none, or another secret.
fn without_passwords(text: &str) -> Option<String> {
    let mut shown = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, behind) = rest.split_at(at + 3);
        shown += before;
        rest = behind;
        let login = authority(rest).rsplit_once('@').map(|(login, _)| login);
        if let Some((user, password)) = login.and_then(|login| login.split_once(':')) {
            let shows = if is_written_out(password) { WITHHELD } else { password };
            shown += &format!("{user}:{shows}");
            rest = &rest[user.len() + 1 + password.len()..];
        }
    }
    shown += rest;
    (password_in_url(text) && !gives_away(&shown)).then_some(shown)
}

/// Whether the text holds an address with a password written out: `scheme://user:password@host`.
///
/// References (`${…}`, `$(…)`) and stand-ins (`<password>`, `***`) are no passwords.
pub fn password_in_url(text: &str) -> bool {
    text.match_indices("://").any(|(at, sign)| {
        let scheme = text[..at].bytes().next_back().is_some_and(|b| b.is_ascii_alphanumeric());
        let rest = &text[at + sign.len()..];
        let user = authority(rest).rsplit_once('@').map(|(user, _)| user);
        let password = user.and_then(|user| user.split_once(':')).map(|(_, password)| password);
        scheme && password.is_some_and(is_written_out)
    })
}

fn is_written_out(password: &str) -> bool {
    let reference = password.contains("${") || password.contains("$(") || password.contains("{{");
    let stand_in = password.starts_with('<') && password.ends_with('>');
    !reference && !stand_in && password != WITHHELD && password.chars().any(|c| c != '*')
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
    item: Hint,
    masks: bool,
}

impl<'p> Withholding<'p> {
    pub(crate) fn at(path: &'p KeyPath) -> Self {
        let hint = path.keys().map(hint).max().unwrap_or(Hint::None);
        Self { path, hint, item: Hint::None, masks: false }
    }

    /// Of the values at a path of some trees, where items of lists say more than the path does.
    pub(crate) fn within<'n>(trees: impl Iterator<Item = &'n Node>, path: &'p KeyPath) -> Self {
        trees.fold(Self::at(path), |all, tree| {
            let (hint, item) = standing(tree, path);
            Self { hint: all.hint.max(hint), item: all.item.max(item), ..all }
        })
    }

    /// The same, where of addresses the passwords alone are withheld.
    pub(crate) fn masking(self) -> Self {
        Self { masks: true, ..self }
    }

    /// The value with a mark in the place of what is withheld.
    pub(crate) fn shown(&self, node: &Node, more: &dyn Fn(&KeyPath, &Node) -> bool) -> Node {
        self.clean(node, more).0
    }

    fn clean(&self, node: &Node, more: &dyn Fn(&KeyPath, &Node) -> bool) -> (Node, bool) {
        let path = self.path.clone();
        let mut clean = Clean { more, by_key: true, masks: self.masks, path, withheld: false };
        let node = clean.node(node, self.hint, self.item);
        (node, clean.withheld)
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
        let (node, withheld) = self.clean(node, more);
        (Some(node), withheld)
    }
}

/// The value for people to read, with a mark in the place of what looks like a secret; of an
/// address its password alone is withheld.
pub fn shown<'k>(keys: impl Iterator<Item = &'k str>, node: &Node) -> Node {
    Withholding::at(&keys.collect()).masking().shown(node, &|_, _| false)
}

/// The value with a mark in the place of those scalars alone that `secret` names, for whoever
/// tells the others by their keys.
pub fn withhold(path: &KeyPath, node: &Node, secret: &dyn Fn(&KeyPath, &Node) -> bool) -> Node {
    let path = path.clone();
    let mut clean = Clean { more: secret, by_key: false, masks: false, path, withheld: false };
    clean.node(node, Hint::None, Hint::None)
}

struct Clean<'c> {
    more: &'c dyn Fn(&KeyPath, &Node) -> bool,
    /// Whether what keys and texts themselves give away is withheld too.
    by_key: bool,
    /// Whether of addresses the passwords alone are withheld.
    masks: bool,
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
                let clean = items.iter().enumerate().map(|(at, node)| {
                    let key = SmolStr::new(at.to_string());
                    let (above, item) = match self.by_key {
                        true => in_list(items, at, above),
                        false => (above, Hint::None),
                    };
                    self.step(&key, |clean| clean.node(node, above, item))
                });
                Data::List(clean.collect())
            }
            data if self.by_key && scalar_is_secret(above, node)
                || node.is_scalar() && (self.more)(&self.path, node) =>
            {
                self.withheld = true;
                let masked = match data {
                    Data::Text(text) if self.masks && above == Hint::None => {
                        without_passwords(text).filter(|_| !(self.more)(&self.path, node))
                    }
                    _ => None,
                };
                Data::Text(masked.map_or_else(|| WITHHELD.into(), Into::into))
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
    fn behind_an_option_that_takes_a_secret_stands_one() {
        let words = |words: &[&str]| Node::from(words.to_vec());
        for (list, shown) in [
            (words(&["--password", "tr0ub4dor", "on"]), r#"["--password","(withheld)","on"]"#),
            (words(&["--password", "--fast", "on"]), r#"["--password","--fast","on"]"#),
            (words(&["--password", "${DB_PASSWORD}"]), r#"["--password","${DB_PASSWORD}"]"#),
            (words(&["password", "policy"]), r#"["password","policy"]"#),
        ] {
            assert_eq!(without_secrets([].into_iter(), &list).0.unwrap().to_string(), shown);
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
}
