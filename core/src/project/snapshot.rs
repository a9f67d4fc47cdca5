//! A project as it was at one moment.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

use smol_str::SmolStr;

use super::live::strict;
use super::load::Files;
use super::meanings::Comparing;
use super::{Environment, OpenOptions, Service};
use crate::config::{
    Inheritance, MergeKeys, Reading, Resolved, VariableOverrides, Variables, local_layers,
    merge_keys, resolve_environment, resolve_service,
};
use crate::error::{Code, Error, Place, Result, closest};
use crate::flag::FlagSet;
use crate::model::{Declarations, FileKind, ParsedFile};
use crate::source::{SourceMap, Span};
use crate::value::Digest;
use crate::yaml::Limits;

/// An immutable state of a project. Cloning is cheap; threads share it freely.
#[derive(Clone)]
pub struct Snapshot(pub(super) Arc<Inner>);

type Memo = OnceLock<Result<Arc<Resolved>, Arc<Error>>>;

/// What was resolved, shared by the snapshots for which it holds.
type Memos = Arc<[Memo]>;

fn memos(count: usize) -> Memos {
    (0..count).map(|_| Memo::new()).collect()
}

pub(super) struct Inner {
    pub(super) sources: SourceMap,
    pub(super) all: Declarations,
    pub(super) inheritance: Arc<Inheritance>,
    pub(super) keys: MergeKeys,
    /// What could not be loaded; empty unless the project was opened leniently.
    pub(super) problems: Vec<Arc<Error>>,
    pub(super) flags: Arc<FlagSet>,
    /// Whether files of `config/local/` are read.
    pub(super) local: bool,
    pub(super) variables: Option<Variables>,
    /// Those of the files, which hold for what callers give too.
    pub(super) limits: Limits,
    overrides: VariableOverrides,
    /// Environments as they merge, for those that extend them.
    merged: Memos,
    environments: Memos,
    /// For each service, by environment, as it merges for environments that extend others.
    merged_services: Vec<Memos>,
    /// For each service, by environment.
    services: Vec<Memos>,
    digest: OnceLock<Digest>,
    /// How trees are compared.
    pub(super) comparing: Arc<OnceLock<Comparing>>,
    /// Whether environments were compared.
    pub(super) compared: AtomicBool,
}

impl Inner {
    /// Builds the state of these files; `before` is the one it will replace.
    pub(super) fn build(
        files: &Files,
        options: &OpenOptions,
        before: Option<&Inner>,
    ) -> Result<Self> {
        let mut sources = SourceMap::default();
        for file in files.parsed.values() {
            sources.insert(file.file.clone());
        }
        for file in files.failed.values().filter_map(|failed| failed.file.as_ref()) {
            sources.insert(file.clone());
        }
        let parsed: Vec<_> = files.parsed.values().cloned().collect();
        let (all, problems) = Declarations::assemble(&parsed, &sources);
        let mut problems: Vec<Arc<Error>> = problems.into_iter().map(Arc::new).collect();
        problems.extend(files.failed.values().map(|failed| failed.error.clone()));
        let keys = merge_keys(&all, &sources).unwrap_or_else(|error| {
            problems.push(Arc::new(error));
            MergeKeys::default()
        });
        let services = all.services.keys().map(SmolStr::as_str);
        let variables = options.variables.as_ref().filter(|_| options.variable_overrides);
        let overrides = variables.map(|given| VariableOverrides::read(given, services));
        let (overrides, unread) = overrides.unwrap_or_default();
        problems.extend(unread.into_iter().map(Arc::new));
        strict(&problems, options.lenient)?;
        let inheritance = Inheritance::build(&all, &sources);
        let before = before.map(|before| &before.flags);
        let flags = FlagSet::compile(&all, &inheritance, &sources, before);
        let each_service =
            || all.services.keys().map(|_| memos(all.environments.len())).collect::<Vec<_>>();
        Ok(Self {
            merged: memos(all.environments.len()),
            environments: memos(all.environments.len()),
            merged_services: each_service(),
            services: each_service(),
            local: options.local,
            variables: options.variables.clone(),
            limits: all.settings.limits.over(&options.limits),
            overrides,
            sources,
            all,
            inheritance: Arc::new(inheritance),
            keys,
            problems,
            flags,
            digest: OnceLock::new(),
            comparing: Arc::default(),
            compared: AtomicBool::default(),
        })
    }

