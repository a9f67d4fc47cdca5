//! All files of a project put together: who is listed, what belongs to whom.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{
    Content, EnvironmentFile, EnvironmentRecord, FLAG_KEYWORDS, FileKind, Flag, LIVE, LocalFile,
    Notice, ParsedFile, RESERVED_ENVIRONMENTS, RampSpec, SegmentSpec, Settings, Tenant,
    WorkflowFile, check_name,
};
use crate::error::{Code, Error, Place};
use crate::source::{SourceMap, Span};
use crate::yaml::{Entry, Node, Spanned, UnknownKey};

/// An environment: listed in `environments.yaml`, or derived from one of those for a tenant.
#[derive(Debug, Clone)]
pub struct Environment {
    /// Its name.
    pub name: SmolStr,
    /// Where the name stands.
    pub span: Span,
    /// Its record, typed.
    pub record: EnvironmentRecord,
    /// Its record as it is written.
    pub record_node: Node,
    /// Its own configuration file, if there is one.
    pub file: Option<EnvironmentFile>,
    /// The tenant it was derived for, and the environment it was derived from.
    pub derived: Option<(SmolStr, SmolStr)>,
}

/// A base: a top-level key of `base.yaml` or of a file in `bases/`.
#[derive(Debug, Clone)]
pub struct Base {
    /// Its key.
    pub name: SmolStr,
    /// Where the key stands.
    pub span: Span,
    /// The tree below it.
    pub node: Node,
}

/// A service: what its files say, by environment.
#[derive(Debug, Clone, Default)]
pub struct Service {
    /// `base.yaml`.
    pub base: Option<Node>,
    /// `<environment>.yaml`.
    pub environments: BTreeMap<SmolStr, Node>,
}

/// A file of `config/local/`.
#[derive(Debug, Clone)]
pub struct Local {
    /// The environment it is for; `None` for all of them.
    pub environment: Option<SmolStr>,
    /// The file.
    pub path: Arc<str>,
    /// What it says.
    pub spec: LocalFile,
}

impl Service {
    fn set(&mut self, environment: Option<&str>, node: &Node) {
        match environment {
            None => self.base = Some(node.clone()),
            Some(environment) => {
                self.environments.insert(environment.into(), node.clone());
            }
        }
    }
}

/// A workflow file and its name.
#[derive(Debug, Clone)]
pub struct Workflow {
    /// The file's name without its ending.
    pub name: SmolStr,
    /// What it declares.
    pub spec: Arc<WorkflowFile>,
}

/// Everything a project declares. Cloning shares what is large.
#[derive(Debug, Clone, Default)]
pub struct Declarations {
    /// `stageline.yaml`.
    pub settings: Arc<Settings>,
    /// The environments, in the order of the file, derived ones behind.
    pub environments: Arc<IndexMap<SmolStr, Environment>>,
    /// The bases in the order of their files; a name may stand twice.
    pub bases: Arc<Vec<Base>>,
    /// The services, sorted by name.
    pub services: Arc<IndexMap<SmolStr, Arc<Service>>>,
    /// The files of `config/local/`; none unless they were asked for.
    pub locals: Vec<Local>,
    /// The tenants.
    pub tenants: Arc<IndexMap<SmolStr, (Span, Tenant)>>,
    /// The feature flags.
    pub flags: Arc<IndexMap<SmolStr, Flag>>,
    /// The segments that conditions of flags name.
    pub segments: Arc<IndexMap<String, Spanned<SegmentSpec>>>,
    /// The ramps that rollouts name.
    pub ramps: Arc<IndexMap<String, Spanned<RampSpec>>>,
    /// The workflows by name.
    pub workflows: Vec<Workflow>,
    /// Every tree by its path, for `extends` that name a file.
    pub trees: Arc<BTreeMap<Arc<str>, Node>>,
    /// What was noticed.
    pub notices: Vec<Notice>,
}

