//! Texts that hold the name of an environment as a word of their own.

/// Whether a name stands somewhere in a text as a whole word.
pub(crate) fn names_whole(text: &str, name: &str) -> bool {
    without_name(text, name).is_some()
}

/// A text with an environment's name taken out; `None` where it stands nowhere as a whole word.
pub(crate) fn without_name(text: &str, name: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some(at) = rest.find(name) {
        let (before, after) = (&rest[..at], &rest[at + name.len()..]);
        let inner = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
        let whole = !inner(before.chars().next_back().or(out.chars().next_back()))
            && !inner(after.chars().next());
        out.push_str(before);
        // No text of a file holds this character: YAML forbids it unescaped.
        out.push_str(if whole { "\u{0}" } else { name });
        found |= whole;
        rest = after;
    }
    out.push_str(rest);
    found.then_some(out)
}
