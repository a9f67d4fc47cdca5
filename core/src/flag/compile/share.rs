//! Rollouts and splits: buckets, and what each of them gets.

use super::entry::Compiler;
use super::serve::Serving;
use super::when::unread;
use super::{Bad, Owner};
use crate::flag::bucket::Hasher;
use crate::flag::dialect::Profile;
use crate::flag::registry::TARGETING_KEY;
use crate::flag::share::{By, Rollout, Shard, Slice, Slices, Split};
use crate::flag::table::{Give, Share};
use crate::model::{OneOrMany, RolloutSpec, ShardSpec, ShareSpec, SplitSpec};
use crate::source::Span;
use crate::value::{Kind, Quantity};
use crate::yaml::{Data, Node, Spanned};

/// The largest weight and number of buckets, in thousandths.
const HEAVIEST: u64 = 1 << 42;

/// A split's buckets.
enum Buckets {
    Ours,
    Imported(Profile),
}

impl Compiler<'_, '_> {
    /// A rollout, a split, or both; `serve` is what a rollout gives, where that is said.
    pub(super) fn share(
        &mut self,
        rollout: Option<&Spanned<RolloutSpec>>,
        split: Option<&Spanned<SplitSpec>>,
        serve: Option<&Spanned<Node>>,
        serving: &mut Serving,
    ) -> Result<Option<Share>, Bad> {
        if rollout.is_none() && split.is_none() {
            return Ok(None);
        }
        let compiled = rollout.map(|rollout| self.rollout(rollout)).transpose();
        let give = match (split, serve, rollout) {
            (Some(split), _, rollout) => {
                let split = self.split(split, serving)?;
                // Whoever is taken by a rollout need not be drawn again for what all of them get.
                match split.sole().filter(|_| rollout.is_some()) {
                    Some(outcome) => Give::One(outcome),
                    None => Give::Split(split),
                }
            }
            (None, Some(serve), _) => {
                let outcome = self.outcome(&serve.value, serve.span)?;
                Give::One(serving.add(outcome))
            }
            (None, None, rollout) => {
                let span = rollout.map_or(Span::NONE, share_span);
                Give::One(serving.add(self.on(span)))
            }
        };
        Ok(Some(Share { rollout: compiled?, give }))
    }

    fn rollout(&mut self, spec: &Spanned<RolloutSpec>) -> Result<Rollout, Bad> {
        let amount = self.amount(spec)?;
        let by = self.by(spec.by.as_deref());
        let hasher = Hasher::salted(spec.salt.as_deref().unwrap_or(&self.flag.name));
        Ok(Rollout { by, hasher, amount, span: share_span(spec) })
    }

    fn by(&mut self, by: Option<&Spanned<OneOrMany>>) -> By {
        let ids = by.map(|by| self.workshop.attributes(by)).unwrap_or_default();
        match ids.split_first() {
            None => By { first: TARGETING_KEY, others: Box::default() },
            Some((first, others)) => By { first: *first, others: others.into() },
        }
    }

    fn split(&mut self, spec: &Spanned<SplitSpec>, serving: &mut Serving) -> Result<Split, Bad> {
        let by = self.by(spec.by.as_ref());
        let buckets = match &spec.profile {
            None => Buckets::Ours,
            Some(name) if name.value == "stageline" => Buckets::Ours,
            Some(name) => match Profile::named(&name.value) {
                Some(profile) => Buckets::Imported(profile),
                None => {
                    let owner = Owner("flag", &self.flag.name);
                    let problem =
                        unread(owner, "the bucketing profile", &name.value, &Profile::NAMES);
                    return Err(self.problem(problem, name.span));
                }
            },
        };
        let salt = spec.salt.clone().unwrap_or_else(|| format!("{}/split", self.flag.name));
        let of = spec.of.as_ref().map(|of| self.weight(of)).transpose()?;
        let ranges = spec.shares.iter().any(|share| !share.within.is_empty());
        if ranges && !spec.variants.is_empty() {
            let help = "say all of it below `shares`";
            return Err(self.wrong("a split", "has both weights and ranges", help, spec.span));
        }
        let slices = match ranges {
            true => {
                let slices = spec.shares.iter().map(|share| self.ranged(share, &salt, of, serving));
                let slices: Vec<_> = slices.collect();
                let slices = slices.into_iter().collect::<Result<Box<[_]>, Bad>>()?;
                match buckets {
                    Buckets::Ours => Slices::Ranges(slices),
                    Buckets::Imported(profile) => Slices::Imported(profile, slices),
                }
            }
            false => self.weighted(spec, &salt, of, &buckets, serving)?,
        };
        Ok(Split { by, slices, span: spec.span })
    }

