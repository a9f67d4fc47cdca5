//! Environments and services of a project.

use std::sync::Arc;

use crate::comparison::Comparison;
use crate::configuration::Configuration;
use crate::error::{StagelineError, guard};
use crate::json;

/// An environment, bound once: what is asked of it needs no name again.
#[derive(uniffi::Object)]
pub struct Environment(pub(crate) stageline::Environment);

/// A service, seen from one environment. Paths begin below its name.
#[derive(uniffi::Object)]
pub struct Service(stageline::Service);

type Answer<T> = Result<T, StagelineError>;

#[uniffi::export]
impl Environment {
    /// Its name.
    pub fn name(&self) -> String {
        self.0.name().to_owned()
    }

    /// Whether customers depend on it: its tier is `production`.
    pub fn is_production(&self) -> bool {
        self.0.is_production()
    }

    /// The tenant it was derived for, if it was.
    pub fn tenant_name(&self) -> Option<String> {
        self.0.tenant_name().map(str::to_owned)
    }

    /// The environment that a tenant derives from this one.
    ///
    /// # Errors
    /// `E_UNKNOWN_TENANT` for a tenant that does not exist or has no such environment.
    pub fn tenant(&self, name: &str) -> Answer<Arc<Environment>> {
        guard(|| Ok(Arc::new(Environment(self.0.tenant(name)?))))
    }

    /// Its record: what the project says of the environment itself.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn record(&self) -> Answer<Arc<Configuration>> {
        guard(|| Ok(Configuration::new(self.0.record_tree()?)))
    }

    /// Its configuration, with all that it extends, and overrides on top: a JSON object, merge
    /// instructions such as `{"$append": […]}` among its values.
    ///
    /// # Errors
    /// Those of its `extends`; `E_USAGE` for overrides that are no JSON object; `E_MERGE` for a merge
    /// instruction that is none.
    #[uniffi::method(default(overrides = None))]
    pub fn resolve(&self, overrides: Option<String>) -> Answer<Arc<Configuration>> {
        guard(|| {
            Ok(Configuration::new(match overrides {
                None => self.0.resolve()?,
                Some(text) => self.0.resolve_with(&json::parse_map(Some(&text), "overrides")?)?,
            }))
        })
    }

    /// The names of the services that are configured here, sorted.
    pub fn service_names(&self) -> Vec<String> {
        self.0.service_names().into_iter().map(str::to_owned).collect()
    }

    /// A service of the project, seen from here; it may be absent.
    ///
    /// # Errors
    /// `E_UNKNOWN_SERVICE` with the nearest names.
    pub fn service(&self, name: &str) -> Answer<Arc<Service>> {
        guard(|| Ok(Arc::new(Service(self.0.service(name)?))))
    }
}

#[uniffi::export]
impl Service {
    /// Its name.
    pub fn name(&self) -> String {
        self.0.name().to_owned()
    }

    /// The environment it is seen from.
    pub fn environment_name(&self) -> String {
        self.0.environment_name().to_owned()
    }

    /// Whether it has a file here, a base, or a file of an environment that this one extends.
    pub fn is_configured(&self) -> bool {
        self.0.is_configured()
    }

    /// Its values, with overrides on top as `Environment.resolve` takes them.
    ///
    /// # Errors
    /// `E_SERVICE_ABSENT` where it has no file at all, and those of `Environment.resolve`.
    #[uniffi::method(default(overrides = None))]
    pub fn resolve(&self, overrides: Option<String>) -> Answer<Arc<Configuration>> {
        guard(|| {
            Ok(Configuration::new(match overrides {
                None => self.0.resolve()?,
                Some(text) => self.0.resolve_with(&json::parse_map(Some(&text), "overrides")?)?,
            }))
        })
    }

    /// What differs between this service and another one, of this state of the project or of another.
    /// The sides are called by their environments; where these are one, by their services; where those
    /// are one too, `before` and `after`. Where one of them is absent, that is the difference.
    ///
    /// # Errors
    /// Why one of them cannot be resolved.
    pub fn diff(&self, other: &Service) -> Answer<Arc<Comparison>> {
        guard(|| {
            let sources = (self.0.snapshot().sources(), other.0.snapshot().sources());
            Ok(Comparison::of_diff(self.0.diff(&other.0)?, sources))
        })
    }
}
