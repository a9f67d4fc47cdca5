//! What a comparison is asked beside the environments.

use crate::model::{DriftRule, Shape};
use crate::value::{Date, SecretKey};

/// What a caller says of a comparison.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct DriftOptions {
    /// The day on which rules have expired or not; without one, none has.
    pub today: Option<Date>,
    /// Rules that come before the project's.
    pub rules: Vec<DriftRule>,
    /// Shapes beside the project's.
    pub shapes: Vec<Shape>,
    /// What secrets are marked with.
    pub key: Option<SecretKey>,
    /// What is compared: parts of environments (`record`, `configuration`, `services`, `flags`) and
    /// services, and patterns of paths with what lies below them. Where both are given, those paths
    /// of those parts; all where nothing is.
    pub sections: Vec<String>,
    /// What is left out: parts, services, and patterns of paths with what lies below them.
    pub exclude: Vec<String>,
}

impl DriftOptions {
    /// The options of [`Snapshot::drift`](crate::Snapshot::drift).
    pub fn new() -> Self {
        Self::default()
    }

    /// The day on which rules have expired or not.
    #[must_use]
    pub fn today(mut self, today: Date) -> Self {
        self.today = Some(today);
        self
    }

    /// Adds a rule behind those that were added; all come before the project's.
    #[must_use]
    pub fn rule(mut self, rule: DriftRule) -> Self {
        self.rules.push(rule);
        self
    }

    /// Adds a shape.
    #[must_use]
    pub fn shape(mut self, shape: Shape) -> Self {
        self.shapes.push(shape);
        self
    }

    /// Marks secrets with a key.
    #[must_use]
    pub fn key(mut self, key: SecretKey) -> Self {
        self.key = Some(key);
        self
    }

    /// Compares these parts of environments, services, and paths alone.
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
}
