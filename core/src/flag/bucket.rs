//! Buckets: which share of all keys a key belongs to, the same in every language.
//!
//! The bucket is MurmurHash3 (x86, 32 bits, seed 0) over the bytes of the salt, one zero byte, and
//! the bytes of the key, both in UTF-8. A key is in when `bucket × 100,000 < thousandths × 2³²`,
//! where thousandths are those of a percent; so 100 % takes every key, 0 % none, and a higher
//! percentage keeps whoever was in. `tests/golden/bucketing.json` holds examples.

use crate::error::{Code, Error, Result};
use crate::value::{Kind, Quantity};
use crate::yaml::Node;

/// A rollout's percentage in thousandths of a percent: 0 to 100,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percentage(u32);

const WHOLE: u32 = 100_000;

impl Percentage {
    /// A percentage in thousandths of a percent; `None` above 100 %.
    #[must_use]
    pub fn from_thousandths(thousandths: u32) -> Option<Self> {
        (thousandths <= WHOLE).then_some(Self(thousandths))
    }

    /// Reads a percentage as it is written: `25`, `0.001`, `"25%"`.
    ///
    /// # Errors
    /// `E_QUANTITY` when it is no number, out of 0 to 100, or finer than a thousandth.
    pub fn read(node: &Node) -> Result<Self> {
        let bad = |message: &str| {
            Error::new(Code::Quantity, message)
                .help("write a number from 0 to 100, in thousandths at the finest, as in `12.5`")
        };
        let quantity = Quantity::read(&node.untagged().data, Kind::Percent)
            .map_err(|_| bad("the percentage is not a number"))?;
        let billionths = quantity.nanos();
        if billionths % 1_000_000 != 0 {
            return Err(bad("the percentage is finer than a thousandth"));
        }
        let thousandths = u32::try_from(billionths / 1_000_000).ok();
        thousandths
            .and_then(Self::from_thousandths)
            .ok_or_else(|| bad("the percentage is not between 0 and 100"))
    }

    /// No key.
    pub const NONE: Self = Self(0);

    /// Every key.
    pub const ALL: Self = Self(WHOLE);

    /// The highest percentage, in whole thousandths, that leaves a bucket out.
    pub(super) fn of_bucket(bucket: u32) -> Self {
        Self::of_threshold(bucket.into())
    }

    /// The highest percentage, in whole thousandths, that reaches no further than a threshold.
    pub(super) fn of_threshold(threshold: u64) -> Self {
        Self(((threshold.min(1 << 32) * u64::from(WHOLE)) >> 32) as u32)
    }

    /// The percentage nearest to a number of buckets.
    pub(super) fn nearest(buckets: u64) -> Self {
        let buckets = buckets.min(1 << 32);
        Self(((buckets * u64::from(WHOLE) + (1 << 31)) >> 32) as u32)
    }

    /// The percentage in thousandths of a percent.
    #[must_use]
    pub fn thousandths(self) -> u32 {
        self.0
    }

    /// The first bucket that is out, from 0 to 2³².
    #[must_use]
    pub fn threshold(self) -> u64 {
        (u64::from(self.0) << 32).div_ceil(u64::from(WHOLE))
    }
}

/// `12.5%`
impl std::fmt::Display for Percentage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, part) = (self.0 / 1000, self.0 % 1000);
        match part {
            0 => write!(f, "{whole}%"),
            _ => write!(f, "{whole}.{}%", format!("{part:03}").trim_end_matches('0')),
        }
    }
}

/// As it is shown: `"12.5%"`.
impl serde::Serialize for Percentage {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The bucket of a key under a salt.
#[must_use]
pub fn bucket(salt: &str, key: &str) -> u32 {
    Hasher::salted(salt).bucket(key.as_bytes())
}

/// An integer as decimal digits, without allocating.
pub(super) struct Digits {
    /// 20 digits and a sign, at the end.
    bytes: [u8; 21],
    start: usize,
}

impl Digits {
    pub(super) fn of(magnitude: u64, negative: bool) -> Self {
        let mut bytes = [0u8; 21];
        let mut start = bytes.len();
        let mut left = magnitude;
        loop {
            start -= 1;
            bytes[start] = b'0' + (left % 10) as u8;
            left /= 10;
            if left == 0 {
                break;
            }
        }
        if negative {
            start -= 1;
            bytes[start] = b'-';
        }
        Self { bytes, start }
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    pub(super) fn as_str(&self) -> &str {
        // Digits and a sign are ASCII.
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }
}

/// MurmurHash3 (x86, 32 bits) that has read a prefix; copies of it go on from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hasher {
    state: u32,
    /// Up to three bytes that fill no block yet, the first one lowest.
    rest: u32,
    /// How many bits of `rest` are taken.
    taken: u32,
    len: u32,
}

impl Hasher {
    pub(super) fn salted(salt: &str) -> Self {
        let mut hasher = Self { state: 0, rest: 0, taken: 0, len: 0 };
        hasher.write(salt.as_bytes());
        hasher.write(&[0]);
        hasher
    }

