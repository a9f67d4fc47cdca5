//! What a change of files reaches: which environments, and which part of each.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::Serialize;
use smol_str::SmolStr;

use super::Snapshot;
use crate::config::Parent;
use crate::error::Code;
use crate::model::{Environment, FileKind};
use crate::promotion::pipelines;
use crate::source::relative_to;

/// A part of an environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Part {
    /// Its record in `config/environments.yaml`.
    Record,
    /// Its configuration.
    Configuration,
    /// One of its services.
    Service,
    /// What the feature flags say for it.
    Flags,
}

impl Part {
    /// As it is written: `record`, `configuration`, `service`, `flags`.
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Record => "record",
            Part::Configuration => "configuration",
            Part::Service => "service",
            Part::Flags => "flags",
        }
    }
}

/// What a change of files may change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Affected {
    /// The parts of environments, sorted, each once.
    pub entries: Vec<AffectedEntry>,
    /// The pipelines, by the names of their workflows, sorted.
    pub pipelines: Vec<String>,
    /// Paths that no part of the project reads, sorted.
    pub unknown: Vec<String>,
    /// Services that are configured where they are affected.
    #[serde(skip)]
    present: BTreeSet<(String, String)>,
}

/// A part of an environment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct AffectedEntry {
    /// The environment.
    pub environment: String,
    /// The part.
    pub part: Part,
    /// The service, where the part is one.
    pub service: Option<String>,
}

/// Services to deploy, in the shape that matrix jobs of continuous integration take.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Matrix {
    /// One job each, sorted.
    pub include: Vec<MatrixEntry>,
}

/// One job: a service in an environment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct MatrixEntry {
    /// The environment.
    pub environment: String,
    /// The service.
    pub service: String,
}

impl Affected {
    /// The services to deploy again: those that are affected, and every service of an environment
    /// whose configuration is, since a deployment takes it along. Records and flags need none. A
    /// service that is not configured any more is not among them.
    pub fn matrix(&self) -> Matrix {
        let entries = self.present.iter().map(|(environment, service)| MatrixEntry {
            environment: environment.clone(),
            service: service.clone(),
        });
        Matrix { include: entries.collect() }
    }
}

impl Snapshot {
    /// What a change of these files may change: paths relative to the root, of files that are
    /// there, new or deleted.
    ///
    /// The answer is by who reads a file, not by what changed in it, so nothing that a change
    /// reaches is missing from it, as long as the files say who reads them: where an `extends` was
    /// removed, ask the snapshot before the change too.
    pub fn affected<P: AsRef<str>>(&self, paths: impl IntoIterator<Item = P>) -> Affected {
        let mut finding = Finding {
            snapshot: self,
            reads: self.0.all.environments.values().map(|e| (&e.name, self.reads(e))).collect(),
            entries: BTreeSet::new(),
            pipelines: BTreeSet::new(),
            unknown: BTreeSet::new(),
        };
        for path in paths {
            finding.path(path.as_ref());
        }
        finding.answer()
    }

    /// What an environment's configuration is read from.
    fn reads(&self, environment: &Environment) -> Reads {
        let mut reads = Reads::default();
        self.read_environment(environment, &mut reads);
        reads
    }

    // Steps along `extends` are bounded, and each environment is entered once.
    fn read_environment(&self, environment: &Environment, reads: &mut Reads) {
        if !reads.environments.insert(environment.name.clone()) {
            return;
        }
        let file = format!("config/{}.yaml", environment.name);
        for named in environment.file.iter().flat_map(|file| file.parents()) {
            let path = named.value.split_once('#').map_or(&*named.value, |(path, _)| path);
            if path.contains('/') || path.ends_with(".yaml") || path.ends_with(".yml") {
                reads.files.extend(relative_to(&file, path));
            }
        }
        reads.default_base |= environment.file.is_none() && environment.derived.is_none();
        match self.0.inheritance.parents(&environment.name) {
            Ok(parents) => self.read_parents(parents, reads),
            Err(_) => reads.untold = true,
        }
    }

