//! One service, seen from one environment.

use std::sync::Arc;

use smol_str::SmolStr;

use super::{Configuration, Snapshot};
use crate::config::{Explanation, Origin, from_data};
use crate::diff::{Diff, Places, Section};
use crate::error::{Code, Result};
use crate::source::Span;
use crate::value::IntoPath;
use crate::yaml::Node;

/// A service in an environment. Paths begin below its name.
#[derive(Debug, Clone)]
pub struct Service {
    snapshot: Snapshot,
    environment: SmolStr,
    name: SmolStr,
}

impl Service {
    pub(super) fn new(snapshot: Snapshot, environment: SmolStr, name: SmolStr) -> Self {
        Self { snapshot, environment, name }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The state of the project that it belongs to.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The environment it is seen from.
    pub fn environment_name(&self) -> &str {
        &self.environment
    }

    /// Whether it has a file here, a base, or a file of an environment that this one extends.
    pub fn is_configured(&self) -> bool {
        !matches!(self.resolve(), Err(error) if error.code() == Code::ServiceAbsent)
    }

    /// Its values: its base, the files of the environments this one extends, its own file.
    ///
    /// # Errors
    /// `E_SERVICE_ABSENT` where it has none of these, or why the environment's `extends` cannot be
    /// told.
    pub fn resolve(&self) -> Result<Configuration> {
        let resolved = self.snapshot.0.resolve_service(&self.environment, &self.name)?;
        Ok(Configuration::new(self.snapshot.clone(), resolved))
    }

    /// Its values with overrides of the caller on top.
    ///
    /// # Errors
    /// As [`Service::resolve`], and `E_MERGE` for a merge instruction that is none.
    pub fn resolve_with(&self, overrides: &Node) -> Result<Configuration> {
        let inner = &self.snapshot.0;
        let resolved = inner.layered_service(&self.environment, &self.name)?;
        inner.limits.hold(overrides)?;
        let overrides = from_data(overrides)?;
        let resolved = Arc::new(resolved.with_caller(overrides, &inner.keys));
        let resolved = resolved.interpolated(&inner.sources, inner.variables.as_ref())?;
        Ok(Configuration::new(self.snapshot.clone(), resolved))
    }

    /// Its values as a type of yours.
    ///
    /// # Errors
    /// As [`Service::resolve`], and `E_CONFIG_TYPE` with the place of the value that does not fit.
    pub fn resolve_as<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        self.resolve()?.read()
    }

    /// Where a value comes from and what it overrode.
    ///
    /// # Errors
    /// As [`Service::resolve`], and `E_UNKNOWN_PATH` with the nearest keys.
    pub fn explain(&self, path: impl IntoPath) -> Result<Explanation> {
        self.resolve()?.explain(path)
    }

    /// Every leaf below a path with where it comes from, deleted and shadowed ones too; the empty
    /// path is everything. See [`Configuration::explain_all`].
    ///
    /// # Errors
    /// As [`Service::explain`].
    pub fn explain_all(&self, path: impl IntoPath) -> Result<Vec<Explanation>> {
        self.resolve()?.explain_all(path)
    }

    /// Where a value was written.
    ///
    /// # Errors
    /// As [`Service::explain`].
    pub fn origin(&self, path: impl IntoPath) -> Result<Origin> {
        self.resolve()?.origin(path)
    }

    /// What differs between this service and another one, of this snapshot or of another: one section,
    /// under this one's name. The sides are called by their environments; where these are one, by
    /// their services; where those are one too, `before` and `after`.
    ///
    /// # Errors
    /// Why one of them cannot be resolved; where it is absent, that is the difference.
    pub fn diff(&self, other: &Service) -> Result<Diff> {
        let section = Section::Service(self.name.clone());
        let [left, right] = [self, other].map(|service| {
            let section = Section::Service(service.name.clone());
            service.snapshot.tree_of(&service.environment, &section)
        });
        let pair = self.snapshot.pair(section, left?, right?);
        let (here, there) =
            (|span: Span| self.snapshot.place(span), |span: Span| other.snapshot.place(span));
        let places = [Places::new(&here), Places::new(&there)];
        let (left, right) = match (self.environment == other.environment, self.name == other.name) {
            (false, _) => (self.environment.as_str(), other.environment.as_str()),
            (true, false) => (self.name.as_str(), other.name.as_str()),
            (true, true) => ("before", "after"),
        };
        Ok(Diff::of(left, right, &[pair], places))
    }
}
