//! What single bytes can be.

/// Bytes of a key without quotes. Fewer than YAML allows.
pub(super) const KEY: u8 = 1;
/// Bytes that may end an unquoted scalar on a line, or not belong to it.
pub(super) const STOP: u8 = 2;
/// The same inside brackets.
pub(super) const FLOW_STOP: u8 = 4;

/// What each byte can be.
pub(super) static SIGNS: [u8; 256] = {
    let mut signs = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let sign = byte as u8;
        if sign.is_ascii_alphanumeric() || matches!(sign, b'_' | b'-' | b'.' | b'/') {
            signs[byte] |= KEY;
        }
        if matches!(sign, b'\n' | b'\r' | b'#' | b':' | b' ') {
            signs[byte] |= STOP;
        }
        if matches!(
            sign,
            b',' | b'[' | b']' | b'{' | b'}' | b':' | b'#' | b'\n' | b'\r' | b'"' | b'\''
        ) {
            signs[byte] |= FLOW_STOP;
        }
        byte += 1;
    }
    signs
};

/// The place of the first byte from `at` on that has a sign, or the end.
pub(super) fn find(bytes: &[u8], at: usize, sign: u8) -> usize {
    let found = bytes[at..].iter().position(|byte| SIGNS[usize::from(*byte)] & sign != 0);
    found.map_or(bytes.len(), |length| at + length)
}

pub(super) fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Whether an unquoted scalar may begin here. Fewer than YAML allows.
pub(super) fn starts_plain(bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        byte if byte.is_ascii_alphanumeric() || byte >= 0x80 => true,
        b'_' | b'.' | b'/' | b'+' | b'~' | b'$' | b'(' | b'=' | b'<' | b'^' | b';' => true,
        b'-' => bytes.get(at + 1).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'.'),
        _ => false,
    }
}

/// Control characters but line breaks, and characters beyond ASCII that end lines, show nothing or
/// may not stand in YAML.
pub(super) fn has_odd_characters(bytes: &[u8]) -> bool {
    // Without a branch for each byte, so that many are looked at in one step.
    let (mut odd, mut returns, mut wide) = (0u8, 0u8, 0u8);
    for byte in bytes {
        let control = (*byte < b' ') & (*byte != b'\n') & (*byte != b'\r');
        odd |= u8::from(control) | u8::from(*byte == 0x7f);
        returns |= u8::from(*byte == b'\r');
        wide |= *byte;
    }
    let (odd, returns, wide) = (odd != 0, returns != 0, wide >= 0x80);
    let lone = |pair: &[u8]| pair[0] == b'\r' && pair[1] != b'\n';
    odd || (returns && (bytes.ends_with(b"\r") || bytes.windows(2).any(lone)))
        || (wide && has_odd_wide_characters(bytes))
}

fn has_odd_wide_characters(bytes: &[u8]) -> bool {
    (0..bytes.len()).any(|at| match bytes[at] {
        0xc2 => matches!(bytes.get(at + 1), Some(0x80..=0xa0)),
        0xe2 => matches!(bytes[at + 1..], [0x80, 0xa8 | 0xa9, ..]),
        0xef => matches!(bytes[at + 1..], [0xbb, 0xbf, ..] | [0xbf, 0xbe | 0xbf, ..]),
        _ => false,
    })
}
