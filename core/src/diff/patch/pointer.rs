//! JSON Pointers (RFC 6901): `/resources/limits/cpu`, `/a~1b/0`.

use smol_str::{SmolStr, ToSmolStr};

/// A key or a position, as a pointer has it.
#[derive(Debug, Clone)]
pub(super) enum Token<'n> {
    Key(&'n SmolStr),
    At(usize),
}

/// The pointer of these tokens, and of one more.
pub(super) fn write(tokens: &[Token<'_>], last: Option<Token<'_>>) -> String {
    let mut out = String::new();
    for token in tokens.iter().chain(&last) {
        out.push('/');
        match token {
            Token::Key(key) if key.contains(['~', '/']) => {
                out.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Token::Key(key) => out.push_str(key),
            Token::At(at) => out.push_str(&at.to_smolstr()),
        }
    }
    out
}

/// The tokens of a pointer; `None` where it is none.
pub(super) fn read(text: &str) -> Option<Vec<SmolStr>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    text.strip_prefix('/')?.split('/').map(token).collect()
}

fn token(text: &str) -> Option<SmolStr> {
    let mut parts = text.split('~');
    let mut out = String::from(parts.next()?);
    for part in parts {
        let (sign, rest) = match part.as_bytes().first()? {
            b'0' => ('~', &part[1..]),
            b'1' => ('/', &part[1..]),
            _ => return None,
        };
        out.push(sign);
        out.push_str(rest);
    }
    Some(out.into())
}

/// A position in a list: digits without a leading zero.
pub(super) fn position(token: &str) -> Option<usize> {
    let digits = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = token == "0" || !token.starts_with('0');
    (digits && canonical).then(|| token.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_pointer_or_position_is_refused() {
        for text in ["a", " ", "/~", "/~2", "/a~", "#/a"] {
            assert_eq!(read(text), None, "{text}");
        }
        for text in ["", "-", "01", "+1", "1e0", "٣", " 1", "99999999999999999999999"] {
            assert_eq!(position(text), None, "{text}");
        }
        assert_eq!((position("0"), position("10")), (Some(0), Some(10)));
    }

    proptest! {
        #[test]
        fn a_pointer_reads_back_as_it_was_written(keys in prop::collection::vec("[a~/0-2]{0,4}", 0..4)) {
            let keys: Vec<SmolStr> = keys.into_iter().map(SmolStr::from).collect();
            let tokens: Vec<_> = keys.iter().map(Token::Key).collect();
            prop_assert_eq!(read(&write(&tokens, None)), Some(keys));
        }
    }
}