impl Declarations {
    /// Puts files together; the second value is what does not fit.
    pub fn assemble(files: &[Arc<ParsedFile>], sources: &SourceMap) -> (Self, Vec<Error>) {
        let mut assembly = Assembly {
            all: Self::default(),
            extended: HashSet::new(),
            sources,
            problems: Vec::new(),
        };
        assembly.extended = files.iter().flat_map(|file| file.extended_paths()).collect();
        assembly.twins(files);
        assembly.environments(files);
        for file in files {
            assembly.file(file);
        }
        change(&mut assembly.all.services).sort_unstable_keys();
        assembly.tenants();
        assembly.mentions(files);
        assembly.local_services();
        (assembly.all, assembly.problems)
    }

    /// The same with other contents of service files, each given as it was and as it is. Neither
    /// holds problems, and the files are those that were there.
    pub(crate) fn with_services(&self, changed: &[(Arc<ParsedFile>, Arc<ParsedFile>)]) -> Self {
        let mut all = self.clone();
        for (before, file) in changed {
            let (Content::Service(node), FileKind::Service { service, environment }) =
                (&file.content, &file.kind)
            else {
                continue;
            };
            let service = change(change(&mut all.services).entry(service.into()).or_default());
            service.set(environment.as_deref(), node);
            if !before.notices.is_empty() || !file.notices.is_empty() {
                let of_file = |notice: &Notice| matches!(notice, Notice::UnknownKey(key) if key.span.file == file.file.id());
                all.notices.retain(|notice| !of_file(notice));
                all.notices.extend(file.notices.iter().cloned());
            }
        }
        all
    }

    /// The environment a name stands for.
    pub fn environment(&self, name: &str) -> Option<&Environment> {
        self.environments.get(name)
    }
}

/// What is shared, to be changed: a copy only where somebody else holds it too.
fn change<T: Clone>(shared: &mut Arc<T>) -> &mut T {
    Arc::make_mut(shared)
}

struct Assembly<'s> {
    all: Declarations,
    /// The files that some `extends` names.
    extended: HashSet<String>,
    sources: &'s SourceMap,
    problems: Vec<Error>,
}