    /// The state after service files changed, each given as it was and as it is. Nothing else
    /// depends on them, so everything else is shared, what was resolved too.
    pub(super) fn with_services(&self, changed: &[(Arc<ParsedFile>, Arc<ParsedFile>)]) -> Self {
        let (mut sources, mut services) = (self.sources.clone(), self.services.clone());
        let mut merged_services = self.merged_services.clone();
        for (_, file) in changed {
            sources.insert(file.file.clone());
            let FileKind::Service { service, .. } = &file.kind else { continue };
            if let Some(at) = self.all.services.get_index_of(service.as_str()) {
                services[at] = memos(self.environments.len());
                merged_services[at] = memos(self.environments.len());
            }
        }
        Self {
            sources,
            all: self.all.with_services(changed),
            inheritance: self.inheritance.clone(),
            keys: self.keys.clone(),
            problems: self.problems.clone(),
            flags: self.flags.clone(),
            merged: self.merged.clone(),
            environments: self.environments.clone(),
            merged_services,
            services,
            local: self.local,
            limits: self.limits.clone(),
            variables: self.variables.clone(),
            overrides: self.overrides.clone(),
            digest: OnceLock::new(),
            comparing: self.comparing.clone(),
            compared: AtomicBool::default(),
        }
    }

    pub(super) fn resolve(&self, environment: &str) -> Result<Arc<Resolved>> {
        let Some(at) = self.all.environments.get_index_of(environment) else {
            return Err(self.unknown_environment(environment));
        };
        remember(&self.environments[at], || {
            let layered = self.layered_configuration(environment)?;
            layered.interpolated(&self.sources, self.variables.as_ref())
        })
    }

    /// An environment's configuration before its references are followed.
    pub(super) fn layered_configuration(&self, environment: &str) -> Result<Arc<Resolved>> {
        let Some(at) = self.all.environments.get_index_of(environment) else {
            return Err(self.unknown_environment(environment));
        };
        self.layered(self.merge(at, environment)?, environment, None)
    }

    /// With the layers that belong to this environment alone: local files, then variables.
    pub(super) fn layered(
        &self,
        merged: Arc<Resolved>,
        environment: &str,
        service: Option<&str>,
    ) -> Result<Arc<Resolved>> {
        let mut layered = merged;
        let local = local_layers(&self.all, environment, service);
        if !local.is_empty() {
            layered = Arc::new(layered.over(local, &self.keys));
        }
        let given = self.overrides.layers(service, layered.merged())?;
        if !given.is_empty() {
            layered = Arc::new(layered.over(given, &self.keys));
        }
        Ok(layered)
    }

    fn merge(&self, at: usize, environment: &str) -> Result<Arc<Resolved>> {
        let parent = |name: &str| match self.all.environments.get_index_of(name) {
            Some(at) => self.merge(at, name),
            None => Err(self.unknown_environment(name)),
        };
        remember(&self.merged[at], || {
            let (all, inheritance) = (&self.all, &self.inheritance);
            resolve_environment(all, inheritance, environment, &self.keys, &parent).map(Arc::new)
        })
    }

    /// What the files of an environment come to, before references are followed.
    pub(super) fn merged_environment(&self, environment: &str) -> Result<Arc<Resolved>> {
        match self.all.environments.get_index_of(environment) {
            Some(at) => self.merge(at, environment),
            None => Err(self.unknown_environment(environment)),
        }
    }

    /// What the files of a service come to, before references are followed.
    pub(super) fn merged_service(&self, environment: &str, service: &str) -> Result<Arc<Resolved>> {
        let (environment_at, service_at) = self.service_at(environment, service)?;
        self.merge_service(environment_at, environment, service_at)
    }

    pub(super) fn resolve_service(
        &self,
        environment: &str,
        service: &str,
    ) -> Result<Arc<Resolved>> {
        let (environment_at, service_at) = self.service_at(environment, service)?;
        remember(&self.services[service_at][environment_at], || {
            let layered = self.layered_service(environment, service)?;
            layered.interpolated(&self.sources, self.variables.as_ref())
        })
    }

    /// A service before its references are followed.
    pub(super) fn layered_service(
        &self,
        environment: &str,
        service: &str,
    ) -> Result<Arc<Resolved>> {
        let (environment_at, service_at) = self.service_at(environment, service)?;
        let merged = self.merge_service(environment_at, environment, service_at)?;
        self.layered(merged, environment, Some(service))
    }

    fn service_at(&self, environment: &str, service: &str) -> Result<(usize, usize)> {
        let Some(environment_at) = self.all.environments.get_index_of(environment) else {
            return Err(self.unknown_environment(environment));
        };
        match self.all.services.get_index_of(service) {
            Some(service_at) => Ok((environment_at, service_at)),
            None => Err(self.unknown_service(service)),
        }
    }

    fn merge_service(
        &self,
        at: usize,
        environment: &str,
        service_at: usize,
    ) -> Result<Arc<Resolved>> {
        let Some((name, service)) = self.all.services.get_index(service_at) else {
            return Err(Error::new(Code::Internal, "a service left its snapshot"));
        };
        let parent = |name: &str| match self.all.environments.get_index_of(name) {
            Some(at) => self.merge_service(at, name, service_at),
            None => Err(self.unknown_environment(name)),
        };
        remember(&self.merged_services[service_at][at], || {
            let inheritance = &self.inheritance;
            resolve_service(inheritance, name, service, environment, &self.keys, &parent)
                .map(Arc::new)
        })
    }

