//! What keys say: whether a name makes its value a secret.

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Hint {
    /// It says nothing.
    #[default]
    None,
    /// Text below it may be one: `password_policy`, `secret_name`.
    Text,
    /// Whatever stands there is one: `password`, `API_TOKEN`.
    Any,
}

/// What words that hint at a secret are made of.
pub(super) const TELLING: [&str; 10] = [
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

/// Whether a key may hint at a secret; most do not, and are seen through at once.
pub(super) fn may_hint(key: &str) -> bool {
    let bytes = key.as_bytes();
    let telling = |at: usize| {
        let begins = |word: &str| {
            let part = bytes.get(at..at + word.len());
            part.is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()))
        };
        // Their first letters: most letters of a key are none of them.
        matches!(bytes[at].to_ascii_lowercase(), b'a' | b'b' | b'c' | b'k' | b'p' | b's' | b't')
            && TELLING.into_iter().any(begins)
    };
    // Letters beyond ASCII may become any of these in lower case.
    !key.is_ascii() || (0..bytes.len()).any(telling)
}

pub(super) fn hint(key: &str) -> Hint {
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

/// Whether a word says of whatever stands beside it that it is a secret.
pub(in crate::value) fn is_called_a_secret(word: &str) -> bool {
    hint(word) == Hint::Any
}

/// Whether a key is called like a secret.
pub fn key_looks_secret(key: &str) -> bool {
    hint(key) > Hint::None
}
