//! Which values are not shown to people: those of keys that look secret, and passwords in URLs.
//!
//! References (`secret://environment/name`) are shown as they are: they say where, not what.

/// What stands for a hidden value; the word of the library.
pub(crate) const HIDDEN: &str = "(withheld)";

/// Words that make a key secret wherever they stand in it.
const SECRET: [&str; 11] = [
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "secret",
    "secrets",
    "token",
    "tokens",
    "credential",
    "credentials",
    "apikey",
];

/// Last words that make the value something about a secret: how long it lives, where it lies.
const ABOUT: [&str; 22] = [
    "age",
    "algorithm",
    "count",
    "days",
    "enabled",
    "expiry",
    "file",
    "header",
    "interval",
    "length",
    "limit",
    "name",
    "path",
    "policy",
    "provider",
    "required",
    "rotation",
    "size",
    "timeout",
    "ttl",
    "type",
    "version",
];

/// Words before `key` that make it no secret.
const NO_SECRET_KEY: [&str; 10] = [
    "cache",
    "foreign",
    "group",
    "merge",
    "partition",
    "primary",
    "public",
    "routing",
    "sort",
    "unique",
];

/// Whether a key's value is likely a secret.
pub(crate) fn is_secret(key: &str) -> bool {
    let words = words(key);
    let Some((last, before)) = words.split_last() else { return false };
    if ABOUT.contains(&last.as_str()) {
        return false;
    }
    let names_one = words.iter().any(|word| SECRET.contains(&word.as_str()));
    let is_key =
        last == "key" && before.last().is_some_and(|word| !NO_SECRET_KEY.contains(&word.as_str()));
    names_one || is_key
}

/// Whether a text says where a secret is and not what it is.
pub(crate) fn is_reference(text: &str) -> bool {
    text.starts_with("secret://")
}

/// The text with the password of a URL hidden, if it holds one.
pub(crate) fn without_password(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let (login, _) = authority.rsplit_once('@')?;
    let (user, password) = login.split_once(':')?;
    (!password.is_empty() && !is_reference(text))
        .then(|| format!("{scheme}://{user}:{HIDDEN}{}", &rest[login.len()..]))
}

/// `apiKey`, `API_KEY` and `api-key` are `api` and `key`.
fn words(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for char in key.chars() {
        let starts = !char.is_alphanumeric() || (lower && char.is_uppercase());
        if starts {
            words.push(String::new());
        }
        lower = char.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| char.is_alphanumeric()) {
            word.extend(char.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_look_secret_are_told_from_those_about_secrets() {
        for key in ["password", "DB_PASSWORD", "apiKey", "ACQUIRER_KEY", "auth-token", "secrets"] {
            assert!(is_secret(key), "{key}");
        }
        for key in ["key", "token_ttl", "password_policy", "public_key", "cache_key", "keys", ""] {
            assert!(!is_secret(key), "{key}");
        }
    }

    #[test]
    fn only_the_password_of_a_url_is_hidden() {
        let hidden = without_password("postgres://shop:pass:w@rd@db:5432/shop");
        assert_eq!(hidden.as_deref(), Some("postgres://shop:(withheld)@db:5432/shop"));
        for harmless in ["https://a@b/c", "https://a:80/b@c", "a:b@c", "redis://:@cache"] {
            assert_eq!(without_password(harmless), None, "{harmless}");
        }
    }
}