    pub(super) fn unknown_environment(&self, name: &str) -> Error {
        let names = self.all.environments.keys().map(SmolStr::as_str);
        unknown(Code::UnknownEnvironment, "environment", name, names)
    }

    fn unknown_service(&self, name: &str) -> Error {
        let names = self.all.services.keys().map(SmolStr::as_str);
        unknown(Code::UnknownService, "service", name, names)
    }
}

fn remember(memo: &Memo, resolve: impl FnOnce() -> Result<Arc<Resolved>>) -> Result<Arc<Resolved>> {
    let resolved = memo.get_or_init(|| resolve().map_err(Arc::new));
    resolved.as_ref().map(Arc::clone).map_err(|error| error.again())
}

/// A name that is not known, with those that are.
pub(super) fn unknown<'n>(
    code: Code,
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'n str> + Clone,
) -> Error {
    const MOST: usize = 20;
    let shown: String = name.escape_debug().take(64).collect();
    let mut names: Vec<String> = known.clone().take(MOST).map(|name| format!("`{name}`")).collect();
    if known.clone().count() > MOST {
        names.push("…".to_owned());
    }
    let error = Error::new(code, format!("no {what} is named `{shown}`"));
    let error = match names.is_empty() {
        true => error.help(format!("the project has no {what}s")),
        false => error.help(format!("known: {}", names.join(", "))),
    };
    match closest(name, known) {
        near if near.is_empty() => error,
        near => error.suggest(near),
    }
}

impl Snapshot {
    /// The names of the environments, in the order of the file, derived ones behind.
    pub fn environment_names(&self) -> Vec<&str> {
        self.0.all.environments.keys().map(SmolStr::as_str).collect()
    }

    /// The names of the services, sorted.
    pub fn service_names(&self) -> Vec<&str> {
        self.0.all.services.keys().map(SmolStr::as_str).collect()
    }

    /// The environments, in the order of the file, derived ones behind.
    pub fn environments(&self) -> Vec<Environment> {
        let names = self.0.all.environments.keys();
        names.map(|name| Environment::new(self.clone(), name.clone())).collect()
    }

    /// An environment, or one that a tenant derives.
    ///
    /// # Errors
    /// `E_UNKNOWN_ENVIRONMENT` with the nearest names.
    pub fn environment(&self, name: &str) -> Result<Environment> {
        match self.0.all.environments.get_key_value(name) {
            Some((name, _)) => Ok(Environment::new(self.clone(), name.clone())),
            None => Err(self.0.unknown_environment(name)),
        }
    }

    /// What the project's files declare.
    pub fn declarations(&self) -> &Declarations {
        &self.0.all
    }

    /// Who extends whom.
    pub fn inheritance(&self) -> &Inheritance {
        &self.0.inheritance
    }

    /// The files that spans point into.
    pub fn sources(&self) -> &SourceMap {
        &self.0.sources
    }

    /// What could not be loaded; empty unless the project was opened leniently.
    pub fn problems(&self) -> impl Iterator<Item = &Error> {
        self.0.problems.iter().map(|problem| &**problem)
    }

    /// What explanations are read with.
    pub(super) fn reading(&self) -> Reading<'_> {
        Reading { sources: &self.0.sources, keys: &self.0.keys }
    }

    /// The place of a span.
    pub fn place(&self, span: Span) -> Option<Place> {
        self.0.sources.place(span)
    }

    /// The digest of every file that was read, by path and text: those of `config/local/` where
    /// they were asked for. Variables do not count; what they change shows in the digest of a
    /// [`Configuration`](super::Configuration).
    pub fn digest(&self) -> Digest {
        *self.0.digest.get_or_init(|| {
            let mut files: Vec<_> = self.0.sources.files().collect();
            files.sort_by(|a, b| a.path().cmp(b.path()));
            let lines = files.iter().map(|file| {
                format!("{} {}\n", Digest::of_text(file.text()), file.path().escape_default())
            });
            Digest::of_text(&lines.collect::<String>())
        })
    }

    /// The digest of an environment's resolved configuration.
    pub(super) fn digest_of(&self, environment: &str) -> Result<Digest> {
        Ok(Digest::of(self.0.resolve(environment)?.root()))
    }

    /// The limits of this project's files: what its settings say, over those it was opened with.
    pub(super) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    pub(super) fn service(&self, environment: &SmolStr, name: &str) -> Result<Service> {
        match self.0.all.services.get_key_value(name) {
            Some((name, _)) => Ok(Service::new(self.clone(), environment.clone(), name.clone())),
            None => Err(self.0.unknown_service(name)),
        }
    }
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot")
            .field("environments", &self.0.all.environments.len())
            .field("services", &self.0.all.services.len())
            .finish_non_exhaustive()
    }
}
