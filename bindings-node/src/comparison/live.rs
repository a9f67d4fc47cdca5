//! What is running in an environment, seen from JavaScript.

use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use stageline::Result;
use stageline::provider::{LiveEnvironment, LiveOptions};
use stageline::value::SecretKey;

use super::Compared;
use crate::document::written;
use crate::given;
use crate::guard::guarded;
use crate::json::Keys;
use crate::thrown::Thrown;

/// How a live state is read.
#[napi(object)]
pub struct LiveReading {
    /// The environment whose state it is.
    pub environment: Option<String>,
    /// The namespace whose objects count.
    pub namespace: Option<String>,
    /// The labels that say which service an object belongs to.
    pub service_labels: Option<Vec<String>>,
    /// The services of workloads, a map as JSON text.
    pub services: Option<String>,
    /// Whether it shows only a part.
    pub partial: Option<bool>,
}

impl LiveReading {
    fn options(self) -> Result<LiveOptions> {
        let mut options = LiveOptions::new().partial(self.partial.unwrap_or(false));
        if let Some(name) = self.environment {
            options = options.environment(name);
        }
        if let Some(name) = self.namespace {
            options = options.namespace(name);
        }
        if let Some(labels) = self.service_labels {
            options = options.service_labels(labels);
        }
        for (workload, name) in given::texts(self.services.as_deref())? {
            options = options.service(workload, name);
        }
        Ok(options)
    }
}

/// What is running in an environment.
#[napi]
pub struct Live(pub(crate) LiveEnvironment);

/// Reads a live state: the names of its files, and their texts.
#[napi(catch_unwind)]
pub fn read_live(
    names: Vec<String>,
    texts: Vec<String>,
    asked: LiveReading,
) -> napi::Result<Live, Thrown> {
    guarded(|| {
        let files = names.into_iter().zip(texts);
        LiveEnvironment::read_files(files, &asked.options()?).map(Live)
    })
}

#[napi]
impl Live {
    /// The environment whose state it is, if that was said.
    #[napi(catch_unwind)]
    pub fn environment(&self) -> napi::Result<Option<String>, Thrown> {
        guarded(|| Ok(self.0.environment().map(str::to_owned)))
    }

    /// Where it comes from.
    #[napi(catch_unwind)]
    pub fn origin(&self) -> napi::Result<String, Thrown> {
        guarded(|| Ok(self.0.origin().to_owned()))
    }

    /// Whether it shows only a part.
    #[napi(catch_unwind)]
    pub fn is_partial(&self) -> napi::Result<bool, Thrown> {
        guarded(|| Ok(self.0.is_partial()))
    }

    /// The names of the services that run.
    #[napi(catch_unwind)]
    pub fn service_names(&self) -> napi::Result<Vec<String>, Thrown> {
        guarded(|| Ok(self.0.service_names().into_iter().map(str::to_owned).collect()))
    }

    /// What a service runs with, secrets withheld.
    #[napi(catch_unwind)]
    pub fn service(&self, name: String) -> napi::Result<Option<String>, Thrown> {
        guarded(|| self.0.service(&name).map(|node| written(&node, Keys::Canonical)).transpose())
    }

    /// What is worth knowing of it.
    #[napi(catch_unwind)]
    pub fn notes(&self) -> napi::Result<String, Thrown> {
        guarded(|| written(self.0.notes(), Keys::Camel))
    }

    /// What differs between this state and a later one.
    #[napi(catch_unwind)]
    pub fn diff(&self, after: &Live, key: Option<Uint8Array>) -> napi::Result<Compared, Thrown> {
        guarded(|| {
            let key = key.map(SecretKey::new).transpose()?;
            let diff = self.0.diff(&after.0, key.as_ref());
            Ok(Compared::live_diff(diff, &self.0, &after.0))
        })
    }
}
