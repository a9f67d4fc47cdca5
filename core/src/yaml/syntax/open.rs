//! Which bracket or quote is open at a place: often the mistake lies there, and shows later.

/// A sign that opened something, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Opened {
    pub(super) sign: u8,
    pub(super) at: usize,
}

impl Opened {
    pub(super) fn is_quote(self) -> bool {
        matches!(self.sign, b'"' | b'\'')
    }

    /// The sign that closes it.
    pub(super) fn close(self) -> u8 {
        match self.sign {
            b'[' => b']',
            b'{' => b'}',
            quote => quote,
        }
    }
}

/// The innermost bracket or quote that is open at `to`, read from `from` on, where none is.
pub(super) fn open_at(text: &str, from: usize, to: usize) -> Option<Opened> {
    let bytes = text.as_bytes();
    let to = to.min(bytes.len());
    let mut open: Vec<Opened> = Vec::new();
    let mut at = from;
    while at < to {
        match bytes[at] {
            b'#' if at == 0 || bytes[at - 1].is_ascii_whitespace() => {
                at += bytes[at..to].iter().position(|byte| *byte == b'\n').unwrap_or(to - at);
            }
            sign @ (b'"' | b'\'') if begins_a_value(text, from, at) => {
                match closing_quote(bytes, at, to) {
                    Some(end) => at = end,
                    None => return Some(Opened { sign, at }),
                }
            }
            sign @ (b'[' | b'{') if !open.is_empty() || begins_a_value(text, from, at) => {
                open.push(Opened { sign, at });
            }
            b']' | b'}' => {
                open.pop();
            }
            _ => {}
        }
        at += 1;
    }
    open.pop()
}

/// Whether what stands at a place can be the beginning of a value or a key.
fn begins_a_value(text: &str, from: usize, at: usize) -> bool {
    let before = &text[text[..at].rfind('\n').map_or(0, |line| line + 1).max(from.min(at))..at];
    let trimmed = before.trim_end_matches([' ', '\t']);
    let word = trimmed.rsplit([' ', '\t']).next().unwrap_or_default();
    trimmed.is_empty()
        || trimmed.ends_with([':', '-', '?', ',', '[', '{'])
        || word.starts_with(['!', '&'])
}

fn closing_quote(bytes: &[u8], open: usize, to: usize) -> Option<usize> {
    let quote = bytes[open];
    let mut at = open + 1;
    while at < to {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            byte if byte == quote && quote == b'\'' && bytes.get(at + 1) == Some(&quote) => at += 1,
            byte if byte == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_open_sign_is_found() {
        for (text, opened) in [
            ("a: [1, {b: 2", Some((b'{', 7))),
            ("a: [1, {b: 2}", Some((b'[', 3))),
            ("a: [1, 2]\nb", None),
            ("a: \"x [", Some((b'"', 3))),
            ("a: 'it''s [", Some((b'\'', 3))),
            ("a: \"\\\"\" [", None),
            ("a: x [y", None),
            ("a: !append [y", Some((b'[', 11))),
            ("# [\n- [", Some((b'[', 6))),
        ] {
            let found = open_at(text, 0, text.len()).map(|open| (open.sign, open.at));
            assert_eq!(found, opened, "{text}");
        }
    }
}