    /// With a seed, and nothing read yet.
    #[cfg(feature = "import")]
    pub(super) fn seeded(seed: u32) -> Self {
        Self { state: seed, rest: 0, taken: 0, len: 0 }
    }

    #[inline]
    pub(super) fn bucket(mut self, key: &[u8]) -> u32 {
        self.write(key);
        self.finish()
    }

    /// The bucket of an integer's decimal digits.
    pub(super) fn bucket_of_integer(self, magnitude: u64, negative: bool) -> u32 {
        self.bucket(Digits::of(magnitude, negative).as_bytes())
    }

    #[inline]
    pub(super) fn write(&mut self, bytes: &[u8]) {
        let (words, tail) = bytes.as_chunks::<4>();
        for word in words {
            let both = u64::from(self.rest) | u64::from(u32::from_le_bytes(*word)) << self.taken;
            self.mix(both as u32);
            self.rest = (both >> 32) as u32;
        }
        for byte in tail {
            self.rest |= u32::from(*byte) << self.taken;
            self.taken += 8;
            if self.taken == 32 {
                self.mix(self.rest);
                (self.rest, self.taken) = (0, 0);
            }
        }
        self.len = self.len.wrapping_add(bytes.len() as u32);
    }

    #[inline]
    fn mix(&mut self, block: u32) {
        self.state = (self.state ^ scrambled(block)).rotate_left(13);
        self.state = self.state.wrapping_mul(5).wrapping_add(0xe654_6b64);
    }

    #[inline]
    pub(super) fn finish(self) -> u32 {
        // Nothing left scrambles to zero.
        let mut hash = self.state ^ scrambled(self.rest) ^ self.len;
        hash = (hash ^ hash >> 16).wrapping_mul(0x85eb_ca6b);
        hash = (hash ^ hash >> 13).wrapping_mul(0xc2b2_ae35);
        hash ^ hash >> 16
    }
}

#[inline]
fn scrambled(block: u32) -> u32 {
    block.wrapping_mul(0xcc9e_2d51).rotate_left(15).wrapping_mul(0x1b87_3593)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::yaml::Data;

    fn plain(bytes: &[u8]) -> u32 {
        let mut hasher = Hasher { state: 0, rest: 0, taken: 0, len: 0 };
        hasher.write(bytes);
        hasher.finish()
    }

    #[test]
    fn the_hash_is_murmur3() {
        for (text, hash) in [
            ("", 0),
            ("test", 0xba6b_d213),
            ("hello", 0x248b_fa47),
            ("hello, world", 0x149b_bb7f),
            ("The quick brown fox jumps over the lazy dog", 0x2e4f_f723),
        ] {
            assert_eq!(plain(text.as_bytes()), hash, "{text:?}");
        }
    }

    #[test]
    fn percentages_are_exact() {
        let read = |data| Percentage::read(&Node::detached(data)).map(Percentage::thousandths);
        let text = |text: &str| Data::Text(text.into());
        for (written, thousandths) in [
            (Data::Int(0), 0),
            (Data::Int(100), 100_000),
            (Data::Float(0.001), 1),
            (Data::Float(33.3), 33_300),
            (Data::Float(99.999), 99_999),
            (text("25%"), 25_000),
            (text("0.5"), 500),
        ] {
            assert_eq!(read(written).unwrap(), thousandths);
        }
        for bad in [
            Data::Int(-1),
            Data::Int(101),
            Data::Float(100.001),
            Data::Float(-0.001),
            Data::Float(0.0005),
            Data::Float(f64::NAN),
            Data::Float(f64::INFINITY),
            Data::Bool(true),
            Data::Null,
            Data::UInt(u64::MAX),
            text("half"),
        ] {
            assert!(read(bad).is_err());
        }
        assert_eq!(Percentage(100_000).threshold(), 1 << 32);
        assert_eq!(Percentage(0).threshold(), 0);
        assert_eq!([Percentage(12_500), Percentage(1)].map(|p| p.to_string()), ["12.5%", "0.001%"]);
    }

    proptest! {
        #[test]
        fn the_threshold_is_the_documented_comparison(hash: u32, thousandths in 0u32..=100_000) {
            let threshold = Percentage(thousandths).threshold();
            let documented = u64::from(hash) * 100_000 < u64::from(thousandths) << 32;
            prop_assert_eq!(u64::from(hash) < threshold, documented);
        }

        #[test]
        fn a_prefix_read_ahead_changes_nothing(salt in ".{0,12}", key in ".{0,24}") {
            let mut whole = salt.clone().into_bytes();
            whole.push(0);
            whole.extend(key.bytes());
            prop_assert_eq!(bucket(&salt, &key), plain(&whole));
        }

        #[test]
        fn integers_hash_as_their_digits(salt in "[a-z]{0,6}", value: i64) {
            let hashed = Hasher::salted(&salt).bucket_of_integer(value.unsigned_abs(), value < 0);
            prop_assert_eq!(hashed, bucket(&salt, &value.to_string()));
        }
    }
}