impl Assembly<'_> {
    fn environments(&mut self, files: &[Arc<ParsedFile>]) {
        let listed = files.iter().filter_map(|file| match &file.content {
            Content::Environments(listed) => Some(listed),
            _ => None,
        });
        for (entry, record) in listed.flatten() {
            if self.is_reserved(&entry.key, entry.key_span) {
                continue;
            }
            let environment = Environment {
                name: entry.key.clone(),
                span: entry.key_span,
                record: record.clone(),
                record_node: entry.node.clone(),
                file: None,
                derived: None,
            };
            change(&mut self.all.environments).insert(entry.key.clone(), environment);
        }
    }

    fn is_reserved(&mut self, name: &str, span: Span) -> bool {
        let reserved = RESERVED_ENVIRONMENTS.iter().chain(&FLAG_KEYWORDS).any(|word| *word == name);
        if reserved {
            let message = format!("the environment name `{name}` is reserved");
            self.problem(Code::ReservedName, message, "choose another name", &[span]);
        }
        reserved
    }

    /// Refuses `x.yaml` beside `x.yml`: only one of them can count.
    fn twins(&mut self, files: &[Arc<ParsedFile>]) {
        let mut stems: FxHashMap<&str, &ParsedFile> = FxHashMap::default();
        for file in files.iter().filter(|file| file.kind != FileKind::Other) {
            let path = file.file.path();
            let stem = path.rsplit_once('.').map_or(&**path, |(stem, _)| stem);
            if let Some(twin) = stems.insert(stem, file) {
                let message = format!("`{path}` stands beside `{}`", twin.file.path());
                let error = Error::new(Code::NameTaken, message).help("keep one of the two");
                let places = [path, twin.file.path()].map(|path| Place::file(path.clone()));
                self.problems.push(places.into_iter().fold(error, Error::at));
            }
        }
    }

    fn file(&mut self, file: &ParsedFile) {
        let whole = Span { file: file.file.id(), start: 0, end: 0 };
        if let (FileKind::Environment(name), Content::Environment(content)) =
            (&file.kind, &file.content)
        {
            change(&mut self.all.trees).insert(file.file.path().clone(), file.root.clone());
            return self.environment_file(name, content, file, whole);
        }
        self.problems.extend(file.problems.iter().map(Error::again));
        self.all.notices.extend(file.notices.iter().cloned());
        match &file.content {
            Content::Settings(settings) => self.all.settings = Arc::new(Settings::clone(settings)),
            Content::Bases(entries) => {
                change(&mut self.all.bases).extend(entries.iter().map(|entry| Base {
                    name: entry.key.clone(),
                    span: entry.key_span,
                    node: entry.node.clone(),
                }))
            }
            Content::Service(node) => self.service_file(file, node),
            Content::Local(spec) => {
                if let FileKind::Local { environment } = &file.kind {
                    let environment = environment.as_deref().map(SmolStr::new);
                    let (path, spec) = (file.file.path().clone(), spec.clone());
                    self.all.locals.push(Local { environment, path, spec });
                }
            }
            Content::Flags(file) => {
                self.all.flags = file.flags.clone();
                self.all.segments = file.segments.clone();
                self.all.ramps = file.ramps.clone();
            }
            Content::Tenants(tenants) => {
                for (entry, tenant) in tenants {
                    let tenant = (entry.key_span, tenant.clone());
                    change(&mut self.all.tenants).insert(entry.key.clone(), tenant);
                }
            }
            Content::Workflow(spec) => {
                if let FileKind::Workflow(name) = &file.kind {
                    let spec = spec.clone();
                    self.all.workflows.push(Workflow { name: name.into(), spec });
                }
            }
            Content::Tree if file.kind == FileKind::Other && !self.is_extended(file) => {
                self.all.notices.push(Notice::UnknownFile { span: whole });
            }
            _ => {}
        }
        if !matches!(file.kind, FileKind::Service { .. }) {
            change(&mut self.all.trees).insert(file.file.path().clone(), file.root.clone());
        }
    }

    fn is_extended(&self, file: &ParsedFile) -> bool {
        self.extended.contains(&**file.file.path())
    }

    fn environment_file(
        &mut self,
        name: &str,
        content: &EnvironmentFile,
        file: &ParsedFile,
        whole: Span,
    ) {
        if let Some(environment) = change(&mut self.all.environments).get_mut(name) {
            environment.file = Some(content.clone());
            self.problems.extend(file.problems.iter().map(Error::again));
            self.all.notices.extend(file.notices.iter().cloned());
            return;
        }
        let map = file.root.as_map();
        let first = map.and_then(|map| {
            map.entries().iter().find(|e| matches!(e.key.as_str(), "extends" | "overrides"))
        });
        self.all.notices.push(match first {
            Some(_) if self.is_extended(file) => return,
            Some(entry) => {
                Notice::UnlistedEnvironment { name: name.to_owned(), span: entry.key_span }
            }
            None if self.is_extended(file) => return,
            None => Notice::UnknownFile { span: whole },
        });
    }

    fn service_file(&mut self, file: &ParsedFile, node: &Node) {
        let FileKind::Service { service, environment } = &file.kind else { return };
        let services = change(&mut self.all.services);
        let service = change(services.entry(service.into()).or_default());
        service.set(environment.as_deref(), node);
    }

    /// Adds the environments that tenants derive.
    fn tenants(&mut self) {
        let tenants = self.all.tenants.clone();
        for (tenant, (_, spec)) in tenants.iter() {
            for (from, name) in &spec.environments {
                let Some(origin) = self.all.environments.get(from.as_str()).cloned() else {
                    continue;
                };
                if let Err(error) = check_name("environment", &name.value) {
                    self.problems.push(error.at(self.sources.place(name.span)));
                    continue;
                }
                if self.is_reserved(&name.value, name.span) {
                    continue;
                }
                if let Some(taken) = self.all.environments.get(name.value.as_str()) {
                    let message = format!("the environment name `{}` is taken", name.value);
                    let spans = [name.span, taken.span];
                    self.problem(Code::NameTaken, message, "choose another name", &spans);
                    continue;
                }
                let derived = Environment {
                    name: name.value.as_str().into(),
                    span: name.span,
                    file: None,
                    derived: Some((tenant.clone(), from.as_str().into())),
                    ..origin
                };
                change(&mut self.all.environments).insert(derived.name.clone(), derived);
            }
        }
    }

    /// Notes every environment that is named and does not exist.
    fn mentions(&mut self, files: &[Arc<ParsedFile>]) {
        let mut mentions: Vec<(String, Span, String)> = Vec::new();
        let is_known = |name: &str| self.all.environments.contains_key(name);
        for flag in self.all.flags.values() {
            // There are many flags, and most name what is there.
            let unknown = flag.environments.iter().filter(|(name, _)| !is_known(name));
            mentions.extend(unknown.map(|(name, entry)| {
                (name.to_string(), entry.key_span, format!("the flag `{}`", flag.name))
            }));
        }
        for exception in &self.all.settings.validation.exceptions {
            mentions.extend(exception.environments.iter().map(|name| {
                (name.value.clone(), name.span, "an exception of the validation".to_owned())
            }));
        }
        let drift = &self.all.settings.drift;
        for rule in &drift.rules {
            // What runs may be named as if it were an environment.
            let names = rule.environments.iter().filter(|name| name.value != LIVE);
            mentions.extend(
                names.map(|name| (name.value.clone(), name.span, "a rule of drift".to_owned())),
            );
        }
        for shape in &drift.shapes {
            mentions.extend(
                shape.expect.value.environments().map(|name| {
                    (name.to_owned(), shape.expect.span, "a shape of drift".to_owned())
                }),
            );
        }
        for workflow in &self.all.workflows {
            mentions.extend(workflow.spec.environments.iter().map(|stage| {
                let by = format!("the pipeline `{}`", workflow.name);
                (stage.name.value.clone(), stage.name.span, by)
            }));
        }
        for file in files {
            if let FileKind::Service { service, environment: Some(name) } = &file.kind {
                let span = Span { file: file.file.id(), start: 0, end: 0 };
                mentions.push((name.clone(), span, format!("a file of the service `{service}`")));
            }
            if let FileKind::Local { environment: Some(name) } = &file.kind {
                let span = Span { file: file.file.id(), start: 0, end: 0 };
                mentions.push((name.clone(), span, "a local file".to_owned()));
            }
            for (keys, by) in named_environments(file) {
                mentions.extend(keys.into_iter().map(|(name, span)| (name, span, by.clone())));
            }
        }
        mentions.retain(|(name, ..)| !is_known(name));
        self.all.notices.extend(
            mentions.into_iter().map(|(name, span, by)| Notice::UnknownEnvironment {
                name,
                span,
                by,
            }),
        );
    }

    /// Notes what local files say of services that do not exist.
    fn local_services(&mut self) {
        let all = &mut self.all;
        for local in &all.locals {
            let services = local.spec.services.as_map();
            let entries = services.map_or(&[][..], |services| services.entries());
            let unknown = entries.iter().filter(|entry| !all.services.contains_key(&entry.key));
            all.notices.extend(unknown.map(|entry| {
                Notice::UnknownKey(UnknownKey {
                    key: entry.key.to_string(),
                    span: entry.key_span,
                    known: &[],
                })
            }));
        }
    }

    fn problem(&mut self, code: Code, message: String, help: &str, spans: &[Span]) {
        let error = Error::new(code, message).help(help);
        let places = spans.iter().filter_map(|span| self.sources.place(*span));
        self.problems.push(places.fold(error, Error::at));
    }
}

/// The environments that tenants and test data name as keys, with what names them.
fn named_environments(file: &ParsedFile) -> Vec<(Vec<(String, Span)>, String)> {
    let keys = |node: Option<&Node>| -> Vec<(String, Span)> {
        let map = node.and_then(Node::as_map);
        let entries = map.map_or(&[][..], |map| map.entries());
        entries.iter().map(|entry| (entry.key.to_string(), entry.key_span)).collect()
    };
    match &file.content {
        Content::TestData(_) => {
            vec![(keys(file.root.child("test_data")), "the test data".to_owned())]
        }
        Content::Tenants(tenants) => {
            let of_tenant = |(entry, _): &(Entry, Tenant)| {
                let by = format!("the tenant `{}`", entry.key);
                ["environments", "overrides_by_environment"]
                    .map(|part| (keys(entry.node.child(part)), by.clone()))
            };
            tenants.iter().flat_map(of_tenant).collect()
        }
        _ => Vec::new(),
    }
}
