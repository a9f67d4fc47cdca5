//! How other tools put keys into buckets, bit for bit.

use md5::{Digest, Md5};

/// MurmurHash3 (x86, 32 bits) of texts one behind the other.
pub(in crate::flag) fn murmur3<'t>(seed: u32, texts: impl IntoIterator<Item = &'t str>) -> u32 {
    let mut hash = crate::flag::bucket::Hasher::seeded(seed);
    for text in texts {
        hash.write(text.as_bytes());
    }
    hash.finish()
}

/// Eppo's shard, from 0: the first four bytes of MD5 over `salt-key`, modulo the number of shards.
pub(in crate::flag) fn eppo(salt: &str, key: &str, shards: u32) -> u32 {
    let mut hash = Md5::new();
    hash.update(salt.as_bytes());
    hash.update(b"-");
    hash.update(key.as_bytes());
    let [a, b, c, d, ..] = <[u8; 16]>::from(hash.finalize());
    u32::from_be_bytes([a, b, c, d]) % shards.max(1)
}

/// GrowthBook's first algorithm: a bucket of 1,000.
pub(in crate::flag) fn growthbook1(seed: &str, value: &str) -> u32 {
    fnv1a([value, seed]) % 1000
}

/// GrowthBook's second algorithm: a bucket of 10,000.
pub(in crate::flag) fn growthbook2(seed: &str, value: &str) -> u32 {
    fnv1a([fnv1a([seed, value]).to_string().as_str()]) % 10_000
}

/// FNV-1a (32 bits) over UTF-16 code units, as JavaScript's `charCodeAt` gives them.
fn fnv1a<'t>(texts: impl IntoIterator<Item = &'t str>) -> u32 {
    let units = texts.into_iter().flat_map(str::encode_utf16);
    units.fold(0x811c_9dc5, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193))
}

/// The seed of Unleash's variants, which keeps them apart from its rollouts.
pub(in crate::flag) const UNLEASH_VARIANTS: u32 = 86_028_157;

/// Unleash's bucket, from 1 to `modulus`: MurmurHash3 over `group:key`.
pub(in crate::flag) fn unleash(seed: u32, group: &str, key: &str, modulus: u32) -> u32 {
    murmur3(seed, [group, ":", key]) % modulus.max(1) + 1
}

/// flagd's bucket of `total`, from 0: the upper bits of MurmurHash3 times the total weight.
pub(in crate::flag) fn flagd(key: &str, total: u32) -> u32 {
    ((u64::from(murmur3(0, [key])) * u64::from(total)) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eppo_shards_are_the_first_hex_digits_of_md5() {
        // md5("-") and md5("salt-key"), as any tool prints them.
        assert_eq!(eppo("", "", u32::MAX), 0x336d_5ebc);
        assert_eq!(eppo("salt", "key", 10_000), 0x6670_d5b8 % 10_000);
    }

    #[test]
    fn growthbook_hashes_value_and_seed_in_its_two_ways() {
        // From the published vectors: (seed, value) to thousandths and ten-thousandths.
        assert_eq!(growthbook1("", "a"), 220);
        assert_eq!(growthbook1("b", "a"), 946);
    }

    #[test]
    fn unleash_counts_from_one() {
        for key in 0..1000 {
            let bucket = unleash(0, "group", &key.to_string(), 100);
            assert!((1..=100).contains(&bucket));
        }
        assert_eq!(unleash(0, "group", "key", 0), 1);
    }

    #[test]
    fn flagd_stays_below_its_total() {
        assert_eq!(flagd("", 100), 0);
        for key in 0..1000 {
            assert!(flagd(&key.to_string(), 7) < 7);
        }
    }
}
