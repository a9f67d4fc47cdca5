//! One file, read as what its path says it is.

use std::collections::HashSet;
use std::sync::Arc;

use indexmap::IndexMap;
use serde::de::DeserializeOwned;
use smol_str::SmolStr;

use super::{
    AlertsFile, DriftSettings, EnvironmentFile, EnvironmentRecord, EnvironmentsFile, FileKind,
    Flag, FlagsFile, LocalFile, MonitoringFile, Notice, Settings, Tenant, TenantsFile,
    TestDataFile, WorkflowFile, check_name,
};
use crate::error::{Code, Error};
use crate::source::{SourceFile, Span, relative_to};
use crate::yaml::{Data, Entry, Node, Spanned, read_leniently};

/// What a file declares.
#[derive(Debug, Clone)]
pub enum Content {
    /// `stageline.yaml`.
    Settings(Box<Settings>),
    /// The listed environments with their records.
    Environments(Vec<(Entry, EnvironmentRecord)>),
    /// Bases by their top-level keys.
    Bases(Vec<Entry>),
    /// One environment's configuration.
    Environment(EnvironmentFile),
    /// One service's values: what stands below its name.
    Service(Node),
    /// What one person's checkout says differently.
    Local(LocalFile),
    /// The feature flags, with the segments and ramps that they name.
    Flags(Box<FlagsFile>),
    /// The tenants.
    Tenants(Vec<(Entry, Tenant)>),
    /// Test data.
    TestData(TestDataFile),
    /// Alerts.
    Alerts(AlertsFile),
    /// Dashboards.
    Monitoring(MonitoringFile),
    /// A workflow.
    Workflow(Arc<WorkflowFile>),
    /// Anything else; the tree is kept, since `extends` may point into it.
    Tree,
}

/// A file, its tree, and what it declares.
#[derive(Debug)]
pub struct ParsedFile {
    /// The text.
    pub file: Arc<SourceFile>,
    /// What its path says it is.
    pub kind: FileKind,
    /// The tree.
    pub root: Node,
    /// What it declares.
    pub content: Content,
    /// What does not fit.
    pub problems: Vec<Error>,
    /// What was noticed beside.
    pub notices: Vec<Notice>,
}

impl ParsedFile {
    /// The paths, relative to the root, that the file's `extends` names, or the settings as
    /// schemas: files that are read although no list holds them.
    pub fn extended_paths(&self) -> Vec<String> {
        let names: Vec<String> = match (&self.content, &self.kind) {
            (Content::Settings(settings), _) => {
                let schemas = settings.validation.schemas.values();
                let paths = schemas.map(|path| relative_to(self.file.path(), &path.value));
                return paths.filter_map(Result::ok).collect();
            }
            (Content::Environment(content), _) => {
                content.parents().into_iter().map(|name| name.value).collect()
            }
            (Content::Tree, FileKind::Other) => extends_of(&self.root),
            _ => Vec::new(),
        };
        let paths = names.iter().filter_map(|name| {
            let path = name.split_once('#').map_or(name.as_str(), |(path, _)| path);
            let is_path = path.contains('/') || path.ends_with(".yaml") || path.ends_with(".yml");
            is_path.then(|| relative_to(self.file.path(), path).ok()).flatten()
        });
        paths.collect()
    }
}

impl Content {
    /// Reads a tree as what its file is.
    pub fn read(file: Arc<SourceFile>, root: Node) -> ParsedFile {
        let mut reader = Reader { file: &file, problems: Vec::new(), notices: Vec::new() };
        let kind = FileKind::of(file.path());
        let content = reader.content(&kind, &root);
        let Reader { problems, notices, .. } = reader;
        ParsedFile { file, kind, root, content, problems, notices }
    }
}

struct Reader<'f> {
    file: &'f SourceFile,
    problems: Vec<Error>,
    notices: Vec<Notice>,
}

