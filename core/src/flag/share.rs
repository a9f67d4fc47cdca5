//! Shares, compiled: rollouts and splits, which put a key into a bucket and ask what it gets.

use super::bucket::Hasher;
use super::context::Attribute;
use super::details::ErrorCode;
use super::dialect::Profile;
use super::ramp::Ramp;
use super::registry::{Registry, TARGETING_KEY};
use super::scope::Scope;
use crate::source::Span;

/// The attribute that is hashed: the first of these that the context has.
#[derive(Debug, Clone)]
pub(super) struct By {
    pub(super) first: u32,
    pub(super) others: Box<[u32]>,
}

impl By {
    /// The key.
    ///
    /// # Errors
    /// `TARGETING_KEY_MISSING` where there is none.
    #[inline]
    pub(super) fn key<'a>(&self, scope: &Scope<'a>) -> Result<&'a Attribute, ErrorCode> {
        // Whoever has no such attribute has no bucket, and null says just that.
        match scope.attribute(self.first) {
            None | Some(Attribute::Null) => self.other_key(scope),
            Some(key) => Ok(key),
        }
    }

    fn other_key<'a>(&self, scope: &Scope<'a>) -> Result<&'a Attribute, ErrorCode> {
        let mut keys = self.others.iter().filter_map(|id| scope.attribute(*id));
        let key = keys.find(|key| !matches!(key, Attribute::Null));
        key.ok_or(ErrorCode::TargetingKeyMissing)
    }

    /// The only attribute that it may be.
    pub(super) fn single(&self) -> Option<u32> {
        self.others.is_empty().then_some(self.first)
    }

    pub(super) fn is_targeting_key(&self) -> bool {
        self.first == TARGETING_KEY && self.others.is_empty()
    }

    /// The attributes' names, as an explanation says them.
    pub(super) fn names(&self, registry: &Registry) -> String {
        let attributes = &registry.attributes;
        let ids = std::iter::once(&self.first).chain(&self.others);
        ids.map(|id| attributes.name(*id)).collect::<Vec<_>>().join(", ")
    }
}

/// The bucket of a key under our own profile.
///
/// # Errors
/// `INVALID_CONTEXT` for what is neither text nor an integer.
#[inline]
fn bucket(hasher: Hasher, key: &Attribute) -> Result<u32, ErrorCode> {
    match key {
        Attribute::Text(text) => Ok(hasher.bucket(text.as_bytes())),
        Attribute::Int(value) => Ok(hasher.bucket_of_integer(value.unsigned_abs(), *value < 0)),
        Attribute::UInt(value) => Ok(hasher.bucket_of_integer(*value, false)),
        _ => Err(ErrorCode::InvalidContext),
    }
}

/// A share of all keys.
#[derive(Debug, Clone)]
pub(super) struct Rollout {
    pub(super) by: By,
    /// Has read the salt.
    pub(super) hasher: Hasher,
    pub(super) amount: Amount,
    /// Where it says how large it is.
    pub(super) span: Span,
}

/// How large the share is, as the first bucket that is out.
#[derive(Debug, Clone)]
pub(super) enum Amount {
    Fixed(u64),
    Ramp(Box<Ramp>),
}

/// What a rollout says of a key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    pub(super) bucket: u32,
    pub(super) threshold: u64,
}

impl Taken {
    #[inline]
    pub(super) fn is_in(self) -> bool {
        u64::from(self.bucket) < self.threshold
    }
}

impl Rollout {
    /// Whether the key is in.
    ///
    /// # Errors
    /// Why it has no bucket, or that there is no time.
    #[inline]
    pub(super) fn ask(&self, scope: &Scope<'_>) -> Result<Taken, ErrorCode> {
        let bucket = bucket(self.hasher, self.by.key(scope)?)?;
        match &self.amount {
            Amount::Fixed(threshold) => Ok(Taken { bucket, threshold: *threshold }),
            Amount::Ramp(ramp) => ask_ramp(ramp, bucket, scope),
        }
    }

    /// The threshold now; `None` where there is no time.
    pub(super) fn threshold(&self, scope: &Scope<'_>) -> Option<u64> {
        match &self.amount {
            Amount::Fixed(threshold) => Some(*threshold),
            Amount::Ramp(ramp) => Some(ramp.threshold(scope.now()?)),
        }
    }
}

fn ask_ramp(ramp: &Ramp, bucket: u32, scope: &Scope<'_>) -> Result<Taken, ErrorCode> {
    let now = scope.now().ok_or(ErrorCode::General)?;
    if scope.is_lasting() {
        scope.turns_at(ramp.turn(bucket, now));
    }
    Ok(Taken { bucket, threshold: ramp.threshold(now) })
}