    /// Outcomes by weight, which lie side by side.
    fn weighted(
        &mut self,
        spec: &Spanned<SplitSpec>,
        salt: &str,
        of: Option<u64>,
        buckets: &Buckets,
        serving: &mut Serving,
    ) -> Result<Slices, Bad> {
        let mut weights: Vec<(u64, u32)> = Vec::new();
        for (name, weight) in &spec.variants {
            let outcome = self.named(name, weight.span);
            let weight = self.weight(weight);
            weights.push((weight?, serving.add(outcome?)));
        }
        for share in &spec.shares {
            let outcome = self.outcome(&share.serve.value, share.serve.span);
            let Some(weight) = &share.weight else {
                let help = "give it a `weight`";
                return Err(self.wrong("a share", "has no weight", help, share.span));
            };
            let weight = self.weight(weight);
            weights.push((weight?, serving.add(outcome?)));
        }
        let sum: u64 = weights.iter().map(|(weight, _)| *weight).fold(0, u64::saturating_add);
        let total = of.unwrap_or(sum);
        if total == 0 {
            let help = "give a variant a weight above 0";
            return Err(self.wrong("a split", "gives nobody anything", help, spec.span));
        }
        if sum > total {
            let help = "let the weights add up to no more than `of`";
            return Err(self.wrong("a split", "gives more than there is", help, spec.span));
        }
        let mut end = 0;
        let ends = weights.into_iter().map(|(weight, outcome)| {
            let start = end;
            end += weight;
            (start, end, outcome)
        });
        let ends: Vec<(u64, u64, u32)> = ends.collect();
        match buckets {
            Buckets::Ours => {
                let threshold =
                    |end: u64| (u128::from(end) << 32).div_ceil(u128::from(total)) as u64;
                let ends = ends.into_iter().map(|(_, end, outcome)| (threshold(end), outcome));
                Ok(Slices::Weights { hasher: Hasher::salted(salt), ends: ends.collect() })
            }
            Buckets::Imported(profile) => {
                let whole = |weight: &u64| weight.is_multiple_of(1000);
                if !ends.iter().all(|(_, end, _)| whole(end)) || !whole(&total) {
                    let help = "write whole numbers";
                    let what = "has weights that are no whole numbers of buckets";
                    return Err(self.wrong("a split", what, help, spec.span));
                }
                let slices = ends.into_iter().map(|(start, end, outcome)| {
                    let ranges = Box::new([(start / 1000, end / 1000)]);
                    Slice { shards: Box::new([shard(salt, total / 1000, ranges)]), outcome }
                });
                Ok(Slices::Imported(*profile, slices.collect()))
            }
        }
    }

    /// An outcome by ranges of buckets.
    fn ranged(
        &mut self,
        share: &Spanned<ShareSpec>,
        salt: &str,
        of: Option<u64>,
        serving: &mut Serving,
    ) -> Result<Slice, Bad> {
        if share.weight.is_some() {
            let help = "give every share ranges, or every share a weight";
            return Err(self.wrong("a split", "has both weights and ranges", help, share.span));
        }
        let outcome = self.outcome(&share.serve.value, share.serve.span);
        let shards: Vec<_> = share.within.iter().map(|shard| self.shard(shard, salt, of)).collect();
        let shards = shards.into_iter().collect::<Result<Box<[_]>, Bad>>()?;
        Ok(Slice { shards, outcome: serving.add(outcome?) })
    }

    fn shard(
        &mut self,
        spec: &Spanned<ShardSpec>,
        salt: &str,
        of: Option<u64>,
    ) -> Result<Shard, Bad> {
        let of = spec.of.as_ref().map(|of| self.weight(of)).transpose()?.or(of);
        let Some(of) = of.filter(|of| *of > 0 && of.is_multiple_of(1000)) else {
            let help = "say how many buckets there are, as in `of: 10000`";
            return Err(self.wrong("a split", "has no number of buckets", help, spec.span));
        };
        let of = of / 1000;
        let mut ranges = Vec::new();
        for range in spec.ranges.value.untagged().as_list().unwrap_or_default() {
            let pair = range.untagged().as_list().and_then(|pair| match pair {
                [start, end] => Some((bucket(start)?, bucket(end)?)),
                _ => None,
            });
            match pair {
                Some((start, end)) if start <= end && end <= of => ranges.push((start, end)),
                _ => {
                    let help = "write the first bucket and the first behind, as in `[0, 2500]`";
                    return Err(self.wrong("a split", "has a bad range", help, range.span));
                }
            }
        }
        let salt = spec.salt.as_deref().unwrap_or(salt);
        Ok(shard(salt, of, ranges.into()))
    }

    /// A weight or number of buckets, in thousandths.
    fn weight(&mut self, node: &Spanned<Node>) -> Result<u64, Bad> {
        let read = Quantity::read(&node.value.untagged().data, Kind::Percent).ok();
        let thousandths = read.map(Quantity::nanos).filter(|nanos| nanos % 1_000_000 == 0);
        let weight = thousandths.and_then(|nanos| u64::try_from(nanos / 1_000_000).ok());
        match weight.filter(|weight| *weight <= HEAVIEST) {
            Some(weight) => Ok(weight),
            None => {
                let help = "write a number from 0 to 4,000,000,000, in thousandths at the finest";
                Err(self.wrong("a split", "has a bad weight", help, node.span))
            }
        }
    }
}

/// Where a rollout says how large it is.
pub(super) fn share_span(rollout: &Spanned<RolloutSpec>) -> Span {
    rollout.percentage.as_ref().map_or(rollout.span, |percentage| percentage.span)
}

fn shard(salt: &str, of: u64, ranges: Box<[(u64, u64)]>) -> Shard {
    Shard { salt: salt.into(), hasher: Hasher::salted(salt), of, ranges }
}

fn bucket(node: &Node) -> Option<u64> {
    match node.untagged().data {
        Data::Int(value) => u64::try_from(value).ok(),
        _ => None,
    }
}
