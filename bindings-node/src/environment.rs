//! An environment and a service in it, seen from JavaScript.

use napi_derive::napi;
use stageline::{Code, Error, Result};

use crate::comparison::Compared;
use crate::flags::Flags;
use crate::given;
use crate::guard::guarded;
use crate::thrown::Thrown;
use crate::tree::Tree;

/// An environment of a snapshot.
#[napi]
pub struct Environment(pub(crate) stageline::Environment);

#[napi]
impl Environment {
    /// Its name.
    #[napi(catch_unwind)]
    pub fn name(&self) -> napi::Result<String, Thrown> {
        guarded(|| Ok(self.0.name().to_owned()))
    }

    /// Whether its tier is `production`.
    #[napi(catch_unwind)]
    pub fn is_production(&self) -> napi::Result<bool, Thrown> {
        guarded(|| Ok(self.0.is_production()))
    }

    /// The tenant it was derived for.
    #[napi(catch_unwind)]
    pub fn tenant_name(&self) -> napi::Result<Option<String>, Thrown> {
        guarded(|| Ok(self.0.tenant_name().map(str::to_owned)))
    }

    /// The environment that a tenant derives from it.
    #[napi(catch_unwind)]
    pub fn tenant(&self, name: String) -> napi::Result<Environment, Thrown> {
        guarded(|| self.0.tenant(&name).map(Environment))
    }

    /// Its record.
    #[napi(catch_unwind)]
    pub fn record(&self) -> napi::Result<Tree, Thrown> {
        guarded(|| self.0.record_tree().map(Tree))
    }

    /// Its configuration, with overrides as JSON text.
    #[napi(catch_unwind)]
    pub fn resolve(&self, overrides: Option<String>) -> napi::Result<Tree, Thrown> {
        guarded(|| match overrides {
            Some(text) => self.0.resolve_with(&map(&text)?).map(Tree),
            None => self.0.resolve().map(Tree),
        })
    }

    /// Its feature flags, as this snapshot has them.
    #[napi(catch_unwind)]
    pub fn flags(&self) -> napi::Result<Flags, Thrown> {
        guarded(|| Ok(Flags::new(self.0.flags())))
    }

    /// The names of the services configured here.
    #[napi(catch_unwind)]
    pub fn service_names(&self) -> napi::Result<Vec<String>, Thrown> {
        guarded(|| Ok(self.0.service_names().into_iter().map(str::to_owned).collect()))
    }

    /// A service, seen from here.
    #[napi(catch_unwind)]
    pub fn service(&self, name: String) -> napi::Result<Service, Thrown> {
        guarded(|| self.0.service(&name).map(Service))
    }
}

/// A service in an environment.
#[napi]
pub struct Service(stageline::Service);

#[napi]
impl Service {
    /// Its name.
    #[napi(catch_unwind)]
    pub fn name(&self) -> napi::Result<String, Thrown> {
        guarded(|| Ok(self.0.name().to_owned()))
    }

    /// Whether it is configured in the environment.
    #[napi(catch_unwind)]
    pub fn is_configured(&self) -> napi::Result<bool, Thrown> {
        guarded(|| Ok(self.0.is_configured()))
    }

    /// Its values, with overrides as JSON text.
    #[napi(catch_unwind)]
    pub fn resolve(&self, overrides: Option<String>) -> napi::Result<Tree, Thrown> {
        guarded(|| match overrides {
            Some(text) => self.0.resolve_with(&map(&text)?).map(Tree),
            None => self.0.resolve().map(Tree),
        })
    }

    /// What differs between it and another service, of this snapshot or of another.
    #[napi(catch_unwind)]
    pub fn diff(&self, other: &Service) -> napi::Result<Compared, Thrown> {
        guarded(|| {
            let diff = self.0.diff(&other.0)?;
            Ok(Compared::diff(diff, self.0.snapshot(), other.0.snapshot()))
        })
    }
}

/// Overrides: a map.
fn map(text: &str) -> Result<stageline::yaml::Node> {
    let node = given::tree(text)?;
    match node.as_map() {
        Some(_) => Ok(node),
        None => {
            let message = format!("overrides are a map, and {} was given", node.kind());
            Err(Error::new(Code::Usage, message).help("give the keys to override"))
        }
    }
}
