//! Parts in the language of the tool they were imported from, evaluated as that tool does.
//!
//! A language owns a file here and an entry in [`Profile`], [`Program`] or both; all of them stand
//! behind the cargo feature `import`, and without it nothing is known. What is known is compiled
//! once, and asked without allocating where the language allows.

use super::context::Attribute;
use super::scope::Scope;
use crate::condition::Truth;
use crate::error::Result;
use crate::source::Span;
use crate::yaml::Node;

/// How another tool puts keys into buckets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Profile {}

impl Profile {
    /// The profile that a split names.
    pub(super) fn named(_name: &str) -> Option<Self> {
        None
    }

    /// The bucket of a key, from 0 and below `of`; `None` for a key that the tool does not hash.
    pub(super) fn bucket(self, _salt: &str, _key: &Attribute, _of: u64) -> Option<u64> {
        match self {}
    }
}

/// What compiling a program may use, and what it needs to be told.
#[allow(dead_code, reason = "only the languages behind the feature `import` read it")]
pub(super) struct Frame<'c> {
    /// The flag's name.
    pub(super) flag: &'c str,
    /// Gives the id of an attribute by its dotted path.
    pub(super) attribute: &'c mut dyn FnMut(&str) -> u32,
    /// The names of the flag's variants, in order.
    pub(super) variants: &'c [&'c str],
}

/// A compiled condition or choice of another language.
#[derive(Debug, Clone)]
pub(super) enum Program {}

impl Program {
    /// The languages that this build reads.
    pub(super) const LANGUAGES: &'static [&'static str] = &[];

    /// Compiles what stands below a language's name; `None` where this build does not read it.
    ///
    /// # Errors
    /// What is wrong with the data; the caller adds the place unless there is one.
    pub(super) fn compile(
        _language: &str,
        _data: &Node,
        _span: Span,
        _frame: &mut Frame<'_>,
    ) -> Option<Result<Self>> {
        None
    }

    /// Whether the condition holds.
    pub(super) fn holds(&self, _flag: &str, _scope: &Scope<'_>) -> Truth {
        match *self {}
    }

    /// The index of the variant that it chooses; `None` to go on with the next rule.
    pub(super) fn choose(&self, _flag: &str, _scope: &Scope<'_>) -> Option<u32> {
        match *self {}
    }

    /// Why it holds or not, in one line without values, for explanations.
    pub(super) fn explain(&self, _flag: &str, _scope: &Scope<'_>) -> String {
        match *self {}
    }
}