    fn read_parents(&self, parents: &[Parent], reads: &mut Reads) {
        let all = &self.0.all;
        for parent in parents {
            match parent {
                Parent::Environment(name) => {
                    if let Some(environment) = all.environments.get(name) {
                        self.read_environment(environment, reads);
                    }
                }
                Parent::Base(_, node) => {
                    let file = self.sources().get(node.span.file);
                    reads.files.extend(file.map(|file| file.path().to_string()));
                }
                Parent::File(name, _) => {
                    let path = name.split_once('#').map_or(name.as_str(), |(path, _)| path);
                    reads.files.insert(path.to_owned());
                }
                Parent::Configuration(path) => {
                    if reads.files.insert(path.to_string()) || !reads.entered.contains(path) {
                        reads.entered.insert(path.clone());
                        match self.0.inheritance.file(path) {
                            Ok((_, parents)) => self.read_parents(parents, reads),
                            Err(_) => reads.untold = true,
                        }
                    }
                }
            }
        }
    }
}

/// What an environment's configuration is read from.
#[derive(Default)]
struct Reads {
    files: HashSet<String>,
    /// Itself, and those it extends.
    environments: HashSet<SmolStr>,
    /// Files written like an environment's that were followed.
    entered: HashSet<SmolStr>,
    /// Whether the base is not named, here or below.
    default_base: bool,
    /// Whether it cannot be told what it is read from.
    untold: bool,
}

struct Finding<'s> {
    snapshot: &'s Snapshot,
    reads: BTreeMap<&'s SmolStr, Reads>,
    entries: BTreeSet<AffectedEntry>,
    pipelines: BTreeSet<String>,
    unknown: BTreeSet<String>,
}

impl<'s> Finding<'s> {
    fn path(&mut self, written: &str) {
        let known = match relative_to("", written) {
            Ok(path) => {
                let named = self.named(&path);
                self.kind(&FileKind::of(&path), &path) || named
            }
            Err(_) => false,
        };
        if !known {
            self.unknown.insert(written.to_owned());
        }
    }

    /// Those whose `extends` names the file; whether there are any.
    fn named(&mut self, path: &str) -> bool {
        let readers = self.those(|reads| reads.files.contains(path));
        let follows = self.snapshot.0.inheritance.file(path).is_ok_and(|(_, p)| leads_on(p));
        self.extending(&readers, follows);
        !readers.is_empty()
    }

    /// Those that read a file because of what it is; whether it is a file of the project at all.
    fn kind(&mut self, kind: &FileKind, path: &str) -> bool {
        let all = &self.snapshot.0.all;
        match kind {
            FileKind::Settings => {
                for name in self.everyone() {
                    self.add(name, Part::Configuration);
                    self.services(name);
                }
            }
            FileKind::Environments => self.everyone().into_iter().for_each(|name| self.whole(name)),
            FileKind::Bases => {
                let gone = self.snapshot.sources().by_path(path).is_none();
                let unnamed = gone && all.settings.default_base.is_none();
                let readers = self.those(|reads| reads.untold || unnamed && reads.default_base);
                self.extending(&readers, false);
            }
            FileKind::Environment(name) => {
                let listed = all.environments.get(name.as_str());
                let Some(listed) = listed.filter(|found| found.derived.is_none()) else {
                    return false;
                };
                let readers = self.reading(&listed.name);
                let parents = self.snapshot.0.inheritance.parents(name);
                let follows = parents.map_or(true, |parents| leads_on(parents));
                self.extending(&readers, follows);
            }
            FileKind::Service { service, environment: None } => {
                for name in self.everyone() {
                    self.service(name, service);
                }
            }
            FileKind::Service { service, environment: Some(name) } => {
                let Some(environment) = all.environments.get(name.as_str()) else { return false };
                for name in self.reading(&environment.name) {
                    self.service(name, service);
                }
            }
            FileKind::Flags => {
                for name in self.everyone() {
                    self.add(name, Part::Flags);
                }
            }
            FileKind::Tenants => {
                let derived = all.environments.values().filter(|e| e.derived.is_some());
                for environment in derived {
                    self.add(&environment.name, Part::Record);
                    let readers = self.reading(&environment.name);
                    self.extending(&readers, true);
                }
            }
            FileKind::Local { environment } => {
                let everyone = self.everyone();
                let own = environment.as_deref();
                let names: Vec<_> = everyone
                    .into_iter()
                    .filter(|name| own.is_none_or(|own| own == *name))
                    .collect();
                if names.is_empty() && own.is_some() {
                    return false;
                }
                for name in names.into_iter().filter(|_| self.snapshot.0.local) {
                    self.add(name, Part::Configuration);
                    self.services(name);
                }
            }
            FileKind::Workflow(name) => {
                let known = all.workflows.iter().any(|workflow| workflow.name == *name);
                let stages = pipelines(all).iter().any(|pipeline| *pipeline.name == *name);
                if stages || !known {
                    self.pipelines.insert(name.clone());
                }
            }
            FileKind::TestData | FileKind::Alerts | FileKind::Monitoring | FileKind::Preset => {}
            FileKind::Other => return false,
        }
        true
    }