/// Outcomes by buckets.
#[derive(Debug, Clone)]
pub(super) struct Split {
    pub(super) by: By,
    pub(super) slices: Slices,
    /// Where it stands.
    pub(super) span: Span,
}

impl Split {
    /// The outcome that everybody gets.
    pub(super) fn sole(&self) -> Option<u32> {
        match &self.slices {
            Slices::Weights { ends, .. } => match **ends {
                [(end, outcome)] if end == 1 << 32 => Some(outcome),
                _ => None,
            },
            _ => None,
        }
    }
}

#[derive(Debug, Clone)]
pub(super) enum Slices {
    /// By weight, in our own buckets: the first bucket behind each, rising, and its outcome.
    Weights { hasher: Hasher, ends: Box<[(u64, u32)]> },
    /// By ranges: the first that takes the key.
    Ranges(Box<[Slice]>),
    /// By weight or ranges, in another tool's buckets.
    Imported(Profile, Box<[Slice]>),
}

/// An outcome, and where the key's buckets must all lie.
#[derive(Debug, Clone)]
pub(super) struct Slice {
    pub(super) shards: Box<[Shard]>,
    pub(super) outcome: u32,
}

/// Ranges of the buckets under one salt.
#[derive(Debug, Clone)]
pub(super) struct Shard {
    pub(super) salt: Box<str>,
    /// Has read the salt.
    pub(super) hasher: Hasher,
    pub(super) of: u64,
    /// The first bucket that is in, and the first behind it.
    pub(super) ranges: Box<[(u64, u64)]>,
}

/// What a split gives a key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pick {
    pub(super) outcome: u32,
    pub(super) bucket: u64,
    /// The first bucket that does not get this outcome.
    pub(super) threshold: u64,
}

impl Split {
    /// What the key gets; `None` where no slice takes it.
    ///
    /// # Errors
    /// Why the key has no bucket.
    #[inline]
    pub(super) fn ask(&self, scope: &Scope<'_>) -> Result<Option<Pick>, ErrorCode> {
        let key = match (self.by.key(scope), &self.slices) {
            (Ok(key), _) => key,
            // The other tools go on where the key is missing.
            (Err(_), Slices::Imported(..)) => return Ok(None),
            (Err(code), _) => return Err(code),
        };
        match &self.slices {
            Slices::Weights { hasher, ends } => {
                let bucket = u64::from(bucket(*hasher, key)?);
                let at = ends.partition_point(|(end, _)| *end <= bucket);
                let pick = |(threshold, outcome)| Pick { outcome, bucket, threshold };
                Ok(ends.get(at).copied().map(pick))
            }
            Slices::Ranges(slices) => {
                // Told before any slice is asked, so that the answer does not hang on their order.
                if !key.is_hashable() {
                    return Err(ErrorCode::InvalidContext);
                }
                let put = |shard: &Shard| {
                    let bucket = bucket(shard.hasher, key).ok()?;
                    Some(((u128::from(bucket) * u128::from(shard.of)) >> 32) as u64)
                };
                Ok(first(slices, put))
            }
            Slices::Imported(profile, slices) => {
                Ok(first(slices, |shard| profile.bucket(&shard.salt, key, shard.of)))
            }
        }
    }
}

impl Split {
    /// The bucket of a key that no slice takes, in buckets of another tool that all slices share.
    pub(super) fn bucket(&self, scope: &Scope<'_>) -> Option<u64> {
        let Slices::Imported(profile, slices) = &self.slices else { return None };
        let shards = || slices.iter().flat_map(|slice| &slice.shards);
        let first = shards().next()?;
        let same = shards().all(|shard| shard.salt == first.salt && shard.of == first.of);
        let key = self.by.key(scope).ok().filter(|_| same)?;
        profile.bucket(&first.salt, key, first.of)
    }
}

/// The first slice all of whose shards hold the key's bucket.
fn first(slices: &[Slice], put: impl Fn(&Shard) -> Option<u64>) -> Option<Pick> {
    slices.iter().find_map(|slice| {
        let mut last = (0, 0);
        for shard in &slice.shards {
            let bucket = put(shard)?;
            let mut ranges = shard.ranges.iter();
            let range = ranges.find(|(start, end)| (*start..*end).contains(&bucket))?;
            last = (bucket, range.1);
        }
        Some(Pick { outcome: slice.outcome, bucket: last.0, threshold: last.1 })
    })
}
