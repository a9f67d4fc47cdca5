//! What is running, as files say it.

use std::collections::HashMap;
use std::sync::Arc;

use stageline::error::{Code, closest};
use stageline::provider::{LiveEnvironment as Engine, LiveOptions as EngineOptions};
use stageline::value::SecretKey;

use crate::comparison::Comparison;
use crate::error::{Place, StagelineError, guard};
use crate::project::json;

/// What is running in one environment, with the place of every value in the file that says so. It never
/// changes, and threads share it freely. Values of Kubernetes' Secrets are compared and never shown.
#[derive(uniffi::Object)]
pub struct LiveEnvironment(pub(crate) Engine);

/// How live state is read.
#[derive(Clone, Debug, Default, uniffi::Record)]
pub struct LiveOptions {
    /// The environment whose state it is; a comparison with another one is refused.
    #[uniffi(default = None)]
    pub environment: Option<String>,
    /// Kubernetes: only objects of this namespace count.
    #[uniffi(default = None)]
    pub namespace: Option<String>,
    /// Kubernetes: the labels that say which service an object belongs to, in the order in which they are
    /// tried; `app.kubernetes.io/name` and `app` unless given.
    #[uniffi(default = None)]
    pub service_labels: Option<Vec<String>>,
    /// Kubernetes: the services of workloads by their names, whatever their labels say.
    #[uniffi(default = None)]
    pub workloads: Option<HashMap<String, String>>,
    /// Whether the state shows only a part: what is declared and not in it is then unknown.
    #[uniffi(default = false)]
    pub partial: bool,
}

/// Something about a live state that no comparison says.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct LiveNote {
    /// One sentence.
    pub message: String,
    /// Where in the live file.
    pub place: Option<Place>,
}

type Answer<T> = Result<T, StagelineError>;

impl LiveOptions {
    fn into_engine(self) -> EngineOptions {
        let options = EngineOptions::new().partial(self.partial);
        let options = self.environment.into_iter().fold(options, EngineOptions::environment);
        let options = self.namespace.into_iter().fold(options, EngineOptions::namespace);
        let options = match self.service_labels {
            Some(labels) => options.service_labels(labels),
            None => options,
        };
        let workloads = self.workloads.into_iter().flatten();
        workloads.fold(options, |options, (workload, service)| options.service(workload, service))
    }
}

#[uniffi::export]
impl LiveEnvironment {
    /// Reads a file, JSON or YAML: a map with `services` and `configuration`, or Kubernetes objects as
    /// `kubectl get -o yaml` and `-o json` print them. What the server added to them is left out. `file` is
    /// what places call the file.
    ///
    /// # Errors
    /// `E_LIVE` with the place of what cannot be understood; what a file of a project fails with that is no
    /// YAML or too large.
    #[uniffi::constructor(default(file = "live.yaml", options = None))]
    pub fn read(text: &str, file: &str, options: Option<LiveOptions>) -> Answer<Arc<Self>> {
        guard(|| {
            let options = options.unwrap_or_default().into_engine();
            Ok(Arc::new(LiveEnvironment(Engine::read(file, text, &options)?)))
        })
    }

    /// Reads several files as one state, each by its name, in the order of their names.
    ///
    /// # Errors
    /// As `read`, and `E_USAGE` without a file.
    #[uniffi::constructor(default(options = None))]
    pub fn read_files(
        files: HashMap<String, String>,
        options: Option<LiveOptions>,
    ) -> Answer<Arc<Self>> {
        guard(|| {
            let mut files: Vec<_> = files.into_iter().collect();
            files.sort();
            let options = options.unwrap_or_default().into_engine();
            Ok(Arc::new(LiveEnvironment(Engine::read_files(files, &options)?)))
        })
    }

    /// Whose state it is, where that was said.
    pub fn environment(&self) -> Option<String> {
        self.0.environment().map(str::to_owned)
    }

    /// Whether it shows only a part of what runs.
    pub fn is_partial(&self) -> bool {
        self.0.is_partial()
    }

    /// The names of the services that run, sorted.
    pub fn service_names(&self) -> Vec<String> {
        self.0.service_names().into_iter().map(str::to_owned).collect()
    }

    /// A service as it runs as JSON, in the shape of a project's services, without its secrets.
    ///
    /// # Errors
    /// `E_UNKNOWN_SERVICE` for one that does not run.
    pub fn service_json(&self, name: &str) -> Answer<String> {
        guard(|| {
            let node = self.0.service(name).ok_or_else(|| {
                let message = format!("no service named `{name}` runs there");
                let error = stageline::Error::new(Code::UnknownService, message);
                error.suggest(closest(name, self.0.service_names()))
            })?;
            json(&node)
        })
    }

    /// What was left out or taken for granted, in the order of the files.
    pub fn notes(&self) -> Vec<LiveNote> {
        let note = |note: &stageline::provider::LiveNote| LiveNote {
            message: note.message.clone(),
            place: note.place.as_ref().map(Place::of),
        };
        self.0.notes().iter().map(note).collect()
    }

    /// What differs between this state and a later one: the configuration and each service that both say
    /// something of. With a key of at least 16 bytes, secrets that differ have their marks.
    ///
    /// # Errors
    /// `E_USAGE` for a shorter key.
    #[uniffi::method(default(key = None))]
    pub fn diff(&self, after: &LiveEnvironment, key: Option<Vec<u8>>) -> Answer<Arc<Comparison>> {
        guard(|| {
            let key = key.map(SecretKey::new).transpose()?;
            let sources = (self.0.sources(), after.0.sources());
            Ok(Comparison::of_diff(self.0.diff(&after.0, key.as_ref()), sources))
        })
    }
}
