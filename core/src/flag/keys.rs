//! Listed keys: values of one attribute, found by one look.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;
use smol_str::SmolStr;

use super::bucket::Digits;
use super::context::Attribute;
use crate::yaml::{Data, Node};

/// Keys of one attribute, each with a number. Integers are the same key as their digits.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys(HashMap<SmolStr, u32, FxBuildHasher>);

impl Keys {
    /// Adds a key with its number, unless it is there already; `false` for what is no key.
    pub(super) fn add(&mut self, key: &Node, number: u32) -> bool {
        let key: SmolStr = match &key.untagged().data {
            Data::Text(text) => text.clone(),
            Data::Int(value) => Digits::of(value.unsigned_abs(), *value < 0).as_str().into(),
            Data::UInt(value) => Digits::of(*value, false).as_str().into(),
            _ => return false,
        };
        self.0.entry(key).or_insert(number);
        true
    }

    /// Whether some key has this number.
    pub(super) fn has(&self, number: u32) -> bool {
        self.0.values().any(|known| *known == number)
    }

    /// The number of a key.
    #[inline]
    pub(super) fn find(&self, key: &Attribute) -> Option<u32> {
        match key {
            Attribute::Text(text) => self.0.get(text.as_str()).copied(),
            Attribute::Int(value) => self.digits(value.unsigned_abs(), *value < 0),
            Attribute::UInt(value) => self.digits(*value, false),
            _ => None,
        }
    }

    fn digits(&self, magnitude: u64, negative: bool) -> Option<u32> {
        self.0.get(Digits::of(magnitude, negative).as_str()).copied()
    }
}
