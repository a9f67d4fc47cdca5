//! A snapshot, seen from JavaScript.

use napi_derive::napi;

use crate::document::written;
use crate::environment::Environment;
use crate::guard::guarded;
use crate::json::Keys;
use crate::thrown::{self, Thrown};

/// A pinned state of a project.
#[napi]
pub struct Snapshot(pub(crate) stageline::Snapshot);

#[napi]
impl Snapshot {
    /// The names of the environments.
    #[napi(catch_unwind)]
    pub fn environment_names(&self) -> napi::Result<Vec<String>, Thrown> {
        guarded(|| Ok(self.0.environment_names().into_iter().map(str::to_owned).collect()))
    }

    /// The names of the services.
    #[napi(catch_unwind)]
    pub fn service_names(&self) -> napi::Result<Vec<String>, Thrown> {
        guarded(|| Ok(self.0.service_names().into_iter().map(str::to_owned).collect()))
    }

    /// An environment.
    #[napi(catch_unwind)]
    pub fn environment(&self, name: String) -> napi::Result<Environment, Thrown> {
        guarded(|| self.0.environment(&name).map(Environment))
    }

    /// The digest of all files.
    #[napi(catch_unwind)]
    pub fn digest(&self) -> napi::Result<String, Thrown> {
        guarded(|| Ok(self.0.digest().to_string()))
    }

    /// What could not be loaded, as documents of errors.
    #[napi(catch_unwind)]
    pub fn problems(&self) -> napi::Result<String, Thrown> {
        guarded(|| {
            let problems: Vec<_> = self.0.problems().map(thrown::Document::of).collect();
            written(&problems, Keys::Camel)
        })
    }
}
