//! What there is without the feature `import`: nothing.

use super::{Bad, Choice, Frame};
use crate::condition::Truth;
use crate::flag::scope::Scope;
use crate::flag::{Attribute, Check};
use crate::yaml::Node;

/// How another tool puts keys into buckets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flag) enum Profile {}

impl Profile {
    pub(in crate::flag) const NAMES: [&'static str; 0] = [];

    pub(in crate::flag) fn named(_: &str) -> Option<Self> {
        None
    }

    pub(in crate::flag) fn bucket(self, _: &str, _: &Attribute, _: u64) -> Option<u64> {
        match self {}
    }
}

/// A compiled condition or choice of another language.
#[derive(Debug, Clone)]
pub(in crate::flag) enum Program {}

impl Program {
    pub(in crate::flag) const LANGUAGES: &'static [&'static str] = &[];

    pub(in crate::flag) fn compile(
        _: &str,
        _: &Node,
        _: &mut Frame<'_>,
    ) -> Option<Result<Self, Bad>> {
        None
    }

    pub(in crate::flag) fn holds(&self, _: &str, _: &Scope<'_>) -> Truth {
        match *self {}
    }

    pub(in crate::flag) fn choose(&self, _: &str, _: &Scope<'_>) -> Choice {
        match *self {}
    }

    pub(in crate::flag) fn checks(&self, _: &str, _: &Scope<'_>) -> Vec<Check> {
        match *self {}
    }

    pub(in crate::flag) fn explain(&self, _: &str, _: &Scope<'_>) -> String {
        match *self {}
    }
}
