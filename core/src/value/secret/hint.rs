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
        let word = |word: &str| {
            let part = bytes.get(at..at + word.len());
            part.is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()))
        };
        may_begin(bytes[at], bytes[at + 1]) && TELLING.into_iter().any(word)
    };
    // Letters beyond ASCII may become any of these in lower case.
    !key.is_ascii() || (0..bytes.len().saturating_sub(1)).any(telling)
}

/// Whether one of the words may begin with these letters: in most places of most keys, none does.
fn may_begin(first: u8, second: u8) -> bool {
    // The bit by which letters differ from their capitals.
    let lower = |byte: u8| byte | 0x20;
    match lower(first) {
        b'a' => matches!(lower(second), b'p' | b'u'),
        b'b' | b'k' => lower(second) == b'e',
        b'c' => matches!(lower(second), b'o' | b'r'),
        b'p' => matches!(lower(second), b'a' | b'w'),
        b's' => lower(second) == b'e',
        b't' => lower(second) == b'o',
        _ => false,
    }
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
