//! What is running in one environment.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use serde::Serialize;
use smol_str::SmolStr;

use super::{LiveOptions, LiveService, read};
use crate::error::{Place, Result};
use crate::source::{SourceMap, Span};
use crate::value::{KeyPath, without_secrets_and};
use crate::yaml::Node;

/// What is running in one environment, with the place of every value in the file it was read from.
///
/// Values of Kubernetes' Secrets are compared and never shown: no accessor, no message and no
/// debugging output holds one, and the text that is kept for places has them blacked out.
#[derive(Clone)]
pub struct LiveEnvironment {
    pub(in crate::provider) environment: Option<SmolStr>,
    pub(in crate::provider) origin: String,
    /// `None` where it says nothing of services.
    pub(in crate::provider) services: Option<BTreeMap<SmolStr, LiveService>>,
    pub(in crate::provider) configuration: Option<Node>,
    pub(in crate::provider) partial: bool,
    pub(in crate::provider) notes: Vec<LiveNote>,
    /// Where the values of Secrets stand.
    pub(in crate::provider) secrets: HashSet<Span>,
    /// Where values stand that are secrets although their keys do not tell on them: those that aliases
    /// put there, and plain ones that say the text of a Secret.
    pub(in crate::provider) telling: HashSet<Span>,
    pub(in crate::provider) sources: SourceMap,
}

/// Something about a live state that no comparison says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LiveNote {
    /// One sentence.
    pub message: String,
    /// Where in the live file.
    pub place: Option<Place>,
}

impl fmt::Display for LiveNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.iter().try_for_each(|place| write!(f, "{place}: "))?;
        f.write_str(&self.message)
    }
}

impl LiveEnvironment {
    /// A state that says nothing, for the readers of each shape to fill in.
    pub(in crate::provider) fn silent() -> Self {
        Self {
            environment: None,
            origin: String::new(),
            services: None,
            configuration: None,
            partial: false,
            notes: Vec::new(),
            secrets: HashSet::new(),
            telling: HashSet::new(),
            sources: SourceMap::default(),
        }
    }

    /// Reads a file, JSON or YAML: a map with `services` and `configuration`, or Kubernetes objects
    /// as `kubectl get -o yaml` and `-o json` print them. `path` is what places call the file.
    ///
    /// # Errors
    /// `E_LIVE` for a state that cannot be understood, with the place; what
    /// [`parse`](crate::yaml::parse) says of a file that is no YAML or beyond the limits; and
    /// `E_FILE_TOO_LARGE`.
    pub fn read(
        path: impl Into<String>,
        text: impl Into<String>,
        options: &LiveOptions,
    ) -> Result<Self> {
        Self::read_files([(path, text)], options)
    }

    /// Reads several files as one state, as where deployments and autoscalers were written apart.
    ///
    /// # Errors
    /// As [`LiveEnvironment::read`], and `E_USAGE` without a file.
    pub fn read_files<P: Into<String>, T: Into<String>>(
        files: impl IntoIterator<Item = (P, T)>,
        options: &LiveOptions,
    ) -> Result<Self> {
        let files = files.into_iter().map(|(path, text)| (path.into(), text.into()));
        read::read(files.collect(), options)
    }

    /// Whose state it is, where that was said.
    pub fn environment(&self) -> Option<&str> {
        self.environment.as_deref()
    }

    /// Where it comes from, for people.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The same state from somewhere with another name.
    #[must_use]
    pub fn with_origin(mut self, origin: impl Into<String>) -> Self {
        self.origin = origin.into();
        self
    }

    /// Whether it shows only a part of what runs.
    pub fn is_partial(&self) -> bool {
        self.partial
    }

    /// The names of the services that run, sorted.
    pub fn service_names(&self) -> Vec<&str> {
        self.services.iter().flatten().map(|(name, _)| name.as_str()).collect()
    }

    /// A service as it runs, in the shape of a project's services, without its secrets.
    pub fn service(&self, name: &str) -> Option<Node> {
        self.shown(&self.services.as_ref()?.get(name)?.tree)
    }

    /// The configuration that is in use, without its secrets; `None` where the state does not say.
    pub fn configuration(&self) -> Option<Node> {
        self.shown(self.configuration.as_ref()?)
    }

    /// What was left out or taken for granted, in the order of the files.
    pub fn notes(&self) -> &[LiveNote] {
        &self.notes
    }

    /// The files that places point into. Secrets are blacked out in their text.
    pub fn sources(&self) -> &SourceMap {
        &self.sources
    }

    /// The place of a span.
    pub fn place(&self, span: Span) -> Option<Place> {
        self.sources.place(span)
    }

    fn shown(&self, node: &Node) -> Option<Node> {
        let secret = |_: &KeyPath, node: &Node| {
            self.secrets.contains(&node.span) || self.telling.contains(&node.span)
        };
        without_secrets_and(&KeyPath::root(), node, &secret).0
    }

    pub(crate) fn secrets(&self) -> &HashSet<Span> {
        &self.secrets
    }

    /// Where values stand that are not to be shown.
    pub(crate) fn hidden(&self) -> HashSet<Span> {
        self.secrets.union(&self.telling).copied().collect()
    }

    /// The services by name; `None` where it says nothing of services.
    pub(crate) fn services(&self) -> Option<&BTreeMap<SmolStr, LiveService>> {
        self.services.as_ref()
    }

    /// Every tree that it says.
    pub(crate) fn trees(&self) -> Vec<&Node> {
        let services = self.services.iter().flatten().map(|(_, service)| &service.tree);
        services.chain(&self.configuration).collect()
    }

    pub(crate) fn configuration_tree(&self) -> Option<&Node> {
        self.configuration.as_ref()
    }
}

/// What it is about, and no value.
impl fmt::Debug for LiveEnvironment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LiveEnvironment")
            .field("environment", &self.environment)
            .field("origin", &self.origin)
            .field("services", &self.service_names())
            .field("partial", &self.partial)
            .field("notes", &self.notes)
            .finish_non_exhaustive()
    }
}
