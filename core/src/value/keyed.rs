//! Marks of secrets: a keyed hash tells whether two are the same, and nothing of what they are.

use std::fmt;

use sha2::{Digest as _, Sha256};

use super::canonical;
use crate::error::{Code, Error, Result};
use crate::yaml::Node;

/// Bytes of a block of SHA-256.
const BLOCK: usize = 64;
/// Bytes of a mark.
const MARK: usize = 8;
/// Bytes of the shortest key.
const SHORTEST: usize = 16;

/// The caller's key for marks of secrets.
///
/// Marks made with one key are equal where the secrets are. They tell nothing of a secret to
/// somebody without the key, so it must be as hard to guess as the secrets are; and who has it can
/// try out short secrets. It is neither shown nor stored.
#[derive(Clone)]
pub struct SecretKey([u8; BLOCK]);

impl SecretKey {
    /// A key of at least 16 bytes; 32 random ones are a good key.
    ///
    /// # Errors
    /// `E_USAGE` for a shorter one.
    pub fn new(key: impl AsRef<[u8]>) -> Result<Self> {
        let key = key.as_ref();
        if key.len() < SHORTEST {
            let message = format!("the key for secrets is shorter than {SHORTEST} bytes");
            return Err(Error::new(Code::Usage, message).help("give 32 random bytes"));
        }
        Ok(Self::block(key))
    }

    fn block(key: &[u8]) -> Self {
        let mut block = [0; BLOCK];
        match key.len() > BLOCK {
            true => block[..32].copy_from_slice(&Sha256::digest(key)),
            false => block[..key.len()].copy_from_slice(key),
        }
        Self(block)
    }

    /// The mark of a value: `hmac:` and 16 hexadecimal digits, the first of the HMAC-SHA256 of its
    /// [`canonical`] spelling.
    pub fn mark(&self, node: &Node) -> String {
        let mut mark = String::from("hmac:");
        for byte in &self.code(canonical(node).as_bytes())[..MARK] {
            mark.push_str(&format!("{byte:02x}"));
        }
        mark
    }

    /// HMAC-SHA256, as RFC 2104 has it.
    fn code(&self, message: &[u8]) -> [u8; 32] {
        let hash = |pad: u8, text: &[u8]| {
            let mut hash = Sha256::new();
            hash.update(self.0.map(|byte| byte ^ pad));
            hash.update(text);
            hash.finalize()
        };
        hash(0x5c, &hash(0x36, message)).into()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_codes_are_those_of_rfc_4231() {
        let long = [0xaa; 131];
        let counting: Vec<u8> = (1..=25).collect();
        for (key, message, code) in [
            (
                &[0x0b; 20][..],
                &b"Hi There"[..],
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &[0xaa; 20],
                &[0xdd; 50],
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            ),
            (
                &counting,
                &[0xcd; 50],
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            ),
            (
                &long,
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
            (
                &long,
                b"This is a test using a larger than block-size key and a larger than block-size \
                  data. The key needs to be hashed before being used by the HMAC algorithm.",
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            ),
        ] {
            assert_eq!(hex(&SecretKey::block(key).code(message)), code);
        }
        // The fifth gives only the first half of its code.
        let code = SecretKey::block(&[0x0c; 20]).code(b"Test With Truncation");
        assert_eq!(hex(&code[..16]), "a3b6167473100ee06e0c796c2955552b");
    }

    #[test]
    fn equal_values_have_equal_marks_under_one_key_alone() {
        let key = SecretKey::new([7; 32]).unwrap();
        let other = SecretKey::new([8; 32]).unwrap();
        let secret = Node::from("tr0ub4dor");
        let mark = key.mark(&secret);
        assert_eq!(mark, key.mark(&Node::from("tr0ub4dor")));
        assert_ne!(mark, other.mark(&secret));
        assert_ne!(mark, key.mark(&Node::from("tr0ub4dor ")));
        assert_ne!(key.mark(&Node::from("1")), key.mark(&Node::from(1)));
        assert!(mark.len() == 21 && mark.starts_with("hmac:"));
    }

    #[test]
    fn short_keys_are_refused_and_no_key_is_shown() {
        let error = SecretKey::new("short").unwrap_err();
        assert_eq!(error.code(), Code::Usage);
        assert!(!error.to_string().contains("short\""));
        assert_eq!(format!("{:?}", SecretKey::new([65; 16]).unwrap()), "SecretKey(…)");
    }
}
