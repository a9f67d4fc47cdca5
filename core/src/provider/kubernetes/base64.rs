//! Base64 as Secrets have it (RFC 4648, section 4): the standard alphabet, padded, on any number
//! of lines.

/// The text that a text in base64 stands for, if it is one.
pub(in crate::provider) fn decoded(text: &str) -> Option<String> {
    String::from_utf8(decode(text)?).ok()
}

/// The bytes of a text; `None` where it is not in base64.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> =
        text.bytes().filter(|byte| !matches!(byte, b'\n' | b'\r' | b' ')).collect();
    if !digits.len().is_multiple_of(4) {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3);
    for (at, group) in digits.chunks_exact(4).enumerate() {
        let padding = group.iter().rev().take_while(|digit| **digit == b'=').count();
        let last = (at + 1) * 4 == digits.len();
        if padding > 2 || padding > 0 && !last {
            return None;
        }
        let mut bits: u32 = 0;
        for digit in &group[..4 - padding] {
            bits = bits << 6 | u32::from(value(*digit)?);
        }
        bits <<= 6 * padding;
        let [_, decoded @ ..] = bits.to_be_bytes();
        // Bits that no byte takes up are zero in what an encoder writes.
        if decoded[3 - padding..].iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend(&decoded[..3 - padding]);
    }
    Some(bytes)
}

fn value(digit: u8) -> Option<u8> {
    Some(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn the_rfcs_own_examples_are_read() {
        for (text, bytes) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYg==", "foob"),
            ("Zm9vYmE=", "fooba"),
            ("Zm9v\nYmFy\n", "foobar"),
        ] {
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()), "{text}");
        }
        assert_eq!(decode("+/8="), Some(vec![0xfb, 0xff]));
    }

    #[test]
    fn what_no_encoder_writes_is_refused() {
        for text in ["Z", "Zg", "Zg=", "Zh==", "Zm9=", "=Zm9", "Zg==Zm9v", "Zm-v", "Zm9v!", "===="]
        {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
