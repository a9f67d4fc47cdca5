//! Passwords in URLs, hidden where people read; the library says which keys look secret.
//!
//! References (`secret://environment/name`) are shown as they are: they say where, not what.

/// What stands for a hidden value; the word of the library.
pub(crate) const HIDDEN: &str = "(withheld)";

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_of_a_url_is_hidden() {
        let hidden = without_password("postgres://shop:pass:w@rd@db:5432/shop");
        assert_eq!(hidden.as_deref(), Some("postgres://shop:(withheld)@db:5432/shop"));
        for harmless in ["https://a@b/c", "https://a:80/b@c", "a:b@c", "redis://:@cache"] {
            assert_eq!(without_password(harmless), None, "{harmless}");
        }
    }
}