impl Reader<'_> {
    fn content(&mut self, kind: &FileKind, root: &Node) -> Content {
        match kind {
            FileKind::Settings => {
                let settings: Settings = self.read(root);
                // Runners come with the journal; until then a gate that names one stays pending.
                self.notices.extend(settings.gates.iter().map(|(gate, runner)| {
                    Notice::Unsupported { key: format!("gates.{gate}"), span: runner.span }
                }));
                let DriftSettings { rules, shapes } = &settings.drift;
                self.ids("rule", rules.iter().map(|rule| (&rule.value.id, rule.span)));
                self.ids("shape", shapes.iter().map(|shape| (&shape.value.id, shape.span)));
                Content::Settings(Box::new(settings))
            }
            FileKind::Environments => {
                let listed = self.read::<EnvironmentsFile>(root).environments;
                if root.as_map().is_some_and(|map| map.get("environments").is_none()) {
                    let start = Span { end: root.span.start, ..root.span };
                    let help = "list the environments below `environments:`";
                    let message = "the file has no key `environments`".to_owned();
                    self.problem(Code::MissingKey, message, help, start);
                }
                let named: Vec<(_, EnvironmentRecord)> =
                    self.named("environment", &listed, "environments");
                for (entry, record) in &named {
                    let name = |field| format!("{}.{field}", entry.key);
                    self.expect_map(&name("resource_limits"), &record.resource_limits);
                    self.expect_map(&name("features"), &record.features);
                }
                Content::Environments(named)
            }
            FileKind::Bases => {
                let bases = self.entries(root, "bases");
                bases.iter().for_each(|base| self.expect_map(&base.key, &base.node));
                Content::Bases(bases)
            }
            FileKind::Environment(_) => {
                let file: EnvironmentFile = self.read(root);
                self.expect_map("overrides", &file.overrides);
                Content::Environment(file)
            }
            FileKind::Service { service, .. } => self.service(service, root),
            FileKind::Local { .. } => {
                let local: LocalFile = self.read(root);
                self.expect_map("overrides", &local.overrides);
                for entry in self.entries(&local.services, "services") {
                    self.expect_map(&format!("services.{}", entry.key), &entry.node);
                }
                Content::Local(local)
            }
            FileKind::Flags => Content::Flags(Box::new(self.flags(root))),
            FileKind::Tenants => {
                let tenants = self.read::<TenantsFile>(root).tenants;
                let named: Vec<(_, Tenant)> = self.named("tenant", &tenants, "tenants");
                for (entry, tenant) in &named {
                    self.expect_map(&format!("{}.overrides", entry.key), &tenant.overrides);
                    for (environment, overrides) in &tenant.overrides_by_environment {
                        let name = format!("{}.overrides_by_environment.{environment}", entry.key);
                        self.expect_map(&name, &overrides.value);
                    }
                }
                Content::Tenants(named)
            }
            FileKind::TestData => Content::TestData(self.read(root)),
            FileKind::Alerts => Content::Alerts(self.read(root)),
            FileKind::Monitoring => Content::Monitoring(self.read(root)),
            FileKind::Workflow(_) => Content::Workflow(Arc::new(self.read(root))),
            FileKind::Preset | FileKind::Other => Content::Tree,
        }
    }

    /// Reads a type of which every part is optional; an empty file is the empty type.
    fn read<T: DeserializeOwned + Default>(&mut self, node: &Node) -> T {
        self.read_below("", node)
    }

    /// The same, with the name of the entry in front of the paths of what does not fit.
    fn read_below<T: DeserializeOwned + Default>(&mut self, name: &str, node: &Node) -> T {
        if matches!(node.data, Data::Null) {
            return T::default();
        }
        let reading = read_leniently(node);
        self.notices.extend(reading.unknown.into_iter().map(Notice::UnknownKey));
        for mut problem in reading.problems {
            if !name.is_empty() {
                problem.path.insert(0, name.to_owned());
            }
            self.problems.push(problem.into_error(|span| self.file.place_of(span)));
        }
        reading.value.unwrap_or_default()
    }

    /// Reads a map of names to one type, each entry by itself.
    fn named<T: DeserializeOwned + Default>(
        &mut self,
        what: &str,
        node: &Node,
        key: &str,
    ) -> Vec<(Entry, T)> {
        let mut named = Vec::new();
        for entry in self.entries(node, key) {
            if self.check(what, &entry.key, entry.key_span) {
                let value = self.read_below(&entry.key, &entry.node);
                named.push((entry, value));
            }
        }
        named
    }

    /// Names that rules or shapes of drift give themselves are names, and each its own.
    fn ids<'i>(&mut self, what: &str, ids: impl Iterator<Item = (&'i Option<String>, Span)>) {
        let mut known = HashSet::new();
        for (id, span) in ids {
            let Some(id) = id else { continue };
            if self.check(what, id, span) && !known.insert(id) {
                let message = format!("the {what} `{id}` is there twice");
                self.problem(Code::NameTaken, message, "give each a name of its own", span);
            }
        }
    }

    fn entries(&mut self, node: &Node, what: &str) -> Vec<Entry> {
        match &node.data {
            Data::Map(map) => map.entries().to_vec(),
            Data::Null => Vec::new(),
            _ => {
                let message = format!("`{what}`: expected a map, found {}", node.kind());
                self.problem(Code::Type, message, "write names as keys", node.span);
                Vec::new()
            }
        }
    }

    /// Values that are merged, or keyed by names, are maps or not there.
    fn expect_map(&mut self, what: &str, node: &Node) {
        if !matches!(node.untagged().data, Data::Map(_) | Data::Null) {
            let message = format!("`{what}`: expected a map, found {}", node.kind());
            self.problem(Code::Type, message, "write its values as keys", node.span);
        }
    }

    fn service(&mut self, service: &str, root: &Node) -> Content {
        let start = Span { end: root.span.start, ..root.span };
        if !self.check("service", service, start) {
            return Content::Tree;
        }
        let Some(entry) = root.as_map().and_then(|map| map.entry(service)) else {
            let message = format!("the file has no key `{service}`");
            let help = format!("put the service's values below `{service}:`");
            self.problem(Code::MissingKey, message, &help, start);
            return Content::Tree;
        };
        let others = root.as_map().into_iter().flat_map(|map| map.entries());
        self.notices.extend(others.filter(|other| other.key != service).map(|other| {
            Notice::UnknownKey(crate::yaml::UnknownKey {
                key: other.key.to_string(),
                span: other.key_span,
                known: &[],
            })
        }));
        if !matches!(entry.node.untagged().data, Data::Map(_) | Data::Null) {
            let message = format!("`{service}`: expected a map, found {}", entry.node.kind());
            self.problem(
                Code::Type,
                message,
                "write the service's values as keys",
                entry.node.span,
            );
            return Content::Tree;
        }
        Content::Service(entry.node.clone())
    }

    fn flags(&mut self, root: &Node) -> FlagsFile {
        let mut file = FlagsFile::default();
        for top in self.entries(root, "feature_flags") {
            match top.key.as_str() {
                "feature_flags" => file.flags = self.flag_entries(&top.node).into(),
                "segments" => {
                    file.segments = self.declared("segment", &top.node, "segments").into()
                }
                "ramps" => file.ramps = self.declared("ramp", &top.node, "ramps").into(),
                _ => self.notices.push(Notice::UnknownKey(crate::yaml::UnknownKey {
                    key: top.key.to_string(),
                    span: top.key_span,
                    known: FlagsFile::KEYS,
                })),
            }
        }
        file
    }

    fn flag_entries(&mut self, node: &Node) -> IndexMap<SmolStr, Flag> {
        let Some(map) = node.as_map() else {
            // Says what it is instead.
            self.entries(node, "feature_flags");
            return IndexMap::new();
        };
        let mut flags = IndexMap::with_capacity(map.len());
        for entry in map.entries() {
            if !self.check("flag", &entry.key, entry.key_span) {
                continue;
            }
            flags.insert(entry.key.clone(), Flag::read(entry, &mut self.notices));
        }
        flags
    }

    /// What a map declares by names, with the place of each name's value.
    fn declared<T: DeserializeOwned + Default>(
        &mut self,
        what: &str,
        node: &Node,
        key: &str,
    ) -> IndexMap<String, Spanned<T>> {
        let named = self.named(what, node, key);
        let spanned = |(entry, value): (Entry, T)| {
            (entry.key.to_string(), Spanned { value, span: entry.node.span })
        };
        named.into_iter().map(spanned).collect()
    }

    fn check(&mut self, what: &str, name: &str, span: Span) -> bool {
        match check_name(what, name) {
            Ok(()) => true,
            Err(error) => {
                self.problems.push(error.at(self.file.place_of(span)));
                false
            }
        }
    }

    fn problem(&mut self, code: Code, message: String, help: &str, span: Span) {
        self.problems.push(Error::new(code, message).help(help).at(self.file.place_of(span)));
    }
}

fn extends_of(root: &Node) -> Vec<String> {
    let Some(extends) = root.as_map().and_then(|map| map.get("extends")) else { return Vec::new() };
    match extends.as_list() {
        Some(items) => items.iter().filter_map(Node::as_text).map(str::to_owned).collect(),
        None => extends.as_text().map(str::to_owned).into_iter().collect(),
    }
}
