//! How other tools put keys into buckets.

use std::borrow::Cow;

use super::{hash, js};
use crate::flag::Attribute;

/// A tool's way from a key to a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flag) enum Profile {
    /// MD5 over `salt-key`, its first 32 bits modulo the number of buckets.
    Eppo,
    /// The upper bits of MurmurHash3 over salt and key, times the number of buckets.
    Flagd,
    /// FNV-1a over key and salt, in 1,000 buckets.
    GrowthBook1,
    /// FNV-1a over the digits of FNV-1a over salt and key, in 10,000 buckets.
    GrowthBook2,
    /// MurmurHash3 over `salt:key`, modulo the number of buckets.
    Unleash,
    /// The same with the seed of Unleash's variants.
    UnleashVariants,
}

impl Profile {
    /// The names by which splits call for them.
    pub(in crate::flag) const NAMES: [&'static str; 6] =
        ["eppo", "flagd", "growthbook1", "growthbook2", "unleash", "unleash_variants"];

    /// The profile that a split names.
    pub(in crate::flag) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "eppo" => Self::Eppo,
            "flagd" => Self::Flagd,
            "growthbook1" => Self::GrowthBook1,
            "growthbook2" => Self::GrowthBook2,
            "unleash" => Self::Unleash,
            "unleash_variants" => Self::UnleashVariants,
            _ => return None,
        })
    }

    /// The bucket of a key, from 0 and below `of`; `None` for a key that the tool does not hash.
    pub(in crate::flag) fn bucket(self, salt: &str, key: &Attribute, of: u64) -> Option<u64> {
        let of = u32::try_from(of).ok().filter(|of| *of > 0)?;
        let key = match (self, key) {
            // GrowthBook passes over whatever JavaScript takes for false.
            (Self::GrowthBook1 | Self::GrowthBook2, key) if !js::truthy(key) => return None,
            (Self::GrowthBook1 | Self::GrowthBook2, key) => js::text(key),
            (_, Attribute::Null | Attribute::List(_) | Attribute::Map(_)) => return None,
            (_, Attribute::Int(value)) => Cow::from(value.to_string()),
            (_, Attribute::UInt(value)) => Cow::from(value.to_string()),
            (_, key) => js::text(key),
        };
        Some(u64::from(match self {
            Self::Eppo => hash::eppo(salt, &key, of),
            Self::Flagd => {
                ((u64::from(hash::murmur3(0, [salt, &*key])) * u64::from(of)) >> 32) as u32
            }
            Self::GrowthBook1 => hash::growthbook1(salt, &key),
            Self::GrowthBook2 => hash::growthbook2(salt, &key),
            Self::Unleash => hash::unleash(0, salt, &key, of) - 1,
            Self::UnleashVariants => hash::unleash(hash::UNLEASH_VARIANTS, salt, &key, of) - 1,
        }))
    }
}
