//! In which environments a finding matters.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use smol_str::SmolStr;

use super::super::{Finding, Subject};
use crate::config::Resolved;
use crate::error::Place;
use crate::model::{Environment, FileKind};
use crate::source::Span;

/// Which environments use which files.
pub(in crate::validate) struct Reach<'p> {
    subject: &'p dyn Subject,
    files: OnceCell<HashMap<String, HashSet<SmolStr>>>,
}

impl<'p> Reach<'p> {
    pub(super) fn new(subject: &'p dyn Subject) -> Self {
        Self { subject, files: OnceCell::new() }
    }

    /// Whether a finding matters in one of these environments.
    pub(super) fn is_any(&self, finding: &Finding, named: &[String]) -> bool {
        self.of(finding).is_none_or(|set| named.iter().any(|name| set.contains(name.as_str())))
    }

    /// Whether a finding matters in no other environments than these.
    pub(super) fn is_within(&self, finding: &Finding, named: &[String]) -> bool {
        let named = |name: &SmolStr| named.iter().any(|known| known == name);
        match self.of(finding) {
            Some(set) => set.iter().all(named),
            None => self.subject.declarations().environments.keys().all(named),
        }
    }

    /// The environments in which a finding matters: its own; else those that its record is of, or
    /// that use the file of its main place. `None` is all of them.
    fn of(&self, finding: &Finding) -> Option<HashSet<SmolStr>> {
        if let Some(environment) = &finding.environment {
            return Some(HashSet::from([SmolStr::new(environment)]));
        }
        let place = finding.places.first()?;
        if FileKind::of(&place.file) == FileKind::Environments {
            let recorded = self.recorded(place);
            return (!recorded.is_empty()).then_some(recorded);
        }
        self.files.get_or_init(|| self.used()).get(&*place.file).cloned()
    }

    /// The environments whose record holds a place.
    fn recorded(&self, place: &Place) -> HashSet<SmolStr> {
        let sources = self.subject.sources();
        let start = |at: &Place| (at.line, at.column);
        let holds = |environment: &&Environment| {
            let listed = Span { start: environment.span.start, ..environment.record_node.span };
            let derived = environment.derived.is_some();
            let span = if derived { environment.record_node.span } else { listed };
            sources.place(span).is_some_and(|record| {
                record.file == place.file
                    && start(&record) <= start(place)
                    && start(place) < (record.end_line, record.end_column)
            })
        };
        let environments = self.subject.declarations().environments.values();
        environments.filter(holds).map(|environment| environment.name.clone()).collect()
    }

    /// The files that each environment's configuration and services are made of.
    fn used(&self) -> HashMap<String, HashSet<SmolStr>> {
        let all = self.subject.declarations();
        let mut used: HashMap<String, HashSet<SmolStr>> = HashMap::new();
        for name in all.environments.keys() {
            let services = all.services.keys();
            let services = services.filter_map(|service| self.subject.service(name, service).ok());
            let own = self.subject.configuration(name).ok();
            for resolved in services.chain(own) {
                for file in self.layers(&resolved) {
                    used.entry(file).or_default().insert(name.clone());
                }
            }
        }
        // A file that cannot be read or resolved still belongs to the environment it names.
        for file in self.subject.sources().files() {
            let named = match FileKind::of(file.path()) {
                FileKind::Environment(name) => Some(name),
                FileKind::Service { environment, .. } => environment,
                _ => None,
            };
            if let Some(name) = named.filter(|name| all.environments.contains_key(name.as_str())) {
                used.entry(file.path().to_string()).or_default().insert(name.into());
            }
        }
        used
    }

    /// The files of every layer of a configuration, some of them several times.
    fn layers(&self, resolved: &Resolved) -> Vec<String> {
        let sources = self.subject.sources();
        let mut seen = HashSet::new();
        let mut waiting = vec![resolved];
        let mut files = Vec::new();
        while let Some(resolved) = waiting.pop() {
            let own = resolved.own().iter();
            let own = own.filter_map(|layer| sources.get(layer.node.span.file));
            files.extend(own.map(|file| file.path().to_string()));
            let parents = resolved.parents().iter();
            waiting.extend(parents.filter(|one| seen.insert(Arc::as_ptr(one))).map(|one| &**one));
        }
        files
    }
}
