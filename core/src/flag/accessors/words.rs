//! Names into identifiers: the words of a name, and how languages spell them together.

/// The words of a name, in lower case ASCII; at least one, and none that begins with a digit
/// comes first.
///
/// Words end at whatever is no letter or digit, and before a capital: `new-checkout.flowTest` has four.
/// A letter beyond ASCII is a word of its own, its code point: `é` is `ue9`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words(Vec<String>);

impl Words {
    /// The words of a name; `what` comes first where there would be none, or a digit.
    pub(super) fn of(name: &str, what: &str) -> Self {
        let mut words = vec![String::new()];
        let chars: Vec<char> = name.chars().collect();
        for (at, &char) in chars.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| chars[at]);
            if char.is_ascii_alphanumeric() {
                if is_hump(before, char, chars.get(at + 1).copied()) {
                    words.push(String::new());
                }
                if let Some(word) = words.last_mut() {
                    word.push(char.to_ascii_lowercase());
                }
            } else if char.is_ascii() {
                words.push(String::new());
            } else {
                words.extend([format!("u{:x}", u32::from(char)), String::new()]);
            }
        }
        words.retain(|word| !word.is_empty());
        if words.first().is_none_or(|first| first.starts_with(|c: char| c.is_ascii_digit())) {
            words.insert(0, what.to_owned());
        }
        Self(words)
    }

    /// With a word behind.
    pub(super) fn and(&self, word: &str) -> Self {
        Self(self.0.iter().cloned().chain([word.to_owned()]).collect())
    }

    /// `new_checkout`
    pub(super) fn snake(&self) -> String {
        self.0.join("_")
    }

    /// `NEW_CHECKOUT`
    pub(super) fn screaming(&self) -> String {
        self.snake().to_ascii_uppercase()
    }

    /// `NewCheckout`
    pub(super) fn pascal(&self) -> String {
        self.0.iter().map(|word| capitalised(word)).collect()
    }

    /// `newCheckout`
    pub(super) fn camel(&self) -> String {
        let rest = self.0.iter().skip(1).map(|word| capitalised(word));
        self.0.iter().take(1).cloned().chain(rest).collect()
    }
}

/// Whether a capital begins a word: behind a small letter or digit, or as the last of several
/// capitals, as in `HTTPServer`.
fn is_hump(before: Option<char>, char: char, next: Option<char>) -> bool {
    let Some(before) = before else { return false };
    char.is_ascii_uppercase()
        && (before.is_ascii_lowercase()
            || before.is_ascii_digit()
            || before.is_ascii_uppercase() && next.is_some_and(|next| next.is_ascii_lowercase()))
}

fn capitalised(word: &str) -> String {
    let mut word = word.to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn names_become_words() {
        for (name, snake) in [
            ("enhanced_search", "enhanced_search"),
            ("new-checkout.flow", "new_checkout_flow"),
            ("newCheckoutFlow", "new_checkout_flow"),
            ("HTTPServer2Go", "http_server2_go"),
            ("v2beta", "v2beta"),
            ("2fa", "flag_2fa"),
            ("größe", "gr_uf6_udf_e"),
            ("名前", "u540d_u524d"),
            ("🚀 launch", "u1f680_launch"),
            ("_", "flag"),
            ("", "flag"),
            ("\"*/", "flag"),
        ] {
            assert_eq!(Words::of(name, "flag").snake(), snake, "{name}");
        }
    }

    #[test]
    fn words_are_spelled_as_languages_do() {
        let words = Words::of("new-checkout.flow", "flag");
        assert_eq!(words.snake(), "new_checkout_flow");
        assert_eq!(words.screaming(), "NEW_CHECKOUT_FLOW");
        assert_eq!(words.pascal(), "NewCheckoutFlow");
        assert_eq!(words.camel(), "newCheckoutFlow");
        assert_eq!(words.and("variant").camel(), "newCheckoutFlowVariant");
    }
}
