//! Which texts could be secrets: passwords in addresses, and keys that are called so.

/// Parts of keys whose values are never shown.
const SECRET_KEYS: [&str; 9] = [
    "password",
    "passwd",
    "passphrase",
    "token",
    "secret",
    "api_key",
    "apikey",
    "private_key",
    "credential",
];

/// Whether a key is called like a secret.
pub(super) fn looks_secret(key: &str) -> bool {
    let key = key.to_lowercase().replace('-', "_");
    SECRET_KEYS.iter().any(|part| key.contains(part))
}

/// Whether the text holds an address with a password written out: `scheme://user:password@host`.
///
/// References (`${…}`, `$(…)`) and stand-ins (`<password>`, `***`) are no passwords.
pub(crate) fn password_in_url(text: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

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
            assert!(looks_secret(key), "{key}");
        }
        assert!(!looks_secret("replicas"));
    }
}
