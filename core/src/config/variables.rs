//! Variables that a caller gives: what `${env:NAME}` may read. The process's own are never read.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Texts by name. Printing shows the names alone, since values may be secrets.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Variables(Arc<BTreeMap<String, String>>);

impl Variables {
    /// The text of a variable.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Names and texts, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }
}

impl<N: Into<String>, T: Into<String>> FromIterator<(N, T)> for Variables {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(variables: I) -> Self {
        let variables = variables.into_iter().map(|(name, text)| (name.into(), text.into()));
        Self(Arc::new(variables.collect()))
    }
}

impl fmt::Debug for Variables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
