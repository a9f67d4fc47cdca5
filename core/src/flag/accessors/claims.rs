//! Identifiers, each for one thing: two flags that would share one are told, not renamed.
//!
//! A number behind the second would do, but which one is second changes when a flag comes or goes, and
//! then a getter answers another flag without a word.

use std::collections::{BTreeMap, BTreeSet};

use super::language::Language;
use super::model::Known;
use crate::error::{Code, Error, Result, visible};
use crate::source::SourceMap;

/// What identifiers are taken, and by whom.
pub(super) struct Claims<'k> {
    language: Language,
    taken: BTreeMap<String, Owner<'k>>,
    /// Flags that have the name of another one; what else they share with it goes without saying.
    told: BTreeSet<&'k str>,
    problems: Vec<Error>,
    sources: &'k SourceMap,
}

/// A flag, or one of its variants.
#[derive(Clone, Copy)]
struct Owner<'k> {
    flag: &'k Known<'k>,
    variant: Option<&'k str>,
}

impl<'k> Claims<'k> {
    pub(super) fn new(language: Language, sources: &'k SourceMap) -> Self {
        Self {
            language,
            taken: BTreeMap::new(),
            told: BTreeSet::new(),
            problems: Vec::new(),
            sources,
        }
    }

    /// Takes an identifier for a flag.
    pub(super) fn flag(&mut self, identifier: String, flag: &'k Known<'k>) {
        self.take(identifier, Owner { flag, variant: None });
    }

    /// Takes an identifier for a variant.
    pub(super) fn variant(&mut self, identifier: String, flag: &'k Known<'k>, variant: &'k str) {
        self.take(identifier, Owner { flag, variant: Some(variant) });
    }

    fn take(&mut self, identifier: String, owner: Owner<'k>) {
        if self.told.contains(owner.flag.name) {
            return;
        }
        let Some(&other) = self.taken.get(&identifier) else {
            self.taken.insert(identifier, owner);
            return;
        };
        if other.flag.name != owner.flag.name {
            self.told.insert(owner.flag.name);
        }
        let (one, two) = (other.named(), owner.named());
        let language = self.language.title();
        let message = format!("{one} and {two} would both be `{identifier}` in {language}");
        let mut error = Error::new(Code::NameTaken, message).help("rename one of them");
        for owner in [other, owner] {
            error = error.at(self.sources.place(owner.flag.span));
        }
        self.problems.push(error);
    }

    /// # Errors
    /// `E_NAME_TAKEN` for each identifier that was taken twice.
    pub(super) fn check(self) -> Result<()> {
        match self.problems.is_empty() {
            true => Ok(()),
            false => Err(Error::all(self.problems)),
        }
    }
}

impl Owner<'_> {
    fn named(&self) -> String {
        let flag = visible(self.flag.name);
        match self.variant {
            None => format!("the flag `{flag}`"),
            Some(variant) => format!("the variant `{}` of the flag `{flag}`", visible(variant)),
        }
    }
}