    fn everyone(&self) -> Vec<&'s SmolStr> {
        self.reads.keys().copied().collect()
    }

    fn those(&self, test: impl Fn(&Reads) -> bool) -> Vec<&'s SmolStr> {
        self.reads.iter().filter(|(_, reads)| test(reads)).map(|(name, _)| *name).collect()
    }

    /// An environment, those that extend it, and those of which that cannot be told.
    fn reading(&self, environment: &SmolStr) -> Vec<&'s SmolStr> {
        self.those(|reads| reads.untold || reads.environments.contains(environment))
    }

    /// Configurations; and where the file says which environment they extend, what else they have
    /// from there.
    fn extending(&mut self, names: &[&'s SmolStr], follows: bool) {
        for name in names {
            self.add(name, Part::Configuration);
            // Without its parents an environment has neither services nor flags.
            if follows || self.reads.get(name).is_some_and(|reads| reads.untold) {
                self.services(name);
                self.add(name, Part::Flags);
            }
        }
    }

    fn whole(&mut self, name: &'s SmolStr) {
        self.add(name, Part::Record);
        self.extending(&[name], true);
    }

    fn services(&mut self, environment: &SmolStr) {
        for service in self.snapshot.0.all.services.keys() {
            if self.is_configured(environment, service) {
                self.service(environment, service);
            }
        }
    }

    fn is_configured(&self, environment: &str, service: &str) -> bool {
        let resolved = self.snapshot.0.resolve_service(environment, service);
        resolved.map_or_else(
            |error| !matches!(error.code(), Code::ServiceAbsent | Code::UnknownService),
            |_| true,
        )
    }

    fn service(&mut self, environment: &SmolStr, service: &str) {
        self.entries.insert(AffectedEntry {
            environment: environment.to_string(),
            part: Part::Service,
            service: Some(service.to_owned()),
        });
    }

    fn add(&mut self, environment: &SmolStr, part: Part) {
        let environment = environment.to_string();
        self.entries.insert(AffectedEntry { environment, part, service: None });
    }

    fn answer(self) -> Affected {
        let names = || self.snapshot.0.all.services.keys().map(SmolStr::as_str);
        let mut present = BTreeSet::new();
        for entry in &self.entries {
            let services: Vec<&str> = match (entry.part, entry.service.as_deref()) {
                // A deployment takes its environment's configuration along.
                (Part::Configuration, _) => names().collect(),
                (_, service) => service.into_iter().collect(),
            };
            let services =
                services.into_iter().filter(|name| self.is_configured(&entry.environment, name));
            present.extend(services.map(|name| (entry.environment.clone(), name.to_owned())));
        }
        Affected {
            present,
            entries: self.entries.into_iter().collect(),
            pipelines: self.pipelines.into_iter().collect(),
            unknown: self.unknown.into_iter().collect(),
        }
    }
}

/// Whether parents lead to environments, from which services and flags come too.
fn leads_on(parents: &[Parent]) -> bool {
    parents.iter().any(|parent| matches!(parent, Parent::Environment(_) | Parent::Configuration(_)))
}
