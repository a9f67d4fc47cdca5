//! What must never be shown: plain text under a key that names a secret, and passwords in URLs.

use std::sync::Arc;

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

fn hint(key: &str) -> Hint {
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
    let public = before.iter().any(|word| word == "public");
    let last_counts = strong(last) || matches!(last.as_str(), "token" | "tokens") || key && !public;
    match (last_counts, before.iter().any(strong)) {
        (true, _) => Hint::Any,
        (false, true) => Hint::Text,
        (false, false) => Hint::None,
    }
}

/// Whether a value below these keys could be a secret in plain text.
pub(crate) fn looks_secret<'k>(keys: impl Iterator<Item = &'k str>, node: &Node) -> bool {
    let hint = keys.map(hint).max().unwrap_or(Hint::None);
    scalar_is_secret(hint, node)
}

fn scalar_is_secret(hint: Hint, node: &Node) -> bool {
    match &node.untagged().data {
        Data::Text(text) if text.starts_with("secret://") => false,
        Data::Text(text) => hint > Hint::None || has_credentials(text),
        Data::Int(_) | Data::UInt(_) | Data::Float(_) => hint == Hint::Any,
        _ => false,
    }
}

/// Whether a text holds a URL with a password.
fn has_credentials(text: &str) -> bool {
    text.match_indices("://").any(|(at, mark)| {
        let rest = &text[at + mark.len()..];
        let authority = rest.split(['/', '?', '#', ' ']).next().unwrap_or(rest);
        authority.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'))
    })
}

/// The value without its secrets; `None` when it is itself one. The second says whether anything
/// was withheld.
pub(super) fn without_secrets<'k>(
    keys: impl Iterator<Item = &'k str>,
    node: &Node,
) -> (Option<Node>, bool) {
    let hint = keys.map(hint).max().unwrap_or(Hint::None);
    if scalar_is_secret(hint, node) {
        return (None, true);
    }
    let mut withheld = false;
    (Some(cleaned(node, hint, &mut withheld)), withheld)
}

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
fn cleaned(node: &Node, above: Hint, withheld: &mut bool) -> Node {
    let data = match &node.untagged().data {
        Data::Map(map) => {
            let entries = map.entries().iter().map(|entry| {
                let node = cleaned(&entry.node, above.max(hint(&entry.key)), withheld);
                Entry { node, ..entry.clone() }
            });
            return node.with_entries(entries.collect());
        }
        Data::List(items) => {
            let items: Arc<[Node]> =
                items.iter().map(|item| cleaned(item, above, withheld)).collect();
            Data::List(items)
        }
        _ if scalar_is_secret(above, node) => {
            *withheld = true;
            Data::Text(WITHHELD.into())
        }
        data => data.clone(),
    };
    Node { data, span: node.span }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("DB_PASSWORD", &reference, false),
            ("password_min_length", &number, false),
            ("token_ttl", &number, false),
            ("key", &text, false),
            ("PUBLIC_KEY", &text, false),
            ("DATABASE_URL", &url, true),
            ("DATABASE_URL", &text, false),
        ] {
            assert_eq!(looks_secret([key].into_iter(), node), secret, "{key}");
        }
    }
}
