//! Splits: which share of all keys gets which variant.

use indexmap::IndexMap;
use serde::Deserialize;

use crate::model::OneOrMany;
use crate::yaml::{Node, Spanned};

/// Variants by weight, or by ranges of buckets.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SplitSpec {
    /// The weight of each variant, by its name.
    #[serde(default)]
    pub variants: IndexMap<String, Spanned<Node>>,
    /// What is served to whom, where names and weights do not say it; the first that takes a key
    /// counts.
    #[serde(default)]
    pub shares: Vec<Spanned<ShareSpec>>,
    /// How many buckets there are, or what the weights are shares of; the sum of the weights
    /// unless given. Keys that no share takes go on to what follows.
    pub of: Option<Spanned<Node>>,
    /// The attribute that is hashed, or several, of which the first that is there counts; the
    /// targeting key unless given.
    pub by: Option<Spanned<OneOrMany>>,
    /// What is hashed with it; the flag's name and `/split` unless given.
    pub salt: Option<String>,
    /// Whose buckets these are: `stageline` unless given, `eppo`, `flagd`, `growthbook1`,
    /// `growthbook2`, `unleash`.
    pub profile: Option<Spanned<String>>,
}

/// What is served to a share of all keys.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct ShareSpec {
    /// A variant's name, or a value.
    pub serve: Spanned<Node>,
    /// How large the share is, beside the others.
    pub weight: Option<Spanned<Node>>,
    /// Instead of a weight: where the key's bucket must lie, in each of these.
    #[serde(default)]
    pub within: Vec<Spanned<ShardSpec>>,
}

/// Ranges of the buckets under one salt.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct ShardSpec {
    /// What is hashed with the key; the split's unless given.
    pub salt: Option<String>,
    /// How many buckets there are; the split's `of` unless given.
    pub of: Option<Spanned<Node>>,
    /// Pairs of the first bucket that is in and the first behind it, as in `[[0, 2500]]`.
    pub ranges: Spanned<Node>,
}
