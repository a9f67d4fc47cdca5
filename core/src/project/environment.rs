//! One environment of a snapshot.

use std::sync::Arc;

use smol_str::SmolStr;

use super::snapshot::unknown;
use super::{Configuration, Service, Snapshot};
use crate::config::{Explanation, Layer, LayerKind, MergeKeys, Origin, Resolved, from_data};
use crate::error::{Code, Error, Result};
use crate::flag::LiveFlags;
use crate::model::EnvironmentRecord;
use crate::value::IntoPath;
use crate::yaml::Node;

/// An environment, bound once: what is asked of it needs no name again.
#[derive(Debug, Clone)]
pub struct Environment {
    snapshot: Snapshot,
    name: SmolStr,
    /// Where its flags follow the project; `None` when a snapshot gave it.
    pub(super) live: Option<LiveFlags>,
}

impl Environment {
    pub(super) fn new(snapshot: Snapshot, name: SmolStr) -> Self {
        Self { snapshot, name, live: None }
    }

    pub(super) fn following(mut self, live: Option<LiveFlags>) -> Self {
        self.live = live;
        self
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The snapshot it belongs to.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    fn declared(&self) -> Result<&crate::model::Environment> {
        let declared = self.snapshot.0.all.environments.get(&self.name);
        declared.ok_or_else(|| Error::new(Code::Internal, "an environment left its snapshot"))
    }

    /// What it is: its record, typed.
    ///
    /// # Errors
    /// None for an environment that a snapshot gave.
    pub fn record(&self) -> Result<&EnvironmentRecord> {
        Ok(&self.declared()?.record)
    }

    /// Its record as a tree that can be explained like a configuration.
    ///
    /// # Errors
    /// None for an environment that a snapshot gave.
    pub fn record_tree(&self) -> Result<Configuration> {
        let node = self.declared()?.record_node.clone();
        let layer = Layer::new(LayerKind::Record, self.name.clone(), node);
        let resolved = Resolved::new(Vec::new(), vec![layer], &MergeKeys::new());
        let resolved = Arc::new(resolved).hiding(&self.snapshot.0.sources);
        Ok(Configuration::new(self.snapshot.clone(), resolved))
    }

    /// Whether customers depend on it: its tier is `production`.
    pub fn is_production(&self) -> bool {
        self.declared().is_ok_and(|declared| declared.record.is_production())
    }

    /// The tenant it was derived for, if it was.
    pub fn tenant_name(&self) -> Option<&str> {
        self.declared().ok()?.derived.as_ref().map(|(tenant, _)| tenant.as_str())
    }

    /// The environment that a tenant derives from this one.
    ///
    /// # Errors
    /// `E_UNKNOWN_TENANT` for a tenant that does not exist or has no such environment.
    pub fn tenant(&self, tenant: &str) -> Result<Environment> {
        let tenants = &self.snapshot.0.all.tenants;
        let names = tenants.keys().map(SmolStr::as_str);
        let Some((_, spec)) = tenants.get(tenant) else {
            return Err(unknown(Code::UnknownTenant, "tenant", tenant, names));
        };
        match spec.environments.get(self.name()) {
            Some(name) => {
                let derived = self.snapshot.environment(&name.value)?;
                Ok(derived.following(self.live.clone()))
            }
            None => {
                let message =
                    format!("the tenant `{tenant}` has no environment for `{}`", self.name);
                let names = spec.environments.iter();
                let from =
                    names.filter(|(_, name)| name.value == self.name).map(|(from, _)| from).next();
                let help = match from {
                    Some(from) => format!("name `{from}`, which it derives from"),
                    None => format!("add `{}` below its `environments`", self.name),
                };
                Err(Error::new(Code::UnknownTenant, message).help(help))
            }
        }
    }

    /// Its configuration, with all that it extends.
    ///
    /// # Errors
    /// `E_UNKNOWN_BASE`, `E_AMBIGUOUS_BASE`, `E_NO_DEFAULT_BASE`, `E_EXTENDS_CYCLE` or
    /// `E_EXTENDS_DEPTH`, with the places of the `extends` concerned.
    pub fn resolve(&self) -> Result<Configuration> {
        let resolved = self.snapshot.0.resolve(&self.name)?;
        Ok(Configuration::new(self.snapshot.clone(), resolved))
    }

    /// Its configuration with overrides of the caller on top, merge instructions among them
    /// (`{$append: […]}` and its siblings).
    ///
    /// # Errors
    /// As [`Environment::resolve`], and `E_MERGE` for an instruction that is none.
    pub fn resolve_with(&self, overrides: &Node) -> Result<Configuration> {
        let inner = &self.snapshot.0;
        // Not followed yet: references may lead to what the caller gives.
        let resolved = inner.layered_configuration(&self.name)?;
        inner.limits.hold(overrides)?;
        let overrides = from_data(overrides)?;
        let resolved = Arc::new(resolved.with_caller(overrides, &inner.keys));
        let resolved = resolved.interpolated(&inner.sources, inner.variables.as_ref())?;
        Ok(Configuration::new(self.snapshot.clone(), resolved))
    }

    /// Where a value of its configuration comes from and what it overrode.
    ///
    /// # Errors
    /// As [`Environment::resolve`], and `E_UNKNOWN_PATH` with the nearest keys.
    pub fn explain(&self, path: impl IntoPath) -> Result<Explanation> {
        self.resolve()?.explain(path)
    }

    /// Every leaf below a path with where it comes from, deleted and shadowed ones too; the empty
    /// path is everything. See [`Configuration::explain_all`].
    ///
    /// # Errors
    /// As [`Environment::explain`].
    pub fn explain_all(&self, path: impl IntoPath) -> Result<Vec<Explanation>> {
        self.resolve()?.explain_all(path)
    }

    /// Where a value of its configuration was written.
    ///
    /// # Errors
    /// As [`Environment::explain`].
    pub fn origin(&self, path: impl IntoPath) -> Result<Origin> {
        self.resolve()?.origin(path)
    }

    /// The names of the services that are configured here, sorted.
    pub fn service_names(&self) -> Vec<&str> {
        let present = |name: &&SmolStr| self.snapshot.0.resolve_service(&self.name, name).is_ok();
        self.snapshot.0.all.services.keys().filter(present).map(SmolStr::as_str).collect()
    }

    /// A service of the project, seen from here; it may be absent.
    ///
    /// # Errors
    /// `E_UNKNOWN_SERVICE` with the names that are known.
    pub fn service(&self, name: &str) -> Result<Service> {
        self.snapshot.service(&self.name, name)
    }
}
