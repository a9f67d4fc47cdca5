//! What of two environments is compared.

use crate::value::SecretKey;

/// What a caller says of a [`Diff`](super::Diff).
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct DiffOptions {
    /// What is compared: parts of environments (`record`, `configuration`, `services`, `flags`) and
    /// services, and patterns of paths with what lies below them. Where both are given, those paths
    /// of those parts; all where nothing is.
    pub sections: Vec<String>,
    /// What is left out: parts, services, and patterns of paths with what lies below them.
    pub exclude: Vec<String>,
    /// What secrets are marked with.
    pub key: Option<SecretKey>,
}

impl DiffOptions {
    /// The options of [`Snapshot::diff`](crate::Snapshot::diff).
    pub fn new() -> Self {
        Self::default()
    }

    /// Compares these parts, services and paths alone.
    #[must_use]
    pub fn sections<N: Into<String>>(mut self, sections: impl IntoIterator<Item = N>) -> Self {
        self.sections = sections.into_iter().map(Into::into).collect();
        self
    }

    /// Leaves out parts of environments, services, or paths with what lies below them.
    #[must_use]
    pub fn exclude<N: Into<String>>(mut self, exclude: impl IntoIterator<Item = N>) -> Self {
        self.exclude = exclude.into_iter().map(Into::into).collect();
        self
    }

    /// Marks secrets with a key.
    #[must_use]
    pub fn key(mut self, key: SecretKey) -> Self {
        self.key = Some(key);
        self
    }
}
